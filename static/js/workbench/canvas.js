/* The picture of a flow as a canvas. Without this it is a picture of links, and the lists beside it change the same flow. */

import { aimExit, aimPlace, aiming, cancel, finish, said, tell } from "./canvas/aiming.js";
import { boxes, frame, nodeOf, picture, put, putBack, read } from "./canvas/model.js";
import { tryFrom } from "./beginning.js";
import * as path from "./canvas/path.js";
import * as pointing from "./canvas/pointing.js";
import * as ports from "./canvas/ports.js";
import { ask, goOn, mayShape, notePut, waits } from "./canvas/saving.js";
import * as typing from "./canvas/typing.js";
import * as view from "./canvas/view.js";

let shown = null;
let focused = "";

/** A picture came: the one that the page was loaded with, or another one after a change. */
function take() {
  if (!picture()) return;
  if (picture() === shown) {
    if (!waits()) putBack();
    goOn();
    return;
  }
  shown = picture();
  read();
  if (mayShape()) ports.draw();
  frame().classList.toggle("canvas-shapes", mayShape());
  typing.rove(boxes().find((node) => node.element.id === focused) ?? typing.chosen() ?? boxes()[0]);
  goOn();
  view.drawMap();
  path.light();
  const before = focused && document.activeElement === document.body ? boxes().find((node) => node.element.id === focused) : null;
  if (before) typing.comeBack(before);
}

const DO = {
  in: view.zoomIn,
  out: view.zoomOut,
  fit: view.fit,
  arrange: () => ask("arrange"),
  move: () => begin("move", aimPlace),
  connect: () => begin("connect", aimExit),
  try: () => tryHere(),
};

function tryHere() {
  const node = boxes().find((each) => each.element.id === focused) ?? typing.chosen();
  if (!node) tell(said().first);
  else tryFrom(node.key);
}

/** Pressed again, what was begun is left; it begins with the node that the person was at. */
function begin(kind, aim) {
  if (aiming()?.kind === kind) return void cancel();
  const node = boxes().find((each) => each.element.id === focused) ?? typing.chosen();
  if (!node) return void tell(said().first);
  aim(node);
  if (kind === "connect") typing.focusOn(node);
}

/* A click chooses the place or the node that was asked for; otherwise it opens the node, as the link that it is. */
function choose(event) {
  const aim = aiming();
  if (!aim || event.defaultPrevented) return;
  event.preventDefault();
  event.stopPropagation();
  if (aim.kind === "connect") {
    const target = nodeOf(event.target);
    if (target) finish(target);
    return;
  }
  const at = view.pointOf(event);
  cancel();
  put(aim.node, pointing.snapped(at.x - aim.node.width / 2), pointing.snapped(at.y - aim.node.height / 2));
  tell(said().moved.replace("%s", aim.node.name).replace("%x", aim.node.x).replace("%y", aim.node.y));
  notePut(aim.node);
}

function start() {
  const tools = document.getElementById("canvas-tools");
  tools.removeAttribute("hidden");
  frame().classList.add("canvas-live");
  pointing.listen();
  typing.listen();
  path.listen();
  take();
  view.open(() => typing.chosen() ?? boxes()[0]);
  frame().addEventListener("click", choose, { capture: true });
  frame().addEventListener("focusin", (event) => {
    if (nodeOf(event.target)) focused = event.target.id;
  });
  tools.addEventListener("click", (event) => DO[event.target.closest("[data-canvas]")?.dataset.canvas]?.());
  tools.addEventListener("keydown", (event) => event.key === "Escape" && cancel());
  document.addEventListener("desk:shown", take);
  document.addEventListener("desk:chosen", take);
}

if (picture()) start();
