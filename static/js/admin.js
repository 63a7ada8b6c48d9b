// The staff admin's own pages: unsaved changes, languages shown, and lines of JSON. Everything works without this, less comfortably.
(() => {
  "use strict";

  const LANGUAGES_KEY = "omnia.admin.languages";

  /** Warn before changes are lost, and say that there are some. */
  function watchChanges(form) {
    const note = form.querySelector("[data-unsaved-text]");
    let changed = form.hasAttribute("data-dirty");
    const show = () => {
      if (note) note.hidden = !changed;
    };
    form.addEventListener("input", (event) => {
      if (event.target.closest("[data-languages]")) return;
      changed = true;
      show();
    });
    form.addEventListener("submit", () => {
      changed = false;
    });
    for (const button of form.querySelectorAll("[data-discard]")) {
      button.addEventListener("click", () => {
        changed = false;
      });
    }
    window.addEventListener("beforeunload", (event) => {
      if (changed) event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === "s" && form.querySelector(".omnia-bar")) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    show();
  }

  function storedLanguages() {
    try {
      const held = JSON.parse(localStorage.getItem(LANGUAGES_KEY));
      return Array.isArray(held) ? held : null;
    } catch {
      return null;
    }
  }

  /** Show the columns of the chosen languages, and always those that have an error. */
  function chooseLanguages(fieldset) {
    const boxes = [...fieldset.querySelectorAll("input")];
    const all = boxes.map((box) => box.value);
    const stored = (storedLanguages() || []).filter((locale) => all.includes(locale));
    const chosen = stored.length ? stored : all.slice(0, 2);
    const wrong = new Set();
    for (const field of document.querySelectorAll(".omnia-field-error, .omnia-field:has(.sides)")) {
      const cell = field.closest("[data-locale]");
      if (cell) wrong.add(cell.dataset.locale);
    }
    const show = () => {
      const shown = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
      for (const cell of document.querySelectorAll(".omnia-texts [data-locale]")) cell.hidden = !shown.has(cell.dataset.locale);
      // In a table of fixed layout a cell across hidden columns would keep their place.
      for (const cell of document.querySelectorAll(".omnia-silent")) cell.colSpan = shown.size;
      for (const cell of document.querySelectorAll(".omnia-said-row td")) cell.colSpan = shown.size + 1;
    };
    for (const box of boxes) {
      box.checked = chosen.includes(box.value) || wrong.has(box.value);
      box.addEventListener("change", () => {
        if (!boxes.some((other) => other.checked)) box.checked = true;
        localStorage.setItem(LANGUAGES_KEY, JSON.stringify(boxes.filter((other) => other.checked).map((other) => other.value)));
        show();
      });
    }
    fieldset.hidden = false;
    show();
    return (locale) => {
      const box = boxes.find((other) => other.value === locale);
      if (!box || box.checked) return;
      box.checked = true;
      show();
    };
  }

  /** Open what hides the element that the address names, and go there. */
  function reveal(showLanguage) {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.closest(".omnia-page")) return;
    for (let part = target.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    const cell = target.closest("[data-locale]");
    if (cell && showLanguage) showLanguage(cell.dataset.locale);
    target.scrollIntoView({ block: "center" });
    const fields = "input.omnia-input, textarea, select";
    const field = target.matches(fields) ? target : target.matches("tr") ? target.querySelector(fields) : null;
    if (field) field.focus({ preventScroll: true });
  }

  /** Put the caret on a line of the JSON and show it. */
  function goToLine(area, line) {
    const lines = area.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    area.focus();
    area.setSelectionRange(start, start + (lines[line - 1] || "").length);
    area.scrollTop = Math.max(0, (line - 6) * Number.parseFloat(getComputedStyle(area).lineHeight));
  }

  /** A filter's list closes when the person turns elsewhere. */
  function closeFilters() {
    const close = (except) => {
      for (const filter of document.querySelectorAll(".omnia-filter[open]")) if (filter !== except) filter.open = false;
    };
    document.addEventListener("click", (event) => close(event.target.closest(".omnia-filter")));
    document.addEventListener("keydown", (event) => {
      const open = event.key === "Escape" && document.querySelector(".omnia-filter[open]");
      if (!open) return;
      close(null);
      open.querySelector("summary").focus();
    });
  }

  /** Ask again how far long work is; once it has ended, show the page as it is then. */
  function followProgress(part) {
    setTimeout(async () => {
      let answer;
      try {
        answer = await fetch(part.dataset.follow, { headers: { Accept: "text/html" } });
      } catch {
        followProgress(part);
        return;
      }
      if (answer.status !== 200 || answer.redirected) {
        // Led elsewhere means signed out: the page says so itself.
        if (answer.status === 204 || answer.redirected) location.reload();
        else followProgress(part);
        return;
      }
      const holder = document.createElement("template");
      holder.innerHTML = await answer.text();
      const fresh = holder.content.querySelector("[data-follow]");
      for (const name of ["progress", ".omnia-number"]) part.querySelector(name).replaceWith(fresh.querySelector(name));
      followProgress(part);
    }, 1000);
  }

  /** On a narrow screen the pages of a document stand in a row that scrolls: the one that is open is in view. */
  function showOpenPage(row) {
    const open = row?.querySelector("[aria-current]");
    if (open) row.scrollLeft = open.offsetLeft - row.offsetLeft - (row.clientWidth - open.offsetWidth) / 2;
  }

  /** Name the areas that scroll, before the theme does: it gives all of them one name, by which nobody can tell them apart. */
  function nameScrollingAreas() {
    const here = [...document.querySelectorAll(".omnia-crumb")].at(-1);
    const names = { menu: document.getElementById("site-name"), page: here };
    for (const area of document.querySelectorAll("[data-simplebar]")) {
      const name = names[area.closest("#nav-sidebar") ? "menu" : "page"];
      if (name) area.dataset.simplebarAriaLabel = name.textContent.trim();
    }
  }

  /** Who leaves the choice to the system sees its change at once: the theme asks the system only when the choice changes. */
  function followSystem() {
    const theme = window.Alpine?.$data(document.documentElement);
    if (theme?.adminTheme !== "auto") return;
    theme.adminTheme = "light";
    theme.adminTheme = "auto";
  }

  document.addEventListener("DOMContentLoaded", () => {
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", followSystem);
    nameScrollingAreas();
    closeFilters();
    showOpenPage(document.querySelector(".omnia-places"));
    for (const part of document.querySelectorAll("[data-follow]")) followProgress(part);
    for (const form of document.querySelectorAll("form[data-unsaved]")) watchChanges(form);
    const fieldset = document.querySelector("[data-languages]");
    const showLanguage = fieldset ? chooseLanguages(fieldset) : null;
    reveal(showLanguage);
    window.addEventListener("hashchange", () => reveal(showLanguage));
    const area = document.querySelector("textarea.omnia-json");
    if (area) {
      for (const link of document.querySelectorAll("a[data-line]")) {
        link.addEventListener("click", (event) => {
          event.preventDefault();
          goToLine(area, Number(link.dataset.line));
        });
      }
      if (area.dataset.line) goToLine(area, Number(area.dataset.line));
    }
    const trouble = document.getElementById("trouble");
    if (trouble && !location.hash && !(area && area.dataset.line)) trouble.focus();
  });
})();

/* The theme writes the name of a chosen file into a text field that its own file fields have, and fails at others. */
document.addEventListener(
  "change",
  (event) => {
    if (event.target.matches?.("input[type='file'].omnia-input")) event.stopPropagation();
  },
  true,
);
