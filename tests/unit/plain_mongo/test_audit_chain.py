"""The audit chain: numbered without a gap, under a key, and telling of whatever was done to it."""

import hashlib
import json
import threading
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from pymongo.errors import BulkWriteError

from omnia.infra import audit, audit_checkpoints, background
from omnia.infra.audit import FIRST, SYSTEM, BrokenChain, Chain
from omnia.mongo.clusters import database

OLD, NEW = f"old={'1' * 64}", f"new={'2' * 64}"


@pytest.fixture
def chain(project):
    return Chain(database(project)["audit"], f"project:{project.id}")


@pytest.fixture
def checkpoints(settings, tmp_path):
    settings.OMNIA_AUDIT_CHECKPOINTS = str(tmp_path / "checkpoints")
    return tmp_path / "checkpoints"


@pytest.fixture(autouse=True)
def keys_anew():
    background.reset_process()
    yield
    background.reset_process()


def fill(chain, count):
    return [audit.append(chain, actor=SYSTEM, action="release.published", subject=str(number)) for number in range(1, count + 1)]


def earlier_entry(number, previous):
    """As releases before the keys wrote it."""
    actor = {"kind": "system", "id": "system", "label": "Zoë"}
    entry = {
        "_id": number,
        "at": "2026-01-01",
        "actor": actor,
        "action": "a.b",
        "object": "x",
        "details": {},
        "previous": previous,
    }
    content = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    return {**entry, "hash": hashlib.sha256(content).hexdigest()}


def newest(checkpoints, chain):
    return audit_checkpoints.read(checkpoints.read_text().splitlines())[chain.name]


def test_entries_are_numbered_from_one_and_the_chain_holds(chain):
    assert fill(chain, 4) == [1, 2, 3, 4]
    assert audit.verify(chain) == 4


def test_empty_chain_holds(chain):
    assert audit.verify(chain) == 0


def test_newest_entries_come_first(chain):
    fill(chain, 5)
    assert [entry["_id"] for entry in audit.entries(chain, limit=2)] == [5, 4]


@pytest.mark.parametrize("field", ["at", "actor", "action", "object", "details", "previous", "hash", "key"])
def test_changed_field_of_an_entry_is_told_with_its_number(chain, field):
    fill(chain, 3)
    chain.log.update_one({"_id": 2}, {"$set": {field: "0" * 64}})
    with pytest.raises(BrokenChain, match="Entry 2 ") as broken:
        audit.verify(chain)
    assert broken.value.number == 2


def test_entry_taken_out_is_told_at_its_place(chain):
    fill(chain, 3)
    chain.log.delete_one({"_id": 2})
    with pytest.raises(BrokenChain, match="Entry 2 "):
        audit.verify(chain)


def test_entries_that_changed_places_are_told(chain):
    fill(chain, 3)
    second, third = (chain.log.find_one({"_id": number}) for number in (2, 3))
    chain.log.replace_one({"_id": 2}, {**third, "_id": 2})
    chain.log.replace_one({"_id": 3}, {**second, "_id": 3})
    with pytest.raises(BrokenChain, match="Entry 2 "):
        audit.verify(chain)


def test_chain_of_another_project_put_in_its_place_is_told(chain):
    fill(chain, 2)
    with pytest.raises(BrokenChain, match="Entry 1 "):
        audit.verify(Chain(chain.log, "project:another"))


def test_chain_rewritten_by_somebody_without_the_key_is_told(chain):
    fill(chain, 3)
    chain.log.delete_many({})
    first = earlier_entry(1, FIRST)
    chain.log.insert_many([first, earlier_entry(2, first["hash"])])
    with pytest.raises(BrokenChain, match="No entry is under a key"):
        audit.verify(chain)


def test_entry_added_at_the_end_without_the_key_is_told(chain):
    fill(chain, 2)
    chain.log.insert_one(earlier_entry(3, chain.log.find_one({"_id": 2})["hash"]))
    with pytest.raises(BrokenChain, match="Entry 3 of the audit log is under no key"):
        audit.verify(chain)


