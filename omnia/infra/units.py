"""Units of work: a change and its entries in an audit log, both or neither, whenever a process is killed.

A unit is written down before its change (`intents`), and the change itself carries what the log is to say of it: the changed
document gets the stamp `unit`, `{id, entries}`, in the same write. Afterwards the entries are added to the log, each once whoever
adds it, and the unit is struck off. So of a unit that is still written down the document tells whether its change was made:
whoever comes next (the same process, a worker, the `doctor` command) adds the entries, or strikes it off where nothing happened.
Nobody overwrites the stamp of a unit that is not settled: it is settled first.
Docs: docs/decisions/0044-units-of-work.md.
"""

import contextlib
import os
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from bson import ObjectId
from django.db import DatabaseError
from pymongo.errors import DuplicateKeyError, PyMongoError

from omnia.infra import audit, background
from omnia.infra.audit import Actor, Chain
from omnia.infra.crypto import new_id
from omnia.infra.metrics import ACTIONS, UNITS_SETTLED
from omnia.infra.telemetry import log
from omnia.mongo import transactions
from omnia.structs import build

if TYPE_CHECKING:
    from pymongo.collection import Collection

Document = dict[str, Any]
BSON_TYPES = (datetime, ObjectId)
GONE = "gone"
"""The probe of a unit that removes a document: it was done once the document is not there."""

NAME = "intents"
STAMP = "unit"
"""The field of a changed document."""

MAX_ATTEMPTS = 40
"""Times that a change is tried again because others changed the document all the time."""

GRACE = timedelta(minutes=2)
"""How long a unit may take whose process cannot be asked; one whose process is gone is settled at once."""

logger = log(__name__)


class Entry(msgspec.Struct, frozen=True):
    """What a log is to say: the event, what it was done to, and further ids and numbers."""

    action: str
    subject: str
    facts: dict[str, Any] = {}


class Intent(msgspec.Struct, frozen=True, rename={"id": "_id"}):
    """A unit that is written down: begun, and not settled."""

    id: str
    chain: str
    """The name of the log that its entries go to."""
    project: str
    """The project whose log that is; empty for another log."""
    actor: Actor
    action: str
    at: datetime
    after: int
    """The number of the log's newest entry when it began."""
    holder: str
    """The process that does it."""
    collection: str
    key: Any
    """Which document it changes."""
    field: str = "_id"
    """Where that document has its key."""
    is_aside: bool = False
    """Whether that document is in the database of the intents, and not in the log's."""
    told: list[Entry] = []
    """What the log is to say; empty where the document itself says it, by its stamp."""
    probe: str = ""
    """How it is found out whether the change was made, where no stamp tells."""
    turn: int = 0
    """How often another process took it over: who holds an earlier turn may not go on."""


build(Entry)
build(Intent)


@dataclass(frozen=True, slots=True)
class Books:
    """Where units are written down: the log that their entries go to, and the collection of those that are not settled."""

    chain: Chain
    intents: "Collection[Document]"
    project: str = ""
    """The project whose log it is."""


