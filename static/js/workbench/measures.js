/* How long each spoken text is, as one writes it. */

import { words } from "./swap.js";

const SPOKEN_A_SECOND = 15;
const PLACEHOLDER = /\{[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*\}/g;

document.addEventListener("input", (event) => {
  const shown = event.target.matches?.("[data-spoken]") && document.getElementById(`${event.target.id}-measure`);
  if (!shown) return;
  const length = [...event.target.value].length;
  const seconds = Math.ceil([...event.target.value.replace(PLACEHOLDER, "-".repeat(8))].length / SPOKEN_A_SECOND);
  shown.textContent = words().measure.trim().replace("%c", length).replace("%s", seconds);
});