def test_entries_from_before_the_keys_hold_once_one_under_a_key_follows_and_are_told_when_changed(chain):
    first = earlier_entry(1, FIRST)
    chain.log.insert_many([first, earlier_entry(2, first["hash"])])
    fill(chain, 1)
    assert audit.verify(chain) == 3
    chain.log.update_one({"_id": 1}, {"$set": {"object": "y"}})
    with pytest.raises(BrokenChain, match="Entry 1 "):
        audit.verify(chain)


def test_key_is_replaced_while_entries_under_the_one_before_still_hold(chain, settings):
    settings.OMNIA_AUDIT_KEYS = OLD
    background.reset_process()
    fill(chain, 2)
    settings.OMNIA_AUDIT_KEYS = f"{NEW} {OLD}"
    background.reset_process()
    fill(chain, 1)
    assert [entry["key"] for entry in audit.entries(chain)] == ["new", "old", "old"]
    assert audit.verify(chain) == 3
    settings.OMNIA_AUDIT_KEYS = NEW
    background.reset_process()
    with pytest.raises(BrokenChain, match="Entry 1 is under the key “old”, which is not among OMNIA_AUDIT_KEYS"):
        audit.verify(chain)


def test_tail_that_was_cut_off_is_told_by_the_checkpoint_elsewhere(chain, checkpoints):
    fill(chain, 5)
    assert audit.verify(chain, newest(checkpoints, chain)) == 5
    chain.log.delete_many({"_id": {"$gt": 3}})
    assert audit.verify(chain) == 3, "the chain alone cannot tell"
    with pytest.raises(BrokenChain, match="The entries 4 to 5 are missing at the end") as broken:
        audit.verify(chain, newest(checkpoints, chain))
    assert broken.value.number == 4


def test_tail_that_was_cut_off_and_written_anew_is_told_by_the_checkpoint(chain, checkpoints):
    fill(chain, 3)
    kept = newest(checkpoints, chain)
    chain.log.delete_one({"_id": 3})
    audit.append(chain, actor=SYSTEM, action="release.rolled_back", subject="1")
    with pytest.raises(BrokenChain, match="Entry 3 is not the one of which a checkpoint was written"):
        audit.verify(chain, kept)


def test_forged_checkpoints_and_lines_of_something_else_count_for_nothing(chain, checkpoints):
    fill(chain, 2)
    real = json.loads(checkpoints.read_text().splitlines()[-1])
    forged = [json.dumps({**real, "number": 9}), json.dumps({**real, "key": "nobodys"}), "not JSON", '{"chain": 1}', ""]
    assert audit_checkpoints.read([*forged, json.dumps(real)]) == audit_checkpoints.read([json.dumps(real)])
    assert audit_checkpoints.read(forged) == {}
    assert checkpoints.stat().st_mode & 0o777 == 0o600


def test_checkpoint_file_that_cannot_be_written_keeps_nothing_from_being_done(chain, settings, tmp_path):
    settings.OMNIA_AUDIT_CHECKPOINTS = str(tmp_path / "missing" / "file")
    assert fill(chain, 2) == [1, 2]


def test_writer_that_was_overtaken_by_another_process_takes_the_next_number(chain, monkeypatch):
    fill(chain, 1)
    entry_code, overtaking = audit.entry_code, []

    def overtaken(*arguments):
        if not overtaking:
            overtaking.append(True)
            # Another process has a queue of its own.
            audit._queue.cache_clear()
            audit.append(chain, actor=SYSTEM, action="release.rolled_back", subject="1")
        return entry_code(*arguments)

    monkeypatch.setattr(audit, "entry_code", overtaken)
    assert audit.append(chain, actor=SYSTEM, action="release.published", subject="2") == 3
    assert [entry["action"].rpartition(".")[2] for entry in audit.entries(chain)] == ["published", "rolled_back", "published"]
    assert audit.verify(chain) == 3


