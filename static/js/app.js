/* What every page needs: menus, dialogs, toasts, copying, panes, keeping unsaved work. Everything hangs on data attributes. */

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
  if (!rail()?.hasAttribute("data-open")) return;
  const button = document.querySelector("[data-toggle='rail']");
  rail().removeAttribute("data-open");
  button.setAttribute("aria-expanded", "false");
  button.focus();
}

export function toast(text) {
  const shown = document.getElementById("toast-pattern").content.cloneNode(true).firstElementChild;
  shown.querySelector("[data-words]").textContent = text;
  document.getElementById("toasts").append(shown);
  setTimeout(() => shown.remove(), 6000);
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    toast(button.dataset.copied);
  } catch {
    // Without a secure address browsers refuse the clipboard: the text is selected, so that the keyboard can copy it.
    getSelection().selectAllChildren(source);
    toast(document.body.dataset.selected);
  }
}

function showPane(tab) {
  const panes = tab.closest("[data-pane]");
  panes.dataset.pane = tab.dataset.showPane;
  for (const other of panes.querySelectorAll("[data-show-pane]")) {
    other.setAttribute("aria-pressed", String(other === tab));
  }
}

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (!target) return;
  closeMenus(target.closest("details[data-menu]"));
  if (rail()?.hasAttribute("data-open") && !target.closest("#rail, [data-toggle='rail']")) closeRail();
  if (target.matches("dialog")) target.close();
  const button = target.closest("button");
  if (!button) return;
  if (button.dataset.toggle === "rail") toggleRail(button);
  if (button.dataset.dialog) document.getElementById(button.dataset.dialog).showModal();
  if ("closeDialog" in button.dataset) button.closest("dialog").close();
  if ("dismiss" in button.dataset) button.closest("[data-toast]").remove();
  if (button.dataset.showPane) showPane(button);
  if (button.dataset.copy) copy(button);
});

/* A menu that the keyboard has left is closed. */
document.addEventListener("focusin", (event) => closeMenus(event.target.closest("details[data-menu]")));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details[data-menu][open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  closeRail();
});

/* A link may be followed by an arrow key, where the arrows do nothing else. */
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable], dialog[open]")) return;
  document.querySelector(`a[data-arrow="${CSS.escape(event.key)}"]`)?.click();
});

/* Nothing is lost by closing a tab: a form marked data-guard asks before unsaved changes go. */
let dirty = document.querySelector("form[data-guard][data-dirty]") !== null;

/* For pages that save, or fetch another form, without being left. */
export function guard(isDirty) {
  dirty = isDirty;
}

document.addEventListener("input", (event) => {
  if (event.target.closest("form[data-guard]")) dirty = true;
});

/* A pressed button says that it works; a second press while it does is not a second order. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.hasAttribute("hx-post") || form.hasAttribute("hx-get") || event.submitter?.hasAttribute("hx-post")) return;
  if ("sent" in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "";
  event.submitter?.setAttribute("aria-busy", "true");
  if ("guard" in form.dataset) dirty = false;
});
window.addEventListener("beforeunload", (event) => {
  if (dirty) event.preventDefault();
});
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
});

/* The newest line of a log stays in view, also after a part of the page was swapped in. */
function followLogs() {
  for (const log of document.querySelectorAll("[data-follow]")) log.scrollTop = log.scrollHeight;
}
document.addEventListener("htmx:afterSettle", followLogs);
followLogs();

/* An address may name a level of a ladder, an undo, or the first thing that is wrong: work goes on there. Not before the page has
   loaded: the browser goes to the place that the address names then, and takes the focus from what is inside it. */
export function focusNamed(hash) {
  const named = document.getElementById(decodeURIComponent(hash.slice(1)));
  const fields = "textarea, input, select";
  const inside = named?.matches(fields) ? named : (named?.querySelector(fields) ?? named?.querySelector("button"));
  const there = inside ?? document.querySelector("form[data-guard] [aria-invalid='true']");
  there?.focus();
  return Boolean(there);
}
window.addEventListener("load", () => focusNamed(location.hash));

for (const name of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(name, () => toast(document.body.dataset.failed));
}
