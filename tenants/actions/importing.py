"""Taking a project's documents in from files: told before it is done, and all of it or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Literal

from omnia.dialogue.canonical import content_hash, normalised
from omnia.dialogue.diff import Change, diff
from omnia.dialogue.lint import Finding, Looked, lint_flow, lint_template
from omnia.dialogue.references import acquired_templates
from omnia.infra.audit import Actor
from omnia.mongo.transactions import together
from tenants.access import authorise
from tenants.actions import trail
from tenants.actions.editing import (
    DocumentMissing,
    EditingError,
    StaleVersion,
    create_document,
    delete_document,
    finish_started,
    only_texts_differ,
    save_document,
)
from tenants.actions.locked import locked_findings, rules_in
from tenants.actions.release_check import ReleaseFinding, Snapshot, drafts_digest, read_drafts
from tenants.control.models import Project
from tenants.document_files import Body, Kind, Place
from tenants.project.versions import put_body

What = Literal["added", "changed", "unchanged", "deleted", "kept"]
ORDER: dict[What, int] = {"added": 0, "changed": 1, "deleted": 2}
"""Templates come before the flows that run them, and go after them."""


MAX_FINDINGS = 1_000
"""Problems after which nothing more is looked at; nobody mends more at once."""
MAX_RUNS = 100_000
"""Templates that all flows which are looked at run, each counted once for every flow that runs it."""


class ImportRefused(EditingError):  # noqa: N818
    """Documents that would be left with errors; nothing was written. `findings` lists all of them with their places."""

    def __init__(self, findings: list[ReleaseFinding]) -> None:
        first = findings[0]
        place = f"{first.document} “{first.key}” at {first.finding.path or '/'}"
        super().__init__(f"Nothing was imported. {len(findings)} problems; the first, in {place}: {first.finding.message}")
        self.findings = findings


class DraftsMoved(EditingError):  # noqa: N818
    """The drafts are in another state than the one that the import was made for."""

    def __init__(self) -> None:
        super().__init__("The drafts have changed since they were looked at. Nothing was imported: export again, and merge.")


@dataclass(frozen=True, slots=True)
class Planned:
    """What an import makes of one document; `kept` is one that the files do not have and that is left alone."""

    document: Kind
    key: str
    what: What
    base_version: int
    """Its version now; 0 for a new one."""
    changes: tuple[Change, ...]
    body: Body | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do, by document, and what speaks against it."""

    rows: tuple[Planned, ...]
    findings: tuple[ReleaseFinding, ...]
    draft: str
    """The state of the drafts that it was made for."""
    after: str = ""
    """The state that it left them in, once it is done."""

    @property
    def writes(self) -> list[Planned]:
        """The rows that change something, in the order in which they are written."""
        chosen = [row for row in self.rows if row.what in ORDER]
        return sorted(chosen, key=lambda row: (ORDER[row.what], (row.document == "flow") != (row.what == "deleted"), row.key))


def plan_import(project: Project, documents: Mapping[Place, Body], *, delete_missing: bool = False) -> Plan:
    """What importing documents would change, without changing anything.

    Args:
        project: whose drafts.
        documents: the documents of the files.
        delete_missing: whether documents that the files do not have are taken out of the drafts.
    """
    drafts = read_drafts(project)
    held: dict[Place, Body] = {("template", key): body for key, body in drafts.templates.items()}
    held |= {("flow", key): body for key, body in drafts.flows.items()}
    sent = {place: normalised(body) for place, body in documents.items()}
    rows = [
        _planned(drafts, place, held.get(place), sent.get(place), delete_missing=delete_missing)
        for place in sorted({*held, *sent})
    ]
    result = {place: body for place, body in (held | sent).items() if not (delete_missing and place not in sent)}
    return Plan(tuple(rows), tuple(islice(_findings(project, rows, held, result), MAX_FINDINGS)), drafts.digest)


def _planned(drafts: Snapshot, place: Place, held: Body | None, sent: Body | None, *, delete_missing: bool) -> Planned:
    kind, key = place
    version = drafts.versions.get(place, 0)
    if sent is None:
        return Planned(kind, key, "deleted" if delete_missing else "kept", version, (), None)
    if held is None:
        return Planned(kind, key, "added", 0, (), sent)
    if content_hash(held) == content_hash(sent):
        return Planned(kind, key, "unchanged", version, (), None)
    return Planned(kind, key, "changed", version, tuple(diff(held, sent)), sent)


