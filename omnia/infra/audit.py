"""A chained log: each entry carries a code, made with a key that is not in the database, over itself and the entry before it.

Whoever can write to the database but has no key cannot change, add, remove or reorder entries unseen. Only the newest entries can
be cut off; what was written of them elsewhere tells that (`omnia.infra.audit_checkpoints`). Entries that one process adds to a
chain at the same time are written together. Docs: docs/decisions/0037-audit-under-a-key.md.
"""

import contextlib
import hashlib
import hmac
import json
import random
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from typing import Any, Literal

import msgspec
import orjson
from pymongo.collection import Collection
from pymongo.errors import BulkWriteError

from omnia.infra import audit_checkpoints, background
from omnia.infra.audit_keys import AuditKeys, audit_keys
from omnia.infra.reading_ahead import read_ahead
from omnia.infra.turns import turn
from omnia.mongo import transactions
from omnia.structs import build

Document = dict[str, Any]
_PAUSE = threading.Event()
"""Never set: what waits for it waits for a time."""

FIRST = "0" * 64
"""What the first entry names as its predecessor."""

MAX_ATTEMPTS = 200
MAX_QUEUES = 4096
"""Chains whose writers wait for each other in a process; those of others meet in the database."""

SAID = {"at": 1, "action": 1, "object": 1, "details": 1}
NEWEST = 20
"""Entries that are read at once, from the end, to see whether something is told already."""

CLOCKS_APART = timedelta(minutes=5)
"""How far the clocks of two processes may differ, at the most."""

NEWS_SECONDS = 0.05
"""Longest that a writer waits for news before it looks whether it is its turn."""

GATHER_SECONDS, LOOK_SECONDS = 0.004, 0.0005
"""For how long whoever has the turn waits for those who wrote together a moment ago, and how often it looks.

Without that the first who comes back writes alone, and all others wait for two writes.
"""

END_SECONDS = 0.05
"""For how long, among writers at once, what this process wrote last is taken for the end of the chain without a look."""

LONGEST_PAUSE = 0.1
MET_SECONDS = 1.0
"""For how long after it met another process's writer a process lets others go first after each write of its own.

The slowest of several processes would else come too late each time.
"""

READ_AT_ONCE = 2000
DUPLICATE = 11000


class Actor(msgspec.Struct, frozen=True):
    """Who does something: a signed-in user, a command, the system, or an API key. `label` is for people."""

    kind: Literal["user", "command", "system", "api_key"]
    id: str
    label: str = ""

    def __str__(self) -> str:
        return self.label or self.id


build(Actor)


SYSTEM = Actor("system", "system", "OMNIA")


class BrokenChain(RuntimeError):  # noqa: N818
    """An audit log that does not hold; the sentence and `number` name the first entry that is wrong."""

    def __init__(self, number: int, sentence: str) -> None:
        super().__init__(sentence)
        self.number = number


@dataclass(frozen=True, slots=True)
class Chain:
    """A log: its collection, and the name that its entries are bound to wherever they are stored (`project:<id>`)."""

    log: "Collection[Document]"
    name: str


@dataclass(slots=True, eq=False)
class _Waiting:
    """An entry that is to be written, and its number once it is; `woken` when there is news of it, or it is its writer's turn."""

    content: Document
    since: str = ""
    """From when on an entry that says the same is this one, written by somebody else; empty: it is written whatever is there."""
    after: int = 0
    """Of an entry of a unit of work: the number that the chain was at when the unit began; only later ones may be this one."""
    number: int = 0
    woken: threading.Event = field(default_factory=threading.Event)


