"""The simulator speaks the draft, by voice and by chat, to words, keys and silence."""

from collections.abc import Callable

from looks import assert_fine
from playwright.sync_api import Page, expect
from stage import Visit


def begin(page: Page, channel: str, language: str = "English") -> None:
    page.get_by_label("Language").select_option(label=language)
    page.get_by_label("Channel").select_option(label=channel)
    page.get_by_role("button", name="Start").click()
    expect(page.locator(".bubble-bot")).to_have_count(1)
    settle(page)


def settle(page: Page) -> None:
    """The forms that come with an answer work only once htmx has taken them up."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)


def say(page: Page, text: str) -> None:
    settle(page)
    page.get_by_label("What the person says").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator(".bubble-person").last).to_have_text(text)
    settle(page)


def bot(page: Page) -> str:
    return page.locator(".bubble-bot").last.inner_text()


def test_voice_conversation_is_held_until_the_value_is_confirmed(visit: Callable[..., Visit]) -> None:
    page = visit("designer").go("shared", "templates/date")
    begin(page, "Voice")
    assert "Question 1" in bot(page)
    say(page, "blah blah")
    assert "No match 1" in bot(page)
    page.get_by_role("button", name="Stay silent").click()
    expect(page.locator(".bubble-bot").last).to_contain_text("No input 1")
    say(page, "the 12th of May 2027")
    assert "12 May 2027" in bot(page)
    say(page, "yes")
    expect(page.locator(".chat-log")).to_contain_text("Finished: Completed")
    assert "12 May 2027" in page.locator(".chat-values").inner_text()
    assert page.get_by_label("What the person says").count() == 0


def test_chat_takes_keys_and_ends_when_the_person_hangs_up(visit: Callable[..., Visit]) -> None:
    page = visit("designer").go("shared", "templates/yes_no")
    begin(page, "Chat", "Italiano")
    page.get_by_label("Keys pressed").fill("1")
    page.get_by_role("button", name="Press keys").click()
    expect(page.locator(".chat-log")).to_contain_text("(keys 1)")
    begin(page, "Chat", "Italiano")
    page.get_by_role("button", name="Hang up").click()
    expect(page.locator(".chat-log")).to_contain_text("Finished: Abandoned")


def test_draft_is_spoken_before_it_is_published_and_a_changed_one_is_given_the_same_answers(visit: Callable[..., Visit]) -> None:
    designer = visit("designer")
    page = designer.go("shared", "templates/number?section=number:step:start")
    begin(page, "Chat")
    other = visit("designer")
    editing = other.go("shared", "templates/number?section=number:step:start")
    editing.get_by_label("Text English").fill("How many, then?")
    editing.get_by_role("button", name="Save draft").click()
    editing.get_by_text("Saved as version").wait_for()
    page.get_by_label("What the person says").fill("three")
    page.keyboard.press("Enter")
    expect(page.locator("#simulator-body .bubble-note").first).to_contain_text("The draft was changed meanwhile")
    first = page.locator(".bubble-bot").first
    assert "How many, then?" in first.inner_text()
    assert first.get_by_text("new", exact=True).is_visible()
    expect(page.locator(".bubble-person")).to_have_text("three")


def test_home_simulates_whole_flows(visit: Callable[..., Visit]) -> None:
    page = visit("viewer").go("shared")
    # By its key: what the flow is called is changed by the tests of editing.
    page.get_by_label("Dialogue").select_option(value="flow:report_claim")
    page.get_by_label("Channel").select_option(label="Chat")
    page.get_by_role("button", name="Start").click()
    expect(page.locator(".bubble-bot").first).to_be_visible()
    assert page.locator("#simulator-text").evaluate("field => field === document.activeElement")


def test_beside_a_turn_stands_what_was_understood_and_how_the_datum_stands(visit: Callable[..., Visit]) -> None:
    page = visit("viewer").go("shared", "templates/date")
    begin(page, "Chat")
    say(page, "blah blah")
    page.get_by_text("Nothing is understood.").click()
    expect(page.locator(".chat-engines")).to_contain_text("It found nothing that fits.")
    expect(page.locator(".chat-data")).to_contain_text("No match 1")
    assert_fine(page)
