"""Finished conversations, as the runtime leaves them in the project's database, made readable for templates.

What is read of such a document, all of it optional but the id:

- `_id`, `locale`, `channel`, `release`, `outcome`, `started_at`, `finished_at`
- `template` or `flow`: the key of what was run
- `transcript`: lines `{who: "bot" | "person" | "note", text, source}`
- or `turns`: `{event, outputs}`, as the dialogue engine has them
- `values`: name to `{value, formatted, confirmed}`

Texts and values are shown as they were stored; the runtime has redacted them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import template
from django.utils.translation import gettext as _

from omnia.documents.spoken import Line, keys_words, output_line, silent_words, source_words
from omnia.documents.wording import outcome_label

register = template.Library()

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Value:
    """One datum that was acquired."""

    name: str
    formatted: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """One finished conversation."""

    session: str
    subject: str
    locale: str
    channel: str
    release: str
    outcome: str
    outcome_label: str
    started_at: datetime | None
    finished_at: datetime | None
    seconds: int | None
    lines: tuple[Line, ...]
    values: tuple[Value, ...]

    @property
    def turns(self) -> int:
        """How often the person said or did something."""
        return sum(line.who == "person" for line in self.lines)


@register.filter
def as_talks(rows: Iterable[Row], titles: Mapping[str, str]) -> list[Talk]:
    """Stored conversations as a list of `Talk`; `titles` names templates and flows by key."""
    return [as_talk(row, titles) for row in rows]


@register.filter
def as_talk(row: Row, titles: Mapping[str, str]) -> Talk:
    """A stored conversation as a `Talk`; `titles` names templates and flows by key."""
    subject = str(row.get("flow") or row.get("template") or "")
    started, finished = _moment(row.get("started_at")), _moment(row.get("finished_at"))
    outcome = str(row.get("outcome") or "")
    return Talk(
        session=str(row["_id"]),
        subject=titles.get(subject, subject),
        locale=str(row.get("locale") or ""),
        channel=channel_label(str(row.get("channel") or "")),
        release=str(row.get("release") or ""),
        outcome=outcome,
        outcome_label=outcome_label(outcome),
        started_at=started,
        finished_at=finished,
        seconds=int((finished - started).total_seconds()) if started and finished else None,
        lines=tuple(_lines(row)),
        values=tuple(_values(row)),
    )


def channel_label(channel: str) -> str:
    """A channel, in words."""
    return {"voice": _("Voice"), "chat": _("Chat")}.get(channel, channel)


def _moment(value: Any) -> datetime | None:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    # MongoDB's times are UTC without saying so; pages need them said.
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _lines(row: Row) -> Iterator[Line]:
    for line in row.get("transcript") or ():
        yield Line(str(line.get("who", "note")), str(line.get("text", "")), source_words(line.get("source")))
    turns = row.get("turns")
    for turn in turns if isinstance(turns, list) else ():
        if not isinstance(turn, Mapping):
            continue
        if turn.get("event"):
            yield _event(turn["event"])
        for output in turn.get("outputs") or ():
            yield output_line(output)


def _event(event: Any) -> Line:
    held: Row = event if isinstance(event, Mapping) else {"text": str(event)}
    kind = str(held.get("type") or held.get("kind") or "")
    if held.get("text"):
        return Line("person", str(held["text"]))
    if held.get("keys"):
        return Line("person", keys_words(held["keys"]))
    return Line("person", silent_words(kind))


def _values(row: Row) -> Iterator[Value]:
    held = row.get("values") or {}
    for name, entry in held.items():
        if isinstance(entry, Mapping):
            shown = entry.get("formatted") or entry.get("value")
            yield Value(str(name), "—" if shown is None else str(shown), bool(entry.get("confirmed")))
        else:
            yield Value(str(name), str(entry), confirmed=False)
