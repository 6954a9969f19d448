// Signing out forgets what this browser kept for the person: form[data-signout].
import { clearAll } from "./store.js";

export function signOut(root = document) {
  root.addEventListener("submit", (event) => "signout" in event.target.dataset && clearAll());
}
