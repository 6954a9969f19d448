// Photos of items: made small here, sent at once, named by their item when the server has them. A photo is not kept
// across reloads: it needs the connection while the page is open, and the page says so.
import { freshToken, within } from "./post.js";
import { word } from "./words.js";

const EDGE = 1600;
const QUALITY = 0.85;
const TIMEOUT = 60000;
const LONGEST_WAIT = 30;

export class Photos {
  /** `left` is called when a photo could not be sent for want of a connection. */
  constructor(form, sections, left) {
    Object.assign(this, { url: form.dataset.photoUrl, sections, left, pending: new Map(), tries: 0, timer: 0 });
    sections.forEach((section) => this.#follow(section));
    window.addEventListener("online", () => this.flush());
    window.addEventListener("beforeunload", (event) => this.waiting && event.preventDefault());
  }

  /** Whether a photo is still only here. */
  get waiting() {
    return this.pending.size > 0;
  }

  /** Try every photo that waits. */
  flush() {
    clearTimeout(this.timer);
    return Promise.all([...this.pending.keys()].map((section) => this.#send(section)));
  }

  /** Show the photo that each item names now. */
  show() {
    for (const section of this.sections) {
      const [field, picture, remove] = parts(section);
      const source = field.value ? `${this.url}/${field.value}` : "";
      if (picture.dataset.shown === source) continue;
      picture.dataset.shown = source;
      if (source) picture.src = source;
      else picture.removeAttribute("src");
      picture.hidden = remove.hidden = !source;
    }
  }

  #follow(section) {
    const input = section.querySelector("input[type=file]");
    const [field, , remove] = parts(section);
    input.addEventListener("change", async (event) => {
      event.stopPropagation(); // the item changes when the server has the photo
      if (!input.files.length) return;
      const photo = await small(input.files[0]);
      input.value = "";
      this.pending.set(section, photo);
      this.#send(section);
    });
    remove.addEventListener("click", () => this.#name(field, ""));
  }

  #name(field, id) {
    field.value = id;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  async #send(section) {
    const photo = this.pending.get(section);
    if (!photo || section.dataset.sending) return;
    section.dataset.sending = "yes";
    say(section, "sending", word("photo_sending"));
    const reply = await send(this.url, photo);
    delete section.dataset.sending;
    if (reply.kind === "later") return this.#later(section, reply.status);
    this.tries = 0;
    if (this.pending.get(section) === photo) this.pending.delete(section);
    say(section, reply.kind, reply.kind === "kept" ? "" : reply.message);
    if (reply.kind === "kept") this.#name(parts(section)[0], String(reply.id));
  }

  #later(section, status) {
    say(section, "waiting", word(status === 401 ? "signin" : "photo_waits"));
    if (status !== 401) this.left();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), 1000 * Math.min(2 ** this.tries++, LONGEST_WAIT));
  }
}

const parts = (section) => [section.querySelector("[data-photo]"), section.querySelector(".thumb"), section.querySelector("[data-remove]")];

function say(section, state, text) {
  const place = section.querySelector(".photo-state");
  place.dataset.state = state;
  place.textContent = text;
}

/** The photo no larger than what is kept, without what the camera noted; as it is where this browser cannot. */
async function small(file) {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, EDGE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return blob ? new File([blob], "photo.jpg", { type: "image/jpeg" }) : file;
  } catch {
    return file;
  }
}

async function send(url, photo, again = true) {
  const body = new FormData();
  body.append("file", photo, photo.name || "photo.jpg");
  const headers = { Accept: "application/json", "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content };
  try {
    const reply = await within(TIMEOUT, (signal) => fetch(url, { method: "POST", body, headers, signal }));
    const data = await reply.json().catch(() => ({}));
    if (reply.ok) return { kind: "kept", id: data.id };
    if (reply.status === 403 && data.code === "csrf" && again && (await freshToken()) === "token") return send(url, photo, false);
    const final = reply.status >= 400 && reply.status < 500 && ![401, 403, 408, 429].includes(reply.status);
    return final ? { kind: "refused", message: data.message ?? data.error ?? word("refused") } : { kind: "later", status: reply.status };
  } catch {
    return { kind: "later" };
  }
}
