// Opens the fold that an address or a link on the page points at: details#id.
export function reveal(root = document) {
  const open = () => {
    const target = location.hash ? root.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    const fold = target?.closest("details:not(.menu)");
    if (!fold || fold.open) return;
    fold.open = true;
    target.scrollIntoView();
  };
  window.addEventListener("hashchange", open);
  root.addEventListener("click", (event) => event.target.closest('a[href^="#"]') && setTimeout(open));
  open();
}
