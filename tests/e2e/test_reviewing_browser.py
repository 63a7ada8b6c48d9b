"""Staff take the catalogue away as files, take it in again, edit it, have it reviewed by somebody else, and publish it."""

import re
from collections.abc import Callable
from pathlib import Path

from looks import assert_fine
from playwright.sync_api import Page, expect
from stage import Visit
from waiting import wait_until

from factory.catalogue_files import LAYOUT
from omnia.documents.archives import archive_of, files_in_archive

KEY = "nationality"
FILE = f"templates/{KEY}.yaml"
FILES = "/admin/factory/template/catalogue-files/"
PAGE = f"/admin/factory/template/{KEY}/"


def downloaded(visit: Visit) -> dict[str, bytes]:
    answer = visit.context.request.get(f"{visit.product.url}{FILES}catalogue.zip")
    assert answer.ok
    return files_in_archive(answer.body(), LAYOUT)


def uploaded(page: Page, path: Path, files: dict[str, bytes]) -> None:
    path.write_bytes(archive_of(files))
    page.get_by_label("ZIP archive").set_input_files(path)
    page.get_by_role("button", name="See what it would do").click()
    page.get_by_text("Nothing is written yet.").wait_for()


def test_import_edit_review_by_a_second_person_and_publication(visit: Callable[..., Visit], tmp_path: Path) -> None:
    editor, reviewer = visit("editor"), visit("reviewer")
    page = editor.open(FILES)
    files = downloaded(editor)
    tags = re.compile(rb"^tags: \[", re.MULTILINE)
    assert tags.search(files[FILE])
    uploaded(page, tmp_path / "catalogue.zip", files | {FILE: tags.sub(b"tags: [agency, ", files[FILE], count=1)})
    assert_fine(page)
    row = page.get_by_role("row").filter(has_text=KEY)
    expect(row).to_contain_text("changed")
    page.get_by_label("Note (optional)").fill("Tagged by the agency")
    page.get_by_role("button", name="Take them in as drafts").click()
    page.get_by_text("1 document is taken in as a draft.").wait_for()
    expect(page.get_by_role("link", name="Nationality").first).to_be_visible()
    editor.open(f"{PAGE}build/")
    page.get_by_role("link", name="Review").first.click()
    page.get_by_text("Ask for a review").first.wait_for()
    page.get_by_label("What is new").fill("Found under “agency”, too")
    page.get_by_label("What kind of change it is").select_option("wording")
    assert_fine(page)
    page.get_by_role("button", name="Ask for a review").click()
    page.get_by_text("The review is asked for").wait_for()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)

    theirs = reviewer.open("/admin/")
    assert_fine(theirs)
    section = theirs.get_by_role("region", name=re.compile("Waiting for a review"))
    expect(section).to_contain_text("Editor: Found under “agency”, too")
    section.get_by_role("link", name="Nationality").click()
    assert_fine(theirs)
    theirs.get_by_role("button", name="Approve").click()
    theirs.get_by_text("The draft is approved.").wait_for()
    theirs.get_by_role("link", name="Publish…").first.click()
    expect(theirs.get_by_label("Note (optional)")).to_have_value("Found under “agency”, too")
    theirs.get_by_role("button", name="Publish version 2").click()
    theirs.get_by_text("Version 2 of").wait_for()
    expect(theirs.get_by_role("row").filter(has_text="Found under")).to_contain_text("approved by Reviewer")


def test_draft_is_sent_back_and_its_editor_reads_why(visit: Callable[..., Visit]) -> None:
    editor, reviewer = visit("editor"), visit("reviewer")
    page = editor.open("/admin/factory/template/country/change/")
    page.get_by_label("Tags").fill("country, land")
    page.get_by_role("button", name="Save draft").last.click()
    page.get_by_text("The draft is saved.").wait_for()
    editor.open("/admin/factory/template/country/review/")
    page.get_by_label("What is new").fill("One more tag")
    page.get_by_role("button", name="Ask for a review").click()
    theirs = reviewer.open("/admin/factory/template/country/review/")
    theirs.get_by_label("Why it is sent back").fill("“land” is German.")
    theirs.get_by_role("button", name="Send back").click()
    theirs.get_by_text("The draft is sent back").wait_for()
    editor.open("/admin/")
    expect(page.get_by_role("region", name=re.compile("Sent back"))).to_contain_text("Reviewer: “land” is German.")
    editor.open("/admin/factory/template/country/review/")
    assert_fine(page)


def test_stopped_project_tells_its_people_so(visit: Callable[..., Visit]) -> None:
    root, debtor = visit("root"), visit("debtor")
    debtor.expected = {403}
    hold = f"/admin/tenants/project/{root.product.projects['held']['id']}/hold/"
    staff = root.open(hold)
    staff.get_by_label("Reason").fill("The bill was not paid.")
    staff.get_by_role("button", name="Suspend “Doldrum”").click()
    asked = staff.get_by_role("heading", name="Suspend “Doldrum”?")
    # Whether the window itself has the focus is not the page's to say.
    wait_until(lambda: asked.evaluate("title => document.activeElement === title"))
    expect(staff.get_by_role("form", name="Suspend “Doldrum”?")).to_contain_text("1 person is let in no more.")
    assert_fine(staff)
    staff.get_by_role("button", name="Yes, suspend it").click()
    staff.get_by_text("It is suspended").wait_for()
    assert_fine(staff)
    page = debtor.go("held")
    page.get_by_text("The bill was not paid.").wait_for()
    assert_fine(page)
    staff.get_by_role("button", name="Open it again").click()
    staff.get_by_text("The project is open again").wait_for()
    staff.get_by_label("Reason").fill("Nobody uses it any more.")
    staff.get_by_role("button", name="Archive “Doldrum”").click()
    staff.get_by_role("link", name="Leave it as it is").click()
    staff.get_by_text("It is open").wait_for()
    staff.get_by_label("Reason").fill("Nobody uses it any more.")
    staff.get_by_role("button", name="Archive “Doldrum”").click()
    staff.get_by_role("button", name="Yes, archive it").click()
    staff.get_by_text("It is archived").wait_for()
    debtor.go("held")
    page.get_by_text("This project is archived.").wait_for()
    assert_fine(page)
