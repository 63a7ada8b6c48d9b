"""Giving a version out in waves: wider, by hand or by itself, to all; pausing it, taking it back. `publish_version` begins it.

What a rollout says is one document, changed by compare-and-set on its revision. It is written before the version is published, so
that nobody outside of the wave ever sees the version. Docs: docs/decisions/0032-blast-radius-and-waves.md.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from factory import selectors, trail, waves
from factory.actions import PUBLISHERS, CatalogueError, Kind, Staff
from factory.drafts import MODELS
from factory.models import CatalogueVersion, Rollout, RolloutState
from factory.waves import WHOLE, Growth, Wave, WaveError
from omnia.infra.audit import SYSTEM
from omnia.infra.telemetry import log
from omnia.infra.units import Entry, Intent, finishes, settle_stamp
from omnia.mongo.stamped import collection_of, stored

MOST_DUE = 100
"""Waves that are widened at one look."""

BY_ITSELF = Staff(SYSTEM, frozenset({PUBLISHERS}))
"""Who does a step that a person has planned."""

STOPPED: dict[str, Any] = {"steps": [], "next_at": None}

logger = log(__name__)


class StaleRollout(CatalogueError):  # noqa: N818
    """Someone else changed the rollout meanwhile; nothing was written."""

    def __init__(self) -> None:
        super().__init__("Someone else changed this rollout meanwhile. Look at how it stands now, then decide.")


def widen(staff: Staff, document: Kind, key: str, number: int, wave: Wave, *, revision: int) -> Rollout:
    """Offer a version to more projects. A wave only grows: who was offered a version is not refused it by a step forward.

    Raises `NotAllowed`, `StaleRollout`, and `CatalogueError` if it is not running, or the wave would be smaller or impossible.
    """
    row = _open(staff, document, key, number, revision)
    named = sorted({*row.named, *wave.named})
    try:
        waves.check(Wave(wave.share, tuple(named)))
    except WaveError as error:
        raise CatalogueError(str(error)) from error
    if row.state != RolloutState.RUNNING:
        raise CatalogueError("A rollout that is paused does not get wider. Resume it first.")
    if wave.share < row.share:
        raise CatalogueError(f"{row.share} % of the projects are offered it already. Pause or withdraw it to take that back.")
    told = {"before": row.share, "share": wave.share, "named": len(named)}
    change = {"share": wave.share, "named": named, **_growing_on(row, wave.share)}
    return _change(staff, row, change, _entry("rollout.widened", row, **told))


def pause(staff: Staff, document: Kind, key: str, number: int, *, revision: int) -> Rollout:
    """Offer a version to nobody until it is resumed; who took it keeps it, and no step is done. Raises as `widen`."""
    row = _open(staff, document, key, number, revision)
    if row.state != RolloutState.RUNNING:
        raise CatalogueError("This rollout does not run, so there is nothing to pause.")
    change = {"state": RolloutState.PAUSED, "next_at": None}
    return _change(staff, row, change, _entry("rollout.paused", row, share=row.share))


def resume(staff: Staff, document: Kind, key: str, number: int, *, revision: int) -> Rollout:
    """Offer a paused version to its wave again; its next step has the whole time before it. Raises as `widen`."""
    row = _open(staff, document, key, number, revision)
    if row.state != RolloutState.PAUSED:
        raise CatalogueError("This rollout is not paused, so there is nothing to resume.")
    change = {"state": RolloutState.RUNNING, "next_at": growth_of(row).due_after(timezone.now())}
    return _change(staff, row, change, _entry("rollout.resumed", row, share=row.share))


def finish(staff: Staff, document: Kind, key: str, number: int, *, revision: int) -> Rollout:
    """Offer a version to all projects now, also if it was paused. Raises as `widen`."""
    row = _open(staff, document, key, number, revision)
    if row.state == RolloutState.WITHDRAWN:
        raise CatalogueError("This version was withdrawn. Publish the draft again to give it out.")
    change = {"state": RolloutState.DONE, **STOPPED}
    return _change(staff, row, change, _entry("rollout.finished", row, before=row.share))


def withdraw(staff: Staff, document: Kind, key: str, number: int, *, revision: int) -> Rollout:
    """Take a version back for good: nobody is offered it any more, and what was published before is published again.

    Who took it keeps it, and is offered the next version. A withdrawal whose process died is finished by a second one.
    Raises as `widen`.
    """
    row = _open(staff, document, key, number, revision)
    told = _entry("rollout.withdrawn", row, published=row.before)
    if row.state == RolloutState.WITHDRAWN:
        # Who began it was killed: it is finished, and told in their name.
        settle_stamp(trail.books(), collection_of(Rollout).find_one({"id": row.pk}))
        _publish_before(row)
        return row
    return _change(staff, row, {"state": RolloutState.WITHDRAWN, **STOPPED}, told, then=_publish_before)


def _publish_before(row: Rollout) -> None:
    """Publish again what was published before a version that was withdrawn."""
    before = CatalogueVersion.objects.filter(document=row.document, key=row.key, number=row.before).first()
    MODELS[row.document].objects.filter(key=row.key, published=row.number).update(
        published=row.before, published_hash=before.hash if before is not None else ""
    )


@finishes("rollout.withdrawn")
def _finish_withdrawal(intent: Intent, _entries: Sequence[Entry]) -> None:
    row = Rollout.objects.filter(pk=intent.key).first()
    if row is not None:
        _publish_before(row)


def plan_growth(staff: Staff, document: Kind, key: str, number: int, growth: Growth, *, revision: int) -> Rollout:
    """Let a wave grow by itself, in place of what was planned; without shares it stays as it is until somebody widens it.

    The first step is due one distance from now. Raises as `widen`.
    """
    row = _open(staff, document, key, number, revision)
    try:
        waves.check_growth(row.share, growth)
    except WaveError as error:
        raise CatalogueError(str(error)) from error
    if row.state == RolloutState.WITHDRAWN:
        raise CatalogueError("This version was withdrawn, so its wave does not grow any more.")
    is_running = row.state == RolloutState.RUNNING
    due = growth.due_after(timezone.now()) if is_running else None
    told = {"steps": list(growth.shares), "every_hours": growth.every}
    return _change(staff, row, {**told, "next_at": due}, _entry("rollout.steps_planned", row, **told))


def growth_of(row: Rollout) -> Growth:
    """How a wave grows by itself. A row of an earlier release says nothing of it."""
    return Growth(tuple(row.steps or ()), row.every_hours or 0)


def do_due_steps(now: datetime | None = None) -> int:
    """Widen the waves whose next step is due, each by one step; returns how many this process did.

    Each is the compare-and-set of a person's step, and takes it out of the plan: of several processes one does it, and one that
    is killed has done it or has not. A step that comes late puts off those that follow.
    """
    moment, done = now or timezone.now(), 0
    due = Rollout.objects.filter(state=RolloutState.RUNNING, next_at__lte=moment).order_by("next_at")
    for row in due[:MOST_DUE]:
        try:
            _do_step(row)
        except StaleRollout:
            continue
        except CatalogueError as error:
            # What it says does not decide any more on what projects see: a later version is out to all.
            logger.warning("rollout.step_refused", version=row.pk, reason=str(error))
            Rollout.objects.filter(pk=row.pk, revision=row.revision).update(**STOPPED, revision=row.revision + 1)
            continue
        done += 1
    return done


def _do_step(row: Rollout) -> None:
    document: Kind = "flow" if row.document == "flow" else "template"
    here = (BY_ITSELF, document, row.key, row.number)
    if not row.steps:
        raise CatalogueError("No step is planned.")
    if row.steps[0] == WHOLE:
        finish(*here, revision=row.revision)
    else:
        widen(*here, Wave(row.steps[0], tuple(row.named)), revision=row.revision)


def _growing_on(row: Rollout, share: int) -> dict[str, Any]:
    """What is planned once a wave has a share: the greater ones, the first of them a whole distance from now."""
    if share == row.share:
        return {}
    left = Growth(tuple(step for step in growth_of(row).shares if step > share), row.every_hours or 0)
    return {"steps": list(left.shares), "next_at": left.due_after(timezone.now())}


def _open(staff: Staff, document: Kind, key: str, number: int, revision: int) -> Rollout:
    """The rollout, if it decides on what projects see now and is as the person has seen it."""
    staff.require(PUBLISHERS)
    head = MODELS[document].objects.filter(key=key).only("published").first()
    rows = selectors.rollouts(document, key, head.published) if head is not None else []
    row = next((each for each in rows if each.number == number), None)
    if row is None:
        raise CatalogueError(f"No rollout of version {number} of “{key}” is under way.")
    if row.revision != revision:
        raise StaleRollout
    return row


def _entry(action: str, row: Rollout, **facts: Any) -> Entry:
    """What the log says of a change of a rollout."""
    return Entry(action, f"{row.document}:{row.key}", {"version": row.number, **facts})


def _change(
    staff: Staff, row: Rollout, change: Mapping[str, Any], told: Entry, *, then: Callable[[Rollout], object] | None = None
) -> Rollout:
    """Change a rollout that nobody changed since it was read, as a unit of work; `then` is the rest of the change."""
    values = stored(Rollout, **change, revision=row.revision + 1, updated_at=timezone.now())
    with trail.unit(staff.actor, told.action, Rollout, row.pk) as unit:
        if not unit.change(collection_of(Rollout), {"id": row.pk, "revision": row.revision}, {"$set": values}, told):
            raise StaleRollout
        if then is not None:
            then(row)
    return Rollout.objects.get(pk=row.pk)
