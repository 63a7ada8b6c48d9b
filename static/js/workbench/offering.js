/* A list of what can be written at the caret, which floats beside its field: arrow keys choose, Enter and Tab write, Escape closes. */

import { words } from "./swap.js";

const LIST = "names";

let list = null;
let field = null;
let write = null;
let isCombobox = false;

const options = () => [...(list?.children ?? [])];
const chosen = () => options().find((option) => option.getAttribute("aria-selected") === "true");

export const isOpen = (of) => list !== null && field === of;

export function close() {
  list?.remove();
  field?.removeAttribute("aria-activedescendant");
  if (isCombobox) field?.setAttribute("aria-expanded", "false");
  for (const name of ["aria-controls", ...(isCombobox ? [] : ["aria-autocomplete", "aria-haspopup"])]) field?.removeAttribute(name);
  list = field = write = null;
}

function choose(option) {
  for (const other of options()) other.setAttribute("aria-selected", String(other === option));
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

/** Offer `items` ({ name, told }) at a field; `onWrite` gets the index of the one that is chosen. Nothing to offer closes the list. */
export function offer(target, items, { label, onWrite, isChosen = true }) {
  if (!items.length) return close();
  if (field !== target) open(target, label);
  write = onWrite;
  list.replaceChildren(...items.map(optionOf));
  place();
  choose(isChosen ? list.firstElementChild : null);
}

function open(target, label) {
  close();
  field = target;
  isCombobox = field.getAttribute("role") === "combobox";
  list = document.createElement("ul");
  list.className = "names";
  list.id = LIST;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label);
  field.parentElement.append(list);
  field.setAttribute("aria-controls", LIST);
  field.setAttribute("aria-autocomplete", "list");
  if (isCombobox) field.setAttribute("aria-expanded", "true");
  else field.setAttribute("aria-haspopup", "listbox");
  document.getElementById("desk-told").textContent = words().offered;
}

/** The list floats over what is below the field; above it, where it would not fit below and there is more room. */
function place() {
  const height = window.visualViewport?.height ?? window.innerHeight;
  const { top, bottom } = field.getBoundingClientRect();
  list.classList.toggle("names-above", height - bottom < list.offsetHeight && top > height - bottom);
}

function optionOf({ name, told }, place) {
  const option = document.createElement("li");
  option.id = `name-${place}`;
  option.setAttribute("role", "option");
  const written = document.createElement("span");
  written.textContent = name;
  option.append(written);
  if (told) {
    const word = document.createElement("small");
    word.textContent = told;
    // A space, so that a reader of the screen does not run both together.
    option.append(" ", word);
  }
  return option;
}

function accept(option) {
  const [target, writing, at] = [field, write, options().indexOf(option)];
  close();
  writing(at);
  target.dispatchEvent(new Event("input", { bubbles: true }));
  target.focus();
}

function walk(event) {
  if (!list || event.target !== field || event.isComposing) return;
  const all = options();
  const at = all.indexOf(chosen());
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) choose(all[at < 0 && step < 0 ? all.length - 1 : (at + step + all.length) % all.length]);
  else if ((event.key === "Enter" || event.key === "Tab") && chosen()) accept(chosen());
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

document.addEventListener("keydown", walk, { capture: true });
document.addEventListener("focusout", (event) => {
  if (event.target === field) close();
});
document.addEventListener("pointerdown", (event) => {
  const option = event.target.closest?.(".names [role='option']");
  if (!option) return;
  event.preventDefault();
  accept(option);
});
document.addEventListener("desk:shown", close);
