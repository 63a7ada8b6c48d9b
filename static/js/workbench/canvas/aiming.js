/* What the person is about to do with the next click or key: lead an exit somewhere, put a node somewhere, or nothing. */

import { curve, nodeOf, picture, startOf } from "./model.js";
import { ask } from "./saving.js";

const SVG = "http://www.w3.org/2000/svg";
export const said = () => document.getElementById("canvas-words").dataset;

export function tell(sentence) {
  document.getElementById("canvas-told").textContent = sentence;
}

let aim = null;
let lead = null;

export const aiming = () => aim;

function pressed() {
  for (const kind of ["move", "connect"]) {
    document.querySelector(`[data-canvas='${kind}']`)?.setAttribute("aria-pressed", String(aim?.kind === kind));
  }
}

/** Begin to lead an exit of a node somewhere: a new one, or the one at an address. */
export function aimExit(node, exit = "") {
  stop();
  aim = { kind: "connect", node, exit, at: null };
  tell(said().aim);
  pressed();
}

/** Begin to put a node somewhere. */
export function aimPlace(node) {
  stop();
  aim = { kind: "move", node };
  tell(said().put.replace("%s", node.name));
  pressed();
}

/** The node that the exit would lead to. */
export function aimAt(target) {
  aim.at?.element.classList.remove("flow-aimed");
  aim.at = target;
  target?.element.classList.add("flow-aimed");
  if (target) tell(said().aimed.replace("%s", target.name));
}

/** Draw the exit that is being led to a point. */
export function leadTo(point) {
  if (!lead) {
    lead = document.createElementNS(SVG, "path");
    lead.setAttribute("class", "flow-lead");
    picture().append(lead);
  }
  lead.setAttribute("d", curve(startOf(aim.node, aim.exit), point));
}

export function stop() {
  aim?.at?.element.classList.remove("flow-aimed");
  lead?.remove();
  [aim, lead] = [null, null];
  pressed();
}

export function cancel() {
  if (!aim) return false;
  stop();
  tell(said().left);
  return true;
}

/** Lead the exit to the node that was chosen. */
export function finish(target) {
  const { node, exit } = aim;
  stop();
  if (!target) {
    tell(said().left);
    return;
  }
  tell("");
  ask(exit ? `lead ${exit} ${target.key}` : `connect /nodes/@${node.id} ${target.key}`);
}

export const targetAt = (event) => nodeOf(document.elementFromPoint(event.clientX, event.clientY));
