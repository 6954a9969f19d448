// The texts that scripts show, translated by the server: <script type="application/json" id="words">.
const block = document.getElementById("words");
const words = block ? JSON.parse(block.textContent) : {};

/** The text of that name with its {placeholders} filled in; the bare name when the page has none. */
export function word(name, values = {}) {
  return (words[name] ?? name).replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}
