"""What a draft of the factory would make of one project's copy, by the code that projects take updates with."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from fleet.projects import is_gone
from omnia.mongo.clusters import database
from omnia.mongo.context import bind
from tenants import updates
from tenants.actions.editing import HEADS
from tenants.control.models import Project, ProjectStatus
from tenants.origins import offered_version
from tenants.project import collections, passing_by
from tenants.project.versions import has_bodies
from tenants.updates import Document, Head, Offer, Preview

Body = dict[str, Any]
State = Literal["merged", "current", "pinned", "ignored", "no_copy", "not_ready", "unreadable"]
"""`merged`: it would be offered the draft. `not_ready`: being set up, in need of attention, or to be upgraded; not read."""

MAX_PLACES = 200
"""Conflicts of one project that are listed; all are counted."""

REMEMBERED = 512
"""Merges that are remembered: copies that nobody changed are all merged alike."""


class Verdict(msgspec.Struct, frozen=True):
    """What a merge comes to. Places are addresses in the factory's documents: they hold nothing that a project wrote."""

    conflicts: int = 0
    places: tuple[str, ...] = ()
    failed_tests: int = 0
    errors: int = 0
    """Other reasons for which the result could not be saved: rules that it breaks, or a language in which it does not compile."""

    @property
    def is_sound(self) -> bool:
        """Whether it could be taken with its conflicts kept as they are."""
        return not self.failed_tests and not self.errors


class Outcome(msgspec.Struct, frozen=True):
    """How the draft stands to one project."""

    project: str
    name: str
    state: State
    verdict: Verdict = Verdict()
    declined_last: bool = False
    """It did not want the version that is published now; it is offered the next one all the same."""
    reason: str = ""
    """Why a project could not be read, as the name of an error."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The draft that is merged, and the version that it would be published as."""

    document: Document
    key: str
    hash: str
    body: Body
    next_version: int
    published: int


class DryRun:
    """Merges one draft into the copies of any number of projects, without writing anything.

    A merge depends on nothing but the three documents, the project's languages and, for a flow, its templates: of projects in
    which these are the same one is merged and the others are told the same.
    """

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self._known: OrderedDict[tuple[Any, ...], Verdict] = OrderedDict()

    def look(self, project: Project) -> Outcome | None:
        """How the draft stands to a project; None if it has been erased meanwhile. What fails in one project is its outcome."""
        if project.status != ProjectStatus.ACTIVE:
            return Outcome(project.pk, project.name, "not_ready")
        try:
            with bind(project.ref):
                if passing_by.is_passed_by(project.ref):
                    return Outcome(project.pk, project.name, "not_ready")
                found = self._look(project)
        except Exception as error:  # noqa: BLE001  # whatever is wrong with one project stops no other
            found = Outcome(project.pk, project.name, "unreadable", reason=type(error).__name__)
        if found.state in ("no_copy", "unreadable") and not _has_settings(project) and is_gone(project):
            return None
        return found

    def _look(self, project: Project) -> Outcome:
        subject = self.subject
        head = updates.copy_head(project, subject.document, subject.key)
        if head is None:
            return Outcome(project.pk, project.name, "no_copy")
        origin = head["origin"]
        declined = (origin.get("declined") or 0) >= max(subject.published, 1)
        if offered_version(origin, subject.next_version) != subject.next_version:
            return Outcome(project.pk, project.name, _why_not(origin, subject.next_version), declined_last=declined)
        return Outcome(project.pk, project.name, "merged", self._verdict(project, head), declined)

    def _verdict(self, project: Project, head: Head) -> Verdict:
        languages = (tuple(project.locales), project.default_locale)
        known = (head["hash"], head["origin"]["hash"], languages, self._templates(project))
        if known in self._known and has_bodies(project.ref, known[:2]):
            self._known.move_to_end(known)
            return self._known[known]
        subject = self.subject
        offer = Offer(subject.document, subject.key, head["label"], head["origin"]["version"], subject.next_version, "")
        verdict = verdict_of(updates.preview_of_draft(project, head, offer, subject.body))
        self._known[known] = verdict
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return verdict

    def _templates(self, project: Project) -> tuple[tuple[str, str], ...]:
        """What a flow's merge depends on beside itself."""
        if self.subject.document == "template":
            return ()
        rows = database(project.ref)[HEADS["template"]].find({"deleted": {"$ne": True}}, {"hash": 1}, sort=[("_id", 1)])
        return tuple((row["_id"], row["hash"]) for row in rows)


def _has_settings(project: Project) -> bool:
    """Whether the project's database is there; this is asked before the registry, which is the longer way."""
    try:
        return database(project.ref)[collections.SETTINGS].find_one({"_id": "project"}, {"_id": 1}) is not None
    except Exception:  # noqa: BLE001  # it cannot be read, which is told already
        return False


def _why_not(origin: Mapping[str, Any], version: int) -> State:
    """Why a copy would not be offered a version."""
    if origin["version"] >= version:
        return "current"
    pinned = origin.get("pinned")
    return "pinned" if pinned is not None and pinned < version else "ignored"


def verdict_of(merged: Preview) -> Verdict:
    """What a merge comes to, without any of its texts."""
    wrong = [finding for finding in merged.findings if finding.severity == "error"]
    failed = sum(finding.code == "test" for finding in wrong)
    places = tuple(conflict.address for conflict in merged.conflicts[:MAX_PLACES])
    return Verdict(len(merged.conflicts), places, failed, len(wrong) - failed)
