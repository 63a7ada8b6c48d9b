"""Taking catalogue files in as drafts: what would become of each is told first, and nobody's work is replaced unasked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from django.utils.translation import gettext as _

from factory import sources, trail
from factory.actions import EDITORS, Body, CatalogueError, Kind, Staff, StaleDraft, check, create_draft, save_draft, set_industry
from factory.catalogue_files import INDUSTRIES, LAYOUT, Catalogue
from factory.drafts import MODELS
from factory.models import CatalogueDocument, CatalogueFile, DocumentStatus, Industry, Template
from factory.reviews import FIRST
from omnia.dialogue.canonical import content_hash
from omnia.dialogue.change_class import ChangeClass, classify
from omnia.dialogue.lint import lint_flow

Outcome = Literal["created", "changed", "unchanged", "conflict"]
OUTCOMES: tuple[Outcome, ...] = ("created", "changed", "unchanged", "conflict")
OF_FILES: tuple[str, ...] = ("template", "flow", "industry")
FROM_FILES = "From catalogue files"


@dataclass(frozen=True, slots=True)
class Planned:
    """What taking one file in would do. A conflict is a draft with work that the file does not know of: it is kept."""

    document: Literal["template", "flow", "industry"]
    key: str
    outcome: Outcome
    base_revision: int = 0
    """The draft that this is about."""
    change_class: ChangeClass | None = None
    errors: int = 0
    """What keeps it from being published."""
    refusal: str = ""
    """Why it cannot even become a draft, in a sentence; empty if it can."""
    base_hash: str = ""
    """Of an industry, which has no revisions: what it is called here."""

    @property
    def name(self) -> str:
        """What it is called where conflicts are decided."""
        return f"{self.document}:{self.key}"

    @property
    def seen(self) -> str:
        """Its name with the state here that this is about: who saw another state has not decided on this one."""
        return f"{self.name}@{self.base_hash or self.base_revision}"


def plan(catalogue: Catalogue, bases: Mapping[str, str]) -> list[Planned]:
    """What taking files in would do, document by document; nothing is written.

    Args:
        catalogue: what the files say.
        bases: what their documents said when they were exported, by name of file, as far as it is known.
    """
    lint = _Lint(catalogue)
    kept = dict(CatalogueFile.objects.values_list("id", "hash"))
    found = _planned_industries(catalogue, bases, kept.get(INDUSTRIES))
    heads = _heads(catalogue)
    for (document, key), body in catalogue.documents().items():
        name = LAYOUT.name(document, key)
        found.append(_planned(document, key, body, heads.get((document, key)), bases.get(name), kept.get(name), lint))
    return found


def _heads(catalogue: Catalogue) -> dict[tuple[str, str], CatalogueDocument]:
    """The documents that files are about, as they are here."""
    keys = {"template": list(catalogue.templates), "flow": list(catalogue.flows)}
    return {
        (document, row.key): row for document, model in MODELS.items() for row in model.objects.filter(key__in=keys[document])
    }


def held_bodies(planned: Collection[Planned]) -> dict[str, Body]:
    """What the documents that files would change say here, by the name of their plan."""
    changing = {kind: [each.key for each in planned if each.document == kind and each.outcome != "created"] for kind in OF_FILES}
    found = {
        f"{document}:{row.key}": row.draft
        for document, model in MODELS.items()
        for row in model.objects.filter(key__in=changing[document])
    }
    return found | {f"industry:{row.key}": row.label for row in Industry.objects.filter(key__in=changing["industry"])}


def _planned_industries(catalogue: Catalogue, bases: Mapping[str, str], kept: str | None) -> list[Planned]:
    labels = {row.key: row.label for row in Industry.objects.all()}
    is_as_taken_in = sources.industries_hash(labels) == kept
    found = []
    for key, label in catalogue.industries.items():
        held = content_hash(labels[key]) if key in labels else None
        base = bases.get(sources.industry_name(key))
        outcome = _outcome(content_hash(label), held, base, is_known=is_as_taken_in)
        found.append(Planned("industry", key, outcome, base_hash=held or ""))
    return found


def _outcome(wanted: str, held: str | None, base: str | None, *, is_known: bool) -> Outcome:
    """What becomes of what is held; `is_known` tells whether the file knows of it where nobody noted what was exported."""
    if held is None:
        return "created"
    if wanted in (held, base):
        # What the file says is what is said here, or was when it was exported: this side went on, and the file did not.
        return "unchanged"
    return "changed" if (held == base if base is not None else is_known) else "conflict"


def _planned(
    document: Kind, key: str, body: Body, row: CatalogueDocument | None, base: str | None, kept: str | None, lint: "_Lint"
) -> Planned:
    if row is None:
        errors, refusal = lint.found(document, body)
        return Planned(document, key, "created", 0, FIRST, errors, refusal)
    wanted = content_hash(body)
    held = wanted if wanted == row.draft_hash else sources.normal_hash(document, row.draft)
    outcome = _outcome(wanted, held, base, is_known=held == kept or row.status == DocumentStatus.PUBLISHED)
    if outcome == "unchanged":
        return Planned(document, key, outcome, row.revision)
    errors, refusal = lint.found(document, body)
    change_class = None if refusal else classify(row.draft, body)
    return Planned(document, key, outcome, row.revision, change_class, errors, refusal)


class _Lint:
    """What speaks against documents of files, whose flows run templates that come along or are there."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._coming = catalogue.templates

    @cached_property
    def _templates(self) -> dict[str, Body]:
        return dict(Template.objects.values_list("key", "draft")) | self._coming

    def found(self, document: Kind, body: Body) -> tuple[int, str]:
        """How many errors a document has, and why it cannot be a draft, if it cannot."""
        if document == "template":
            found = check(document, body)
        else:
            found = lint_flow(body, locales=sorted(body["label"]), templates=self._templates)
        errors = [finding for finding in found if finding.severity == "error"]
        return len(errors), next((finding.message for finding in errors if finding.code == "shape"), "")


