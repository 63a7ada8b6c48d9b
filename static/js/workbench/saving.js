/* A draft is saved by itself: after a pause, when the page is hidden, and before something else is shown. What is not saved yet
   stays with the tab, so that a reload and a lost connection lose nothing. */

import { changes, form, isBegun, isDirty, noteSaved, putBack, typed } from "./form.js";
import { exchange, inTurn, show, showAround, shownSection, textOf, words } from "./swap.js";

export const TAB = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
const STORE_MS = 300;
const MOST_SECONDS = 60;

/** What is posted names the tab, so that a save whose answer got lost is known again as the tab's own. */
export function bodyOf(submitter) {
  const body = new URLSearchParams(new FormData(form()));
  body.set("tab", TAB);
  if (submitter?.name) body.append(submitter.name, submitter.value);
  return body;
}

export const isUndecided = () => form()?.querySelector(".sides") !== null;
export const pause = () => Number(form()?.dataset.autosave || 0);

function tell(sentence) {
  const status = document.getElementById("save-status");
  if (status && status.textContent !== sentence) status.textContent = sentence;
}

/* What is typed and not saved is kept with the tab, for this person alone. */
const place = () => `typed:${words().person}:${location.pathname}`;

function kept() {
  return JSON.parse(sessionStorage.getItem(place()) ?? "{}");
}

function store(all) {
  if (Object.keys(all).length) sessionStorage.setItem(place(), JSON.stringify(all));
  else sessionStorage.removeItem(place());
}

/** Keep what is typed, and what waits with the server unsaved; answers with it. */
export function keep() {
  if (!form()) return [];
  const all = kept();
  const section = shownSection();
  const waiting = all[section]?.waiting ?? [];
  const held = [...new Map([...waiting, ...changes()])];
  const { base_version: base, seen_version: seen } = form().elements;
  if (held.length) all[section] = { version: base.value, seen: seen.value, waiting, held };
  else delete all[section];
  store(all);
  return held;
}

/** What was sent is saved, or waits with the session, which loses it to another tab of the same moment: the copy stays till saved. */
export function settle(section, sent, isSaved) {
  const all = kept();
  if (isSaved) delete all[section];
  else if (all[section]) all[section].waiting = sent;
  store(all);
  keep();
}

function noteVersion(number) {
  for (const name of ["base_version", "seen_version"]) form().elements[name].value = number;
}

/** Whether the server holds what was posted: saved, or kept with the session. */
const holds = (answer) => answer?.status === 204 || (answer?.status === 422 && answer.headers.has("X-Kept"));

/** Post what is typed. Answers with the response. */
async function post({ keepalive = false, quiet = false } = {}) {
  const posted = typed();
  const section = shownSection();
  const sent = keep();
  const body = bodyOf();
  body.delete("message");
  body.set("by_itself", "1");
  const answer = await exchange(form().action, { body, keepalive, quiet });
  if (holds(answer)) noteSaved(posted);
  if (answer?.status === 204 && answer.headers.has("X-Saved-Version")) noteVersion(answer.headers.get("X-Saved-Version"));
  // What is saved is thrown away by no button any more: an undo takes it back.
  if (answer?.status === 204) form().querySelector("[data-unsaved]")?.remove();
  if (answer?.status === 409) show(await answer.text(), { posted });
  if (holds(answer) || answer?.status === 409) settle(section, sent, answer.status === 204);
  return { answer, posted };
}

/** Save what was typed before something else is shown; answers whether that may be, and what to say of it. */
export async function saveBefore() {
  if (isBegun() && !window.confirm(words().begun)) return { goesOn: false };
  if (!isDirty()) return { goesOn: true };
  clearTimeout(timer);
  const { answer } = await post();
  if (answer?.status === 204) return { goesOn: true };
  if (answer?.status === 422) return { goesOn: holds(answer), told: textOf(await answer.text()) };
  return { goesOn: false, told: answer?.status === 409 ? words().overtaken : words().failed };
}

