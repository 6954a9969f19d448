// A text box that narrows a list or the rows of a table: input[data-filter="#id"], data-filter-none="#id" when nothing is left.
export function filters(root = document) {
  for (const input of root.querySelectorAll("input[data-filter]")) {
    const list = root.querySelector(input.dataset.filter);
    const none = input.dataset.filterNone && root.querySelector(input.dataset.filterNone);
    if (!list) continue;
    const narrow = () => {
      const wanted = input.value.normalize("NFKC").trim().toLowerCase().split(/\s+/);
      const rows = [...(list.tBodies?.length ? list.tBodies[0].rows : list.children)];
      rows.forEach((row) => {
        const text = row.textContent.normalize("NFKC").toLowerCase();
        row.hidden = !wanted.every((part) => text.includes(part));
      });
      if (none) none.hidden = rows.some((row) => !row.hidden);
    };
    input.addEventListener("input", narrow);
    narrow();
  }
}
