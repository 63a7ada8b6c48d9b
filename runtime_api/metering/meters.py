"""Counting what projects use, on the path of every answer: an addition to a mapped cell, no lock and no wait.

The cells of a day lie in a file of this process's own (`omnia.infra.tallies`); `folding` brings them into the projects'
databases. Docs: docs/decisions/0066-metered-usage.md.
"""

import os
import tempfile
import threading
from datetime import date
from pathlib import Path
from weakref import WeakValueDictionary

from django.conf import settings

from omnia.infra import background, tallies
from omnia.infra.tallies import Cell, TallyFile
from omnia.infra.telemetry import log, note_outage
from omnia.mongo.context import ProjectRef
from runtime_api.conversations.sessions import utc_now

READS, EGRESS, TALKS = range(3)
"""The numbers of a row. `TALKS` is no figure: it says that conversations of the project moved, and are to be looked at."""

logger = log(__name__)


class Meter:
    """Counts for one project; its cells are those of the present day."""

    __slots__ = ("__weakref__", "_egress", "_reads", "_talks", "project")

    def __init__(self, project: ProjectRef, cells: tuple[Cell, ...]) -> None:
        self.project = project
        self.use(cells)

    def use(self, cells: tuple[Cell, ...]) -> None:
        """Count in other cells from now on."""
        self._reads, self._egress, self._talks = cells[READS], cells[EGRESS], cells[TALKS]

    # CPython gives way to another thread at calls and jumps only: between reading and writing a cell there is neither.

    def count_read(self, size: int) -> None:
        """A read is answered, with so many bytes."""
        self._reads.value += 1
        self._egress.value += size

    def count_sent(self, size: int) -> None:
        """Something else is answered, with so many bytes."""
        self._egress.value += size

    def note_talk(self) -> None:
        """A conversation is about to be stored, or was just stored."""
        self._talks.value += 1


class Meters:
    """The meters of this process, and the file that they count in."""

    def __init__(self) -> None:
        self._begin()

    def forget(self) -> None:
        """Have none, as a process that was just forked: the files are its parent's, whose end their locks are to show."""
        present = self._file
        for held in (*self.earlier.values(), *([present] if present is not None else [])):
            held.leave()
        self._begin()

    def _begin(self) -> None:
        self._lock = threading.Lock()
        self._meters: WeakValueDictionary[ProjectRef, Meter] = WeakValueDictionary()
        self._file: TallyFile | None = None
        self._day = date.min
        self.earlier: dict[date, TallyFile] = {}
        """Files of days that are over, until all that is in them is stored."""

    def of(self, project: ProjectRef) -> Meter:
        """The meter of a project; it counts for as long as somebody holds it."""
        found = self._meters.get(project)
        if found is not None:
            return found
        with self._lock:
            held = self._today()
            found = self._meters.get(project)
            if found is None:
                found = self._meters[project] = Meter(project, held.row(name_of(project)))
            return found

    def turn_day(self) -> None:
        """Count in the present day's cells."""
        with self._lock:
            self._today()

    def own(self) -> list[tuple[date, TallyFile]]:
        """The files that this process counts in, by their days."""
        with self._lock:
            present = [(self._day, self._file)] if self._file is not None else []
            return [*self.earlier.items(), *present]

    def _today(self) -> TallyFile:
        """The file of the present day; what counted on an earlier day counts here from now on."""
        day = utc_now().date()
        if self._file is None or day != self._day:
            if self._file is not None:
                self.earlier[self._day] = self._file
            self._file, self._day = _open(day), day
            for meter in list(self._meters.values()):
                meter.use(self._file.row(name_of(meter.project)))
        return self._file


METERS = Meters()


def meter_of(project: ProjectRef) -> Meter:
    """The meter of a project in this process."""
    return METERS.of(project)


class noted_talk:  # noqa: N801  # read as the function that it stands for; a generator's context manager costs five times as much
    """Notes that a conversation is stored in the block: before, for whoever is killed in it, and after, for who looked before."""

    __slots__ = ("_meter",)

    def __init__(self, project: ProjectRef) -> None:
        self._meter = meter_of(project)

    def __enter__(self) -> None:
        """Note it."""
        self._meter.note_talk()

    def __exit__(self, *_error: object) -> None:
        """Note it again: also where an error leaves open whether it was stored."""
        self._meter.note_talk()


def folder() -> Path:
    """Where the processes of this machine keep what they counted."""
    if settings.OMNIA_USAGE_FOLDER:
        return Path(settings.OMNIA_USAGE_FOLDER)
    return Path(tempfile.gettempdir()) / f"omnia-usage-{os.getuid()}"


def name_of(project: ProjectRef) -> str:
    """How a project is named in a row."""
    return f"{project.cluster}/{project.id}"


def project_named(name: str) -> ProjectRef:
    """The project of a row."""
    cluster, _slash, identifier = name.partition("/")
    return ProjectRef(identifier, cluster)


def _open(day: date) -> TallyFile:
    try:
        return tallies.open_tallies(folder(), day.isoformat())
    except OSError as error:
        # What is counted ends with the process then, but for what it has stored.
        note_outage(logger, "usage folder", "usage.in_memory", error=type(error).__name__)
        return tallies.in_memory()


background.after_fork(METERS.forget)
