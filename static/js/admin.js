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

  document.addEventListener("DOMContentLoaded", () => {
    closeFilters();
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
