/* What of the picture is seen: moved and scaled as one, so that it costs the same for two nodes and for two hundred. */

import { all, boxes, frame, picture } from "./model.js";

const [FARTHEST, NEAREST] = [0.2, 2.5];
const STEP = 1.25;
const MARGIN = 24;
const LEGIBLE = 0.9;
const [LOWEST, HIGHEST] = [200, 420];
const SVG = "http://www.w3.org/2000/svg";

const map = () => document.getElementById("canvas-map");
let seen = { x: 0, y: 0, scale: 1 };
let hasView = false;
let mapView = null;

export const scale = () => seen.scale;

/** The size of the frame, measured where it changes and not with every move. */
let size = { width: 0, height: 0 };
const measure = () => {
  size = { width: frame()?.clientWidth ?? 0, height: frame()?.clientHeight ?? 0 };
};

function show() {
  picture().style.transform = `translate(${seen.x}px, ${seen.y}px) scale(${seen.scale})`;
  if (!mapView) return;
  mapView.setAttribute("x", -seen.x / seen.scale);
  mapView.setAttribute("y", -seen.y / seen.scale);
  mapView.setAttribute("width", size.width / seen.scale);
  mapView.setAttribute("height", size.height / seen.scale);
}

const eased = (isEased) => frame().classList.toggle("canvas-eased", isEased);

export function pan(dx, dy, { isEased = false } = {}) {
  eased(isEased);
  seen = { ...seen, x: seen.x + dx, y: seen.y + dy };
  show();
}

/** Scale around a point of the frame, its middle if none is named. */
export function zoom(factor, at = { x: size.width / 2, y: size.height / 2 }, { isEased = true } = {}) {
  eased(isEased);
  const wanted = Math.min(NEAREST, Math.max(FARTHEST, seen.scale * factor));
  const ratio = wanted / seen.scale;
  seen = { x: at.x - (at.x - seen.x) * ratio, y: at.y - (at.y - seen.y) * ratio, scale: wanted };
  show();
}

export const zoomIn = () => zoom(STEP);
export const zoomOut = () => zoom(1 / STEP);

function extent() {
  const [right, bottom] = [picture().width.baseVal.value, picture().height.baseVal.value];
  const shown = all();
  return {
    left: Math.min(...shown.map((node) => node.x), right) - MARGIN,
    top: Math.min(...shown.map((node) => node.y), bottom) - MARGIN,
    right: Math.max(right, ...shown.map((node) => node.x + node.width)),
    bottom: Math.max(bottom, ...shown.map((node) => node.y + node.height)),
  };
}

/** All of it; nothing is made larger than it is. */
export function fit({ isEased = true } = {}) {
  measure();
  eased(isEased);
  const { left, top, right, bottom } = extent();
  const wanted = Math.min(1, Math.max(FARTHEST, Math.min(size.width / (right - left), size.height / (bottom - top))));
  const x = (size.width - (right - left) * wanted) / 2 - left * wanted;
  const y = (size.height - (bottom - top) * wanted) / 2 - top * wanted;
  seen = { x, y, scale: wanted };
  show();
}

/** A point of the window as a point of the picture. */
export function pointOf(event) {
  const around = frame().getBoundingClientRect();
  return { x: (event.clientX - around.left - seen.x) / seen.scale, y: (event.clientY - around.top - seen.y) / seen.scale };
}

export function inFrame(event) {
  const around = frame().getBoundingClientRect();
  return { x: event.clientX - around.left, y: event.clientY - around.top };
}

/** A node that is spoken of is brought into view, by no more than it takes. */
export function reveal(node, { isEased = true } = {}) {
  const [left, top] = [node.x * seen.scale + seen.x, node.y * seen.scale + seen.y];
  const [right, bottom] = [left + node.width * seen.scale, top + node.height * seen.scale];
  const dx = left < MARGIN ? MARGIN - left : Math.min(0, size.width - MARGIN - right);
  const dy = top < MARGIN ? MARGIN - top : Math.min(0, size.height - MARGIN - bottom);
  if (dx || dy) pan(dx, dy, { isEased });
}

/** Draw the small map of all nodes. */
export function drawMap() {
  const { left, top, right, bottom } = extent();
  map().setAttribute("viewBox", `${left} ${top} ${right - left} ${bottom - top}`);
  map().replaceChildren(...boxes().map(small));
  mapView = document.createElementNS(SVG, "rect");
  mapView.setAttribute("class", "canvas-map-view");
  map().append(mapView);
  show();
}

function small(node) {
  const rect = document.createElementNS(SVG, "rect");
  rect.setAttribute("class", "canvas-map-box");
  for (const name of ["x", "y", "width", "height"]) rect.setAttribute(name, node[name]);
  return rect;
}

/** Bring the place that is pointed at in the small map into the middle. */
function lookAt(event) {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(map().getScreenCTM().inverse());
  eased(false);
  seen = { ...seen, x: size.width / 2 - point.x * seen.scale, y: size.height / 2 - point.y * seen.scale };
  show();
}

/** As it opens: all of it where that can be read, else the part around the node that is chosen; as high as it takes. */
function begin(around) {
  frame().style.height = `${Math.min(HIGHEST, Math.max(LOWEST, picture().height.baseVal.value + MARGIN))}px`;
  fit({ isEased: false });
  if (seen.scale >= LEGIBLE || !around) return;
  zoom(LEGIBLE / seen.scale, undefined, { isEased: false });
  reveal(around, { isEased: false });
}

/** Begin to show the picture, around a node. */
export function open(around) {
  map().removeAttribute("hidden");
  map().addEventListener("pointerdown", (event) => {
    map().setPointerCapture(event.pointerId);
    lookAt(event);
  });
  map().addEventListener("pointermove", (event) => map().hasPointerCapture(event.pointerId) && lookAt(event));
  new ResizeObserver(() => {
    measure();
    if (size.width && !hasView) begin(around());
    hasView = hasView || size.width > 0;
  }).observe(frame());
}
