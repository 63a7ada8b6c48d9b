"""Tests are written in words, run in place and all at once, kept from the simulator, and lead to the place that fails."""

import re
from collections.abc import Callable

import pytest
from looks import assert_fine
from playwright.sync_api import Page, expect
from stage import Visit
from test_simulator import begin, say

WRITTEN, KEPT, LOOKED_AT = "alphanumeric", "date_of_birth", "first_name"
"""Templates that no other test changes."""


def conversation_of(page: Page, said: str, reply: str) -> None:
    """Write a test of one turn, and save it."""
    page.get_by_label("What to add").select_option(label="A conversation")
    page.get_by_role("button", name="Add test").click()
    page.get_by_role("heading", level=2, name="Nothing is said yet").wait_for()
    page.get_by_label("The caller says", exact=True).fill(said)
    page.get_by_label("The bot answers", exact=True).fill(reply)
    page.get_by_role("button", name="Save draft").click()
    page.locator("#toasts").get_by_text("Saved as version").first.wait_for()


def test_designer_writes_a_test_runs_it_and_all_and_opens_the_place_that_fails(visit: Callable[..., Visit]) -> None:
    page = visit("designer").go("shared", f"templates/{WRITTEN}?section=own-tests")
    conversation_of(page, "blah blah", "words that nobody says")
    page.get_by_role("button", name="Run this test").click()
    ran = page.locator("#ran")
    expect(ran).to_contain_text("It does not go as it must.")
    expect(ran).to_contain_text("the answer should say “words that nobody says”")
    expect(ran.get_by_role("list", name="What was said").locator(".bubble-person")).to_have_text("blah blah")
    assert_fine(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.locator("#run-test").get_by_role("link", name="All tests").click()
    page.get_by_role("heading", level=2, name="Tests", exact=True).wait_for()
    page.get_by_role("button", name="Run all tests").click()
    expect(page.locator("#run-progress")).to_contain_text("All tests were run")
    expect(page.locator("#run-progress")).to_contain_text("1 test does not go as it must.")
    bar = page.get_by_role("progressbar", name="All tests were run")
    assert bar.get_attribute("value") == bar.get_attribute("max")
    failure = page.locator("#run-failures > li")
    expect(failure).to_have_count(1)
    assert "test." not in failure.inner_text()
    assert_fine(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    failure.get_by_role("link", name="Open the test").click()
    expect(page.get_by_label("The caller says", exact=True)).to_have_value("blah blah")
    page.get_by_label("The bot answers", exact=True).fill("")
    page.get_by_role("button", name="Run this test").click()
    expect(ran).to_contain_text("It goes as it must.")


def test_conversation_is_kept_as_a_test_with_one_click_and_opened_in_words(visit: Callable[..., Visit]) -> None:
    page = visit("designer").go("shared", f"templates/{KEPT}")
    begin(page, "Chat")
    say(page, "no idea")
    page.get_by_role("button", name="Keep as a test").click()
    expect(page.locator("#simulator-body")).to_contain_text("Kept as a test, in version")
    page.locator("#simulator-body").get_by_role("link", name="Open the test").click()
    page.get_by_role("heading", level=2, name="“no idea”").wait_for()
    expect(page.get_by_label("The caller says", exact=True)).to_have_value("no idea")
    page.get_by_role("button", name="Run this test").click()
    expect(page.locator("#ran")).to_contain_text("It goes as it must.")


def test_viewer_looks_at_tests_and_runs_them_and_is_offered_no_change(visit: Callable[..., Visit]) -> None:
    page = visit("viewer").go("shared", f"templates/{LOOKED_AT}?section=own-tests")
    expect(page.get_by_text("You can look, not change")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Add test|Remove test|Duplicate test"))).to_have_count(0)
    page.get_by_role("button", name="Run all tests").click()
    expect(page.locator("#run-progress")).to_contain_text("Everything goes as it must.")
    page.locator(".group-tests .row-title").first.click()
    page.get_by_role("button", name="Run this test").click()
    expect(page.locator("#ran")).to_contain_text("It goes as it must.")
    expect(page.get_by_role("button", name="Save draft")).to_have_count(0)


def test_stranger_finds_no_tests(visit: Callable[..., Visit]) -> None:
    stranger = visit("stranger")
    stranger.expected.add(404)
    page = stranger.go("shared", f"templates/{LOOKED_AT}?section=own-tests")
    expect(page.get_by_role("button", name="Run all tests")).to_have_count(0)


@pytest.mark.parametrize(("who", "path"), [("viewer", ""), ("root", "admin/")])
def test_tests_speak_italian_and_axe_finds_nothing(visit: Callable[..., Visit], who: str, path: str) -> None:
    someone = visit(who, locale="it-IT")
    if path:
        page = someone.open(f"/admin/factory/template/{LOOKED_AT}/build/?section=own-tests")
    else:
        page = someone.go("shared", f"templates/{LOOKED_AT}?section=own-tests")
    page.get_by_role("button", name="Esegui tutti i test").click()
    expect(page.locator("#run-progress")).to_contain_text("Tutto va come deve.")
    assert_fine(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.locator(".group-tests .row-title").first.click()
    page.get_by_role("button", name="Esegui questo test").click()
    expect(page.locator("#ran")).to_contain_text("Va come deve.")
    assert_fine(page)
