"""Has an action done by a process that is killed in the middle of it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
KILLED = -9
_waiting: dict[str, "subprocess.Popen[str]"] = {}
"""By the address of the databases, the process from which those that die are forked (`dying.py`)."""


def die(last_write: int, action: str, uri: str, **arguments: Any) -> int:
    """Run the action in a process that is killed before its n-th write; returns the exit status."""
    if uri not in _waiting:
        _waiting[uri] = _started(uri)
    process = _waiting[uri]
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps([last_write, action, arguments]) + "\n")
    process.stdin.flush()
    # What the forked process writes is heard by nobody here: the next test finds its databases put anew (`tests/stored.py`).
    sys.audit("os.fork")
    answer = process.stdout.readline()
    assert answer, f"the process that forks has ended with {process.wait()}"
    status, said = json.loads(answer)
    assert status in (KILLED, 0), said
    return int(status)


def end_all() -> None:
    """End the processes that wait; they end with their input."""
    while _waiting:
        _uri, process = _waiting.popitem()
        process.communicate()


def _started(uri: str) -> "subprocess.Popen[str]":
    # The settings of the tests have put their own names, folder and secret into the environment already.
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "omnia.settings", "OMNIA_ROLE": "portal", "OMNIA_MONGODB_URI": uri}
    environment |= {"OMNIA_CLUSTERS": f"default={uri}", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(Path(__file__).with_name("dying.py"))]
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
