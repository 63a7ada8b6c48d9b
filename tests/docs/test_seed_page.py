"""The page on the seed document has a line for each of its sentences, and what it names is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "seed.md").read_text(encoding="utf-8")
SENTENCES = {"10.1": 4, "10.2": 4, "10.3": 4, "10.4": 4, "10.5": 5, "10.6": 4, "10.7": 4}
"""How many each part of the document has."""


def rows():
    parts = re.split(r"^## (10\.\d)", PAGE, flags=re.MULTILINE)[1:]
    found = dict(zip(parts[::2], parts[1::2], strict=True))
    return {part: [line for line in text.splitlines() if line.startswith("| ")][1:] for part, text in found.items()}


def test_every_sentence_has_a_line_that_says_what_shows_it():
    assert {part: len(lines) for part, lines in rows().items()} == SENTENCES
    for lines in rows().values():
        assert [line for line in lines if len(line.split(" | ")) != 3 or not line.split(" | ")[2].strip(" |")] == []


def test_every_file_that_is_named_is_there():
    named = re.findall(r"`((?:omnia|tenants|runtime_api|deploy|tests)/[\w./-]+)`", PAGE)
    assert len(named) > 40
    assert [name for name in named if not (ROOT / name).exists()] == []
