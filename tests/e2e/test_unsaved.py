"""What was typed is not lost: by adding, removing and undoing levels and steps, by a conflict, by going elsewhere."""

from collections.abc import Callable

from playwright.sync_api import Dialog, Page, Route, expect
from stage import Visit


def english(page: Page) -> list[str]:
    return [field.input_value() for field in page.get_by_label("Text English").all()]


def ask_and(page: Page, *, leave: bool) -> list[str]:
    """Answer the browser's question whether to leave; returns the kinds of questions that were asked."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        if leave:
            dialog.accept()
        else:
            dialog.dismiss()

    page.on("dialog", answer)
    return asked


def versions(visit: Visit, key: str) -> int:
    return visit.context.new_page().goto(visit.product.page("shared", f"templates/{key}/history")).text().count("row-title")  # type: ignore[union-attr]


def test_removing_a_level_saves_nothing_else_keeps_what_was_typed_and_is_undone(visit: Callable[..., Visit]) -> None:
    page = visit("owner").go("shared", "templates/postal_code?section=postal_code:step:no_match")
    before = english(page)
    page.get_by_label("Text English").nth(0).fill("Typed in the first")
    page.get_by_label("Text English").nth(1).fill("Typed in the second")
    page.get_by_label("What did you change?").fill("My note")
    page.get_by_role("button", name="Remove level 2").click()
    page.get_by_text("Level 2 of “No match” was removed. Saved as version 2.").wait_for()
    assert english(page) == ["Typed in the first", *before[2:]]
    assert page.get_by_text("What you typed here is not saved yet").is_visible()
    expect(page.get_by_role("button", name="Undo")).to_be_focused()

    other = page.context.new_page()
    other.goto(page.url.split("?")[0] + "/source")
    source = other.locator("#source").inner_text()
    assert "Typed in the first" not in source
    assert before[1] not in source
    other.close()

    page.keyboard.press("Enter")
    page.get_by_text("Undone. Saved as version 3.").wait_for()
    assert english(page) == ["Typed in the first", "Typed in the second", *before[2:]]
    expect(page.get_by_label("What did you change?")).to_have_value("My note")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved as version 4.").wait_for()
    assert english(page) == ["Typed in the first", "Typed in the second", *before[2:]]
    assert page.get_by_text("What you typed here is not saved yet").count() == 0


def not_by_itself(route: Route) -> None:
    """Let pass what a button sends, and leave what the page sends by itself without an answer that saves."""
    if "by_itself" in (route.request.post_data or ""):
        route.fulfill(status=503)
    else:
        route.continue_()


def test_adding_a_level_saves_nothing_else_and_keeps_what_was_typed(visit: Callable[..., Visit]) -> None:
    owner = visit("owner")
    # However slow the machine is, no save by itself comes in between: not after a pause, and not as the page is left, which the
    # route does not see.
    owner.expected = {503}
    owner.page.route("**/templates/vin*", not_by_itself)
    owner.page.add_init_script("document.addEventListener('visibilitychange', (event) => event.stopImmediatePropagation())")
    page = owner.go("shared", "templates/vin?section=vin:step:no_input")
    before = english(page)
    page.get_by_label("Text English").first.fill("Typed")
    page.get_by_role("button", name="Add a level").click()
    page.get_by_text("was added. Saved as version 2").wait_for()
    assert english(page) == ["Typed", *before[1:], ""]
    expect(page.locator(".rung").last.get_by_label("Text English")).to_be_focused()
    page.reload()
    assert english(page) == ["Typed", *before[1:], ""]
    page.get_by_role("button", name="Throw away what I typed").click()
    page.get_by_text("What you typed was thrown away.").wait_for()
    assert english(page) == [*before, ""]


def test_removed_step_comes_back_with_its_texts(visit: Callable[..., Visit]) -> None:
    page = visit("owner").go("shared", "templates/iban?section=iban:step:help")
    before = english(page)
    page.get_by_role("button", name="Remove this step").click()
    page.get_by_text("The step “Help” was removed. Saved as version").wait_for()
    assert page.get_by_role("link", name="Help").count() == 0
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone.").wait_for()
    page.get_by_role("link", name="Help").click()
    expect(page.locator("#section-title")).to_have_text("Help")
    assert english(page) == before


def test_undo_does_not_take_back_what_another_saved_meanwhile(visit: Callable[..., Visit]) -> None:
    owner, designer = visit("owner"), visit("designer")
    path = "templates/bic?section=bic:step:no_match"
    # The page does not hear of the other's save before the button is pressed.
    owner.page.route("**/*here=*", lambda route: route.fulfill(status=204))
    page = owner.go("shared", path)
    page.get_by_role("button", name="Remove level 2").click()
    page.get_by_text("Saved as version 2.").wait_for()
    theirs = designer.go("shared", path)
    theirs.get_by_label("Text English").first.fill("Theirs")
    theirs.get_by_role("button", name="Save draft").click()
    theirs.get_by_text("Saved as version 3.").wait_for()
    owner.expected = {409}
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Designer saved version 3 while you were editing").wait_for()
    assert page.get_by_text("Nothing was added or removed").is_visible()
    assert english(page)[0] == "Theirs"


def conflict(visit: Callable[..., Visit], key: str) -> tuple[Visit, Page]:
    """A page on which the owner's text met the designer's in the same field."""
    owner, designer = visit("owner"), visit("designer")
    path = f"templates/{key}?section={key}:step:no_match"
    mine, theirs = owner.go("shared", path), designer.go("shared", path)
    theirs.get_by_label("Text English").first.fill("Theirs")
    theirs.get_by_role("button", name="Save draft").click()
    theirs.get_by_text("Saved as version 2.").wait_for()
    mine.get_by_label("Text English").first.fill("Mine, typed with care")
    owner.expected = {409, 422}
    mine.get_by_role("button", name="Save draft").click()
    mine.get_by_text("Designer saved version 2 while you were editing").wait_for()
    return owner, mine


def test_leaving_a_conflict_asks_and_staying_keeps_the_text(visit: Callable[..., Visit]) -> None:
    _owner, page = conflict(visit, "url")
    asked = ask_and(page, leave=False)
    with page.expect_event("dialog"):
        page.get_by_role("link", name="Settings").first.click(no_wait_after=True)
    expect(page.get_by_label("Text English").first).to_have_value("Mine, typed with care")
    with page.expect_event("dialog"):
        page.get_by_role("link", name="Templates").first.click(no_wait_after=True)
    expect(page.get_by_label("Text English").first).to_have_value("Mine, typed with care")
    assert asked == ["beforeunload", "beforeunload"]


def test_text_of_a_conflict_that_was_left_is_found_again_where_it_was_typed(visit: Callable[..., Visit]) -> None:
    _owner, page = conflict(visit, "country")
    asked = ask_and(page, leave=True)
    page.get_by_role("link", name="Question").click()
    page.get_by_role("heading", name="Question").wait_for()
    assert asked == []
    assert page.get_by_role("link", name="No match not saved").is_visible()
    page.get_by_role("link", name="No match not saved").click()
    page.get_by_text("What you typed here is not saved yet").wait_for()
    assert english(page)[0] == "Mine, typed with care"
    assert "Theirs" in page.locator(".sides").inner_text()
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved as version 3.").wait_for()
    assert english(page)[0] == "Mine, typed with care"
    assert page.get_by_role("link", name="No match not saved").count() == 0


def test_flow_keeps_the_text_of_a_conflict_too(visit: Callable[..., Visit]) -> None:
    owner, designer = visit("owner"), visit("designer")
    mine, theirs = (who.go("shared", "flows/report_claim?section=about") for who in (owner, designer))
    theirs.get_by_label("Name Italiano").fill("Loro")
    theirs.get_by_role("button", name="Save draft").click()
    theirs.get_by_text("Saved as version").wait_for()
    mine.get_by_label("Description English").fill("Mine, typed with care")
    owner.expected = {409}
    mine.get_by_role("button", name="Save draft").click()
    mine.get_by_text("while you were editing").wait_for()
    asked = ask_and(mine, leave=True)
    owner.go("shared", "flows")
    assert asked == ["beforeunload"]
    owner.go("shared", "flows/report_claim?section=about")
    expect(mine.get_by_label("Description English")).to_have_value("Mine, typed with care")


def test_staff_leaving_a_conflict_are_asked_and_find_their_text_again(visit: Callable[..., Visit]) -> None:
    mine, theirs = visit("root"), visit("editor")
    address = "/admin/factory/template/customer_code/change/"
    page, other = mine.open(address), theirs.open(address)
    other.get_by_label("Tags").fill("theirs")
    other.get_by_role("button", name="Save draft").last.click()
    other.get_by_text("The draft is saved.").wait_for()
    page.get_by_label("Countries").fill("IT")
    mine.expected = {409}
    page.get_by_role("button", name="Save draft").last.click()
    page.get_by_text("Nothing of yours is saved yet and nothing is lost").wait_for()
    asked = ask_and(page, leave=True)
    page.get_by_role("link", name="Versions").click()
    page.wait_for_url("**/history/")
    assert asked == ["beforeunload"]
    page.get_by_role("link", name="Draft", exact=True).click()
    page.get_by_text("What you typed is not saved yet").wait_for()
    expect(page.get_by_label("Countries")).to_have_value("IT")
    expect(page.get_by_label("Tags")).to_have_value("theirs")
    page.get_by_role("button", name="Save draft").last.click()
    page.get_by_text("The draft is saved.").wait_for()
    expect(page.get_by_label("Countries")).to_have_value("IT")


def test_staff_undo_a_removed_level(visit: Callable[..., Visit]) -> None:
    page = visit("root").open("/admin/factory/template/order_number/change/")
    rows = page.locator(".omnia-texts tbody tr").count()
    page.get_by_label("Remove No match 2").check()
    page.get_by_role("button", name="Save draft").last.click()
    page.get_by_text("The draft is saved.").wait_for()
    assert page.locator(".omnia-texts tbody tr").count() == rows - 1
    page.get_by_role("button", name="Undo the last save").click()
    page.get_by_text("The last save is undone.").wait_for()
    assert page.locator(".omnia-texts tbody tr").count() == rows
