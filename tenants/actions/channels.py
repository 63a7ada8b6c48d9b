"""Canaries and channels: begin, weigh, promote, abort, move, plan and cancel. Each is one move of one document.

`live` is what new conversations speak; a canary is a release that a part of them gets instead; every other channel (`staging`)
is spoken by those who name it, where their key allows it. Whoever moves `live` otherwise than by promoting ends the canary in the
same move: it was compared with what is live no more. Conversations that run stay on their release, whatever moves.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from django.utils import timezone

from omnia.infra.audit import Actor
from omnia.infra.crypto import new_id
from omnia.infra.units import Entry
from tenants.access import authorise
from tenants.actions import moving
from tenants.actions.moving import Published, ReleaseError
from tenants.control.models import Project
from tenants.insight.rule import RuleError, parse_rule
from tenants.project import channels
from tenants.project.channels import CANARY, LIVE, WHOLE, Canary, Pointer, Scheduled, Step

USUAL_STEPS = (5, 25, 50, 100)
MAX_STEPS = 20
MAX_SCHEDULED = 20
MAX_AHEAD = timedelta(days=366)


def running_canary(project: Project) -> Canary | None:
    """The canary that runs, or None."""
    return channels.read(project.ref, LIVE).canary


def start_canary(
    actor: Actor,
    project: Project,
    *,
    release: int,
    weight: int,
    steps: Sequence[Step] = (),
    rule: Mapping[str, Any] | None = None,
    seen: int | None = None,
) -> Published:
    """Give a part of the new conversations another release than the live one.

    Args:
        actor: who does it.
        project: whose conversations.
        release: what they get.
        weight: how many of a hundred callers, 1 to 100.
        steps: weights that follow by themselves; one of 100 makes the release live.
        rule: what counts as worse, for whoever watches the canary.
        seen: the sequence of `live` that the person has seen.

    Raises:
        Forbidden, Absent: the actor may not.
        ReleaseError: there is no such release, it is live, nothing is live, or a canary runs.
        ChannelMoved: `live` was moved meanwhile.
    """
    authorise(actor, project, "publish")
    moving.checked_release(project, release)
    planned = Scheduled("", timezone.now(), release, str(actor), weight, tuple(steps), checked_rule(rule))
    check_plan(planned, to_come=False)
    _before, after = moving.move(
        actor, project, LIVE, lambda pointer: with_canary(pointer, planned), started, action="canary.started", seen=seen
    )
    return _canary_of(after)


def with_canary(before: Pointer, planned: Scheduled) -> Pointer:
    """`live` with the canary that is planned; raises `ReleaseError`."""
    if before.release is None:
        raise ReleaseError("Nothing is live yet, so there is nothing to compare a canary with. Publish to “live” first.")
    if before.canary is not None:
        raise ReleaseError(
            f"Release {before.canary.release} is the canary already, at {before.canary.weight} %. Promote or abort it first."
        )
    if before.release == planned.release:
        raise ReleaseError(f"Release {planned.release} is live already, so it cannot be its own canary.")
    now = timezone.now()
    canary = Canary(
        release=planned.release,
        baseline=before.release,
        weight=planned.weight or 0,
        salt=new_id(16),
        started_at=now,
        started_by=planned.by,
        changed_at=now,
        changed_by=planned.by,
        rule=planned.rule,
        steps=planned.steps,
    )
    return msgspec.structs.replace(before, canary=canary)


def replace_canary(actor: Actor, project: Project, *, release: int, seen: int | None = None) -> Published:
    """Let the canary's callers have another release, as a new canary of the same weight and rule.

    Raises `Forbidden`, `Absent`, `ReleaseError`, `ChannelMoved`.
    """
    authorise(actor, project, "publish")
    moving.checked_release(project, release)

    def change(before: Pointer) -> Pointer:
        running = _running(before)
        if running.release == release:
            raise ReleaseError(f"Release {release} is the canary already.")
        planned = Scheduled("", timezone.now(), release, str(actor), running.weight, (), running.rule)
        return with_canary(msgspec.structs.replace(before, canary=None), planned)

    def tell(before: Pointer, after: Pointer) -> list[Entry]:
        return [*moving.ended_canary(before, reason=f"release {release} took its place"), *started(before, after)]

    _before, after = moving.move(actor, project, LIVE, change, tell, action="canary.started", seen=seen)
    return _canary_of(after)


def set_canary_weight(actor: Actor, project: Project, *, weight: int, seen: int | None = None) -> Published:
    """Give more or fewer of the new conversations the canary; steps that were planned are cancelled. 0 lets nobody new on.

    Raises `Forbidden`, `Absent`, `ReleaseError`, `ChannelMoved`.
    """
    authorise(actor, project, "publish")
    _check_weight(weight, least=0)

    def change(before: Pointer) -> Pointer:
        running = _running(before)
        if running.weight == weight:
            raise ReleaseError(f"The canary is at {weight} % already.")
        return weighed(before, running, weight, str(actor), steps=())

    _before, after = moving.move(actor, project, LIVE, change, changed_weight, action="canary.weight_changed", seen=seen)
    return _canary_of(after)


def weighed(before: Pointer, running: Canary, weight: int, by: str, *, steps: tuple[Step, ...]) -> Pointer:
    """`live` with its canary at another weight."""
    canary = msgspec.structs.replace(running, weight=weight, steps=steps, changed_at=timezone.now(), changed_by=by)
    return msgspec.structs.replace(before, canary=canary)


def promote_canary(actor: Actor, project: Project, *, seen: int | None = None) -> Published:
    """Make the canary's release live, in one move. Raises `Forbidden`, `Absent`, `ReleaseError`, `ChannelMoved`."""
    authorise(actor, project, "publish")
    before, after = moving.move(
        actor, project, LIVE, lambda pointer: promoted(pointer, str(actor)), promotion, action="canary.promoted", seen=seen
    )
    return moving.published(before, after)


