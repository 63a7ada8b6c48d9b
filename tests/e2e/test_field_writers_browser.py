"""Who wrote a field last, as both editors show it in a browser: in words beside the field, and to who hears the page."""

import os
import re
from collections.abc import Callable

from looks import assert_fine
from playwright.sync_api import Page, expect
from stage import Visit

SHOTS = os.environ.get("OMNIA_TEST_SHOTS", "")
"""A folder for pictures of the pages, for people who want to look."""


def look(page: Page, name: str) -> None:
    assert_fine(page)
    for width in (1440, 390) if SHOTS else ():
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=f"{SHOTS}/{name}-{width}-{scheme}.png", full_page=True)
    page.set_viewport_size({"width": 1440, "height": 900})


def test_designer_sees_and_hears_who_wrote_each_text(visit: Callable[..., Visit]) -> None:
    page = visit("designer").go("shared", "templates/company_name?section=company_name:step:no_match")
    text = page.get_by_label("Text English").first
    expect(text).to_have_accessible_description("Factory 1")
    text.fill("Please say the code once more.")
    page.get_by_role("button", name="Save draft").last.click()
    expect(page.get_by_text("Saved as version")).to_be_visible()
    expect(text).to_have_accessible_description(re.compile(r"^Designer, \d+ \w+$"))
    look(page, "studio-texts")
    look(visit("designer").go("shared", "templates/company_name?section=company_name:settings"), "studio-settings")
    look(visit("designer").go("shared", "flows/report_claim"), "studio-flow")


def test_editor_of_the_catalogue_sees_and_hears_who_wrote_each_text(visit: Callable[..., Visit]) -> None:
    page = visit("root").open("/admin/factory/template/iban/change/")
    text = page.get_by_label("Question 1, Text, English")
    expect(text).to_have_accessible_description("Version 1")
    text.fill("Which account is it?")
    page.get_by_role("button", name="Save draft").last.click()
    expect(text).to_have_accessible_description(re.compile(r"^Root, \d+ \w+$"))
    look(page, "staff-sheet")
