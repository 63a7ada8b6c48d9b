/* A conversation with the draft that begins at the node one is at. */

const field = () => document.getElementById("simulator-begin");
let chosen = field()?.value ?? "";

/** Begin at a node or datum; false where the simulator does not offer it. */
export function tryFrom(key) {
  const select = field();
  if (![...(select?.options ?? [])].some((option) => option.value === key)) return false;
  select.value = chosen = key;
  document.querySelector("[data-show-pane='simulator']")?.click();
  select.form.requestSubmit();
  return true;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-try-from]");
  if (button) tryFrom(button.dataset.tryFrom);
});

document.addEventListener("change", (event) => {
  if (event.target === field()) chosen = event.target.value;
});

/* What can be chosen comes anew with each change of the draft; what was chosen stays so while it is there. */
document.addEventListener("desk:chosen", () => {
  const select = field();
  if (!select) return;
  select.value = chosen;
  if (select.selectedIndex < 0) select.value = chosen = "";
});
