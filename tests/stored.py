"""What the control and factory databases hold as a test begins: put right where anything was written since, and nowhere else.

Each write of this process is heard. Another process writes unheard: once one was started, everything is put anew.
"""

import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import casting
import sampling
from bson import encode
from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument
from pymongo import monitoring
from pymongo.database import Database

READS = {
    "abortTransaction", "aggregate", "buildInfo", "collStats", "commitTransaction", "configureFailPoint", "connectionStatus",
    "count", "dbStats", "distinct", "endSessions", "explain", "find", "getMore", "getParameter", "hello", "killCursors",
    "listCollections", "listDatabases", "listIndexes", "ping",
}  # fmt: skip
"""Change no document, unless they have one of these stages; a transaction's writes are commands of their own."""
WRITING_STAGES = {"$merge", "$out"}
WRITES = {"create", "createIndexes", "delete", "drop", "findAndModify", "insert", "update"}
"""Change the collection that they name; whatever else there is may change any."""
DROPPING = "dropDatabase"
"""Changes all of the database that it is sent to, and no other: a test's projects go with it."""
PROCESSES = {"os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.system", "subprocess.Popen"}
"""Audit events of Python that tell of a process."""

UNREAD: "CodecOptions[RawBSONDocument]" = CodecOptions(document_class=RawBSONDocument)
"""Documents as their bytes."""

Target = tuple[str, str]
"""A database and a collection."""


class Writes(monitoring.CommandListener):
    """Hears what this process writes, over every client that is opened after `listen`."""

    def __init__(self) -> None:
        self._lock, self._here = threading.RLock(), threading.local()
        self._touched: dict[str, set[str]] = {}
        """Of the databases of which it is known: the collections that were written to since `take`."""
        self._running: dict[int, Target | None] = {}

    def listen(self) -> None:
        """Begin; there is no way to end."""
        monitoring.register(self)
        sys.addaudithook(self._audited)

    def take(self, database: str) -> set[str] | None:
        """The collections of a database that were written to since this was asked; None if that is not known."""
        with self._lock:
            found, self._touched[database] = self._touched.get(database), set()
        return found

    def have_left(self, database: str) -> bool:
        """Whether a database is known not to have been written to since `take`."""
        with self._lock:
            return self._touched.get(database) == set()

    @contextmanager
    def unheard(self) -> Iterator[None]:
        """What this thread writes meanwhile is known to who asks."""
        self._here.silent = True
        try:
            yield
        finally:
            self._here.silent = False

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        """Note what the command may change."""
        if getattr(self._here, "silent", False) or not _may_change(event):
            return
        if event.command_name == DROPPING:
            self._forget(event.database_name)
            return
        name = event.command.get(event.command_name)
        target = (event.database_name, str(name)) if event.command_name in WRITES else None
        self._running[event.request_id] = target
        self._touch(target)

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """Note it again: the next test may have begun while it ran."""
        self._ended(event.request_id)

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """What failed may have changed something."""
        self._ended(event.request_id)

    def _ended(self, request: int) -> None:
        if request in self._running:
            self._touch(self._running.pop(request))

    def _forget(self, database: str) -> None:
        """Of what is dropped as a whole nothing is known any more; of the others it is."""
        with self._lock:
            self._touched.pop(database, None)

    def _touch(self, target: Target | None) -> None:
        with self._lock:
            if target is None:
                self._touched.clear()
            elif target[0] in self._touched:
                self._touched[target[0]].add(target[1])

    def _audited(self, name: str, _arguments: tuple[Any, ...]) -> None:
        if name in PROCESSES:
            self._touch(None)


def _may_change(event: monitoring.CommandStartedEvent) -> bool:
    if event.command_name == "aggregate":
        return any(WRITING_STAGES & set(stage) for stage in event.command.get("pipeline", ()))
    return event.command_name not in READS


class Stored:
    """What databases hold for the test that begins."""

    def __init__(self, writes: Writes, kept: set[str]) -> None:
        self._writes, self._kept = writes, kept
        self._held: dict[Target, casting.Rows] = {}
        """What was put into collections; the others were emptied."""

    def bring(self, held: "Database[dict[str, Any]]", wanted: casting.Documents) -> None:
        """Have a database hold these documents and no others, but for the collections that are kept as they are."""
        touched = self._writes.take(held.name)
        known = {name for base, name in self._held if base == held.name} | set(wanted)
        wrong = {name for name in known if self._held.get((held.name, name)) is not wanted.get(name)}
        wrong |= known | set(held.list_collection_names()) if touched is None else touched
        with self._writes.unheard():
            for name in sorted(wrong - self._kept):
                self._put(held, name, wanted.get(name))
        if sampling.is_exhaustive():
            self._look(held, wanted)

    def _look(self, held: "Database[dict[str, Any]]", wanted: casting.Documents) -> None:
        """Whether every write was heard."""
        found = {name: by_id(held[name].find()) for name in set(held.list_collection_names()) - self._kept}
        assert {name: rows for name, rows in found.items() if rows} == {name: by_id(rows) for name, rows in wanted.items()}

    def _put(self, held: "Database[dict[str, Any]]", name: str, rows: casting.Rows | None) -> None:
        self._held.pop((held.name, name), None)
        if not rows:
            held[name].delete_many({})
            return
        # Looking costs a server a small part of what writing does, and a test changes few documents of many.
        present = {row["_id"]: row.raw for row in held.get_collection(name, codec_options=UNREAD).find()}
        wanted = {row["_id"]: encode(row) for row in rows}
        wrong = [key for key, raw in present.items() if wanted.get(key) != raw]
        if wrong:
            held[name].delete_many({"_id": {"$in": wrong}})
        if missing := [row for row in rows if row["_id"] in wrong or row["_id"] not in present]:
            casting.put(held[name], missing)
        self._held[held.name, name] = rows


def by_id(rows: Iterable[dict[str, Any]]) -> casting.Rows:
    """Documents in an order that does not tell when they were written."""
    return sorted(rows, key=lambda row: str(row["_id"]))
