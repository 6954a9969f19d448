// Oral and practical results: a field that was filled in is sent at once, and again until it arrives.
// Without script each person's form is sent by its own button.
const list = document.querySelector(".marks");
const WAIT = [1, 2, 5, 10, 30];

for (const form of document.querySelectorAll("form[data-result]")) {
  const status = form.closest(".mark").querySelector(".saved");
  const run = { tries: 0, timer: 0, sent: "" };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run.sent = "";
    send(form, status, run);
  });
  // A correction waits for its reason and the button; a first result is kept when its field is left.
  if (!form.elements.reason) form.addEventListener("change", () => form.elements.points.value && send(form, status, run));
}

async function send(form, status, run) {
  const body = { points: form.elements.points.value, note: form.elements.note.value, reason: form.elements.reason?.value ?? "" };
  const text = JSON.stringify(body);
  if (text === run.sent) return;
  clearTimeout(run.timer);
  status.textContent = list.dataset.saving;
  try {
    const reply = await fetch(form.action, { method: "POST", headers: headers(form), body: text });
    const data = await reply.json();
    if (reply.status === 401) return location.assign(data.signin);
    if (reply.status >= 500) throw new Error("later");
    run.tries = 0;
    run.sent = data.saved ? text : "";
    status.textContent = data.saved ? data.said : data.message ?? list.dataset.lost;
    status.dataset.state = data.saved ? (data.passed ? "passed" : "failed") : "refused";
    if (data.saved && form.elements.note.value !== body.note) send(form, status, run);
  } catch {
    status.textContent = list.dataset.lost;
    status.dataset.state = "unsent";
    run.timer = setTimeout(() => send(form, status, run), 1000 * WAIT[Math.min(run.tries++, WAIT.length - 1)]);
  }
}

function headers(form) {
  return { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": form.elements.csrf_token.value };
}
