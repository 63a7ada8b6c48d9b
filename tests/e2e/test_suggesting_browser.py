"""Suggesting in a real browser: a designer sends a change, an editor of the catalogue takes it, the designer reads that."""

import os
import re
from collections.abc import Callable

from looks import assert_fine
from playwright.sync_api import Page, expect
from stage import Visit

SHOTS = os.environ.get("OMNIA_TEST_SHOTS", "")
"""A folder for pictures of the pages, for people who want to look."""

COPY = "templates/policy_number?section=policy_number:step:start"


def look(page: Page, name: str) -> None:
    assert_fine(page)
    for width in (1440, 390) if SHOTS else ():
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=f"{SHOTS}/{name}-{width}-{scheme}.png", full_page=True)
    page.set_viewport_size({"width": 1440, "height": 900})


def test_change_goes_from_a_project_to_the_factory_and_the_answer_comes_back(visit: Callable[..., Visit]) -> None:
    designer, editor = visit("designer"), visit("editor")
    page = designer.go("shared", COPY)
    page.locator("textarea").first.fill("Which policy is it about?")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("link", name="Suggest").click()
    page.get_by_label("Why is it better?").fill("Shorter, and people know what to say.")
    look(page, "suggest")
    page.get_by_role("button", name="Suggest it to the factory").click()
    expect(page.get_by_text("Waits for the factory")).to_be_visible()
    look(page, "waits")

    staff = editor.open("/admin/factory/suggestion/")
    expect(staff.get_by_text("1 suggestion waits for an answer.")).to_be_visible()
    look(staff, "list")
    staff.get_by_role("link", name=re.compile("policy_number")).click()
    expect(staff.get_by_text("Which policy is it about?").first).to_be_visible()
    look(staff, "decide")
    staff.get_by_role("button", name="Take it into the draft").click()
    expect(staff.get_by_text("The suggestion is in your draft.", exact=False).first).to_be_visible()

    page.reload()
    expect(page.get_by_text("comes with the next version", exact=False)).to_be_visible()
    look(page, "taken")