def _findings(
    project: Project, rows: Sequence[Planned], held: Mapping[Place, Body], result: Mapping[Place, Body]
) -> Iterable[ReleaseFinding]:
    """The errors of what would be written, and of the flows that run a template which would be written or go."""
    touched = {(row.document, row.key) for row in rows if row.what in ORDER}
    moved = {key for kind, key in touched if kind == "template"}
    templates = {key: body for (kind, key), body in result.items() if kind == "template"}
    looked: dict[str, Looked] = {}
    runs = 0
    for row in rows:
        yield from _locked(project, row, held.get((row.document, row.key)))
    for (kind, key), body in result.items():
        if (kind, key) not in touched and not (kind == "flow" and acquired_templates(body) & moved):
            continue
        found = [finding for finding in _checked(project, kind, body, templates, looked) if finding.severity == "error"]
        yield from (ReleaseFinding(kind, key, finding) for finding in found)
        # Of a body without its shape nothing can be said.
        if kind == "flow" and not any(finding.code == "shape" for finding in found):
            runs += len(acquired_templates(body))
        if runs > MAX_RUNS:
            yield ReleaseFinding(kind, key, TOO_MANY_RUNS)
            return


TOO_MANY_RUNS = Finding(
    "",
    "size",
    "error",
    f"The flows of one import run {MAX_RUNS:,} templates at most, counted once for each flow. Import in parts.",
)


def _locked(project: Project, row: Planned, held: Body | None) -> Iterable[ReleaseFinding]:
    """What a file changes of what the catalogue alone decides on."""
    if row.what != "changed" or held is None or row.body is None:
        return ()
    found = locked_findings(rules_in(project, row.document, row.key, held), held, row.body)
    return (ReleaseFinding(row.document, row.key, finding) for finding in found)


def _checked(project: Project, kind: Kind, body: Body, templates: Mapping[str, Body], looked: dict[str, Looked]) -> list[Finding]:
    languages: dict[str, Any] = {"locales": project.locales, "default_locale": project.default_locale}
    if kind == "template":
        return lint_template(body, **languages)
    return lint_flow(body, templates=templates, looked=looked, **languages)


def import_documents(
    actor: Actor,
    project: Project,
    documents: Mapping[Place, Body],
    *,
    delete_missing: bool = False,
    message: str = "",
    seen: str = "",
) -> Plan:
    """Make the drafts what the documents say, each as a new version, all of them or none; what is live stays as it is.

    Args:
        actor: who imports; needs what saving each of the documents needs.
        project: whose drafts.
        documents: the documents of the files.
        delete_missing: whether documents that the files do not have are taken out of the drafts.
        message: what the versions say of themselves.
        seen: the state of the drafts that the files were made from (`Plan.draft`); another one is not written over.

    Raises:
        Forbidden, Absent: the actor may not.
        DraftsMoved: the drafts are in another state than `seen`, or somebody saved meanwhile.
        ImportRefused: documents would be left with errors.
        TransactionsMissing: the database server cannot change several documents together.

    Returns:
        What was done, with the state that the drafts were left in, whatever became of them since.
    """
    authorise(actor, project, "edit_texts")
    # What is finished inside the transaction would be taken back with it.
    finish_started(project)
    plan = plan_import(project, documents, delete_missing=delete_missing)
    if seen and seen != plan.draft:
        raise DraftsMoved
    if plan.findings:
        raise ImportRefused(list(plan.findings))
    if not plan.writes:
        return replace(plan, after=plan.draft)
    _authorise_all(actor, project, plan)
    for row in plan.writes:
        # Named by their content, so that they may be there before anything names them: the transaction is the shorter.
        if row.body is not None:
            put_body(project.ref, row.body)
    return replace(plan, after=together(project.ref, lambda: _write(actor, project, plan, message)))


def _authorise_all(actor: Actor, project: Project, plan: Plan) -> None:
    held = read_drafts(project)
    bodies: dict[Place, Body] = {("template", key): body for key, body in held.templates.items()}
    bodies |= {("flow", key): body for key, body in held.flows.items()}
    texts_alone = all(
        row.what == "changed" and only_texts_differ(bodies.get((row.document, row.key)), row.body) for row in plan.writes
    )
    authorise(actor, project, "edit_texts" if texts_alone else "edit_templates")


def _write(actor: Actor, project: Project, plan: Plan, message: str) -> str:
    """Write what is planned, inside a transaction; returns the state that the drafts are in then."""
    if drafts_digest(project) != plan.draft:
        raise DraftsMoved
    try:
        for row in plan.writes:
            _write_row(actor, project, row, message)
    except (StaleVersion, DocumentMissing) as error:
        raise DraftsMoved from error
    counts = {what: sum(row.what == what for row in plan.rows) for what in ORDER}
    trail.note(project.ref, actor, action="documents.imported", subject=plan.draft, **counts)
    return drafts_digest(project)


def _write_row(actor: Actor, project: Project, row: Planned, message: str) -> None:
    # The plan looked at all documents as they will be, and had no errors; a transaction has no time to look again.
    said = message or "Imported from files"
    if row.what == "deleted":
        delete_document(actor, project, row.document, row.key, base_version=row.base_version, is_unused=True)
    elif row.body is not None and row.what == "added":
        create_document(actor, project, row.document, row.body, message=said, findings=[])
    elif row.body is not None:
        save_document(actor, project, row.document, row.key, row.body, base_version=row.base_version, message=said, findings=[])
