"""What is known of one person who talked to a project: looked for, given out, and erased with a certificate in the audit log.

No entry holds what was looked for: a keyed hash under the project's data key stands for it, so whoever holds the value can show
that an entry is about it, and nobody learns it from there. Docs: docs/decisions/0045-what-is-known-of-a-person.md.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from pymongo import UpdateOne

from omnia.infra import audit
from omnia.infra.audit import Actor
from omnia.mongo import data_keys, transactions
from omnia.mongo.clusters import Document, database
from tenants.access import authorise_persons
from tenants.actions import trail
from tenants.actions.reading import PERSON_EXPORTED, PERSON_SEARCHED
from tenants.audit_chains import chain_of
from tenants.control.models import Project
from tenants.persons import finding, running_talks, searches
from tenants.persons.finding import How, Search
from tenants.project import collections, records
from tenants.project.retention import FIELDS, retention_of

SLICE_SECONDS = 1.0
"""How long a request looks; one batch of records is always looked through."""

FORMAT = "omnia.person.1"
SHELL = ("flow", "template", "locale", "channel", "release", "release_channel", "started_at")
"""What is left of a running conversation that is erased: no word, value or id of the caller."""


class PersonError(ValueError):
    """What cannot be done with what was found; the sentence says why."""


class Certificate(msgspec.Struct, frozen=True):
    """What was erased; `entry` is the number of the entry in the project's audit log that says so."""

    entry: int
    at: datetime
    mark: str
    conversations: int
    running: int
    words: int
    places: int
    """Documents of the project's content in which it stands and which were left alone."""


def begin_search(actor: Actor, project: Project, how: How, wanted: str) -> Search:
    """Begin to look for a person; an earlier search is forgotten. `go_on` looks.

    Raises:
        ValueRefusedError: what was given cannot be looked for.
        Forbidden, Absent: the actor may not do this.
    """
    authorise_persons(actor, project)
    search = finding.begin(project, how, wanted)
    searches.keep(project, search)
    trail.note(project.ref, actor, action=PERSON_SEARCHED, subject=project.pk, by=how, mark=mark_of(project, search.wanted))
    return search


def go_on(
    actor: Actor, project: Project, *, seconds: float = SLICE_SECONDS, clock: Callable[[], float] = time.monotonic
) -> Search | None:
    """Look on until everything was looked at or the time is over; None without a search.

    Raises:
        StoreAwayError: Redis does not answer.
        Forbidden, Absent: the actor may not do this.
    """
    authorise_persons(actor, project)
    search, until = searches.current(project), clock() + seconds
    if search is None or search.is_done:
        return search
    while not search.is_done:
        search = finding.step(project, search)
        if clock() >= until:
            break
    searches.keep(project, search)
    return search


def export_person(actor: Actor, project: Project, search: Search) -> dict[str, Any]:
    """Everything that was found of a person, with its words, as plain data; that it was given out is an entry.

    Raises:
        PersonError: not everything was looked at yet.
        StoreAwayError, Forbidden, Absent: see `go_on`.
    """
    authorise_persons(actor, project)
    _require_done(search)
    found = {
        "format": FORMAT,
        "project": {"id": project.pk, "name": project.name},
        "at": datetime.now(UTC),
        search.how: search.wanted,
        **_kept_of(project, search.sessions),
        "content": msgspec.to_builtins(search.places),
    }
    counts = {name: len(found[name]) for name in ("conversations", "running", "words")}
    mark = mark_of(project, search.wanted)
    trail.note(project.ref, actor, action=PERSON_EXPORTED, subject=project.pk, by=search.how, mark=mark, **counts)
    return found


