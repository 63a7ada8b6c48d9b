"""The Italian of the studio and of the staff admin: complete, with every placeholder, and compiled as it is written."""

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
MESSAGES = Path("locale") / "it" / "LC_MESSAGES"
# %(name)s, %s, {name} and tags: what a page would break without.
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+[^>]*>")
# How the catalogue is brought up to date; `make messages` does the same.
IGNORED = (".venv", "var", "tests", "omnia/migrations")


@pytest.fixture(scope="module")
def written():
    with (ROOT / MESSAGES / "django.po").open("rb") as file:
        return read_po(file, locale="it")


def sentences(message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The English and the Italian of a message, as many as it has forms."""
    if isinstance(message.id, str):
        return (message.id,), (message.string,)
    return tuple(message.id), tuple(message.string)


def test_every_message_is_said_in_italian(written):
    assert len(written) > 500
    open_ = [message.id for message in written if message.id and (message.fuzzy or not all(sentences(message)[1]))]
    assert open_ == []


def test_italian_keeps_the_placeholders_of_the_english(written):
    broken = []
    for message in written:
        if not message.id:
            continue
        english, italian = sentences(message)
        wanted = {tuple(sorted(PLACEHOLDER.findall(text))) for text in english}
        broken += [text for text in italian if tuple(sorted(PLACEHOLDER.findall(text))) not in wanted]
    assert broken == []


def test_compiled_messages_are_those_that_are_written(written):
    compiled = read_mo(io.BytesIO((ROOT / MESSAGES / "django.mo").read_bytes()))
    assert dict(map(said, compiled)) == dict(map(said, written))


def said(message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A message's English and Italian; of the header, which holds dates, nothing."""
    return sentences(message) if message.id else ((), ())


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="gettext is not installed; with it, new messages are looked for.")
def test_no_page_says_a_message_that_the_catalogue_lacks(written, tmp_path):
    for name in ("omnia", "factory", "tenants", "fleet", "runtime_api", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "locale").mkdir()
    shutil.copy(ROOT / "manage.py", tmp_path)
    command = [
        sys.executable,
        "manage.py",
        "makemessages",
        "-l",
        "it",
        "--no-location",
        "--no-obsolete",
        "--settings=omnia.settings.test",
    ]
    command += [option for path in IGNORED for option in ("-i", path)]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    with (tmp_path / MESSAGES / "django.po").open("rb") as file:
        found = {message.id for message in read_po(file, locale="it")}
    assert found - {message.id for message in written} == set()
