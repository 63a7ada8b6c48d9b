"""A unit of work alone: what it writes down, what its document carries, and what whoever settles it makes of both."""

from datetime import UTC, datetime

import pytest
from pymongo.errors import AutoReconnect

from omnia.infra import audit, units
from omnia.infra.audit import Actor, BrokenChain, Chain
from omnia.infra.units import GONE, Books, Entry
from omnia.mongo.clusters import database

ANN = Actor("user", "u1", "Ann")
DELETED = Entry("document.deleted", "template:date", {"version": 1})
RESTORED = Entry("document.restored", "template:date", {"version": 1})
LATER = 2 * units.GRACE


class KilledError(BaseException):
    """Ends a writer as a kill does: nothing catches it."""


@pytest.fixture
def books(project):
    held = database(project)
    held["heads"].insert_one({"_id": "date", "deleted": False})
    return Books(Chain(held["audit"], f"project:{project.id}"), held.client["control"]["intents"], project.id)


def heads(books):
    return books.chain.log.database["heads"]


def log(books):
    return [(row["_id"], row["action"]) for row in books.chain.log.find(sort=[("_id", 1)])]


def left(books):
    return books.intents.count_documents({})


def delete(books, then=None):
    with units.begun(books, ANN, DELETED.action, heads(books), "date") as unit:
        done = unit.change(heads(books), {"_id": "date", "deleted": False}, {"$set": {"deleted": True}}, DELETED)
        if then is not None:
            raise then
    return done


def remove(books, then=None):
    with units.begun(books, ANN, "x.removed", heads(books), "date", told=[Entry("x.removed", "date")]) as unit:
        heads(books).delete_one({"_id": "date"})
        if then is not None:
            raise then
        unit.stamp(Entry("x.removed", "date"))


def settle(books, now=None):
    return units.settle_abandoned(books.intents, lambda _intent: books, now or datetime.now(UTC) + LATER)


def test_done_unit_is_told_once_and_leaves_nothing_written_down(books):
    assert delete(books)
    (entry,) = books.chain.log.find()
    assert (entry["action"], entry["object"], entry["details"], entry["actor"]["label"]) == (
        "document.deleted", "template:date", {"version": 1}, "Ann",
    )  # fmt: skip
    assert heads(books).find_one()["unit"] == {"id": entry["unit"].partition(":")[0], "entries": [vars_of(DELETED)]}
    assert left(books) == 0


def vars_of(entry):
    return {"action": entry.action, "subject": entry.subject, "facts": entry.facts}


def test_change_that_finds_no_document_is_not_told(books):
    delete(books)
    assert not delete(books)
    assert (log(books), left(books)) == ([(1, "document.deleted")], 0)


def test_unit_killed_after_its_change_is_told_by_who_settles(books):
    with pytest.raises(KilledError):
        delete(books, KilledError)
    assert (log(books), left(books)) == ([], 1)
    assert [intent.action for intent in settle(books)] == ["document.deleted"]
    assert (log(books), left(books)) == ([(1, "document.deleted")], 0)
    assert settle(books) == []


def test_unit_killed_before_its_change_is_struck_off_and_told_by_nobody(books):
    with pytest.raises(KilledError), units.begun(books, ANN, DELETED.action, heads(books), "date"):
        raise KilledError
    settle(books)
    assert (log(books), left(books)) == ([], 0)


def test_unit_whose_process_lives_is_left_until_it_had_more_than_enough_time(books):
    with pytest.raises(KilledError):
        delete(books, KilledError)
    assert settle(books, datetime.now(UTC)) == []
    assert left(books) == 1


def test_document_is_not_written_over_before_the_unit_that_changed_it_is_told(books):
    with pytest.raises(KilledError):
        delete(books, KilledError)
    with units.begun(books, ANN, RESTORED.action, heads(books), "date") as unit:
        unit.change(heads(books), {"_id": "date", "deleted": True}, {"$set": {"deleted": False}}, RESTORED)
    assert log(books) == [(1, "document.deleted"), (2, "document.restored")]
    assert left(books) == 0


@pytest.mark.parametrize(("error", "told"), [(AutoReconnect("lost"), 1), (ValueError("refused"), 1)])
def test_block_that_fails_after_its_change_is_told_for_it_was_made(books, error, told):
    with pytest.raises(type(error)):
        delete(books, error)
    assert (len(log(books)), left(books)) == (told, 0)


def test_block_that_refuses_before_its_change_is_struck_off(books):
    with pytest.raises(ValueError, match="refused"), units.begun(books, ANN, DELETED.action, heads(books), "date"):
        raise ValueError("refused")
    assert (log(books), left(books)) == ([], 0)


def test_removal_that_was_killed_is_told_once_the_document_is_gone_and_not_if_another_told(books):
    with pytest.raises(KilledError):
        remove(books, KilledError)
    settle(books)
    assert (log(books), left(books)) == ([(1, "x.removed")], 0)
    with pytest.raises(KilledError):
        remove(books, KilledError)
    audit.append(books.chain, actor=ANN, action="x.removed", subject="date")
    settle(books)
    assert log(books) == [(1, "x.removed"), (2, "x.removed")]


def test_removal_that_did_not_happen_is_struck_off(books):
    with pytest.raises(KilledError), units.begun(books, ANN, "x.removed", heads(books), "date", told=[DELETED], probe=GONE):
        raise KilledError
    settle(books)
    assert (log(books), left(books)) == ([], 0)


def test_finisher_makes_the_rest_of_a_change_before_it_is_told_and_is_tried_again(books, monkeypatch):
    monkeypatch.setattr(units, "_finishers", {})
    seen = []

    @units.finishes(DELETED.action)
    def finish(_intent, entries):
        seen.append((entries[0].subject, len(log(books))))
        if len(seen) == 1:
            raise AutoReconnect("lost")

    with pytest.raises(KilledError):
        delete(books, KilledError)
    assert settle(books) == []
    assert (log(books), left(books)) == ([], 1)
    settle(books)
    assert (seen, len(log(books)), left(books)) == ([("template:date", 0)] * 2, 1, 0)


def test_unit_of_a_log_that_is_gone_goes_with_it(books):
    with pytest.raises(KilledError):
        delete(books, KilledError)
    assert len(units.settle_abandoned(books.intents, lambda _intent: None, datetime.now(UTC) + LATER)) == 1
    assert (log(books), left(books)) == ([], 0)


def test_entry_is_written_once_whoever_writes_it(books):
    for _time in range(3):
        audit.append(books.chain, actor=ANN, action="a.b", subject="x", unit="u:0", after=0)
    audit.append(books.chain, actor=ANN, action="a.b", subject="x", unit="u:1", after=0)
    assert log(books) == [(1, "a.b"), (2, "a.b")]


@pytest.mark.parametrize("change", [{"$set": {"unit": "another:0"}}, {"$unset": {"unit": ""}}])
def test_chain_does_not_hold_once_an_entry_names_another_unit(books, change):
    delete(books)
    assert audit.verify(books.chain) == 1
    books.chain.log.update_one({"_id": 1}, change)
    with pytest.raises(BrokenChain):
        audit.verify(books.chain)


def test_subscribers_are_told_what_the_log_holds(books, monkeypatch):
    seen = []
    monkeypatch.setattr(units, "_subscribers", [lambda held, actor, entry: seen.append((held.project, actor.id, entry.action))])
    delete(books)
    assert seen == [("p1unit", "u1", "document.deleted")]
