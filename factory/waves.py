"""Who is in a wave of a version, and which version somebody sees while others are given out in waves."""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise

import msgspec
from django.utils import timezone

from factory.models import CatalogueVersion, Rollout, RolloutState
from omnia.infra.crypto import new_secret

BUCKETS = 10_000
WHOLE = 100
MAX_NAMED = 500
"""Projects that can be named for a wave; who wants more takes a share."""

USUAL_STEPS = (5, 25, 50, 100)
MAX_STEPS = 10
MAX_HOURS = 24 * 30


class Growth(msgspec.Struct, frozen=True):
    """How a wave grows by itself: the shares that follow, in percent, and the hours from one to the next. 100 is everybody."""

    shares: tuple[int, ...] = ()
    every: int = 0

    def due_after(self, moment: datetime) -> datetime | None:
        """When the first of the shares is due, if the one before came just then."""
        return moment + timedelta(hours=self.every) if self.shares else None


STAYS = Growth()


class Wave(msgspec.Struct, frozen=True):
    """The projects that get a version first: those named, and a share of all of them, in percent."""

    share: int = 0
    named: tuple[str, ...] = ()
    growth: Growth = STAYS


def usual_growth(share: int, every: int) -> Growth:
    """The usual shares above one, so many hours apart."""
    return Growth(tuple(each for each in USUAL_STEPS if each > share), every)


class WaveError(ValueError):
    """A wave that cannot be; the sentence says why."""


def check(wave: Wave) -> None:
    """Raise `WaveError` for a wave with nobody in it, with all, or with too many names."""
    if not 0 <= wave.share < WHOLE:
        raise WaveError(f"A wave has from 0 to {WHOLE - 1} % of the projects; for all of them take no wave.")
    if not wave.share and not wave.named:
        raise WaveError("There is nobody in this wave. Name projects, or give it a share of them.")
    if len(wave.named) > MAX_NAMED:
        raise WaveError(f"At most {MAX_NAMED} projects can be named. Take a share of them instead.")
    check_growth(wave.share, wave.growth)


def check_growth(share: int, growth: Growth) -> None:
    """Raise `WaveError` for shares that do not grow, are too many, or come too fast or too slowly."""
    if len(growth.shares) > MAX_STEPS:
        raise WaveError(f"At most {MAX_STEPS} steps can be planned.")
    if any(later <= before for before, later in pairwise((share, *growth.shares))) or max(growth.shares, default=0) > WHOLE:
        raise WaveError(f"Each step needs a greater share than the one before it, at most {WHOLE} %; the wave has {share} % now.")
    if growth.shares and not 1 <= growth.every <= MAX_HOURS:
        raise WaveError(f"From one step to the next are 1 to {MAX_HOURS} whole hours.")


def begin(version: CatalogueVersion, wave: Wave, *, before: int) -> None:
    """Write that a version is given out in waves, before it is published. `before` is the version that is published now."""
    now = timezone.now()
    Rollout(
        id=version.pk,
        document=version.document,
        key=version.key,
        number=version.number,
        before=before,
        share=wave.share,
        named=sorted(set(wave.named)),
        salt=new_secret(),
        started_by=version.author,
        steps=list(wave.growth.shares),
        every_hours=wave.growth.every,
        next_at=wave.growth.due_after(now),
        started_at=now,
        updated_at=now,
    ).save(force_insert=True)


def bucket(salt: str, recipient: str) -> int:
    """The place of a project among ten thousand, by a keyed hash (HMAC-SHA-256): the same for the whole rollout."""
    digest = hmac.new(salt.encode(), recipient.encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:8]) % BUCKETS


def reaches(rollout: Rollout, recipient: str) -> bool:
    """Whether a project is offered the version now. A paused or withdrawn one is offered to nobody."""
    if rollout.state == RolloutState.DONE:
        return True
    if rollout.state != RolloutState.RUNNING:
        return False
    return recipient in rollout.named or bucket(rollout.salt, recipient) < rollout.share * BUCKETS // WHOLE


def reaches_everybody(rollout: Rollout) -> bool:
    """Whether a version is out to all."""
    return bool(rollout.state == RolloutState.DONE)


def seen(published: int, rollouts: Mapping[int, Rollout], is_reached: Callable[[Rollout], bool]) -> int:
    """The version that somebody sees: the published one, or the newest before it that reaches them; 0 if none does.

    `rollouts` are those of the document's versions, by number.
    """
    number = published
    while (rollout := rollouts.get(number)) is not None and not is_reached(rollout):
        number = rollout.before
    return number
