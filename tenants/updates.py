"""What the factory offers a project's copies, and what taking it would make of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from django.utils import timezone

from omnia.dialogue.change_class import ChangeClass, classify
from omnia.dialogue.compile import CompileError, compile_program
from omnia.dialogue.diff import Change, diff
from omnia.dialogue.lint import Finding
from omnia.dialogue.merge import Conflict, Decision, rules_of, three_way
from omnia.dialogue.positions import FIELD as LAYOUT
from omnia.dialogue.positions import placed
from omnia.dialogue.provenance import noted
from omnia.dialogue.simulate import run_flow_tests, run_template_tests
from omnia.documents.writers import FieldWriters
from omnia.mongo.clusters import database
from tenants import sync
from tenants.actions.editing import HEADS, check, draft_bodies
from tenants.control.models import Project
from tenants.origins import offered_version
from tenants.project import provenance
from tenants.project.versions import get_bodies

Body = dict[str, Any]
Head = Mapping[str, Any]
Document = Literal["template", "flow"]
DOCUMENTS: tuple[Document, ...] = ("template", "flow")


class NoUpdate(LookupError):  # noqa: N818
    """The factory offers nothing for this document; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A version of the factory that a copy has not taken."""

    document: Document
    key: str
    label: Mapping[str, str]
    taken: int
    """The factory's version that the copy took last."""
    offered: int
    note: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A copy whose project does not want what the factory has now: it declined the version, or stays at another one."""

    document: Document
    key: str
    label: Mapping[str, str]
    taken: int
    published: int
    declined: int | None
    pinned: int | None


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A published document of the project's industries that the project never had."""

    document: Document
    key: str
    label: Mapping[str, str]
    version: int
    missing: tuple[str, ...]
    """Templates that a flow runs and that the project lacks; it can be added after them."""


@dataclass(frozen=True, slots=True)
class Orphan:
    """A copy whose original the factory has deprecated or does not have any more; it goes on living."""

    document: Document
    key: str
    label: Mapping[str, str]
    successor: str
    """Key of what takes its place; empty if nothing does."""
    has_successor: bool
    """Whether the project has that already."""


@dataclass(frozen=True, slots=True)
class Merge:
    """An offer merged into a copy's draft, and the three documents that it was made from.

    `base_version` is the draft that it was made from. `safe` are the changes that the copy would get; of each conflict that is
    not decided it keeps its own side.
    """

    offer: Offer
    base_version: int
    base: Body
    ours: Body
    theirs: Body
    body: Body
    change_class: ChangeClass
    safe: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Preview(Merge):
    """What taking an offer makes of a copy, made by the code that saves it; `findings` speak of the merged document."""

    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Whether the merged document can be saved: it has no errors and passes its own tests."""
        return not any(finding.severity == "error" for finding in self.findings)


def offers(project: Project) -> list[Offer]:
    """All versions that the project's copies may take, by document and key; deprecated documents offer none."""
    return [offer for document in DOCUMENTS for offer in _offers(project, document)]


def offer_for(project: Project, document: str, key: str) -> Offer | None:
    """The version that one copy may take; None if there is none, or no such copy."""
    return next((offer for kind in DOCUMENTS if kind == document for offer in _offers(project, kind, key)), None)


def _offers(project: Project, document: Document, key: str | None = None) -> list[Offer]:
    found = []
    for row, seen in _copies(project, document, key):
        if version := offered_version(row["origin"], seen.version, seen.withdrawn):
            found.append((row, (row["origin"]["factory_key"], version)))
    notes = sync.version_notes(document, {version for _row, version in found})
    return [
        Offer(document, row["_id"], row["label"], row["origin"]["version"], version[1], notes.get(version, ""))
        for row, version in found
    ]


def set_aside(project: Project) -> list[SetAside]:
    """The copies that are pinned, and those that declined what the factory has now."""
    found = []
    copies = [(document, *copy) for document in DOCUMENTS for copy in _copies(project, document)]
    for document, row, seen in copies:
        origin, published = row["origin"], seen.version
        declined, pinned = origin.get("declined"), origin.get("pinned")
        held_back = published > origin["version"] and declined == published
        if pinned is not None or held_back:
            declined = declined if held_back else None
            found.append(SetAside(document, row["_id"], row["label"], origin["version"], published, declined, pinned))
    return found


def _copies(project: Project, document: Document, key: str | None = None) -> Iterator[tuple[Head, sync.Seen]]:
    """The heads of the copies whose originals are published and not deprecated, with what the project sees of these.

    With a key: of that copy alone.
    """
    only = {} if key is None else {"_id": key}
    rows = database(project.ref)[HEADS[document]].find({**only, "deleted": {"$ne": True}}, sort=[("_id", 1)])
    copies = [row for row in rows if row.get("origin")]
    originals = None if key is None else [row["origin"]["factory_key"] for row in copies]
    published = sync.published_versions(document, project.pk, originals) if copies else {}
    for row in copies:
        seen = published.get(row["origin"]["factory_key"], sync.NOTHING)
        if not seen.deprecated:
            yield row, seen


def orphans(project: Project) -> list[Orphan]:
    """The copies whose original is deprecated or not there any more, by document and key."""
    found = []
    for document in DOCUMENTS:
        gone, published = sync.successors(document), sync.published_versions(document, project.pk)
        rows = list(database(project.ref)[HEADS[document]].find({"deleted": {"$ne": True}}, sort=[("_id", 1)]))
        held = {row["_id"] for row in rows}
        for row in rows:
            if not row.get("origin"):
                continue
            origin = row["origin"]["factory_key"]
            successor = gone.get(origin, "")
            if origin in gone or origin not in published:
                found.append(Orphan(document, row["_id"], row["label"], successor, successor in held))
    return found


