"""Trying the catalogue's files from the command line."""

import json
import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from factory.catalogue_files import CATALOGUE

BROKEN = ('- {complete: "yes, of course", value: true}', '- {complete: "yes, of course", value: false}')


@pytest.fixture
def folder(tmp_path):
    """A catalogue of one template, to be changed."""
    (tmp_path / "templates").mkdir()
    shutil.copy(CATALOGUE / "industries.yaml", tmp_path)
    shutil.copy(CATALOGUE / "templates" / "yes_no.yaml", tmp_path / "templates")
    return tmp_path


def change(folder, before, after):
    path = folder / "templates" / "yes_no.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_table_tells_the_score_of_each_template_in_each_language(folder):
    said = StringIO()
    call_command("check_catalogue", folder=folder, stdout=said)
    head, row = said.getvalue().splitlines()[:2]
    assert head.split() == ["en", "it", "es", "fr", "de", "pt"]
    assert row.split()[0] == "yes_no"
    assert row.split()[2::2] == ["✓"] * 6
    assert "Everything goes as it must." in said.getvalue()


def test_wrong_test_is_named_and_fails_the_command(folder):
    change(folder, *BROKEN)
    told, warned = StringIO(), StringIO()
    with pytest.raises(CommandError, match="do not go as they must"):
        call_command("check_catalogue", folder=folder, stdout=told, stderr=warned)
    assert "yes_no en.complete" in warned.getvalue()
    assert "✗" in told.getvalue()


def test_json_holds_every_share_and_fails_too(folder):
    change(folder, *BROKEN)
    told = StringIO()
    with pytest.raises(CommandError):
        call_command("check_catalogue", folder=folder, json=True, stdout=told, locale=["en", "it"])
    rows = {row["locale"]: row for row in json.loads(told.getvalue())}
    assert (rows["en"]["green"], rows["it"]["green"]) == (False, True)
    assert rows["en"]["tests"]["good"] == rows["en"]["tests"]["all"] - 1


def test_template_that_is_not_there_is_named(folder):
    with pytest.raises(CommandError, match="no template “dates”"):
        call_command("check_catalogue", "dates", folder=folder)
