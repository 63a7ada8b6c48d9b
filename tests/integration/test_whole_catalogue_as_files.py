"""The whole catalogue as files: out byte by byte, and in again without a change."""

import shutil

import pytest
from catalogue_commands import DATE_FILE, commanded, folder_of, outcomes
from staff_pages import everything, say, with_draft

from factory import sources
from factory.catalogue_files import CATALOGUE, LAYOUT
from omnia.documents.archives import files_in_archive, files_in_folder

pytestmark = pytest.mark.usefixtures("catalogue")


def test_files_that_nobody_changed_come_out_byte_by_byte(tmp_path):
    commanded("export_catalogue", tmp_path / "out")
    source = files_in_folder(CATALOGUE, LAYOUT)
    exported = files_in_folder(tmp_path / "out", LAYOUT)
    assert {name: text for name, text in exported.items() if name != "exported.json"} == source
    commanded("export_catalogue", tmp_path / "out.zip")
    assert files_in_archive((tmp_path / "out.zip").read_bytes(), LAYOUT) == exported


def test_exported_files_are_taken_in_without_a_change_and_exported_alike(tmp_path):
    with_draft(lambda body: say(body, "Which day?"))
    before = sources.exported()
    held = everything()
    assert outcomes(commanded("import_catalogue", folder_of(tmp_path, before))) == {}
    assert everything() == held
    assert sources.exported() == before
    assert before[DATE_FILE].startswith(b"# A calendar date, in one breath or part by part")
    assert b'en: "Which day?"' in before[DATE_FILE]


def test_loading_tells_beforehand_what_it_would_do(tmp_path):
    folder = tmp_path / "catalogue"
    shutil.copytree(CATALOGUE, folder)
    path = folder / DATE_FILE
    path.write_bytes(path.read_bytes().replace(b"Which date, please?", b"Which day?"))
    before = everything()
    assert outcomes(commanded("load_catalogue", folder=folder, dry_run=True)) == {"date": "updated"}
    assert everything() == before
    assert outcomes(commanded("load_catalogue", folder=folder)) == {"date": "updated"}
