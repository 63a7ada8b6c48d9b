"""The audit chain: numbered without a gap, and telling of whatever was done to it."""

import pytest

from omnia.infra import audit
from omnia.infra.audit import SYSTEM, BrokenChain
from omnia.mongo.clusters import database


@pytest.fixture
def log(project):
    return database(project)["audit"]


def fill(log, count):
    return [audit.append(log, actor=SYSTEM, action="release.published", subject=str(number)) for number in range(1, count + 1)]


def test_entries_are_numbered_from_one_and_the_chain_holds(log):
    assert fill(log, 4) == [1, 2, 3, 4]
    assert audit.verify(log) == 4


def test_empty_chain_holds(log):
    assert audit.verify(log) == 0


def test_newest_entries_come_first(log):
    fill(log, 5)
    assert [entry["_id"] for entry in audit.entries(log, limit=2)] == [5, 4]


@pytest.mark.parametrize("field", ["at", "actor", "action", "object", "details", "previous", "hash"])
def test_changed_field_of_an_entry_is_told_with_its_number(log, field):
    fill(log, 3)
    log.update_one({"_id": 2}, {"$set": {field: "0" * 64}})
    with pytest.raises(BrokenChain, match="Entry 2 "):
        audit.verify(log)


def test_entry_taken_out_is_told_at_its_place(log):
    fill(log, 3)
    log.delete_one({"_id": 2})
    with pytest.raises(BrokenChain, match="Entry 2 "):
        audit.verify(log)


def test_entries_that_changed_places_are_told(log):
    fill(log, 3)
    second, third = (log.find_one({"_id": number}) for number in (2, 3))
    log.replace_one({"_id": 2}, {**third, "_id": 2})
    log.replace_one({"_id": 3}, {**second, "_id": 3})
    with pytest.raises(BrokenChain, match="Entry 2 "):
        audit.verify(log)


def test_writer_that_was_overtaken_takes_the_next_number(log, monkeypatch):
    fill(log, 1)
    entry_hash, overtaking = audit.entry_hash, []

    def overtaken(entry):
        if not overtaking:
            overtaking.append(True)
            audit.append(log, actor=SYSTEM, action="release.rolled_back", subject="1")
        return entry_hash(entry)

    monkeypatch.setattr(audit, "entry_hash", overtaken)
    assert audit.append(log, actor=SYSTEM, action="release.published", subject="2") == 3
    assert [entry["action"] for entry in audit.entries(log)] == ["release.published", "release.rolled_back", "release.published"]
    assert audit.verify(log) == 3
