"""Publishing a release to a channel, and moving a channel back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from pymongo.errors import DuplicateKeyError

from omnia.dialogue.locale_names import locale_name
from omnia.infra.audit import Actor
from omnia.infra.units import Entry
from omnia.mongo.clusters import database
from tenants.access import authorise
from tenants.actions import channels, moving, trail
from tenants.actions.moving import Published, ReleaseError
from tenants.actions.release_check import ReleaseFinding, Snapshot, check_drafts, missing_texts, read_drafts
from tenants.control.models import Project
from tenants.project import channels as project_channels
from tenants.project import collections
from tenants.project.channels import CANARY, LIVE, Pointer, Scheduled, Step

MAX_ATTEMPTS = 20
MAX_NOTE = 300


class NotPublishable(ReleaseError):  # noqa: N818
    """The drafts have problems; `findings` lists all of them at once, with their places."""

    def __init__(self, findings: list[ReleaseFinding]) -> None:
        errors = [row for row in findings if row.blocks]
        first = errors[0]
        super().__init__(
            f"{len(errors)} {'problem' if len(errors) == 1 else 'problems'} must be mended before publishing. "
            f"The first, in {first.document} “{first.key}” at {first.finding.path}: {first.finding.message}"
        )
        self.findings = findings


class MissingTexts(ReleaseError):  # noqa: N818
    """Enabled languages lack texts; `missing` counts them by locale. Someone who publishes must say that this is meant."""

    def __init__(self, findings: list[ReleaseFinding], missing: dict[str, int], default_locale: str) -> None:
        counted = ", ".join(
            f"{count} {'text is' if count == 1 else 'texts are'} missing in {locale_name(locale)}"
            for locale, count in missing.items()
        )
        super().__init__(
            f"{counted}; callers would hear {locale_name(default_locale)} there. "
            "Write them, or say that you publish all the same (--allow-missing-texts)."
        )
        self.findings = findings
        self.missing = missing


class UnseenDrafts(ReleaseError):  # noqa: N818
    """Someone saved after the publisher looked."""

    def __init__(self) -> None:
        super().__init__("Someone saved a draft while you were reading. Look at what would be published now.")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a new release goes: a channel, for `canary` with a weight and perhaps steps and a rule, now or at a time."""

    channel: str = LIVE
    weight: int | None = None
    steps: Sequence[Step] = ()
    at: datetime | None = None
    rule: Mapping[str, Any] | None = None


TO_LIVE = Target()


def publish(
    actor: Actor,
    project: Project,
    *,
    note: str = "",
    seen: str = "",
    allow_missing_texts: bool = False,
    target: Target = TO_LIVE,
) -> Published:
    """Freeze the drafts as the next release and point a channel at it, now or at a time.

    The drafts are read once: what is checked is what is released. The release is written first and the channel moved second, so
    a crash in between leaves a release that no channel points to.

    Args:
        actor: Who publishes.
        project: Whose drafts.
        note: What is new, in a sentence.
        seen: The digest of the drafts that the person has seen; others are not released unseen.
        allow_missing_texts: Whether callers may hear the fall-back language where theirs lacks a text. The release says so.
        target: Where the release goes.

    Raises:
        Forbidden, Absent: the actor may not.
        UnseenDrafts: someone saved meanwhile.
        NotPublishable: the drafts have problems.
        MissingTexts: an enabled language lacks texts, and the publisher did not say that this is meant.
        ReleaseError: the channel cannot take it.
    """
    authorise(actor, project, "publish")
    if len(note.strip()) > MAX_NOTE:
        raise ReleaseError(f"A note has at most {MAX_NOTE} characters; this one has {len(note.strip())}.")
    _check_target(project, target)
    drafts = read_drafts(project)
    if seen and seen != drafts.digest:
        raise UnseenDrafts
    findings = check_drafts(project, drafts)
    if any(row.blocks for row in findings):
        raise NotPublishable(findings)
    missing = missing_texts(findings)
    if missing and not allow_missing_texts:
        raise MissingTexts(findings, missing, project.default_locale)
    facts = {"channel": target.channel, **({"missing_texts": missing} if missing else {})}
    if target.at is not None or target.channel == CANARY:
        number = _write_release(actor, project, drafts, note, missing, facts)
        return _hand_on(actor, project, number, target)
    number = _write_release(actor, project, drafts, note, missing)

    def tell(_before: Pointer, after: Pointer) -> list[Entry]:
        return [Entry("release.published", str(number), {**facts, "sequence": after.sequence})]

    before, after = moving.point(actor, project, target.channel, number, tell, action="release.published")
    return moving.published(before, after)


