"""The simulator is heard and spoken to by the browser's own speech: what the browser has not, no button offers."""

import json
from collections.abc import Callable

import pytest
from looks import assert_fine
from playwright.sync_api import Page, expect
from stage import Visit

MOUTH = """
window.spoken = [];
Object.defineProperty(window, "speechSynthesis", { value: {
  cancel() {},
  getVoices: () => [{ lang: "de-DE", name: "Anna" }, { lang: "en-GB", name: "Daniel" }, { lang: "it-IT", name: "Alice" }],
  speak: (words) => window.spoken.push([words.text, words.lang, words.voice?.name ?? ""]),
} });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
EAR = """
window.SpeechRecognition = class {
  start() { window.ear = this; }
  stop() { this.onend(); }
  hear(text) { this.onresult({ results: [[{ transcript: text }]] }); this.onend(); }
  fail(error) { this.onerror({ error }); this.onend(); }
};
"""
DEAF = "delete window.SpeechRecognition; delete window.webkitSpeechRecognition;"
MUTE = "Object.defineProperty(window, 'speechSynthesis', { value: undefined });"


@pytest.fixture
def opened(visit: Callable[..., Visit]) -> Callable[..., Page]:
    def open_page(mouth: str = MOUTH, ear: str = EAR, path: str = "templates/iban") -> Page:
        designer = visit("designer")
        designer.page.add_init_script(mouth + ear)
        page = designer.go("shared", path)
        page.get_by_label("Channel").select_option(label="Voice")
        return page

    return open_page


def begin(page: Page, language: str) -> None:
    page.get_by_label("Language").select_option(label=language)
    page.get_by_role("button", name="Start").click()
    expect(page.locator(".bubble-bot")).to_have_count(1)
    settled(page)


def settled(page: Page) -> None:
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)


def spoken(page: Page) -> list[list[str]]:
    return json.loads(page.evaluate("JSON.stringify(window.spoken)"))


@pytest.mark.parametrize(("language", "voice"), [("English", "Daniel"), ("Italiano", "Alice")])
def test_prompt_is_heard_in_the_voice_of_its_language(opened: Callable[..., Page], language: str, voice: str) -> None:
    page = opened()
    begin(page, language)
    assert spoken(page) == []
    prompt = page.locator(".bubble-words").first.inner_text()
    page.get_by_role("button", name="Hear it").first.click()
    ((words, locale, name),) = spoken(page)
    assert (words, name) == (prompt, voice)
    assert locale == page.locator(".bubble-bot").first.get_attribute("lang")


def test_what_the_bot_says_is_read_aloud_as_long_as_that_is_wished(opened: Callable[..., Page]) -> None:
    page = opened()
    page.get_by_label("Read aloud what the bot says").check()
    begin(page, "English")
    assert [row[0] for row in spoken(page)] == [page.locator(".bubble-words").first.inner_text()]
    page.get_by_role("button", name="Stay silent").click()
    expect(page.locator(".bubble-bot")).to_have_count(2)
    settled(page)
    assert [row[0] for row in spoken(page)] == page.locator(".bubble-words").all_inner_texts()
    page.get_by_label("Read aloud what the bot says").uncheck()
    page.get_by_role("button", name="Stay silent").click()
    expect(page.locator(".bubble-bot")).to_have_count(3)
    settled(page)
    assert len(spoken(page)) == 2


def test_spoken_answer_is_written_and_sent_in_the_language_of_the_conversation(opened: Callable[..., Page]) -> None:
    page = opened()
    begin(page, "Italiano")
    button = page.get_by_role("button", name="Speak the answer")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("window.ear.lang") == "it"
    page.evaluate("window.ear.hear('non lo so dire')")
    expect(page.locator(".bubble-person")).to_have_text("non lo so dire")
    settled(page)
    assert_fine(page)


@pytest.mark.parametrize(
    ("error", "told"), [("not-allowed", "may not use the microphone here"), ("no-speech", "Nothing was heard")]
)
def test_browser_that_does_not_hear_says_so_and_sends_nothing(opened: Callable[..., Page], error: str, told: str) -> None:
    page = opened()
    begin(page, "English")
    button = page.get_by_role("button", name="Speak the answer")
    button.click()
    page.evaluate("error => window.ear.fail(error)", error)
    expect(page.locator("[data-heard]")).to_contain_text(told)
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".bubble-person")).to_have_count(0)


def test_second_press_stops_listening(opened: Callable[..., Page]) -> None:
    page = opened()
    begin(page, "English")
    button = page.get_by_role("button", name="Speak the answer")
    button.click()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".bubble-person")).to_have_count(0)


def test_browser_without_speech_offers_none(opened: Callable[..., Page]) -> None:
    page = opened(MUTE, DEAF)
    begin(page, "English")
    for name in ("Hear it", "Speak the answer"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    expect(page.get_by_label("Read aloud what the bot says")).to_be_hidden()


def test_project_s_home_has_the_same_speech(opened: Callable[..., Page]) -> None:
    page = opened(path="")
    page.get_by_label("Dialogue").select_option(value="template:iban")
    begin(page, "English")
    page.get_by_role("button", name="Hear it").first.click()
    assert len(spoken(page)) == 1
