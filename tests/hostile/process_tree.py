"""The product as a tree of processes: started as people start it, looked at from outside, killed."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import patience
from waiting import eventually

from omnia.mongo import embedded

ROOT = Path(__file__).parents[2]
START_SECONDS = 300.0
GONE_SECONDS = 60.0
"""What the product promises: so long after its last supervisor was killed, nothing of it is left."""
CREATED = 201
ROLES = ("database", "web", "worker", "serve")


def environment(**more: str) -> dict[str, str]:
    """The variables of a product of its own, which starts cold: nothing of what the tests' settings put there."""
    ours = ("OMNIA_", "DJANGO_", "PORT", "PROMETHEUS_", "PYTEST_", "JOURNAL_STREAM")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    told = {**kept, "OMNIA_LOG_LEVEL": "WARNING", "OMNIA_MONGODB_OPERATION_MS": "60000", **more}
    return told if "PYTHONPATH" in more else patience.starting_cold(told)


@dataclass
class Product:
    """`manage.py serve` on a data folder."""

    folder: Path
    port: int = field(default_factory=embedded.free_port)
    more: dict[str, str] = field(default_factory=dict)
    root: Path = ROOT
    """Folder of the product that is started."""
    command: ClassVar[str] = "serve"

    def __post_init__(self) -> None:
        self.log_path = self.folder.parent / f"{self.folder.name}-{self.port}.log"
        told = {"PORT": str(self.port), "OMNIA_DATA_DIR": str(self.folder), "OMNIA_DRAIN_SECONDS": "0", **self.more}
        with self.log_path.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(self.root / "manage.py"), self.command],
                env=environment(**told), cwd="/", stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    @property
    def printed(self) -> str:
        return self.log_path.read_text()

    def wait_for(self, words: str) -> None:
        """Wait until it has printed these words."""
        assert eventually(lambda: words in self.printed or self.process.poll() is not None, START_SECONDS), self.printed
        assert words in self.printed, self.printed

    def call(self, path: str, body: dict[str, Any] | None = None, key: str = "") -> tuple[int, dict[str, Any]]:
        """Ask it; returns status and JSON, 0 when nobody answers."""
        content = json.dumps(body).encode() if body is not None else None
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", content, headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"{}")
        except OSError:
            return 0, {}

    def key(self) -> str:
        """The demo project's key."""
        kept = json.loads((self.folder / "demo.json").read_text())
        return str(next(value for name, value in kept.items() if name.startswith("key:")))

    def start_conversation(self) -> tuple[int, dict[str, Any]]:
        return self.call("/api/v1/sessions", {"template": "date", "locale": "en", "channel": "chat"}, self.key())

    def begin(self) -> str:
        """Start a conversation; its session. What is answered 503 is sent again, as callers do."""
        begun = eventually(lambda: found if (found := self.start_conversation())[0] == CREATED else None)
        assert begun is not None, self.printed
        return str(begun[1]["session"])

    def is_well(self) -> bool:
        """Whether a conversation can be started and kept."""
        return self.start_conversation()[0] == CREATED

    def pids(self) -> dict[str, int]:
        """One process of each role; empty when not all are there."""
        found = self.web_pids()
        for pid in members(self.folder):
            if "secantusdb_launcher" in command_of(pid):
                found["database"] = pid
        return {"serve": self.process.pid, **found} if len(found) == 3 else {}

    def web_pids(self) -> dict[str, int]:
        """The web server's main process and one of its workers."""
        served = [pid for pid in members(self.folder) if "granian" in command_of(pid)]
        return {"web" if parent_of(pid) == self.process.pid else "worker": pid for pid in served}

    def kill(self, role: str) -> None:
        os.kill(self.pids()[role], signal.SIGKILL)

    def end(self) -> None:
        """Whatever state it is in, leave nothing of it."""
        self.process.kill()
        self.process.wait()
        for pid in members(self.folder):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def members(folder: Path) -> list[int]:
    """Every process that was told of this data folder."""
    found = []
    mark = str(folder).encode()
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and int(entry.name) != os.getpid():
            # A process may end while it is looked at; one that has ended and is not fetched yet has neither.
            with suppress(OSError):
                told = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
                if re.search(re.escape(mark) + rb"[/\0]", told):
                    found.append(int(entry.name))
    return found


def command_of(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""


def parent_of(pid: int) -> int:
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return 0


def is_gone(folder: Path) -> bool:
    """Whether nothing that belongs to the folder is left within the time that the product promises."""
    return bool(eventually(lambda: not members(folder), GONE_SECONDS))


def copy_of(prepared: Path, folder: Path) -> Path:
    """A data folder in which all is set up, so that a start takes seconds."""
    shutil.copytree(prepared, folder)
    return folder
