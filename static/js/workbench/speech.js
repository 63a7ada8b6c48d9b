/* The simulator's prompts are heard, and an answer is spoken, by the browser's own speech; where it has none, no button shows. */

const mouth = window.speechSynthesis;
const Ear = window.SpeechRecognition ?? window.webkitSpeechRecognition;
const talk = document.getElementById("simulator-body");
const aloud = document.getElementById("simulator-aloud");
let open = null;
let read = "";

/** The language's own voice; of its region, if there is one. */
function voiceOf(locale) {
  const voices = mouth.getVoices();
  const language = locale.split("-")[0].toLowerCase();
  const named = (voice) => voice.lang.replace("_", "-").toLowerCase();
  return voices.find((voice) => named(voice) === locale.toLowerCase()) ?? voices.find((voice) => named(voice).split("-")[0] === language) ?? null;
}

function say(bubbles) {
  mouth.cancel();
  for (const bubble of bubbles) {
    const words = new SpeechSynthesisUtterance(bubble.querySelector(".bubble-words").textContent.trim());
    words.lang = bubble.lang;
    words.voice = voiceOf(bubble.lang);
    mouth.speak(words);
  }
}

/** What the bot said after the person did something last. */
function lastSaid() {
  const lines = [...talk.querySelectorAll(".chat-log > li")];
  const since = lines.findLastIndex((line) => line.matches(".bubble-person, .chat-why"));
  return lines.slice(since + 1).filter((line) => line.matches(".bubble-bot"));
}

function readAloud() {
  const log = talk.querySelector(".chat-log")?.textContent ?? "";
  if (aloud?.checked && log !== read) say(lastSaid());
  read = log;
}

function tell(button, sentence) {
  button.form.querySelector("[data-heard]").textContent = sentence;
}

function listen(button) {
  if (open) return void open.stop();
  mouth?.cancel();
  const field = button.form.elements.text;
  const heard = new Ear();
  heard.lang = field.lang;
  heard.onresult = (event) => {
    field.value = event.results[0][0].transcript;
    button.form.requestSubmit(button.form.querySelector("[value='utterance']"));
  };
  heard.onerror = (event) => tell(button, event.error === "not-allowed" ? button.dataset.refused : button.dataset.saidNone);
  heard.onend = () => {
    open = null;
    button.setAttribute("aria-pressed", "false");
  };
  open = heard;
  tell(button, "");
  button.setAttribute("aria-pressed", "true");
  heard.start();
}

/** The buttons of what the browser can do. */
function offer() {
  for (const button of talk.querySelectorAll("[data-hear]")) button.hidden = !mouth;
  for (const button of talk.querySelectorAll("[data-listen]")) button.hidden = !Ear;
}

function changed() {
  offer();
  if (mouth) readAloud();
}

if (talk) {
  if (mouth && aloud) aloud.closest("[data-read-aloud]").hidden = false;
  offer();
  read = talk.querySelector(".chat-log")?.textContent ?? "";
  talk.addEventListener("htmx:afterSettle", changed);
  talk.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.matches("[data-hear]")) say([button.closest(".bubble-bot")]);
    if (button?.matches("[data-listen]")) listen(button);
  });
  window.addEventListener("pagehide", () => mouth?.cancel());
}
