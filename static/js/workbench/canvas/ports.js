/* What an exit is drawn out of, beside each node, and room to hold the numbers of those that are there. */

import { boxes } from "./model.js";

const SVG = "http://www.w3.org/2000/svg";

function drawn(name, about) {
  const element = document.createElementNS(SVG, name);
  for (const [field, value] of Object.entries(about)) element.setAttribute(field, value);
  return element;
}

/* At the lower right corner, where no exit leaves. */
function port(node) {
  const [x, y] = [node.x + node.width, node.y + node.height];
  const group = drawn("g", { class: "flow-port", "aria-hidden": "true", "data-from": node.key });
  group.append(
    drawn("circle", { class: "flow-hold", cx: x, cy: y, r: 14 }),
    drawn("circle", { class: "flow-port-ring", cx: x, cy: y, r: 8 }),
    drawn("path", { d: `M${x - 4} ${y}h8M${x} ${y - 4}v8` }),
  );
  return group;
}

/** Give each node and number what the pointer takes hold of. */
export function draw() {
  for (const node of boxes()) {
    const own = port(node);
    node.element.after(own);
    for (const number of node.numbers) {
      const circle = number.querySelector("circle");
      number.prepend(drawn("circle", { class: "flow-hold", cx: circle.getAttribute("cx"), cy: circle.getAttribute("cy"), r: 12 }));
    }
    node.ports = [own];
  }
}
