"""What a release would hold, read once, and everything that speaks against it."""

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

from omnia.dialogue.canonical import content_hash
from omnia.dialogue.compile import CompileError, compile_program
from omnia.dialogue.lint import Finding
from omnia.dialogue.locale_names import locale_name
from omnia.dialogue.positions import FIELD, placed
from omnia.dialogue.references import acquired_templates
from omnia.dialogue.simulate import TestResult, run_flow_tests, run_template_tests
from omnia.mongo.clusters import database
from tenants.actions.editing import HEADS, Body, check
from tenants.control.models import Project
from tenants.project.versions import get_bodies

MAX_REMEMBERED = 2_000
"""Contents whose findings a process remembers, the ones asked for last."""
MAX_FINDINGS = 50
"""Findings of a content that is remembered; what has more is worked on and changes soon."""

REMEMBERED: OrderedDict[tuple[str, ...], tuple[Finding, ...]] = OrderedDict()
_lock = threading.Lock()

FALLS_BACK = "text_falls_back"
"""The code of a finding on a spoken text that an enabled language lacks."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The drafts as they were read once: what is checked and what is released are the same."""

    manifest: dict[str, dict[str, Any]]
    """What the release document says of each template and flow, the hash of its body included."""
    templates: dict[str, Body]
    flows: dict[str, Body]
    versions: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """The version of each draft, by kind and key."""
    heads: Mapping[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    """The head of each draft as it is stored, by kind and key."""

    @property
    def digest(self) -> str:
        """A short name of this state of the drafts, to tell whether it is the one that a person has seen."""
        return digest_of(self.manifest)


def digest_of(manifest: Mapping[str, Any]) -> str:
    """The name of a state of the drafts, by what a release would say of them."""
    return content_hash(manifest)[:16]


@dataclass(frozen=True, slots=True)
class ReleaseFinding:
    """One finding, with the document it is about."""

    document: Literal["template", "flow"]
    key: str
    finding: Finding

    @property
    def blocks(self) -> bool:
        """Whether it keeps the drafts from being released, whatever the publisher says."""
        return self.finding.severity == "error"

    @property
    def lacks_text(self) -> bool:
        """Whether callers in one language would hear another: this needs the publisher's word."""
        return self.finding.code == FALLS_BACK


def read_drafts(project: Project) -> Snapshot:
    """Read the heads of all templates and flows, and the bodies that they name."""
    templates, flows = _heads(project, "template"), _heads(project, "flow")
    bodies = get_bodies(project.ref, (row["hash"] for row in (*templates, *flows)))
    heads = {("template", row["_id"]): row for row in templates} | {("flow", row["_id"]): row for row in flows}
    return Snapshot(
        _manifest(templates, flows),
        {row["_id"]: bodies[row["hash"]] for row in templates},
        {row["_id"]: placed(bodies[row["hash"]], row.get(FIELD)) for row in flows},
        {place: head["version"] for place, head in heads.items()},
        heads,
    )


def drafts_digest(project: Project) -> str:
    """The name of the state that the drafts are in now; no body is read for it."""
    return digest_of(draft_manifest(project))


def draft_manifest(project: Project) -> dict[str, dict[str, Any]]:
    """What a release of the drafts as they are now would say of them; no body is read for it."""
    return _manifest(_heads(project, "template"), _heads(project, "flow"))


def _manifest(templates: list[dict[str, Any]], flows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        "templates": {row["_id"]: {name: row[name] for name in ("hash", "label", "kind")} for row in templates},
        "flows": {row["_id"]: {name: row[name] for name in ("hash", "label")} for row in flows},
    }


def _heads(project: Project, document: str) -> list[dict[str, Any]]:
    return list(database(project.ref)[HEADS[document]].find({"deleted": {"$ne": True}}, sort=[("_id", 1)]))


def check_drafts(project: Project, drafts: Snapshot) -> list[ReleaseFinding]:
    """Everything that speaks against releasing these drafts, and all advice: lint, compilation, the documents' own tests.

    What was found of a document is remembered for its content, so that only what changed is checked again.
    """
    hashes = {key: str(head["hash"]) for key, head in drafts.manifest["templates"].items()}
    rows: list[ReleaseFinding] = []
    for key in drafts.templates:
        found = _once(project, (hashes[key],), partial(_on_template, project, drafts, key))
        rows += [ReleaseFinding("template", key, finding) for finding in found]
    for key, body in drafts.flows.items():
        used = [f"{name}={hashes.get(name, '')}" for name in sorted(acquired_templates(body))]
        content = (str(drafts.manifest["flows"][key]["hash"]), *used)
        rows += [
            ReleaseFinding("flow", key, finding) for finding in _once(project, content, partial(_on_flow, project, drafts, key))
        ]
    return rows


def _once(project: Project, content: tuple[str, ...], check_it: Callable[[], list[Finding]]) -> tuple[Finding, ...]:
    """What was found of this content in these languages, by whichever project: it says nothing that the content does not."""
    name = (*content, *project.locales, project.default_locale)
    with _lock:
        held = REMEMBERED.get(name)
        if held is not None:
            REMEMBERED.move_to_end(name)
            return held
    found = tuple(check_it())
    if len(found) <= MAX_FINDINGS:
        with _lock:
            REMEMBERED[name] = found
            while len(REMEMBERED) > MAX_REMEMBERED:
                REMEMBERED.popitem(last=False)
    return found


def missing_texts(findings: list[ReleaseFinding]) -> dict[str, int]:
    """How many spoken texts each enabled language lacks, by locale."""
    return dict(sorted(Counter(row.finding.locale for row in findings if row.lacks_text).items()))


def _on_template(project: Project, drafts: Snapshot, key: str) -> list[Finding]:
    body = drafts.templates[key]
    findings = check(project, "template", body)
    if not _has_error(findings):
        findings += _compile_findings(project, {"template": body, "templates": drafts.templates})
    if not _has_error(findings):
        findings += _failed_tests(body, run_template_tests(body, locales=project.locales))
    return findings


def _on_flow(project: Project, drafts: Snapshot, key: str) -> list[Finding]:
    body = drafts.flows[key]
    findings = check(project, "flow", body, templates=drafts.templates)
    if not _has_error(findings):
        findings += _compile_findings(project, {"flow": body, "templates": drafts.templates})
    if not _has_error(findings):
        findings += _failed_tests(body, run_flow_tests(body, drafts.templates, locales=project.locales))
    return findings


def _has_error(findings: list[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)


def _compile_findings(project: Project, documents: Mapping[str, Any]) -> list[Finding]:
    findings = []
    for locale in project.locales:
        try:
            compile_program(**documents, locale=locale, default_locale=project.default_locale)
        except CompileError as error:
            message = f"In {locale_name(locale)}: {error}"
            findings.append(Finding(path="", code="compile", severity="error", message=message, locale=locale))
    return findings


def _failed_tests(body: Body, results: list[TestResult]) -> Iterator[Finding]:
    places = {test.get("id"): place for place, test in enumerate(body.get("tests", []))}
    for result in results:
        if not result.passed:
            message = f"The test “{result.id}” fails: {result.message}"
            yield Finding(path=f"/tests/{places.get(result.id, 0)}", code="test", severity="error", message=message)
