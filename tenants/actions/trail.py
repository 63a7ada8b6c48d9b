"""Where actions write what they did: the project's own chain, and the platform's for what concerns both.

An action that changes something does it inside of `unit`, so that change and entry are both there or neither, whenever the
process is killed. `note` is for what changes nothing, and for what has its own way of being finished.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from django.db import models

from omnia.audit_events import EVENTS
from omnia.infra import audit, bus, units
from omnia.infra.audit import Actor
from omnia.infra.units import Books, Entry, Unit
from omnia.mongo.clusters import database
from omnia.mongo.context import ProjectRef
from omnia.mongo.stamped import collection_of, key_field, row_query
from tenants.audit_chains import books_of, chain_of, platform_chain


def unit(
    project: ProjectRef, actor: Actor, action: str, collection: str, key: Any, *, told: Sequence[Entry] = ()
) -> AbstractContextManager[Unit]:
    """Do a unit of work that changes a document of a project's database; see `omnia.infra.units.begun`."""
    return units.begun(books_of(project), actor, action, database(project)[collection], key, told=told)


def unit_on(
    books: Books, actor: Actor, action: str, model: type[models.Model], key: Any, *, told: Sequence[Entry] = ()
) -> AbstractContextManager[Unit]:
    """Do a unit of work that changes a row of the control database."""
    return units.begun(books, actor, action, collection_of(model), key, field=key_field(model), told=told)


def unit_of(books: Books, actor: Actor, told: Entry, row: models.Model, *, removes: bool = False) -> AbstractContextManager[Unit]:
    """Do a unit of work that writes one row of the control database, or removes it; the log is to say `told`."""
    ((field, key),) = row_query(row).items()
    known = [told] if removes else []
    return units.begun(books, actor, told.action, collection_of(row._meta.model), key, field=field, told=known)


@units.subscribe
def _invalidate(books: Books, _actor: Actor, entry: Entry) -> None:
    """Have all processes look anew at what an event made stale; where a channel points is announced by its move."""
    event = EVENTS.get(entry.action)
    if event is not None and "keys" in event.makes_stale and books.project:
        # A process may also remember that there is no such key: what was issued works at once everywhere.
        bus.announce_keys(ProjectRef(books.project))


def note(project: ProjectRef, actor: Actor, *, action: str, subject: str, **details: Any) -> None:
    """Add an entry to the project's own audit chain."""
    audit.append(chain_of(project), actor=actor, action=action, subject=subject, details=details)


def note_once(project: ProjectRef, actor: Actor, since: datetime, *, action: str, subject: str, **details: Any) -> None:
    """Like `note`, unless somebody added the same entry since then: of what whoever comes next finishes."""
    audit.append(chain_of(project), actor=actor, action=action, subject=subject, details=details, once_since=since)


def note_platform(actor: Actor, *, action: str, subject: str, **details: Any) -> int:
    """Add an entry to the platform's audit chain, in the control database, and return its number."""
    return audit.append(platform_chain(), actor=actor, action=action, subject=subject, details=details)


def note_platform_once(actor: Actor, since: datetime, *, action: str, subject: str, **details: Any) -> None:
    """Like `note_platform`, unless somebody added the same entry since then."""
    audit.append(platform_chain(), actor=actor, action=action, subject=subject, details=details, once_since=since)
