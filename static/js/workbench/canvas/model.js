/* The picture as it stands in the page: its nodes with the exits that touch each, so that a move touches nothing else. */

export const frame = () => document.getElementById("desk-picture");
export const picture = () => frame()?.querySelector(".flow-picture") ?? null;

let nodes = new Map();
let drawn = new Map();

function boxOf(element) {
  const { node: key, name, x, y, width, height } = element.dataset;
  const isEnd = key === "";
  const round = isEnd ? element.querySelector("circle") : null;
  const at = isEnd
    ? { x: Number(round.getAttribute("cx")) - 12, y: Number(round.getAttribute("cy")) - 12, width: 24, height: 24 }
    : { x: Number(x), y: Number(y), width: Number(width), height: Number(height) };
  return { key, name, element, isEnd, id: element.id.replace("flow-box-", ""), from: { x: at.x, y: at.y }, ...at, numbers: [], lines: [], ports: [] };
}

/** Read the picture anew, after another one came. */
export function read() {
  nodes = new Map();
  for (const element of picture()?.querySelectorAll(".flow-target") ?? []) {
    const node = boxOf(element);
    if (!nodes.has(node.key)) nodes.set(node.key, node);
  }
  for (const number of picture()?.querySelectorAll(".flow-number") ?? []) nodes.get(number.dataset.from)?.numbers.push(number);
  drawn = new Map();
  for (const line of picture()?.querySelectorAll(".flow-line") ?? []) {
    drawn.set(line, line.getAttribute("d"));
    const ends = [nodes.get(line.dataset.from), nodes.get(line.dataset.to)];
    for (const end of new Set(ends)) end?.lines.push(line);
  }
}

export const all = () => [...nodes.values()];
export const boxes = () => all().filter((node) => !node.isEnd);
export const nodeOf = (element) => nodes.get(element?.closest?.(".flow-target")?.dataset.node) ?? null;
export const byKey = (key) => nodes.get(key) ?? null;
export const exitsOf = (node) => node.numbers.map((number) => number.dataset.exit);

/** Where an exit's number stands by now. */
function leaves(node, number) {
  const circle = number.querySelector("circle");
  return {
    x: Number(circle.getAttribute("cx")) + node.x - node.from.x,
    y: Number(circle.getAttribute("cy")) + node.y - node.from.y,
  };
}

export function curve(from, to) {
  const bend = Math.max(40, Math.abs(to.x - from.x) / 2);
  return `M${from.x} ${from.y}C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`;
}

const entry = (node) => ({ x: node.x, y: node.y + node.height / 2 });

export function startOf(node, exit) {
  const number = node.numbers.find((each) => each.dataset.exit === exit);
  return number ? leaves(node, number) : { x: node.x + node.width, y: node.y + node.height / 2 };
}

/** Put a node elsewhere in the page: the node, its numbers and the lines that touch it move, and nothing else does. */
export function put(node, x, y) {
  node.x = Math.max(0, Math.round(x));
  node.y = Math.max(0, Math.round(y));
  const shift = `translate(${node.x - node.from.x} ${node.y - node.from.y})`;
  for (const element of [node.element, ...node.numbers, ...node.ports]) element.setAttribute("transform", shift);
  for (const line of node.lines) {
    const [from, to] = [nodes.get(line.dataset.from), nodes.get(line.dataset.to)];
    if (from && to) line.setAttribute("d", curve(startOf(from, line.dataset.exit), entry(to)));
  }
}

/** All as the server drew it: what was moved here and could not be saved goes back. */
export function putBack() {
  for (const node of boxes()) {
    if (node.x === node.from.x && node.y === node.from.y) continue;
    Object.assign(node, node.from);
    for (const element of [node.element, ...node.numbers, ...node.ports]) element.removeAttribute("transform");
    for (const line of node.lines) line.setAttribute("d", drawn.get(line));
  }
}

/** The nearest node in a direction: what is straight ahead counts more than what is near. */
export function towards(node, key) {
  const [ahead, aside] = {
    ArrowRight: [(dx) => dx, (_dx, dy) => dy],
    ArrowLeft: [(dx) => -dx, (_dx, dy) => dy],
    ArrowDown: [(_dx, dy) => dy, (dx) => dx],
    ArrowUp: [(_dx, dy) => -dy, (dx) => dx],
  }[key];
  const middle = (of) => [of.x + of.width / 2, of.y + of.height / 2];
  const [x, y] = middle(node);
  const rated = all().flatMap((other) => {
    const [dx, dy] = [middle(other)[0] - x, middle(other)[1] - y];
    return other !== node && ahead(dx, dy) > 0 ? [{ other, far: ahead(dx, dy) + 2 * Math.abs(aside(dx, dy)) }] : [];
  });
  return rated.sort((one, two) => one.far - two.far)[0]?.other ?? null;
}
