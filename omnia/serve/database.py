"""The embedded database while the product is served: looked at, put right, and stopped with an account of how that went."""

import threading
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from omnia.infra.disk_space import free_megabytes
from omnia.mongo import embedded
from omnia.serve.supervision import CannotStartError

PROBE_SECONDS = 5.0
PATIENCE = 3
"""Probes in a row that fail before a server that still runs is taken for broken."""
ROOM_MEGABYTES = 48
"""What the database needs to come up again: its log files of 10 MB, and a checkpoint."""
OTHERS_SECONDS = 30.0
PROBING: dict[str, Any] = {"serverSelectionTimeoutMS": 2000, "connectTimeoutMS": 2000, "socketTimeoutMS": 5000}


class EmbeddedDatabase:
    """The server of a folder, run by this process; it stays on one port."""

    def __init__(self, folder: Path) -> None:
        """Start it. Raises `EmbeddedServerError`: also when another process, a command perhaps, does not let go of the folder."""
        self.folder = folder
        self._server = self._own(port=None)
        self._closing = threading.Event()
        self._failed = 0
        threading.Thread(target=self._probe, name="database-probe", daemon=True).start()

    @property
    def uri(self) -> str:
        """Where it is reached, also after it was started again."""
        return self._server.uri

    def _own(self, port: int | None) -> embedded.EmbeddedServer:
        if not embedded.wait_until_free(self.folder, OTHERS_SECONDS):
            raise embedded.EmbeddedServerError(
                f"Another process uses the embedded database of {self.folder} (process {embedded.running_process(self.folder)}): "
                "a command that runs long, perhaps. Start again when it has ended."
            )
        return embedded.start(self.folder, port=port)

    def ended(self) -> str | None:
        """None while it is well; else what happened to it. One that runs and is broken is ended for good."""
        status = self._process.poll()
        if status is not None:
            return f"was killed (signal {-status})" if status < 0 else f"ended (status {status})"
        if self._failed < PATIENCE:
            return None
        self._process.kill()
        self._process.wait()
        return f"did not work any more for {PATIENCE * PROBE_SECONDS:.0f} s and was ended"

    def restart(self) -> None:
        """Start it again, on its port; it recovers from its log. Raises `CannotStartError`."""
        free = free_megabytes(self.folder)
        if free < ROOM_MEGABYTES:
            raise CannotStartError(f"the disk is full: {free} MB are free under {self.folder}, {ROOM_MEGABYTES} are needed.")
        try:
            self._server = self._own(self._server.port)
        except embedded.EmbeddedServerError as error:
            raise CannotStartError(str(error)) from error
        self._failed = 0

    def stop(self) -> bool:
        """End it; returns whether it closed its files in order."""
        self._closing.set()
        self._server.stop()
        return bool(self._process.returncode == 0)

    @property
    def _process(self) -> Any:
        return self._server.process

    def _probe(self) -> None:
        while not self._closing.wait(PROBE_SECONDS):
            try:
                with MongoClient[dict[str, Any]](self.uri, **PROBING) as client:
                    client["omnia_serve"]["probe"].update_one({"_id": 0}, {"$inc": {"looks": 1}}, upsert=True)
            except PyMongoError:
                self._failed += 1
            else:
                self._failed = 0
