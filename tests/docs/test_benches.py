"""The parts of `python -m bench` are listed where their figures stand."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_part_of_the_benches_is_listed_beside_the_figures():
    source = (ROOT / "bench" / "__main__.py").read_text(encoding="utf-8")
    parts = re.findall(r'^    "(\w+)": \w+\.measure,$', source, flags=re.MULTILINE)
    page = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    [listed] = re.findall(r"^The parts: (.*)\.$", page, flags=re.MULTILINE)
    assert re.findall(r"`(\w+)`", listed) == sorted(parts)
