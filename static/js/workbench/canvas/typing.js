/* The keys of the picture: it is one stop for the Tab key; arrows walk, Shift and an arrow put a node elsewhere, C makes an exit,
   T tries the flow from there. */

import { tryFrom } from "../beginning.js";
import { aimAt, aimExit, aiming, finish, said, tell } from "./aiming.js";
import { boxes, exitsOf, frame, nodeOf, put, towards } from "./model.js";
import { GRID, giveUp } from "./pointing.js";
import { mayShape, notePut } from "./saving.js";
import { fit, pan, reveal, scale, zoomIn, zoomOut } from "./view.js";

const FAR = 48;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const SEEN = { "+": zoomIn, "=": zoomIn, "-": zoomOut, 0: fit };

export function rove(to) {
  for (const node of boxes()) node.element.setAttribute("tabindex", node === to ? "0" : "-1");
}

let isBack = false;

export function focusOn(node) {
  rove(node);
  node.element.focus({ preventScroll: true });
  reveal(node);
}

/** The focus comes back to where it was: what was told last stays told. */
export function comeBack(node) {
  isBack = true;
  focusOn(node);
  isBack = false;
}

/** The node that the person is at. */
export const chosen = () => nodeOf(document.activeElement) ?? boxes().find((node) => node.element.getAttribute("aria-current") === "true");

function arrow(key, node, isShifted) {
  const [right, down] = ARROWS[key];
  if (!node) pan(-right * FAR, -down * FAR, { isEased: true });
  else if (isShifted && mayShape()) moveBy(node, right * GRID * 2, down * GRID * 2);
  else if (aiming()) aimOn(key);
  else walk(node, key);
}

function walk(node, key) {
  const next = towards(node, key);
  if (next && !next.isEnd) focusOn(next);
}

function aimOn(key) {
  const next = towards(aiming().at ?? aiming().node, key);
  if (!next) return;
  aimAt(next);
  reveal(next);
}

function moveBy(node, dx, dy) {
  put(node, node.x + dx, node.y + dy);
  reveal(node);
  tell(said().moved.replace("%s", node.name).replace("%x", node.x).replace("%y", node.y));
  notePut(node);
}

function exitOfNumber(node, number) {
  const exit = exitsOf(node)[number - 1];
  if (exit) aimExit(node, exit);
  else tell(said().gone);
}

function onNode(event, node) {
  if (event.key === "Enter" && aiming()?.kind === "connect") finish(aiming().at);
  else if (event.key.toLowerCase() === "t") tryFrom(node.key);
  else if (mayShape() && event.key.toLowerCase() === "c") aimExit(node);
  else if (mayShape() && /^[1-9]$/.test(event.key)) exitOfNumber(node, Number(event.key));
  else return false;
  return true;
}

function run(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const node = nodeOf(event.target);
  if (event.key in ARROWS) arrow(event.key, node, event.shiftKey);
  else if (event.key in SEEN) {
    SEEN[event.key]();
    tell(said().zoom.replace("%s", Math.round(scale() * 100)));
  } else if (event.key === "Escape") return giveUp();
  else return node ? onNode(event, node) : false;
  return true;
}

export function listen() {
  frame().addEventListener("keydown", (event) => {
    if (!run(event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  frame().addEventListener("focusin", (event) => {
    const node = nodeOf(event.target);
    if (!node || !event.target.matches(":focus-visible")) return;
    rove(node);
    reveal(node);
    if (mayShape() && !aiming() && !isBack) tell(said().chosen.replace("%s", node.name));
  });
}
