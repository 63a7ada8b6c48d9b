"""Catalogue files in as drafts, by command and in the admin; nobody's work is replaced unasked.

A small catalogue stands for the whole one, which `test_whole_catalogue_as_files.py` takes out and in.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from html import unescape
from io import BytesIO, StringIO
from typing import Any

import casting
import pytest
from catalogue_commands import DATE_FILE, commanded, folder_of, outcomes
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from staff_pages import ADMIN, COMMAND, date, everything, hidden, page, say, with_draft

from factory import actions, catalogue_files, importing, sources, trail, uploads
from factory.actions import Staff
from factory.catalogue_files import LAYOUT
from factory.models import CatalogueImport, CatalogueVersion, DocumentStatus, Flow, Industry, Template
from omnia.documents.archives import Files, archive_of, files_in_archive
from omnia.infra.audit import Actor

FILES = f"{ADMIN}template/catalogue-files/"


@pytest.fixture(scope="module")
def catalogue_documents(catalogue_documents: casting.Documents) -> casting.Documents:
    """Every look at files reads all there are."""
    return casting.small(catalogue_documents)


@pytest.fixture
def loaded(catalogue: None) -> None:
    assert {row.key for model in (Template, Flow) for row in model.objects.all()} == casting.SMALL


def reworded(files: Mapping[str, bytes], text: str = "Which day, please?", name: str = DATE_FILE) -> Files:
    changed = files[name].replace(b"Which date, please?", text.encode())
    assert changed != files[name]
    return {**files, name: changed}


def said(key: str = "date") -> str:
    return str(Template.objects.get(key=key).draft["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"])


def test_what_was_written_anew_and_taken_in_elsewhere_comes_out_as_it_was_written(loaded, tmp_path):
    with_draft(lambda body: say(body, "Which day?"))
    written = sources.exported()
    with_draft(lambda body: say(body, "Elsewhere?"))
    taken = commanded("import_catalogue", folder_of(tmp_path, written), replace=["template:date"])
    assert outcomes(taken) == {"date": "changed"} or outcomes(taken) == {}
    with_draft(lambda body: say(body, "Which day?"))
    assert sources.exported() == written


def test_dry_run_tells_what_would_become_of_each_and_writes_nothing(loaded, tmp_path):
    exported = sources.exported()
    files = reworded(exported)
    files["templates/own_date.yaml"] = exported[DATE_FILE].replace(b"key: date\n", b"key: own_date\n", 1)
    with_draft(lambda body: body.update(tags=["staff"]), "email")
    files["templates/email.yaml"] = exported["templates/email.yaml"].replace(b"tags: [", b"tags: [agency, ", 1)
    with_draft(lambda body: body.update(tags=["staff"]), "phone")
    before = everything()
    told = commanded("import_catalogue", folder_of(tmp_path, files), dry_run=True)
    assert outcomes(told) == {"date": "changed", "own_date": "created", "email": "conflict"}
    assert {row["key"]: row["change_class"] for row in told if row["outcome"] == "changed"} == {"date": "wording"}
    assert everything() == before
    words = StringIO()
    call_command("import_catalogue", tmp_path, dry_run=True, stdout=words)
    assert "The template “email” was changed here, too, and would be kept." in words.getvalue()


def test_files_become_drafts_that_nobody_gets_yet_and_conflicts_are_kept_unless_they_are_named(loaded, tmp_path):
    exported = sources.exported()
    files = reworded(exported)
    with_draft(lambda body: say(body, "By staff?"))
    with_draft(lambda body: body.update(tags=["staff"]), "phone")
    folder = folder_of(tmp_path, files)
    assert outcomes(commanded("import_catalogue", folder)) == {"date": "conflict"}
    assert said() == "By staff?"
    assert outcomes(commanded("import_catalogue", folder, replace=["template:date"], note="By the agency")) == {"date": "changed"}
    assert said() == "Which day, please?"
    assert (date().published, date().status) == (1, DocumentStatus.AHEAD)
    assert Template.objects.get(key="phone").draft["tags"] == ["staff"]
    entry = trail.catalogue_chain().log.find_one({"action": "catalogue.files_taken"})
    assert entry is not None
    assert entry["details"] == {"created": 0, "changed": 1, "kept": 0}
    assert CatalogueVersion.objects.filter(key="date").count() == 1


def test_file_without_a_base_replaces_only_a_draft_that_is_published_or_as_it_was_last_taken_in(loaded, tmp_path):
    files = {name: text for name, text in reworded(sources.exported()).items() if name in (DATE_FILE, "industries.yaml")}
    folder = folder_of(tmp_path, files)
    assert outcomes(commanded("import_catalogue", folder, dry_run=True)) == {"date": "changed"}
    with_draft(lambda body: say(body, "By staff?"))
    assert outcomes(commanded("import_catalogue", folder, dry_run=True)) == {"date": "conflict"}
    actions.publish_version(COMMAND, "template", "date", tested=True)
    assert outcomes(commanded("import_catalogue", folder, dry_run=True)) == {"date": "changed"}


def test_industries_come_with_the_files(loaded, tmp_path):
    files = sources.exported()
    files["industries.yaml"] += b'- key: space\n  label: {en: "Space"}\n'
    assert outcomes(commanded("import_catalogue", folder_of(tmp_path, files))) == {"space": "created"}
    assert Industry.objects.get(key="space").label == {"en": "Space"}
    assert sources.exported()["industries.yaml"] == files["industries.yaml"]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("templates/date.yaml", b"key: date\n", "date.yaml"),
        ("templates/date.yaml", b"a: &a [1, 2]\nb: [*c]\n", "There is no “c” before"),
        ("templates/date.yaml", b"[" * 40, "over 32 levels"),
        ("templates/date.yaml", b"\xff\xfe", "not written in UTF-8"),
        ("templates/date.yaml", b"key: date\nat: 2026-05-12\n", "write it in quotes"),
        ("templates/date.yaml", b"? [a]\n: b\n", "a name must be a text"),
        ("templates/other.yaml", None, "differs from the file's name"),
        ("templates/date.json", b"{}", "Documents are templates/<key>.yaml"),
        ("industries.yaml", b"- {key: No, label: {en: x}}\n", "An industry needs a key"),
    ],
)
def test_files_that_cannot_be_read_are_refused_whole_and_change_nothing(loaded, tmp_path, name, text, told):
    files = sources.exported()
    files = reworded(files) | {name: files[DATE_FILE] if text is None else text}
    before = everything()
    with pytest.raises(CommandError) as error:
        commanded("import_catalogue", folder_of(tmp_path, files))
    assert told in str(error.value)
    assert everything() == before


COSTLY = {
    "whole number of nothing": (b"!!int ''", "The tag “tag:yaml.org,2002:int” is not read here"),
    "number of nothing": (b"!!float ''", "The tag"),
    "neither true nor false": (b"!!bool x", "The tag"),
    "no time": (b"!!timestamp x", "The tag"),
    "pairs": (b"!!omap {}", "The tag"),
    "number without end": (b"1" + b":00" * 400 + b".5", "over 100 characters needs quotes"),
    "large number": (b"0x" + b"f" * 5000, "over 100 characters needs quotes"),
    "number that takes long": (b"-1" + b":59" * 300_000, "over 100 characters needs quotes"),
    "number that the database cannot hold": (b"0x" + b"f" * 90, "write it in quotes"),
}
"""What the reader of YAML stumbles over, or takes long for."""


@pytest.fixture
def numbers_made(monkeypatch):
    """The lengths of the texts of which numbers were made."""
    lengths, construct = [], catalogue_files._FastLoader.construct_scalar

    def note(loader, node):
        if node.tag.endswith((":int", ":float")):
            lengths.append(len(node.value))
        return construct(loader, node)

    monkeypatch.setattr(catalogue_files._FastLoader, "construct_scalar", note)
    return lengths


@pytest.mark.parametrize("name", sorted(COSTLY))
def test_value_that_cannot_be_read_or_not_soon_is_refused_at_its_place(loaded, tmp_path, name, numbers_made):
    value, told = COSTLY[name]
    before = everything()
    with pytest.raises(CommandError) as error:
        commanded("import_catalogue", folder_of(tmp_path, {DATE_FILE: b"key: date\nat: " + value + b"\n"}))
    assert max(numbers_made, default=0) <= catalogue_files.MAX_PLAIN, "what takes long is refused before it is made"
    assert str(error.value).startswith("date.yaml, at ")
    assert told in str(error.value)
    assert everything() == before


def test_few_lines_that_stand_for_billions_are_refused_before_they_are_built(loaded, tmp_path):
    lines = [b"l0: &l0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [b"l%d: &l%d [%s]" % (n, n, b", ".join([b"*l%d" % (n - 1)] * 10)) for n in range(1, 10)]
    with pytest.raises(CommandError, match="50,000 values"):
        commanded("import_catalogue", folder_of(tmp_path, {DATE_FILE: b"\n".join(lines) + b"\n"}))


def test_long_text_that_is_repeated_until_it_stands_for_gigabytes_is_refused_before_it_is_built(loaded, tmp_path):
    bomb = b'first: &x "' + b"x" * 850_000 + b'"\nmore: [' + b"*x, " * 40_000 + b"]\n"
    with pytest.raises(CommandError, match="1,048,576 characters with what it repeats"):
        commanded("import_catalogue", folder_of(tmp_path, {DATE_FILE: bomb}))


def test_many_files_that_stand_for_gigabytes_together_are_refused_before_any_is_built(loaded, tmp_path):
    bomb = b'first: &x "' + b"x" * 10_000 + b'"\nmore: [' + b"*x, " * 100 + b"]\n"
    with pytest.raises(CommandError, match="33,554,432 characters with what they repeat"):
        commanded("import_catalogue", folder_of(tmp_path, {f"templates/t{number}.yaml": bomb for number in range(40)}))


def with_too_large_a_document(files: Mapping[str, bytes]) -> Files:
    """One is changed, and a later one cannot be stored."""
    large = files[DATE_FILE].replace(b"key: date\n", b"key: own_date\n", 1).replace(b"Which date, please?", b"x" * 600_000)
    return reworded(files) | {"templates/own_date.yaml": large}


def test_files_of_which_a_later_one_cannot_be_a_draft_change_nothing_and_dry_run_tells_it(loaded, tmp_path):
    folder, before = folder_of(tmp_path, with_too_large_a_document(sources.exported())), everything()
    with pytest.raises(CommandError, match=r"Nothing is taken in: “template:own_date” is refused\. The document has 6.* bytes"):
        commanded("import_catalogue", folder)
    assert everything() == before
    told = {row["key"]: row["refusal"] for row in commanded("import_catalogue", folder, dry_run=True) if row["refusal"]}
    assert set(told) == {"own_date"}
    words = StringIO()
    call_command("import_catalogue", folder, dry_run=True, stdout=words)
    assert "The template “own_date” is refused: The document has 6" in words.getvalue()


def test_what_was_taken_in_before_something_broke_is_kept_as_it_was_written_and_in_the_log(loaded, tmp_path, monkeypatch):
    files = reworded(sources.exported())
    files[DATE_FILE] = b"# By the agency\n" + files[DATE_FILE]
    files["templates/own_date.yaml"] = files[DATE_FILE].replace(b"key: date\n", b"key: own_date\n", 1)

    def broken(*_arguments: Any, **_options: Any) -> None:
        raise ConnectionError("The database is away.")

    monkeypatch.setattr(importing, "create_draft", broken)
    with pytest.raises(CommandError, match="The database is away"):
        commanded("import_catalogue", folder_of(tmp_path, files))
    assert said() == "Which day, please?"
    assert sources.exported()[DATE_FILE] == files[DATE_FILE]
    entry = trail.catalogue_chain().log.find_one({"action": "catalogue.files_taken"})
    assert entry is not None
    assert entry["details"] == {"created": 0, "changed": 1, "kept": 0}


def named() -> str:
    return str(Industry.objects.get(key="banking").label["en"])


def renamed_industry(files: Mapping[str, bytes]) -> Files:
    changed = files["industries.yaml"].replace(b'en: "Banking"', b'en: "Credit"')
    assert changed != files["industries.yaml"]
    return {**files, "industries.yaml": changed}


def test_archive_of_before_leaves_later_names_of_industries_as_they_are(loaded, tmp_path):
    folder = folder_of(tmp_path, sources.exported())
    actions.set_industry(COMMAND, "banking", {"en": "Banks"})
    assert outcomes(commanded("import_catalogue", folder)) == {}
    assert named() == "Banks"


@pytest.mark.parametrize("is_noted", [True, False], ids=["with exported.json", "without"])
def test_industry_that_was_renamed_here_and_in_the_file_is_kept_unless_it_is_named(loaded, tmp_path, is_noted):
    files = renamed_industry(sources.exported())
    if not is_noted:
        del files["exported.json"]
    folder = folder_of(tmp_path, files)
    assert outcomes(commanded("import_catalogue", folder, dry_run=True)) == {"banking": "changed"}
    actions.set_industry(COMMAND, "banking", {"en": "Banks"})
    assert outcomes(commanded("import_catalogue", folder)) == {"banking": "conflict"}
    assert named() == "Banks"
    assert outcomes(commanded("import_catalogue", folder, replace=["industry:banking"])) == {"banking": "changed"}
    assert named() == "Credit"


# --- in the admin ----------------------------------------------------------------------------------------------------


def uploaded(client: Client, content: bytes, expected: int = 302) -> str:
    file = BytesIO(content)
    file.name = "catalogue.zip"
    response = client.post(FILES, {"file": file})
    assert response.status_code == expected, response.content[:500]
    return str(response["Location"]) if expected == 302 else unescape(response.content.decode())


def downloaded(client: Client) -> Files:
    response = client.get(f"{FILES}catalogue.zip")
    assert response["Content-Type"] == "application/zip"
    return files_in_archive(response.content, LAYOUT)


def form_of(client: Client, preview: str) -> dict[str, Any]:
    """What the page of an upload sends if nothing is ticked."""
    return {"act": "take", "seen": hidden(page(client, preview), "seen")}


def take(client: Client, preview: str, **filled: Any) -> Any:
    return client.post(preview, form_of(client, preview) | filled)


def ticks(html: str) -> list[str]:
    """The conflicts that a page offers to decide."""
    return re.findall(r'name="replace" value="([^"]+)"', html)


def test_staff_take_the_catalogue_away_edit_it_and_take_it_in(loaded, browser):
    editor = browser("editor")
    files = reworded(downloaded(editor))
    preview = uploaded(editor, archive_of(files))
    before = everything()
    html = unescape(page(editor, preview))
    for shown in ("Nothing is written yet", "changed", "Wording", "Take them in as drafts"):
        assert shown in html
    assert everything() == before
    response = take(editor, preview, note="By the agency")
    assert response["Location"] == "/admin/"
    assert "1 document is taken in as a draft." in page(editor, "/admin/")
    assert said() == "Which day, please?"
    assert not CatalogueImport.objects.exists()
    assert downloaded(editor)[DATE_FILE] == files[DATE_FILE]


def test_page_before_anything_is_taken_in_shows_by_place_what_each_draft_would_differ_in(loaded, browser):
    editor = browser("editor")
    files = reworded(downloaded(editor))
    files["industries.yaml"] = renamed_industry(files)["industries.yaml"]
    with_draft(lambda body: body.update(tags=["staff"]), "email")
    files["templates/email.yaml"] = files["templates/email.yaml"].replace(b"tags: [", b"tags: [agency, ", 1)
    preview = uploaded(editor, archive_of(files))
    before = everything()
    html = re.sub(r"\s+", " ", editor.get(preview).content.decode())
    rows = {re.search(r'omnia-faint">(\w+)', row)[1]: row for row in re.findall(r"<tr>(.*?)</tr>", html) if "omnia-faint" in row}
    assert "Which <del>date</del>, please?" in rows["date"]
    assert "Which <ins>day</ins>, please?" in rows["date"]
    assert "<summary>1 difference" in rows["date"]
    assert "agency" in rows["email"], "of a conflict, too"
    assert "<ins>" in next(row for row in rows.values() if ", industry" in row)
    assert "<details>" not in rows["phone"], "nothing becomes of it"
    assert everything() == before


def test_conflict_in_the_admin_is_kept_unless_it_is_ticked(loaded, browser):
    editor = browser("editor")
    files = reworded(downloaded(editor))
    with_draft(lambda body: say(body, "By staff?"))
    preview = uploaded(editor, archive_of(files))
    assert ticks(page(editor, preview)) == [f"template:date@{date().revision}"]
    take(editor, preview)
    assert said() == "By staff?"
    assert "Kept as they are here: date" in page(editor, "/admin/")
    preview = uploaded(editor, archive_of(files))
    take(editor, preview, replace=ticks(page(editor, preview)))
    assert said() == "Which day, please?"


def test_draft_that_is_saved_between_look_and_taking_in_is_kept(loaded, browser):
    editor = browser("editor")
    preview = uploaded(editor, archive_of(reworded(downloaded(editor))))
    form = form_of(editor, preview)
    with_draft(lambda body: say(body, "Meanwhile?"))
    editor.post(preview, form)
    assert said() == "Meanwhile?"


def test_conflict_that_is_saved_once_more_after_it_was_ticked_is_told_and_nothing_is_taken_in(loaded, browser):
    editor = browser("editor")
    files = renamed_industry(reworded(downloaded(editor)))
    with_draft(lambda body: say(body, "By staff?"))
    preview = uploaded(editor, archive_of(files))
    form = form_of(editor, preview) | {"replace": ticks(page(editor, preview))}
    with_draft(lambda body: say(body, "Meanwhile?"))
    before = everything()
    response = editor.post(preview, form)
    html = unescape(response.content.decode())
    assert response.status_code == 422
    assert "Changed here since you looked: template:date." in html
    assert "checked" not in html
    assert everything() == before
    take(editor, preview, replace=ticks(html))
    assert (said(), named()) == ("Which day, please?", "Credit")


def test_draft_that_is_saved_and_published_after_the_look_is_told_and_not_replaced(loaded, browser):
    editor = browser("editor")
    files = reworded(downloaded(editor))
    del files["exported.json"]
    preview = uploaded(editor, archive_of(files))
    form = form_of(editor, preview)
    with_draft(lambda body: say(body, "Meanwhile?"))
    actions.publish_version(COMMAND, "template", "date", tested=True)
    before = everything()
    response = editor.post(preview, form)
    assert response.status_code == 422
    assert "Changed here since you looked: template:date." in unescape(response.content.decode())
    assert everything() == before


def test_industry_that_is_renamed_once_more_after_it_was_ticked_is_told_and_not_replaced(loaded, browser):
    editor = browser("editor")
    files = renamed_industry(downloaded(editor))
    actions.set_industry(COMMAND, "banking", {"en": "Banks"})
    preview = uploaded(editor, archive_of(files))
    html = unescape(page(editor, preview))
    assert "Its name was changed here, too." in html
    form = form_of(editor, preview) | {"replace": ticks(html)}
    actions.set_industry(COMMAND, "banking", {"en": "Lenders"})
    before = everything()
    assert "Changed here since you looked: industry:banking." in unescape(editor.post(preview, form).content.decode())
    assert everything() == before
    take(editor, preview, replace=ticks(page(editor, preview)))
    assert named() == "Credit"


def test_upload_with_a_document_that_cannot_be_a_draft_says_so_and_changes_nothing(loaded, browser):
    editor = browser("editor")
    preview = uploaded(editor, archive_of(with_too_large_a_document(downloaded(editor))))
    assert "It cannot be taken in: The document has 6" in unescape(page(editor, preview))
    form, before = form_of(editor, preview), everything()
    response = editor.post(preview, form)
    assert response.status_code == 422
    assert "Nothing is taken in: “template:own_date” is refused." in unescape(response.content.decode())
    assert everything() == before


def test_upload_is_its_persons_alone_for_a_day_and_can_be_dropped(loaded, browser):
    preview = uploaded(browser("editor"), archive_of(reworded(sources.exported())))
    other = Staff(Actor("user", "77", "Other"), frozenset({actions.EDITORS}))
    row = CatalogueImport.objects.get()
    assert uploads.kept(other, row.id) is None
    before = everything()
    assert browser("publisher").get(preview).status_code == 403
    assert browser("publisher").post(preview, {"act": "take"}).status_code == 403
    assert everything() == before
    CatalogueImport.objects.update(at=timezone.now() - uploads.KEPT)
    assert browser("editor").get(preview).status_code == 404
    preview = uploaded(browser("editor"), archive_of(reworded(sources.exported())))
    assert CatalogueImport.objects.count() == 1
    held = everything()["factory_template"]
    assert browser("editor").post(preview, {"act": "drop"})["Location"] == FILES
    assert browser("editor").get(preview).status_code == 404
    assert everything()["factory_template"] == held


def bad_archives() -> dict[str, bytes]:
    def zipped(name: str, text: bytes = b"x", mode: int = 0) -> bytes:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = mode << 16
            archive.writestr(entry, text)
        return held.getvalue()

    return {
        "no archive": b"PK nothing",
        "path out of it": zipped("../templates/date.yaml"),
        "link": zipped(DATE_FILE, b"/etc/passwd", 0o120777),
        "large file": zipped(DATE_FILE, b" " * (1024 * 1024 + 1)),
        "no YAML": zipped(DATE_FILE, b"[" * 100),
        "over the bound": b"PK" + b"\0" * uploads.MAX_UPLOAD,
        "empty": b"",
    }


@pytest.mark.parametrize("name", sorted(bad_archives()))
def test_archive_that_is_none_or_over_a_bound_is_refused_and_not_kept(loaded, browser, name):
    before = everything()
    html = uploaded(browser("editor"), bad_archives()[name], 422)
    assert 'role="alert"' in html
    assert everything() == before


@pytest.mark.parametrize(("who", "expected"), [("auditor", 403), ("publisher", 403), ("customer", 302), ("anonymous", 302)])
def test_who_is_no_editor_uploads_nothing(loaded, browser, who, expected):
    content, before = archive_of(sources.exported()), everything()
    file = BytesIO(content)
    file.name = "catalogue.zip"
    assert browser(who).post(FILES, {"file": file}).status_code == expected
    assert everything() == before
