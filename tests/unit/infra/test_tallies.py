"""Numbers in a file of a process: added to without a lock, there after it, and taken over by the next."""

import os
import signal
import subprocess
import sys

import pytest

from omnia.infra import tallies

COUNTING = """
import os, signal, sys
from pathlib import Path
from omnia.infra import tallies
held = tallies.open_tallies(Path(sys.argv[1]), "day")
for number in range(int(sys.argv[2])):
    held.row("one")[0].value += 1
os.kill(os.getpid(), signal.SIGKILL)
"""


def count_and_die(folder, times):
    done = subprocess.run([sys.executable, "-c", COUNTING, str(folder), str(times)], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr


def test_what_a_killed_process_counted_is_read_and_counted_on_by_the_next(tmp_path):
    count_and_die(tmp_path, 7)
    first = tallies.open_tallies(tmp_path, "day")
    assert first.read().rows["one"][0] == 7
    first.row("one")[0].value += 1
    first.close()
    count_and_die(tmp_path, 2)
    last = tallies.open_tallies(tmp_path, "day")
    assert (last.source, last.read().rows["one"][0]) == (first.source, 10)
    assert len(tallies.files(tmp_path)) == 1


def test_two_processes_at_once_have_files_of_their_own(tmp_path):
    one, other = tallies.open_tallies(tmp_path, "day"), tallies.open_tallies(tmp_path, "day")
    one.row("one")[0].value += 1
    assert one.source != other.source
    assert other.read().rows == {}
    assert tallies.take_over(tallies.files(tmp_path)[0]) is None


def test_files_of_other_days_are_left_alone(tmp_path):
    tallies.open_tallies(tmp_path, "monday").close()
    assert tallies.name_of(tallies.open_tallies(tmp_path, "tuesday").path) == "tuesday"
    assert [tallies.name_of(path) for path in tallies.files(tmp_path)] == ["monday", "tuesday"]


def test_more_rows_than_a_part_holds_are_all_there_again(tmp_path):
    names = [f"project-{number}" for number in range(tallies.ROWS + 5)]
    held = tallies.open_tallies(tmp_path, "day")
    for number, name in enumerate(names):
        held.row(name)[1].value = number
    held.close()
    rows = tallies.open_tallies(tmp_path, "day").read().rows
    assert [rows[name][1] for name in names] == list(range(len(names)))


def test_row_whose_name_was_not_finished_is_none_and_its_rest_is_in_no_other_name(tmp_path):
    held = tallies.open_tallies(tmp_path, "day")
    held._parts[0][: len(b"a-long-name")] = b"a-long-name"
    held.close()
    again = tallies.open_tallies(tmp_path, "day")
    assert again.read().rows == {}
    again.row("one")[0].value += 1
    assert list(again.read().rows) == ["one"]


def test_where_the_disk_has_no_room_rows_end_with_the_process_and_count_meanwhile(tmp_path, monkeypatch):
    held = tallies.open_tallies(tmp_path, "day")
    held.row("first")[0].value += 1

    def no_room(*_arguments):
        raise OSError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "posix_fallocate", no_room)
        for number in range(tallies.ROWS):
            held.row(f"project-{number}")[0].value += 1
    assert len(held.read().rows) == tallies.ROWS + 1
    held.close()
    assert len(tallies.open_tallies(tmp_path, "day").read().rows) == tallies.ROWS


def test_folder_that_somebody_else_put_there_is_refused(tmp_path):
    (tmp_path / "theirs").mkdir()
    (tmp_path / "folder").symlink_to(tmp_path / "theirs")
    with pytest.raises(PermissionError):
        tallies.open_tallies(tmp_path / "folder", "day")
    assert list((tmp_path / "theirs").iterdir()) == []


def test_file_that_is_none_of_ours_is_left_alone(tmp_path):
    (tmp_path / f"day.x{tallies.SUFFIX}").write_bytes(b"something else")
    held = tallies.open_tallies(tmp_path, "day")
    assert held.path.name != f"day.x{tallies.SUFFIX}"


def test_folder_and_files_are_for_their_owner_alone(tmp_path):
    held = tallies.open_tallies(tmp_path / "usage", "day")
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "usage", held.path)] == [0o700, 0o600]


@pytest.mark.parametrize("name", ["", "x" * (tallies.NAME + 1)])
def test_name_that_has_no_room_is_refused(name):
    with pytest.raises(ValueError, match="1 to 72 bytes"):
        tallies.in_memory().row(name)