@dataclass(slots=True)
class Unit:
    """A unit of work while it is done."""

    id: str
    books: Books
    entries: list[Entry] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    """Those that the entries have in the log, once they are in it."""
    turn: int = 0
    """The intent's, when this process began it or took it over."""
    is_decided: bool = False
    """Whether it is finished whatever is raised from now on: by this process, or by whoever comes next."""

    def stamp(self, *entries: Entry) -> Document:
        """Say what the log is to say; returns what the changed document carries as `unit`, in the write that changes it."""
        self.entries = list(entries)
        return {"id": self.id, "entries": msgspec.to_builtins(self.entries, builtin_types=BSON_TYPES)}

    def foretell(self, *entries: Entry) -> None:
        """Write down what the log is to say, before the change of a unit with a probe is made."""
        told = msgspec.to_builtins(list(entries), builtin_types=BSON_TYPES)
        self.books.intents.update_one({"_id": self.id}, {"$set": {"told": told}})
        self.entries = list(entries)

    def tell(self, actor: Actor) -> None:
        """Add what the log is to say before the unit ends: where what says that its change was made goes after that."""
        for number, entry in enumerate(self.entries):
            name, facts = f"{self.id}:{number}", entry.facts
            audit.append(self.books.chain, actor=actor, action=entry.action, subject=entry.subject, details=facts, unit=name)

    def keep(self) -> None:
        """Say that this process is at work on it still: one that takes longer than `GRACE` would be settled by another.

        Raises `TakenOverError` if another took it over or settled it: whoever was halted that long may change nothing more.
        """
        mine = {"_id": self.id, "turn": self.turn}
        if not self.books.intents.update_one(mine, {"$set": {"at": datetime.now(UTC)}}).matched_count:
            raise TakenOverError

    def drop(self) -> None:
        """Say nothing: the change was not made."""
        self.entries = []

    def give_way(self, row: Mapping[str, Any] | None) -> None:
        """Settle the unit that changed a document before, if it is not: called with the document before it is written over."""
        settle_stamp(self.books, row)

    def change(self, held: "Collection[Document]", query: Mapping[str, Any], change: Mapping[str, Any], *entries: Entry) -> bool:
        """Change the one document that a query finds, in a write that carries the stamp; False, and nothing is told, without one.

        Args:
            held: its collection.
            query: finds it; names its key.
            change: what becomes of it, in MongoDB's operators.
            entries: what the log is to say.
        """
        for _attempt in range(MAX_ATTEMPTS):
            row = held.find_one(dict(query), {STAMP: 1})
            if row is None:
                break
            self.give_way(row)
            same = {**query, f"{STAMP}.id": (row.get(STAMP) or {}).get("id")}
            told = {**change, "$set": {**change.get("$set", {}), STAMP: self.stamp(*entries)}}
            if held.update_one(same, told).matched_count:
                return True
        self.drop()
        return False

    def insert(self, held: "Collection[Document]", row: Mapping[str, Any], *entries: Entry) -> None:
        """Add a document that carries the stamp; raises `DuplicateKeyError`, and nothing is told then."""
        try:
            held.insert_one({**row, STAMP: self.stamp(*entries)})
        except DuplicateKeyError:
            self.drop()
            raise


@contextlib.contextmanager
def begun(
    books: Books,
    actor: Actor,
    action: str,
    held: "Collection[Document] | None",
    key: Any,
    *,
    field: str = "_id",
    told: Sequence[Entry] = (),
    probe: str = GONE,
    after: int | None = None,
) -> Iterator[Unit]:
    """Do a unit of work: its change is made in the block, by a write that carries `unit.stamp(…)`.

    Without a stamp nothing was changed, and nothing is told. In a transaction nothing is written down: it takes back the entries
    with the change.

    Args:
        books: where it is written down.
        actor: who does it.
        action: its event.
        held: the collection of the document that it changes; None if that is out of reach, for a unit with a probe of its own.
        key: the key of that document.
        field: the field that the key is in.
        told: what the log says, for a unit whose document cannot carry a stamp; usually since it removes the document.
        probe: with `told`: how it is found out later whether the change was made; that the document is gone, or a name of
            `probes`.
        after: the number in the log after which its entries may be; the newest there is if None.
    """
    if transactions.is_running():
        unit = Unit("", books)
        yield unit
        unit.numbers = _tell(books, actor, unit.entries)
        return
    intent = _intent(books, actor, action, held, key, field, told, probe)
    intent = intent if after is None else msgspec.structs.replace(intent, after=after)
    books.intents.insert_one(msgspec.to_builtins(intent, builtin_types=BSON_TYPES))
    unit = Unit(intent.id, books)
    try:
        yield unit
    except Exception as error:
        if not unit.is_decided and not isinstance(error, TakenOverError):
            _settle_failed(books, intent, error, is_perhaps_made=bool(unit.entries or told))
        raise
    if unit.entries:
        unit.numbers = _tell(books, actor, unit.entries, intent)
    books.intents.delete_one({"_id": intent.id, "turn": intent.turn})


def _intent(
    books: Books,
    actor: Actor,
    action: str,
    held: "Collection[Document] | None",
    key: Any,
    field: str,
    told: Sequence[Entry],
    probe: str,
) -> Intent:
    return Intent(
        id=new_id(),
        chain=books.chain.name,
        project=books.project,
        actor=actor,
        action=action,
        at=datetime.now(UTC),
        after=audit.newest_number(books.chain),
        holder=_this_process(),
        collection=held.name if held is not None else "",
        key=key,
        field=field,
        is_aside=held is not None and held.database == books.intents.database,
        told=list(told),
        probe=probe if told else "",
    )


