"""A draft that is saved by itself: in any order of pauses, tabs, people, reloads and lost connections nothing typed is lost."""

from collections.abc import Callable

from playwright.sync_api import Page, Request, Route, expect
from stage import AUTOSAVE_SECONDS, Visit

PAUSE = (int(AUTOSAVE_SECONDS) + 1) * 1000
LONG = "x" * 200_001
LOOK = 20_000
"""Milliseconds after which a page has looked who else is here."""


def opened(visitor: Visit, key: str, section: str = "step:start", project: str = "fresh") -> Page:
    """An editor in a browser whose clock the test moves on."""
    visitor.page.clock.install()
    return visitor.go(project, f"templates/{key}?section={key}:{section}")


def pause(page: Page) -> None:
    """Time without typing goes by."""
    page.clock.fast_forward(PAUSE)


def version(page: Page, number: int) -> None:
    expect(page.locator("#draft-state")).to_contain_text(f"Draft version {number}")


def cut(visitor: Visit) -> None:
    """The browser says by itself that there was no connection, which these tests make."""
    visitor.problems[:] = [problem for problem in visitor.problems if "net::ERR_" not in problem]


def posts_fail(route: Route) -> None:
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


def two_tabs(visit: Callable[..., Visit], key: str) -> tuple[Page, Page]:
    """Two tabs with one session, each with a clock of its own."""
    one, other = visit("owner"), visit("owner")
    other.expected = {409, 422}
    return opened(one, key), opened(other, key)


def field(page: Page, language: str = "English") -> str:
    return page.get_by_label(f"Text {language}").first.input_value()


def test_what_was_typed_before_a_pause_is_one_version_and_the_page_stays(visit: Callable[..., Visit]) -> None:
    owner = visit("owner")
    page = opened(owner, "time")
    page.evaluate("document.body.dataset.stays = 'yes'")
    page.get_by_label("Text English").first.press_sequentially("At what time, ")
    page.get_by_label("Text Italiano").first.fill("A che ora?")
    page.get_by_label("Text English").first.fill("At what time?")
    expect(page.locator("#save-status")).to_have_text("Not saved yet")
    pause(page)
    version(page, 2)
    expect(page.locator("#save-status")).to_contain_text("Saved by itself as version 2")
    expect(page.get_by_label("Text English").first).to_be_focused()
    assert page.evaluate("document.body.dataset.stays") == "yes"
    pause(page)
    version(page, 2)
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone. Saved as version 3.").wait_for()
    assert field(page) != "At what time?"


def test_cut_connection_is_told_and_the_save_is_tried_again_with_what_was_typed_since(visit: Callable[..., Visit]) -> None:
    owner = visit("owner")
    page = opened(owner, "amount")
    page.route("**/templates/amount?**", lambda route: route.abort())
    page.get_by_label("Text English").first.fill("How much")
    pause(page)
    expect(page.locator("#save-status")).to_contain_text("It is tried again by itself")
    page.get_by_label("Text English").first.fill("How much is it?")
    page.unroute("**/templates/amount?**")
    pause(page)
    version(page, 2)
    page.reload()
    expect(page.get_by_label("Text English").first).to_have_value("How much is it?")
    cut(owner)


