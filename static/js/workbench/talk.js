/* A conversation with the draft is kept with the tab, and put back on the next page of the same document. */

const talk = document.getElementById("simulator-body");
const choices = () => [...document.querySelectorAll(".simulator-start select")];
const talkKey = `talk:${document.querySelector(".simulator-start [name='dialogue']")?.value}:${location.pathname}`;

window.addEventListener("pagehide", () => {
  if (!talk?.querySelector(".chat-log, [name='conversation']")) return;
  const chosenIn = choices().map((select) => select.value);
  sessionStorage.setItem(talkKey, JSON.stringify({ html: talk.innerHTML, choices: chosenIn }));
});

const kept = talk && JSON.parse(sessionStorage.getItem(talkKey) ?? "null");
if (kept) {
  talk.innerHTML = kept.html;
  choices().forEach((select, place) => {
    select.value = kept.choices[place] ?? select.value;
  });
  window.htmx?.process(talk);
}
