// Lists to be put in order ([data-order]): the up and down buttons without a round trip, and dragging by the handle.
// Every finished move sends a bubbling `change` from the list, so whoever saves answers need not know how it moved.

for (const list of document.querySelectorAll("[data-order]")) enhance(list);

function enhance(list) {
  list.classList.add("live");
  offerKeep(list);
  const spoken = document.createElement("p");
  spoken.className = "visually-hidden";
  spoken.setAttribute("role", "status");
  list.after(spoken);
  list.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="move"]');
    if (!button) return;
    event.preventDefault();
    step(list, button);
    announce(list, button.closest("li"), spoken);
  });
  list.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.target.closest(".grip")) drag(list, event, spoken);
  });
}

/** "As it stands" is only a question while the list lies as it was shown. */
export function offerKeep(list) {
  const scope = list.parentElement;
  const shown = scope.querySelector('input[name$=".shown"]')?.value;
  const ids = [...list.querySelectorAll('input[type="hidden"]')].map((input) => input.value).join(",");
  scope.querySelector(".keep")?.toggleAttribute("hidden", ids !== shown);
}

function step(list, button) {
  const item = button.closest("li");
  if (button.classList.contains("up")) item.previousElementSibling?.before(item);
  else item.nextElementSibling?.after(item);
  const edge = item === list.firstElementChild ? ".down" : item === list.lastElementChild ? ".up" : null;
  const next = edge && getComputedStyle(button).visibility === "hidden" ? item.querySelector(edge) : button;
  next.focus();
}

function announce(list, item, spoken) {
  const items = [...list.children];
  const values = { place: items.indexOf(item) + 1, count: items.length };
  const keep = list.parentElement.querySelector(".keep input");
  if (keep) keep.checked = true; // whoever has moved things has answered, also by moving them back
  offerKeep(list);
  spoken.textContent = list.dataset.announce.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  list.dispatchEvent(new Event("change", { bubbles: true }));
}

function drag(list, start, spoken) {
  const item = start.target.closest("li");
  const before = [...list.children].indexOf(item);
  let grabbed = start.clientY;
  start.preventDefault();
  item.setPointerCapture(start.pointerId);
  item.classList.add("dragged");
  const move = (event) => {
    const other = neighbour(item, event.clientY - grabbed);
    if (other) {
      const from = item.offsetTop;
      if (event.clientY > grabbed) other.after(item);
      else other.before(item);
      grabbed += item.offsetTop - from;
      item.setPointerCapture(start.pointerId);
    }
    item.style.transform = `translateY(${event.clientY - grabbed}px)`;
  };
  const end = () => {
    item.removeEventListener("pointermove", move);
    item.classList.remove("dragged");
    item.style.transform = "";
    if ([...list.children].indexOf(item) !== before) announce(list, item, spoken);
  };
  item.addEventListener("pointermove", move);
  item.addEventListener("pointerup", end, { once: true });
  item.addEventListener("pointercancel", end, { once: true });
}

/** The neighbour whose middle the dragged item has passed, if any. */
function neighbour(item, by) {
  const other = by > 0 ? item.nextElementSibling : item.previousElementSibling;
  return other && Math.abs(by) > other.offsetHeight / 2 + 4 ? other : null;
}
