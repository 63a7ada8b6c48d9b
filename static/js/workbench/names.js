/* While one writes `{` into a spoken text, the names are offered that can be spoken there. */

import { form } from "./form.js";
import { words } from "./swap.js";

const BEGUN = /\{([a-z0-9_.]*)$/;
const MOST = 50;

let list = null;
let field = null;

const options = () => [...(list?.children ?? [])];
const chosen = () => options().find((option) => option.getAttribute("aria-selected") === "true");

function close() {
  list?.remove();
  for (const name of ["aria-controls", "aria-activedescendant", "aria-autocomplete", "aria-haspopup"]) field?.removeAttribute(name);
  list = field = null;
}

function choose(option) {
  for (const other of options()) other.setAttribute("aria-selected", String(other === option));
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

/** Names that begin with what is written, then those that hold it. */
function fitting(begun) {
  const names = (form()?.dataset.speakable ?? "").split(" ").filter(Boolean);
  const first = names.filter((name) => name.startsWith(begun));
  return [...first, ...names.filter((name) => !first.includes(name) && name.includes(begun))].slice(0, MOST);
}

function offer(target) {
  const begun = BEGUN.exec(target.value.slice(0, target.selectionStart));
  const names = begun ? fitting(begun[1]) : [];
  if (!names.length) return close();
  if (field !== target) open(target);
  list.replaceChildren(...names.map(optionOf));
  place();
  choose(list.firstElementChild);
}

function open(target) {
  close();
  field = target;
  list = document.createElement("ul");
  list.className = "names";
  list.id = "names";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words().names);
  field.parentElement.append(list);
  field.setAttribute("aria-controls", "names");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-haspopup", "listbox");
  document.getElementById("desk-told").textContent = words().offered;
}

/** The list floats over what is below the field; above it, where it would not fit below and there is more room. */
function place() {
  const height = window.visualViewport?.height ?? window.innerHeight;
  const { top, bottom } = field.getBoundingClientRect();
  list.classList.toggle("names-above", height - bottom < list.offsetHeight && top > height - bottom);
}

function optionOf(name, place) {
  const option = document.createElement("li");
  option.id = `name-${place}`;
  option.setAttribute("role", "option");
  option.textContent = name;
  return option;
}

function write(option) {
  const at = field.selectionStart;
  const start = BEGUN.exec(field.value.slice(0, at)).index;
  const rest = field.value.slice(at).startsWith("}") ? at + 1 : at;
  const target = field;
  target.setRangeText(`{${option.textContent}}`, start, rest, "end");
  close();
  target.dispatchEvent(new Event("input", { bubbles: true }));
  target.focus();
}

function walk(event) {
  if (!list || event.target !== field || event.isComposing) return;
  const all = options();
  const at = all.indexOf(chosen());
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) choose(all[(at + step + all.length) % all.length]);
  else if (event.key === "Enter" || event.key === "Tab") write(chosen());
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

document.addEventListener("input", (event) => {
  if (event.target.matches?.("textarea[data-spoken]")) offer(event.target);
});
document.addEventListener("keydown", walk, { capture: true });
document.addEventListener("focusout", (event) => {
  if (event.target === field) close();
});
document.addEventListener("pointerdown", (event) => {
  const option = event.target.closest?.(".names [role='option']");
  if (!option) return;
  event.preventDefault();
  write(option);
});
document.addEventListener("desk:shown", close);
