"""Channels: every move is one compare-and-set, sequences rise, what is planned happens once, and who may not changes nothing."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from omnia.infra.audit import Actor
from omnia.mongo.clusters import database
from tenants import agenda
from tenants.access import Absent, Forbidden
from tenants.actions import channels, planned, releasing
from tenants.actions.moving import ChannelMoved, ReleaseError
from tenants.control.models import Project
from tenants.project import channels as project_channels
from tenants.project.channels import Step, bucket, is_in_canary

BOB = Actor("command", "bob", "bob")
MANIFEST = {"templates": {}, "flows": {}}
RELEASES = 5


def bare(ref):
    """A project with five releases of nothing, the first of them live."""
    rows = [{"_id": number, "manifest": MANIFEST, "author": "", "at": datetime.now(UTC)} for number in range(1, RELEASES + 1)]
    database(ref)["releases"].insert_many(rows)
    project = Project(id=ref.id, cluster=ref.cluster)
    channels.move_channel(BOB, project, channel="live", release=1)
    return project


@pytest.fixture
def project(databases, make_project_database):
    return bare(make_project_database())


def pointer(project, channel="live"):
    return project_channels.read(project.ref, channel)


def events(project):
    return [(row["action"], row["object"]) for row in database(project.ref)["audit"].find(sort=[("_id", 1)])]


def stored(project):
    held = database(project.ref)
    return {name: list(held[name].find(sort=[("_id", 1)])) for name in ("channels", "releases", "audit")}


def soon(seconds=60):
    return datetime.now(UTC) + timedelta(seconds=seconds)


def test_canary_begins_with_its_baseline_and_salt_and_live_stays(project):
    begun = channels.start_canary(BOB, project, release=2, weight=25, rule={"points": 3})
    held = pointer(project)
    assert (held.release, held.sequence, begun.sequence) == (1, 2, 2)
    canary = held.canary
    assert (canary.release, canary.baseline, canary.weight, canary.started_by, canary.rule) == (2, 1, 25, "bob", {"points": 3})
    assert canary.salt
    assert events(project)[-1] == ("canary.started", "2")
    assert channels.running_canary(project) == canary


def test_promoting_is_one_move_that_ends_the_canary(project):
    channels.start_canary(BOB, project, release=2, weight=25)
    revision = pointer(project).revision
    done = channels.promote_canary(BOB, project)
    held = pointer(project)
    assert (held.release, held.canary, held.revision, done.release, done.ended_canary) == (2, None, revision + 1, 2, None)
    assert events(project)[-1] == ("canary.promoted", "2")


def test_aborting_leaves_live_and_says_why(project):
    channels.start_canary(BOB, project, release=2, weight=25, steps=[Step(soon(), 50)])
    done = channels.abort_canary(project, by=BOB, reason="worse by 4 points")
    held = pointer(project)
    assert (held.release, held.canary, done.ended_canary, held.due()) == (1, None, 2, None)
    entry = database(project.ref)["audit"].find_one(sort=[("_id", -1)])
    assert (entry["action"], entry["details"]["reason"]) == ("canary.aborted", "worse by 4 points")


def test_only_the_canary_that_was_judged_is_aborted(project):
    channels.start_canary(BOB, project, release=2, weight=25)
    salt = pointer(project).canary.salt
    channels.abort_canary(project, by=BOB)
    channels.start_canary(BOB, project, release=2, weight=25)
    before = stored(project)
    with pytest.raises(ReleaseError, match="Another canary"):
        channels.abort_canary(project, by=BOB, salt=salt)
    assert stored(project) == before


def test_weight_changes_keep_the_salt_and_cancel_planned_steps(project):
    channels.start_canary(BOB, project, release=2, weight=5, steps=[Step(soon(), 50)])
    salt = pointer(project).canary.salt
    channels.set_canary_weight(BOB, project, weight=40)
    held = pointer(project)
    assert (held.canary.salt, held.canary.weight, held.canary.steps, held.sequence) == (salt, 40, (), 3)
    assert events(project)[-1] == ("canary.weight_changed", "2")


@pytest.mark.parametrize("moves", ["rollback", "move", "make_live"])
def test_moving_live_otherwise_ends_the_canary_in_the_same_move(project, moves):
    channels.move_channel(BOB, project, channel="staging", release=3)
    channels.start_canary(BOB, project, release=2, weight=5)
    revision = pointer(project).revision
    done = {
        "rollback": lambda: releasing.rollback(BOB, project, to=3),
        "move": lambda: channels.move_channel(BOB, project, channel="live", release=3),
        "make_live": lambda: channels.make_live(BOB, project, channel="staging"),
    }[moves]()
    held = pointer(project)
    assert (held.release, held.canary, held.revision, done.ended_canary) == (3, None, revision + 1, 2)
    assert ("canary.aborted", "2") in events(project)
    assert pointer(project, "staging").release == 3


def test_every_channel_can_be_rolled_back(project):
    for release in (2, 3):
        channels.move_channel(BOB, project, channel="staging", release=release)
    back = releasing.rollback(BOB, project, to=2, channel="staging")
    assert (back.release, back.sequence, back.channel) == (2, 3, "staging")
    channels.start_canary(BOB, project, release=4, weight=30, rule={"points": 3})
    salt = pointer(project).canary.salt
    releasing.rollback(BOB, project, to=5, channel="canary")
    held = pointer(project)
    assert (held.release, held.canary.release, held.canary.weight, held.canary.rule) == (1, 5, 30, {"points": 3})
    assert held.canary.salt != salt


REFUSED = {
    "canary of what is live": lambda project: channels.start_canary(BOB, project, release=1, weight=5),
    "canary of no release": lambda project: channels.start_canary(BOB, project, release=99, weight=5),
    "canary of nothing": lambda project: channels.start_canary(BOB, project, release=2, weight=0),
    "canary of too many": lambda project: channels.start_canary(BOB, project, release=2, weight=101),
    "steps back": lambda project: channels.start_canary(BOB, project, release=2, weight=50, steps=[Step(soon(), 25)]),
    "steps in the past": lambda project: channels.start_canary(BOB, project, release=2, weight=5, steps=[Step(soon(-9), 25)]),
    "steps at once": lambda project: channels.start_canary(
        BOB, project, release=2, weight=5, steps=[Step(soon(900), 25), Step(soon(60), 50)]
    ),
    "promotion without a canary": lambda project: channels.promote_canary(BOB, project),
    "abortion without a canary": lambda project: channels.abort_canary(project, by=BOB),
    "weight without a canary": lambda project: channels.set_canary_weight(BOB, project, weight=9),
    "name of the canary": lambda project: channels.move_channel(BOB, project, channel="canary", release=2),
    "name of the announcements": lambda project: channels.move_channel(BOB, project, channel="keys", release=2),
    "wild name": lambda project: channels.move_channel(BOB, project, channel="$where", release=2),
    "empty channel made live": lambda project: channels.make_live(BOB, project, channel="staging"),
    "plan in the past": lambda project: channels.schedule(BOB, project, channel="live", release=2, at=soon(-60)),
    "plan without a weight": lambda project: channels.schedule(BOB, project, channel="canary", release=2, at=soon()),
    "plan with a weight": lambda project: channels.schedule(BOB, project, channel="live", release=2, at=soon(), weight=5),
    "cancelling nothing": lambda project: channels.cancel_scheduled(BOB, project, plan="absent"),
    "unseen sequence": lambda project: channels.move_channel(BOB, project, channel="live", release=2, seen=7),
}


@pytest.mark.parametrize("case", REFUSED)
def test_move_that_makes_no_sense_is_refused_and_nothing_changes(project, case):
    before = stored(project)
    with pytest.raises(ReleaseError):
        REFUSED[case](project)
    assert stored(project) == before


def test_second_canary_is_refused_until_the_first_has_ended(project):
    channels.start_canary(BOB, project, release=2, weight=5)
    before = stored(project)
    with pytest.raises(ReleaseError, match="Release 2 is the canary already, at 5 %"):
        channels.start_canary(BOB, project, release=3, weight=5)
    assert stored(project) == before


def test_channel_that_was_moved_after_the_person_looked_is_not_moved(project):
    seen = pointer(project).sequence
    channels.move_channel(BOB, project, channel="live", release=2)
    before = stored(project)
    with pytest.raises(ChannelMoved):
        releasing.rollback(BOB, project, to=3, seen=seen)
    assert stored(project) == before


def test_of_movers_at_once_that_saw_the_same_one_wins(project):
    seen = pointer(project).sequence
    begin = threading.Barrier(4)

    def move(release):
        begin.wait(20)
        try:
            return channels.move_channel(BOB, project, channel="live", release=release, seen=seen).release
        except ChannelMoved:
            return None

    with ThreadPoolExecutor(4) as pool:
        moved = list(pool.map(move, range(2, 6)))
    won = [release for release in moved if release]
    assert len(won) == 1
    assert (pointer(project).release, pointer(project).sequence) == (won[0], seen + 1)


def test_promotion_and_abortion_at_once_one_wins(project):
    for _round in range(5):
        live = pointer(project).release
        candidate = live % RELEASES + 1
        channels.start_canary(BOB, project, release=candidate, weight=50)
        begin = threading.Barrier(2)

        def attempt(action, begin=begin):
            begin.wait(20)
            try:
                action()
            except ReleaseError:
                return False
            return True

        both = (lambda: channels.promote_canary(BOB, project), lambda: channels.abort_canary(project, by=BOB))
        with ThreadPoolExecutor(2) as pool:
            promoted, aborted = pool.map(attempt, both)
        assert promoted != aborted
        assert pointer(project).release == (candidate if promoted else live)
        assert pointer(project).canary is None


def test_channels_first_movers_at_once_are_both_heard(project):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda release: channels.move_channel(BOB, project, channel="staging", release=release), range(1, 5)))
    held = pointer(project, "staging")
    assert (held.sequence, held.revision) == (4, 4)


MOVES = {
    "live": lambda project, number: channels.move_channel(BOB, project, channel="live", release=number),
    "staging": lambda project, number: channels.move_channel(BOB, project, channel="staging", release=number),
    "blue_green": lambda project, _number: channels.make_live(BOB, project),
    "back": lambda project, number: releasing.rollback(BOB, project, to=number),
    "start": lambda project, number: channels.start_canary(BOB, project, release=number, weight=number * 10),
    "weigh": lambda project, number: channels.set_canary_weight(BOB, project, weight=number * 7),
    "promote": lambda project, _number: channels.promote_canary(BOB, project),
    "abort": lambda project, _number: channels.abort_canary(project, by=BOB),
    "replace": lambda project, number: channels.replace_canary(BOB, project, release=number),
    "plan": lambda project, number: channels.schedule(BOB, project, channel="live", release=number, at=soon(number)),
    "plan_canary": lambda project, number: channels.schedule(
        BOB, project, channel="canary", release=number, at=soon(number), weight=5
    ),
    "steps": lambda project, number: channels.set_canary_steps(BOB, project, steps=[Step(soon(number), 99), Step(soon(20), 100)]),
    "time": lambda project, number: planned.do_due(project, soon(number + 2)),
}


@given(rounds=st.lists(st.lists(st.tuples(st.sampled_from(sorted(MOVES)), st.integers(1, RELEASES)), max_size=3), max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sequences_only_rise_and_no_release_is_lost_whatever_happens_at_once(databases, make_project_database, rounds):
    project = bare(make_project_database())
    released = list(database(project.ref)["releases"].find())
    seen = {}
    with ThreadPoolExecutor(3) as pool:
        for at_once in rounds:
            list(pool.map(lambda move: _try(project, *move), at_once))
            for held in project_channels.read_all(project.ref):
                sequence, revision = seen.get(held.channel, (0, 0))
                assert held.sequence >= sequence
                assert held.revision >= revision
                seen[held.channel] = held.sequence, held.revision
                assert held.release is None or 1 <= held.release <= RELEASES
                if held.canary is not None:
                    assert (held.channel, held.canary.baseline) == ("live", held.release)
                    assert held.canary.release != held.release
    assert list(database(project.ref)["releases"].find()) == released
    numbers = [row["_id"] for row in database(project.ref)["audit"].find(sort=[("_id", 1)])]
    assert numbers == list(range(1, len(numbers) + 1))
    database(project.ref).client.drop_database(project.ref.database_name)


def _try(project, name, number):
    try:
        MOVES[name](project, number)
    except ReleaseError:
        return


@given(
    salt=st.text(min_size=1, max_size=30),
    callers=st.lists(st.text(max_size=40), min_size=1, max_size=20),
    weight=st.integers(0, 100),
)
def test_person_never_changes_sides_and_a_greater_weight_sends_nobody_back(salt, callers, weight):
    for caller in callers:
        assert 0 <= bucket(salt, caller) < 10_000
        assert is_in_canary(salt, weight, caller) == is_in_canary(salt, weight, caller)
        assert is_in_canary(salt, 100, caller)
        assert not is_in_canary(salt, 0, caller)
        if is_in_canary(salt, weight, caller):
            assert all(is_in_canary(salt, more, caller) for more in range(weight, 101))


@pytest.mark.parametrize("weight", [1, 5, 25, 50, 99])
def test_share_of_the_callers_is_near_the_weight_and_independent_for_each_salt(weight):
    callers = [f"+39 347 {number:07d}" for number in range(20_000)]
    first = [is_in_canary("salt-one", weight, caller) for caller in callers]
    second = [is_in_canary("salt-two", weight, caller) for caller in callers]
    share = weight / 100
    spread = 5 * (share * (1 - share) / len(callers)) ** 0.5
    assert abs(sum(first) / len(callers) - share) < spread
    assert abs(sum(second) / len(callers) - share) < spread
    both = share * share
    assert abs(sum(map(min, first, second)) / len(callers) - both) < 5 * (both * (1 - both) / len(callers)) ** 0.5


def test_planned_move_is_done_once_by_several_processes_at_once(project):
    at = soon(60)
    channels.schedule(BOB, project, channel="staging", release=3, at=at)
    channels.schedule(BOB, project, channel="live", release=2, at=at)
    assert planned.do_due(project, at - timedelta(seconds=1)) == 0
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _process: planned.do_due(project, at), range(4)))
    assert sum(done) == 2
    assert (pointer(project).release, pointer(project, "staging").release) == (2, 3)
    assert (pointer(project).scheduled, pointer(project).sequence) == ((), 2)
    assert [event for event in events(project) if event[0] == "channel.moved"][1:] in (
        [("channel.moved", "live"), ("channel.moved", "staging")],
        [("channel.moved", "staging"), ("channel.moved", "live")],
    )


def test_steps_follow_each_other_and_the_last_makes_the_release_live(project):
    first = soon(60)
    steps = channels.plan_steps(first, timedelta(hours=1), (25, 50, 100))
    channels.start_canary(BOB, project, release=2, weight=5, steps=steps)
    seen = []
    for step in steps:
        planned.do_due(project, step.at - timedelta(seconds=1))
        seen.append(pointer(project).canary.weight)
        planned.do_due(project, step.at)
    assert seen == [5, 25, 50]
    held = pointer(project)
    assert (held.release, held.canary, held.due()) == (2, None, None)
    assert [name for name, _subject in events(project)[-3:]] == [
        "canary.weight_changed",
        "canary.weight_changed",
        "canary.promoted",
    ]


def test_process_killed_between_two_steps_is_followed_by_another_that_does_the_rest(project, monkeypatch):
    steps = channels.plan_steps(soon(60), timedelta(seconds=20), (25, 50, 100))
    channels.start_canary(BOB, project, release=2, weight=5, steps=steps)

    class KilledError(BaseException):
        pass

    def killed(*_given, **_named):
        raise KilledError

    for _death in range(2):
        with monkeypatch.context() as patched:
            patched.setattr(project_channels, "write", killed)
            with pytest.raises(KilledError):
                planned.do_due(project, steps[-1].at)
        assert pointer(project).canary.weight == 5, "killed before the write: nothing has happened"
    with monkeypatch.context() as patched:
        patched.setattr(channels, "note_weight", killed)
        with pytest.raises(KilledError):
            planned.do_due(project, steps[-1].at)
    assert pointer(project).canary.weight == 25, "killed after the write: it has happened, once"
    planned.do_due(project, steps[-1].at)
    assert (pointer(project).release, pointer(project).canary) == (2, None)


def test_steps_that_come_hours_late_are_done_one_at_a_time_with_the_time_between_them(project):
    steps = channels.plan_steps(soon(60).replace(microsecond=0), timedelta(hours=1), (25, 50, 100))
    channels.start_canary(BOB, project, release=2, weight=5, steps=steps)
    late = steps[-1].at + timedelta(hours=5)
    assert planned.do_due(project, late) == 1
    canary = pointer(project).canary
    assert (canary.weight, canary.steps) == (25, (Step(late + timedelta(hours=1), 50), Step(late + timedelta(hours=2), 100)))


def test_planned_canary_that_begins_hours_late_goes_up_as_slowly_as_planned(project):
    at = soon(60).replace(microsecond=0)
    steps = [Step(at + timedelta(hours=1), 60), Step(at + timedelta(hours=2), 100)]
    channels.schedule(BOB, project, channel="canary", release=3, at=at, weight=10, steps=steps)
    late = at + timedelta(hours=5)
    assert planned.do_due(project, late) == 1
    canary = pointer(project).canary
    assert (canary.weight, [step.at for step in canary.steps]) == (10, [late + timedelta(hours=1), late + timedelta(hours=2)])


def test_plan_that_cannot_be_done_any_more_is_struck_off_and_noted(project):
    at = soon(60)
    channels.schedule(BOB, project, channel="canary", release=2, at=at, weight=10)
    channels.start_canary(BOB, project, release=3, weight=20)
    sequence = pointer(project).sequence
    planned.do_due(project, at)
    held = pointer(project)
    assert (held.canary.release, held.scheduled, held.sequence) == (3, (), sequence)
    assert events(project)[-1] == ("channel.schedule_failed", "live")


def test_cancelled_plans_do_not_happen(project):
    at = soon(60)
    plan = channels.schedule(BOB, project, channel="live", release=2, at=at)
    channels.start_canary(BOB, project, release=3, weight=5, steps=[Step(at, 50)])
    channels.cancel_scheduled(BOB, project, plan=plan.id)
    channels.set_canary_steps(BOB, project, steps=[])
    assert planned.do_due(project, at) == 0
    assert (pointer(project).release, pointer(project).canary.weight) == (1, 5)
    with pytest.raises(ReleaseError, match="not planned any more"):
        channels.cancel_scheduled(BOB, project, plan=plan.id)


def test_planned_canary_begins_against_what_is_live_then(project):
    at = soon(60)
    steps = [Step(at + timedelta(hours=1), 60)]
    channels.schedule(BOB, project, channel="canary", release=3, at=at, weight=10, steps=steps)
    channels.move_channel(BOB, project, channel="live", release=2)
    planned.do_due(project, at)
    canary = pointer(project).canary
    assert (canary.release, canary.baseline, canary.weight, canary.started_by) == (3, 2, 10, "bob")
    assert [step.weight for step in canary.steps] == [60]


def test_all_projects_are_looked_at_when_something_is_due_and_one_that_fails_stops_no_other(cast, monkeypatch):
    for project in (cast.project, cast.foreign):
        releasing.publish(BOB, project)
        releasing.publish(BOB, project)
    at = soon(60)
    for project in (cast.project, cast.foreign):
        channels.schedule(BOB, project, channel="live", release=1, at=at)
    assert planned.do_all_due(at - timedelta(seconds=1)) == 0
    original = planned.do_due

    def failing(project, now):
        if project.pk == cast.project.pk:
            raise RuntimeError("broken")
        return original(project, now)

    with monkeypatch.context() as patched:
        patched.setattr(planned, "do_due", failing)
        assert planned.do_all_due(at) == 1
    assert (pointer(cast.project).release, pointer(cast.foreign).release) == (2, 1)
    later = at + planned.RETRY
    assert planned.do_all_due(later) == 1
    assert pointer(cast.project).release == 1
    assert planned.do_all_due(later + timedelta(hours=1)) == 0
    assert agenda.due(later + timedelta(hours=2)) == []


PEOPLE = [("viewer", Forbidden), ("designer", Forbidden), ("stranger", Absent), ("staff", Absent)]


def test_whoever_may_not_publish_changes_no_channel(cast):
    project = cast.project
    for _number in range(2):
        releasing.publish(BOB, project)
    channels.start_canary(BOB, project, release=1, weight=5)
    plan = channels.schedule(BOB, project, channel="live", release=1, at=soon())
    before = stored(project)
    for person, refusal in PEOPLE:
        actor = cast.actor(person)
        refused = (
            lambda actor=actor: channels.start_canary(actor, project, release=1, weight=5),
            lambda actor=actor: channels.replace_canary(actor, project, release=1),
            lambda actor=actor: channels.set_canary_weight(actor, project, weight=50),
            lambda actor=actor: channels.set_canary_steps(actor, project, steps=[]),
            lambda actor=actor: channels.set_canary_rule(actor, project, rule={}),
            lambda actor=actor: channels.promote_canary(actor, project),
            lambda actor=actor: channels.abort_canary(project, by=actor),
            lambda actor=actor: channels.move_channel(actor, project, channel="staging", release=1),
            lambda actor=actor: channels.make_live(actor, project),
            lambda actor=actor: channels.schedule(actor, project, channel="live", release=1, at=soon()),
            lambda actor=actor: channels.cancel_scheduled(actor, project, plan=plan.id),
            lambda actor=actor: releasing.rollback(actor, project, to=1, channel="staging"),
        )
        for attempt in refused:
            with pytest.raises(refusal):
                attempt()
    assert stored(project) == before
    assert pointer(cast.foreign).revision == 0


def test_publishing_to_a_channel_leaves_live_where_it_is(cast):
    project, owner = cast.project, cast.actor("owner")
    releasing.publish(owner, project)
    staged = releasing.publish(owner, project, target=releasing.Target("staging"))
    assert (staged.release, staged.channel, pointer(project).release) == (2, "staging", 1)
    tried = releasing.publish(owner, project, target=releasing.Target("canary", weight=25))
    assert (tried.release, pointer(project).release, pointer(project).canary.release) == (3, 1, 3)
    before = stored(project)
    with pytest.raises(ReleaseError, match="canary already"):
        releasing.publish(owner, project, target=releasing.Target("canary", weight=25))
    with pytest.raises(ReleaseError, match="needs a weight"):
        releasing.publish(owner, project, target=releasing.Target("canary"))
    assert stored(project) == before
    at = soon(60)
    later = releasing.publish(owner, project, target=releasing.Target("live", at=at))
    assert (later.release, pointer(project).release, pointer(project).canary.release) == (4, 1, 3)
    planned.do_due(project, at)
    assert (pointer(project).release, pointer(project).canary) == (4, None)