def test_writers_at_once_lose_nothing_and_share_their_writes(chain, monkeypatch):
    writes, insert_many = [], chain.log.insert_many
    ready, ready_to_look, numbers = threading.Barrier(17), threading.Event(), []

    def counted(entries, **options):
        writes.append(len(entries))
        return insert_many(entries, **options)

    def work():
        ready.wait()
        numbers.append(audit.append(chain, actor=SYSTEM, action="release.published", subject="x"))

    monkeypatch.setattr(chain.log, "insert_many", counted)
    queue = audit._queue(chain.name)
    queue._turn.acquire()
    threads = [threading.Thread(target=work) for _each in range(16)]
    for thread in threads:
        thread.start()
    ready.wait()
    while len(queue._waiting) < 16:
        ready_to_look.wait(0.001)
    queue._turn.release()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(1, 17))
    assert writes == [16]
    assert audit.verify(chain) == 16


def alike(chain):
    """An entry that says what the newest one does, as somebody else would write it."""
    newest_one = audit.entries(chain)[0]
    return audit._Waiting({name: newest_one[name] for name in ("at", "actor", "action", "object", "details")})


def busy(chain, monkeypatch, together=2):
    """The chain's queue as it is when several have just written together; whoever comes then waits only for more than two."""
    monkeypatch.setattr(audit, "END_SECONDS", 1000)
    monkeypatch.setattr(audit, "GATHER_SECONDS", 1000 if together > 2 else 0)
    queue = audit._queue(chain.name)
    queue._end, _attempts = audit._write(chain, [alike(chain), alike(chain)])
    queue._together, queue._ended = together, time.monotonic()
    return queue


def test_writers_at_once_do_not_look_for_the_end_that_they_have_just_written(chain, monkeypatch):
    fill(chain, 1)
    busy(chain, monkeypatch)
    monkeypatch.setattr(chain.log, "find_one", lambda *_any, **_named: pytest.fail("It was looked for."))
    assert audit.append(chain, actor=SYSTEM, action="release.published", subject="x") == 4
    monkeypatch.undo()
    assert audit.verify(chain) == 4


def test_end_that_another_process_moved_meanwhile_is_looked_for_and_nothing_is_lost(chain, monkeypatch):
    fill(chain, 1)
    busy(chain, monkeypatch)
    audit._write(chain, [alike(chain), alike(chain)])
    assert audit.append(chain, actor=SYSTEM, action="release.published", subject="x") == 6
    assert audit.verify(chain) == 6


def test_end_is_looked_for_again_after_a_write_that_failed(chain, monkeypatch):
    fill(chain, 1)
    busy(chain, monkeypatch)
    insert_many = chain.log.insert_many
    monkeypatch.setattr(chain.log, "insert_many", lambda *_any, **_named: (_ for _ in ()).throw(OSError("away")))
    with pytest.raises(OSError, match="away"):
        audit.append(chain, actor=SYSTEM, action="release.published", subject="lost")
    monkeypatch.setattr(chain.log, "insert_many", insert_many)
    chain.log.delete_one({"_id": 3})
    assert audit.append(chain, actor=SYSTEM, action="release.published", subject="kept") == 3
    assert audit.verify(chain) == 3


def test_whoever_comes_back_first_waits_a_moment_for_those_who_wrote_together(chain, monkeypatch):
    fill(chain, 1)
    queue = busy(chain, monkeypatch, together=3)
    writes, insert_many, pause = [], chain.log.insert_many, threading.Event()
    monkeypatch.setattr(chain.log, "insert_many", lambda rows, **named: (writes.append(len(rows)), insert_many(rows, **named)))

    def append():
        audit.append(chain, actor=SYSTEM, action="release.published", subject="x")

    threads = [threading.Thread(target=append) for _each in range(3)]
    threads[0].start()
    while not queue._waiting:
        pause.wait(0.001)
    assert writes == []
    for thread in threads[1:]:
        thread.start()
    for thread in threads:
        thread.join()
    assert writes == [3]
    assert audit.verify(chain) == 6


