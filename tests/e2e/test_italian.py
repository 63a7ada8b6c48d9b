"""The studio for people who read Italian: chosen by the browser or by hand, complete, and it fits the screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from stage import Visit

from tests.sampling import sampled

PAGES = (
    "",
    "templates",
    "templates/date",
    "templates/date?section=date:settings",
    "templates/date/history",
    "flows/report_claim",
    "releases",
    "releases/new",
    "conversations",
    "texts",
    "updates",
    "replay",
    "settings",
    "insight",
    "insight/templates/date",
    "people",
    "keys",
    "audit",
    "privacy",
    "privacy/person",
    "usage",
)


def assert_italian(page: Page, english: set[str]) -> None:
    assert page.locator("html").get_attribute("lang") == "it"
    shown = page.locator("body").inner_text()
    assert [sentence for sentence in english if sentence in shown] == []
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", sampled(PAGES, 5))
def test_page_of_a_project_for_a_browser_that_asks_for_italian(visit: Callable[..., Visit], english: set[str], path: str) -> None:
    assert_italian(visit("owner", locale="it-IT").go("shared", path), english)


def test_italian_chosen_by_hand_stays_and_english_comes_back(visit: Callable[..., Visit], english: set[str]) -> None:
    owner = visit("owner")
    page = owner.go("shared", "templates")
    page.locator("summary").filter(has_text="Owner").click()
    page.get_by_role("button", name="Italiano").click()
    page.get_by_role("heading", name="Modelli").wait_for()
    assert_italian(owner.open("/projects"), english)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.locator("summary").filter(has_text="Owner").click()
    page.get_by_role("button", name="English").click()
    page.get_by_role("heading", name="Projects").wait_for()


def test_sign_in_and_the_staff_admin_speak_italian(visit: Callable[..., Visit], english: set[str]) -> None:
    page = visit(locale="it-IT").open("/sign-in")
    assert_italian(page, english)
    shown = visit("staff", locale="it-IT").open("/admin/").locator("body").inner_text()
    assert [sentence for sentence in english if sentence in shown] == []


STAFF_PAGES = ("", "factory/template/catalogue-files/", "factory/template/email/review/", "factory/template/email/publish/")


@pytest.mark.parametrize("path", STAFF_PAGES)
def test_page_of_the_staff_for_a_browser_that_asks_for_italian(visit: Callable[..., Visit], english: set[str], path: str) -> None:
    assert_italian(visit("root", locale="it-IT").open(f"/admin/{path}"), english)


def test_page_on_which_a_project_is_stopped_speaks_italian(visit: Callable[..., Visit], english: set[str]) -> None:
    root = visit("root", locale="it-IT")
    assert_italian(root.open(f"/admin/tenants/project/{root.product.projects['foreign']['id']}/hold/"), english)