def promoted(before: Pointer, by: str) -> Pointer:
    """`live` at what was its canary; raises `ReleaseError` without one."""
    return moving.pointed(before, _running(before).release, by)


def abort_canary(project: Project, *, by: Actor, reason: str = "", salt: str = "", seen: int | None = None) -> Published:
    """End the canary: new conversations speak what is live, those that run stay on their release to their end.

    Args:
        project: whose canary.
        by: who ends it; the system may.
        reason: why, for the log.
        salt: the canary that was judged, by its salt; another one is not ended. Empty: whichever runs.
        seen: the sequence of `live` that the person has seen.

    Raises:
        Forbidden, Absent: the actor may not.
        ReleaseError: no canary runs, or another one.
        ChannelMoved: `live` was moved meanwhile.
    """
    authorise(by, project, "publish")

    def change(before: Pointer) -> Pointer:
        if salt and _running(before).salt != salt:
            raise ReleaseError("Another canary runs by now; it was not ended.")
        _running(before)
        return msgspec.structs.replace(before, canary=None)

    before, after = moving.move(
        by,
        project,
        LIVE,
        change,
        lambda before, _after: moving.ended_canary(before, reason=reason),
        action="canary.aborted",
        seen=seen,
    )
    return moving.published(before, after)


def set_canary_rule(actor: Actor, project: Project, *, rule: Mapping[str, Any], seen: int | None = None) -> None:
    """Say what counts as worse from now on; an empty rule stops nothing.

    Raises `Forbidden`, `Absent`, `ReleaseError`, `ChannelMoved`.
    """
    authorise(actor, project, "publish")
    checked = checked_rule(rule)

    def change(before: Pointer) -> Pointer:
        return msgspec.structs.replace(before, canary=msgspec.structs.replace(_running(before), rule=checked))

    def tell(_before: Pointer, after: Pointer) -> list[Entry]:
        return [Entry("canary.rule_changed", str(_running(after).release))]

    moving.move(actor, project, LIVE, change, tell, action="canary.rule_changed", seen=seen)


