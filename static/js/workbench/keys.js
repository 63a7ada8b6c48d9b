/* The editor's keys. Everything hangs on the page's own buttons, so that what the keys do is what the mouse does. */

import { form } from "./form.js";
import { openPalette } from "./palette.js";

function press(name) {
  const button = document.querySelector(`button[name="${name}"][form="editor"], #editor button[name="${name}"]`);
  button?.click();
  return button !== null;
}

function save() {
  const button = form()?.querySelector(".form-actions .button-primary");
  if (button) form().requestSubmit(button);
  return Boolean(button);
}

const isWriting = (element) => element?.closest?.("input:not([type='checkbox']), textarea, select") !== null;

function openKeys() {
  const keys = document.getElementById("keys");
  if (!keys || keys.open) return false;
  keys.showModal();
  return true;
}

/* In a field Ctrl-Z is the browser's own: it takes back what was typed there. */
function run(event) {
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && !event.altKey) {
    if (key === "s") return save();
    if (key === "k") return openPalette();
    if (isWriting(event.target)) return false;
    if (key === "z") return press(event.shiftKey ? "redo" : "undo");
    return key === "y" && press("redo");
  }
  return event.key === "?" && !event.altKey && !isWriting(event.target) && openKeys();
}

document.addEventListener("keydown", (event) => {
  if (!event.defaultPrevented && run(event)) event.preventDefault();
});
