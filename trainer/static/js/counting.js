// Says how many characters a field still takes: [data-count="most"][data-words="{left} …"], in what describes it.
export function counting(root = document) {
  for (const field of root.querySelectorAll("[data-count]")) {
    const hint = document.getElementById(field.getAttribute("aria-describedby")?.split(" ")[0]);
    if (!hint) continue;
    const most = Number(field.dataset.count);
    const words = hint.textContent;
    const show = () => {
      const left = most - [...field.value].length;
      hint.textContent = left === most ? words : field.dataset.words.replace("{left}", left);
      hint.classList.toggle("over", left < 0);
    };
    field.addEventListener("input", show);
    show();
  }
}