def move_channel(actor: Actor, project: Project, *, channel: str, release: int, seen: int | None = None) -> Published:
    """Point a channel, which may be new, at a release; as `live`, this is what new conversations speak.

    Raises `Forbidden`, `Absent`, `ReleaseError`, `ChannelMoved`.
    """
    authorise(actor, project, "publish")

    def tell(before: Pointer, after: Pointer) -> list[Entry]:
        facts = {"release": release, "before": before.release, "sequence": after.sequence}
        return [Entry("channel.moved", channel, facts)]

    before, after = moving.point(actor, project, channel, release, tell, action="channel.moved", seen=seen)
    return moving.published(before, after)


def make_live(actor: Actor, project: Project, *, channel: str = "staging", seen: int | None = None) -> Published:
    """Make live what another channel points to: the whole project at once (blue/green). The channel stays where it is.

    Raises `Forbidden`, `Absent`, `ReleaseError`, `ChannelMoved` (`seen` is of `live`).
    """
    authorise(actor, project, "publish")
    source = channels.read(project.ref, channel).release if channels.is_name(channel) else None
    if source is None:
        raise ReleaseError(f"The channel “{channel[:40]}” points to no release.")
    return move_channel(actor, project, channel=LIVE, release=source, seen=seen)


def schedule(
    actor: Actor,
    project: Project,
    *,
    channel: str,
    release: int,
    at: datetime,
    weight: int | None = None,
    steps: Sequence[Step] = (),
    rule: Mapping[str, Any] | None = None,
    seen: int | None = None,
) -> Scheduled:
    """Plan that a channel moves to a release at a time; the channel `canary` begins one of a weight.

    Raises `Forbidden`, `Absent`, `ReleaseError`, `ChannelMoved` (for a canary `seen` is of `live`).
    """
    authorise(actor, project, "publish")
    if (channel == CANARY) != (weight is not None):
        raise ReleaseError("A canary needs a weight, and no other channel has one.")
    name = LIVE if channel == CANARY else channel
    moving.checked_name(project, name)
    moving.checked_release(project, release)
    planned = Scheduled(new_id(8), at, release, str(actor), weight, tuple(steps), checked_rule(rule))
    check_plan(planned, to_come=True)

    def change(before: Pointer) -> Pointer:
        if len(before.scheduled) >= MAX_SCHEDULED:
            raise ReleaseError(f"At most {MAX_SCHEDULED} moves of a channel can be planned.")
        return msgspec.structs.replace(before, scheduled=tuple(sorted((*before.scheduled, planned), key=lambda each: each.at)))

    facts = {"release": release, "at": at.isoformat(), "plan": planned.id}
    told = [Entry("channel.scheduled", channel, facts)]
    moving.move(actor, project, name, change, lambda _before, _after: told, action="channel.scheduled", seen=seen)
    return planned


def cancel_scheduled(actor: Actor, project: Project, *, plan: str) -> None:
    """Do not do what was planned under an id. Raises `Forbidden`, `Absent`, `ReleaseError`."""
    authorise(actor, project, "publish")
    found = next((row for row in channels.read_all(project.ref) if any(each.id == plan for each in row.scheduled)), None)

    def change(before: Pointer) -> Pointer:
        kept = tuple(each for each in before.scheduled if each.id != plan)
        if len(kept) == len(before.scheduled):
            raise ReleaseError("This is not planned any more: it was done or cancelled meanwhile.")
        return msgspec.structs.replace(before, scheduled=kept)

    def tell(before: Pointer, _after: Pointer) -> list[Entry]:
        planned = next(each for each in before.scheduled if each.id == plan)
        return [Entry("channel.schedule_cancelled", before.channel, {"release": planned.release, "plan": plan})]

    channel = found.channel if found is not None else LIVE
    moving.move(actor, project, channel, change, tell, action="channel.schedule_cancelled")


