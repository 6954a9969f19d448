// Answers that no page from the server has shown yet, kept in this browser across reloads and sign-in.
// One entry of localStorage a sitting: {"3": {"seq": 4, "response": …, "saved": "09:41"?}, …} under
// trainer:answers:<person>:<attempt>. An acknowledged answer stays, with `saved`, until a page shows it: a reload
// can be rendered just before the answer it crosses on its way is committed.
const PREFIX = "trainer:";

export class Store {
  constructor(person, attempt, storage = safeStorage()) {
    this.key = `${PREFIX}answers:${person}:${attempt}`;
    this.storage = storage;
    this.memory = {};
  }

  /** Whether what is put here outlives the page. */
  get lasting() {
    return this.storage !== null;
  }

  all() {
    if (!this.storage) return { ...this.memory };
    try {
      return JSON.parse(this.storage.getItem(this.key)) ?? {};
    } catch {
      return {};
    }
  }

  put(slot, entry) {
    this.#write({ ...this.all(), [slot]: entry });
  }

  /** The server holds this answer. */
  acknowledge(slot, seq, at) {
    const entry = this.all()[slot];
    if (entry && entry.seq <= seq) this.put(slot, { ...entry, saved: at });
  }

  /** Forget a slot, unless something newer than `seq` was put there meanwhile (by another tab). */
  drop(slot, seq = Infinity) {
    const entries = this.all();
    if (slot in entries && entries[slot].seq <= seq) {
      delete entries[slot];
      this.#write(entries);
    }
  }

  clear() {
    this.#write({});
  }

  #write(entries) {
    this.memory = entries;
    if (!this.storage) return;
    try {
      if (Object.keys(entries).length) this.storage.setItem(this.key, JSON.stringify(entries));
      else this.storage.removeItem(this.key);
    } catch {
      this.storage = null; // full or forbidden: the page itself still holds everything
    }
  }
}

/** Forget everything this product kept in the browser; at sign-out. */
export function clearAll(storage = safeStorage()) {
  if (!storage) return;
  const keys = Array.from({ length: storage.length }, (_, i) => storage.key(i));
  keys.filter((key) => key?.startsWith(PREFIX)).forEach((key) => storage.removeItem(key));
}

function safeStorage() {
  try {
    localStorage.setItem(`${PREFIX}probe`, "1");
    localStorage.removeItem(`${PREFIX}probe`);
    return localStorage;
  } catch {
    return null;
  }
}
