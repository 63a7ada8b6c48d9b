"""Turns among the processes of a machine: one at a time, told who had the last, and never waited for in vain."""

import os
import threading

import pytest

from omnia.infra import turns
from omnia.infra.turns import turn


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path / "turns"


def test_second_waits_until_the_first_is_done(monkeypatch):
    order, looks = [], threading.Event()

    class Pause:
        def wait(self, _seconds):
            looks.set()

    monkeypatch.setattr(turns, "LONGEST_SECONDS", 300)
    monkeypatch.setattr(turns, "_PAUSE", Pause())

    def second():
        with turn("log"):
            order.append("second")

    waiting = threading.Thread(target=second)
    with turn("log"):
        waiting.start()
        assert looks.wait(300)
        order.append("first")
    waiting.join(300)
    assert order == ["first", "second"]


def test_whoever_waits_too_long_goes_on_without_a_turn(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_SECONDS", 0)
    with turn("log"), turn("log") as is_again:
        assert not is_again


def test_process_is_told_whether_it_had_the_last_turn_too(monkeypatch):
    with turn("log") as first:
        pass
    with turn("log") as again:
        pass
    monkeypatch.setattr(os, "getpid", lambda: 1)
    with turn("log") as others:
        pass
    monkeypatch.undo()
    assert (first, again, others) == (False, True, False)


def test_name_that_shares_a_file_is_not_taken_for_the_other(monkeypatch):
    monkeypatch.setattr(turns, "FILES", 1)
    with turn("log"), pytest.MonkeyPatch.context() as patch:
        patch.setattr(turns, "LONGEST_SECONDS", 0)
        with turn("another") as is_again:
            assert not is_again
    with turn("another") as is_again:
        assert not is_again


def test_without_a_folder_there_is_no_turn_and_no_error(settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.DATA_DIR = tmp_path / "file"
    with turn("log") as is_again:
        assert not is_again


def test_files_are_their_owners_alone(folder):
    with turn("log"):
        (file,) = folder.iterdir()
        assert file.stat().st_mode & 0o077 == 0


def test_turn_of_a_killed_process_is_free_at_once(monkeypatch):
    child = os.fork()
    if not child:
        held = turn("log")
        held.__enter__()
        os._exit(9)
    os.waitpid(child, 0)
    monkeypatch.setattr(turns, "_PAUSE", None)
    with turn("log") as is_again:
        assert not is_again
    with turn("log") as is_again:
        assert is_again
