"""What helps while one writes: names that can be spoken, the length of a text, words tried out, and all texts at once."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from looks import assert_fine
from playwright.sync_api import Locator, Page, expect
from stage import Visit

PLACES = """() => [...document.querySelectorAll("#editor label, #editor textarea, #editor button")].map((each) => {
  const { x, y } = each.getBoundingClientRect();
  return [x, y + window.scrollY];
})"""
"""Where everything stands in the page."""


def test_names_are_offered_while_a_brace_is_open_chosen_by_keys_and_closed_by_escape(visit: Callable[..., Visit]) -> None:
    page = visit("owner").go("fresh", "templates/full_name?section=full_name:step:confirmation")
    field = page.get_by_label("Text English").first
    field.fill("")
    field.press_sequentially("So {fu")
    names = page.get_by_role("listbox", name="Names that can be spoken here")
    expect(names.get_by_role("option").first).to_have_text("full_name")
    expect(names.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    assert_fine(page)
    field.press("ArrowDown")
    chosen = names.get_by_role("option", selected=True).inner_text()
    assert chosen.startswith("full_name.")
    field.press("Enter")
    expect(field).to_have_value(f"So {{{chosen}}}")
    expect(names).to_have_count(0)
    field.press_sequentially(", {")
    names.wait_for()
    field.press("Escape")
    expect(names).to_have_count(0)
    expect(field).to_have_value(f"So {{{chosen}}}, {{")
    expect(field).to_be_focused()


def places_before_and_after(page: Page, field: Locator, names: Locator, block: str) -> tuple[Any, Any]:
    """Where everything stands without and with the names; once more if a save came in between, whose findings stand above."""
    state = page.locator("#draft-state")
    for _attempt in range(5):
        field.fill("So ")
        field.evaluate("(field, block) => field.scrollIntoView({ block })", block)
        saved, before = state.inner_text(), page.evaluate(PLACES)
        field.press_sequentially("{")
        expect(names).to_be_visible()
        after = page.evaluate(PLACES)
        if state.inner_text() == saved:
            break
        field.press("Escape")
    return before, after


@pytest.mark.parametrize("width", [1440, 390])
def test_offered_names_float_over_the_page_within_the_window_and_move_nothing(visit: Callable[..., Visit], width: int) -> None:
    page = visit("owner").go("fresh", "templates/full_name?section=full_name:step:confirmation")
    page.set_viewport_size({"width": width, "height": 800})
    field = page.get_by_label("Text English").first
    names = page.get_by_role("listbox", name="Names that can be spoken here")
    for block in ("start", "end"):
        before, after = places_before_and_after(page, field, names, block)
        assert after == before
        box = names.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 800
        assert names.get_attribute("style") is None
        field.press("Escape")


def test_length_and_spoken_seconds_follow_what_is_typed(visit: Callable[..., Visit]) -> None:
    page = visit("owner").go("fresh", "templates/full_name?section=full_name:step:help")
    field = page.get_by_label("Text English").first
    field.fill("Say it, please.")
    expect(page.locator(".field-measure").first).to_have_text("15 characters, about 1 s spoken")
    field.fill("Your name is {full_name.first}, is it?")
    expect(page.locator(".field-measure").first).to_have_text("38 characters, about 2 s spoken")


def test_words_are_tried_on_what_is_not_saved_yet(visit: Callable[..., Visit]) -> None:
    page = visit("owner").go("fresh", "templates/yes_no?section=yes_no:recognition")
    page.get_by_label("What a person may say").fill("well yes, why not")
    page.get_by_role("button", name="Try", exact=True).click()
    expect(page.locator(".tried")).to_contain_text("the first that found something")
    expect(page.locator(".tried mark")).to_have_text(re.compile("yes"))
    assert_fine(page)


def test_words_are_replaced_in_the_ticked_places_alone_and_the_replacement_is_undone(visit: Callable[..., Visit]) -> None:
    page = visit("owner").go("fresh", "texts")
    page.get_by_label("Words to find").fill("character at a time")
    page.get_by_label("Replace them by").fill("sign at a time")
    page.get_by_role("button", name="Preview the replacement").click()
    boxes = page.locator("input[name='place']")
    count = boxes.count()
    assert count > 1
    assert_fine(page)
    boxes.first.uncheck()
    page.get_by_role("button", name="Replace in the ticked places").click()
    page.locator("#toasts").get_by_text("Replaced in").wait_for()
    page.get_by_label("Words to find").fill("character at a time")
    page.get_by_role("button", name="Search").click()
    page.get_by_text("1 text found.").wait_for()
    page.get_by_role("button", name="Undo the replacement").click()
    page.locator("#toasts").get_by_text("Undone:").wait_for()
    page.get_by_label("Words to find").fill("character at a time")
    page.get_by_role("button", name="Search").click()
    page.get_by_text(f"{count} texts found.").wait_for()
