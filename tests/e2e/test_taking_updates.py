"""Updates in a real browser: what is new is added, what is not wanted is kept away, and the safe ones are taken under a bar."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from stage import Product, Visit
from test_insight import look
from test_italian import assert_italian
from test_pages import assert_fine


@pytest.fixture
def improved(product: Product) -> Product:
    """Newer versions of templates, and a new one, are published."""
    product.run("improving_factory.py")
    return product


def test_updates_are_looked_at_kept_away_added_and_taken(
    improved: Product, visit: Callable[..., Visit], english: set[str]
) -> None:
    designer = visit("designer")
    page = designer.go("shared", "updates/template/percentage")
    look(page, "update")
    assert_fine(page)
    assert_italian(visit("designer", locale="it-IT").go("shared", "updates/template/percentage"), english)
    page.get_by_role("button", name="Keep mine for good").click()
    expect(page.get_by_role("heading", name="Kept as they are")).to_be_visible()
    designer.go("shared", "updates/template/rating").get_by_role("button", name="Stay at version 1").click()
    assert_fine(page)
    page.get_by_role("button", name="Offer updates of").first.click()
    page.get_by_role("button", name="Add Delivery day to the draft").click()
    expect(page.get_by_role("heading", name="New in the factory")).to_have_count(0)
    # Three of these templates, and what other tests published.
    waiting = page.get_by_role("link", name="Look at the update of").count()
    assert waiting >= 3
    page.get_by_role("button", name=f"Take {waiting} safe updates").click()
    # However many requests it takes: the page goes on by itself, and is told of the end.
    expect(page.get_by_text("updates were taken into the draft")).to_be_visible()
    expect(page.get_by_role("link", name="Look at the update of")).to_have_count(0)
    assert_fine(page)
    assert_fine(designer.go("shared", "templates/url/history"))
