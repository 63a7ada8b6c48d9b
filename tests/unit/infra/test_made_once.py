"""What is costly to set up is made by one of those who ask for it, and again only if that failed."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from made_once import made_once


def test_what_many_ask_for_at_once_is_made_once(tmp_path):
    calls: list[Path] = []

    def make(folder: Path) -> None:
        calls.append(folder)
        folder.mkdir()
        (folder / "content").write_text("made")

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _each: (made_once(tmp_path / "shared", make) / "content").read_text(), range(8)))
    assert (found, calls) == (["made"] * 8, [tmp_path / "shared"])


def test_what_failed_midway_is_made_again_in_an_empty_place(tmp_path):
    def fail(folder: Path) -> None:
        folder.mkdir()
        (folder / "half").touch()
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        made_once(tmp_path / "shared", fail)
    made = made_once(tmp_path / "shared", lambda folder: folder.mkdir())
    assert list(made.iterdir()) == []
