"""The guide for servers of one's own, followed to the letter: from a clean clone, in a folder of its own, to a conversation.

Its commands are taken from the page. What stands in for what the machine has not: addresses of the page's servers are those of
two embedded databases and a Redis, folders of the system lie in the test's own, and `systemctl` starts what the units say.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import guide
import pytest
from waiting import eventually, wait_until

from omnia.mongo import embedded
from tests.sampling import is_exhaustive

ROOT = Path(__file__).parents[2]
PAGE = Path("docs") / "how_to" / "run_on_your_servers.md"
JOBS = ("omnia-backup", "omnia-drill", "omnia-verify-audit")
ROLES = ("omnia-portal", "omnia-runtime")
STEP = "== step "

pytestmark = pytest.mark.skipif(
    not is_exhaustive(), reason="The install guide is followed by `make test-all`: it installs everything anew."
)


class Machine:
    """A machine of the test's own, as the page knows it."""

    def __init__(self, folder: Path, mongodb: list[str], redis_url: str) -> None:
        self.home, self.units, self.state, self.bin = (folder / name for name in ("omnia", "units", "state", "bin"))
        for each in (self.units, self.state, self.bin, folder / "srv"):
            each.mkdir()
        self.ports = {"8000": str(embedded.free_port()), "8001": str(embedded.free_port())}
        self.read_as = {
            "mongodb://control.example/?replicaSet=rs0": mongodb[0],
            "mongodb://projects-1.example/?replicaSet=rs1": mongodb[0],
            "mongodb://projects-2.example/?replicaSet=rs2": mongodb[1],
            "redis://cache.example:6379/0": redis_url,
            "/etc/omnia": str(folder / "etc"),
            "/etc/systemd/system": str(self.units),
            "/var/lib/omnia": str(folder / "var"),
            "/srv/backups": str(folder / "srv" / "backups"),
            "/opt/omnia": str(self.home),
            "PORT=8000": f"PORT={self.ports['8000']}",
            "PORT=8001": f"PORT={self.ports['8001']}",
            "127.0.0.1:8001": f"127.0.0.1:{self.ports['8001']}",
        }
        told = {"units": str(self.units), "state": str(self.state), "read_as": self.read_as}
        ours = ("OMNIA_", "DJANGO_", "PORT", "PROMETHEUS_", "PYTEST_", "VIRTUAL_ENV")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        self.environment = kept | {
            "PATH": f"{self.bin}:{os.environ['PATH']}",
            "PRETENDED_SYSTEMD": json.dumps(told),
            "CONTROL_AS_ADMIN": mongodb[0],
            "PROJECTS_AS_ADMIN": mongodb[0],
        }
        self._shim("systemctl", f'exec {sys.executable} {ROOT / "tests" / "ops" / "pretended_systemd.py"} "$@"')
        # Owners of files are the system's, which the test does not change.
        self._shim("useradd", "exit 0")
        self._shim("install", f'exec {shutil.which("install")} $(printf "%s\\n" "$*" | sed -E "s/-[og] [a-z]+//g")')

    def _shim(self, name: str, line: str) -> None:
        file = self.bin / name
        file.write_text(f"#!/bin/bash\n{line}\n", encoding="utf-8")
        file.chmod(0o755)

    def meant(self, command: str) -> str:
        for written, meant in self.read_as.items():
            command = command.replace(written, meant)
        return command

    def type(self, commands: list[str]) -> list[str]:
        """Give the commands to one shell, as a person would; returns what each printed. The first that fails ends it."""
        lines = [f"echo; echo '{STEP}'{number}\n{self.meant(command)}" for number, command in enumerate(commands)]
        script = "set -e\n" + "\n".join(lines)
        done = subprocess.run(
            ["bash"], check=False, input=script, cwd=self.home, env=self.environment, capture_output=True, text=True
        )
        printed = re.split(rf"^{STEP}\d+\n", done.stdout, flags=re.MULTILINE)[1:]
        assert done.returncode == 0, f"{commands[len(printed) - 1]}\n{printed[-1]}\n{done.stderr[-4000:]}"
        assert len(printed) == len(commands)
        return printed

    def ask(self, port: str, path: str, body: object = None, **headers: str) -> tuple[int, bytes]:
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"http://127.0.0.1:{self.ports[port]}{path}", data, headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read()


@pytest.fixture
def machine(tmp_path, redis_url):
    servers = [embedded.start(tmp_path / name) for name in ("control", "projects")]
    made = Machine(tmp_path, [server.uri for server in servers], redis_url)
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(made.home)], check=True)
    try:
        yield made
    finally:
        subprocess.run([made.bin / "systemctl", "stop", *ROLES], env=made.environment, check=True)
        for server in servers:
            server.stop()


def test_guide_is_followed_to_the_letter_from_a_clean_clone_to_a_conversation(machine):
    commands = guide.commands(machine.home / PAGE)
    # The tests' servers are no replica sets, and more that is not as it should be: it is told, by the status 1.
    allowed = [f"{each} || [ $? -eq 1 ]" if "doctor --installation" in each else each for each in commands]
    said = dict(zip(commands, machine.type(allowed), strict=True))

    key = next(printed for command, printed in said.items() if "issue_key" in command).strip()
    for port, host in (("8000", "omnia.example"), ("8001", "any")):
        wait_until(lambda port=port, host=host: machine.ask(port, "/readyz", Host=host)[0] == 200)
    authorised = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    opening = {"template": "date", "locale": "en", "channel": "voice"}
    # Sent again where it is refused, as callers do: a busy machine's database may be slower than the API waits for it.
    status, started = eventually(lambda: machine.ask("8001", "/api/v1/sessions", opening, **authorised))
    assert (status, json.loads(started)["status"]) == (201, "listening")
    status, page = machine.ask("8000", "/sign-in", Host="omnia.example")
    assert (status, b"OMNIA" in page) == (200, True)

    # What the timers start, as their units say it: a backup, its trial, and the check of the audit logs.
    for job in JOBS:
        done = subprocess.run([machine.bin / "systemctl", "start", job], env=machine.environment, check=False)
        assert done.returncode == 0, (machine.state / f"{job}.log").read_text(encoding="utf-8")
