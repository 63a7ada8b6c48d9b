/* The palette: every place of the page by its name, filtered as one types. */

const palette = document.getElementById("palette");

function found(words) {
  const links = document.querySelectorAll(".pane-tree a, .page-actions a, #rail a, .flow-box");
  const named = [...links].map((link) => [link.textContent.replace(/\s+/g, " ").trim(), link.getAttribute("href")]);
  return named.filter(([name]) => words.every((word) => name.toLowerCase().includes(word))).slice(0, 12);
}

function fill() {
  const list = palette.querySelector("ul");
  const words = palette.querySelector("input").value.toLowerCase().split(/\s+/).filter(Boolean);
  list.replaceChildren(
    ...found(words).map(([name, address]) => {
      const entry = document.createElement("li");
      const link = document.createElement("a");
      link.className = "menu-item";
      link.href = address;
      link.textContent = name;
      entry.append(link);
      return entry;
    }),
  );
}

export function openPalette() {
  if (!palette || palette.open) return Boolean(palette);
  palette.querySelector("input").value = "";
  fill();
  palette.showModal();
  return true;
}

palette?.addEventListener("input", fill);
palette?.addEventListener("keydown", (event) => {
  const links = [...palette.querySelectorAll("a")];
  if (event.key === "Enter" && event.target.matches("input")) {
    event.preventDefault();
    links[0]?.click();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const at = links.indexOf(document.activeElement) + step;
  (links[at] ?? palette.querySelector("input")).focus();
});
