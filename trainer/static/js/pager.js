// One question at a time: previous and next, the overview as a dialog, the count of answers, one notice on top.
import { word } from "./words.js";

/** Turn the form into pages; `handIn` is called from the last one. Returns what attempt.js needs of it. */
export function build(form, sections, handIn) {
  form.classList.add("enhanced");
  form.querySelectorAll("[data-check]").forEach((button) => (button.closest(".actions") ?? button).remove());
  const chips = new Map([...form.querySelectorAll(".chip[data-slot]")].map((chip) => [chip.dataset.slot, chip]));
  const bar = element("progress", "bar question-bar", { max: sections.length, ariaLabel: word("all") });
  const notice = element("div", "sitting-note", { role: "status" });
  const previous = element("button", "button plain", { type: "button", textContent: word("previous") });
  const next = element("button", "button", { type: "button" });
  const count = element("span", "num");
  const opener = element("button", "button link", { type: "button", textContent: word("all") });
  const dialog = overviewDialog(form.querySelector("[data-overview]"), handIn);
  const status = group("", count);
  const time = form.querySelector("[data-timebar]");
  if (time) status.prepend(time);
  const dock = group("dock", group("actions pair", previous, next), group("sitting-foot", status, opener));
  sections[0].before(notice);
  sections.at(-1).after(dock, dialog);

  let here = Math.max(0, sections.findIndex((section) => `#${section.id}` === location.hash));
  previous.addEventListener("click", () => go(here - 1));
  next.addEventListener("click", () => (here === sections.length - 1 ? handIn() : go(here + 1)));
  opener.addEventListener("click", () => dialog.showModal());
  window.addEventListener("hashchange", () => go(sections.findIndex((section) => `#${section.id}` === location.hash)));
  chips.forEach((chip, slot) =>
    chip.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.close();
      go(sections.findIndex((section) => section.dataset.slot === slot));
    }),
  );
  show();

  function go(index) {
    if (index < 0 || index >= sections.length) return;
    here = index;
    if (notice.querySelector(".done")) notice.replaceChildren();
    show();
    history.replaceState(null, "", `#${sections[here].id}`);
    const heading = sections[here].querySelector("h2");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }

  function show() {
    sections.forEach((section, index) => (section.hidden = index !== here));
    sections[here].querySelector(".question-head").after(bar);
    bar.value = here + 1;
    previous.disabled = here === 0;
    next.textContent = word(here === sections.length - 1 ? "check" : "next");
    chips.forEach((chip, slot) => chip.toggleAttribute("aria-current", slot === sections[here].dataset.slot));
  }

  return {
    get noted() {
      return notice.childElementCount > 0 && !notice.querySelector(".done");
    },
    mark(slot, state) {
      const chip = chips.get(slot);
      if (chip) {
        chip.dataset.state = state;
        chip.querySelector("[data-word]").textContent = ` ${word(state === "unsent" ? "waiting" : state)}`;
      }
      const done = sections.filter((section) => section.dataset.answered === "true").length;
      count.textContent = word("count", { done, all: sections.length });
    },
    note(kind, text, label, href) {
      const box = group(`notice ${kind}`, element("span", "notice-dot"), element("div", "", { textContent: text }));
      if (href) box.lastChild.append(" ", element("a", "", { textContent: label, href }));
      notice.replaceChildren(box);
    },
    number: (slot) => chips.get(slot)?.firstElementChild.textContent ?? slot,
    top: () => notice.scrollIntoView({ block: "center" }),
  };
}

function overviewDialog(nav, handIn) {
  const dialog = element("dialog", "sheet-up", { ariaLabel: word("all") });
  const close = element("button", "button plain", { type: "button", textContent: word("close") });
  const check = element("button", "button", { type: "button", textContent: word("check") });
  close.addEventListener("click", () => dialog.close());
  check.addEventListener("click", () => {
    dialog.close();
    handIn();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.append(element("h2", "", { textContent: word("all") }), nav, group("actions", close, check));
  return dialog;
}

export function element(name, className, properties = {}) {
  return Object.assign(document.createElement(name), { className }, properties);
}

export function group(className, ...children) {
  const box = element("div", className);
  box.append(...children);
  return box;
}
