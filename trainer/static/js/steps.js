// A scenario answered step by step: a choice is saved at once and cannot be taken back; what comes next is shown by the
// server's own HTML once it holds the choice. What sends and resends is the outbox, as for every other answer.

const BREATH = 500; // milliseconds: the second tap of a double tap must not choose what has just appeared under the finger

const fresh = new WeakMap();
const box = (section) => section.querySelector("[data-steps]");
const choices = (section) => [...section.querySelectorAll('[data-steps] button[name="move"]')];
const taken = (button) => button.value.slice(button.value.indexOf(":") + 1);

/** The choices made so far, as the page shows them. */
export function path(section) {
  return box(section).dataset.path.split(",").filter(Boolean);
}

/** Whether the story has come to its end. */
export function ended(section) {
  return box(section).dataset.complete === "true";
}

/** Call take(path) for each choice; while one is on its way there is no other. */
export function follow(section, take) {
  const spoken = document.createElement("p");
  spoken.className = "visually-hidden";
  spoken.setAttribute("role", "status");
  section.append(spoken);
  section.addEventListener("click", (event) => {
    const button = event.target.closest('[data-steps] button[name="move"]');
    if (!button) return;
    event.preventDefault();
    if (performance.now() - (fresh.get(section) ?? -BREATH) < BREATH) return;
    if (button.getAttribute("aria-disabled") !== "true") take(taken(button).split(","));
  });
}

/** A path is on its way: show which choice it takes, and offer no other. */
export function hold(section, way) {
  for (const button of choices(section)) {
    button.setAttribute("aria-disabled", "true");
    button.classList.toggle("chosen", taken(button) === way.join(","));
  }
}

/** It was not accepted: the choices lie there again. */
export function release(section) {
  for (const button of choices(section)) {
    button.removeAttribute("aria-disabled");
    button.classList.remove("chosen");
  }
}

/** Show what the server holds; whoever was at the choices is taken to what comes next. */
export function proceed(section, html) {
  const here = section.contains(document.activeElement);
  box(section).outerHTML = html;
  fresh.set(section, performance.now());
  if (section.hidden) return;
  section.querySelector("[role=status].visually-hidden").textContent = section.querySelector("[data-told]").textContent;
  if (!here) return;
  const heading = section.querySelector("[data-here]");
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: "start" });
}