class _Queue:
    """The entries of a chain that wait in this process: whoever has the turn writes all of them.

    No writer waits for a turn only to see that another has written its entry.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._waiting: deque[_Waiting] = deque()
        self._together, self._ended = 1, 0.0
        """How many entries were written together last, and when that was done."""
        self._end: Document | None = None
        """The last of these."""
        self._met, self._took = -MET_SECONDS, 0.0
        """When a process of another machine was at the end of the chain first, and how long a write takes."""

    def put(self, chain: Chain, own: _Waiting) -> None:
        """Write an entry, or have it written; raises what the writing raises, to the writer whose turn it was."""
        self._waiting.append(own)
        while not own.number:
            if self._turn.acquire(blocking=False):
                self._write_all(chain, own)
            else:
                own.woken.wait(NEWS_SECONDS)
                own.woken.clear()

    def _write_all(self, chain: Chain, own: _Waiting) -> None:
        together: list[_Waiting] = []
        try:
            self._gather()
            self._let_others()
            with turn(chain.name) as is_again:
                together, end, began = self._taken(own), self._known_end() if is_again else None, time.monotonic()
                if together:
                    self._together, self._end = len(together), None
                    self._end, attempts = _write(chain, together, end)
                    self._note_pace(began, attempts)
        finally:
            self._ended = time.monotonic()
            self._turn.release()
            for each in together:
                each.woken.set()
            with contextlib.suppress(IndexError):
                self._waiting[0].woken.set()

    def _is_busy(self) -> bool:
        """Whether several have just written together: they are likely to come back at once."""
        return self._together > 1 and time.monotonic() - self._ended < END_SECONDS

    def _gather(self) -> None:
        """Wait a moment for as many as wrote together last."""
        until = time.monotonic() + GATHER_SECONDS
        while len(self._waiting) < self._together and self._is_busy() and time.monotonic() < until:
            _PAUSE.wait(LOOK_SECONDS)

    def _note_pace(self, began: float, attempts: int) -> None:
        now = time.monotonic()
        self._took = (now - began) / attempts
        if attempts > 1:
            self._met = now

    def _let_others(self) -> None:
        """Where other processes write to the same chain: let one or two of them write before this one does so again."""
        if time.monotonic() - self._met < MET_SECONDS:
            _PAUSE.wait(min(LONGEST_PAUSE, random.uniform(1.0, 2.0) * self._took))  # noqa: S311  # no secret

    def _known_end(self) -> Document | None:
        """The chain's last entry, if this process wrote it just now; if others wrote since, the number after it is taken."""
        alone = time.monotonic() - self._met > MET_SECONDS
        return self._end if alone and self._is_busy() else None

    def _taken(self, own: _Waiting) -> list[_Waiting]:
        """What waits, taken out of the queue; `own` too if the writer that took it could not write it."""
        found = []
        while self._waiting:
            found.append(self._waiting.popleft())
        return found if own.number or own in found else [own, *found]


def append(
    chain: Chain,
    *,
    actor: Actor,
    action: str,
    subject: str,
    details: Mapping[str, Any] | None = None,
    once_since: datetime | None = None,
    unit: str = "",
    after: int = 0,
) -> int:
    """Add an entry and return its number; of two writers at once, the second takes the next number.

    Args:
        chain: the log.
        actor: who acted.
        action: `entity.action`, in the past tense of its effect ("release.published").
        subject: what was acted on, as an id or key; never personal data.
        details: further ids and numbers.
        once_since: when what is told happened, for what several writers may tell, since each finishes what another began: if an
            entry from then on says the same of the same, that one is it.
        unit: the unit of work that the entry is of, and which of its entries it is (`omnia.infra.units`): it is written once,
            whoever writes it.
        after: the number that the chain was at when the unit began.
    """
    content: Document = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "actor": {"kind": actor.kind, "id": actor.id, "label": actor.label},
        "action": action,
        "object": subject,
        "details": dict(details or {}),
    }
    if unit:
        content["unit"] = unit
    own = _Waiting(content, _from(once_since) if once_since is not None else "", after)
    if transactions.is_running():
        # Alone: what is written in a transaction may be taken back, and nobody else's entry with it.
        _write(chain, [own])
    else:
        _queue(chain.name).put(chain, own)
    return own.number


def _from(at: datetime) -> str:
    """The first time that an entry of what happened then may bear, as clocks differ. A time without a zone is UTC."""
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return (aware.astimezone(UTC) - CLOCKS_APART).isoformat(timespec="milliseconds")


@lru_cache(maxsize=MAX_QUEUES)
def _queue(_chain: str) -> _Queue:
    return _Queue()


background.on_reset(_queue.cache_clear)


