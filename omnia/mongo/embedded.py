"""The embedded MongoDB-compatible server: started as a process of its own, found again, stopped.

Whether a server runs on a folder is asked of the lock that it holds, and who answers on its port is proved by the folder's
password: a port file that was left behind, or copied, leads nowhere.
"""

import contextlib
import fcntl
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from omnia.infra.private_files import generated_secret, make_private_folder, open_private

LAUNCHER = Path(__file__).resolve().parents[2] / "deploy" / "embedded" / "secantusdb_launcher.py"
START_SECONDS = 120.0
"""A server that ends is told at once: only one that hangs is waited for so long, and a slow machine is not taken for that."""

STOP_SECONDS, FIND_SECONDS = 30.0, 15.0
OWN_PORTS, MAX_PORTS = range(20_000, 32_768), 20
"""Ports that systems mostly leave to servers, and how many of them are tried."""

ASKING: dict[str, Any] = {"serverSelectionTimeoutMS": 300, "connectTimeoutMS": 300, "socketTimeoutMS": 2000}
OPLOG_SECONDS = 60
"""How long written values stay in the log of operations, deleted or not; change streams, which read it, start at the present."""
IN_USE = 3
"""The launcher's exit status when another server runs on the folder."""

MAX_TRIES = 5
"""Starts, of which each may meet somebody who asks at that moment whether a server runs: that looks as if one did."""


class EmbeddedServerError(RuntimeError):
    """The embedded server did not start or does not answer; the sentence says why and where to look."""


@dataclass(slots=True)
class EmbeddedServer:
    """A running embedded server."""

    uri: str = field(repr=False)
    """Its address, with its password."""
    process: "subprocess.Popen[bytes] | None"
    """None when the server was already running and belongs to someone else."""
    port: int

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


def folder_in(data_dir: Path) -> Path:
    """Where the embedded server's files are in a data folder."""
    return data_dir / "mongodb"


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on.

    Where it can be, none of those that the system gives to outgoing connections: one of these may take it before it is used.
    """
    for _try in range(MAX_PORTS):
        with socket.socket() as listener, contextlib.suppress(OSError):
            listener.bind(("127.0.0.1", secrets.choice(OWN_PORTS)))
            return int(listener.getsockname()[1])
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def uri_of(folder: Path, port: int) -> str:
    """The address of the folder's server on this port, with the password that only the product has."""
    password = generated_secret(folder / "password")
    return f"mongodb://omnia:{password}@127.0.0.1:{port}/?directConnection=true&authSource=admin"


def answers(uri: str) -> bool:
    """Whether a server answers at this address that takes its password, and knows it."""
    client: MongoClient[dict[str, object]] = MongoClient(
        uri, serverSelectionTimeoutMS=300, connectTimeoutMS=300, socketTimeoutMS=2000
    )
    try:
        client.admin.command("connectionStatus")
    except PyMongoError:
        return False
    else:
        return True
    finally:
        client.close()


def running_process(folder: Path) -> int | None:
    """The process id of the server that runs on the folder, 0 if it did not tell it yet, None if there is none."""
    try:
        lock = os.open(folder / "lock", os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return int(os.read(lock, 20) or b"0")
    else:
        return None
    finally:
        os.close(lock)


def wait_until_free(folder: Path, seconds: float) -> bool:
    """Wait until no server runs on the folder; returns whether that came true in time."""
    deadline = time.monotonic() + seconds
    while running_process(folder) is not None:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def find(folder: Path, *, seconds: float = FIND_SECONDS) -> EmbeddedServer | None:
    """Find the server that runs on the folder; None if there is none. Who answers is proved, not believed.

    Raises:
        EmbeddedServerError: a server runs there and does not answer within `seconds`.
    """
    deadline = time.monotonic() + seconds
    while (process := running_process(folder)) is not None:
        port = _noted_port(folder)
        if port is not None and answers(uri := uri_of(folder, port)):
            return EmbeddedServer(uri, None, port)
        if time.monotonic() > deadline:
            raise EmbeddedServerError(
                f"The embedded database server of {folder} runs (process {process}) and does not answer. Stop it, or wait; "
                f"{folder / 'server.log'} may say why."
            )
        time.sleep(0.05)
    return None


def start(folder: Path, *, durable: bool = True, test_commands: bool = False, port: int | None = None) -> EmbeddedServer:
    """Start the server on `folder`, or find the one that already runs on it. It ends when the process that started it does.

    Args:
        folder: where the database files are; made if missing, readable by its owner alone.
        durable: flush each acknowledged write to disk.
        test_commands: allow fail points; for tests only.
        port: the port to listen on; a free one if not given.

    Raises:
        EmbeddedServerError: it did not answer in time, or the optional package is not installed.
    """
    options = [*(["--sync-on-commit"] if durable else []), *(["--enable-test-commands"] if test_commands else [])]
    for _try in range(MAX_TRIES):
        # One that another process has just started may take as long as one's own to answer.
        found = find(folder, seconds=START_SECONDS) or _launch(folder, port or free_port(), options)
        if found is not None:
            return found
    raise EmbeddedServerError(f"Others start and stop a server on {folder} all the time. Start again when they are done.")


def _launch(folder: Path, port: int, options: list[str]) -> EmbeddedServer | None:
    """Start a server of this process's own; None if another seemed to have the folder, and is not there."""
    make_private_folder(folder)
    generated_secret(folder / "password")
    command = [sys.executable, str(LAUNCHER), "--folder", str(folder), "--parent", str(os.getpid())]
    command += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "WARNING"]
    command += ["--oplog-retention-seconds", str(OPLOG_SECONDS), *options]
    with os.fdopen(open_private(folder / "server.log", os.O_WRONLY | os.O_APPEND), "ab") as log:
        # A session of its own: Ctrl-C in the terminal reaches the product first, which stops the server in order.
        process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
    try:
        return _ready(process, folder, port)
    except BaseException:
        process.kill()
        process.wait()
        raise


def _noted_port(folder: Path) -> int | None:
    try:
        return int((folder / "omnia_port").read_text())
    except (FileNotFoundError, ValueError):
        return None


def _ready(process: "subprocess.Popen[bytes]", folder: Path, port: int) -> EmbeddedServer | None:
    """The server once it answers, or the other one that was started at the same time, if there is one.

    Raises `EmbeddedServerError`.
    """
    uri, deadline = uri_of(folder, port), time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        status = process.poll()
        if status == IN_USE:
            return find(folder, seconds=START_SECONDS)
        if status is not None:
            raise EmbeddedServerError(f"The embedded database server stopped at once. {folder / 'server.log'} says why.")
        if answers(uri):
            return EmbeddedServer(uri, process, port)
        time.sleep(0.05)
    raise EmbeddedServerError(
        f"The embedded database server did not answer within {START_SECONDS:.0f} seconds. See {folder / 'server.log'}."
    )
