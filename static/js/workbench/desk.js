/* The open page of a document: its links and buttons change what is shown in place. Without this they load the page. */

import { toast } from "../app.js";
import { form, isBegun, isDirty, typed } from "./form.js";
import { bodyOf, isUndecided, keep, pause, restore, saveBefore, settle } from "./saving.js";
import { exchange, inTurn, sectionOf, show, shownSection, words } from "./swap.js";

let shownAddress = location.href;
let turn = 0;

/** Show another section; what was typed is saved first. Answers whether it is shown. */
export function goTo(address, { push = true } = {}) {
  const mine = (turn += 1);
  return inTurn(() => (mine === turn ? open(address, push) : false));
}

async function open(address, push) {
  const { goesOn, told } = await saveBefore();
  const hadBegun = isBegun();
  const answer = goesOn ? await exchange(address) : null;
  const html = answer?.ok ? await answer.text() : "";
  // A button that was pressed meanwhile is about the form that was seen.
  if (html && "sent" in form().dataset) return false;
  // Typed while it was on its way: in the same section that is in the way of it; another section comes once it is saved, too.
  if (html && (isDirty() || (isBegun() && !hadBegun))) return sectionOf(address) !== shownSection() && open(address, push);
  if (answer && !answer.ok) location.assign(address);
  if (html) {
    show(html);
    shownAddress = address;
    if (push) history.pushState({ desk: true }, "", address);
    await restore();
  }
  if (told || (goesOn && !answer)) toast(told || words().failed);
  return Boolean(html);
}

/** Do what a button says, and show what came of it. */
async function submit(submitter) {
  const posted = typed();
  const section = shownSection();
  const sent = keep();
  const answer = await exchange(form().action, { body: bodyOf(submitter) });
  if (answer && (await showOutcome(answer, posted))) {
    settle(section, sent, answer.status === 204 && section === shownSection() && !form().hasAttribute("data-dirty"));
    return;
  }
  delete form().dataset.sent;
  submitter?.removeAttribute("aria-busy");
  toast(words().failed);
  document.dispatchEvent(new Event("desk:failed"));
}

async function showOutcome(answer, posted) {
  if (answer.status === 409 || answer.status === 422) {
    show(await answer.text(), { posted });
    return true;
  }
  if (answer.status !== 204) return false;
  const [address, anchor] = answer.headers.get("HX-Location").split("#");
  const next = await exchange(address);
  if (!next?.ok) {
    location.assign(address);
    return true;
  }
  show(await next.text(), { posted, anchor: anchor ? `#${anchor}` : "", keepsNote: false });
  if (sectionOf(address) !== sectionOf(location.href)) history.pushState({ desk: true }, "", address);
  shownAddress = location.href;
  return true;
}

document.addEventListener(
  "submit",
  (event) => {
    if (event.target !== form()) return;
    event.preventDefault();
    event.stopPropagation();
    if ("sent" in form().dataset) return;
    form().dataset.sent = "";
    event.submitter?.setAttribute("aria-busy", "true");
    inTurn(() => submit(event.submitter));
  },
  { capture: true },
);

/* What a save swaps in takes the place of a result that comes meanwhile: a test that is to be run waits for the save. */
document.addEventListener(
  "submit",
  (event) => {
    if (event.target.id !== "run-test" || !("sent" in form().dataset)) return;
    event.preventDefault();
    event.stopPropagation();
    inTurn(() => document.getElementById("run-test")?.requestSubmit());
  },
  { capture: true },
);

const isPlain = (event) => event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || !isPlain(event) || event.defaultPrevented || !form()) return;
  const address = new URL(link.getAttribute("href"), location.href);
  if (address.pathname === location.pathname && address.searchParams.has("section")) {
    event.preventDefault();
    link.closest("dialog")?.close();
    goTo(address.href);
  } else if (!link.target && !link.hasAttribute("download") && !link.getAttribute("href").startsWith("#")) {
    leave(event, link.href);
  }
});

/** Another page: what can be saved is saved first; what cannot is asked about when this one is left. */
function leave(event, address) {
  if (pause() === 0 || !isDirty() || isUndecided()) return;
  event.preventDefault();
  inTurn(async () => {
    await saveBefore();
    location.assign(address);
  });
}

window.addEventListener("popstate", async () => {
  if (location.search === new URL(shownAddress).search) return;
  const before = shownAddress;
  if (!(await goTo(location.href, { push: false }))) history.pushState({ desk: true }, "", before);
});