def _write(chain: Chain, waiting: Sequence[_Waiting], end: Document | None = None) -> tuple[Document | None, int]:
    """Add entries at the end of a chain, in their order; returns the last of them, if it is known, and how often it was tried.

    Args:
        chain: the log.
        waiting: the entries.
        end: the chain's last entry as far as it is known, else it is looked for.
    """
    left: Sequence[_Waiting] = waiting
    for attempt in range(MAX_ATTEMPTS):
        # The end of the chain first: what is told until the entries are written takes the number after it, and they try again.
        last, of_units = _looked_up(chain, left, end if not attempt else None)
        waiting = _untold(chain, left, of_units)
        entries = _linked(chain, waiting, last)
        count = _inserted(chain, entries) if entries else 0
        for each, entry in zip(waiting[:count], entries[:count], strict=True):
            each.number = entry["_id"]
        if count:
            last = entries[count - 1]
            transactions.after_commit(partial(audit_checkpoints.write, chain.name, last["_id"], last["hash"]))
        left = [each for each in left if not each.number]
        if not left:
            return (last if count else None), attempt + 1
    raise RuntimeError("The audit log is too busy: other processes write to it without a pause. Try again.")


def _untold(chain: Chain, waiting: Sequence[_Waiting], of_units: Mapping[str, int]) -> list[_Waiting]:
    """Entries that are to be written; one that somebody wrote already gets its number, and a twin of another waits for that."""
    left: list[_Waiting] = []
    for each in waiting:
        if not each.since:
            each.number = of_units.get(each.content.get("unit", ""), 0)
            left += [] if each.number else [each]
            continue
        each.number = _told(chain, each)
        if not each.number and not any(_says_same(other.content, each.content) for other in left):
            left.append(each)
    return left


def _looked_up(chain: Chain, waiting: Sequence[_Waiting], end: Document | None) -> tuple[Document | None, dict[str, int]]:
    """The chain's last entry, and the numbers of those entries of units of work that somebody wrote already, by what they are of.

    `end` is the last entry, if it is known.
    """
    sought = [each for each in waiting if each.content.get("unit")]
    if end is not None or not sought:
        return end or _last(chain), _of_units(chain, sought)
    # One look for both, as little came since the oldest of them began.
    first, names = min(each.after for each in sought), {each.content["unit"] for each in sought}
    since = list(chain.log.find({"_id": {"$gte": first}}, {"unit": 1, "hash": 1}, sort=[("_id", -1)], limit=NEWEST))
    last = since[0] if since else _last(chain)
    if len(since) == NEWEST:
        return last, _of_units(chain, sought)
    return last, {row["unit"]: row["_id"] for row in since if row.get("unit") in names}


def _last(chain: Chain) -> Document | None:
    return chain.log.find_one({}, {"hash": 1}, sort=[("_id", -1)])


def _of_units(chain: Chain, sought: Sequence[_Waiting]) -> dict[str, int]:
    """The numbers of those entries of units of work that somebody wrote already, by what they are of."""
    if not sought:
        return {}
    # Only what came since the oldest of them began is looked through: a few entries, by their numbers.
    names, first = [each.content["unit"] for each in sought], min(each.after for each in sought)
    return {row["unit"]: row["_id"] for row in chain.log.find({"_id": {"$gt": first}, "unit": {"$in": names}}, {"unit": 1})}


def _told(chain: Chain, waiting: _Waiting) -> int:
    """The number of the entry that says the same already; 0 if there is none."""
    for entry in _backwards(chain):
        if entry["at"] < waiting.since:
            break
        if _says_same(entry, waiting.content):
            return int(entry["_id"])
    return 0


def _backwards(chain: Chain) -> Iterator[Document]:
    """What the entries say, the newest first.

    Each read says how many it wants, more each time: some servers read all that a cursor could come to, whoever stops early.
    """
    query, wanted = Document(), NEWEST
    while True:
        page = list(chain.log.find(query, SAID, sort=[("_id", -1)], limit=wanted))
        yield from page
        if len(page) < wanted:
            return
        query, wanted = {"_id": {"$lt": page[-1]["_id"]}}, min(2 * wanted, READ_AT_ONCE)


def _says_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one[name] == other[name] for name in ("action", "object", "details"))


def _inserted(chain: Chain, entries: Sequence[Document]) -> int:
    """Add entries; how many of them are there, for another process may have been at the end of the chain first."""
    try:
        chain.log.insert_many(entries, ordered=True)
    except BulkWriteError as error:
        if any(each["code"] != DUPLICATE for each in error.details["writeErrors"]):
            raise
        return int(error.details["nInserted"])
    return len(entries)


