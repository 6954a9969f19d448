// A sitting with script: one question at a time, every change saved at once, the overview in a dialog; or, with
// [data-pages=all], a form of the floor whose items all stand on one page.
// Without it the same page is one form. What saves stands in outbox.js, what is kept across reloads in store.js.
import "./ordering.js";
import { read, same, whole, write } from "./answers.js";
import { Outbox } from "./outbox.js";
import { build as all } from "./observing.js";
import { build } from "./pager.js";
import { within } from "./post.js";
import { Store } from "./store.js";
import * as steps from "./steps.js";
import { follow } from "./timer.js";
import { keepTyped } from "./typing.js";
import { word } from "./words.js";

const form = document.getElementById("sitting");
if (form) begin();

function begin() {
  const sections = new Map([...form.querySelectorAll(".question[data-slot]")].map((s) => [s.dataset.slot, s]));
  const store = new Store(form.dataset.person, form.dataset.attempt);
  const outbox = new Outbox(store, (slot, outcome) => shown(slot, outcome));
  const pager = (form.dataset.pages === "all" ? all : build)(form, [...sections.values()], handIn);
  sections.forEach((section, slot) => outbox.add(slot, section.dataset.answerUrl, Number(section.dataset.seq)));
  resume();
  sections.forEach((section, slot) => {
    section.addEventListener("change", () => answer(slot));
    if (section.dataset.shape === "steps") steps.follow(section, (way) => step(slot, way));
    mark(slot);
  });
  keepTyped(form, (section) => answer(section.dataset.slot));
  form.noValidate = true; // the server says it beside the question; the browser cannot point at a hidden one
  form.addEventListener("submit", submitted);
  for (const [target, kind] of [[window, "online"], [window, "pageshow"], [document, "visibilitychange"]]) {
    target.addEventListener(kind, () => document.visibilityState === "visible" && outbox.waiting().length && outbox.flush());
  }
  window.addEventListener("pagehide", () => outbox.part());
  window.addEventListener("beforeunload", (event) => {
    if (!store.lasting && outbox.waiting().length) event.preventDefault();
  });
  const bar = form.querySelector("[data-timebar]");
  if (bar && form.dataset.deadline) follow(bar, form.dataset, timeOver);

  /** Put back what an earlier page could not send, and send it first. */
  function resume() {
    for (const [slot, entry] of Object.entries(store.all())) {
      const section = sections.get(slot);
      if (!section || (entry.seq <= Number(section.dataset.seq) && same(entry.response, read(section), section.dataset.shape))) {
        store.drop(slot);
        continue;
      }
      write(section, entry.response);
      section.dataset.answered = whole(section, entry.response);
      const later = section.dataset.shape === "steps"; // what the choice led to must come from the server
      if (!later && entry.saved !== undefined && entry.seq > Number(section.dataset.seq)) acknowledged(slot, entry);
      else outbox.resume(slot, entry);
    }
    outbox.flush();
  }

  /** The server acknowledged this answer while this page was being rendered. */
  function acknowledged(slot, entry) {
    outbox.add(slot, sections.get(slot).dataset.answerUrl, entry.seq);
    shown(slot, { kind: "saved", at: entry.saved });
  }

  function answer(slot) {
    const response = read(sections.get(slot));
    sections.get(slot).dataset.answered = whole(sections.get(slot), response);
    outbox.change(slot, response);
    mark(slot);
  }

  function step(slot, way) {
    steps.hold(sections.get(slot), way);
    outbox.change(slot, way);
    mark(slot);
  }

  /** One question's state of saving has changed. */
  function shown(slot, outcome) {
    const section = sections.get(slot);
    if (outcome.html) steps.proceed(section, outcome.html);
    else if (outcome.kind === "conflict") write(section, outcome.response);
    if (outcome.html || outcome.kind === "conflict") section.dataset.answered = whole(section, outcome.response);
    if (outcome.kind === "refused" && section.dataset.shape === "steps") steps.release(section);
    const state = { later: "unsent" }[outcome.kind] ?? outcome.kind;
    const text = ["conflict", "refused"].includes(state) && outcome.message ? outcome.message : word(state, { at: outcome.at ?? "" });
    const place = section.querySelector(".save-state");
    place.dataset.state = state;
    place.textContent = text;
    mark(slot);
    note(outcome);
  }

  function mark(slot) {
    const section = sections.get(slot);
    const waits = ["unsent", "signin", "refused"].includes(section.querySelector(".save-state").dataset.state);
    pager.mark(slot, waits ? "unsent" : section.dataset.answered === "true" ? "answered" : "open");
  }

  /** One notice above the questions for what concerns all of them. */
  function note({ kind, review, url }) {
    if (kind === "later") pager.note("warn", word(store.lasting ? "note_unsent" : "note_nostore"));
    if (kind === "signin") pager.note("warn", word("note_signin"), word("do_signin"), form.dataset.signinUrl || url);
    if (kind === "ended") pager.note("warn", word("note_ended"), word("do_review"), review);
    if (kind === "saved" && pager.noted && !outbox.waiting().length) pager.note("done", word("note_back"));
  }

  function submitted(event) {
    const button = event.submitter;
    event.preventDefault();
    if (button?.hasAttribute("data-default")) return;
    if (button?.hasAttribute("data-save")) answer(button.closest(".question").dataset.slot);
    else handIn();
  }

  /** To the check-your-answers page, once the server holds everything. */
  async function handIn() {
    if (await outbox.flush()) {
      store.clear();
      return location.assign(form.dataset.submitUrl);
    }
    if (outbox.paused || outbox.ended) return pager.top();
    const refused = outbox.waiting().filter((it) => it.refused);
    const list = (refused.length ? refused : outbox.waiting()).map((it) => pager.number(it.slot)).join(word("comma"));
    pager.note("warn", word(refused.length ? "note_refused" : "note_waits", { list }));
    pager.top();
  }

  /** The deadline has passed: send what waits, then let the server's page speak; without a connection stay and try again. */
  async function timeOver(wait = 2) {
    pager.note("warn", word("note_over"));
    await outbox.flush();
    if (outbox.ended) return;
    try {
      await within(8000, (signal) => fetch(form.dataset.submitUrl, { signal, cache: "no-store" }));
      location.assign(form.dataset.submitUrl);
    } catch {
      pager.note("warn", word("note_over_offline"));
      setTimeout(timeOver, wait * 1000, Math.min(wait * 2, 30));
    }
  }
}
