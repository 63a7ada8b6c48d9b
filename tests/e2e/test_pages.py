"""Every page in both colour schemes and widths: axe (WCAG 2.2 AA) finds nothing, nothing sticks out, the console stays empty."""

from collections.abc import Callable

import pytest
from looks import assert_fine
from stage import Product, Visit

PROJECT_PAGES = (
    "",
    "templates",
    "templates?q=nothing-is-called-so",
    "templates/date",
    "templates/date?section=about",
    "templates/policy_number?section=policy_number:settings",
    "templates/date?section=date:step:no_match",
    "templates/date/history",
    "templates/date/source",
    "templates/date/score",
    "flows",
    "flows/report_claim",
    "flows/report_claim/history",
    "flows/report_claim/source",
    "releases",
    "releases/new",
    "releases/1/place",
    "conversations",
    "insight",
    "insight/templates/date",
    "people",
    "keys",
)


@pytest.mark.parametrize("path", PROJECT_PAGES)
def test_page_of_a_project(visit: Callable[..., Visit], path: str) -> None:
    assert_fine(visit("owner").go("shared", path))


@pytest.mark.parametrize("path", ["/projects", "/projects/new"])
def test_page_outside_projects(visit: Callable[..., Visit], path: str) -> None:
    assert_fine(visit("owner").open(path))


def test_sign_in_page_also_after_a_mistake(visit: Callable[..., Visit]) -> None:
    page = visit().open("/sign-in")
    assert_fine(page)
    page.get_by_label("E-mail").fill("nobody@example.com")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()
    assert_fine(page)


def test_what_a_viewer_sees(visit: Callable[..., Visit]) -> None:
    viewer = visit("viewer")
    for path in ("", "templates/date?section=date:settings"):
        assert_fine(viewer.go("shared", path))


def test_pages_of_refusal(visit: Callable[..., Visit]) -> None:
    viewer = visit("viewer")
    viewer.expected = {403, 404}
    assert_fine(viewer.go("shared", "conversations"))
    assert_fine(viewer.go("shared", "templates/nothing"))


def test_menus_dialogs_and_the_simulator_open(visit: Callable[..., Visit]) -> None:
    owner = visit("owner")
    page = owner.go("shared", "templates/date")
    page.get_by_role("button", name="Start").click()
    page.locator(".bubble-bot").wait_for()
    page.set_viewport_size({"width": 390, "height": 900})
    page.get_by_role("group", name="What to show").get_by_role("button", name="Simulator").click()
    page.get_by_role("button", name="Menu").click()
    assert_fine(page)
    owner.go("shared", "releases/new")
    page.locator("summary").filter(has_text="Owner").click()
    assert_fine(page)
    owner.go("shared", "keys")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("button", name="Revoke “Tests”").click()
    assert_fine(page)


def test_conversation_that_was_held(product: Product, visit: Callable[..., Visit]) -> None:
    began = product.call("shared", "sessions", {"template": "time", "locale": "en", "channel": "chat"})
    said = {"turn": 0, "event": "utterance", "text": "at half past five in the afternoon"}
    product.call("shared", f"sessions/{began['session']}/turns", said)
    owner = visit("owner")
    page = owner.go("shared", "conversations")
    assert_fine(page)
    page.get_by_role("link", name="Time").first.click()
    page.get_by_text("at half past five in the afternoon").wait_for()
    assert_fine(page)
