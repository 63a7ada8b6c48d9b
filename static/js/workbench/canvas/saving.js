/* What gestures change is saved by the editor's own button for changes of structure, one after the other, none lost. */

import { form } from "../form.js";
import { boxes, put } from "./model.js";

const PAUSE_MS = 300;
const AGAIN_MS = 10000;
const MOST = 20000;

export const mayShape = () => document.querySelector("[data-canvas='connect']") !== null;

let moved = new Map();
let sent = new Map();
let asked = [];
let timer = 0;

/** Remember where a node was put; it is saved once nothing moved for a moment, together with what moved meanwhile. */
export function notePut(node) {
  const within = (value) => Math.min(MOST, Math.max(0, value));
  moved.set(node.id, [within(node.x), within(node.y)]);
  clearTimeout(timer);
  timer = setTimeout(flush, PAUSE_MS);
}

/** Ask for a change of the flow itself. */
export function ask(value) {
  if (moved.size) flush();
  asked.push(value);
  flush();
}

const isBusy = () => !form() || "sent" in form().dataset;

function flush() {
  clearTimeout(timer);
  if (isBusy()) return;
  if (moved.size) {
    const value = `place ${JSON.stringify(Object.fromEntries(moved))}`;
    [sent, moved] = [moved, new Map()];
    press(value);
  } else if (asked.length) press(asked.shift());
}

function press(value) {
  const button = document.createElement("button");
  Object.assign(button, { type: "submit", name: "change", value, hidden: true, formNoValidate: true });
  form().append(button);
  form().requestSubmit(button);
  button.remove();
}

/** Whether the page shows nodes where they are not saved yet. */
export const waits = () => moved.size > 0;

/** An answer came: what was put elsewhere since it was asked for stays where it was put. */
export function goOn() {
  sent = new Map();
  for (const node of boxes()) if (moved.has(node.id)) put(node, ...moved.get(node.id));
  if (moved.size || asked.length) timer = setTimeout(flush, 0);
}


/* Nobody answered: the nodes stay where they were put, and are saved once somebody does. */
document.addEventListener("desk:failed", () => {
  moved = new Map([...sent, ...moved]);
  sent = new Map();
  clearTimeout(timer);
  if (moved.size) timer = setTimeout(flush, AGAIN_MS);
});
window.addEventListener("online", flush);
