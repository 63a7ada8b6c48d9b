"""What a role does not allow is not offered, is refused when asked for directly, and changes nothing."""

from collections.abc import Callable

import pytest
from stage import Product, Visit

PAGES = (
    "",
    "templates",
    "templates/date",
    "templates/date/history",
    "templates/date/source",
    "flows",
    "flows/report_claim",
    "flows/report_claim/history",
    "flows/report_claim/source",
    "releases",
    "releases/new",
    "releases/1/place",
    "conversations",
    "conversations/s_1",
    "insight",
    "insight/templates/date",
    "people",
    "keys",
    "settings",
)
TEXT = "at:/nodes/@date/steps/start/@date.start.1/actions/@date.start.1.say/text/en"
FORMS: dict[str, dict[str, str]] = {
    "templates/date?section=date:step:start": {"base_version": "1", TEXT: "Taken over"},
    "templates/date/history": {"restore": "1"},
    "releases/new": {"note": "Taken over"},
    "releases/1/live": {},
    "releases/1/place": {"to": "live"},
    "channels/canary/weight": {"weight": "50"},
    "channels/canary/promote": {},
    "channels/canary/abort": {},
    "channels/staging/live": {},
    "plans/steps/cancel": {},
    "insight/rule": {"points": "3"},
    "insight/templates/date/learn": {"node": "date", "locale": "en", "words": "taken over", "as": "negative"},
    "people": {"email": "guest@example.com", "role": "owner"},
    "keys": {"name": "Taken over", "scopes": "read"},
    "keys/k_1/replace": {"days": "7"},
    "keys/k_1/revoke": {},
    "resume": {},
}
FOREIGN_ONLY = {"simulator": {"dialogue": "template:date", "locale": "en"}, "simulator/turn": {"event": "hang_up"}}
OFFERS = (
    "Save draft",
    "Add a level",
    "Prepare a release",
    "Place",
    "Promote",
    "Restore",
    "Issue key",
    "Revoke",
    "Change role",
    "Remove",
)


STEADY = """content => {
  for (const time of content.querySelectorAll("time")) time.remove();
  return content.textContent.replace(/\\s+/g, " ");
}"""


def everything(visit: Visit) -> list[str]:
    """What the pages of the shared project tell its owner, without the times, which are told as ages."""
    paths = ("templates/date/source", "templates/date/history", "releases", "people", "keys")
    return [str(visit.go("shared", path).locator("main").evaluate(STEADY)) for path in paths]


@pytest.mark.parametrize("path", ["templates/date", "flows/report_claim", "templates/date/history", "releases", "people", "keys"])
def test_viewer_is_offered_nothing_to_change(visit: Callable[..., Visit], path: str) -> None:
    page = visit("viewer").go("shared", path)
    for name in OFFERS:
        assert page.locator("main").get_by_role("button", name=name).count() == 0, name
        assert page.locator("main").get_by_role("link", name=name).count() == 0, name
    assert page.get_by_role("link", name="Conversations").count() == 0


def test_viewer_posting_directly_gets_403_and_nothing_changes(visit: Callable[..., Visit]) -> None:
    owner, viewer = visit("owner"), visit("viewer")
    before = everything(owner)
    viewer.go("shared", "templates")
    statuses = {path: viewer.post("shared", path, form) for path, form in FORMS.items()}
    assert statuses == dict.fromkeys(FORMS, 403)
    assert everything(owner) == before


def test_viewer_asking_for_conversations_is_told_who_can_help(visit: Callable[..., Visit]) -> None:
    viewer = visit("viewer")
    viewer.expected = {403}
    page = viewer.go("shared", "conversations")
    assert page.get_by_role("heading", name="Your role does not allow this").is_visible()


def test_stranger_gets_404_for_everything_of_a_foreign_project(product: Product, visit: Callable[..., Visit]) -> None:
    stranger = visit("stranger")
    stranger.go("foreign")
    asked = {path: stranger.context.request.get(product.page("shared", path)).status for path in PAGES}
    assert asked == dict.fromkeys(PAGES, 404)
    forms = {**FORMS, **FOREIGN_ONLY}
    assert {path: stranger.post("shared", path, form) for path, form in forms.items()} == dict.fromkeys(forms, 404)


def test_staff_of_the_platform_are_strangers_to_a_customers_project(product: Product, visit: Callable[..., Visit]) -> None:
    staff = visit("staff")
    staff.open("/projects")
    assert staff.page.get_by_role("heading", name="Staff accounts have no projects").is_visible()
    asked = {path: staff.context.request.get(product.page("shared", path)).status for path in PAGES}
    assert asked == dict.fromkeys(PAGES, 404)


def test_who_is_not_signed_in_is_led_to_the_door(product: Product, visit: Callable[..., Visit]) -> None:
    nobody = visit()
    for path in ("", "templates/date", "keys"):
        page = nobody.go("shared", path)
        assert page.url.startswith(f"{product.url}/sign-in?next=/p/")
