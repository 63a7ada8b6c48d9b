"""The embedded MongoDB-compatible server: started as a process of its own, found again, stopped."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from pymongo import MongoClient
from pymongo.errors import PyMongoError

LAUNCHER = Path(__file__).resolve().parents[2] / "deploy" / "embedded" / "secantusdb_launcher.py"
START_SECONDS = 30.0
STOP_SECONDS = 15.0


class EmbeddedServerError(RuntimeError):
    """The embedded server did not start; the sentence says why and where to look."""


@dataclass(slots=True)
class EmbeddedServer:
    """A running embedded server."""

    uri: str
    process: "subprocess.Popen[bytes] | None"
    """None when the server was already running and belongs to someone else."""

    def stop(self) -> None:
        """End the server if this process started it, letting it close its files."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def uri_of(port: int) -> str:
    """The address of an embedded server on this port."""
    return f"mongodb://127.0.0.1:{port}/?directConnection=true"


def answers(uri: str) -> bool:
    """Whether a MongoDB-compatible server answers at this address."""
    client: MongoClient[dict[str, object]] = MongoClient(uri, serverSelectionTimeoutMS=300, connectTimeoutMS=300)
    try:
        client.admin.command("ping")
    except PyMongoError:
        return False
    else:
        return True
    finally:
        client.close()


def start(data_dir: Path, *, durable: bool = True, test_commands: bool = False) -> EmbeddedServer:
    """Start the server on `data_dir`, or find the one that already runs on it.

    Args:
        data_dir: folder of the database files; made if missing.
        durable: flush each acknowledged write to disk.
        test_commands: allow fail points; for tests only.

    Raises:
        EmbeddedServerError: it did not answer in time, or the optional package is not installed.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    port_file = data_dir / "omnia_port"
    if port_file.exists() and answers(uri_of(int(port_file.read_text()))):
        return EmbeddedServer(uri_of(int(port_file.read_text())), None)
    port = free_port()
    log_path = data_dir / "server.log"
    command = [
        sys.executable,
        str(LAUNCHER),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--storage-path",
        str(data_dir / "data"),
    ]
    command += ["--log-level", "WARNING"]
    command += ["--sync-on-commit"] if durable else []
    command += ["--enable-test-commands"] if test_commands else []
    with log_path.open("ab") as log:
        # A session of its own: Ctrl-C in the terminal reaches the product first, which stops the server in order.
        process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
    _wait_until_ready(process, uri_of(port), log_path)
    port_file.write_text(str(port))
    return EmbeddedServer(uri_of(port), process)


def _wait_until_ready(process: "subprocess.Popen[bytes]", uri: str, log_path: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise EmbeddedServerError(f"The embedded database server stopped at once. {log_path} says why.")
        if answers(uri):
            return
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    raise EmbeddedServerError(f"The embedded database server did not answer within {START_SECONDS:.0f} seconds. See {log_path}.")
