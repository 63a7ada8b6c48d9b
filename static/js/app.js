/* What every page needs: menus, dialogs, toasts, copying, keeping unsaved work. Everything hangs on data attributes. */

const rail = () => document.getElementById("rail");

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (menu !== except) menu.open = false;
  }
}

function toggleRail(button) {
  const open = rail().toggleAttribute("data-open");
  button.setAttribute("aria-expanded", String(open));
  if (open) rail().querySelector("a")?.focus();
}

function closeRail() {
  const button = document.querySelector("[data-toggle='rail']");
  if (!rail()?.hasAttribute("data-open")) return;
  rail().removeAttribute("data-open");
  button.setAttribute("aria-expanded", "false");
  button.focus();
}

export function toast(text) {
  const template = document.createElement("div");
  template.className = "toast";
  template.dataset.toast = "";
  const words = document.createElement("div");
  words.textContent = text;
  template.append(document.createElement("span"), words);
  document.getElementById("toasts").append(template);
  setTimeout(() => template.remove(), 6000);
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(source.textContent.trim());
  toast(button.dataset.copied);
}

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (!target) return;
  closeMenus(target.closest("details[data-menu]"));
  const button = target.closest("button");
  if (!button) return;
  if (button.dataset.toggle === "rail") toggleRail(button);
  if (button.dataset.dialog) document.getElementById(button.dataset.dialog).showModal();
  if ("closeDialog" in button.dataset) button.closest("dialog").close();
  if ("dismiss" in button.dataset) button.closest("[data-toast]").remove();
  if (button.dataset.copy) copy(button);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details[data-menu][open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  closeRail();
});

/* Nothing is lost by closing a tab: a form marked data-guard asks before unsaved changes go. */
let dirty = false;
document.addEventListener("input", (event) => {
  if (event.target.closest("form[data-guard]")) dirty = true;
});
document.addEventListener("submit", () => {
  dirty = false;
});
window.addEventListener("beforeunload", (event) => {
  if (dirty) event.preventDefault();
});

/* The newest line of a log stays in view, also after a part of the page was swapped in. */
function followLogs() {
  for (const log of document.querySelectorAll("[data-follow]")) log.scrollTop = log.scrollHeight;
}
document.addEventListener("htmx:afterSettle", followLogs);
followLogs();

document.addEventListener("htmx:responseError", () => {
  toast(document.documentElement.lang === "it" ? "Qualcosa non ha funzionato. Riprova." : "That did not work. Please try again.");
});
