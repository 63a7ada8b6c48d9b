/* What the server sends for an open page, swapped in: all else stays as it is, the tree as it was scrolled, a simulated
   conversation, the focus, and what was typed meanwhile. */

import { focusNamed } from "../app.js";
import { differences, form, noteServed, putBack, typed } from "./form.js";

export const words = () => document.getElementById("desk-words").dataset;
export const sectionOf = (address) => new URL(address, location.href).searchParams.get("section");
export const shownSection = () => (form() ? sectionOf(form().getAttribute("action")) : null);

/** Ask the server; answers with the response, or null where nobody answered or the person is signed out. `quiet` stays here then. */
export async function exchange(address, { body = null, around = false, keepalive = false, quiet = false } = {}) {
  const headers = { "HX-Request": "true", "X-Shown-Tree": document.getElementById("tree")?.dataset.digest ?? "" };
  if (around) headers["X-Around-Only"] = "1";
  try {
    const answer = await fetch(address, { method: body ? "POST" : "GET", body, headers, keepalive });
    const elsewhere = answer.headers.get("HX-Redirect");
    if (elsewhere && !quiet) location.assign(elsewhere);
    return !elsewhere && new URL(answer.url).pathname === location.pathname ? answer : null;
  } catch {
    return null;
  }
}

let line = Promise.resolve();

/** One request of the form is on its way at a time; what comes later waits, and finds the form as that left it. */
export function inTurn(work) {
  const mine = line.then(work);
  line = mine.catch(() => null);
  return mine;
}

export function textOf(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.textContent.trim();
}

/** Swap in parts that do not hold the form. */
export function showAround(html) {
  window.htmx.swap(document.body, html, { swapStyle: "none" });
  document.dispatchEvent(new Event("desk:chosen"));
}

/** Swap in what came. `posted` is what the form held when it was asked for: what was typed since is written back. */
export function show(html, { posted = typed(), anchor = "", keepsNote = true } = {}) {
  const since = differences(posted, typed());
  const note = form()?.elements.message?.value ?? "";
  const before = shownSection();
  const caret = caretOf(document.activeElement);
  document.getElementById("toasts").replaceChildren();
  window.htmx.swap(document.body, html, { swapStyle: "none" });
  noteServed();
  putBack(since);
  const message = form()?.elements.message;
  if (keepsNote && message && !message.value) message.value = note;
  if (since.length) caret?.();
  markChosen();
  goOn(before, anchor);
}

/** What puts the caret back where it is, into whatever bears the same id then. */
function caretOf(field) {
  if (!field?.id || !field.matches("textarea, input:not([type]), input[type='text'], input[type='search']")) return null;
  const { id, selectionStart, selectionEnd } = field;
  return () => {
    const now = document.getElementById(id);
    if (now === document.activeElement) now.setSelectionRange?.(selectionStart, selectionEnd);
  };
}

function markChosen() {
  const section = shownSection();
  for (const link of document.querySelectorAll(".tree-item, .flow-box")) {
    if (sectionOf(link.getAttribute("href")) === section) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  document.dispatchEvent(new Event("desk:chosen"));
  document.dispatchEvent(new Event("desk:shown"));
}

/** Work goes on where it was, or at the place that the change made. */
function goOn(before, anchor) {
  const title = document.getElementById("section-title");
  if (anchor && focusNamed(anchor)) return;
  if (before !== shownSection()) {
    document.getElementById("desk-told").textContent = title.textContent;
    document.querySelector("[data-show-pane='editor']")?.click();
    if (title.getBoundingClientRect().top < 0) title.scrollIntoView();
  }
  if (!document.activeElement || document.activeElement === document.body) title.focus({ preventScroll: true });
}
