"""Publishing a release and moving the live channel, forward or back."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from django.utils import timezone
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from omnia.dialogue.compile import CompileError, compile_program
from omnia.dialogue.lint import Finding
from omnia.dialogue.simulate import run_flow_tests, run_template_tests
from omnia.infra import bus
from omnia.infra.audit import Actor
from omnia.mongo.clusters import database
from tenants.access import authorise
from tenants.actions import trail
from tenants.actions.editing import HEADS, Body, check, draft_bodies
from tenants.control.models import Project
from tenants.project import collections

LIVE = "live"
MAX_ATTEMPTS = 20


class ReleaseError(Exception):
    """A release that cannot be made or moved to; the sentence says why."""


@dataclass(frozen=True, slots=True)
class ReleaseFinding:
    """One finding, with the document it is about."""

    document: Literal["template", "flow"]
    key: str
    finding: Finding


class NotPublishable(ReleaseError):  # noqa: N818
    """The drafts have problems; `findings` lists all of them at once, with their places."""

    def __init__(self, findings: list[ReleaseFinding]) -> None:
        errors = [row for row in findings if row.finding.severity == "error"]
        first = errors[0]
        super().__init__(
            f"{len(errors)} problems must be mended before publishing. "
            f"The first, in {first.document} “{first.key}” at {first.finding.path}: {first.finding.message}"
        )
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Published:
    """Where a channel points after a change."""

    release: int
    sequence: int


def check_release(project: Project) -> list[ReleaseFinding]:
    """Everything that speaks against publishing the drafts, and all advice: lint, compilation, and the documents' own tests."""
    templates, flows = draft_bodies(project, "template"), draft_bodies(project, "flow")
    return [*_template_findings(project, templates), *_flow_findings(project, flows, templates)]


def _has_error(findings: list[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)


def _template_findings(project: Project, templates: dict[str, Body]) -> Iterator[ReleaseFinding]:
    for key, body in templates.items():
        findings = check(project, "template", body)
        if not _has_error(findings):
            findings += _compile_findings(project, {"template": body, "templates": templates})
        if not _has_error(findings):
            tests = run_template_tests(body, locales=project.locales)
            findings += [_failed_test(body, result) for result in tests if not result.passed]
        yield from (ReleaseFinding("template", key, finding) for finding in findings)


def _flow_findings(project: Project, flows: dict[str, Body], templates: dict[str, Body]) -> Iterator[ReleaseFinding]:
    for key, body in flows.items():
        findings = check(project, "flow", body)
        if not _has_error(findings):
            findings += _compile_findings(project, {"flow": body, "templates": templates})
        if not _has_error(findings):
            tests = run_flow_tests(body, templates, locales=project.locales)
            findings += [_failed_test(body, result) for result in tests if not result.passed]
        yield from (ReleaseFinding("flow", key, finding) for finding in findings)


def _compile_findings(project: Project, documents: dict[str, Any]) -> list[Finding]:
    findings = []
    for locale in project.locales:
        try:
            compile_program(**documents, locale=locale, default_locale=project.default_locale)
        except CompileError as error:
            findings.append(Finding(path="", code="compile", severity="error", message=f"In {locale}: {error}"))
    return findings


def _failed_test(body: Body, result: Any) -> Finding:
    index = next((place for place, test in enumerate(body.get("tests", [])) if test.get("id") == result.id), 0)
    return Finding(
        path=f"/tests/{index}", code="test", severity="error", message=f"The test “{result.id}” fails: {result.message}"
    )


def publish(actor: Actor, project: Project, *, note: str = "") -> Published:
    """Freeze the drafts as the next release and make it live.

    The release is written first and the channel moved second, so a crash in between leaves a release that is merely not live.

    Raises:
        Forbidden, Absent: the actor may not.
        NotPublishable: the drafts have problems.
    """
    authorise(actor, project, "publish")
    findings = check_release(project)
    if any(row.finding.severity == "error" for row in findings):
        raise NotPublishable(findings)
    number = _write_release(actor, project, note)
    sequence = _move_channel(project, number)
    trail.note(project.ref, actor, action="release.published", subject=str(number), sequence=sequence)
    bus.announce_head(project.ref, LIVE, number, sequence)
    return Published(number, sequence)


def _manifest(project: Project) -> dict[str, Any]:
    held = database(project.ref)
    templates = {
        row["_id"]: {"hash": row["hash"], "label": row["label"], "kind": row["kind"]}
        for row in held[HEADS["template"]].find({"deleted": {"$ne": True}}, sort=[("_id", 1)])
    }
    flows = {
        row["_id"]: {"hash": row["hash"], "label": row["label"]}
        for row in held[HEADS["flow"]].find({"deleted": {"$ne": True}}, sort=[("_id", 1)])
    }
    return {"templates": templates, "flows": flows}


def _write_release(actor: Actor, project: Project, note: str) -> int:
    """Write the release under the next free number; of two publishers at once the second takes the number after."""
    releases = database(project.ref)[collections.RELEASES]
    content = {
        "manifest": _manifest(project),
        "locales": project.locales,
        "default_locale": project.default_locale,
        "region": project.region,
        "note": note.strip()[:300],
        "author": str(actor),
        "at": timezone.now(),
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
    if held[collections.RELEASES].find_one({"_id": to}, {"_id": 1}) is None:
        raise ReleaseError(f"There is no release {to} in this project.")
    head = held[collections.CHANNELS].find_one({"_id": LIVE})
    if head is not None and head["release"] == to:
        raise ReleaseError(f"Release {to} is live already.")
    sequence = _move_channel(project, to)
    trail.note(project.ref, actor, action="release.rolled_back", subject=str(to), sequence=sequence)
    bus.announce_head(project.ref, LIVE, to, sequence)
    return Published(to, sequence)
