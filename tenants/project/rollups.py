"""The counts of finished conversations: small documents by hour and by day, which only ever grow, in the project's own database.

One document for each release, locale, channel and pointer (`live`, `canary`, a named channel) holds the counts of every datum, so
that 90 days are some hundred documents. Writers that meet at one of them go to another shard of it; who reads adds them up.
A trial has documents of its own: the two sides of one canary, counted from its start.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from pymongo import UpdateOne

from omnia.dialogue import funnel
from omnia.dialogue.funnel import Counts, DatumResult

SHARDS = 4
HOUR, DAY, TRIAL, MISS = "hour", "day", "trial", "miss"
KEPT = {HOUR: timedelta(days=100), DAY: timedelta(days=800), TRIAL: timedelta(days=800)}

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
        counts = _counts(each)
        for key, fixed in _places(each, shard):
            funnel.add(totals.setdefault(key, (fixed, {}))[1], counts if fixed["kind"] != TRIAL else _of_conversation(each))
    return [
        UpdateOne({"_id": key}, {"$inc": counts, "$setOnInsert": fixed}, upsert=True)
        for key, (fixed, counts) in sorted(totals.items())
    ]


def misses(ended: Ended, expires_at: datetime) -> list[UpdateOne]:
    """What keeps the words that did not help, for as long as the conversation's record is kept."""
    found = []
    for each in ended.missed:
        row: Document = {"kind": MISS, "template": each.template, "node": each.node, "text": each.text, "session": ended.session}
        row |= {"turn": each.turn, "at": ended.finished_at, "release": ended.release, "locale": ended.locale}
        row |= {"channel": ended.channel, "pointer": ended.pointer, "expires_at": expires_at}
        name = f"{MISS}:{ended.session}:{each.turn}:{datum_name(each.template, each.node)}"
        found.append(UpdateOne({"_id": name}, {"$setOnInsert": row}, upsert=True))
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


def _places(ended: Ended, shard: int) -> list[tuple[str, Document]]:
    """The documents that a conversation is counted in: their ids, and what is fixed in them."""
    hour = ended.finished_at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    sort = {"release": ended.release, "locale": ended.locale, "channel": ended.channel, "pointer": ended.pointer}
    tail = ":".join(str(value) for value in (*sort.values(), shard))
    found = []
    for kind, at in ((HOUR, hour), (DAY, hour.replace(hour=0))):
        found.append((f"{kind}:{at:%Y-%m-%dT%H}:{tail}", {"kind": kind, "at": at, "expires_at": at + KEPT[kind], **sort}))
    if ended.side is not None:
        side = ended.side._asdict()
        key = f"{TRIAL}:{':'.join(str(value) for value in side.values())}:{shard}"
        found.append((key, {"kind": TRIAL, "at": hour, "expires_at": hour + KEPT[TRIAL], "release": ended.release, **side}))
    return found
