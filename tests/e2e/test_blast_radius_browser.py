"""The staff's way in a real browser: a blast radius over 200 projects (the quick suite: 40), a first wave, a pause, and all."""

import os
import re
from collections.abc import Callable

import pytest
from looks import assert_fine
from playwright.sync_api import Page, expect
from sampling import is_exhaustive
from stage import Product, Visit

POD = "/admin/factory/template/pod_code/"
CROWD = 200 if is_exhaustive() else 40
SHOTS = os.environ.get("OMNIA_TEST_SHOTS", "")
"""A folder for pictures of the pages, for people who want to look."""


@pytest.fixture
def crowded(product: Product) -> Product:
    """A crowd of projects has a copy of a template whose draft says something new; ten of them changed the same place."""
    product.run("making_crowd.py", str(CROWD))
    return product


def look(page: Page, name: str) -> None:
    assert_fine(page)
    for width in (1440, 390) if SHOTS else ():
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=f"{SHOTS}/{name}-{width}-{scheme}.png", full_page=True)
    page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.usefixtures("crowded")
def test_staff_see_what_a_draft_means_publish_it_for_a_wave_pause_it_and_give_it_to_all(visit: Callable[..., Visit]) -> None:
    root = visit("root")
    page = root.open(f"{POD}blast-radius/")
    look(page, "nothing-yet")
    page.get_by_role("button", name="Find out").click()
    # The portal works on it by itself, and the page shows the end without being asked to.
    expect(page.get_by_text(re.compile(rf"{CROWD // 10}\d projects of \d+ would be offered it"))).to_be_visible()
    expect(page.get_by_role("link", name="10 conflict", exact=False)).to_be_visible()
    page.get_by_role("link", name=re.compile("Question")).click()
    expect(page.get_by_role("row", name=re.compile("Energia 10"))).to_be_visible()
    look(page, "found")
    look(root.open(f"{POD}changes/"), "too-few")

    page = root.open(f"{POD}publish/")
    expect(page.get_by_text("It is about the very draft that you publish.")).to_be_visible()
    page.get_by_label("A first wave").check()
    page.get_by_label("Share of the projects").select_option("25")
    page.get_by_label("Projects by name or id").fill("Energia 1\nEnergia 2")
    page.get_by_label("Then it grows by itself").select_option("every day")
    look(page, "publish")
    page.get_by_role("button", name="Publish version 2").click()
    expect(page.get_by_text(re.compile(r"[1-9]\d* of \d+ projects are offered it"))).to_be_visible()
    expect(page.get_by_text(re.compile(r"It grows by itself: 50 % on .* UTC\."))).to_be_visible()
    expect(page.get_by_text("Then 100 %, every day.")).to_be_visible()
    look(page, "wave")
    page.get_by_role("button", name="Let it stay").click()
    expect(page.get_by_text(re.compile("It grows by itself: "))).to_have_count(0)
    page.get_by_label("It grows by itself to 5, 25, 50 and 100 %").select_option("every week")
    page.get_by_role("button", name="Let it grow").click()
    expect(page.get_by_text("Then 100 %, every week.")).to_be_visible()
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text(re.compile(r"^0 of \d+ projects are offered it"))).to_be_visible()
    look(page, "paused")
    page.get_by_role("button", name="Resume").click()
    page.get_by_label("Share of the projects").select_option("50")
    page.get_by_role("button", name="Widen the wave").click()
    expect(page.get_by_text("Its wave: 50 % of the projects")).to_be_visible()
    page.get_by_text("Offer it to all now…").click()
    assert "It cannot be taken from them again" in page.locator("details[open]").inner_text()
    page.get_by_role("button", name="Offer it to all now").click()
    expect(page.get_by_role("heading", name="Version 2 is offered to all projects")).to_be_visible()
    look(page, "all")


def test_owner_shares_in_numbers_and_stops(visit: Callable[..., Visit]) -> None:
    page = visit("owner").go("shared", "settings")
    page.get_by_role("button", name="Share in numbers").click()
    expect(page.get_by_text("shared in numbers").first).to_be_visible()
    look(page, "settings")
    page.get_by_role("button", name="Stop sharing").click()
    expect(page.get_by_text("not shared").first).to_be_visible()
