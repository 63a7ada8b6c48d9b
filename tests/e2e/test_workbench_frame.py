"""The editor's frame: a click swaps the form and nothing else, and whatever was typed is saved on the way."""

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect
from stage import Visit

STAYS = "document.getElementById('tree').dataset.stays = document.body.dataset.stays = 'yes'"
STAYED = "document.getElementById('tree').dataset.stays === 'yes' && document.body.dataset.stays === 'yes'"


def opened(visit: Callable[..., Visit], key: str, section: str, who: str = "owner") -> Page:
    """An editor that tells whether the page was loaded anew."""
    page = visit(who).go("fresh", f"templates/{key}?section={key}:{section}")
    page.evaluate(STAYS)
    return page


def heading(page: Page, name: str) -> None:
    expect(page.locator("#section-title")).to_have_text(name)


def tree(page: Page, name: str) -> None:
    page.locator("#tree").get_by_role("link", name=name).click()


def test_click_swaps_the_form_alone_and_address_back_forward_and_reload_follow(visit: Callable[..., Visit]) -> None:
    page = opened(visit, "email", "step:start")
    page.locator(".simulator-start").get_by_role("button", name="Start").click()
    spoken = page.locator("#simulator-body .bubble-bot .bubble-words").first.inner_text()
    tree(page, "No match")
    heading(page, "No match")
    assert page.url.endswith("section=email%3Astep%3Ano_match")
    expect(page.locator("#tree [aria-current]")).to_contain_text("No match")
    tree(page, "Recognition")
    heading(page, "Recognition: E-mail address")
    page.go_back()
    heading(page, "No match")
    page.go_back()
    heading(page, "Question")
    page.go_forward()
    heading(page, "No match")
    assert page.evaluate(STAYED)
    assert page.locator("#simulator-body .bubble-bot .bubble-words").first.inner_text() == spoken
    page.reload()
    heading(page, "No match")


def test_focus_stays_in_the_tree_on_a_click_and_in_the_field_on_a_save(visit: Callable[..., Visit]) -> None:
    page = opened(visit, "first_name", "step:start")
    item = page.locator("#tree").get_by_role("link", name="No match")
    item.click()
    heading(page, "No match")
    expect(item).to_be_focused()
    field = page.get_by_label("Text English").first
    field.fill("Which first name, please?")
    field.press("Control+s")
    page.get_by_text("Saved as version 2.").wait_for()
    expect(page.get_by_label("Text English").first).to_be_focused()
    assert page.evaluate("document.body.dataset.stays") == "yes"


def test_text_that_was_typed_is_saved_before_a_click_shows_something_else(visit: Callable[..., Visit]) -> None:
    page = opened(visit, "city", "step:start")
    page.get_by_label("Text English").first.fill("In which town?")
    page.get_by_label("What did you change?").fill("Towns")
    tree(page, "No match")
    heading(page, "No match")
    expect(page.locator("#draft-state")).to_contain_text("Draft version 2")
    expect(page.get_by_label("What did you change?")).to_have_value("Towns")
    page.go_back()
    heading(page, "Question")
    expect(page.get_by_label("Text English").first).to_have_value("In which town?")
    page.reload()
    expect(page.get_by_label("Text English").first).to_have_value("In which town?")


def test_click_without_a_connection_opens_nothing_and_keeps_what_was_typed(visit: Callable[..., Visit]) -> None:
    owner = visit("owner")
    page = owner.go("fresh", "templates/iban?section=iban:step:start")
    page.get_by_label("Text English").first.fill("Your IBAN?")
    address = page.url
    page.route("**/templates/iban?**", lambda route: route.abort())
    tree(page, "No match")
    expect(page.locator("#toasts")).to_contain_text("could not be saved")
    heading(page, "Question")
    expect(page.get_by_label("Text English").first).to_have_value("Your IBAN?")
    assert page.url == address
    page.unroute("**/templates/iban?**")
    tree(page, "No match")
    heading(page, "No match")
    tree(page, "Question")
    expect(page.get_by_label("Text English").first).to_have_value("Your IBAN?")
    expect(page.locator("#draft-state")).to_contain_text("Draft version 2")
    owner.problems[:] = [problem for problem in owner.problems if "net::ERR_FAILED" not in problem]


def test_what_is_typed_while_a_save_is_on_its_way_stays(visit: Callable[..., Visit]) -> None:
    page = opened(visit, "vin", "step:start")
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST" and not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/templates/vin?**", hold)
    field = page.get_by_label("Text English").first
    field.fill("First")
    field.press("Control+s")
    expect(page.locator("#editor")).to_have_attribute("data-sent", "")
    field.fill("First and second")
    held[0].continue_()
    page.get_by_text("Saved as version 2.").wait_for()
    expect(field).to_have_value("First and second")
    field.press("Control+s")
    page.get_by_text("Saved as version 3.").wait_for()
    page.reload()
    expect(field).to_have_value("First and second")


def test_click_meets_what_another_changed_in_the_same_field_and_both_are_shown_before_it_goes_on(
    visit: Callable[..., Visit],
) -> None:
    owner, designer = visit("owner"), visit("designer")
    path = "templates/integer?section=integer:step:start"
    mine, theirs = owner.go("shared", path), designer.go("shared", path)
    theirs.get_by_label("Text English").first.fill("Theirs")
    theirs.get_by_role("button", name="Save draft").click()
    theirs.get_by_text("Saved as version").wait_for()
    mine.get_by_label("Text English").first.fill("Mine")
    owner.expected = {409, 422}
    tree(mine, "No match")
    mine.locator(".sides").wait_for()
    heading(mine, "Question")
    assert "Theirs" in mine.locator(".sides").inner_text()
    expect(mine.get_by_label("Text English").first).to_have_value("Mine")
    tree(mine, "No match")
    heading(mine, "No match")
    mine.locator("#tree").get_by_role("link", name="Question not saved").click()
    mine.locator(".sides").get_by_role("radio").nth(0).check()
    mine.get_by_role("button", name="Save draft").click()
    mine.get_by_text("Saved as version").first.wait_for()
    expect(mine.get_by_label("Text English").first).to_have_value("Mine")


def test_tree_keeps_its_filter_and_its_place_and_what_is_begun_is_asked_about(visit: Callable[..., Visit]) -> None:
    page = opened(visit, "full_name", "settings")
    page.get_by_label("Filter the parts").fill("question")
    shown = page.locator(".tree-item:visible").count()
    page.locator("#tree").get_by_role("link", name="Question").first.click()
    heading(page, "Question")
    assert page.locator(".tree-item:visible").count() == shown
    expect(page.get_by_label("Filter the parts")).to_have_value("question")

    page.get_by_label("Filter the parts").fill("about")
    tree(page, "About")
    heading(page, "About this template")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss())[0])
    page.get_by_label("Name of the new one").fill("Middle name")
    page.get_by_label("Filter the parts").fill("question")
    page.locator("#tree").get_by_role("link", name="Question").first.click()
    expect(page.get_by_label("Name of the new one")).to_have_value("Middle name")
    assert asked == ["confirm"]