def _check_target(project: Project, target: Target) -> None:
    """Refuse a channel that could not take the release, before it is written."""
    if (target.channel == CANARY) != (target.weight is not None):
        raise ReleaseError("A canary needs a weight, and no other channel has one.")
    name = LIVE if target.channel == CANARY else target.channel
    moving.checked_name(project, name)
    rule = channels.checked_rule(target.rule)
    planned = Scheduled("", target.at or timezone.now(), 0, "", target.weight, tuple(target.steps), rule)
    channels.check_plan(planned, to_come=target.at is not None)
    if target.channel == CANARY and target.at is None:
        channels.with_canary(project_channels.read(project.ref, LIVE), planned)


def _hand_on(actor: Actor, project: Project, release: int, target: Target) -> Published:
    """Begin a canary of a release that was just written, or plan what it is for."""
    if target.at is None:
        return channels.start_canary(
            actor, project, release=release, weight=target.weight or 0, steps=target.steps, rule=target.rule
        )
    channels.schedule(
        actor,
        project,
        channel=target.channel,
        release=release,
        at=target.at,
        weight=target.weight,
        steps=target.steps,
        rule=target.rule,
    )
    name = LIVE if target.channel == CANARY else target.channel
    return Published(release, project_channels.read(project.ref, name).sequence, target.channel)


def _write_release(
    actor: Actor, project: Project, drafts: Snapshot, note: str, missing: dict[str, int], told: Mapping[str, Any] | None = None
) -> int:
    """Write the release under the next free number; of two publishers at once the second takes the number after.

    `told` is what the log says of a release that no channel points to at once; of another one the move of its channel tells.
    """
    releases = database(project.ref)[collections.RELEASES]
    content = {
        "manifest": drafts.manifest,
        "locales": project.locales,
        "default_locale": project.default_locale,
        "region": project.region,
        "note": note.strip(),
        "author": str(actor),
        "at": timezone.now(),
        "missing_texts": missing,
    }
    for _attempt in range(MAX_ATTEMPTS):
        number = next_number(project)
        try:
            if told is None:
                releases.insert_one({"_id": number, **content})
            else:
                with trail.unit(project.ref, actor, "release.published", collections.RELEASES, number) as unit:
                    unit.insert(releases, {"_id": number, **content}, Entry("release.published", str(number), dict(told)))
        except DuplicateKeyError:
            continue
        return number
    raise ReleaseError("Too many people are publishing at once. Try again.")


def next_number(project: Project) -> int:
    """The number that the next release would get."""
    newest = database(project.ref)[collections.RELEASES].find_one({}, {"_id": 1}, sort=[("_id", -1)])
    return (newest["_id"] if newest else 0) + 1


def rollback(actor: Actor, project: Project, *, to: int, channel: str = LIVE, seen: int | None = None) -> Published:
    """Point a channel at an earlier release again, with a higher sequence; drafts and releases stay as they are.

    A canary that runs beside `live` ends with it. For the channel `canary` the release that runs is replaced by `to`, as a new
    canary of the same weight.

    Raises `Forbidden`, `Absent`, `ChannelMoved`, and `ReleaseError` if there is no such release or the channel is there already.
    """
    authorise(actor, project, "publish")
    if channel == CANARY:
        return channels.replace_canary(actor, project, release=to, seen=seen)

    def tell(before: Pointer, after: Pointer) -> list[Entry]:
        facts = {"channel": channel, "before": before.release, "sequence": after.sequence}
        return [Entry("release.rolled_back", str(to), facts)]

    before, after = moving.point(actor, project, channel, to, tell, action="release.rolled_back", seen=seen)
    return moving.published(before, after)
