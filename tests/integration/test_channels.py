"""Channels: every move is one compare-and-set, sequences rise, what is planned happens once, and who may not changes nothing."""

import threading
from concurrent.futures import ThreadPoolExecutor

import hypothesis.strategies as st
import pytest
from bare_projects import BOB, POINTS, RELEASES, bare, events, pointer, soon, stored
from hypothesis import HealthCheck, given, settings

from omnia.mongo.clusters import database
from tenants.access import Absent, Forbidden
from tenants.actions import channels, planned, releasing
from tenants.actions.moving import ChannelMoved, ReleaseError
from tenants.project import channels as project_channels
from tenants.project.channels import Step, bucket, is_in_canary


@pytest.fixture
def project(databases, make_project_database):
    return bare(make_project_database())


def test_canary_begins_with_its_baseline_and_salt_and_live_stays(project):
    begun = channels.start_canary(BOB, project, release=2, weight=25, rule={"points": 3})
    held = pointer(project)
    assert (held.release, held.sequence, begun.sequence) == (1, 2, 2)
    canary = held.canary
    assert (canary.release, canary.baseline, canary.weight, canary.started_by, canary.rule) == (2, 1, 25, "bob", POINTS)
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
    assert (held.release, held.canary.release, held.canary.weight, held.canary.rule) == (1, 5, 30, POINTS)
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
    "rule that nobody can follow": lambda project: channels.start_canary(BOB, project, release=2, weight=5, rule={"points": 0}),
    "rule of nothing known": lambda project: channels.start_canary(BOB, project, release=2, weight=5, rule={"moods": 3}),
    "plan with a rule": lambda project: channels.schedule(BOB, project, channel="live", release=2, at=soon(), rule={"points": 3}),
    "plan of another state": lambda project: channels.schedule(BOB, project, channel="live", release=2, at=soon(), seen=7),
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
        begin.wait(60)
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
            begin.wait(60)
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
