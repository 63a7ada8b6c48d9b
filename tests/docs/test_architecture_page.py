"""The page on the architecture names files and functions that are there, and the picture that it shows."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "architecture.md"
JOURNEYS = ("A turn", "A publication", "An update", "A word")
NAMED = re.compile(r"`([\w./]+\.py)`(?: \(`(\w+)`\))?")


def journeys():
    sections = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {title: section for section in sections for title in JOURNEYS if section.startswith(title)}


def test_the_page_tells_four_journeys_each_of_several_steps_with_their_files():
    told = journeys()
    assert sorted(told) == sorted(JOURNEYS)
    assert all(len(NAMED.findall(section)) >= 5 for section in told.values())


def test_every_file_that_the_page_names_is_there_and_defines_what_is_named_in_it():
    named = NAMED.findall(PAGE.read_text(encoding="utf-8"))
    missing = [path for path, _name in named if not (ROOT / path).is_file()]
    assert missing == []
    assert [(path, name) for path, name in named if name and not _defines(ROOT / path, name)] == []


def _defines(path, name):
    return re.search(rf"^ *(?:async )?(?:def|class) {name}\b", path.read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_the_picture_is_drawn_and_says_in_words_what_it_shows():
    picture = ET.parse(ROOT / "docs" / "images" / "architecture.svg").getroot()
    words = {element.tag.rpartition("}")[2] for element in picture}
    assert {"title", "desc"} <= words
    told = " ".join(picture.itertext())
    assert [part for part in ("portal", "runtime", "commands", "control", "factory", "Redis") if part not in told] == []
