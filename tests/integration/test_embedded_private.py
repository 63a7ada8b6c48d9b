"""The embedded server is the product's alone: found by lock and password, closed to everybody else, gone with its parent."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pymongo import MongoClient
from pymongo.errors import OperationFailure

from omnia.mongo import embedded

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("private") / "mongodb"


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[embedded.EmbeddedServer]:
    started = embedded.start(folder, durable=False)
    yield started
    started.stop()


def test_server_that_runs_is_found_with_its_password(server, folder):
    found = embedded.find(folder)
    assert found is not None
    assert (found.port, found.process) == (server.port, None)
    with MongoClient(found.uri) as client:
        assert client["omnia_test"]["notes"].insert_one({"_id": 1}).acknowledged
        client.drop_database("omnia_test")
    found.stop()
    assert embedded.find(folder) is not None, "who found it does not stop it"


def test_starting_on_the_folder_of_a_running_server_gives_that_server(server, folder):
    again = embedded.start(folder)
    assert (again.port, again.process) == (server.port, None)


def test_without_the_password_nothing_is_read_or_written(server):
    with MongoClient("127.0.0.1", server.port, directConnection=True) as client:
        for call in (client.list_database_names, client["a"]["b"].find_one, lambda: client["a"]["b"].insert_one({})):
            with pytest.raises(OperationFailure, match="requires authentication"):
                call()


def test_folders_and_files_are_their_owners_alone(server, folder):
    modes = {path: path.stat().st_mode & 0o777 for path in [folder, *folder.rglob("*")]}
    assert len(modes) > 5
    assert {path for path, mode in modes.items() if mode != (0o700 if path.is_dir() else 0o600)} == set()


def test_copied_folder_leads_to_no_server(server, folder, tmp_path):
    copy = tmp_path / "mongodb"
    copy.mkdir()
    for name in ("omnia_port", "password", "lock"):
        shutil.copy(folder / name, copy / name)
    assert embedded.find(copy) is None


def test_port_file_of_another_server_is_not_believed(server, tmp_path):
    other = tmp_path / "mongodb"
    other.mkdir()
    (other / "omnia_port").write_text(str(server.port))
    assert embedded.find(other) is None
    started = embedded.start(other, durable=False)
    try:
        assert started.port != server.port
        assert not embedded.answers(embedded.uri_of(other, server.port))
    finally:
        started.stop()
    assert embedded.find(other) is None


def test_server_that_hangs_is_told_in_a_sentence(tmp_path):
    hanging = embedded.start(tmp_path / "mongodb", durable=False)
    os.kill(hanging.process.pid, signal.SIGSTOP)
    try:
        with pytest.raises(embedded.EmbeddedServerError, match=f"process {hanging.process.pid}.*does not answer"):
            embedded.find(tmp_path / "mongodb", seconds=0.1)
    finally:
        hanging.process.kill()
        hanging.process.wait()


def test_two_starts_at_once_share_one_server(tmp_path):
    started: list[embedded.EmbeddedServer] = []
    threads = [
        threading.Thread(target=lambda: started.append(embedded.start(tmp_path / "mongodb", durable=False))) for _each in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    try:
        assert len({server.port for server in started}) == 1
        assert sum(server.process is not None for server in started) == 1
    finally:
        for server in started:
            server.stop()


def test_old_folder_that_others_could_read_is_mended(tmp_path):
    old = tmp_path / "mongodb"
    (old / "data").mkdir(parents=True, mode=0o755)
    (old / "server.log").write_text("")
    (old / "server.log").chmod(0o644)
    embedded.start(old, durable=False).stop()
    assert [oct(path.stat().st_mode & 0o777) for path in (old, old / "data", old / "server.log")] == ["0o700", "0o700", "0o600"]


def test_server_ends_when_the_process_that_started_it_is_killed(tmp_path):
    script = (
        "import os, signal, sys, pathlib; from omnia.mongo import embedded\n"
        "server = embedded.start(pathlib.Path(sys.argv[1]), durable=False)\n"
        "print(server.port, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "mongodb")]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert finished.returncode == -signal.SIGKILL, finished.stderr
    lock = os.open(tmp_path / "mongodb" / "lock", os.O_RDONLY)
    try:
        assert taken_within(lock, 60.0)
    finally:
        os.close(lock)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", int(finished.stdout)), timeout=1)


def taken_within(lock: int, seconds: float) -> bool:
    taken = threading.Event()

    def take() -> None:
        fcntl.flock(lock, fcntl.LOCK_SH)
        taken.set()

    threading.Thread(target=take, daemon=True).start()
    return taken.wait(seconds)
