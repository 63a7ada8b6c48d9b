"""Finished conversations are counted exactly once each, whoever writes, repeats or is killed in between."""

import threading

import pymongo
import pytest
from published import AGREES, publish
from pymongo.errors import OperationFailure
from talks import ORDER, SECRET, at_once, post_turn, start, talk
from waiting import wait_until

from omnia.mongo import transactions
from omnia.mongo.clusters import client, database
from runtime_api.conversations import archive, recorder, redis_store
from tenants.project import records, rollups


def counted(project, kind="day"):
    """The counts of a kind, all shards and sorts together."""
    total = {}
    for row in database(project.ref)["insight"].find({"kind": kind}):
        data = row.pop("data", {})
        for name, number in row.items():
            if isinstance(number, int) and name != "release":
                total[name] = total.get(name, 0) + number
        for name, counts in data.items():
            for each, number in counts.items():
                total[f"{name}.{each}"] = total.get(f"{name}.{each}", 0) + number
    return total


def missed(project):
    rows = [records.opened(project.ref, "insight", row) for row in database(project.ref)["insight"].find({"kind": "miss"})]
    return [(row["template"], row["node"], row["turn"], row["text"]) for row in rows]


def run_whole(project):
    """A conversation with one miss that is completed."""
    last = talk(project.client, start(project.client), "so so", "12 May 2027", "yes")
    assert last["status"] == "finished"
    recorder.flush()
    return last


WHOLE = {
    "conversations": 1, "outcome_completed": 1, "asking": 1, "whole": 1,
    "date/date.asked": 1, "date/date.reached_2": 1, "date/date.played_no_match_1": 1, "date/date.rescued_no_match_1": 1,
    "date/date.understood_2": 1, "date/date.captured": 1,
    "agrees/agrees.asked": 1, "agrees/agrees.understood_1": 1, "agrees/agrees.captured": 1,
}  # fmt: skip


@pytest.mark.parametrize("kind", ["hour", "day"])
def test_finished_conversation_is_counted_by_hour_and_by_day_with_each_of_its_data(published_project, each_store, kind):
    run_whole(published_project)
    assert counted(published_project, kind) == WHOLE


def test_last_turn_sent_again_counts_nothing_again(published_project, each_store):
    last = run_whole(published_project)
    again = post_turn(published_project.client, last["session"], last["turn"] - 1, "yes")
    assert again.json() == last
    recorder.flush()
    assert counted(published_project) == WHOLE


def test_conversation_deleted_while_it_runs_is_counted_once_as_left(published_project, each_store):
    session = start(published_project.client)["session"]
    answers = at_once(*(lambda: published_project.client.delete(f"/api/v1/sessions/{session}"),) * 4)
    recorder.flush()
    assert 204 in {answer.status for answer in answers}
    found = counted(published_project)
    assert (found["conversations"], found["outcome_abandoned"], found["date/date.left"]) == (1, 1, 1)


def test_words_that_did_not_help_are_kept_with_their_datum_and_for_as_long_as_the_record(published_project, each_store):
    last = run_whole(published_project)
    assert missed(published_project) == [("date", "date", 1, "so so")]
    held = database(published_project.ref)
    record = held["conversations"].find_one({"_id": last["session"]})
    assert held["insight"].find_one({"kind": "miss"})["expires_at"] == record["expires_at"]


def test_words_that_did_not_help_with_a_private_datum_are_kept_nowhere(make_published_project, each_store):
    project = make_published_project()
    publish(project.ref, [SECRET, AGREES], [ORDER])
    opening = start(project.client, flow=None, template="code")
    talk(project.client, opening, "my secret words")
    assert project.client.delete(f"/api/v1/sessions/{opening['session']}").status == 204
    assert counted(project)["code/code.reached_2"] == 1
    assert missed(project) == []


@pytest.fixture
def killed_after(monkeypatch):
    """Has the process die right after a write of the transaction: nothing else of it reaches the server."""

    def arrange(collection):
        bulk_write, once = pymongo.collection.Collection.bulk_write, threading.Event()

        def dying(self, *arguments, **named):
            done = bulk_write(self, *arguments, **named)
            if self.name == collection and not once.is_set():
                once.set()
                raise KeyboardInterrupt
            return done

        monkeypatch.setattr(pymongo.collection.Collection, "bulk_write", dying)
        return once

    return arrange


