// Answers on their way: one request in flight a question, the newest state wins, nothing is forgotten until acknowledged.
// A question's sequence number grows with every new state; a retry of the same state keeps its number, so the
// server can tell a repeated request from a newer one.
import { post } from "./post.js";

const LONGEST_WAIT = 30;

export class Outbox {
  /** show(slot, outcome) is told of every change of a question's state. */
  constructor(store, show, send = post) {
    Object.assign(this, { store, show, send, slots: new Map(), tries: 0, timer: 0, paused: false, ended: false });
  }

  /** Take in a question with the number the server holds. */
  add(slot, url, seq) {
    this.slots.set(slot, { slot, url, sent: seq, wanted: null, flight: null, refused: false });
  }

  /** Take up an answer that an earlier page could not send; its number stays, so a lost acknowledgement does no harm. */
  resume(slot, entry) {
    const it = this.slots.get(slot);
    it.wanted = { seq: entry.seq, response: entry.response };
    it.sent = Math.max(it.sent, entry.seq);
  }

  /** A question has a new answer. */
  change(slot, response) {
    const it = this.slots.get(slot);
    const unsent = it.wanted && it.wanted.seq > it.sent;
    it.wanted = { seq: unsent ? it.wanted.seq : Math.max(it.sent, it.wanted?.seq ?? 0) + 1, response };
    it.refused = false;
    this.store.put(slot, it.wanted);
    return this.#push(it);
  }

  /** Questions whose answer the server has not acknowledged, in order. */
  waiting() {
    return [...this.slots.values()].filter((it) => it.wanted);
  }

  /** Try everything that waits, now; resolves to whether nothing waits any more. */
  async flush() {
    clearTimeout(this.timer);
    this.paused = false;
    await Promise.all(this.waiting().map((it) => it.flight ?? this.#push(it)));
    return this.waiting().length === 0;
  }

  /** The page is going: hand what waits to the browser, without waiting for the reply. */
  part() {
    if (this.ended) return;
    for (const it of this.waiting()) if (!it.refused) this.send(it.url, it.wanted);
  }

  #push(it) {
    if (this.paused || this.ended || it.refused) {
      if (this.paused) this.show(it.slot, { kind: "signin" });
      return Promise.resolve();
    }
    it.flight ??= this.#deliver(it).finally(() => (it.flight = null));
    return it.flight;
  }

  async #deliver(it) {
    while (it.wanted && !this.paused && !this.ended) {
      const job = it.wanted;
      it.sent = Math.max(it.sent, job.seq);
      this.show(it.slot, { kind: "saving" });
      const outcome = await this.send(it.url, job);
      this.#settle(it, job, outcome);
      if (outcome.kind !== "saved") return;
    }
  }

  #settle(it, job, outcome) {
    if (outcome.kind === "saved" || outcome.kind === "conflict") {
      this.tries = 0;
      it.sent = Math.max(outcome.kind === "saved" ? it.sent : 0, outcome.seq ?? job.seq);
      if (it.wanted === job || outcome.kind === "conflict") {
        if (outcome.kind === "saved") this.store.acknowledge(it.slot, it.wanted.seq, outcome.at);
        else this.store.drop(it.slot, it.wanted.seq);
        it.wanted = null;
      }
    }
    if (outcome.kind === "signin") this.paused = true;
    if (outcome.kind === "refused") it.refused = true;
    if (outcome.kind === "ended") this.#end();
    if (outcome.kind === "later") this.#later();
    if (outcome.kind !== "saved" || !it.wanted) this.show(it.slot, outcome);
  }

  #end() {
    this.ended = true;
    this.store.clear();
    this.slots.forEach((it) => (it.wanted = null));
  }

  #later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), 1000 * Math.min(2 ** this.tries++, LONGEST_WAIT));
  }
}