def new_documents(project: Project) -> list[NewDocument]:
    """What the factory has for the project's industries and the project never had; what it deleted is not offered again."""
    held = {
        document: {row["_id"] for row in database(project.ref)[HEADS[document]].find({}, {"_id": 1})} for document in DOCUMENTS
    }
    found = []
    for document in DOCUMENTS:
        for row in sync.available(document, project.industries, project.pk):
            if row.key not in held[document]:
                missing = tuple(sorted(row.runs - held["template"]))
                found.append(NewDocument(document, row.key, row.label, row.version, missing))
    return found


def has_copy(project: Project, document: str, key: str) -> bool:
    """Whether the project has a copy of a catalogue document under this key."""
    return document in HEADS and copy_head(project, "flow" if document == "flow" else "template", key) is not None


def merge(project: Project, offer: Offer, decisions: Mapping[str, Decision] | None = None) -> Merge:
    """Merge an offer into the draft of a copy, without writing anything; raises `NoUpdate` when either has gone meanwhile."""
    head = copy_head(project, offer.document, offer.key)
    if head is None:
        raise NoUpdate(f"This project has no copy of the {offer.document} “{offer.key}”.")
    original = sync.original(offer.document, head["origin"]["factory_key"], offer.offered)
    if original is None:
        raise NoUpdate(f"The factory has no version {offer.offered} of the {offer.document} “{offer.key}” any more.")
    return _merged(project, head, offer, original.body, decisions)


def copy_head(project: Project, document: Document, key: str) -> Head | None:
    """The head of a copy of a catalogue document; None if the project has none, or one of its own."""
    head = database(project.ref)[HEADS[document]].find_one({"_id": key, "deleted": {"$ne": True}})
    return head if head is not None and head.get("origin") else None


def _merged(project: Project, head: Head, offer: Offer, theirs: Body, decisions: Mapping[str, Decision] | None = None) -> Merge:
    bodies = get_bodies(project.ref, (head["hash"], head["origin"]["hash"]))
    ours, base = placed(bodies[head["hash"]], head.get(LAYOUT)), bodies[head["origin"]["hash"]]
    merged = three_way(base, ours, theirs, rules=rules_of(theirs), decisions=decisions)
    return Merge(
        offer=offer,
        base_version=head["version"],
        base=base,
        ours=ours,
        theirs=theirs,
        body=merged.document,
        change_class=_class_of_offer(head["origin"], offer) or classify(base, theirs),
        safe=tuple(diff(ours, merged.document)),
        conflicts=merged.conflicts,
    )


def _class_of_offer(origin: Mapping[str, Any], offer: Offer) -> ChangeClass | None:
    """What the factory's staff said of the versions that the copy would go through; None if they did not of all."""
    return sync.declared_class(offer.document, origin["factory_key"], origin["version"], offer.offered)


def preview(project: Project, offer: Offer, decisions: Mapping[str, Decision] | None = None) -> Preview:
    """Merge an offer like `merge`, and say whether the result may be saved."""
    return _previewed(project, merge(project, offer, decisions))


def writers_after(project: Project, merged: Merge, by: str) -> FieldWriters:
    """Who will have written the fields of a copy once an offer is taken, as the save would note it; raises `NoUpdate`.

    Args:
        project: whose copy it is.
        merged: the offer as it would be taken.
        by: who would take it, and so write what they decided anew.
    """
    head = copy_head(project, merged.offer.document, merged.offer.key)
    if head is None:
        raise NoUpdate(f"This project has no copy of the {merged.offer.document} “{merged.offer.key}”.")
    held, at = provenance.notes_of(project.ref, head, merged.ours), provenance.moment(timezone.now())
    notes = noted(held, merged.ours, merged.body, original=merged.theirs, by=by, at=at)
    return FieldWriters(merged.body, notes, merged.offer.offered)


def preview_of_draft(project: Project, head: Head, offer: Offer, theirs: Body) -> Preview:
    """The same for what the factory has not published: the offer that it would be, merged into the copy of this head."""
    return _previewed(project, _merged(project, head, offer, theirs))


def _previewed(project: Project, merged: Merge) -> Preview:
    held = {field.name: getattr(merged, field.name) for field in fields(merged)}
    return Preview(**held, findings=tuple(_findings(project, merged.offer.document, merged.body)))


def _findings(project: Project, document: Document, body: Body) -> list[Finding]:
    """What lint, the compiler and the document's own tests say of it."""
    findings = check(project, document, body)
    if any(finding.severity == "error" for finding in findings):
        return findings
    templates = draft_bodies(project, "template") if document == "flow" else {}
    compiled: dict[str, Any] = {document: body, "templates": templates}
    try:
        for locale in project.locales:
            compile_program(**compiled, locale=locale, default_locale=project.default_locale)
    except CompileError as error:
        return [*findings, Finding(path="", code="compile", severity="error", message=str(error))]
    results = (
        run_template_tests(body, locales=project.locales)
        if document == "template"
        else run_flow_tests(body, templates, locales=project.locales)
    )
    failed = [result for result in results if not result.passed]
    return [*findings, *(Finding("/tests", "test", "error", f"The test “{each.id}” fails: {each.message}") for each in failed)]
