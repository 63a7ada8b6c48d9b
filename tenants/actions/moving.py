"""Moving a channel: one compare-and-set, tried again when another change came first, and told to all processes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.utils import timezone

from omnia.infra import bus
from omnia.infra.audit import Actor
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


def move(project: Project, channel: str, change: Change, *, seen: int | None = None) -> tuple[Pointer, Pointer]:
    """Change a channel's document; returns it before and after.

    Args:
        project: whose channel.
        channel: its name.
        change: makes the new document from the one that is there; what it raises refuses the change. It may be called again.
        seen: the sequence that the person has seen; a channel that moved since is not changed.

    Raises:
        ReleaseError: the channel has no proper name, or was changed by others all the time.
        ChannelMoved: it is not where the person saw it.
    """
    for _attempt in range(MAX_ATTEMPTS):
        before = channels.read(project.ref, channel)
        if seen is not None and seen != before.sequence:
            raise ChannelMoved(channel)
        after = change(before)
        moved = _served(after) != _served(before)
        after = msgspec.structs.replace(after, revision=before.revision + 1, sequence=before.sequence + moved)
        watched = after.canary is not None and bool(after.canary.rule)
        due = timezone.now() if watched else after.due()
        if due is not None:
            # Noted before it is true: whoever is killed in between leaves a look in vain, and never a move that is forgotten.
            agenda.note(project.ref, due)
        if channels.write(project.ref, before, after):
            if moved:
                bus.announce_head(project.ref, channel, after.release or 0, after.sequence)
            return before, after
    raise ReleaseError(f"The channel “{channel}” was changed by others all the time. Try again.")


def _served(pointer: Pointer) -> tuple[object, ...]:
    """What decides which release a new conversation gets."""
    canary = pointer.canary
    return pointer.release, canary and (canary.release, canary.weight, canary.salt)


def pointed(before: Pointer, release: int, by: str, at: datetime | None = None) -> Pointer:
    """A channel at a release; a canary beside it ends."""
    moment = at or timezone.now()
    return msgspec.structs.replace(before, release=release, updated_at=moment, updated_by=by, canary=None)


def point(project: Project, channel: str, release: int, *, by: str, seen: int | None = None) -> tuple[Pointer, Pointer]:
    """Point a channel at a release that exists; raises `ReleaseError` if it points there already."""
    checked_name(project, channel)
    checked_release(project, release)

    def change(before: Pointer) -> Pointer:
        if before.release == release:
            raise ReleaseError(f"Release {release} is live already." if channel == LIVE else f"“{channel}” is there already.")
        return pointed(before, release, by)

    return move(project, channel, change, seen=seen)


def note_ended_canary(actor: Actor, project: Project, before: Pointer, *, reason: str) -> None:
    """Write down that a move has ended the canary that ran."""
    if before.canary is not None:
        ended = before.canary
        trail.note(
            project.ref, actor, action="canary.aborted", subject=str(ended.release), weight=ended.weight, reason=reason[:300]
        )


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
