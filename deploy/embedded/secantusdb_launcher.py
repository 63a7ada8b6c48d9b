"""Runs SecantusDB as the embedded server: private, bound to whoever started it, and with what is put right in it.

This script stands outside the product's packages and runs as a process of its own; the product speaks to it over MongoDB's wire
protocol only. It takes `--folder`, and SecantusDB's own arguments after it. In the folder it keeps

- `lock`, held while the server runs, with its process id: whoever wants to know whether it runs asks the lock, not a file;
- `omnia_port`, the port that it listens on;
- `password`, which the product writes before: the one user has it, and nobody else is let in. As SCRAM proves it to both sides,
  who signs in with it knows that it is this folder's server that answers.
"""

import argparse
import contextlib
import fcntl
import gc
import os
import signal
import socket
import sys
import threading
import time
from pathlib import Path

import secantusdb_cures
from secantus import auth, cli
from secantus.config import SecantusConfig
from secantus.server import SecantusDBServer

USER = "omnia"
ITERATIONS = 4096
"""The least that drivers accept: the password is random, so there is nothing that more rounds would protect."""
LOCK_SECONDS = 2.0
"""Someone who only looks whether the server runs holds the lock for an instant."""
PARENT_SECONDS = 0.5
STOP_SECONDS = 3.0
FORGET_SECONDS = 10.0
IDLE_SECONDS = 20.0
"""How long a transaction may be idle: its client was killed, for all that the product does in one follows at once."""
GARBAGE_THRESHOLDS = 20_000, 20, 20
"""A document that is read or written is thousands of objects, hardly one of them garbage that only a look finds: by Python's own
thresholds a fifth of the server's processor time went into looking."""
IN_USE = 3
"""Exit status when another server runs on the folder."""


def private_server(password: str) -> type[SecantusDBServer]:
    """A server that lets the product's own user in and nobody else."""
    keys = auth.derive_credentials(password, iterations=ITERATIONS, username=USER)
    record = {
        "_id": f"admin.{USER}",
        "user": USER,
        "db": "admin",
        "credentials": keys.to_doc(),
        "roles": [{"role": "root", "db": "admin"}],
        "mechanisms": [auth.SCRAM_SHA_256],
    }

    class PrivateServer(SecantusDBServer):
        def start(self) -> None:
            self.storage.add_user("admin", USER, record, replace=True)
            self.transactions._lifetime = IDLE_SECONDS  # noqa: SLF001  # its own way to say so is not passed on
            super().start()
            for work in (self._forget, self._end_idle):
                threading.Thread(target=work, name=work.__name__, daemon=True).start()

        def _forget(self) -> None:
            # The server itself looks for old entries of its log of operations every thousand writes only: a value that was
            # deleted would stay there for as long as nobody writes.
            while not self._stop_event.wait(FORGET_SECONDS):
                self.storage.prune_oplog()

        def _end_idle(self) -> None:
            # The server ends idle transactions only when another one asks for something: to drop what one had changed waited
            # without end, and held up everybody.
            while not self._stop_event.wait(1.0):
                self.transactions.prune_expired()

        def stop(self) -> None:
            # Closing a socket does not wake the thread that accepts on it; without this each stop waits two seconds for it.
            if self._socket is not None:
                with contextlib.suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)
            super().stop()

    return PrivateServer


def lock(path: Path) -> None:
    """Take the folder's lock for as long as this process lives; ends the process when another server holds it."""
    held = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                sys.exit(IN_USE)
            time.sleep(0.02)
        else:
            os.ftruncate(held, 0)
            os.write(held, str(os.getpid()).encode())
            return


def end_with_parent(parent: int) -> None:
    """End this process in order, or at last by force, soon after `parent` is gone, however it went."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(PARENT_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(STOP_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, name="end-with-parent", daemon=True).start()


def run() -> int:
    """Run the server until it is told to stop; returns its exit status."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--parent", type=int, required=True)
    parser.add_argument("--port", required=True)
    own, others = parser.parse_known_args()
    os.umask(0o077)
    end_with_parent(own.parent)
    lock(own.folder / "lock")
    (own.folder / "omnia_port").write_text(own.port)
    secantusdb_cures.cure()
    cli.SecantusDBServer = private_server((own.folder / "password").read_text())
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE_THRESHOLDS)
    # A configuration that happens to lie in the working folder or at home is not meant for this server.
    cli.load_config = lambda _path: (SecantusConfig(), None)
    return cli.main(["--port", own.port, "--storage-path", str(own.folder / "data"), "--auth", *others])


if __name__ == "__main__":
    sys.exit(run())
