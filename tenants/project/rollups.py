"""The counts of finished conversations: small documents by hour and by day, which only ever grow, in the project's own database.

One document for each release, locale, channel and pointer (`live`, `canary`, a named channel) holds the counts of every datum, so
that 90 days are some hundred documents. Writers that meet at one of them go to another shard of it; who reads adds them up.
A trial has documents of its own: the two sides of one canary, counted from its start.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from pymongo import UpdateOne

from omnia.dialogue import funnel
from omnia.dialogue.funnel import Counts, DatumResult

SHARDS = 4
HOUR, DAY, TRIAL, MISS = "hour", "day", "trial", "miss"
STAMP = "stamp"
"""How often the documents of each day of a month were written: small, so that whoever has added days up before sees at once
whether one of them has changed since."""

WINDOW = "window"
"""Days that were added up, see `tenants.insight.windows`."""

KEPT = {HOUR: timedelta(days=100), DAY: timedelta(days=800), TRIAL: timedelta(days=800), STAMP: timedelta(days=831)}
"""A stamp goes by the first of its month, and stays as long as the last of its days."""

Document = dict[str, Any]


class Side(NamedTuple):
    """Which side of which canary a conversation was on, and what part of the callers the canary then had."""

    trial: str
    arm: str
    weight: int


class Missed(NamedTuple):
    """Words that did not help, private ones hidden."""

    template: str
    node: str
    turn: int
    text: str


class Ended(NamedTuple):
    """What counts of a finished conversation."""

    session: str
    release: int
    locale: str
    channel: str
    pointer: str
    outcome: str
    finished_at: datetime
    results: Sequence[DatumResult]
    missed: Sequence[Missed] = ()
    side: Side | None = None


def datum_name(template: str, node: str) -> str:
    """The name of a datum inside a document of counts: names there hold no full stop."""
    return f"{template}/{node.replace('.', ':')}"


def split_name(name: str) -> tuple[str, str]:
    """Template and node of such a name."""
    template, _slash, node = name.partition("/")
    return template, node.replace(":", ".")


def updates(ended: Iterable[Ended], shard: int) -> list[UpdateOne]:
    """What adds finished conversations to the counts. Not to be done twice: whoever writes makes sure of that."""
    totals: dict[str, tuple[Document, Counts]] = {}
    for each in ended:
        for key, fixed, counts in _places(each, shard):
            funnel.add(totals.setdefault(key, (fixed, {}))[1], counts)
    return [
        UpdateOne({"_id": key}, {"$inc": counts, "$setOnInsert": fixed}, upsert=True)
        for key, (fixed, counts) in sorted(totals.items())
    ]


def misses(ended: Ended, expires_at: datetime, closed: Callable[[Document], Document] = dict) -> list[UpdateOne]:
    """What keeps the words that did not help until a time; `closed` says how a row is stored."""
    found = []
    for each in ended.missed:
        name = f"{MISS}:{ended.session}:{each.turn}:{datum_name(each.template, each.node)}"
        row: Document = {"_id": name, "kind": MISS, "template": each.template, "node": each.node, "text": each.text}
        row |= {"session": ended.session}
        row |= {"turn": each.turn, "at": ended.finished_at, "release": ended.release, "locale": ended.locale}
        row |= {"channel": ended.channel, "pointer": ended.pointer, "expires_at": expires_at}
        stored = {field: value for field, value in closed(row).items() if field != "_id"}
        found.append(UpdateOne({"_id": name}, {"$setOnInsert": stored}, upsert=True))
    return found


def _of_conversation(ended: Ended) -> Counts:
    """The conversation itself: whether it asked for anything, and whether it captured all of it."""
    found = {"conversations": 1, f"outcome_{ended.outcome or 'none'}": 1}
    if ended.results:
        found |= {"asking": 1, "whole": int(funnel.is_whole(ended.results))}
    return found


def _counts(ended: Ended) -> Counts:
    found = _of_conversation(ended)
    for result in ended.results:
        name = datum_name(result.template, result.node)
        funnel.add(found, {f"data.{name}.{count}": number for count, number in result.counts.items()})
    return found


def _places(ended: Ended, shard: int) -> list[tuple[str, Document, Counts]]:
    """The documents that a conversation is counted in: their ids, what is fixed in them, and what is added."""
    hour = ended.finished_at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    day = hour.replace(hour=0)
    sort = {"release": ended.release, "locale": ended.locale, "channel": ended.channel, "pointer": ended.pointer}
    tail = ":".join(str(value) for value in (*sort.values(), shard))
    counts = _counts(ended)
    found = []
    for kind, at in ((HOUR, hour), (DAY, day)):
        fixed = {"kind": kind, "at": at, "expires_at": at + KEPT[kind], **sort}
        found.append((f"{kind}:{at:%Y-%m-%dT%H}:{tail}", fixed, counts))
    month = day.replace(day=1)
    stamp = {"kind": STAMP, "at": month, "expires_at": month + KEPT[STAMP]}
    found.append((f"{STAMP}:{month:%Y-%m}:{tail}", stamp, {f"days.{day.day}": 1}))
    if ended.side is not None:
        side = ended.side._asdict()
        key = f"{TRIAL}:{':'.join(str(value) for value in side.values())}:{shard}"
        trial = {"kind": TRIAL, "at": hour, "expires_at": hour + KEPT[TRIAL], "release": ended.release, **side}
        found.append((key, trial, _of_conversation(ended)))
    return found
