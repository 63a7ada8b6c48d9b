"""A document taken in as JSON in the browser: pasted, seen word by word, imported, and undone; mistakes stay in the field."""

import json
from collections.abc import Callable

from looks import assert_fine
from playwright.sync_api import expect
from stage import Visit


def test_document_is_pasted_seen_word_by_word_imported_and_undone(visit: Callable[..., Visit]) -> None:
    owner = visit("owner")
    owner.expected = {422}
    page = owner.go("imported", "templates/rating/source")
    body = json.loads(page.locator("#source").inner_text())
    say = body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]
    before, say["en"] = say["en"], "Kindly: " + say["en"]
    page.get_by_role("link", name="Import JSON").click()
    page.get_by_role("heading", level=1, name="Import").wait_for()
    page.get_by_label("Or paste the document").fill(json.dumps(body)[:-1])
    page.get_by_role("button", name="Show what it changes").click()
    page.get_by_role("alert").get_by_text("This is no JSON: line 1, column").wait_for()
    assert_fine(page)
    page.get_by_label("Or paste the document").fill(json.dumps(body))
    page.get_by_label("Note on this version").fill("From the agency")
    page.get_by_role("button", name="Show what it changes").click()
    expect(page.locator(".change-tree ins").first).to_contain_text("Kindly")
    assert_fine(page)
    page.get_by_role("button", name="Import as version 2").click()
    page.locator("#toasts").get_by_text("Saved as version 2").wait_for()
    expect(page.get_by_label("Text English").first).to_have_value("Kindly: " + before)
    page.get_by_role("button", name="Undo").first.click()
    page.locator("#toasts").get_by_text("Saved as version 3").wait_for()
    expect(page.get_by_label("Text English").first).to_have_value(before)


def test_file_is_chosen_and_shown_in_the_field(visit: Callable[..., Visit]) -> None:
    page = visit("owner").go("imported", "templates/number/source")
    body = json.loads(page.locator("#source").inner_text())
    body["label"]["en"] = "How many"
    page.get_by_role("link", name="Import JSON").click()
    sent = {"name": "number.json", "mimeType": "application/json", "buffer": json.dumps(body).encode()}
    page.get_by_label("File").set_input_files(sent)
    page.get_by_role("button", name="Show what it changes").click()
    page.get_by_text("What it changes in version 1").wait_for()
    assert json.loads(page.get_by_label("Or paste the document").input_value()) == body


def test_template_is_copied_from_another_project_that_the_person_sees(visit: Callable[..., Visit]) -> None:
    page = visit("owner").go("imported", "new/template")
    page.get_by_role("link", name="Copy from another project").click()
    page.get_by_role("combobox", name="Project").select_option("Fjord")
    page.get_by_role("button", name="Show what is there").click()
    page.get_by_role("combobox", name="Template").select_option("date")
    page.get_by_role("button", name="Show what it needs").click()
    page.get_by_text("so the copy gets “date_2”").wait_for()
    assert_fine(page)
    page.get_by_role("textbox", name="Name").fill("Day of the visit")
    page.get_by_role("button", name="Copy it here").click()
    page.locator("#toasts").get_by_text("It is copied.").wait_for()
    page.get_by_role("heading", level=1, name="Day of the visit").wait_for()
