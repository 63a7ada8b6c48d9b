"""The counts that the page of insight reads: 90 days of a busy project, first, again, on the next days, after a late record."""

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

from bench.servers import empty, in_own_process

DAYS, DATA = 90, 50
HOURS = range(8, 20, 3)
"""Hours of a day in which conversations end."""

SORTS = ((1, "en", "chat"), (1, "it", "voice"), (2, "en", "voice"), (2, "it", "chat"))
"""Releases, languages and channels that are counted apart."""

AGAIN = 20


def measure() -> dict[str, Any]:
    """Milliseconds that reading the counts of 90 days takes."""
    with tempfile.TemporaryDirectory() as folder, empty(Path(folder)) as (environment, _server):
        found: dict[str, Any] = in_own_process(__name__, environment)
        return found


def measured() -> dict[str, Any]:
    """The same, in a process that has the product's settings."""
    import django

    django.setup()
    from django.utils import timezone

    from omnia.mongo.clusters import database
    from omnia.mongo.context import ProjectRef
    from tenants.insight import counts
    from tenants.project import collections, rollups

    project: Any = SimpleNamespace(ref=ProjectRef("bench"))
    held, now = database(project.ref)[collections.INSIGHT], timezone.now()
    held.create_indexes(collections.COLLECTIONS[collections.INSIGHT])
    for ago in range(DAYS + 2):
        ended = _ended(now - timedelta(days=ago))
        held.insert_many(row for row in _documents(ended) if row["kind"] != rollups.STAMP)
        held.bulk_write([each for each in rollups.updates(ended, 0) if each._doc["$setOnInsert"]["kind"] == rollups.STAMP])  # noqa: SLF001

    def read(later: timedelta = timedelta()) -> Callable[[], object]:
        def at() -> object:
            with mock.patch("django.utils.timezone.now", return_value=now + later):
                return counts.read(project, counts.Selection(days=DAYS))

        return at

    documents = held.count_documents({"kind": rollups.DAY})
    shown = {"documents of days": f"{documents}, {DATA} data in each", "first time": _ms([read()])}
    shown["again"] = _ms([read()] * AGAIN)
    shown["on each of the next days"] = _ms([read(timedelta(days=day)) for day in range(1, 11)])
    held.bulk_write(rollups.updates(_ended(now - timedelta(days=40))[:1], 1), ordered=False)
    shown["after a record that came 40 days late"] = _ms([read()])
    return shown


def _documents(ended: list[Any]) -> list[dict[str, Any]]:
    """What counting conversations leaves; inserted, for a measurement has no time to count each."""
    from tenants.project import rollups

    found = []
    for update in rollups.updates(ended, 0):
        document = {"_id": update._filter["_id"], **update._doc["$setOnInsert"]}  # noqa: SLF001
        for name, number in update._doc["$inc"].items():  # noqa: SLF001
            *place, last = name.split(".")
            held = document
            for step in place:
                held = held.setdefault(step, {})
            held[last] = number
        found.append(document)
    return found


def _ended(day: Any) -> list[Any]:
    """The conversations of a day."""
    from omnia.dialogue.funnel import DatumResult
    from tenants.project.rollups import Ended

    told = {"asked": 1, "understood_1": 1, "captured": 1, "read_back": 1, "confirmed": 1, "reached_2": 1}
    told |= {"played_no_match_1": 1, "rescued_no_match_1": 1, "understood_2": 1, "corrected": 1, "given_up": 1, "left": 1}
    results = [DatumResult(f"template_{number}", "node", told) for number in range(DATA)]
    return [
        Ended("s", release, locale, channel, "live", "completed", day.replace(hour=hour), results)
        for hour in HOURS
        for release, locale, channel in SORTS
    ]


def _ms(reads: list[Callable[[], object]]) -> str:
    took = []
    for read in reads:
        began = time.perf_counter()
        read()
        took.append((time.perf_counter() - began) * 1000)
    if len(took) == 1:
        return f"{took[0]:.1f} ms"
    return f"median {statistics.median(took):.1f} ms   slowest {max(took):.1f} ms"


if __name__ == "__main__":
    print(json.dumps(measured()))