def test_save_whose_answer_was_lost_does_not_stand_against_the_next_one(visit: Callable[..., Visit]) -> None:
    owner = visit("owner")
    page = opened(owner, "phone")

    def answer_is_lost(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort()
        else:
            route.continue_()

    page.route("**/templates/phone?**", answer_is_lost)
    page.get_by_label("Text English").first.fill("Which number")
    pause(page)
    expect(page.locator("#save-status")).to_contain_text("It is tried again by itself")
    page.unroute("**/templates/phone?**")
    page.get_by_label("Text English").first.fill("Which number may we call?")
    pause(page)
    version(page, 3)
    assert page.locator(".sides").count() == 0
    page.reload()
    expect(page.get_by_label("Text English").first).to_have_value("Which number may we call?")
    cut(owner)


def test_text_that_no_connection_took_is_there_again_after_a_reload_and_is_saved(visit: Callable[..., Visit]) -> None:
    owner = visit("owner")
    page = opened(owner, "duration")
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/templates/duration?**", posts_fail)
    page.get_by_label("Text English").first.fill("For how long, please?")
    pause(page)
    expect(page.locator("#save-status")).to_contain_text("It is tried again by itself")
    page.reload()
    expect(page.get_by_label("Text English").first).to_have_value("For how long, please?")
    expect(page.locator("#save-status")).to_contain_text("here again")
    page.unroute("**/templates/duration?**")
    pause(page)
    version(page, 2)
    expect(page.get_by_label("Text English").first).to_have_value("For how long, please?")
    cut(owner)


def test_text_of_a_reloaded_tab_is_merged_with_what_another_saved_in_between(visit: Callable[..., Visit]) -> None:
    owner, designer = visit("owner"), visit("designer")
    page = opened(owner, "mobile", project="shared")
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/templates/mobile?**", posts_fail)
    page.get_by_label("Text English").first.fill("Mine")
    pause(page)
    expect(page.locator("#save-status")).to_contain_text("It is tried again by itself")
    theirs = opened(designer, "mobile", project="shared")
    theirs.get_by_label("Text English").first.fill("Theirs")
    theirs.get_by_role("button", name="Save draft").click()
    theirs.get_by_text("Saved as version 2.").wait_for()
    page.unroute("**/templates/mobile?**")
    owner.expected = {409}
    page.reload()
    page.locator(".sides").wait_for()
    assert "Theirs" in page.locator(".sides").inner_text()
    expect(page.get_by_label("Text English").first).to_have_value("Mine")
    cut(owner)


def test_two_tabs_of_one_person_change_different_fields_and_both_are_saved(visit: Callable[..., Visit]) -> None:
    page, other = two_tabs(visit, "percentage")
    page.get_by_label("Text English").first.fill("In English")
    other.get_by_label("Text Italiano").first.fill("In italiano")
    pause(page)
    version(page, 2)
    pause(other)
    version(other, 3)
    assert (field(other), field(other, "Italiano")) == ("In English", "In italiano")
    page.reload()
    assert (field(page), field(page, "Italiano")) == ("In English", "In italiano")


def test_two_tabs_change_one_field_and_the_second_shows_both(visit: Callable[..., Visit]) -> None:
    page, other = two_tabs(visit, "language")
    page.get_by_label("Text English").first.fill("From the first tab")
    other.get_by_label("Text English").first.fill("From the second tab")
    pause(page)
    version(page, 2)
    pause(other)
    other.locator(".sides").wait_for()
    assert "From the first tab" in other.locator(".sides").inner_text()
    expect(other.get_by_label("Text English").first).to_have_value("From the second tab")
    pause(other)
    version(other, 2)
    other.get_by_role("button", name="Save draft").click()
    version(other, 3)
    assert field(other) == "From the second tab"


def test_two_people_on_one_field_see_each_other_and_both_texts_and_nothing_typed_meanwhile_is_lost(
    visit: Callable[..., Visit],
) -> None:
    owner, designer = visit("owner"), visit("designer")
    mine, theirs = (opened(who, "nationality", project="shared") for who in (owner, designer))
    expect(theirs.locator("#desk-here")).to_contain_text("Owner is here: Question")
    mine.get_by_label("Text English").first.fill("Mine")
    theirs.get_by_label("Text English").first.fill("Theirs")
    pause(theirs)
    version(theirs, 2)
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST" and not held:
            held.append(route)
        else:
            route.continue_()

    mine.route("**/templates/nationality?**", hold)
    owner.expected = {409}
    pause(mine)
    expect(mine.locator("#save-status")).to_have_text("Saving…")
    mine.get_by_label("Text English").first.press_sequentially(" and more")
    held[0].continue_()
    mine.locator(".sides").wait_for()
    assert "Theirs" in mine.locator(".sides").inner_text()
    expect(mine.get_by_label("Text English").first).to_have_value("Mine and more")
    expect(mine.get_by_label("Text English").first).to_be_focused()
    mine.get_by_role("button", name="Save draft").click()
    version(mine, 3)
    assert field(mine) == "Mine and more"
    pause(theirs)
    version(theirs, 3)
    assert field(theirs) == "Mine and more"


def type_during(page: Page, asked: str, action: Callable[[], None], typed: str) -> None:
    """Do what makes the page ask for a form, at an address that ends so, and type on before that arrives."""
    held: list[Route] = []

    def is_it(request: Request) -> bool:
        return request.method == "GET" and request.url.endswith(asked)

    def hold(route: Route) -> None:
        if is_it(route.request) and not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/templates/**", hold)
    with page.expect_request(is_it):
        action()
    page.get_by_label("Text Italiano").first.fill(typed)
    held[0].continue_()


def test_what_is_typed_while_a_newer_version_is_fetched_is_kept_and_merged_into_it(visit: Callable[..., Visit]) -> None:
    page, other = two_tabs(visit, "bic")
    page.get_by_label("Text English").first.fill("Saved by the first tab")
    pause(page)
    version(page, 2)
    type_during(other, "?section=bic:step:start", lambda: other.clock.fast_forward(LOOK), "Scritto intanto")
    pause(other)
    version(other, 3)
    assert (field(other), field(other, "Italiano")) == ("Saved by the first tab", "Scritto intanto")


def test_what_is_typed_while_another_section_is_fetched_is_saved_before_that_is_shown(visit: Callable[..., Visit]) -> None:
    page = opened(visit("owner"), "country")
    page.get_by_label("Text English").first.fill("Before the click")
    link = page.get_by_role("link", name="No match").first
    type_during(page, str(link.get_attribute("href")).rpartition("/")[2], link.click, "Scritto dopo il clic")
    expect(page.locator("#section-title")).to_have_text("No match")
    version(page, 3)
    page.get_by_role("link", name="Question").first.click()
    expect(page.locator("#section-title")).to_have_text("Question")
    assert (field(page), field(page, "Italiano")) == ("Before the click", "Scritto dopo il clic")


def met_in_one_field(visit: Callable[..., Visit], key: str, typed: str) -> tuple[Page, Page]:
    """Two tabs of one person of which the second shows both texts of a field that the first saved."""
    page, other = two_tabs(visit, key)
    other.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Text English").first.fill("From the first tab")
    other.get_by_label("Text English").first.fill(typed)
    pause(page)
    version(page, 2)
    pause(other)
    other.locator(".sides").wait_for()
    return page, other


def test_text_too_long_to_be_kept_is_told_holds_the_page_and_is_there_after_a_reload(visit: Callable[..., Visit]) -> None:
    _page, other = met_in_one_field(visit, "url", LONG)
    other.get_by_label("Text English").first.fill(f"{LONG}, and more")
    pause(other)
    expect(other.locator("#save-status")).to_contain_text("too long to be kept elsewhere")
    other.get_by_role("link", name="No match").first.click()
    expect(other.locator("#toasts")).to_contain_text("too long to be kept elsewhere")
    expect(other.locator("#section-title")).to_have_text("Question")
    other.reload()
    other.locator(".sides").wait_for()
    assert field(other) == f"{LONG}, and more"


def test_refused_text_that_the_session_lost_to_another_tab_stays_with_its_own_until_it_is_thrown_away(
    visit: Callable[..., Visit],
) -> None:
    page, other = met_in_one_field(visit, "nationality", "From the second tab")
    page.reload()
    page.get_by_role("button", name="Throw away what I typed").click()
    page.get_by_text("What you typed was thrown away.").wait_for()
    other.reload()
    other.locator(".sides").wait_for()
    expect(other.get_by_label("Text English").first).to_have_value("From the second tab")
    other.reload()
    other.get_by_role("button", name="Throw away what I typed").click()
    other.get_by_text("What you typed was thrown away.").wait_for()
    other.reload()
    expect(other.get_by_label("Text English").first).to_have_value("From the first tab")


def test_link_to_another_page_saves_first(visit: Callable[..., Visit]) -> None:
    owner = visit("owner")
    page = opened(owner, "date")
    page.get_by_label("Text English").first.fill("On which day, please?")
    page.get_by_role("link", name="History").click()
    page.wait_for_url("**/history")
    page.go_back()
    expect(page.get_by_label("Text English").first).to_have_value("On which day, please?")
    version(page, 2)


def test_page_that_the_browser_had_put_aside_shows_what_was_saved_meanwhile(visit: Callable[..., Visit]) -> None:
    one, other = two_tabs(visit, "postal_code")
    other.get_by_label("Text English").first.fill("Which postal code?")
    pause(other)
    version(other, 2)
    one.get_by_label("Text Italiano").first.fill("Scritto prima")
    # As where the page comes out of the browser's own store, which this browser is told not to have.
    one.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    version(one, 3)
    expect(one.get_by_label("Text English").first).to_have_value("Which postal code?")
    expect(one.get_by_label("Text Italiano").first).to_have_value("Scritto prima")


def test_what_was_saved_by_itself_is_offered_to_be_thrown_away_no_more(visit: Callable[..., Visit]) -> None:
    page = opened(visit("owner"), "integer", "step:no_match")
    page.get_by_label("Text English").first.fill("Typed and kept")
    page.get_by_role("button", name="Add a level").click()
    page.get_by_text("was added. Saved as version 2").wait_for()
    throw_away = page.get_by_role("button", name="Throw away what I typed")
    expect(throw_away).to_be_visible()
    page.get_by_label("Text English").last.fill("Said last")
    pause(page)
    version(page, 3)
    expect(throw_away).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Text English").first).to_have_value("Typed and kept")


def test_who_may_only_look_is_named_to_nobody_and_saves_nothing(visit: Callable[..., Visit]) -> None:
    viewer, designer = visit("viewer"), visit("designer")
    page = opened(designer, "free_text", project="shared")
    looking = opened(viewer, "free_text", project="shared")
    expect(looking.locator("#desk-here")).to_contain_text("Designer is here: Question")
    with page.expect_response(lambda answer: "here=" in answer.url):
        page.clock.fast_forward(LOOK)
    expect(page.locator("#desk-here")).not_to_contain_text("Viewer")
    assert looking.get_by_label("Text English").first.get_attribute("readonly") is not None
    pause(looking)
    looking.reload()
    version(looking, 1)
