"""Settling units of work that nobody works on any more: of the platform, the catalogue and all projects."""

import time
from datetime import datetime

from factory import trail as catalogue_trail
from fleet import store
from fleet.backups import restoring  # noqa: F401  # how its units are finished is registered there, and below
from omnia.infra import units
from omnia.infra.units import Books, Intent
from tenants.actions import (  # noqa: F401  # how their units are finished is registered there
    accounts,
    agreeing,
    bundle_import,
    erasing_later,
    holding,
    people,
    relocating,
    second_factor,
    suggesting,
    supporting,
)
from tenants.audit_chains import PLATFORM, books_of, platform_books
from tenants.control.models import Project, ProjectStatus
from tenants.project import passing_by

SECONDS = 5.0
"""Seconds between two looks of a process."""


def settle_abandoned(now: datetime | None = None) -> list[Intent]:
    """Settle what was begun by processes that are gone, or had more than enough time; returns it."""
    catalogue = catalogue_trail.books()
    found = units.settle_abandoned(store.intents(), books_named, now)
    return [*found, *units.settle_abandoned(catalogue.intents, lambda _intent: catalogue, now)]


def unsettled() -> list[Intent]:
    """Units that are begun and not settled, also those that are being worked on."""
    held = (store.intents(), catalogue_trail.books().intents)
    return [units.read(row) for intents in held for row in intents.find()]


def books_named(intent: Intent) -> Books | None:
    """Where a unit in the control database is written down; None if its project is gone, with its log.

    Raises `HeldStillError` for a project that is held still to be moved, or waits to be upgraded.
    """
    if intent.chain == PLATFORM:
        return platform_books()
    if not intent.project:
        # Runs are in the control database; what is told of them is in the catalogue's log.
        return Books(catalogue_trail.catalogue_chain(), store.intents())
    project = Project.objects.filter(pk=intent.project).exclude(status=ProjectStatus.ERASED).first()
    if project is None:
        return None
    if project.status == ProjectStatus.MOVING or _waits_for_upgrade(project):
        raise units.HeldStillError
    return books_of(project.ref)


def _waits_for_upgrade(project: Project) -> bool:
    """Whether a project's log is of a shape that is not read; closing one and keeping one is finished all the same."""
    return project.status == ProjectStatus.ACTIVE and passing_by.is_passed_by(project.ref)


class Settling:
    """A process's looks for what nobody works on any more: not more often than every few seconds."""

    def __init__(self) -> None:
        self._looked_at = -SECONDS

    def look(self) -> None:
        """Settle what is abandoned, if it is time to look."""
        now = time.monotonic()
        if now - self._looked_at >= SECONDS:
            self._looked_at = now
            settle_abandoned()