def _linked(chain: Chain, waiting: Sequence[_Waiting], last: Document | None) -> list[Document]:
    """The entries as they follow the chain's last one."""
    number, previous = (last["_id"], last["hash"]) if last else (0, FIRST)
    found, keys = [], audit_keys()
    for each in waiting:
        number += 1
        entry = {"_id": number, **each.content, "previous": previous, "key": keys.current}
        entry["hash"] = previous = entry_code(entry, chain.name, keys)
        found.append(entry)
    return found


def entry_code(entry: Mapping[str, Any], chain: str, keys: AuditKeys) -> str:
    """HMAC-SHA-256 (RFC 2104) over an entry, its predecessor's code and the chain's name; raises `KeyError`."""
    content = {name: entry[name] for name in ("_id", "at", "actor", "action", "object", "details", "previous", "key")}
    if "unit" in entry:
        content["unit"] = entry["unit"]
    return keys.code(entry["key"], orjson.dumps({**content, "chain": chain}, option=orjson.OPT_SORT_KEYS))


def _earlier_hash(entry: Mapping[str, Any]) -> str:
    """SHA-256 over an entry, as releases before the keys had it."""
    content = {name: entry[name] for name in ("_id", "at", "actor", "action", "object", "details", "previous")}
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def newest_number(chain: Chain) -> int:
    """The number of the newest entry; 0 if there is none."""
    row = chain.log.find_one({}, {"_id": 1}, sort=[("_id", -1)])
    return int(row["_id"]) if row is not None else 0


def entries(chain: Chain, *, limit: int = 50) -> list[Document]:
    """The newest entries, newest first."""
    return list(chain.log.find(sort=[("_id", -1)], limit=limit))


def verify(chain: Chain, checkpoint: audit_checkpoints.Checkpoint | None = None) -> int:
    """Read the whole chain and return its length.

    Args:
        chain: the log.
        checkpoint: what was written elsewhere of its newest entry, as far as that is known.

    Raises:
        BrokenChain: the first entry that was changed, moved, added without a key or is missing; or what was cut off.
    """
    number = 0
    for number in verified(chain, checkpoint):  # noqa: B007  # the last one counts
        pass
    return number


def verified(chain: Chain, checkpoint: audit_checkpoints.Checkpoint | None = None) -> Iterator[int]:
    """Like `verify`: the numbers of the entries, one by one as they are found right."""
    keys, previous, number, keyed = audit_keys(), FIRST, 0, False
    for entry in read_ahead(chain.log.find(sort=[("_id", 1)], batch_size=READ_AT_ONCE), READ_AT_ONCE):
        number += 1
        _check(entry, number, previous, chain.name, keys, keyed=keyed)
        keyed, previous = keyed or "key" in entry, entry["hash"]
        if checkpoint is not None and checkpoint.number == number and checkpoint.hash != previous:
            raise BrokenChain(number, f"Entry {number} is not the one of which a checkpoint was written.")
        yield number
    if number and not keyed:
        raise BrokenChain(1, "No entry is under a key: all were written before there were keys, or by somebody who has none.")
    if checkpoint is not None and checkpoint.number > number:
        raise BrokenChain(number + 1, f"The entries {number + 1} to {checkpoint.number} are missing at the end.")


def _check(entry: Document, number: int, previous: str, chain: str, keys: AuditKeys, *, keyed: bool) -> None:
    if entry["_id"] != number or entry.get("previous") != previous:
        raise BrokenChain(number, f"Entry {number} of the audit log was changed or is missing.")
    if "key" not in entry:
        if keyed:
            raise BrokenChain(number, f"Entry {number} of the audit log is under no key, though earlier ones are.")
        code = _earlier_hash(entry)
    elif entry["key"] in keys:
        code = entry_code(entry, chain, keys)
    else:
        sentence = f"Entry {number} is under the key “{str(entry['key'])[:40]}”, which is not among OMNIA_AUDIT_KEYS."
        raise BrokenChain(number, sentence)
    if not hmac.compare_digest(code, str(entry.get("hash"))):
        raise BrokenChain(number, f"Entry {number} of the audit log was changed or is missing.")
