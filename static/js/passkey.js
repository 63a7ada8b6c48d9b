/* Passkeys: a form marked data-passkey has the browser make one, or show one, and sends what it answers. */

const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/* What the server asks for has bytes as text, and so must the answer. */
function asked(form) {
  const options = JSON.parse(form.dataset.options);
  options.challenge = toBytes(options.challenge);
  if (options.user) options.user.id = toBytes(options.user.id);
  for (const name of ["excludeCredentials", "allowCredentials"]) {
    for (const each of options[name] ?? []) each.id = toBytes(each.id);
  }
  return { publicKey: options };
}

function told(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  return JSON.stringify({ id: credential.id, rawId: toText(credential.rawId), type: credential.type, response });
}

function refuse(form, button) {
  const words = form.querySelector("[data-refused]");
  words.hidden = false;
  words.querySelector("p").focus();
  delete form.dataset.sent;
  button?.removeAttribute("aria-busy");
}

async function answer(form, button) {
  const call = form.dataset.passkey === "create" ? "create" : "get";
  try {
    form.elements.passkey.value = told(await navigator.credentials[call](asked(form)));
  } catch {
    refuse(form, button);
    return;
  }
  // What the button says is not sent by a script's submit.
  if (button?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
  form.submit();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("passkey" in form.dataset) || event.submitter?.hasAttribute("formnovalidate") || !navigator.credentials) return;
  event.preventDefault();
  answer(form, event.submitter);
});
