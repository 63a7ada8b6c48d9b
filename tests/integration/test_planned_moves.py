"""Moves of channels that are planned: each happens once, one after the other, whoever is killed and however late it is."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from bare_projects import BOB, bare, events, pointer, soon

from omnia.infra import audit
from tenants import agenda
from tenants.actions import channels, planned, releasing
from tenants.actions.moving import ReleaseError
from tenants.project import channels as project_channels
from tenants.project.channels import Step


@pytest.fixture
def project(databases, make_project_database):
    return bare(make_project_database())


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
        patched.setattr(audit, "append", killed)
        with pytest.raises(KilledError):
            planned.do_due(project, steps[-1].at)
    assert pointer(project).canary.weight == 25, "killed after the write: it has happened, once"
    planned.do_due(project, steps[-1].at)
    assert (pointer(project).release, pointer(project).canary) == (2, None)
    weighed = [name for name, _subject in events(project) if name == "canary.weight_changed"]
    assert len(weighed) == 2, "who does the next step tells of the one whose process was killed before it could"


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
