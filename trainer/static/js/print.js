// Buttons that print the page: button[data-print]. Answers folded away on screen are opened for the paper.
export function printButtons(root = document) {
  root.addEventListener("click", (event) => event.target.closest("[data-print]") && window.print());
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...root.querySelectorAll("main details:not([open])")];
    opened.forEach((fold) => (fold.open = true));
  });
  window.addEventListener("afterprint", () => opened.forEach((fold) => (fold.open = false)));
}
