// Says how many of those asked for are chosen, and that there are too many: [data-picked="most"] among the inputs.
export function picked(root = document) {
  for (const line of root.querySelectorAll("[data-picked]")) {
    const inputs = line.closest("fieldset, [data-hotspot]").querySelectorAll("input[type=checkbox]");
    const show = () => {
      const chosen = [...inputs].filter((input) => input.checked).length;
      const over = chosen > Number(line.dataset.picked);
      line.textContent = (over ? line.dataset.over : line.dataset.words).replace("{n}", chosen);
      line.classList.toggle("over", over);
    };
    for (const input of inputs) input.addEventListener("change", show);
    show();
  }
}
