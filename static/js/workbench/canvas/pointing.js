/* The gestures of mouse, pen and fingers: the picture is dragged and pinched, a node is dragged, an exit is led to a node. */

import { aimAt, aimExit, aiming, cancel, finish, leadTo, said, targetAt, tell } from "./aiming.js";
import { byKey, frame, nodeOf, put } from "./model.js";
import { mayShape, notePut } from "./saving.js";
import { inFrame, pan, pointOf, zoom } from "./view.js";

export const GRID = 12;
const SLACK = 4;
const WHEEL = 500;

const held = new Map();
let gesture = null;
let isDragged = false;

export const snapped = (value) => Math.round(value / GRID) * GRID;

function exitAt(target) {
  const number = target.closest?.(".flow-number");
  if (number) return { node: byKey(number.dataset.from), exit: number.dataset.exit };
  const port = target.closest?.(".flow-port");
  return port ? { node: byKey(port.dataset.from), exit: "" } : null;
}

function down(event) {
  if (event.button !== 0) return;
  isDragged = false;
  held.set(event.pointerId, { x: event.clientX, y: event.clientY });
  if (held.size === 2) {
    giveUp();
    gesture = { kind: "pinch", apart: apart() };
    return;
  }
  const exit = mayShape() && !aiming() ? exitAt(event.target) : null;
  const node = mayShape() && !aiming() && !exit ? nodeOf(event.target) : null;
  const at = pointOf(event);
  if (exit) gesture = { kind: "lead", ...exit };
  else if (node && !node.isEnd) gesture = { kind: "node", node, off: { x: at.x - node.x, y: at.y - node.y }, was: { x: node.x, y: node.y } };
  else gesture = { kind: "pan" };
  gesture.from = { x: event.clientX, y: event.clientY };
}

function apart() {
  const [one, two] = [...held.values()];
  return { far: Math.hypot(one.x - two.x, one.y - two.y), clientX: (one.x + two.x) / 2, clientY: (one.y + two.y) / 2 };
}

/** Begin once the pointer has gone so far that it is no click. */
function begins(event) {
  if (isDragged) return true;
  if (Math.hypot(event.clientX - gesture.from.x, event.clientY - gesture.from.y) < SLACK) return false;
  isDragged = true;
  frame().setPointerCapture(event.pointerId);
  frame().classList.add("canvas-held");
  if (gesture.kind === "lead") aimExit(gesture.node, gesture.exit);
  return true;
}

function move(event) {
  if (aiming()?.kind === "connect" && !gesture) leadTo(pointOf(event));
  const before = held.get(event.pointerId);
  if (!gesture || !before) return;
  if (gesture.kind === "pinch") {
    pinch(event);
    return;
  }
  if (!begins(event)) return;
  held.set(event.pointerId, { x: event.clientX, y: event.clientY });
  if (gesture.kind === "pan") pan(event.clientX - before.x, event.clientY - before.y);
  else if (gesture.kind === "node") drag(event);
  else leadOn(event);
}

function pinch(event) {
  const before = gesture.apart;
  held.set(event.pointerId, { x: event.clientX, y: event.clientY });
  const now = apart();
  isDragged = true;
  pan(now.clientX - before.clientX, now.clientY - before.clientY);
  zoom(now.far / before.far, inFrame(now), { isEased: false });
  gesture.apart = now;
}

function drag(event) {
  const at = pointOf(event);
  put(gesture.node, snapped(at.x - gesture.off.x), snapped(at.y - gesture.off.y));
}

function leadOn(event) {
  leadTo(pointOf(event));
  const target = targetAt(event);
  if (target !== aiming().at) aimAt(target);
}

function up(event) {
  if (!held.delete(event.pointerId) || !gesture) return;
  const done = gesture;
  gesture = held.size ? { kind: "pan", from: [...held.values()][0] } : null;
  frame().classList.remove("canvas-held");
  if (!isDragged) return;
  if (done.kind === "lead") finish(targetAt(event));
  if (done.kind === "node" && (done.node.x !== done.was.x || done.node.y !== done.was.y)) {
    tell(said().moved.replace("%s", done.node.name).replace("%x", done.node.x).replace("%y", done.node.y));
    notePut(done.node);
  }
}

/** What was begun is left: a second finger came, the page took the pointer, or Escape was pressed. */
export function giveUp() {
  const node = gesture?.kind === "node" ? gesture : null;
  if (node) put(node.node, node.was.x, node.was.y);
  const wasOn = gesture !== null && gesture.kind !== "pan";
  gesture = null;
  frame().classList.remove("canvas-held");
  return cancel() || wasOn;
}

/* The click that ends a drag opens nothing. */
function swallow(event) {
  if (!isDragged) return;
  isDragged = false;
  event.preventDefault();
  event.stopPropagation();
}

function wheel(event) {
  if (event.ctrlKey || event.metaKey) zoom(Math.exp(-event.deltaY / WHEEL), inFrame(event), { isEased: false });
  else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) pan(-(event.deltaX || event.deltaY), 0);
  else return;
  event.preventDefault();
}

export function listen() {
  const on = frame();
  on.addEventListener("pointerdown", down);
  on.addEventListener("pointermove", move);
  on.addEventListener("pointerup", up);
  on.addEventListener("pointercancel", (event) => {
    held.delete(event.pointerId);
    giveUp();
  });
  on.addEventListener("click", swallow, { capture: true });
  on.addEventListener("wheel", wheel, { passive: false });
  // A link would be dragged as a link.
  on.addEventListener("dragstart", (event) => event.preventDefault());
}
