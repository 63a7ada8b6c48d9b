"""Records of finished conversations reach the project's database, whoever has to write them."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from talks import post_turn, start

from omnia.infra import background
from omnia.mongo.clusters import database
from runtime_api.conversations import archive, recorder, redis_store
from tenants.project import standing
from tenants.project.standing import Standing


@pytest.fixture
def killed(recorder_thread_never_runs):
    """Ends this process's memory of what it has to write, as kill -9 does; nothing is written in the background meanwhile."""
    return recorder._forget


def finished(project):
    session = start(project.client)["session"]
    assert post_turn(project.client, session, 0, event="hang_up").json()["status"] == "finished"
    return session


def recorded(project):
    return {row["_id"] for row in database(project.ref)["conversations"].find({}, {"_id": 1})}


def owed(redis, project):
    return {name.decode() for name in redis.zrange(f"omnia:{{{project.ref.id}}}:owed", 0, -1)}


def test_finished_conversation_is_owed_until_its_record_is_written(published_project, redis, killed):
    session = finished(published_project)
    assert (owed(redis, published_project), recorded(published_project)) == ({session}, set())
    recorder.flush()
    assert (owed(redis, published_project), recorded(published_project)) == (set(), {session})


def test_record_is_written_in_the_background_without_being_asked_for(published_project, redis, monkeypatch):
    done = threading.Event()
    write = recorder._write
    monkeypatch.setattr(recorder, "_write", lambda *arguments: (write(*arguments), done.set()))
    session = finished(published_project)
    assert done.wait(60)
    assert recorded(published_project) == {session}


def test_record_that_a_killed_process_owes_is_written_by_the_next_that_writes(published_project, redis, killed, monkeypatch):
    monkeypatch.setattr(redis_store, "OVERDUE_SECONDS", -1)
    lost = finished(published_project)
    killed()
    after = finished(published_project)
    recorder.flush()
    assert recorded(published_project) == {lost, after}
    assert owed(redis, published_project) == set()


def test_record_that_another_process_is_about_to_write_is_left_to_it(published_project, redis, killed, monkeypatch):
    monkeypatch.setattr(redis_store, "OVERDUE_SECONDS", 600)
    theirs = finished(published_project)
    killed()
    ours = finished(published_project)
    recorder.flush()
    assert recorded(published_project) == {ours}
    assert owed(redis, published_project) == {theirs}


def test_record_owed_whose_conversation_is_forgotten_is_owed_no_longer(published_project, redis, killed, monkeypatch):
    monkeypatch.setattr(redis_store, "OVERDUE_SECONDS", -1)
    lost = finished(published_project)
    killed()
    redis.delete(f"omnia:{{{published_project.ref.id}}}:session:{lost}")
    after = finished(published_project)
    recorder.flush()
    assert recorded(published_project) == {after}
    assert owed(redis, published_project) == set()


def test_records_of_one_project_are_never_written_to_another(make_published_project, redis, killed, monkeypatch):
    monkeypatch.setattr(redis_store, "OVERDUE_SECONDS", -1)
    ours, theirs = make_published_project(), make_published_project()
    lost = finished(theirs)
    killed()
    kept = finished(ours)
    recorder.flush()
    assert (recorded(ours), recorded(theirs)) == ({kept}, set())
    assert owed(redis, theirs) == {lost}


def test_records_wait_while_redis_is_away_and_none_is_lost(published_project, redis, redis_url, settings, killed, monkeypatch):
    session = finished(published_project)
    settings.OMNIA_REDIS_URL = "redis://127.0.0.1:1/0"
    recorder.flush()
    assert recorded(published_project) == {session}
    settings.OMNIA_REDIS_URL = redis_url
    assert owed(redis, published_project) == {session}
    monkeypatch.setattr(redis_store, "OVERDUE_SECONDS", -1)
    finished(published_project)
    recorder.flush()
    assert owed(redis, published_project) == set()


def test_record_of_one_project_that_cannot_be_written_does_not_stop_the_others(
    make_published_project, redis, killed, monkeypatch
):
    broken, well = make_published_project(), make_published_project()
    finished(broken)
    session = finished(well)
    write = recorder.archive.write

    def refusing(project, documents):
        if project == broken.ref:
            raise RuntimeError("This one cannot be written.")
        return write(project, documents)

    monkeypatch.setattr(recorder.archive, "write", refusing)
    recorder.flush()
    assert recorded(well) == {session}


def test_many_records_are_written_a_few_at_a_time_so_that_none_of_the_writes_takes_long(
    published_project, redis, killed, monkeypatch
):
    monkeypatch.setattr(recorder, "BATCH", 2)
    write, sizes = recorder.archive.write, []
    monkeypatch.setattr(recorder.archive, "write", lambda project, rows: sizes.append(len(rows)) or write(project, rows))
    sessions = {finished(published_project) for _each in range(5)}
    recorder.flush()
    assert (sizes, recorded(published_project)) == ([2, 2, 1], sessions)
    assert owed(redis, published_project) == set()


