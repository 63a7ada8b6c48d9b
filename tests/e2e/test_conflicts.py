"""Two people change the same text: both sides stand at the field in every editor, look well, and are decided there."""

from collections.abc import Callable

from looks import assert_fine
from playwright.sync_api import Page, expect
from stage import Visit


def in_conflict(visit: Callable[..., Visit], key: str) -> Page:
    """The studio's page on which the owner's text met the designer's at the same field."""
    owner, designer = visit("owner"), visit("designer")
    path = f"templates/{key}?section={key}:step:start"
    mine, theirs = owner.go("shared", path), designer.go("shared", path)
    theirs.get_by_label("Text English").first.fill("Theirs")
    theirs.get_by_role("button", name="Save draft").click()
    theirs.get_by_text("Saved as version 2.").wait_for()
    mine.get_by_label("Text English").first.fill("Mine, typed with care")
    mine.get_by_label("Text Italiano").first.fill("Mio")
    owner.expected = {409, 422}
    mine.get_by_role("button", name="Save draft").click()
    mine.get_by_text("Designer saved version 2 while you were editing").wait_for()
    return mine


def test_both_sides_stand_at_the_field_in_the_studio_and_theirs_is_taken(visit: Callable[..., Visit]) -> None:
    page = in_conflict(visit, "digits")
    sides = page.locator(".sides")
    expect(sides).to_have_count(1)
    expect(sides.get_by_label("Text English")).to_have_value("Mine, typed with care")
    assert "Theirs" in sides.inner_text()
    assert_fine(page)
    sides.get_by_role("radio").nth(1).check()
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved as version 3.").wait_for()
    expect(page.get_by_label("Text English").first).to_have_value("Theirs")
    expect(page.get_by_label("Text Italiano").first).to_have_value("Mio")


def test_one_s_own_text_is_written_anew_beside_theirs_after_the_page_was_left(visit: Callable[..., Visit]) -> None:
    page = in_conflict(visit, "city")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(page.url.split("?")[0] + "?section=about")
    page.goto(page.url.split("?")[0] + "?section=city:step:start")
    page.locator(".sides").get_by_label("Text English").fill("Both in one")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved as version 3.").wait_for()
    expect(page.get_by_label("Text English").first).to_have_value("Both in one")
    expect(page.get_by_label("Text Italiano").first).to_have_value("Mio")


def start_of(page: Page, key: str) -> str:
    """The name of the staff's input for what a template asks first, in English."""
    return str(page.locator(f"textarea[name^='at:/nodes/@{key}/steps/start/'][name$='/text/en']").first.get_attribute("name"))


def test_both_sides_stand_at_the_field_in_the_staff_admin_and_a_save_is_brought_back(visit: Callable[..., Visit]) -> None:
    mine, theirs = visit("root"), visit("editor")
    address = "/admin/factory/template/last_5Fname/change/"
    page, other = mine.open(address), theirs.open(address)
    name = start_of(page, "last_name")
    other.locator(f"[name='{name}']").fill("Theirs")
    other.get_by_label("What did you change?").fill("Shorter")
    other.get_by_role("button", name="Save draft").last.click()
    other.get_by_text("The draft is saved.").wait_for()
    page.locator(f"[name='{name}']").fill("Mine, typed with care")
    mine.expected = {409}
    page.get_by_role("button", name="Save draft").last.click()
    page.get_by_text("Nothing of yours is saved yet and nothing is lost").wait_for()
    expect(page.locator(f".sides [name='{name}']")).to_have_value("Mine, typed with care")
    assert_fine(page)
    page.locator(".sides").get_by_role("radio").nth(1).check()
    page.get_by_role("button", name="Save draft").last.click()
    page.get_by_text("The draft is saved.").wait_for()
    expect(page.locator(f"[name='{name}']")).to_have_value("Theirs")

    page.get_by_role("link", name="Versions").click()
    assert "Shorter" in page.locator("#saves-title + p + .omnia-table-frame").inner_text()
    assert_fine(page)
    page.get_by_role("link", name="Restore save 1…").click()
    page.get_by_role("button", name="Restore save 1").click()
    page.get_by_text("The draft is save 1 again.").wait_for()
    expect(page.locator(f"[name='{name}']")).not_to_have_value("Theirs")


def test_conflict_of_an_update_asks_before_it_is_left_and_keeps_what_was_written_anew(visit: Callable[..., Visit]) -> None:
    owner, root = visit("owner"), visit("root")
    page = owner.go("shared", "templates/passport?section=passport:step:start")
    page.get_by_label("Text English").first.fill("My own words")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved as version 2.").wait_for()
    staff = root.open("/admin/factory/template/passport/change/")
    staff.locator(f"[name='{start_of(staff, 'passport')}']").fill("The factory's words")
    staff.get_by_role("button", name="Save draft").last.click()
    staff.get_by_text("The draft is saved.").wait_for()
    root.open("/admin/factory/template/passport/publish/")
    staff.get_by_role("button", name="Publish version 2").click()
    staff.get_by_text("Version 2 of").wait_for()
    owner.go("shared", "updates/template/passport")
    assert_fine(page)
    page.locator(".side-text").fill("Both in one")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss())[0])
    with page.expect_event("dialog"):
        page.get_by_role("link", name="Not now").click(no_wait_after=True)
    expect(page.locator(".side-text")).to_have_value("Both in one")
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Take version 2 into the draft").click()
    page.wait_for_url("**/history")
    owner.go("shared", "templates/passport?section=passport:step:start")
    expect(page.get_by_label("Text English").first).to_have_value("Both in one")
