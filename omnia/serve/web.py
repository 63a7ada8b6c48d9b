"""The web server and what it leaves lying about while it runs: one folder, which goes with it."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from omnia.serve import supervisor

PREFIX = "omnia-run-"
READY_SECONDS = 60.0


class NotReadyError(RuntimeError):
    """The web server ended, or did not get ready in time; the sentence says which."""


class RunFolder:
    """A private folder for the mark that says “draining” and for the processes' counts; leftovers of killed ones are removed."""

    def __init__(self) -> None:
        """Make it."""
        _remove_leftovers()
        self.path = Path(tempfile.gettempdir()) / f"{PREFIX}{os.getpid()}"
        self.path.mkdir(mode=0o700)
        self.drain_file = self.path / "draining"

    def variables(self, environment: Mapping[str, str], workers: int) -> dict[str, str]:
        """What the web server's processes are told of it, unless the operator told them otherwise."""
        told = {"OMNIA_DRAIN_FILE": str(self.drain_file)}
        if workers > 1 and not environment.get("PROMETHEUS_MULTIPROC_DIR"):
            # Each process counts on its own; here they keep their numbers together, so that any of them can tell the sum.
            numbers = self.path / "metrics"
            numbers.mkdir(exist_ok=True)
            told["PROMETHEUS_MULTIPROC_DIR"] = str(numbers)
        return told

    def remove(self) -> None:
        """Remove it with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)


def _remove_leftovers() -> None:
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        number = path.name.removeprefix(PREFIX)
        if number.isdecimal() and (int(number) == os.getpid() or not _lives(int(number))):
            shutil.rmtree(path, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


class WebServer:
    """Granian with the product's application; started, and started again, with the same environment."""

    def __init__(self, environment: Mapping[str, str], *, host: str, port: int, workers: int, threads: int) -> None:
        """Start it."""
        self._environment, self._place = environment, {"host": host, "port": port, "workers": workers, "threads": threads}
        self.process = self._started()

    def _started(self) -> "subprocess.Popen[bytes]":
        return supervisor.web_server(self._environment, **self._place)  # type: ignore[arg-type]

    def runs(self) -> bool:
        """Whether its main process is there."""
        return self.process.poll() is None

    def ended(self) -> str | None:
        """None while its main process runs, else what happened to it; it looks after its own worker processes."""
        status = self.process.poll()
        if status is None:
            return None
        return f"was killed (signal {-status})" if status < 0 else f"ended (status {status})"

    def restart(self) -> None:
        """Start it again; what is left of the old one makes room."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        self.process = self._started()

    def stop(self) -> None:
        """Let it finish what has begun, and end it."""
        supervisor.stop(self.process)


def wait_until_ready(web: WebServer, address: str) -> None:
    """Wait until `address` answers 200. Raises `NotReadyError`."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if not web.runs():
            raise NotReadyError("The web server stopped at once; what it said stands above.")
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310  # our own address
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise NotReadyError(f"The web server did not get ready within {READY_SECONDS:.0f} seconds.")
