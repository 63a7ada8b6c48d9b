"""Enter in a field does the obvious: it saves, sends or searches; it never removes or adds, whatever button stands first."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from stage import Visit

from tests.sampling import sampled

DEFAULTS = """() => [...document.forms].flatMap((form) => {
  const typing = 'input:not([type=hidden], [type=checkbox], [type=radio], [type=submit], [type=button])';
  const first = [...form.elements].find((held) => held.matches('button:not([type=button]), input[type=submit]'));
  return form.querySelector(typing) ? [first ? first.textContent.replace(/\\s+/g, ' ').trim() : ''] : [];
})"""
"""For every form of a page that has a field to type in, the words of the button that Enter presses."""

OBVIOUS = {
    "Save draft",
    "Search",
    "Send",
    "Press keys",
    "Issue key",
    "Send invitation",
    "Create project",
    "Sign in",
    "Save",
    "Say",
    "search",
    "Show",
    "Add as a draft",
}
PAGES = (
    "templates",
    "templates/phone",
    "templates/phone?section=about",
    "templates/phone?section=phone:settings",
    "templates/phone?section=phone:step:no_match",
    "templates/phone?section=phone:step:no_input",
    "templates/phone/history",
    "flows",
    "flows/report_claim",
    "flows/report_claim?section=about",
    "releases/new",
    "people",
    "keys",
    "audit",
)


def is_obvious(words: str) -> bool:
    return words in OBVIOUS or words.startswith("Publish release") or "nvite" in words


@pytest.mark.parametrize("path", sampled(PAGES, 3))
def test_enter_presses_the_obvious_button_of_every_form(visit: Callable[..., Visit], path: str) -> None:
    defaults = visit("owner").go("shared", path).evaluate(DEFAULTS)
    assert [words for words in defaults if not is_obvious(words)] == []


def levels(page: Page) -> int:
    return page.locator(".rung").count()


def test_enter_in_the_note_saves_and_removes_no_level(visit: Callable[..., Visit]) -> None:
    page = visit("owner").go("shared", "templates/percentage?section=percentage:step:no_match")
    before = levels(page)
    page.get_by_label("Text English").first.fill("Which percentage?")
    page.get_by_label("What did you change?").fill("Clearer")
    page.get_by_label("What did you change?").press("Enter")
    page.get_by_text("Saved as version").wait_for()
    assert levels(page) == before
    expect(page.get_by_label("Text English").first).to_have_value("Which percentage?")


def test_enter_in_the_note_saves_where_the_save_before_it_could_be_undone(visit: Callable[..., Visit]) -> None:
    page = visit("owner").go("shared", "templates/claim_number?section=claim_number:step:no_match")
    text, note = page.get_by_label("Text English").first, page.get_by_label("What did you change?")
    text.fill("Which number, please?")
    note.press("Enter")
    page.get_by_text("Saved as version 2.").wait_for()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    text.fill("Which number has the claim?")
    note.press("Enter")
    page.get_by_text("Saved as version 3.").wait_for()
    expect(text).to_have_value("Which number has the claim?")
    assert [words for words in page.evaluate(DEFAULTS) if not is_obvious(words)] == []


def test_enter_in_the_settings_saves_and_adds_no_step(visit: Callable[..., Visit]) -> None:
    page = visit("owner").go("shared", "templates/rating?section=rating:settings")
    steps = page.locator(".tree-item").count()
    page.get_by_label("Name English").fill("Mark")
    page.get_by_label("Name English").press("Enter")
    page.get_by_text("Saved as version").wait_for()
    expect(page.get_by_label("Name English")).to_have_value("Mark")
    assert page.locator(".tree-item").count() == steps


def test_enter_in_a_flow_saves_its_name(visit: Callable[..., Visit]) -> None:
    page = visit("stranger").go("foreign", "flows/report_claim?section=about")
    page.get_by_label("Name English").fill("Report a new claim")
    page.get_by_label("Name English").press("Enter")
    page.get_by_text("Saved as version").wait_for()


def test_enter_in_the_keys_of_the_simulator_presses_them_and_is_not_silence(visit: Callable[..., Visit]) -> None:
    page = visit("owner").go("shared", "templates/yes_no")
    page.get_by_role("button", name="Start").click()
    page.locator(".bubble-bot").wait_for()
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)
    page.get_by_label("Keys pressed").fill("1")
    page.get_by_label("Keys pressed").press("Enter")
    expect(page.locator(".chat-log")).to_contain_text("(keys 1)")
    assert "(silence)" not in page.locator(".chat-log").inner_text()


def test_enter_in_the_name_of_a_project_creates_it(visit: Callable[..., Visit]) -> None:
    page = visit("starter").open("/projects/new")
    page.get_by_label("English", exact=True).check()
    page.get_by_label("Fall back to").select_option("en")
    page.get_by_label("Name").fill("By Enter")
    page.get_by_label("Name").press("Enter")
    page.get_by_text("“By Enter” is ready.").wait_for()


def test_enter_in_the_note_of_a_release_publishes_it(visit: Callable[..., Visit]) -> None:
    page = visit("stranger").go("foreign", "releases/new")
    page.get_by_label("Note").fill("By Enter")
    page.get_by_label("Note").press("Enter")
    page.wait_for_url("**/releases")
    assert page.get_by_text("By Enter").first.is_visible()


STAFF_PAGES = (
    "template/",
    "template/add/",
    "template/full_name/change/",
    "flow/report_claim/change/",
    "industry/",
    "industry/add/",
    "industry/banking/change/",
)


@pytest.mark.parametrize("path", sampled(STAFF_PAGES, 3))
def test_enter_presses_the_obvious_button_of_every_form_of_the_catalogue(visit: Callable[..., Visit], path: str) -> None:
    defaults = visit("root").open(f"/admin/factory/{path}").evaluate(DEFAULTS)
    assert [words for words in defaults if words and not is_obvious(words)] == []


def test_enter_in_the_catalogues_sheet_saves_and_adds_no_level(visit: Callable[..., Visit]) -> None:
    page = visit("root").open("/admin/factory/template/meter_reading/change/")
    rows = page.locator(".omnia-texts tbody tr").count()
    page.get_by_label("Tags").fill("meter, reading, enter")
    page.get_by_label("Tags").press("Enter")
    page.get_by_text("The draft is saved.").wait_for()
    expect(page.get_by_label("Tags")).to_have_value("meter, reading, enter")
    assert page.locator(".omnia-texts tbody tr").count() == rows
