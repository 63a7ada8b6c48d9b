"""Moving a channel: one compare-and-set, tried again when another change came first, and told to all processes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.utils import timezone

from omnia.infra import bus, metrics
from omnia.infra.audit import Actor
from omnia.infra.units import Entry
from omnia.mongo.clusters import database
from tenants import agenda
from tenants.actions import trail
from tenants.control.models import Project
from tenants.project import channels, collections
from tenants.project.channels import LIVE, MAX_CHANNELS, Pointer

MAX_ATTEMPTS = 40
MAX_NUMBER = 2**31
"""More releases than any project has; the database takes no number beyond eight bytes."""
Change = Callable[[Pointer], Pointer]
Tell = Callable[[Pointer, Pointer], Sequence[Entry]]
"""What the log says of a change, by the channel before and after."""


class ReleaseError(Exception):
    """A release that cannot be made, or a channel that cannot be moved; the sentence says why."""


class ChannelMoved(ReleaseError):  # noqa: N818
    """Someone moved the channel after the person looked."""

    def __init__(self, channel: str) -> None:
        super().__init__(f"Someone moved the channel “{channel}” while you were reading. Look at where it points now.")


@dataclass(frozen=True, slots=True)
class Published:
    """Where a channel points after a change; `ended_canary` is the release of a canary that the change has ended."""

    release: int
    sequence: int
    channel: str = LIVE
    ended_canary: int | None = None


def move(
    actor: Actor, project: Project, channel: str, change: Change, tell: Tell, *, action: str, seen: int | None = None
) -> tuple[Pointer, Pointer]:
    """Change a channel's document, as a unit of work; returns it before and after.

    Args:
        actor: who does it.
        project: whose channel.
        channel: its name.
        change: makes the new document from the one that is there; what it raises refuses the change. It may be called again.
        tell: what the log says of it; called with the channel before and after.
        action: the event.
        seen: the sequence that the person has seen; a channel that moved since is not changed.

    Raises:
        ReleaseError: the channel has no proper name, or was changed by others all the time.
        ChannelMoved: it is not where the person saw it.
    """
    # Looked at first: a change that is refused is not even written down.
    looked_at = _changed(project, channel, change, seen)
    with trail.unit(project.ref, actor, action, collections.CHANNELS, channel) as unit:
        for attempt in range(MAX_ATTEMPTS):
            before, after = _changed(project, channel, change, seen) if attempt else looked_at
            unit.give_way({"unit": before.unit})
            after = msgspec.structs.replace(after, unit=unit.stamp(*tell(before, after)))
            _note_due(project, after)
            if channels.write(project.ref, before, after):
                if after.sequence != before.sequence:
                    _announce(project, channel, after)
                return before, after
        unit.drop()
        raise ReleaseError(f"The channel “{channel}” was changed by others all the time. Try again.")


def _changed(project: Project, channel: str, change: Change, seen: int | None) -> tuple[Pointer, Pointer]:
    """A channel as it is, and as it will be; raises what `change` raises, and `ChannelMoved`."""
    before = channels.read(project.ref, channel)
    if seen is not None and seen != before.sequence:
        raise ChannelMoved(channel)
    after = change(before)
    moved = _served(after) != _served(before)
    return before, msgspec.structs.replace(after, revision=before.revision + 1, sequence=before.sequence + moved)


def _announce(project: Project, channel: str, after: Pointer) -> None:
    metrics.CHANNEL_MOVES.labels(LIVE if channel == LIVE else "other").inc()
    bus.announce_head(project.ref, channel, after.release or 0, after.sequence)


def _note_due(project: Project, after: Pointer) -> None:
    watched = after.canary is not None and bool(after.canary.rule)
    due = timezone.now() if watched else after.due()
    if due is not None:
        # Noted before it is true: whoever is killed in between leaves a look in vain, and never a move that is forgotten.
        agenda.note(project.ref, due)


def _served(pointer: Pointer) -> tuple[object, ...]:
    """What decides which release a new conversation gets."""
    canary = pointer.canary
    return pointer.release, canary and (canary.release, canary.weight, canary.salt)


def pointed(before: Pointer, release: int, by: str, at: datetime | None = None) -> Pointer:
    """A channel at a release; a canary beside it ends."""
    moment = at or timezone.now()
    return msgspec.structs.replace(before, release=release, updated_at=moment, updated_by=by, canary=None)


def point(
    actor: Actor, project: Project, channel: str, release: int, tell: Tell, *, action: str, seen: int | None = None
) -> tuple[Pointer, Pointer]:
    """Point a channel at a release that exists, and tell of a canary that ran. Raises `ReleaseError` if it points there."""
    checked_name(project, channel)
    checked_release(project, release)

    def change(before: Pointer) -> Pointer:
        if before.release == release:
            raise ReleaseError(f"Release {release} is live already." if channel == LIVE else f"“{channel}” is there already.")
        return pointed(before, release, str(actor))

    def told(before: Pointer, after: Pointer) -> list[Entry]:
        return [*ended_canary(before, reason=f"release {release} became live"), *tell(before, after)]

    return move(actor, project, channel, change, told, action=action, seen=seen)


def ended_canary(before: Pointer, *, reason: str) -> list[Entry]:
    """What the log says of the canary that a move has ended, if one ran."""
    if before.canary is None:
        return []
    ended = before.canary
    return [Entry("canary.aborted", str(ended.release), {"weight": ended.weight, "reason": reason[:300]})]


def published(before: Pointer, after: Pointer) -> Published:
    """What a change has come to."""
    ended = before.canary.release if before.canary is not None and after.canary is None else None
    return Published(after.release or 0, after.sequence, after.channel, ended if ended != after.release else None)


def checked_name(project: Project, channel: str) -> None:
    """Raise `ReleaseError` for a name that no channel may have, or for one channel more than a project may have."""
    if not channels.is_name(channel):
        raise ReleaseError(
            f"“{channel[:40]}” cannot be the name of a channel: write up to 31 small letters, digits, - and _, beginning with a "
            "letter. “canary”, “draft” and “keys” are taken."
        )
    if channel == LIVE:
        return
    names = [row["_id"] for row in database(project.ref)[collections.CHANNELS].find({}, {"_id": 1}, limit=MAX_CHANNELS + 1)]
    if channel not in names and len(names) >= MAX_CHANNELS:
        raise ReleaseError(f"A project has at most {MAX_CHANNELS} channels.")


def checked_release(project: Project, release: int) -> None:
    """Raise `ReleaseError` for a release that does not exist."""
    found = database(project.ref)[collections.RELEASES].find_one({"_id": release}, {"_id": 1}) if release <= MAX_NUMBER else None
    if found is None:
        raise ReleaseError(f"There is no release {release} in this project.")
