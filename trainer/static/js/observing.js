// A form filled while watching: all items on one page, the state of each beside it, what is left in the dock.
// Saving, resending and what is kept across reloads are those of a sitting (attempt.js, outbox.js, store.js).
import { element, group } from "./pager.js";
import { Photos } from "./photos.js";
import { word } from "./words.js";

/** Bring the form to life; returns what attempt.js needs of it, as pager.js does. */
export function build(form, sections) {
  form.classList.add("enhanced");
  const notice = element("div", "sitting-note", { role: "status" });
  const count = form.querySelector("[data-count-items]");
  const bar = form.querySelector("[data-dock] progress");
  const items = sections.filter((section) => section.querySelector(".marks"));
  form.prepend(notice);
  const photos = new Photos(form, items, () => note("warn", word("note_photo")));
  // Registered before attempt.js's own: a photo that is still here must not be left behind.
  form.addEventListener("submit", (event) => {
    if (!photos.waiting || event.submitter?.hasAttribute("data-save")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    note("warn", word("note_photo_first"));
    top();
    photos.flush();
  });

  function note(kind, text, label, href) {
    const box = group(`notice ${kind}`, element("span", "notice-dot"), element("div", "", { textContent: text }));
    if (href) box.lastChild.append(" ", element("a", "", { textContent: label, href }));
    notice.replaceChildren(box);
    if (kind === "warn") dockNote(text);
    else dockNote("");
  }

  /** The same words where the thumb is: the top of a long form is out of sight. */
  function dockNote(text) {
    const place = form.querySelector("[data-dock-note]");
    if (place) place.textContent = text;
  }

  function top() {
    notice.scrollIntoView({ block: "center" });
  }

  return {
    get noted() {
      return notice.childElementCount > 0 && !notice.querySelector(".done");
    },
    mark() {
      photos.show();
      const marked = items.filter((section) => section.querySelector(".marks :checked"));
      count.textContent = word("count", { done: marked.length, all: items.length });
      bar.value = marked.length;
    },
    note,
    number: (slot) => items.findIndex((section) => section.dataset.slot === slot) + 1 || word("whole"),
    top,
  };
}
