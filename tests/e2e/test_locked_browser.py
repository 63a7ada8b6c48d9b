"""What the catalogue decides on in a copy: it is read with its reason, and cannot be typed into."""

import re
from collections.abc import Callable

import pytest
from looks import assert_fine
from playwright.sync_api import expect
from stage import Product, Visit

KEY = "vin"
WHY = "Locked: the catalogue decides on this"


@pytest.fixture(scope="module", autouse=True)
def _locked(product: Product) -> None:
    product.run("locking_places.py", product.projects["imported"]["id"], KEY)


def test_locked_question_says_why_and_is_not_typed_into(visit: Callable[..., Visit]) -> None:
    owner = visit("owner")
    page = owner.go("imported", f"templates/{KEY}?section={KEY}:step:start")
    text = page.locator("textarea[data-spoken]").first
    expect(text).to_have_attribute("readonly", "")
    expect(text).to_have_accessible_description(re.compile(WHY))
    before = text.input_value()
    text.focus()
    page.keyboard.type("Something else")
    expect(text).to_have_value(before)
    expect(page.get_by_role("button", name="Add a level")).to_have_count(0)
    assert_fine(page)
    for section in ("settings", "recognition"):
        page = owner.go("imported", f"templates/{KEY}?section={KEY}:{section}")
        expect(page.get_by_text(WHY).first).to_be_visible()
        assert_fine(page)
