"""The editor's keys: saving, undoing, going elsewhere by name, walking the tree; a simulated conversation outlives all of it."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect
from stage import Visit


def opened(visit: Callable[..., Visit], path: str) -> Page:
    return visit("owner").go("fresh", path)


def test_keys_save_undo_and_redo_and_conversation_stays(visit: Callable[..., Visit]) -> None:
    page = opened(visit, "templates/rating?section=rating:step:start")
    page.get_by_label("Language", exact=True).select_option("it")
    page.locator(".simulator-start").get_by_role("button", name="Start").click()
    page.locator("#simulator-body .bubble-bot").first.wait_for()
    spoken = page.locator("#simulator-body .bubble-bot .bubble-words").first.inner_text()
    text = page.get_by_label("Text English")
    before = text.input_value()
    text.fill("How was it, from 0 to 10?")
    page.keyboard.press("Control+s")
    page.get_by_text("Saved as version 2.").wait_for()
    assert page.locator("#simulator-body .bubble-bot .bubble-words").first.inner_text() == spoken
    expect(page.get_by_label("Language", exact=True)).to_have_value("it")

    page.locator("#section-title").click()
    page.keyboard.press("Control+z")
    expect(text).to_have_value(before)
    page.locator("#section-title").click()
    page.keyboard.press("Control+Shift+Z")
    expect(text).to_have_value("How was it, from 0 to 10?")
    assert page.locator("#simulator-body .bubble-bot .bubble-words").first.inner_text() == spoken


def test_place_is_found_by_its_name_the_tree_is_walked_and_the_keys_are_told(visit: Callable[..., Visit]) -> None:
    page = opened(visit, "templates/rating?section=rating:step:start")
    page.keyboard.press("Control+k")
    expect(page.locator("#palette")).to_be_visible()
    page.keyboard.type("recog")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("heading", level=2, name="Recognition").wait_for()

    page.get_by_label("Filter the parts").fill("no match")
    expect(page.locator(".tree-item:visible")).to_have_text([re.compile("Rating"), re.compile("No match")])
    page.get_by_label("Filter the parts").fill("")
    chosen = page.locator(".tree-item[aria-current]")
    chosen.focus()
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("heading", level=2, name="Question").wait_for()
    page.locator("#section-title").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_staff_build_with_the_same_workbench(visit: Callable[..., Visit]) -> None:
    page = visit("root").open("/admin/factory/template/size/build/?section=about")
    page.get_by_label("Name of the new one").fill("Colour")
    page.get_by_label("What to add").select_option("choice")
    page.get_by_role("button", name="Add datum").click()
    page.get_by_role("heading", level=2, name="Settings: Colour").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone.").wait_for()
    expect(page.get_by_role("link", name="Colour")).to_have_count(0)