def _settle_failed(books: Books, intent: Intent, error: Exception, *, is_perhaps_made: bool) -> None:
    """Settle a unit whose block raised, as far as it is known by now whether its change was made."""
    with contextlib.suppress(PyMongoError):
        is_answered = not isinstance(error, (PyMongoError, DatabaseError))
        if not is_perhaps_made or (is_answered and intent.probe):
            books.intents.delete_one({"_id": intent.id})
        elif is_answered or (intent.action not in _finishers and _made(books, intent)):
            settle(books, intent)
        # Else it stays written down: a write that was not answered may be done later.


Subscriber = Callable[[Books, Actor, Entry], object]
_subscribers: list[Subscriber] = []


def subscribe(subscriber: Subscriber) -> Subscriber:
    """Register what is done with each entry once the log holds it; whoever was killed before has it done by who settles."""
    _subscribers.append(subscriber)
    return subscriber


@subscribe
def _count(_books: Books, _actor: Actor, entry: Entry) -> None:
    ACTIONS.labels(entry.action).inc()


def _tell(books: Books, actor: Actor, entries: Sequence[Entry], intent: Intent | None = None) -> list[int]:
    """Add entries to a log, those of a unit each once, and hand them to who subscribed; returns their numbers."""
    numbers = []
    for number, entry in enumerate(entries):
        own: dict[str, Any] = {"unit": f"{intent.id}:{number}", "after": intent.after} if intent is not None else {}
        told = audit.append(books.chain, actor=actor, action=entry.action, subject=entry.subject, details=entry.facts, **own)
        numbers.append(told)
        for subscriber in _subscribers:
            transactions.after_commit(partial(subscriber, books, actor, entry))
    return numbers


# --- settling --------------------------------------------------------------------------------------------------------

Finish = Callable[[Intent, Sequence[Entry]], object]
_finishers: dict[str, Finish] = {}


def finishes(action: str) -> Callable[[Finish], Finish]:
    """Register what makes the rest of an event's change, whose first write was made: called before its entries are added.

    It must be such that doing it twice does no harm.
    """

    def register(finish: Finish) -> Finish:
        _finishers[action] = finish
        return finish

    return register


Undo = Callable[[Intent], object]
_undoers: dict[str, Undo] = {}


def undoes(probe: str) -> Callable[[Undo], Undo]:
    """Register what removes the rest of a unit with this probe whose change was not made; twice does no harm."""

    def register(undo: Undo) -> Undo:
        _undoers[probe] = undo
        return undo

    return register


Probe = Callable[[Intent], bool]
_probes: dict[str, Probe] = {}


def probes(name: str) -> Callable[[Probe], Probe]:
    """Register how it is found out whether a change was made that neither a stamp nor an absence tells."""

    def register(probe: Probe) -> Probe:
        _probes[name] = probe
        return probe

    return register


def settle(books: Books, intent: Intent) -> bool:
    """Add the entries of a unit whose change was made, and strike it off; whether it was made."""
    entries = _made(books, intent)
    finish = _finishers.get(intent.action)
    if entries and finish is not None:
        finish(intent, entries)
    elif not entries and intent.probe in _undoers:
        _undoers[intent.probe](intent)
    _tell(books, intent.actor, entries, intent)
    books.intents.delete_one({"_id": intent.id})
    UNITS_SETTLED.labels("done" if entries else "undone").inc()
    logger.info("unit.settled", action=intent.action, chain=intent.chain, is_done=bool(entries))
    return bool(entries)


def settle_stamp(books: Books, row: Mapping[str, Any] | None) -> None:
    """Settle the unit that changed a document last, if it is still open: the document may be written over then."""
    stamp = (row or {}).get(STAMP)
    if not stamp or not stamp.get("id") or transactions.is_running():
        return
    found = books.intents.find_one({"_id": stamp["id"]})
    if found is not None:
        settle(books, read(found))


def settle_made(books: Books, **of: Any) -> None:
    """Settle the units of a log whose change was made, whoever is at work on them; all of them, or those with these fields."""
    for row in list(books.intents.find({"chain": books.chain.name, **of})):
        intent = read(row)
        if _made(books, intent):
            settle(books, intent)


