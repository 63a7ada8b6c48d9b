/* While one writes `{` into a spoken text, the names are offered that can be spoken there. */

import { form } from "./form.js";
import { offer } from "./offering.js";
import { words } from "./swap.js";

const BEGUN = /\{([a-z0-9_.]*)$/;
const MOST = 50;

/** Names that begin with what is written, then those that hold it. */
function fitting(begun) {
  const names = (form()?.dataset.speakable ?? "").split(" ").filter(Boolean);
  const first = names.filter((name) => name.startsWith(begun));
  return [...first, ...names.filter((name) => !first.includes(name) && name.includes(begun))].slice(0, MOST);
}

function write(field, name) {
  const at = field.selectionStart;
  const start = BEGUN.exec(field.value.slice(0, at)).index;
  const rest = field.value.slice(at).startsWith("}") ? at + 1 : at;
  field.setRangeText(`{${name}}`, start, rest, "end");
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches?.("textarea[data-spoken]")) return;
  const begun = BEGUN.exec(field.value.slice(0, field.selectionStart));
  const names = begun ? fitting(begun[1]) : [];
  offer(
    field,
    names.map((name) => ({ name })),
    { label: words().names, onWrite: (at) => write(field, names[at]) },
  );
});
