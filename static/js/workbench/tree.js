/* The tree is one stop for the Tab key; arrows walk through it. What is chosen stays in view. */

const tree = document.querySelector(".pane-tree");
const filter = document.getElementById("tree-filter");
const items = () => [...(tree?.querySelectorAll(".tree-item") ?? [])];

function rove(to) {
  for (const item of items()) {
    const wanted = item === to ? 0 : -1;
    if (item.tabIndex !== wanted || !item.hasAttribute("tabindex")) item.tabIndex = wanted;
  }
}

function walk(event) {
  const all = items().filter((item) => !item.closest("[hidden]"));
  const at = all.indexOf(event.target);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (at < 0 || to === undefined || !all[to]) return;
  event.preventDefault();
  rove(all[to]);
  all[to].focus();
}

/* What is typed above the tree leaves the parts whose names hold it, and what they belong to. */
function sift() {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const entry of tree.querySelectorAll("li")) {
    const text = entry.textContent.toLowerCase();
    const above = entry.parentElement.closest("li")?.querySelector(".tree-item").textContent.toLowerCase() ?? "";
    entry.hidden = !words.every((word) => text.includes(word) || above.includes(word));
  }
}

/** The tree is not scrolled where the chosen part is in view already. */
function showChosen() {
  const chosen = tree.querySelector("[aria-current='true']");
  if (!chosen) return;
  rove(chosen);
  const [part, frame] = [chosen.getBoundingClientRect(), tree.getBoundingClientRect()];
  if (part.top < frame.top || part.bottom > frame.bottom) tree.scrollTop += part.top - frame.top - frame.height / 2;
}

if (tree) {
  tree.addEventListener("keydown", walk);
  filter?.addEventListener("input", sift);
  document.addEventListener("desk:chosen", () => {
    if (filter?.value) sift();
    showChosen();
  });
  showChosen();
}
