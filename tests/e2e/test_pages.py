"""Every page in both colour schemes and widths: axe (WCAG 2.2 AA) finds nothing, nothing sticks out, the console stays empty."""

from collections.abc import Callable

import pytest
from looks import assert_fine
from stage import Product, Visit

from tests.sampling import sampled

PROJECT_PAGES = (
    "",
    "templates",
    "templates?q=nothing-is-called-so",
    "templates/date",
    "templates/date?section=about",
    "templates/policy_number?section=policy_number:settings",
    "templates/date?section=date:step:no_match",
    "templates/choice?section=choice:recognition",
    "templates/date/history",
    "templates/date/source",
    "templates/date/import",
    "templates/date/score",
    "flows",
    "flows/report_claim",
    "flows/report_claim/history",
    "new/template",
    "new/template/copy",
    "flows/report_claim/source",
    "releases",
    "releases/compare",
    "texts",
    "texts?q=please&by=kindly&preview=1",
    "releases/new",
    "releases/1/place",
    "conversations",
    "insight",
    "insight/templates/date",
    "people",
    "people/who-may",
    "keys",
    "settings",
    "audit",
    "privacy",
    "privacy/person",
    "usage",
)


@pytest.mark.parametrize("path", sampled(PROJECT_PAGES, 3))
def test_page_of_a_project(visit: Callable[..., Visit], path: str) -> None:
    assert_fine(visit("owner").go("shared", path))


@pytest.mark.parametrize("path", ["/projects", "/projects/new", "/account", "/account/second-factor"])
def test_page_outside_projects(visit: Callable[..., Visit], path: str) -> None:
    assert_fine(visit("owner").open(path))


@pytest.mark.parametrize("path", ["/password/forgotten", "/password/sent"])
def test_page_for_who_forgot_a_password(visit: Callable[..., Visit], path: str) -> None:
    assert_fine(visit().open(path))


STAFF_LISTS = (
    "factory/template/",
    "factory/template/?q=nothing-is-called-so",
    "factory/flow/",
    "factory/industry/",
    "factory/suggestion/",
    "factory/flow/report_claim/build/",
    "factory/template/catalogue-files/",
    "factory/template/catalogue-texts/?q=date&by=day&preview=1",
    "",
    "factory/template/add/",
    "factory/template/bic/build/",
    "factory/template/bic/change/",
    "factory/template/bic/deprecate/",
    "factory/template/bic/document/",
    "factory/template/bic/history/",
    "factory/template/bic/publish/",
    "factory/template/bic/review/",
    "factory/template/bic/tests/",
    "factory/flow/report_claim/change/",
    "tenants/project/",
    "tenants/project/import/",
    "tenants/user/",
    "tenants/cluster/",
    "usage/",
    "log/platform/",
    "log/catalogue/?about=catalogue",
    "log/platform/?until=2020-01-01",
)


def test_page_on_which_a_project_is_stopped(visit: Callable[..., Visit], product: Product) -> None:
    assert_fine(visit("root").open(f"/admin/tenants/project/{product.projects['foreign']['id']}/hold/"))


def test_page_on_which_a_support_session_begins(visit: Callable[..., Visit], product: Product) -> None:
    assert_fine(visit("root").open(f"/admin/tenants/project/{product.projects['foreign']['id']}/support/"))


@pytest.mark.parametrize("path", sampled(STAFF_LISTS, 3))
def test_list_of_the_staff(visit: Callable[..., Visit], path: str) -> None:
    assert_fine(visit("root").open(f"/admin/{path}"))


def test_open_page_of_the_staff_follows_the_systems_colour_scheme(visit: Callable[..., Visit]) -> None:
    page = visit("root").open("/admin/")
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        page.locator("html.dark").wait_for(state="attached" if scheme == "dark" else "detached")


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
