"""Editing with the keyboard alone, two people at once, and the way back through the history."""

from collections.abc import Callable

from playwright.sync_api import Page, expect
from stage import Visit

MOST_TABS = 80
OUTLINE = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""
NAME = "() => (document.activeElement.labels?.[0] ?? document.activeElement).innerText.replace(/\\s+/g, ' ').trim()"


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what is called `name` has the focus, which must be seen at every stop."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        assert page.evaluate(OUTLINE), f"focus is not seen on {page.evaluate('document.activeElement.outerHTML')[:200]}"
        if page.evaluate(NAME) == name:
            return
    raise AssertionError(f"“{name}” is not reached with the keyboard.")


def test_sign_in_edit_and_save_without_a_mouse(visit: Callable[..., Visit]) -> None:
    guest = visit()
    keyboard, page = guest.page.keyboard, guest.open("/sign-in")
    keyboard.type("designer@example.com")
    keyboard.press("Tab")
    keyboard.type("a-long-password")
    keyboard.press("Enter")
    page.wait_for_url("**/projects")
    page.keyboard.press("Tab")
    assert page.evaluate(NAME) == "Skip to the content"
    keyboard.press("Enter")
    for _press in range(MOST_TABS):
        keyboard.press("Tab")
        if page.evaluate(NAME).startswith("Acme"):
            break
    keyboard.press("Enter")
    page.wait_for_url("**/p/*/")
    for stop in ("Templates", "E-mail address"):
        tab_to(page, stop)
        keyboard.press("Enter")
        page.get_by_role("heading", level=1, name=stop).wait_for()
    tab_to(page, "Text English")
    keyboard.press("Control+A")
    keyboard.type("Which e-mail address do you use?")
    tab_to(page, "Save draft")
    keyboard.press("Enter")
    page.get_by_text("Saved as version 2.").wait_for()
    expect(page.get_by_label("Text English").first).to_have_value("Which e-mail address do you use?")


def test_second_of_two_saves_is_shown_the_first_and_loses_nothing(visit: Callable[..., Visit]) -> None:
    owner, designer = visit("owner"), visit("designer")
    path = "templates/phone?section=phone:step:no_match"
    mine, theirs = owner.go("shared", path), designer.go("shared", path)
    theirs.get_by_label("Text English").first.fill("Theirs")
    theirs.get_by_role("button", name="Save draft").click()
    theirs.get_by_text("Saved as version 2.").wait_for()
    mine.get_by_label("Text English").last.fill("Mine")
    owner.expected = {409}
    mine.get_by_role("button", name="Save draft").click()
    mine.get_by_text("Designer saved version 2 while you were editing").wait_for()
    mine.locator("summary").filter(has_text="What Designer changed: 1 place").click()
    assert "No match › level 1 › English" in mine.locator(".diff-path").inner_text()
    fields = mine.get_by_label("Text English")
    assert (fields.first.input_value(), fields.last.input_value()) == ("Theirs", "Mine")
    mine.get_by_role("button", name="Save draft").click()
    mine.get_by_text("Saved as version 3.").wait_for()
    assert (fields.first.input_value(), fields.last.input_value()) == ("Theirs", "Mine")


def test_version_is_compared_and_restored_after_the_dialog_kept_the_focus(visit: Callable[..., Visit]) -> None:
    owner = visit("owner")
    page = owner.go("shared", "templates/vat_number?section=vat_number:step:start")
    before = page.get_by_label("Text English").input_value()
    page.get_by_label("Text English").fill("Your VAT number?")
    page.get_by_label("What did you change?").fill("Shorter")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved as version 2.").wait_for()
    page.get_by_role("link", name="History").click()
    assert [before, "Your VAT number?"] == [
        page.locator(f".diff-{side}").evaluate("box => box.lastChild.textContent") for side in ("removed", "added")
    ]

    opener = page.get_by_role("button", name="Restore version 1")
    opener.click()
    for _press in range(6):
        page.keyboard.press("Tab")
        # Between its last and its first control a modal dialog hands the focus to the browser's own bar.
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(opener).to_be_focused()
    opener.click()
    page.locator("dialog[open]").get_by_role("button", name="Restore version 1").click()
    page.get_by_text("Version 1 is the draft again, as version 3.").wait_for()
    owner.go("shared", "templates/vat_number?section=vat_number:step:start")
    expect(page.get_by_label("Text English")).to_have_value(before)


def test_key_is_shown_once_works_and_is_revoked(visit: Callable[..., Visit]) -> None:
    owner = visit("owner", permissions=["clipboard-read", "clipboard-write"])
    page = owner.go("shared", "keys")
    page.get_by_label("Name", exact=True).fill("Web chat")
    page.get_by_role("button", name="Issue key").click()
    key = page.locator("#issued-key").inner_text()
    page.get_by_role("button", name="Copy").click()
    page.get_by_text("Key copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == key
    release = f"{owner.product.url}/api/v1/release"
    headers = {"Authorization": f"Bearer {key}"}
    assert owner.context.request.get(release, headers=headers).status == 200
    owner.go("shared", "keys")
    assert page.locator("#issued-key").count() == 0
    page.get_by_role("button", name="Revoke “Web chat”").click()
    page.locator("dialog[open]").get_by_role("button", name="Revoke key").click()
    page.get_by_text("The key is revoked.").wait_for()
    assert page.locator("tr").filter(has_text="Web chat").get_by_text("Revoked").is_visible()


def test_key_is_replaced_and_both_work_until_the_earlier_one_ends(visit: Callable[..., Visit]) -> None:
    owner = visit("owner")
    page = owner.go("shared", "keys")
    page.get_by_label("Name", exact=True).fill("Voice line")
    page.get_by_role("button", name="Issue key").click()
    earlier = page.locator("#issued-key").inner_text()
    page.get_by_role("button", name="Replace “Voice line”").click()
    dialog = page.locator("dialog[open]")
    dialog.get_by_label("The earlier key ends in").select_option("30 days")
    dialog.get_by_role("button", name="Issue the new key").click()
    page.get_by_text("Copy your new key now").wait_for()
    replaced_by = page.locator("#issued-key").inner_text()
    assert replaced_by != earlier
    release = f"{owner.product.url}/api/v1/release"
    for key in (earlier, replaced_by):
        assert owner.context.request.get(release, headers={"Authorization": f"Bearer {key}"}).status == 200
    rows = page.locator("tr").filter(has_text="Voice line")
    assert rows.count() == 2
    assert [row.get_by_text("never").count() for row in rows.all()] == [1, 0]
