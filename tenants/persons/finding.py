"""Looking for one person in all that a project keeps of its callers: by the external id, or by a value that was said.

An external id is found by its mark. A value is looked for in every record, opened one after the other, in slices: what was found
so far and where to go on is one row, sealed, so that whoever asks next goes on with it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from omnia.infra.crypto import new_id
from omnia.mongo.clusters import Document, database
from omnia.structs import build
from tenants.control.models import Project
from tenants.persons import running_talks
from tenants.persons.matching import MOST, ValueRefusedError, Wanted, texts_in
from tenants.project import collections, records, rollups
from tenants.project.versions import get_bodies

AT_ONCE = 200
"""Records that are read and opened at once."""

MOST_FOUND = 1000
"""Conversations that one search finds; a value that more of them hold tells of no single person."""

HEADS = {"template": collections.TEMPLATES, "flow": collections.FLOWS}
How = Literal["external_id", "value"]
Phase = Literal["running", "conversations", "words", "content", "done"]


class Hit(msgspec.Struct, frozen=True):
    """A conversation that is about the person, and where in it that shows."""

    session: str
    subject: str
    """The key of the flow or template."""
    is_running: bool
    ended_at: datetime | None
    where: list[str]
    """`external_id`, `turn 3`, `value date`, `state` (of a running one), `words` (that did not help; its record is gone)."""


class Place(msgspec.Struct, frozen=True):
    """A document of the project's content in which the value stands: a test, or words that somebody typed."""

    document: str
    key: str
    what: Literal["draft", "message"]
    """The draft itself, or what was noted with one of its versions."""


class Search(msgspec.Struct, frozen=True):
    """How far it is, and what was found."""

    id: str
    how: How
    wanted: str
    started_at: datetime
    total: int
    phase: Phase = "running"
    cursor: str = ""
    seen: int = 0
    hits: list[Hit] = []
    words: int = 0
    places: list[Place] = []

    @property
    def is_done(self) -> bool:
        """Whether everything was looked at."""
        return self.phase == "done"

    @property
    def has_too_many(self) -> bool:
        """Whether it was given up, since more was found than can be one person."""
        return len(self.hits) >= MOST_FOUND

    @property
    def sessions(self) -> list[str]:
        """The ids of the conversations that were found."""
        return sorted({hit.session for hit in self.hits})


build(Search)


def begin(project: Project, how: How, wanted: str) -> Search:
    """A search that has looked at nothing yet; raises `ValueRefusedError` for what cannot be looked for."""
    if how == "value":
        wanted = wanted.strip()
        Wanted(wanted)
    elif not 0 < len(wanted) <= MOST:
        raise ValueRefusedError(f"An external id has 1 to {MOST} signs.")
    held, kinds = database(project.ref), {"kind": rollups.MISS}
    total = held[collections.CONVERSATIONS].count_documents({}) + held[collections.INSIGHT].count_documents(kinds)
    return Search(new_id(), how, wanted, datetime.now(UTC), total if how == "value" else 0)


def step(project: Project, search: Search) -> Search:
    """The search one step further: a phase, or a batch of one."""
    match search.phase:
        case "running":
            return _in_running(project, search)
        case "conversations" if search.how == "external_id":
            return _marked(project, search)
        case "conversations":
            return _in_batch(project, search, collections.CONVERSATIONS, {})
        case "words":
            return _in_batch(project, search, collections.INSIGHT, {"kind": rollups.MISS})
        case "content":
            return _finished(project, search)
    return search


def _in_running(project: Project, search: Search) -> Search:
    found = []
    for talk in running_talks.read(project.ref):
        where = _where(search, talk.record, {"state": talk.record.get("state"), "values": talk.record.get("values")})
        if where:
            found.append(_hit(talk.session, talk.record, where, is_running=talk.is_running))
    return msgspec.structs.replace(search, phase="conversations", hits=found[:MOST_FOUND])


def _marked(project: Project, search: Search) -> Search:
    """The conversations of an external id, those that an earlier release left open too."""
    marks = {records.PERSON: {"$in": records.marks_of(project.ref, search.wanted)}}
    rows = database(project.ref)[collections.CONVERSATIONS].find(
        {"$or": [marks, {"external_id": search.wanted}]}, limit=MOST_FOUND
    )
    known = {hit.session for hit in search.hits}
    fresh = [_hit(row["_id"], row, ["external_id"]) for row in rows if row["_id"] not in known]
    return msgspec.structs.replace(search, phase="content", hits=[*search.hits, *fresh][:MOST_FOUND])


