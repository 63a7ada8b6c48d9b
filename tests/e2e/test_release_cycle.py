"""A prompt is edited and published in the browser; conversations speak what they started with, and rolling back is instant."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect
from stage import Product, Visit
from test_pages import assert_fine
from waiting import eventually, wait_until

QUESTION, AGAIN = "What date shall we write down?", "Once more: which date?"
SECTIONS = {"start": QUESTION, "no_match": AGAIN}


def edit(page: Page, text: str) -> None:
    page.get_by_label("Text English").first.fill(text)
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved as version").wait_for()


def begin(product: Product) -> dict[str, object]:
    return product.call("cycle", "sessions", {"template": "date", "locale": "en", "channel": "chat"})


def asks(product: Product) -> str:
    return str(begin(product)["outputs"][0]["text"])  # type: ignore[index]


def answer_to_noise(product: Product, session: dict[str, object]) -> str:
    body = {"turn": session["turn"], "event": "utterance", "text": "blah blah"}
    return str(product.call("cycle", f"sessions/{session['session']}/turns", body)["outputs"][0]["text"])


def is_heard(product: Product, text: str) -> bool:
    return bool(eventually(lambda: asks(product) == text))


def test_edited_prompt_is_published_spoken_by_new_sessions_only_and_rolled_back(
    product: Product, visit: Callable[..., Visit]
) -> None:
    owner = visit("owner")
    old_question = asks(product)
    old_session = begin(product)
    for step, text in SECTIONS.items():
        edit(owner.go("cycle", f"templates/date?section=date:step:{step}"), text)
    assert asks(product) == old_question

    page = owner.go("cycle", "releases/new")
    page.get_by_label("Note").fill("A new question")
    page.get_by_role("button", name="Publish release 2").click()
    assert owner.toast() == "Release 2 is live."
    assert is_heard(product, QUESTION)
    new_session = begin(product)
    assert answer_to_noise(product, old_session) not in {AGAIN, ""}

    page.get_by_role("button", name="Make release 1 live").click()
    with page.expect_response("**/releases/1/live"):
        page.locator("dialog[open]").get_by_role("button", name="Make release 1 live").click()
    assert is_heard(product, old_question)
    assert "Release 1 is live." in owner.toast()
    assert answer_to_noise(product, new_session) == AGAIN


def releases_of(product: Product, people: int) -> set[tuple[int, object]]:
    """Each person with the release that they get."""
    body = {"template": "date", "locale": "en", "channel": "chat"}
    return {
        (person, product.call("cycle", "sessions", body | {"caller_id": f"p{person}"})["release"]) for person in range(people)
    }


def test_draft_is_tried_on_some_callers_who_stay_on_their_side_and_promoted(
    product: Product, visit: Callable[..., Visit]
) -> None:
    owner = visit("owner")
    page = owner.go("cycle", "releases")
    live = int(page.locator("tr").filter(has_text="Live").locator(".row-title").first.inner_text().split()[-1])
    owner.go("cycle", "releases/new")
    expect(page.get_by_label("Callers of a hundred")).to_be_hidden()
    page.get_by_text("A part of the callers").click()
    page.get_by_label("Callers of a hundred").fill("50")
    page.get_by_role("button", name="Publish release").click()
    page.wait_for_url("**/releases")
    assert "is the canary: 50 of 100 new callers get it." in owner.toast()
    assert_fine(page)
    sides = releases_of(product, 30)
    canary = max(release for _person, release in sides)
    assert {release for _person, release in sides} == {live, canary}
    assert releases_of(product, 30) == sides

    page.get_by_role("button", name="Promote").click()
    assert f"speak release {canary} instead of {live}" in page.locator("dialog[open]").inner_text()
    assert_fine(page)
    with page.expect_response("**/channels/canary/promote"):
        page.locator("dialog[open]").get_by_role("button", name=f"Promote release {canary}").click()
    page.get_by_text("The canary is live now").wait_for()
    wait_until(lambda: releases_of(product, 1) == {(0, canary)})
    assert {release for _person, release in releases_of(product, 30)} == {canary}


def test_planned_move_happens_by_itself_in_the_running_product(visit: Callable[..., Visit]) -> None:
    owner = visit("owner")
    page = owner.go("cycle", "releases")

    def planned(seconds: int) -> int:
        at = datetime.now(UTC) + timedelta(seconds=seconds)
        form = {"to": "other", "name": "nightly", "at": at.strftime("%Y-%m-%dT%H:%M:%S")}
        return owner.post("cycle", "releases/1/place", form)

    # What lies in the past by the time that it arrives is refused.
    assert next((status for status in map(planned, (4, 20, 60)) if status == 302), 0) == 302
    row = page.locator("tr").filter(has_text="nightly").first

    def is_moved() -> bool:
        owner.go("cycle", "releases")
        shown = row.inner_text()
        return "none yet" not in shown and "Cancel plan" not in shown

    wait_until(is_moved)
    assert "Release 1" in row.inner_text()


def test_broken_draft_is_refused_with_its_place(visit: Callable[..., Visit]) -> None:
    owner = visit("owner")
    page = owner.go("cycle", "templates/time?section=time:step:no_input")
    levels = page.locator(".rung").count()
    page.get_by_role("button", name="Add a level").click()
    page.get_by_text("2 problems to mend").wait_for()
    owner.go("cycle", "releases/new")
    assert page.get_by_role("button", name="Publish release").count() == 0
    finding = page.locator("li.notice-danger").first
    assert f"No input › level {levels + 1} › English" in finding.inner_text()

    finding.get_by_role("link").click()
    field = page.locator(":focus")
    expect(field).to_have_attribute("lang", "en")
    expect(field).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name=f"Remove level {levels + 1}").click()
    page.get_by_text("Saved as version").wait_for()
    expect(page.locator(".rung")).to_have_count(levels)


def test_language_that_lacks_a_text_needs_the_publishers_word_and_its_link_leads_there(visit: Callable[..., Visit]) -> None:
    owner = visit("owner")
    page = owner.go("cycle", "templates/url?section=url:step:start")
    page.get_by_label("Text Italiano").fill("")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved as version").wait_for()
    owner.go("cycle", "releases/new")
    page.get_by_role("heading", name="1 text is missing in Italian").wait_for()
    assert page.get_by_text("Everything was checked").count() == 0
    page.get_by_label("Note").fill("Kept when it is refused")
    page.locator("main form").evaluate("form => { form.noValidate = true; }")
    owner.expected = {422}
    page.get_by_role("button", name="Publish release").click()
    page.get_by_text("Nothing was published: write the missing texts").wait_for()
    expect(page.get_by_label("Note")).to_have_value("Kept when it is refused")
    page.locator("main").get_by_role("link", name="Web address").first.click()
    expect(page.get_by_label("Text Italiano")).to_be_focused()
    owner.go("cycle", "releases/new")
    page.get_by_label("Publish all the same: Italian callers hear English at 1 place.").check()
    page.get_by_role("button", name="Publish release").click()
    page.wait_for_url("**/releases")
    assert page.locator("tr").filter(has_text="Live").get_by_text("1 text missing in Italian").is_visible()


def test_step_is_added_and_taken_away_again(visit: Callable[..., Visit]) -> None:
    page = visit("owner").go("cycle", "templates/time?section=time:settings")
    page.get_by_label("Step to add").select_option("success")
    page.get_by_role("button", name="Add step").click()
    page.get_by_role("heading", name="Success").wait_for()
    page.get_by_role("button", name="Remove this step").click()
    page.get_by_role("heading", name="Settings").wait_for()
    assert page.get_by_role("link", name="Success").count() == 0
