"""What an audit log says, for those who may read it: chosen, page by page, and as files."""

import csv
import io
import json
import re
from collections.abc import Container, Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import msgspec
import orjson

from omnia.infra.audit import Chain
from omnia.infra.spreadsheets import cell

ON_A_PAGE = 50
MOST_EXPORTED = 10_000
"""Entries that a file holds at most, the newest of those that were chosen."""

LATELY = 2000
"""Newest entries among which is looked for who acts."""

COLUMNS = ("number", "at", "who", "id", "label", "action", "subject", "details", "key", "code")

CONTENT_HASH = re.compile(r"[0-9a-f]{64}")
SHOWN_OF_HASH = 12
"""Signs of a hash on the page, enough to tell two apart; the files hold all of it."""

LARGEST, MOST_DIGITS = 2**53, 20


class Chosen(msgspec.Struct, frozen=True):
    """Which entries are asked for; what is empty leaves nothing out."""

    about: str = ""
    """What the event is about: the first word of its name."""
    who: str = ""
    """The id of whoever acted."""
    since: date | None = None
    until: date | None = None
    """The last day, in UTC."""
    before: int = 0
    """Only entries with a lower number."""


def read(chain: Chain, chosen: Chosen, limit: int = ON_A_PAGE) -> list[dict[str, Any]]:
    """The newest of the chosen entries, newest first."""
    return list(chain.log.find(_query(chosen), sort=[("_id", -1)], limit=limit))


def people(chain: Chain) -> dict[str, str]:
    """Who acted lately: names by id."""
    rows = chain.log.find({}, {"actor": 1}, sort=[("_id", -1)], limit=LATELY)
    found = {row["actor"]["id"]: row["actor"]["label"] or row["actor"]["id"] for row in rows}
    return dict(sorted(found.items(), key=lambda item: item[1].casefold()))


def asked_for(asked: Mapping[str, str], subjects: Container[str]) -> Chosen:
    """What an address asks for, of logs about some subjects; what makes no sense in it is left out."""
    about, before = asked.get("about", ""), asked.get("before", "")
    return Chosen(
        about=about if about in subjects else "",
        who=asked.get("who", "")[:64],
        since=_day(asked.get("since", "")),
        until=_day(asked.get("until", "")),
        before=min(int(before), LARGEST) if before.isascii() and before.isdecimal() and len(before) <= MOST_DIGITS else 0,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def query_of(chosen: Chosen, before: int = 0) -> str:
    """The query of an address that asks for what is chosen, from some entry on."""
    asked = {"about": chosen.about, "who": chosen.who, "since": chosen.since, "until": chosen.until, "before": before}
    return urlencode({name: str(value) for name, value in asked.items() if value})


def shown_details(details: Mapping[str, Any]) -> list[tuple[str, str]]:
    """An entry's details as people read them."""
    return [(name.replace("_", " "), _plain(value)) for name, value in details.items()]


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "—"
    if isinstance(value, str) and CONTENT_HASH.fullmatch(value):
        return f"{value[:SHOWN_OF_HASH]}…"
    return "—" if value is None or value == "" else str(value)


def _query(chosen: Chosen) -> dict[str, Any]:
    query: dict[str, Any] = {}
    if chosen.about:
        query["action"] = {"$gte": f"{chosen.about}.", "$lt": f"{chosen.about}/"}  # a slash comes after a dot
    if chosen.who:
        query["actor.id"] = chosen.who
    if chosen.since is not None:
        query.setdefault("at", {})["$gte"] = chosen.since.isoformat()
    if chosen.until is not None:
        query.setdefault("at", {})["$lt"] = (chosen.until + timedelta(days=1)).isoformat()
    if chosen.before:
        query["_id"] = {"$lt": chosen.before}
    return query


def as_csv(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Entries as a table, in UTF-8; no cell is taken for a formula."""
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([cell(value) for value in _values(row)])
    return held.getvalue().encode()


def as_json_lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Entries as they are stored, one JSON object a line: with the keys they can be checked anew."""
    return b"".join(orjson.dumps(dict(row)) + b"\n" for row in rows)


def _values(row: Mapping[str, Any]) -> list[Any]:
    actor = row["actor"]
    told = [row["_id"], row["at"], actor["kind"], actor["id"], actor["label"], row["action"], row["object"]]
    return [*told, json.dumps(row["details"], ensure_ascii=False), row.get("key", ""), row["hash"]]


FILES = {"csv": (as_csv, "text/csv; charset=utf-8"), "jsonl": (as_json_lines, "application/jsonl")}
"""The forms of files: what writes one, and its media type."""