def test_writer_who_is_alone_waits_for_nobody(chain, monkeypatch):
    monkeypatch.setattr(audit._PAUSE, "wait", lambda *_any: pytest.fail("It waited."))
    fill(chain, 3)
    assert audit.verify(chain) == 3


def test_failure_of_one_write_is_told_to_its_writer_and_the_others_write_their_own(chain, monkeypatch):
    fill(chain, 1)
    insert_many, failures = chain.log.insert_many, []

    def failing(entries, **options):
        if not failures:
            failures.append(entries)
            raise OSError("away")
        return insert_many(entries, **options)

    monkeypatch.setattr(chain.log, "insert_many", failing)
    with pytest.raises(OSError, match="away"):
        audit.append(chain, actor=SYSTEM, action="release.published", subject="lost")
    assert audit.append(chain, actor=SYSTEM, action="release.published", subject="kept") == 2
    assert audit.verify(chain) == 2


def test_chain_that_was_restored_is_measured_by_what_was_told_from_then_on(chain, checkpoints):
    fill(chain, 5)
    chain.log.delete_many({"_id": {"$gt": 3}})
    with pytest.raises(BrokenChain, match="missing at the end"):
        audit.verify(chain, newest(checkpoints, chain))
    last = chain.log.find_one({"_id": 3})
    audit_checkpoints.write_restart(chain.name, 3, last["hash"])
    fill(chain, 1)
    assert newest(checkpoints, chain).number == 4
    assert audit.verify(chain, newest(checkpoints, chain)) == 4
    backwards = audit_checkpoints.read(reversed(checkpoints.read_text().splitlines()))
    assert audit.verify(chain, backwards[chain.name]) == 4


def test_nobody_without_the_key_says_that_a_chain_was_restored(chain, checkpoints):
    fill(chain, 3)
    real = [json.loads(line) for line in checkpoints.read_text().splitlines()]
    forged = json.dumps({**real[0], "restored": True})
    assert audit_checkpoints.read([*map(json.dumps, real), forged])[chain.name].number == 3


MOMENT = datetime(2026, 11, 29, 12, tzinfo=UTC)
TOLD = {"actor": SYSTEM, "action": "document.saved", "subject": "template:date"}


def at(chain, moment, **told):
    """An entry that was written at some moment."""
    number = audit.append(chain, **{**TOLD, **told})
    chain.log.update_one({"_id": number}, {"$set": {"at": moment.isoformat(timespec="milliseconds")}})
    return number


def again(chain, since=MOMENT, **told):
    return audit.append(chain, **{**TOLD, **told}, once_since=since)


def test_what_is_told_already_since_it_happened_is_not_told_again_and_its_number_is_given(chain):
    number = at(chain, MOMENT, details={"version": 2})
    for _time in range(2):
        assert again(chain, details={"version": 2}) == number
    assert chain.log.count_documents({}) == 1


@pytest.mark.parametrize("other", [{"action": "document.deleted"}, {"subject": "flow:date"}, {"details": {"version": 3}}])
def test_entry_that_says_something_else_is_another_one(chain, other):
    at(chain, MOMENT, details={"version": 2})
    assert again(chain, **{"details": {"version": 2}, **other}) == 2
    assert chain.log.count_documents({}) == 2


def test_entry_of_somebody_else_that_says_the_same_is_the_same(chain):
    number = at(chain, MOMENT)
    assert again(chain, actor=audit.Actor("user", "5f", "Ann")) == number


