/* Who else has the document open, by name, and what they saved: it is shown at once where nothing of one's own would be in its way. */

import { goTo } from "./desk.js";
import { form, isBegun, isDirty } from "./form.js";
import { TAB, isUndecided } from "./saving.js";
import { exchange, shownSection } from "./swap.js";

const SECONDS = 15;
const SOON_MS = 1500;

function address() {
  const place = new URL(location.href);
  place.searchParams.set("section", shownSection());
  place.searchParams.set("here", TAB);
  return place;
}

async function beat() {
  if (document.visibilityState === "hidden" || !form()) return;
  const answer = await exchange(address().href, { quiet: true });
  if (!answer?.ok) return;
  window.htmx.swap(document.body, await answer.text(), { swapStyle: "none" });
  const newest = Number(document.getElementById("desk-here")?.dataset.version);
  const seen = Number(form().elements.seen_version.value);
  const isInTheWay = isDirty() || isBegun() || isUndecided() || "sent" in form().dataset;
  if (newest > seen && !isInTheWay) goTo(location.href, { push: false });
}

function leave() {
  if (!form()) return;
  const place = address();
  place.searchParams.set("left", "1");
  exchange(place.href, { quiet: true, keepalive: true });
}

/* Not at once: what was clicked comes first. */
let soon = 0;
document.addEventListener("desk:shown", () => {
  clearTimeout(soon);
  soon = setTimeout(beat, SOON_MS);
});
window.addEventListener("pagehide", leave);
window.addEventListener("pageshow", (event) => event.persisted && beat());
document.addEventListener("visibilitychange", beat);
setInterval(beat, SECONDS * 1000);
beat();
