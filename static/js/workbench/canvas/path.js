/* The nodes and exits that a simulated conversation went through are lit. */

import { byKey, picture } from "./model.js";

/** Light the path that the simulator tells of; without a conversation nothing is lit. */
export function light() {
  if (!picture()) return;
  for (const lit of picture().querySelectorAll(".flow-walked")) lit.classList.remove("flow-walked");
  const walked = (document.querySelector("#simulator-body [data-walked]")?.dataset.walked ?? "").split(" ").filter(Boolean);
  walked.forEach((key, place) => {
    byKey(key)?.element.classList.add("flow-walked");
    if (place) lightBetween(walked[place - 1], key);
  });
}

function lightBetween(from, to) {
  for (const line of byKey(from)?.lines ?? []) {
    if (line.dataset.from === from && line.dataset.to === to) line.classList.add("flow-walked");
  }
}

export function listen() {
  document.getElementById("simulator-body")?.addEventListener("htmx:afterSettle", light);
}