def _made(books: Books, intent: Intent) -> Sequence[Entry]:
    """What is to be told of a unit, by the document that it was to change; nothing if it was not changed."""
    if intent.probe:
        is_made = _is_gone_from(books, intent) if intent.probe == GONE else _probes[intent.probe](intent)
        return intent.told if is_made and not _another_told(books.chain, intent) else ()
    stamp = (_document(books, intent) or {}).get(STAMP) or {}
    return msgspec.convert(stamp["entries"], list[Entry]) if stamp.get("id") == intent.id else ()


def _document(books: Books, intent: Intent) -> Document | None:
    place = books.intents.database if intent.is_aside else books.chain.log.database
    return place[intent.collection].find_one({intent.field: intent.key}, {STAMP: 1})


def _is_gone_from(books: Books, intent: Intent) -> bool:
    return _document(books, intent) is None


def is_told(chain: Chain, intent: Intent) -> bool:
    """Whether the log holds a unit's entry."""
    return chain.log.find_one({STAMP: f"{intent.id}:0"}, {"_id": 1}) is not None


def _another_told(chain: Chain, intent: Intent) -> bool:
    """Whether somebody else's entry says the same since the unit began: they did it, and this unit did not."""
    first = intent.told[0]
    same = {"_id": {"$gt": intent.after}, "action": first.action, "object": first.subject, "details": first.facts}
    return chain.log.find_one({**same, STAMP: {"$ne": f"{intent.id}:0"}}, {"_id": 1}) is not None


def read(row: Mapping[str, Any]) -> Intent:
    """A unit as it is written down. MongoDB's times come without a zone and mean UTC."""
    return msgspec.convert(dict(row) | {"at": row["at"].replace(tzinfo=UTC)}, Intent)


def is_abandoned(intent: Intent, now: datetime | None = None) -> bool:
    """Whether nobody works on a unit any more: its process is gone, or has had more than enough time."""
    return _is_gone(intent.holder) or (now or datetime.now(UTC)) - intent.at > GRACE


def settle_abandoned(
    intents: "Collection[Document]", books_of: Callable[[Intent], Books | None], now: datetime | None = None
) -> list[Intent]:
    """Settle the units that nobody works on any more; returns those that are settled now.

    One that cannot be settled, since its project's database is away, is left to the next look, and holds up no other.

    Args:
        intents: where units are written down.
        books_of: finds the log of one; None if it is gone, and the unit with it; may raise `HeldStillError`.
        now: the time.
    """
    found = [intent for intent in map(read, list(intents.find())) if is_abandoned(intent, now)]
    return [intent for intent in found if _is_settled(intents, intent, books_of)]


class HeldStillError(Exception):
    """Raised where a unit cannot be settled just now, since its project is moving or somebody settles it: it is later."""


class TakenOverError(Exception):
    """Raised in a process whose unit another took over, or settled, since it was halted for longer than `GRACE`."""


def claim(books: Books, intent: Intent) -> Unit:
    """Take over a unit that nobody works on, for what two may not do at once; raises `HeldStillError` if another was quicker."""
    same, now = {"_id": intent.id, "holder": intent.holder, "at": intent.at}, datetime.now(UTC)
    taken = {"$set": {"holder": _this_process(), "at": now, "turn": intent.turn + 1}}
    if not books.intents.update_one(same, taken).matched_count:
        raise HeldStillError
    return Unit(intent.id, books, list(intent.told), turn=intent.turn + 1)


def _is_settled(intents: "Collection[Document]", intent: Intent, books_of: Callable[[Intent], Books | None]) -> bool:
    try:
        books = books_of(intent)
        if books is None:
            intents.delete_one({"_id": intent.id})
        else:
            settle(books, intent)
    except (PyMongoError, DatabaseError, HeldStillError) as error:
        logger.warning("unit.not_settled", action=intent.action, chain=intent.chain, error=type(error).__name__)
        return False
    return True


# --- processes -------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _this_process() -> str:
    return f"{socket.gethostname()} {os.getpid()} {_started(os.getpid())}"


background.on_reset(_this_process.cache_clear)


def _started(process: int) -> str:
    """When a process of this machine began, in its kernel's count; empty where the kernel does not tell."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def _is_gone(holder: str) -> bool:
    """Whether a process of this machine has ended; of another machine's nothing is known."""
    if not holder:
        return True
    host, process, started = holder.split(" ")
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return bool(started) and _started(int(process)) != started