def erase_person(actor: Actor, project: Project, search: Search) -> Certificate:
    """Erase what was found of a person, and leave what counts need: that there was a conversation, with no word of it.

    Records stay without their words until their time is over, so that neither a record that is written late nor a backup brings
    the words back. What stands in the project's own content (tests, notes) is told in `places`, and left alone.

    Raises:
        PersonError: not everything was looked at yet, or what was found is not one person.
        StoreAwayError, Forbidden, Absent: see `go_on`.
    """
    authorise_persons(actor, project)
    _require_done(search)
    if search.has_too_many:
        sentence = (
            f"More than {finding.MOST_FOUND} conversations hold this, so it is not one person. Look for something of theirs."
        )
        raise PersonError(sentence)
    now = datetime.now(UTC)
    mine = set(search.sessions)
    talks = [talk for talk in running_talks.read(project.ref) if talk.session in mine]
    # First of all what runs: what is forgotten cannot be recorded any more, and what is recorded already is erased below.
    running_talks.forget(project.ref, mine)
    days, running = _days(project), sum(talk.is_running for talk in talks)
    held = {talk.session: talk.record for talk in talks}
    # Of words alone that were found there is no record any more, and none can come.
    found = {hit.session: {"flow": hit.subject} for hit in search.hits if hit.where != ["words"]}
    shells = [_shell(session, record, now, days) for session, record in (found | held).items()]
    facts = {"by": search.how, "mark": mark_of(project, search.wanted), "running": running, "places": len(search.places)}
    certificate = transactions.together(project.ref, lambda: _erase(actor, project, search.sessions, shells, facts, now))
    searches.forget(project)
    return certificate


def mark_of(project: Project, wanted: str) -> str:
    """What stands for a value in the audit log."""
    return data_keys.mark(project.ref, wanted, "searched").hex()


def _require_done(search: Search) -> None:
    if not search.is_done:
        raise PersonError("Not everything was looked at yet. Go on with the search first.")


def _kept_of(project: Project, sessions: list[str]) -> dict[str, list[Document]]:
    """What is kept of conversations, opened: their records, those that have none yet, and the words that did not help."""
    held = database(project.ref)
    standing = {"_id": {"$in": sessions}, records.ERASED: {"$exists": False}}
    talks = list(held[collections.CONVERSATIONS].find(standing, sort=[("_id", 1)]))
    words = held[collections.INSIGHT].find(finding.words_of(sessions), sort=[("_id", 1)])
    unrecorded = set(sessions) - {row["_id"] for row in talks}
    return {
        "conversations": [records.readable(project.ref, collections.CONVERSATIONS, row) for row in talks],
        "running": [_running(talk) for talk in running_talks.read(project.ref) if talk.session in unrecorded],
        "words": [records.readable(project.ref, collections.INSIGHT, row) for row in words],
    }


def _running(talk: running_talks.Talk) -> Document:
    """What a running conversation holds of the caller."""
    record = talk.record
    kept = {name: record[name] for name in (*SHELL, "external_id", "transcript") if name in record}
    return {"session": talk.session, **kept, "values": msgspec.json.decode(record["values"]) if record.get("values") else {}}


def _days(project: Project) -> timedelta:
    row = database(project.ref)[collections.SETTINGS].find_one({"_id": "project"}, FIELDS)
    return timedelta(days=retention_of(row).conversations)


def _shell(session: str, record: Document, now: datetime, days: timedelta) -> UpdateOne:
    """What stands in for a conversation without a record: it keeps one that still waits in some process from being written."""
    kept = {name: record[name] for name in SHELL if record.get(name) is not None}
    fixed = {**kept, "finished_at": now, records.ERASED: now, "expires_at": now + days}
    return UpdateOne({"_id": session}, {"$setOnInsert": fixed}, upsert=True)


def _erase(
    actor: Actor, project: Project, sessions: list[str], shells: list[UpdateOne], facts: dict[str, Any], now: datetime
) -> Certificate:
    """Blank the records and write the certificate, which says how many they were and these facts."""
    held = database(project.ref)
    standing = {"_id": {"$in": sessions}, records.ERASED: {"$exists": False}}
    talks = held[collections.CONVERSATIONS].update_many(standing, _blanking(collections.CONVERSATIONS, now))
    words = held[collections.INSIGHT].update_many(finding.words_of(sessions), _blanking(collections.INSIGHT, now))
    if shells:
        held[collections.CONVERSATIONS].bulk_write(shells, ordered=False)
    details = {**facts, "conversations": talks.modified_count, "words": words.modified_count}
    entry = audit.append(chain_of(project.ref), actor=actor, action="person.erased", subject=project.pk, details=details)
    return msgspec.convert({"entry": entry, "at": now, **details}, Certificate)


def _blanking(name: str, now: datetime) -> Document:
    return {"$set": {records.ERASED: now}, "$unset": dict.fromkeys(records.fields_of(name), "")}
