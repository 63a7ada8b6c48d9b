"""The disk fills up: new conversations are refused before it is too late, reads go on, and with room again all comes back."""

import os
import shutil
import signal
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from waiting import eventually

SIZE_MB = 320
FREE_MB = 100
"""What must be free, here."""
TURN = {"turn": 0, "event": "utterance", "text": "the fourteenth of March"}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes, in memory."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("Only root can mount the small disk that this test fills.")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "tmpfs", str(disk)], capture_output=True, text=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip(f"The small disk that this test fills cannot be mounted: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(disk: Path, *, leave_mb: int) -> Path:
    """Take the room on the disk, but for so many megabytes."""
    filler, found = disk / "filler", os.statvfs(disk)
    room = found.f_bavail * found.f_frsize - leave_mb * 1024 * 1024
    with filler.open("ab") as file:
        os.posix_fallocate(file.fileno(), file.tell(), max(room, found.f_frsize))
    return filler


def test_disk_that_fills_refuses_new_conversations_serves_on_and_recovers_with_room(serve, prepared_folder, small_disk):
    folder = small_disk / "var"
    shutil.copytree(prepared_folder, folder)
    product = serve(folder, OMNIA_DISK_FREE_MB=str(FREE_MB))
    sessions = [product.begin() for _each in range(5)]

    filler = fill(small_disk, leave_mb=FREE_MB - 20)
    status, problem = product.start_conversation()
    assert (status, problem["type"]) == (503, "/problems/unavailable")
    assert "nearly full" in problem["detail"]
    assert product.call("/api/v1/templates/date", key=product.key())[0] == 200
    assert product.call(f"/api/v1/sessions/{sessions[0]}/turns", TURN, product.key())[0] == 200, "those that run go on"
    status, page = change_in_the_portal(product.port)
    assert (status, "There is no room for changes just now" in page) == (507, True)

    fill(small_disk, leave_mb=0)
    # Turns are tried until the database has met the full disk, or was spared; none that was acknowledged may be lost.
    taken = [
        session for session in sessions[1:] if product.call(f"/api/v1/sessions/{session}/turns", TURN, product.key())[0] == 200
    ]
    assert product.call("/livez")[0] == 200
    assert product.call("/api/v1/templates/date", key=product.key())[0] == 200, "what is published is served on"

    filler.unlink()
    assert eventually(product.is_well, 300), product.printed
    for session in (sessions[0], *taken):
        assert product.call(f"/api/v1/sessions/{session}", key=product.key())[1]["turn"] == 1
    product.process.send_signal(signal.SIGTERM)
    assert product.process.wait(180) == 0
    assert "closed its files in order" in product.printed


def test_stopped_on_a_full_disk_what_is_printed_is_true_and_the_next_start_finds_everything(serve, prepared_folder, small_disk):
    folder = small_disk / "var"
    shutil.copytree(prepared_folder, folder)
    product = serve(folder, OMNIA_DISK_FREE_MB="0", OMNIA_LIMIT_PER_KEY="0")
    sessions = [product.begin()]
    filler = fill(small_disk, leave_mb=0)
    for _each in range(400):
        status, answer = product.start_conversation()
        if status != 201:
            break
        sessions.append(answer["session"])
    database = product.pids().get("database")
    product.process.send_signal(signal.SIGTERM)
    assert product.process.wait(180) == 0
    assert "Nothing is lost" not in product.printed
    assert ("closed its files in order" in product.printed) or ("did not close its files in order" in product.printed), database
    filler.unlink()
    again = serve(folder, OMNIA_DISK_FREE_MB="0", OMNIA_LIMIT_PER_KEY="0")
    found = [again.call(f"/api/v1/sessions/{session}", key=again.key())[0] for session in sessions]
    assert found == [200] * len(sessions)


def change_in_the_portal(port: int) -> tuple[int, str]:
    """The answer to a change that a page asks for."""
    content = urllib.parse.urlencode({"theme": "dark"}).encode()
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/preferences/theme", content, timeout=60) as answer:
            return int(answer.status), answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
