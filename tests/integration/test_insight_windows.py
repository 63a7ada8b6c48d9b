"""What is kept of days that were added up is never anything but what their documents say, whenever a conversation is counted."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from pymongo.errors import OperationFailure

from omnia.dialogue.funnel import DatumResult
from omnia.mongo.clusters import database
from tenants.insight import counts, windows
from tenants.insight.counts import Selection
from tenants.project import rollups

NOON = datetime(2027, 5, 20, 12, tzinfo=UTC)
RESULTS = (
    [DatumResult("date", "date", {"asked": 1, "understood_1": 1, "captured": 1})],
    [DatumResult("date", "date", {"asked": 1, "left": 1}), DatumResult("email", "email", {"early": 1, "captured": 1})],
)
SORTS = [(release, locale, "chat", pointer) for release in (1, 2) for locale in ("en", "it") for pointer in ("live", "canary")]


class Insight:
    """A project's counts at a time that the test sets."""

    def __init__(self, cast, now):
        self.project, self.now = cast.project, now
        self.held = database(cast.project.ref)["insight"]

    def count(self, ago, sort=SORTS[0], results=RESULTS[0], shard=0):
        ended = rollups.Ended("s", *sort, "completed", self.now - timedelta(days=ago), results)
        self.held.bulk_write(rollups.updates([ended], shard))

    def read(self, days, **chosen):
        return something_of(counts.read(self.project, Selection(days=days, **chosen)).totals.conversations)

    def read_by_hand(self, days, **chosen):
        """The same, from the documents of the days."""
        total = {}
        since = datetime.combine(self.now.date() - timedelta(days=days - 1), datetime.min.time())
        for row in self.held.find({"kind": "day", "at": {"$gte": since}, **chosen}):
            for name, number in row.items():
                if isinstance(number, int) and name != "release":
                    total[name] = total.get(name, 0) + number
        return something_of(total)


def something_of(numbers):
    """Counts without those that came to nothing, which say the same."""
    return {name: number for name, number in numbers.items() if number}


@pytest.fixture
def insight(cast, monkeypatch):
    found = Insight(cast, NOON)
    monkeypatch.setattr("django.utils.timezone.now", lambda: found.now)
    return found


def test_window_is_added_up_once_and_later_reads_look_at_the_last_two_days_only(insight, monkeypatch):
    for ago in range(10):
        insight.count(ago)
    assert insight.read(7)["conversations"] == 7
    read = []
    of_days = windows._of_days
    monkeypatch.setattr(windows, "_of_days", lambda _ref, first, end: read.append((first, end)) or of_days(_ref, first, end))
    insight.count(0)
    assert insight.read(7)["conversations"] == 8
    assert read == [(NOON.toordinal() - 1, None)]
    insight.now += timedelta(days=1)
    assert insight.read(7)["conversations"] == 7
    assert len(read) == 4, "the day that came and the one that went are read beside the last two"


def test_record_that_comes_late_is_counted_with_the_next_read(insight):
    for ago in (1, 5):
        insight.count(ago)
    assert insight.read(90)["conversations"] == 2
    insight.count(5)
    insight.count(30, SORTS[-1], RESULTS[1], shard=3)
    assert insight.read(90) == insight.read_by_hand(90)
    assert insight.read(90)["conversations"] == 4


def test_record_that_comes_between_the_stamps_and_the_days_is_never_counted_twice_or_lost(insight, monkeypatch):
    insight.count(3)
    of_days = windows._of_days

    def late(ref, first, end):
        monkeypatch.setattr(windows, "_of_days", of_days)
        insight.count(3)
        return of_days(ref, first, end)

    monkeypatch.setattr(windows, "_of_days", late)
    assert [insight.read(7)["conversations"] for _read in range(3)] == [2, 2, 2]


def test_counts_are_read_also_where_nothing_can_be_kept(insight, monkeypatch):
    insight.count(3)

    def refuse(*_arguments, **_options):
        raise OperationFailure("no space", 14031)

    monkeypatch.setattr("pymongo.collection.Collection.replace_one", refuse)
    assert [insight.read(7)["conversations"] for _read in range(2)] == [1, 1]
    assert insight.held.count_documents({"kind": "window"}) == 0


def test_any_history_of_late_records_moving_days_and_choices_reads_what_the_days_say(insight):
    chance = random.Random(20270520)
    for _step in range(120):
        match chance.randrange(4):
            case 0:
                insight.now += timedelta(days=chance.choice((0, 1, 1, 2, 9)), hours=chance.randrange(20))
            case 1:
                insight.count(chance.randrange(40), chance.choice(SORTS), chance.choice(RESULTS), chance.randrange(4))
            case 2:
                insight.count(0, chance.choice(SORTS), chance.choice(RESULTS), chance.randrange(4))
            case _:
                days, (release, locale, _channel, pointer) = chance.choice((7, 30)), chance.choice(SORTS)
                assert insight.read(days) == insight.read_by_hand(days)
                chosen = {"release": release, "locale": locale, "pointer": pointer}
                assert insight.read(days, **chosen) == insight.read_by_hand(days, **chosen)