def test_entry_from_before_it_happened_is_another_one_but_for_clocks_that_differ(chain):
    at(chain, MOMENT - audit.CLOCKS_APART - timedelta(seconds=1))
    assert again(chain) == 2
    chain.log.delete_many({})
    assert at(chain, MOMENT - audit.CLOCKS_APART) == 1
    assert again(chain) == 1
    chain.log.delete_many({})
    assert at(chain, MOMENT) == 1
    assert again(chain, MOMENT.replace(tzinfo=None)) == 1, "a time without a zone is UTC"
    assert again(chain, MOMENT.astimezone(timezone(timedelta(hours=9)))) == 1


def test_same_entry_is_found_behind_newer_ones_that_say_something_else(chain):
    number = at(chain, MOMENT)
    for each in range(audit.NEWEST * 2):
        at(chain, MOMENT, subject=f"flow:{each}")
    assert again(chain) == number


class _Counted:
    """A log that counts what a server reads that reads all that it is asked for, whoever stops early."""

    def __init__(self, log):
        self.log, self.read = log, 0

    def __getattr__(self, name):
        return getattr(self.log, name)

    def find(self, query, *arguments, limit=0, **others):
        self.read += min(limit or 10**9, self.log.count_documents(query))
        return self.log.find(query, *arguments, limit=limit, **others)


def test_whether_it_is_told_already_is_seen_from_the_newest_entries_alone_however_long_the_log_is(chain):
    for number in range(300):
        at(chain, MOMENT - timedelta(days=300 - number), details={"version": number})
    counted = _Counted(chain.log)
    assert audit._told(Chain(counted, chain.name), audit._Waiting({"action": "x"}, MOMENT.isoformat())) == 0
    assert counted.read <= audit.NEWEST


def test_what_many_newer_entries_stand_before_is_found_a_page_after_the_other_and_read_once(chain):
    sought = at(chain, MOMENT, details={"version": "sought"})
    for number in range(200):
        at(chain, MOMENT, details={"version": number})
    counted, content = _Counted(chain.log), chain.log.find_one({"_id": sought})
    assert audit._told(Chain(counted, chain.name), audit._Waiting(content, MOMENT.isoformat())) == sought
    assert counted.read == 201


def test_two_writers_who_tell_the_same_at_once_write_one_entry_and_get_its_number(chain):
    queue, numbers = audit._queue(chain.name), []
    queue._turn.acquire()
    threads = [threading.Thread(target=lambda: numbers.append(again(chain, datetime.now(UTC)))) for _each in range(4)]
    for thread in threads:
        thread.start()
    ready_to_look = threading.Event()
    while len(queue._waiting) < 4:
        ready_to_look.wait(0.001)
    queue._turn.release()
    for thread in threads:
        thread.join()
    assert numbers == [1] * 4
    assert chain.log.count_documents({}) == 1


def test_actor_is_shown_by_label_and_without_one_by_id():
    assert str(audit.Actor("user", "5f", "Ann")) == "Ann"
    assert str(audit.Actor("user", "5f")) == "5f"


def test_log_that_others_write_to_without_a_pause_is_given_up_in_a_sentence(chain, monkeypatch):
    tries = []

    def overtaken(entries, **_options):
        tries.append(entries)
        raise BulkWriteError({"writeErrors": [{"code": audit.DUPLICATE}], "nInserted": 0})

    monkeypatch.setattr(chain.log, "insert_many", overtaken)
    with pytest.raises(RuntimeError, match="too busy"):
        audit.append(chain, **TOLD)
    assert len(tries) == audit.MAX_ATTEMPTS


def test_error_of_the_database_is_told_and_not_taken_for_another_writer(chain, monkeypatch):
    def failing(entries, **_options):
        raise BulkWriteError({"writeErrors": [{"code": audit.DUPLICATE}, {"code": 121}], "nInserted": 0})

    monkeypatch.setattr(chain.log, "insert_many", failing)
    with pytest.raises(BulkWriteError):
        audit.append(chain, **TOLD)
    assert chain.log.count_documents({}) == 0
