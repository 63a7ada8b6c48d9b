"""The pages of the counts: charts, tables, CSV; missed words become a test and are taken back."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from looks import reload_until
from playwright.sync_api import Page
from stage import Product, Visit
from test_pages import assert_fine

MISSED = "nothing comes to mind"


def hold(product: Product, *texts: str) -> None:
    """Hold a conversation with the live release to its end."""
    start = {"template": "date", "locale": "en", "channel": "chat", "reference_time": "2026-11-23T10:00:00"}
    answer = product.call("shared", "sessions", start)
    for text in texts:
        turn = {"turn": answer["turn"], "event": "utterance", "text": text}
        answer = product.call("shared", f"sessions/{answer['session']}/turns", turn)
    if answer["status"] != "finished":
        product.call("shared", f"sessions/{answer['session']}/turns", {"turn": answer["turn"], "event": "hang_up"})


@pytest.fixture
def counted(product: Product, visit: Callable[..., Visit]) -> Page:
    """The overview, once some conversations were counted."""
    for texts in (
        ("12 May 2027",),
        (MISSED, "12 May 2027"),
        (MISSED, "bananas"),
        ("12 May 2027",),
    ):
        hold(product, *texts)
    page = visit("owner").go("shared", "insight")
    reload_until(page, ".insight-facts")
    return page


def look(page: Page, name: str) -> None:
    """Keep pictures for whoever asks for them."""
    if folder := os.environ.get("OMNIA_TEST_PICTURES"):
        for width in (1440, 390):
            for scheme in ("light", "dark"):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)
                page.screenshot(path=Path(folder) / f"{name}-{width}-{scheme}.png", full_page=True)
        page.set_viewport_size({"width": 1440, "height": 900})


def test_counts_are_shown_as_charts_with_a_table_behind_each_and_exported(counted: Page) -> None:
    look(counted, "overview")
    assert_fine(counted)
    charts = counted.get_by_role("img").filter(has=counted.locator("title"))
    assert charts.count() > 0
    counted.get_by_text("The numbers").first.click()
    assert counted.get_by_role("columnheader", name="Captured").first.is_visible()
    with counted.expect_download() as download:
        counted.get_by_role("link", name="Export as CSV").click()
    lines = download.value.path().read_text().splitlines()
    assert lines[0].startswith("template,node,by,value,asked,early,understood_1")
    assert any(line.startswith("date,date,locale,en,") for line in lines)


def test_missed_words_become_a_test_of_the_draft_and_are_taken_back(counted: Page, visit: Callable[..., Visit]) -> None:
    page = visit("owner").go("shared", "insight/templates/date")
    assert page.get_by_text(MISSED, exact=True).is_visible()
    look(page, "template")
    assert_fine(page)
    row = page.locator(".insight-missed > li").filter(has_text=MISSED)
    row.get_by_role("button", name="Holds no value").click()
    page.get_by_text("Kept in the draft, as version").wait_for()
    look(page, "learnt")
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("The draft is as it was before").wait_for()
