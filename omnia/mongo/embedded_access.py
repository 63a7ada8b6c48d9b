"""How a process without configured servers reaches its database: the embedded server of the data folder, and nothing else.

The server is looked for when it is needed first. A command that finds none starts it, for its own time; commands that run at the
same moment share it, and the one that started it waits for the others before it ends it.
"""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from omnia.infra.private_files import make_private_folder, open_private
from omnia.mongo import embedded

EMBEDDED = "embedded"
"""Stands where an address does, in settings of processes that have no servers configured."""

STARTING, USERS = "starting.lock", "users.lock"


class Access:
    """This process's way to the embedded server."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._may_start = False
        self._started: embedded.EmbeddedServer | None = None
        self._users: int | None = None
        """The lock that says that this process uses the server; held until it is done."""

    def address(self) -> str:
        """Find the data folder's server, or start it if this process may; returns its address.

        Raises:
            EmbeddedServerError: there is none, or it does not answer; the sentence says what to do.
        """
        folder = embedded.folder_in(Path(settings.DATA_DIR))
        with self._lock:
            return self._own(folder) if self._may_start else _found(folder)

    def _own(self, folder: Path) -> str:
        make_private_folder(folder)
        # One command at a time looks and starts: two that found nothing would both start a server.
        starting = open_private(folder / STARTING, os.O_RDWR)
        try:
            fcntl.flock(starting, fcntl.LOCK_EX)
            if self._users is None:
                self._users = open_private(folder / USERS, os.O_RDWR)
            fcntl.flock(self._users, fcntl.LOCK_SH)
            server = embedded.start(folder)
            if server.process is not None:
                self._started = server
            return server.uri
        finally:
            os.close(starting)

    @contextmanager
    def for_own_time(self) -> Iterator[None]:
        """Let this process start the embedded server when it needs it; what it started is ended when it is done."""
        self._may_start = True
        try:
            yield
        finally:
            self._may_start = False
            self._leave()

    def _leave(self) -> None:
        started, users = self._started, self._users
        self._started = self._users = None
        if users is None:
            return
        try:
            if started is not None:
                # Others that found this server go on with it until they are done.
                fcntl.flock(users, fcntl.LOCK_EX)
                started.stop()
        finally:
            os.close(users)


def _found(folder: Path) -> str:
    server = embedded.find(folder)
    if server is None:
        raise embedded.EmbeddedServerError(
            f"No database server is configured, and none runs on the data folder {folder.parent}. "
            "Set OMNIA_MONGODB_URI, or start the product with `make run`."
        )
    return server.uri


ACCESS = Access()