def _in_batch(project: Project, search: Search, name: str, kinds: Document) -> Search:
    """The next records of a collection, opened and looked through."""
    after = {"_id": {"$gt": search.cursor}} if search.cursor else {}
    rows = list(database(project.ref)[name].find({**kinds, **after}, sort=[("_id", 1)], limit=AT_ONCE))
    if not rows or search.has_too_many:
        following: Phase = "words" if search.phase == "conversations" else "content"
        return msgspec.structs.replace(search, phase=following, cursor="")
    known = {hit.session for hit in search.hits}
    fresh = [hit for hit in _hits_in(project, search, name, rows) if hit.session not in known]
    hits = [*search.hits, *{hit.session: hit for hit in fresh}.values()][:MOST_FOUND]
    return msgspec.structs.replace(search, cursor=str(rows[-1]["_id"]), seen=search.seen + len(rows), hits=hits)


def _hits_in(project: Project, search: Search, name: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[Hit]:
    wanted = Wanted(search.wanted)
    for row in rows:
        opened = records.readable(project.ref, name, row)
        if name == collections.CONVERSATIONS:
            where = _where(search, opened, {})
            if where:
                yield _hit(row["_id"], opened, where)
        elif wanted.is_in(str(opened.get("text", ""))):
            yield Hit(str(row["session"]), str(row["template"]), is_running=False, ended_at=_aware(row["at"]), where=["words"])


def _where(search: Search, record: Mapping[str, Any], more: Mapping[str, Any]) -> list[str]:
    """Where in a conversation it shows that it is about the person."""
    external_id = record.get("external_id")
    if search.how == "external_id":
        return ["external_id"] if external_id == search.wanted else []
    wanted = Wanted(search.wanted)
    named = ["external_id"] if external_id is not None and wanted.is_in(str(external_id)) else []
    turns = record.get("turns") or record.get("transcript") or ()
    said = [f"turn {turn.get('turn', place)}" for place, turn in enumerate(turns) if _is_in(wanted, turn)]
    held = record.get("values")
    values = [f"value {name}" for name, value in held.items() if _is_in(wanted, value)] if isinstance(held, Mapping) else []
    return [*named, *said, *values, *(["state"] if any(_is_in(wanted, each) for each in more.values()) else [])]


def _is_in(wanted: Wanted, value: Any) -> bool:
    return any(wanted.is_in(text) for text in texts_in(value))


def _hit(session: str, record: Mapping[str, Any], where: list[str], *, is_running: bool = False) -> Hit:
    subject = str(record.get("flow") or record.get("template") or "")
    return Hit(str(session), subject, is_running, _aware(record.get("finished_at")), where)


def _aware(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def _finished(project: Project, search: Search) -> Search:
    """The search with the words of the conversations counted, and the places in the project's content."""
    words = database(project.ref)[collections.INSIGHT].count_documents(words_of(search.sessions)) if search.hits else 0
    return msgspec.structs.replace(search, phase="done", words=words, places=[*_places(project, search)])


def words_of(sessions: list[str]) -> Document:
    """Which words that did not help are of these conversations, and are there still."""
    return {"kind": rollups.MISS, "session": {"$in": sessions}, records.ERASED: {"$exists": False}}


def _places(project: Project, search: Search) -> Iterator[Place]:
    """The drafts that hold the value, and the documents of which a version's note holds it or names a conversation."""
    wanted = Wanted(search.wanted) if search.how == "value" else None
    if wanted is not None:
        yield from _drafts_with(project, wanted)
    named = database(project.ref)[collections.VERSIONS].find({"message": {"$type": "string", "$ne": ""}})
    sessions = search.sessions
    noted = {
        (str(row["document"]), str(row["key"]))
        for row in named
        if (wanted is not None and wanted.is_in(row["message"])) or any(each in row["message"] for each in sessions)
    }
    yield from (Place(document, key, "message") for document, key in sorted(noted))


def _drafts_with(project: Project, wanted: Wanted) -> Iterator[Place]:
    for document, name in HEADS.items():
        heads = {row["_id"]: row["hash"] for row in database(project.ref)[name].find({"deleted": {"$ne": True}}, {"hash": 1})}
        bodies = get_bodies(project.ref, heads.values())
        yield from (Place(document, str(key), "draft") for key in sorted(heads) if _is_in(wanted, bodies.get(heads[key])))