def test_records_before_a_write_that_fails_stay_written_and_only_the_others_wait(published_project, redis, killed, monkeypatch):
    monkeypatch.setattr(recorder, "BATCH", 2)
    write, answers = recorder.archive.write, iter([True, False])
    monkeypatch.setattr(recorder.archive, "write", lambda project, rows: next(answers) and write(project, rows))
    sessions = [finished(published_project) for _each in range(5)]
    recorder.flush()
    assert recorded(published_project) == set(sessions[:2])
    assert (owed(redis, published_project), recorder.waiting()) == (set(sessions[2:]), 3)
    monkeypatch.setattr(recorder.archive, "write", write)
    recorder.flush()
    assert recorded(published_project) == set(sessions)
    assert (owed(redis, published_project), recorder.waiting()) == (set(), 0)


@pytest.fixture
def held_still(published_project):
    """Holds the project still, as a move and a restore do, until it is called."""
    frozen = Standing("frozen", until=datetime.now(UTC) + timedelta(minutes=5))
    assert standing.freeze(published_project.ref, frozen)
    background.reset_process()
    return lambda: (standing.clear(published_project.ref), archive._keeping.clear())


def test_records_that_gave_way_while_a_project_was_held_still_are_written_once_it_is_not(
    published_project, redis, killed, monkeypatch, held_still
):
    monkeypatch.setattr(redis_store, "OVERDUE_SECONDS", -1)
    monkeypatch.setattr(recorder, "OVERDUE_SECONDS", -3)
    monkeypatch.setattr(recorder, "MAX_WAITING", 3)
    sessions = {finished(published_project) for _each in range(28)}
    recorder.flush()
    assert (recorder.waiting(), recorded(published_project), owed(redis, published_project)) == (3, set(), sessions)
    held_still()
    recorder.flush()
    assert (recorded(published_project), owed(redis, published_project)) == (sessions, set())
    assert (recorder.waiting(), recorder._behind) == (0, {})


def test_process_that_waited_writes_what_a_killed_one_owes_when_the_hold_ends(
    published_project, redis, killed, monkeypatch, held_still
):
    monkeypatch.setattr(redis_store, "OVERDUE_SECONDS", -1)
    monkeypatch.setattr(recorder, "OVERDUE_SECONDS", -3)
    theirs = finished(published_project)
    killed()
    ours = finished(published_project)
    recorder.flush()
    held_still()
    recorder.flush()
    assert recorded(published_project) == {theirs, ours}


def test_store_is_asked_for_what_is_owed_until_nothing_young_can_be_left(
    published_project, redis, killed, monkeypatch, held_still
):
    monkeypatch.setattr(recorder, "MAX_WAITING", 1)
    for module in (redis_store, recorder):
        monkeypatch.setattr(module, "OVERDUE_SECONDS", 600)
    sessions = {finished(published_project) for _each in range(3)}
    held_still()
    recorder.flush()
    assert len(recorded(published_project)) == 1
    assert published_project.ref in recorder._behind, "they are too young: another process may have them"
    monkeypatch.setattr(redis_store, "OVERDUE_SECONDS", -1)
    recorder.flush()
    assert recorded(published_project) == sessions
    assert published_project.ref in recorder._behind
    monkeypatch.setattr(recorder, "OVERDUE_SECONDS", -3)
    recorder.flush()
    assert recorder._behind == {}


class _Interrupted(dict):
    """The marks of projects that are behind; after a look at one somebody else has a word, if nothing holds it off."""

    def __init__(self, marks, interrupt):
        super().__init__(marks)
        self._interrupt = interrupt

    def get(self, *asked):
        found = super().get(*asked)
        self._interrupt()
        return found


@pytest.mark.parametrize("after_looks", [0, 1])
def test_project_that_falls_behind_again_just_as_it_is_level_stays_behind(
    published_project, redis, killed, monkeypatch, after_looks
):
    looks, gave_way = [], []

    def interrupt():
        looks.append(1)
        if len(looks) > after_looks and not gave_way and recorder._putting.acquire(blocking=False):
            recorder._putting.release()
            gave_way.append(1)
            finished(published_project)

    monkeypatch.setattr(recorder, "OVERDUE_SECONDS", -3)
    monkeypatch.setattr(recorder, "MAX_WAITING", 0)
    monkeypatch.setattr(recorder, "_behind", _Interrupted({published_project.ref: 0.0}, interrupt))
    recorder.flush()
    if not gave_way:
        interrupt()
    assert gave_way
    assert recorder._behind[published_project.ref] > 0.0
