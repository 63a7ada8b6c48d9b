"""What was planned, done when its time has come: moves of channels and the steps of canaries; and canaries with a rule, watched.

A plan is kept in the document that it changes, and the write that does it takes it out: of several processes one does each plan
once, and one that is killed has done it or has not. Docs: docs/decisions/0029-channels.md.
"""

from datetime import datetime, timedelta

import msgspec
from django.utils import timezone

from omnia.infra import background
from omnia.infra.audit import SYSTEM
from omnia.infra.telemetry import log, note_outage
from omnia.infra.units import Entry
from omnia.mongo import outages
from omnia.mongo.context import bind
from tenants import agenda
from tenants.actions import channels, moving, watching
from tenants.actions.moving import ReleaseError
from tenants.control.models import Project, ProjectStatus
from tenants.placement import settle
from tenants.project import channels as project_channels
from tenants.project import passing_by
from tenants.project.channels import LIVE, WHOLE, Pointer, Scheduled, Step

SECONDS = 1.0
"""Seconds between two looks at what is due."""

RETRY = timedelta(seconds=30)
"""When a project whose plans could not be done is looked at again."""

ON_TIME = timedelta(minutes=1)
"""A step that comes later than this puts off those that follow: each weight is to be heard, and judged, before the next."""

logger = log(__name__)


class _Overtaken(ReleaseError):  # noqa: N818
    """What was due is not planned any more: another process did it, or a person cancelled it."""


def do_all_due(now: datetime | None = None) -> int:
    """Do what is due in all projects; returns how many plans this process did. What fails in one project stops no other."""
    moment, done = now or timezone.now(), 0
    for entry in agenda.due(moment):
        project = Project.objects.filter(pk=entry.project).exclude(status=ProjectStatus.ERASED).first()
        if project is None:
            agenda.forget(entry.project)
            continue
        try:
            done += _do_entry(entry, project, moment)
        except Exception as error:
            agenda.postpone(entry, moment + RETRY)
            if not outages.is_outage(error):
                logger.exception("plan.failed", project=project.pk)
            note_outage(logger, "plans", "plan.postponed", project=project.pk, error=type(error).__name__)
    return done


def _do_entry(entry: agenda.Entry, project: Project, now: datetime) -> int:
    """Do what is due in a project, and note when to look at it next; returns how many plans this process did."""
    if project.hold:
        # What is planned waits until the project is opened again.
        agenda.postpone(entry, now + RETRY)
        return 0
    settle(project)
    with bind(project.ref):
        if passing_by.is_passed_by(project.ref):
            agenda.postpone(entry, now + RETRY)
            return 0
        # A canary that is worse already is not given more callers first.
        again = watching.look(project, now)
        if done := do_due(project, now):
            again = watching.look(project, now)
        due = [again, *(pointer.due() for pointer in project_channels.read_all(project.ref))]
        agenda.settle(entry, min((at for at in due if at is not None), default=None), now)
        return done


def do_due(project: Project, now: datetime) -> int:
    """Do what is due in a project, the earliest first; returns how many plans this process did."""
    done = 0
    for found in project_channels.read_all(project.ref):
        pointer = found
        while (due := pointer.due()) is not None and due <= now:
            done += _do_next(project, pointer, now)
            pointer = project_channels.read(project.ref, found.channel)
    return done


def _do_next(project: Project, pointer: Pointer, now: datetime) -> bool:
    """Do a channel's earliest plan; whether this process did it."""
    steps = pointer.canary.steps if pointer.canary is not None else ()
    scheduled = min(pointer.scheduled, key=lambda each: each.at, default=None)
    try:
        if scheduled is not None and (not steps or scheduled.at <= steps[0].at):
            _do_scheduled(project, pointer.channel, _put_off(scheduled, now))
        else:
            _do_step(project, steps[0], now)
    except _Overtaken:
        return False
    return True


def _do_step(project: Project, step: Step, now: datetime) -> None:
    """Give the canary its next weight; at 100 it becomes live."""

    def change(before: Pointer) -> Pointer:
        running = before.canary
        if running is None or not running.steps or running.steps[0] != step:
            raise _Overtaken
        if step.weight == WHOLE:
            return channels.promoted(before, running.started_by)
        left = _later(running.steps[1:], now - step.at)
        return channels.weighed(before, running, step.weight, running.started_by, steps=left)

    def tell(before: Pointer, after: Pointer) -> list[Entry]:
        return channels.promotion(before, after) if after.canary is None else channels.changed_weight(before, after)

    action = "canary.promoted" if step.weight == WHOLE else "canary.weight_changed"
    moving.move(SYSTEM, project, LIVE, change, tell, action=action)


def _put_off(planned: Scheduled, now: datetime) -> Scheduled:
    """A plan whose steps follow from when it is really done."""
    return msgspec.structs.replace(planned, steps=_later(planned.steps, now - planned.at))


def _later(steps: tuple[Step, ...], late: timedelta) -> tuple[Step, ...]:
    """Steps put off by as much as what they follow came late."""
    return steps if late <= ON_TIME else tuple(Step(step.at + late, step.weight) for step in steps)


def _do_scheduled(project: Project, channel: str, planned: Scheduled) -> None:
    """Move a channel as planned, or begin the canary; what cannot be done any more is struck off and noted."""
    failed: list[str] = []

    def change(before: Pointer) -> Pointer:
        left = tuple(each for each in before.scheduled if each.id != planned.id)
        if len(left) == len(before.scheduled):
            raise _Overtaken
        failed.clear()
        rest = msgspec.structs.replace(before, scheduled=left)
        try:
            return _scheduled(rest, planned)
        except ReleaseError as error:
            failed.append(str(error))
            return rest

    def tell(before: Pointer, after: Pointer) -> list[Entry]:
        facts = {"release": planned.release, "plan": planned.id, "planned_by": planned.by}
        if failed:
            return [Entry("channel.schedule_failed", channel, facts)]
        if planned.weight is not None:
            return channels.started(before, after)
        moved = Entry("channel.moved", channel, facts | {"before": before.release, "sequence": after.sequence})
        return [*moving.ended_canary(before, reason=f"release {planned.release} became live"), moved]

    moving.move(SYSTEM, project, channel, change, tell, action="channel.moved")
    if failed:
        logger.warning("plan.refused", channel=channel, reason=failed[0])


def _scheduled(before: Pointer, planned: Scheduled) -> Pointer:
    if planned.weight is not None:
        return channels.with_canary(before, planned)
    if before.release == planned.release:
        raise ReleaseError(f"“{before.channel}” is at release {planned.release} already.")
    return moving.pointed(before, planned.release, planned.by)


def ensure_started() -> None:
    """Begin to do what is planned, in a thread of this process, if it does not yet."""
    _thread.ensure_started()


def stop() -> None:
    """Do nothing that is planned any more, in this process."""
    _thread.stop()


def _run(thread: background.BackgroundThread) -> None:
    while not thread.is_stopping:
        try:
            do_all_due()
        except Exception as error:
            if not outages.is_outage(error):
                logger.exception("plans.failed")
            note_outage(logger, "plans", "plans.not_read", error=type(error).__name__)
        thread.sleep(SECONDS)


_thread = background.BackgroundThread("omnia-plans", _run)
