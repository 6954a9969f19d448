// One answer to the server and what came of it, as one of a few named outcomes:
// saved, conflict, signin, ended, refused, later (worth trying again).
const TIMEOUT = 8000;

/** Send {seq, response}; resolves to {kind, …}, never rejects. Fetches a fresh CSRF token once when ours is too old. */
export async function post(url, body, again = true) {
  let reply;
  try {
    reply = await within(TIMEOUT, (signal) =>
      fetch(url, { method: "POST", keepalive: true, signal, headers: headers(), body: JSON.stringify(body) }),
    );
  } catch {
    return { kind: "later" };
  }
  const data = await reply.json().catch(() => ({}));
  if (reply.status === 403 && data.code === "csrf" && again) {
    const found = await freshToken();
    return found === "token" ? post(url, body, false) : { kind: found };
  }
  return outcome(reply.status, data);
}

function outcome(status, data) {
  if (status === 200 && data.saved) return { kind: "saved", seq: data.seq, at: data.at ?? "", html: data.html };
  if (status === 409) return { kind: "conflict", seq: data.seq, response: data.response, message: data.message, at: data.at, html: data.html };
  if (status === 401) return { kind: "signin", url: data.signin };
  if (status === 410) return { kind: "ended", review: data.review };
  if (status === 403 && data.code === "csrf") return { kind: "later" };
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
    return { kind: "refused", message: data.message ?? data.error };
  }
  return { kind: "later" };
}

function headers() {
  const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
  return { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token };
}

/** Read this page again for its CSRF token: "token", or "signin" when it leads elsewhere, or "later". */
export async function freshToken() {
  try {
    const reply = await within(TIMEOUT, (signal) => fetch(location.pathname, { signal, headers: { Accept: "text/html" } }));
    if (new URL(reply.url).pathname !== location.pathname) return "signin";
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    const token = page.querySelector('meta[name="csrf-token"]')?.content;
    if (!token) return "later";
    document.querySelector('meta[name="csrf-token"]').content = token;
    document.querySelectorAll('input[name="csrf_token"]').forEach((input) => (input.value = token));
    return "token";
  } catch {
    return "later";
  }
}

/** Run with a signal that aborts after so many milliseconds. */
export async function within(milliseconds, run) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), milliseconds);
  try {
    return await run(control.signal);
  } finally {
    clearTimeout(timer);
  }
}