def take_in(
    staff: Staff, catalogue: Catalogue, planned: Collection[Planned], *, replacing: Collection[str] = (), note: str = ""
) -> list[Planned]:
    """Take files in as drafts, as it was planned; done again after a kill, it goes on.

    Args:
        staff: who does it.
        catalogue: what the files say.
        planned: what would become of each.
        replacing: names of conflicts whose draft becomes what the file says.
        note: of each save.

    Returns:
        What became of each: `conflict` for what was kept, also since somebody saved it meanwhile.

    Raises:
        NotAllowed: the person is no editor.
        CatalogueError: one of them cannot be a draft; then none is taken in.
    """
    staff.require(EDITORS)
    for each in planned:
        if each.refusal and (each.outcome != "conflict" or each.name in replacing):
            raise CatalogueError(_("Nothing is taken in: “%(name)s” is refused.") % {"name": each.name} + f" {each.refusal}")
    done: list[Planned] = []
    try:
        for each in planned:
            done.append(_taken(staff, catalogue, each, each.name in replacing, note or FROM_FILES))  # noqa: PERF401
    finally:
        # Whatever stops it: of what was done is kept how it was written, and that it was done.
        sources.keep(_texts_of(catalogue, done))
        _tell(staff, done)
    return done


def _texts_of(catalogue: Catalogue, done: Collection[Planned]) -> dict[str, tuple[str, str]]:
    """What was taken in as it was written, by name of file; the industries if they are now what their file says."""
    documents = catalogue.documents()
    taken = {
        LAYOUT.name(each.document, each.key): (
            content_hash(documents[each.document, each.key]),
            catalogue.text(each.document, each.key),
        )
        for each in done
        if each.document != "industry" and each.outcome in ("created", "changed")
    }
    hashed = sources.industries_hash(catalogue.industries)
    if INDUSTRIES in catalogue.texts and hashed == sources.industries_hash(
        {row.key: row.label for row in Industry.objects.all()}
    ):
        taken[INDUSTRIES] = (hashed, catalogue.texts[INDUSTRIES])
    return taken


def _tell(staff: Staff, done: Collection[Planned]) -> None:
    counts = {outcome: sum(each.outcome == outcome for each in done) for outcome in OUTCOMES}
    if counts["created"] or counts["changed"]:
        told = {"created": counts["created"], "changed": counts["changed"], "kept": counts["conflict"]}
        trail.note(staff.actor, action="catalogue.files_taken", subject="catalogue", **told)


def _taken(staff: Staff, catalogue: Catalogue, planned: Planned, is_replaced: bool, note: str) -> Planned:
    if planned.outcome == "unchanged" or (planned.outcome == "conflict" and not is_replaced):
        return planned
    try:
        if planned.document == "industry":
            set_industry(staff, planned.key, catalogue.industries[planned.key], seen=planned.base_hash)
            return planned if planned.outcome == "created" else replace(planned, outcome="changed")
        body = catalogue.documents()[planned.document, planned.key]
        if planned.outcome == "created":
            create_draft(staff, planned.document, body, note=note)
        else:
            save_draft(staff, planned.document, planned.key, body, base_revision=planned.base_revision, note=note)
    except StaleDraft:
        return replace(planned, outcome="conflict")
    except CatalogueError:
        if planned.outcome != "created" or not MODELS[planned.document].objects.filter(key=planned.key).exists():
            raise
        return replace(planned, outcome="conflict")
    return planned if planned.outcome == "created" else replace(planned, outcome="changed")
