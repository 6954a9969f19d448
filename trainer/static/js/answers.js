// Reads a question's answer from its inputs and puts one back, by the shape the server names.
// one: value or null; many: list; boolean: true, false or null; order: list of ids, null while untouched;
// form: {field: [values]} with the question's own name taken off ("" is the question itself).
// steps: the list of choices made, which only the server's own HTML carries on.
import { offerKeep } from "./ordering.js";
import { ended, hold, path } from "./steps.js";

const inputs = (section, name) => [...section.querySelectorAll("input, select, textarea")].filter((i) => i.name === name);
const chosen = (list) => list.filter((i) => i.checked).map((i) => i.value);

/** The present answer of a question's section. */
export function read(section) {
  const name = `s${section.dataset.slot}`;
  const own = inputs(section, name);
  switch (section.dataset.shape) {
    case "one": return chosen(own)[0] ?? null;
    case "many": return chosen(own);
    case "boolean": return { true: true, false: false }[chosen(own)[0]] ?? null;
    case "steps": return path(section);
    case "order": return order(section, name, own.map((i) => i.value));
    default: return fields(section, name);
  }
}

function order(section, name, ids) {
  const shown = inputs(section, `${name}.shown`)[0];
  const keep = inputs(section, `${name}.keep`)[0];
  return shown && shown.value === ids.join(",") && !keep?.checked ? null : ids;
}

function fields(section, name) {
  const found = {};
  for (const input of section.querySelectorAll("input, select, textarea")) {
    if (input.name !== name && !input.name.startsWith(`${name}.`)) continue;
    if (["radio", "checkbox"].includes(input.type) && !input.checked) continue;
    (found[input.name.slice(name.length + 1)] ??= []).push(input.value);
  }
  return found;
}

/** Show an answer in a question's section. */
export function write(section, response) {
  const name = `s${section.dataset.slot}`;
  const shape = section.dataset.shape;
  if (shape === "order") return writeOrder(section, name, response);
  if (shape === "steps") return response && hold(section, response);
  if (shape === "form") return writeFields(section, name, response ?? {});
  const values = [response].flat().filter((value) => value !== null && value !== undefined).map(String);
  inputs(section, name).forEach((input) => (input.checked = values.includes(input.value)));
}

function writeOrder(section, name, response) {
  const list = section.querySelector("[data-order]");
  const shown = inputs(section, `${name}.shown`)[0]?.value;
  const ids = response ?? shown?.split(",") ?? [];
  const items = new Map(inputs(section, name).map((input) => [input.value, input.closest("li")]));
  ids.forEach((id) => items.has(id) && list.append(items.get(id)));
  const keep = inputs(section, `${name}.keep`)[0];
  if (keep) keep.checked = Boolean(response) && ids.join(",") === shown;
  offerKeep(list);
}

function writeFields(section, name, response) {
  const left = new Map(Object.entries(response).map(([field, values]) => [field, [...values]]));
  for (const input of section.querySelectorAll("input, select, textarea")) {
    if (input.name !== name && !input.name.startsWith(`${name}.`)) continue;
    const values = left.get(input.name.slice(name.length + 1)) ?? [];
    if (["radio", "checkbox"].includes(input.type)) input.checked = values.includes(input.value);
    else if (input.type !== "hidden") input.value = values.shift() ?? "";
  }
}

/** Whether an answer says anything; fields say something when one of them is filled. */
export function says(response) {
  if (response === null || response === undefined) return false;
  if (Array.isArray(response)) return response.some(says);
  return typeof response === "object" ? Object.values(response).some(says) : response !== "";
}

/** Whether an answer answers its whole question: where it has [data-every], when every field is filled. */
export function whole(section, response) {
  if (section.dataset.shape === "steps") return ended(section);
  if (!section.querySelector("[data-every]")) return says(response);
  return Object.values(read(section)).flat().every(Boolean);
}

/** Whether two answers are the same; the order of a set of choices and of fields does not matter. */
export function same(a, b, shape) {
  const plain = (r) => JSON.stringify(!says(r) ? null : shape === "many" ? [...r].sort() : shape === "form" ? filled(r) : r);
  return plain(a) === plain(b);
}

function filled(fields) {
  const told = Object.entries(fields).map(([field, values]) => [field, values.filter(Boolean).sort()]);
  return told.filter(([, values]) => values.length).sort();
}
