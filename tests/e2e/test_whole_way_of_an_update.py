"""The designer's whole way: an update with a conflict, whose tests fail once, is mended, taken, tried on a quarter, promoted."""

import json
from collections.abc import Callable

import pytest
from looks import assert_fine
from playwright.sync_api import Page, expect
from stage import Product, Visit

PEOPLE = 24
"""Callers who are asked after: so many that none or all of them on one side of a quarter would be a fault."""
OLD, NEW = "What is your case number?", "Which case is it about?"


@pytest.fixture
def offered(product: Product) -> Product:
    """A project whose copy is offered three changes apart from its own and one against it."""
    product.projects["comune"] = json.loads(product.run("making_update.py"))
    return product


def asked(product: Product) -> set[str]:
    """What so many callers are asked first."""
    body = {"template": "case_number", "locale": "en", "channel": "chat"}
    answers = [product.call("comune", "sessions", body | {"caller_id": f"c{person}"}) for person in range(PEOPLE)]
    return {answer["outputs"][0]["text"] for answer in answers}


def speaks(page: Page, who: str) -> str:
    """What a side of the update asks first, in the simulator beside the merge."""
    page.get_by_label("Who speaks").select_option(label=who)
    with page.expect_response("**/simulator"):
        page.get_by_role("button", name="Start").click()
    said = page.locator(".bubble-bot .bubble-words")
    expect(said).to_have_count(1)
    return said.inner_text()


def take_after_mending(page: Page) -> None:
    """The factory's limit breaks the project's own test; the project's limit and the three texts pass, and are taken."""
    expect(page.get_by_role("heading", name="1 place that both changed")).to_be_visible()
    expect(page.get_by_role("heading", name="3 changes to your copy")).to_be_visible()
    assert speaks(page, "Yours, as it is now") == OLD
    assert speaks(page, "The factory's version 2") == NEW
    assert speaks(page, "The result, as decided on this page") == NEW
    page.get_by_role("radio", name="Take the factory's").check()
    page.get_by_role("button", name="Take version 2 into the draft").click()
    expect(page.get_by_text("Nothing was saved")).to_be_visible()
    expect(page.get_by_text("“case_number” should be", exact=False)).to_be_visible()
    expect(page.get_by_role("radio", name="Take the factory's")).to_be_checked()
    assert_fine(page)
    page.get_by_role("radio", name="Keep mine").check()
    page.get_by_role("button", name="Take version 2 into the draft").click()
    page.wait_for_url("**/history")


def test_update_is_mended_taken_given_to_a_quarter_of_the_callers_and_then_to_all(
    offered: Product, visit: Callable[..., Visit]
) -> None:
    designer, owner = visit("designer"), visit("owner")
    designer.expected = {422}
    page = designer.go("comune", "updates")
    page.get_by_role("link", name="Look at the update of Case number").click()
    take_after_mending(page)
    assert "Version 2 of “Case number” was merged into your draft." in designer.toast()
    assert asked(offered) == {OLD}

    page = owner.go("comune", "releases/new")
    page.get_by_text("A part of the callers").click()
    page.get_by_label("Callers of a hundred").fill("25")
    page.get_by_role("button", name="Publish release 2").click()
    page.wait_for_url("**/releases")
    assert "is the canary: 25 of 100 new callers get it." in owner.toast()
    assert asked(offered) == {OLD, NEW}
    page.get_by_role("button", name="Promote").click()
    page.locator("dialog[open]").get_by_role("button", name="Promote release 2").click()
    page.get_by_text("The canary is live now").wait_for()
    assert asked(offered) == {NEW}
