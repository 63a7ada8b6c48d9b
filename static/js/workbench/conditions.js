/* While one writes an expression, what it can name is offered, and what is wrong with it, or what an example gives, stands below
   it; the values of the example are there to be changed. */

import { form } from "./form.js";
import { close, isOpen, offer } from "./offering.js";
import { words } from "./swap.js";

const FIELD = "[data-condition]";
const EXAMPLE = "[data-example]";
const CHAIN = /(?:[A-Za-z_]\w*(?:\.\w*|\["[^"\]]*(?:"\]?)?|\[\d+\])*|\.\w*)$/;
const WORD = /^(true|false|null|in)$/;
const LAST = /\.\w*$/;
const MOST = 60;
const PAUSE = 350;
const MOST_CHARACTERS = 10000;

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

const hasLines = (field) => field.tagName === "TEXTAREA";

/** What stands before the caret: of the expression, where a line is `name = expression`; null where the name is written. */
function beforeCaret(field) {
  const before = field.value.slice(0, field.selectionStart);
  if (!hasLines(field)) return before;
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const equals = line.indexOf("=");
  return equals < 0 ? null : line.slice(equals + 1);
}

/** What is being written before the caret. */
function begunIn(field) {
  const before = beforeCaret(field);
  if (before === null) return null;
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
function fitting(begun, isMapped) {
  const all = nameable().filter((item) => isMapped || item.written !== "answer");
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
  const items = begun === null || WORD.test(begun) || (!begun && !always) ? [] : fitting(begun, hasLines(field));
  if (!items.length || (items.length === 1 && items[0].written === begun)) return close();
  // What is whole already, or only held by something, is left as it is by Enter.
  const isChosen = goesOn(items[0], begun) && items[0].written !== begun;
  return offer(field, items, { label: words().nameable, onWrite: (at) => write(field, begun, items[at]), isChosen });
}

const asking = new Map();
let waiting = 0;

/** What a person wrote in the place of an example's values, by field and name: it stays while the page does. */
const given = new Map();
const keyOf = (field, name) => `${field.name}\n${name}`;
const examplesOf = (field) => [...document.getElementById(`${field.id}-example`).querySelectorAll(EXAMPLE)];

function putBackGiven(field) {
  for (const input of examplesOf(field)) input.value = given.get(keyOf(field, input.dataset.example)) ?? input.value;
}

/** Ask what is to be said of an expression; a later question calls an earlier one off. */
async function check(field) {
  asking.get(field.id)?.abort();
  const asked = new AbortController();
  asking.set(field.id, asked);
  const body = new FormData(form());
  for (const [key, value] of given) {
    const [place, name] = key.split("\n");
    if (place === field.name) body.set(`example:${name}`, value);
  }
  body.set("check_expression", field.value.slice(0, MOST_CHARACTERS));
  body.set("check_place", field.name);
  try {
    const answer = await fetch(form().action, { method: "POST", body, headers: { "HX-Request": "true" }, signal: asked.signal });
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
  const came = document.createElement("template");
  came.innerHTML = html;
  const [said, example] = came.content.children;
  const told = document.getElementById(`${field.id}-checked`);
  told.replaceChildren(...said.childNodes);
  const names = (of) => [...of.querySelectorAll("li")].map((item) => item.querySelector("code").textContent).join("\n");
  const shown = document.getElementById(`${field.id}-example`);
  // Where the same is looked at, the inputs stay, so that one who writes in them goes on.
  if (names(shown) !== names(example)) shown.replaceChildren(...example.childNodes);
  putBackGiven(field);
  if (told.querySelector(".field-error")) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

const fieldOf = (input) => document.getElementById(input.id.replace(/-example-\d+$/, ""));

function noteGiven(input) {
  const field = fieldOf(input);
  given.set(keyOf(field, input.dataset.example), input.value);
  checkSoon(field);
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (field.matches?.(EXAMPLE)) noteGiven(field);
  if (!field.matches?.(FIELD)) return;
  if (field.dataset.written === field.value) close();
  else offerAt(field);
  delete field.dataset.written;
  checkSoon(field);
});

/* By the arrow, or by Ctrl and Space, everything is offered that can be written at the caret. */
document.addEventListener("keydown", (event) => {
  const field = event.target;
  // Enter in an example saves nothing.
  if (field.matches?.(EXAMPLE) && event.key === "Enter") event.preventDefault();
  if (!field.matches?.(FIELD) || field.readOnly || event.defaultPrevented || isOpen(field)) return;
  if ((event.key !== "ArrowDown" || hasLines(field)) && !(event.key === " " && event.ctrlKey)) return;
  event.preventDefault();
  offerAt(field, { always: true });
});

/* The section came anew, with the example as it is served: what a person wrote in it holds still. */
document.addEventListener("desk:shown", () => {
  for (const field of document.querySelectorAll(FIELD)) {
    if (!examplesOf(field).some((input) => given.has(keyOf(field, input.dataset.example)))) continue;
    putBackGiven(field);
    check(field);
  }
});
