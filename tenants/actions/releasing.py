"""Publishing a release and moving the live channel, forward or back."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from omnia.dialogue.locale_names import locale_name
from omnia.infra import bus
from omnia.infra.audit import Actor
from omnia.mongo.clusters import database
from tenants.access import authorise
from tenants.actions import trail
from tenants.actions.release_check import ReleaseFinding, Snapshot, check_drafts, missing_texts, read_drafts
from tenants.control.models import Project
from tenants.project import collections

LIVE = "live"
MAX_ATTEMPTS = 20
MAX_NUMBER = 2**31
"""More releases than any project has; the database takes no number beyond eight bytes."""
MAX_NOTE = 300


class ReleaseError(Exception):
    """A release that cannot be made or moved to; the sentence says why."""


class NotPublishable(ReleaseError):  # noqa: N818
    """The drafts have problems; `findings` lists all of them at once, with their places."""

    def __init__(self, findings: list[ReleaseFinding]) -> None:
        errors = [row for row in findings if row.blocks]
        first = errors[0]
        super().__init__(
            f"{len(errors)} problems must be mended before publishing. "
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
class Published:
    """Where a channel points after a change."""

    release: int
    sequence: int


def publish(actor: Actor, project: Project, *, note: str = "", seen: str = "", allow_missing_texts: bool = False) -> Published:
    """Freeze the drafts as the next release and make it live.

    The drafts are read once: what is checked is what is released. The release is written first and the channel moved second, so
    a crash in between leaves a release that is merely not live.

    Args:
        actor: Who publishes.
        project: Whose drafts.
        note: What is new, in a sentence.
        seen: The digest of the drafts that the person has seen; others are not released unseen.
        allow_missing_texts: Whether callers may hear the fall-back language where theirs lacks a text. The release says so.

    Raises:
        Forbidden, Absent: the actor may not.
        UnseenDrafts: someone saved meanwhile.
        NotPublishable: the drafts have problems.
        MissingTexts: an enabled language lacks texts, and the publisher did not say that this is meant.
    """
    authorise(actor, project, "publish")
    if len(note.strip()) > MAX_NOTE:
        raise ReleaseError(f"A note has at most {MAX_NOTE} characters; this one has {len(note.strip())}.")
    drafts = read_drafts(project)
    if seen and seen != drafts.digest:
        raise UnseenDrafts
    findings = check_drafts(project, drafts)
    if any(row.blocks for row in findings):
        raise NotPublishable(findings)
    missing = missing_texts(findings)
    if missing and not allow_missing_texts:
        raise MissingTexts(findings, missing, project.default_locale)
    number = _write_release(actor, project, drafts, note, missing)
    sequence = _move_channel(project, number)
    facts = {"sequence": sequence, **({"missing_texts": missing} if missing else {})}
    trail.note(project.ref, actor, action="release.published", subject=str(number), **facts)
    bus.announce_head(project.ref, LIVE, number, sequence)
    return Published(number, sequence)


def _write_release(actor: Actor, project: Project, drafts: Snapshot, note: str, missing: dict[str, int]) -> int:
    """Write the release under the next free number; of two publishers at once the second takes the number after."""
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
            releases.insert_one({"_id": number, **content})
        except DuplicateKeyError:
            continue
        return number
    raise ReleaseError("Too many people are publishing at once. Try again.")


def next_number(project: Project) -> int:
    """The number that the next release would get."""
    newest = database(project.ref)[collections.RELEASES].find_one({}, {"_id": 1}, sort=[("_id", -1)])
    return (newest["_id"] if newest else 0) + 1


def _move_channel(project: Project, release: int) -> int:
    """Point the live channel at a release and return the channel's new sequence; one atomic write, so sequences only rise."""
    channels = database(project.ref)[collections.CHANNELS]
    target = {"release": release, "updated_at": timezone.now()}
    for _attempt in range(MAX_ATTEMPTS):
        head: dict[str, Any] | None = channels.find_one_and_update(
            {"_id": LIVE}, {"$set": target, "$inc": {"sequence": 1}}, return_document=ReturnDocument.AFTER
        )
        if head is not None:
            return int(head["sequence"])
        # No upsert: of two at once one server refuses the second and the embedded one answers it with nothing.
        with suppress(DuplicateKeyError):
            channels.insert_one({"_id": LIVE, **target, "sequence": 1})
            return 1
    raise ReleaseError("The live channel could not be moved. Try again.")


def rollback(actor: Actor, project: Project, *, to: int) -> Published:
    """Make release `to` live again, with a higher sequence; drafts and releases stay as they are.

    Raises `Forbidden`, `Absent`, and `ReleaseError` if there is no such release or it is live already.
    """
    authorise(actor, project, "publish")
    held = database(project.ref)
    if to > MAX_NUMBER or held[collections.RELEASES].find_one({"_id": to}, {"_id": 1}) is None:
        raise ReleaseError(f"There is no release {to} in this project.")
    head = held[collections.CHANNELS].find_one({"_id": LIVE})
    if head is not None and head["release"] == to:
        raise ReleaseError(f"Release {to} is live already.")
    sequence = _move_channel(project, to)
    trail.note(project.ref, actor, action="release.rolled_back", subject=str(to), sequence=sequence)
    bus.announce_head(project.ref, LIVE, to, sequence)
    return Published(to, sequence)