@pytest.mark.usefixtures("recorder_thread_never_runs")
@pytest.mark.parametrize("collection", ["conversations", "insight"])
def test_process_killed_between_record_and_counts_leaves_neither_and_the_next_writes_both_once(
    published_project, redis, monkeypatch, killed_after, collection
):
    monkeypatch.setattr(redis_store, "OVERDUE_SECONDS", -1)
    last = talk(published_project.client, start(published_project.client), "so so", "12 May 2027", "yes")
    died = killed_after(collection)
    with pytest.raises(KeyboardInterrupt):
        recorder.flush()
    assert died.is_set()
    recorder._forget()
    held = database(published_project.ref)
    assert (held["conversations"].count_documents({}), held["insight"].count_documents({})) == (0, 0)
    start_and_leave(published_project)
    recorder.flush()
    found = counted(published_project)
    assert (found["conversations"], found["whole"], found["outcome_abandoned"]) == (2, 1, 1)
    assert held["conversations"].count_documents({"_id": last["session"]}) == 1


@pytest.mark.usefixtures("recorder_thread_never_runs")
def test_process_killed_after_the_counts_and_before_it_says_so_makes_nobody_count_again(published_project, redis, monkeypatch):
    monkeypatch.setattr(redis_store, "OVERDUE_SECONDS", -1)
    with monkeypatch.context() as dying:
        dying.setattr(recorder, "_settle", lambda *_arguments: None)
        run_whole(published_project)
    start_and_leave(published_project)
    recorder.flush()
    assert redis.zcard(f"omnia:{{{published_project.ref.id}}}:owed") == 0
    assert (counted(published_project)["conversations"], counted(published_project)["whole"]) == (2, 1)


def start_and_leave(project):
    session = start(project.client)["session"]
    assert post_turn(project.client, session, 0, event="hang_up").status == 200


def rows_of(project, number):
    """Rows of finished conversations, taken from the recorder's queue before it writes them."""
    for _each in range(number):
        start_and_leave(project)
    return [row for _project, row in recorder._waiting]


@pytest.mark.usefixtures("recorder_thread_never_runs")
def test_writers_at_once_of_the_same_and_of_other_records_lose_and_double_none(published_project, redis):
    rows, written = rows_of(published_project, 24), []
    assert len(rows) == 24
    recorder._forget()
    batches = [rows[:8], rows[4:12], rows[8:20], rows[16:], rows]

    def write(batch):
        wait_until(lambda: archive.write(published_project.ref, batch))
        written.append(len(batch))

    threads = [threading.Thread(target=write, args=(batch,)) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(written) == sum(map(len, batches))
    assert counted(published_project)["conversations"] == 24
    assert database(published_project.ref)["conversations"].count_documents({}) == 24


@pytest.mark.usefixtures("recorder_thread_never_runs")
def test_counts_that_another_writer_holds_are_added_beside_them_and_the_cluster_is_not_taken_to_be_away(published_project, redis):
    run_whole(published_project)
    held = database(published_project.ref)["insight"]
    with client().start_session() as session, session.start_transaction():
        held.update_many({}, {"$inc": {"conversations": 0, "held": 1}}, session=session)
        start_and_leave(published_project)
        recorder.flush()
        assert recorder.waiting() == 0
        assert counted(published_project)["conversations"] == 2
        session.abort_transaction()
    assert published_project.client.get("/api/v1/templates").status == 200


@pytest.mark.usefixtures("recorder_thread_never_runs")
def test_record_that_another_writer_holds_waits_alone_and_the_others_are_written(published_project, redis):
    rows = rows_of(published_project, 5)
    recorder._forget()
    held = database(published_project.ref)["conversations"]
    with client().start_session() as session, session.start_transaction():
        held.insert_one({"_id": rows[2].session}, session=session)
        assert not archive.write(published_project.ref, rows)
        assert held.count_documents({}) == 4
        session.abort_transaction()
    assert archive.write(published_project.ref, rows)
    assert counted(published_project)["conversations"] == 5


def test_counts_where_the_collection_was_never_made_are_written_all_the_same(published_project, each_store):
    database(published_project.ref)["insight"].drop()
    run_whole(published_project)
    assert counted(published_project) == WHOLE


def test_conflict_of_writers_is_told_from_a_database_that_does_not_answer():
    assert transactions.is_conflict(OperationFailure("WriteConflict", 112))
    assert not transactions.is_conflict(OperationFailure("not primary", 10107))
    assert not transactions.is_conflict(pymongo.errors.AutoReconnect("gone"))


def test_names_of_data_come_back_from_the_names_in_the_counts():
    assert rollups.split_name(rollups.datum_name("address", "home.street")) == ("address", "home.street")


def test_nothing_to_write_is_written_and_no_cluster_is_taken_to_be_away(published_project):
    assert archive.write(published_project.ref, [])
    assert published_project.client.get("/api/v1/templates").status == 200