def set_canary_steps(actor: Actor, project: Project, *, steps: Sequence[Step], seen: int | None = None) -> None:
    """Plan weights of the running canary; without any, those that were planned are cancelled.

    Raises `Forbidden`, `Absent`, `ReleaseError`, `ChannelMoved`.
    """
    authorise(actor, project, "publish")

    def change(before: Pointer) -> Pointer:
        running = _running(before)
        _check_steps(steps, running.weight)
        return msgspec.structs.replace(before, canary=msgspec.structs.replace(running, steps=tuple(steps)))

    def tell(_before: Pointer, after: Pointer) -> list[Entry]:
        planned = [[step.at.isoformat(), step.weight] for step in steps]
        return [Entry("canary.steps_planned", str(_running(after).release), {"steps": planned})]

    moving.move(actor, project, LIVE, change, tell, action="canary.steps_planned", seen=seen)


def plan_steps(first: datetime, every: timedelta, weights: Sequence[int] = USUAL_STEPS) -> tuple[Step, ...]:
    """Weights at even distances, the first of them at a time."""
    return tuple(Step(first + number * every, weight) for number, weight in enumerate(weights))


def changed_weight(before: Pointer, after: Pointer) -> list[Entry]:
    """What the log says of a canary that got another weight."""
    was, now = _running(before), _running(after)
    return [Entry("canary.weight_changed", str(now.release), {"before": was.weight, "weight": now.weight})]


def promotion(before: Pointer, after: Pointer) -> list[Entry]:
    """What the log says of a canary that became live."""
    facts = {"before": before.release, "weight": _running(before).weight, "sequence": after.sequence}
    return [Entry("canary.promoted", str(after.release), facts)]


def started(_before: Pointer, after: Pointer) -> list[Entry]:
    """What the log says of a canary that began."""
    running = _running(after)
    facts = {"weight": running.weight, "baseline": running.baseline, "sequence": after.sequence}
    return [Entry("canary.started", str(running.release), facts)]


def _canary_of(after: Pointer) -> Published:
    return Published(_running(after).release, after.sequence, CANARY)


def _running(pointer: Pointer) -> Canary:
    if pointer.canary is None:
        raise ReleaseError("No canary runs.")
    return pointer.canary


def check_plan(planned: Scheduled, *, to_come: bool) -> None:
    """Raise `ReleaseError` for a plan whose time is not to come, or whose weights are no weights."""
    if to_come:
        _check_time(planned.at)
    if planned.weight is not None:
        _check_weight(planned.weight, least=1)
        _check_steps(planned.steps, planned.weight, after=planned.at)
    elif planned.steps or planned.rule:
        raise ReleaseError("Only a canary has steps, or a rule of what is worse.")


def checked_rule(rule: Mapping[str, Any] | None) -> dict[str, Any]:
    """A rule as it is kept with a canary; empty for a canary that does not stop itself. Raises `ReleaseError`."""
    if not rule:
        return {}
    try:
        return parse_rule(rule).stored()
    except RuleError as error:
        raise ReleaseError(str(error)) from error


def _check_weight(weight: int, *, least: int) -> None:
    if not least <= weight <= WHOLE:
        raise ReleaseError(f"A weight is a whole number of percent from {least} to {WHOLE}; {weight} is not.")


def _check_time(at: datetime) -> None:
    now = timezone.now()
    if not now < at <= now + MAX_AHEAD:
        raise ReleaseError("Plan for a time to come, at most a year ahead.")


def _check_steps(steps: Sequence[Step], weight: int, after: datetime | None = None) -> None:
    """Steps must come one after the other, each with a greater weight than the one before."""
    if len(steps) > MAX_STEPS:
        raise ReleaseError(f"At most {MAX_STEPS} steps can be planned.")
    last, moment = weight, after
    for step in steps:
        _check_weight(step.weight, least=1)
        _check_time(step.at)
        if step.weight <= last or (moment is not None and step.at <= moment):
            raise ReleaseError("Each step needs a later time and a greater weight than the one before it.")
        last, moment = step.weight, step.at
