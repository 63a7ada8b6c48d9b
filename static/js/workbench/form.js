/* The form in the middle of an editor: what was typed into it, and whether that is saved. */

import { guard } from "../app.js";

const BEGUN = /^(kind|name|paste|paste-in):|^step$/;
const APART = /^(csrfmiddlewaretoken|base_version|seen_version|message|present:.*)$/;

export const form = () => document.getElementById("editor");

const inputs = (of) => [...(of?.elements ?? [])].filter((input) => input.name && input.type !== "submit");
const keyOf = (input) => (input.type === "radio" ? `${input.name} ${input.value}` : input.name);
const isTicked = (input) => input.type === "checkbox" || input.type === "radio";

function asServed(input) {
  if (isTicked(input)) return input.defaultChecked;
  if (input.tagName !== "SELECT") return input.defaultValue;
  return ([...input.options].find((option) => option.defaultSelected) ?? input.options[0])?.value ?? "";
}

/** What the form's inputs hold, by name. */
export function typed(of = form()) {
  const saved = inputs(of).filter((input) => !APART.test(input.name) && !BEGUN.test(input.name));
  return new Map(saved.map((input) => [keyOf(input), isTicked(input) ? input.checked : input.value]));
}

function served(of) {
  return new Map(inputs(of).map((input) => [keyOf(input), asServed(input)]));
}

let baseline = served(form());
let isUnsaved = form()?.hasAttribute("data-dirty") ?? false;

/** What `later` holds that `earlier` does not. */
export function differences(earlier, later) {
  return [...later].filter(([key, value]) => earlier.has(key) && earlier.get(key) !== value);
}

/** What is typed and not with the server. */
export const changes = () => differences(baseline, typed());

export const isDirty = () => isUnsaved || changes().length > 0;

/** Whether something is written into what adds to a list, which no save keeps. */
export function isBegun() {
  const writing = inputs(form()).filter((input) => BEGUN.test(input.name) && input.tagName !== "SELECT");
  return writing.some((input) => input.value.trim() !== "");
}

/** What was posted is saved; what was typed since is not. */
export function noteSaved(posted) {
  baseline = new Map([...baseline, ...posted]);
  isUnsaved = false;
  form()?.removeAttribute("data-dirty");
  guard(isDirty());
}

/** Another form came; what is known of it is what it was served with. */
export function noteServed() {
  baseline = served(form());
  isUnsaved = form()?.hasAttribute("data-dirty") ?? false;
  guard(isDirty());
}

/** Write back what was typed while the form was on its way. */
export function putBack(changes) {
  const held = new Map(inputs(form()).map((input) => [keyOf(input), input]));
  for (const [key, value] of changes) {
    const input = held.get(key);
    if (!input) continue;
    if (isTicked(input)) input.checked = value;
    else input.value = value;
  }
  guard(isDirty());
}
