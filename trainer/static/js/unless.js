// Fields that do not apply while a select holds a certain kind of value: [data-unless="#select"][data-starts="prefix"].
export function unless(root = document) {
  for (const part of root.querySelectorAll("[data-unless]")) {
    const select = root.querySelector(part.dataset.unless);
    if (!select) continue;
    const show = () => {
      part.hidden = select.value.startsWith(part.dataset.starts);
    };
    select.addEventListener("change", show);
    show();
  }
}
