/* While one writes a condition, what it can name is offered, and what is wrong with it, or what an example gives, stands below it. */

import { form } from "./form.js";
import { close, isOpen, offer } from "./offering.js";
import { words } from "./swap.js";

const FIELD = "input[role='combobox'][data-condition]";
const CHAIN = /(?:[A-Za-z_]\w*(?:\.\w*|\["[^"\]]*(?:"\]?)?|\[\d+\])*|\.\w*)$/;
const WORD = /^(true|false|null|in)$/;
const LAST = /\.\w*$/;
const MOST = 60;
const PAUSE = 350;
const MOST_CHARACTERS = 2000;

/** What can be named: as it is shown, a word on it, and as it is written. */
function nameable() {
  const held = JSON.parse(form()?.dataset.nameable || "[]");
  return held.map(([name, told, written]) => ({ name, told, written }));
}

/** Whether a place is inside of a text, where nothing is named. */
function isInText(before) {
  let mark = "";
  for (let at = 0; at < before.length; at += 1) {
    if (mark && before[at] === "\\") at += 1;
    else if (mark) mark = before[at] === mark ? "" : mark;
    else if (before[at] === '"' || before[at] === "'") mark = before[at];
  }
  return mark !== "";
}

/** What is being written before the caret. */
function begunIn(field) {
  const before = field.value.slice(0, field.selectionStart);
  const found = CHAIN.exec(before);
  const begun = found?.[0] ?? "";
  return isInText(before.slice(0, before.length - begun.length)) || (isInText(before) && !begun) ? null : begun;
}

const lower = (text) => text.toLowerCase();

const isMethod = (item) => item.written.startsWith(".");
/** How much of what is written an item takes the place of: a method follows what is before the last dot. */
const replaced = (item, begun) => (isMethod(item) ? (LAST.exec(begun)?.[0] ?? "") : begun);
const goesOn = (item, begun) => {
  const over = replaced(item, begun);
  return (over !== "" || begun === "") && lower(item.written).startsWith(lower(over));
};

/** What goes on from what is written: by its beginning, then what can follow a value, then what holds it. */
function fitting(begun) {
  const all = nameable();
  const first = all.filter((item) => !isMethod(item) && goesOn(item, begun));
  const after = begun ? all.filter((item) => isMethod(item) && goesOn(item, begun)) : [];
  const inside = (item) => `${lower(item.written)} ${lower(item.told)}`.includes(lower(begun));
  const rest = begun.length > 1 ? all.filter((item) => !first.includes(item) && !after.includes(item) && inside(item)) : [];
  return [...first, ...after, ...rest].slice(0, MOST);
}

function write(field, begun, item) {
  const at = field.selectionStart;
  field.setRangeText(item.written, at - replaced(item, begun).length, at, "end");
  const isCall = item.written.endsWith("()") && !item.written.startsWith(".get");
  if (isCall) field.setSelectionRange(field.selectionStart - 1, field.selectionStart - 1);
  // What was written is not offered again at once.
  field.dataset.written = field.value;
}

function offerAt(field, { always = false } = {}) {
  const begun = begunIn(field);
  const items = begun === null || WORD.test(begun) || (!begun && !always) ? [] : fitting(begun);
  if (!items.length || (items.length === 1 && items[0].written === begun)) return close();
  // What is whole already, or only held by something, is left as it is by Enter.
  const isChosen = goesOn(items[0], begun) && items[0].written !== begun;
  return offer(field, items, { label: words().nameable, onWrite: (at) => write(field, begun, items[at]), isChosen });
}

let asking = null;
let waiting = 0;

/** Ask what is to be said of an expression; a later question calls an earlier one off. */
async function check(field) {
  asking?.abort();
  asking = new AbortController();
  const body = new FormData(form());
  body.set("check_expression", field.value.slice(0, MOST_CHARACTERS));
  body.set("check_place", field.name);
  try {
    const answer = await fetch(form().action, { method: "POST", body, headers: { "HX-Request": "true" }, signal: asking.signal });
    if (answer.ok && field.isConnected && !answer.redirected) tell(field, await answer.text());
  } catch {
    // Help that does not come is missed by nobody: a save says the same.
  }
}

/** A word that is still being chosen is not called wrong. */
function checkSoon(field) {
  clearTimeout(waiting);
  waiting = setTimeout(() => (field.hasAttribute("aria-activedescendant") ? checkSoon(field) : check(field)), PAUSE);
}

function tell(field, html) {
  const told = document.getElementById(`${field.id}-checked`);
  told.innerHTML = html;
  if (told.querySelector(".field-error")) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches?.(FIELD)) return;
  if (field.dataset.written === field.value) close();
  else offerAt(field);
  delete field.dataset.written;
  checkSoon(field);
});

/* By the arrow, or by Ctrl and Space, everything is offered that can be written at the caret. */
document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!field.matches?.(FIELD) || field.readOnly || event.defaultPrevented || isOpen(field)) return;
  if (event.key !== "ArrowDown" && !(event.key === " " && event.ctrlKey)) return;
  event.preventDefault();
  offerAt(field, { always: true });
});
