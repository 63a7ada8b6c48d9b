"""Loading the seed catalogue into the factory: once, again, after a change of a file, and after a change by staff."""

import json
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.test.utils import CaptureQueriesContext

from factory import actions, selectors
from factory.actions import Staff
from factory.catalogue_files import CATALOGUE, read
from factory.models import CatalogueVersion, Flow, Industry, Template
from omnia.dialogue.canonical import content_hash

pytestmark = pytest.mark.usefixtures("databases")

EDITOR = Staff.command("editor")


def load(folder: Path = CATALOGUE, **options):
    """What the command did, by document."""
    answer = StringIO()
    call_command("load_catalogue", folder=folder, json=True, stdout=answer, **options)
    return {(row["document"], row["key"]): (row["outcome"], row["version"]) for row in json.loads(answer.getvalue())}


@pytest.fixture
def folder(tmp_path):
    """A catalogue of one template, to be changed."""
    (tmp_path / "templates").mkdir()
    shutil.copy(CATALOGUE / "industries.yaml", tmp_path)
    shutil.copy(CATALOGUE / "templates" / "yes_no.yaml", tmp_path / "templates")
    return tmp_path


def change_file(folder: Path, said: str = "Is it yes or is it no?") -> None:
    path = folder / "templates" / "yes_no.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('"Yes or no?"', f'"{said}"'), encoding="utf-8")


def edit_draft(label: str) -> None:
    row = Template.objects.get(key="yes_no")
    body = row.draft | {"label": row.draft["label"] | {"en": label}}
    actions.save_draft(EDITOR, "template", "yes_no", body, base_revision=row.revision)


def everything() -> dict[str, list[dict[str, object]]]:
    """The content of the catalogue's tables."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in (Industry, Template, Flow, CatalogueVersion)}


def test_first_load_publishes_version_one_of_every_document():
    loaded = load()
    assert set(loaded.values()) == {("created", 1)}
    catalogue = read()
    assert {key for kind, key in loaded if kind == "template"} == set(catalogue.templates)
    assert {key for kind, key in loaded if kind == "flow"} == set(catalogue.flows)
    assert selectors.industries() == catalogue.industries
    published = selectors.published_templates(list(catalogue.industries))
    assert {document.key: document.body for document in published} == catalogue.templates
    assert all(document.hash == content_hash(catalogue.templates[document.key]) for document in published)
    assert {document.key for document in selectors.published_flows(["utilities"])} == {"activate_supply"}


def test_second_load_changes_nothing(catalogue):
    before = everything()
    assert before["CatalogueVersion"]
    assert {outcome for outcome, _ in load().values()} == {"unchanged"}
    assert everything() == before


@pytest.mark.parametrize("command", ["load_catalogue", "import_catalogue"])
def test_files_of_what_is_there_already_are_compared_in_a_few_questions_to_the_database(catalogue, command):
    folder = () if command == "load_catalogue" else (CATALOGUE,)
    with CaptureQueriesContext(connections["factory"]) as asked:
        call_command(command, *folder, json=True, stdout=StringIO())
    assert 0 < len(asked) < len(read().documents())


def test_changed_file_becomes_the_next_version(folder):
    load(folder)
    first = CatalogueVersion.objects.get(key="yes_no", number=1).body
    change_file(folder)
    assert load(folder) == {("template", "yes_no"): ("updated", 2)}
    assert load(folder) == {("template", "yes_no"): ("unchanged", 2)}
    assert Template.objects.get(key="yes_no").published == 2
    assert CatalogueVersion.objects.get(key="yes_no", number=1).body == first
    assert "Is it yes or is it no?" in CatalogueVersion.objects.get(key="yes_no", number=2).body


def test_load_of_the_same_file_leaves_what_staff_published(folder):
    load(folder)
    edit_draft("Yes, no")
    actions.publish_version(EDITOR, "template", "yes_no")
    assert load(folder) == {("template", "yes_no"): ("unchanged", 2)}


def test_draft_of_staff_is_not_overwritten_by_a_changed_file(folder):
    load(folder)
    edit_draft("Yes, no")
    change_file(folder)
    answer = StringIO()
    call_command("load_catalogue", folder=folder, stdout=answer)
    assert "The template “yes_no” was changed by staff and left as it is; --overwrite replaces it." in answer.getvalue()
    row = Template.objects.get(key="yes_no")
    assert (row.draft["label"]["en"], row.published) == ("Yes, no", 1)


def test_version_of_staff_is_not_overwritten_even_where_the_draft_went_back(folder):
    load(folder)
    original = Template.objects.get(key="yes_no").draft["label"]["en"]
    edit_draft("Yes, no")
    actions.publish_version(EDITOR, "template", "yes_no")
    edit_draft(original)
    change_file(folder)
    assert load(folder) == {("template", "yes_no"): ("kept", 2)}


def test_document_that_staff_took_out_stays_out(folder):
    load(folder)
    actions.deprecate(EDITOR, "template", "yes_no")
    change_file(folder)
    assert load(folder) == {("template", "yes_no"): ("kept", 1)}
    assert Template.objects.get(key="yes_no").deprecated


def test_overwriting_replaces_what_staff_did_and_keeps_its_versions(folder):
    load(folder)
    edit_draft("Yes, no")
    actions.publish_version(EDITOR, "template", "yes_no")
    assert load(folder, overwrite=True) == {("template", "yes_no"): ("updated", 3)}
    assert load(folder, overwrite=True) == {("template", "yes_no"): ("unchanged", 3)}
    assert '"en":"Yes, no"' in CatalogueVersion.objects.get(key="yes_no", number=2).body


def test_load_that_broke_off_before_publishing_is_finished(folder):
    body = read(folder).templates["yes_no"]
    actions.create_draft(EDITOR, "template", body)
    assert load(folder) == {("template", "yes_no"): ("updated", 1)}


def test_bad_file_stops_the_load_with_a_sentence_and_writes_nothing(folder):
    (folder / "templates" / "date.yaml").write_text("key: date\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"^date\.yaml, at nodes: A template needs at least one node\.$"):
        load(folder)
    assert not Template.objects.exists()
    assert not Industry.objects.exists()


def test_document_that_breaks_a_rule_is_not_published(folder):
    path = folder / "templates" / "yes_no.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("kind: yes_no", "kind: perhaps"), encoding="utf-8")
    with pytest.raises(CommandError):
        load(folder)
    assert not CatalogueVersion.objects.exists()