let timer = 0;
let wait = 0;

function schedule(seconds) {
  clearTimeout(timer);
  if (pause() > 0) timer = setTimeout(() => inTurn(saveQuietly), seconds * 1000);
}

async function saveQuietly({ keepalive = false } = {}) {
  if (!form() || !isDirty() || "sent" in form().dataset) return;
  tell(words().saving);
  const { answer, posted } = await post({ keepalive, quiet: true });
  if (answer?.status === 422) {
    tell(textOf(await answer.text()));
    return;
  }
  if (answer?.status === 409) return;
  if (answer?.status !== 204) {
    tell(words().again);
    wait = Math.min(MOST_SECONDS, wait ? wait * 2 : pause());
    schedule(wait);
    return;
  }
  wait = 0;
  await refresh(answer, posted);
  if (isDirty()) schedule(pause());
}

/** Show what changed by the save; if others' changes came in, the form as well. */
async function refresh(saved, posted) {
  const around = saved.headers.has("X-Saved-Version");
  const answer = await exchange(saved.headers.get("HX-Location"), { around, quiet: true });
  if (!answer?.ok) return;
  if (around) showAround(await answer.text());
  else show(await answer.text(), { posted });
}

let storing = 0;
document.addEventListener("input", (event) => {
  if (!form()?.contains(event.target)) return;
  if (isDirty()) tell(words().typed);
  clearTimeout(storing);
  storing = setTimeout(keep, STORE_MS);
  schedule(pause());
});

window.addEventListener("online", () => isDirty() && schedule(0.1));
window.addEventListener("pagehide", keep);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden" || pause() === 0 || !isDirty()) return;
  keep();
  inTurn(() => saveQuietly({ keepalive: true }));
});

/** Text that the tab still held is put back; into a version that others saved since, it is merged by the server. */
export async function restore() {
  const section = shownSection();
  const own = kept()[section];
  if (!own || !form() || pause() === 0) return;
  const { base_version: base, seen_version: seen } = form().elements;
  if (own.version === base.value && own.seen === seen.value) putOwnBack(section, own.held);
  else await merge(section, own);
}

function putOwnBack(section, held) {
  putBack(held);
  const apart = new Map(changes());
  settle(section, held.filter(([name]) => !apart.has(name)), false);
  if (!isDirty()) return;
  tell(words().restored);
  schedule(pause());
}

async function merge(section, { version, held }) {
  const body = new URLSearchParams({ base_version: version, seen_version: version, by_itself: "1" });
  body.set("csrfmiddlewaretoken", form().elements.csrfmiddlewaretoken.value);
  for (const [name, value] of held) {
    if (typeof value === "boolean") body.set(`present:${name.replace(/^at:/, "")}`, "1");
    if (value !== false) body.set(name, value === true ? "on" : value);
  }
  const posted = typed();
  const answer = await exchange(form().action, { body, quiet: true });
  if (answer?.status === 409) show(await answer.text(), { posted });
  else if (holds(answer)) await refresh(new Response(null, { headers: { "HX-Location": location.href } }), posted);
  else if (answer?.status === 422) putOwnBack(section, held);
  if (holds(answer) || answer?.status === 409) settle(section, held, answer.status === 204);
}

/** A page that the browser had put aside, and shows again, is brought to what was saved meanwhile. */
async function comeBack() {
  if (!form() || isBegun() || isUndecided()) return;
  keep();
  const answer = await exchange(location.href, { quiet: true });
  if (!answer?.ok) return;
  show(await answer.text());
  await restore();
}

window.addEventListener("pageshow", (event) => event.persisted && inTurn(comeBack));

for (const name of Object.keys(sessionStorage)) {
  if (name.startsWith("typed:") && !name.startsWith(`typed:${words().person}:`)) sessionStorage.removeItem(name);
}
inTurn(restore);
