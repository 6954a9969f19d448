// Menus (details.menu) close on Escape and on a press elsewhere.
export function menus(root = document) {
  const close = (menu, back) => {
    menu.open = false;
    if (back) menu.querySelector("summary").focus();
  };
  root.addEventListener("click", (event) => {
    root.querySelectorAll("details.menu[open]").forEach((menu) => menu.contains(event.target) || close(menu, false));
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") root.querySelectorAll("details.menu[open]").forEach((menu) => close(menu, true));
  });
}
