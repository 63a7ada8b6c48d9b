"""SECURITY.md goes through ASVS 5 level 2 point by point; what it names is there."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (\d+\.(?:\d+\.\d+|\*)) \| ([^|]+) \| (yes|in part|no|–) \| ([^|]+) \|$", re.MULTILINE)
PLACE = re.compile(r"`((?:tests|docs|requirements|omnia|tenants)/[\w/.-]+)`")
REQUIREMENTS = 253
"""Of the levels 1 and 2 in version 5.0.0; two rows stand for whole chapters that the product has no use for."""

CHAPTERS = {"10.*": 29, "17.*": 7}


def rows() -> list[tuple[str, str, str, str]]:
    return ROW.findall((ROOT / "SECURITY.md").read_text(encoding="utf-8"))


def test_every_requirement_has_one_row():
    counted = Counter(number for number, _words, _met, _told in rows())
    assert [number for number, times in counted.items() if times > 1] == []
    assert sum(CHAPTERS.get(number, 1) for number in counted) == REQUIREMENTS


def test_what_a_row_names_is_there():
    named = {place for _number, _words, _met, told in rows() for place in PLACE.findall(told)}
    assert len(named) > 40
    assert sorted(place for place in named if not (ROOT / place).exists()) == []


def test_row_that_is_not_met_says_why():
    assert [number for number, _words, met, told in rows() if met in {"no", "in part", "–"} and len(told) < 5] == []
