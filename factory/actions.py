"""Every change of the catalogue, each one named: permission, change, audit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import orjson
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _
from pymongo.errors import DuplicateKeyError

from factory import drafts, provenance, reviews, trail, waves
from factory.drafts import MODELS
from factory.models import CatalogueDocument, CatalogueVersion, Industry, Template
from factory.waves import Wave, WaveError
from omnia.dialogue.canonical import canonical_bytes, content_hash, normalised
from omnia.dialogue.change_class import ChangeClass
from omnia.dialogue.lint import Finding, lint_flow, lint_template
from omnia.dialogue.lint_report import KEY
from omnia.dialogue.positions import layout_of
from omnia.dialogue.references import acquired_templates
from omnia.dialogue.scores import Score, score_template
from omnia.dialogue.simulate import TestResult, run_flow_tests, run_template_tests
from omnia.documents.versions import StaleVersionError
from omnia.infra.audit import Actor
from omnia.infra.units import Entry, Unit
from omnia.mongo.stamped import collection_of, document_of, stored

Body = dict[str, Any]
Kind = Literal["template", "flow"]

EDITORS = "catalogue editor"
PUBLISHERS = "catalogue publisher"
STAFF_GROUPS = (EDITORS, PUBLISHERS, "operator", "auditor")

MAX_NOTE = 300
RENAMED = "Somebody else named this industry meanwhile, so nothing was replaced. Look at it again."


class CatalogueError(Exception):
    """A change of the catalogue that cannot be made; the sentence says why."""


class NotAllowed(CatalogueError):  # noqa: N818
    """The person's groups do not include the right."""


class StaleDraft(CatalogueError, StaleVersionError):  # noqa: N818
    """Someone else saved the draft meanwhile."""


class NotApproved(CatalogueError):  # noqa: N818
    """Nobody else has approved the draft."""

    def __init__(self) -> None:
        super().__init__(_("A second person has to approve this draft before it is published. Ask for a review."))


class InvalidDocument(CatalogueError):  # noqa: N818
    """The document breaks rules; `findings` lists all of them."""

    def __init__(self, findings: list[Finding]) -> None:
        errors = [finding for finding in findings if finding.severity == "error"]
        count = "a problem" if len(errors) == 1 else f"{len(errors)} problems; the first"
        super().__init__(f"The document has {count}: {errors[0].message}")
        self.findings = findings


class FailingTests(CatalogueError):  # noqa: N818
    """The document's own tests do not pass; `results` has those that fail."""

    def __init__(self, results: list[TestResult]) -> None:
        first = results[0]
        count = "One" if len(results) == 1 else f"{len(results)}"
        super().__init__(f"{count} of the document's own tests failed; “{first.id}”: {first.message}")
        self.results = results


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of the platform's staff with the groups that decide on rights."""

    actor: Actor
    groups: frozenset[str]

    @classmethod
    def command(cls, name: str) -> "Staff":
        """A command that an operator runs on the machine: it may do everything."""
        return cls(Actor("command", name, name), frozenset(STAFF_GROUPS))

    @classmethod
    def of(cls, user: Any) -> "Staff":
        """A signed-in user; a superuser has every group's rights."""
        groups = STAFF_GROUPS if user.is_superuser else user.groups.values_list("name", flat=True)
        return cls(Actor("user", str(user.pk), str(user)), frozenset(groups) if user.is_staff and user.is_active else frozenset())

    def require(self, *groups: str) -> None:
        """Raise `NotAllowed` unless the person is in one of the groups."""
        if not self.groups & frozenset(groups):
            named = "” or “".join(groups)
            raise NotAllowed(f"Only people in the group “{named}” may do this. Ask an operator to add you.")


def _require(staff: Staff, group: str) -> None:
    staff.require(group)


def _audit(staff: Staff, action: str, subject: str, **details: Any) -> None:
    trail.note(staff.actor, action=action, subject=subject, **details)


def _locales(body: Body) -> list[str]:
    label = body.get("label")
    return sorted(label) if isinstance(label, Mapping) else []


def _words(body: Body) -> Iterator[str]:
    """What a document may be looked for by."""
    yield body["key"]
    yield from body.get("label", {}).values()
    for names in body.get("synonyms", {}).values():
        yield from names
    yield from body.get("tags", ())


def _facts(document: Kind, body: Body) -> dict[str, Any]:
    facts = {
        "label": body.get("label", {}),
        "scope": body.get("scope", "universal"),
        "industry": body.get("industry", ""),
        "icon": body.get("icon", ""),
        "locales": _locales(body),
        "words": "\n".join(_words(body)),
    }
    if document == "template":
        facts["kind"] = body["nodes"][0]["kind"] if len(body["nodes"]) == 1 else "group"
    return facts


def check(document: Kind, body: Body, *, templates: Mapping[str, Body] | None = None) -> list[Finding]:
    """Everything that lint has to say of a catalogue document, all at once; `templates`: those that a flow runs, if at hand."""
    locales = _locales(body) if isinstance(body, dict) else []
    if document == "template":
        return lint_template(body, locales=locales)
    return lint_flow(body, locales=locales, templates=drafts_of_templates(body) if templates is None else templates)


def drafts_of_templates(flow: Body) -> dict[str, Body]:
    """The drafts of the templates that a flow runs: all of them together would be a megabyte."""
    return {key: draft for key, (_hash, draft) in hashed_drafts_of_templates(flow).items()}


def hashed_drafts_of_templates(flow: Body) -> dict[str, tuple[str, Body]]:
    """Those drafts with their hashes, read at once."""
    try:
        keys = acquired_templates(flow)
    except (AttributeError, TypeError):
        # It has not the shape of a flow, which is all that is said of it.
        return {}
    rows = Template.objects.filter(key__in=list(keys)).values_list("key", "draft_hash", "draft")
    return {key: (digest, draft) for key, digest, draft in rows}


def failing_tests(document: Kind, body: Body) -> list[TestResult]:
    """What does not go as it must in any language that the document speaks: its tests; of a template all that it is scored by."""
    if document == "template":
        return [failure for score in scores(body) for failure in score.failures]
    return [result for result in run_tests(document, body) if not result.passed]


def scores(body: Body) -> list[Score]:
    """How well a template does in every language that it speaks."""
    return score_template(body, locales=_locales(body))


def run_tests(document: Kind, body: Body) -> list[TestResult]:
    """Run the document's own tests in every language that it speaks."""
    locales: Sequence[str] = _locales(body)
    if document == "template":
        return run_template_tests(body, locales=locales)
    return run_flow_tests(body, drafts_of_templates(body), locales=locales)


def _refuse_broken_shape(document: Kind, body: Body) -> None:
    findings = check(document, body)
    if any(finding.severity == "error" and finding.code == "shape" for finding in findings):
        raise InvalidDocument(findings)


def create_draft(staff: Staff, document: Kind, body: Body, *, note: str = "") -> CatalogueDocument:
    """Add a document to the catalogue as an unpublished draft. Raises `NotAllowed`, `InvalidDocument`, `CatalogueError`."""
    _require(staff, EDITORS)
    _refuse_broken_shape(document, body)
    if not KEY.fullmatch(body["key"]):
        raise CatalogueError(
            f"The key “{body['key'][:80]}” is not usable: begin with a small letter, then small letters, digits and _."
        )
    model = MODELS[document]
    body = normalised(body)
    by = str(staff.actor)
    row = model(
        key=body["key"],
        draft=body,
        draft_hash=content_hash(body),
        updated_by=by,
        written=provenance.of_new(by),
        **_facts(document, body),
    )
    told = Entry("catalogue.draft_created", f"{document}:{row.key}", {"hash": row.draft_hash})
    try:
        with trail.unit(staff.actor, told.action, model, row.key) as unit:
            unit.insert(collection_of(model), document_of(row), told)
    except DuplicateKeyError as error:
        raise CatalogueError(f"The catalogue already has a {document} with the key “{body['key']}”.") from error
    made = model.objects.get(key=row.key)
    drafts.keep(made, note=note)
    return made


def save_draft(
    staff: Staff,
    document: Kind,
    key: str,
    body: Body,
    *,
    base_revision: int,
    note: str = "",
    restored_from: int | None = None,
    also: Sequence[Entry] = (),
    is_named: bool = False,
) -> CatalogueDocument:
    """Write the next version of a draft, if nobody saved since `base_revision`; a save that changes nothing writes nothing.

    With `is_named` it is written all the same: its note names what is there. `also` is what the log says beside that it
    was saved. Raises `NotAllowed`, `InvalidDocument`, `StaleDraft`.
    """
    _require(staff, EDITORS)
    _refuse_broken_shape(document, body)
    if body.get("key") != key:
        raise CatalogueError(f"The key of a document never changes: “{key}” cannot become “{body.get('key')}”.")
    body, held = normalised(body), MODELS[document].objects.filter(key=key, revision=base_revision).first()
    is_same = held is not None and held.draft_hash == content_hash(body) and layout_of(held.draft) == layout_of(body)
    if held is not None and is_same and not (is_named and note.strip()):
        for each in also:
            _audit(staff, each.action, each.subject, **each.facts)
        return held
    facts = {"hash": content_hash(body), "revision": base_revision + 1}
    told = Entry("catalogue.draft_saved", f"{document}:{key}", facts)
    if held is None or not _move_head(staff, document, held, body, (told, *also)):
        raise StaleDraft(
            "Someone else saved this draft while you were editing. Reload the page to see it; your text is still in the form."
        )
    row = MODELS[document].objects.get(key=key)
    if row.revision == base_revision + 1:
        drafts.keep(row, note=note.strip()[:MAX_NOTE], restored_from=restored_from)
    return row


def _move_head(staff: Staff, document: Kind, held: CatalogueDocument, body: Body, told: Sequence[Entry]) -> bool:
    """Make a body the draft of a head, unless somebody saved since the head was read; whether it is."""
    # A save whose writer died before it was kept is kept now: the head still has it.
    drafts.keep(held)
    by, at = str(staff.actor), timezone.now()
    model = MODELS[document]
    values = stored(
        model,
        draft=body,
        draft_hash=content_hash(body),
        revision=held.revision + 1,
        updated_at=at,
        updated_by=by,
        written=provenance.after_save(document, held, body, by=by, at=at),
        **_facts(document, body),
    )
    with trail.unit(staff.actor, told[0].action, model, held.key) as unit:
        return unit.change(collection_of(model), {"key": held.key, "revision": held.revision}, {"$set": values}, *told)


def restore_save(staff: Staff, document: Kind, key: str, number: int, *, base_revision: int) -> CatalogueDocument:
    """Make the draft what it was after save `number`, as a new save: also the undo of the last one.

    Raises as `save_draft`, and `CatalogueError` if that save is not kept.
    """
    _require(staff, EDITORS)
    try:
        body = drafts.body(document, key, number)
    except LookupError as error:
        raise CatalogueError(f"There is no save {number} of “{key}” that could be brought back.") from error
    note = f"Save {number} again"
    told = Entry("catalogue.save_restored", f"{document}:{key}", {"number": number, "revision": base_revision + 1})
    return save_draft(staff, document, key, body, base_revision=base_revision, note=note, restored_from=number, also=[told])


def publish_version(
    staff: Staff,
    document: Kind,
    key: str,
    *,
    note: str = "",
    restored_from: int | None = None,
    base_revision: int | None = None,
    tested: bool = False,
    wave: Wave | None = None,
    change_class: ChangeClass | None = None,
) -> CatalogueVersion:
    """Freeze the draft as the next version and make it the one that projects get.

    Args:
        staff: Who publishes.
        document: Whether it is a template or a flow.
        key: Which one.
        note: What is new, in a sentence; that of the review if it is empty.
        restored_from: The version that the draft was restored from.
        base_revision: The revision of the draft that the person has seen; a later one is not published unseen.
        tested: Whether the document's own tests have been run on this content already.
        wave: The projects that are offered it first; all of them at once if there is none. See `factory.rollouts`.
        change_class: How much it asks of who takes it; that of the review, or what the difference says, if None.

    Raises `NotAllowed`, `StaleDraft`, `NotApproved`, `InvalidDocument` when lint finds an error, `FailingTests`, and
    `CatalogueError` for a wave in which there is nobody.
    """
    _require(staff, PUBLISHERS)
    _refuse_empty(wave)
    row = MODELS[document].objects.get(key=key)
    if base_revision is not None and row.revision != base_revision:
        raise StaleDraft("Someone saved this draft while you were reading it. What would be published now is shown below.")
    _require_approval(staff, row)
    findings = check(document, row.draft)
    if any(finding.severity == "error" for finding in findings):
        raise InvalidDocument(findings)
    failing = [] if tested else failing_tests(document, row.draft)
    if failing:
        raise FailingTests(failing)
    version = _write_version(staff, document, row, note, restored_from, change_class)
    if wave is not None:
        # Before anybody sees the version: whoever is killed here has published nothing.
        waves.begin(version, wave, before=row.published)
    _point_at(staff, document, version, wave)
    return version


def _require_approval(staff: Staff, row: CatalogueDocument) -> None:
    """Refuse a person whose draft nobody else approved; a command is named as what it is."""
    if staff.actor.kind == "user" and reviews.needs_second_person() and not reviews.is_approved(row):
        raise NotApproved


def _point_at(staff: Staff, document: Kind, version: CatalogueVersion, wave: Wave | None) -> None:
    """Make a version the one that projects get, unless a later one is by now; it is told of in any case."""
    subject, model = f"{document}:{version.key}", MODELS[document]
    facts: dict[str, Any] = {"version": version.number, "hash": version.hash, "class": version.change_class}
    told = [Entry("catalogue.version_published", subject, facts | ({} if version.approved_by else {"alone": True}))]
    if wave is not None:
        given = {"share": wave.share, "named": len(wave.named), "steps": list(wave.growth.shares)}
        told.append(Entry("rollout.started", subject, {"version": version.number, **given}))
    pointer = {"latest": version.number, "published": version.number, "published_hash": version.hash}
    values = stored(model, **pointer, deprecated=False, successor="", **reviews.NONE)
    earlier = {"key": version.key, "latest": {"$lt": version.number}}
    with trail.unit(staff.actor, told[0].action, model, version.key) as unit:
        if not unit.change(collection_of(model), earlier, {"$set": values}, *told):
            unit.stamp(*told)


def _refuse_empty(wave: Wave | None) -> None:
    try:
        if wave is not None:
            waves.check(wave)
    except WaveError as error:
        raise CatalogueError(str(error)) from error


def _write_version(
    staff: Staff,
    document: Kind,
    row: CatalogueDocument,
    note: str,
    restored_from: int | None,
    change_class: ChangeClass | None,
) -> CatalogueVersion:
    """Write the version under the next free number; of two publishers at once the second takes the number after."""
    number, review = row.latest, reviews.read(row)
    approved = review if review is not None and reviews.is_approved(row) else None
    proposed = change_class or (review.change_class if review is not None else reviews.proposed_class(document, row))
    while True:
        number += 1
        version = CatalogueVersion(
            id=f"{document}:{row.key}:{number}",
            document=document,
            key=row.key,
            number=number,
            hash=row.draft_hash,
            body=canonical_bytes(row.draft).decode(),
            note=note or (review.note if review is not None else ""),
            change_class=proposed,
            approved_by=approved.decided_name if approved is not None and not approved.is_alone else "",
            author=str(staff.actor),
            at=_now(),
            restored_from=restored_from,
        )
        try:
            version.save(force_insert=True)
        except IntegrityError:
            continue
        return version


def _now() -> datetime:
    return timezone.now()


def deprecate(staff: Staff, document: Kind, key: str, *, successor: str = "") -> None:
    """Take a document out of what new projects get; copies made before stay, and are told what succeeds it.

    Args:
        staff: who does it.
        document: its kind.
        key: which one.
        successor: the key of the document of the same kind that takes its place, if one does.

    Raises:
        NotAllowed: the person may not.
        CatalogueError: new projects do not get the document, or not its successor.
    """
    _require(staff, PUBLISHERS)
    model = MODELS[document]
    given = model.objects.filter(published__gt=0, deprecated=False)
    if successor and (successor == key or not given.filter(key=successor).exists()):
        raise CatalogueError(f"“{successor[:80]}” cannot succeed “{key}”: it is not what new projects get.")
    not_given = f"New projects do not get “{key}” as it is: it was never published, or is deprecated already."
    if not given.filter(key=key).exists():
        raise CatalogueError(not_given)
    told = Entry("catalogue.document_deprecated", f"{document}:{key}", {"successor": successor} if successor else {})
    query = {"key": key, "published": {"$gt": 0}, "deprecated": False}
    with trail.unit(staff.actor, told.action, model, key) as unit:
        values = stored(model, deprecated=True, successor=successor)
        if not unit.change(collection_of(model), query, {"$set": values}, told):
            raise CatalogueError(not_given)


def restore(staff: Staff, document: Kind, key: str, number: int, *, base_revision: int | None = None) -> CatalogueDocument:
    """Make the draft equal to version `number` again; nothing is rewritten, and publishing it is a step of its own.

    `base_revision` is the revision of the draft that the person has seen: a later one is not replaced unseen.
    """
    _require(staff, EDITORS)
    version = CatalogueVersion.objects.filter(document=document, key=key, number=number).first()
    if version is None:
        raise CatalogueError(f"There is no version {number} of “{key}”.")
    row = MODELS[document].objects.get(key=key)
    seen = row.revision if base_revision is None else base_revision
    told = Entry("catalogue.version_restored", f"{document}:{key}", {"version": number})
    body, note = orjson.loads(version.body), f"Version {number} again"
    return save_draft(staff, document, key, body, base_revision=seen, note=note, also=[told])


def set_industry(staff: Staff, key: str, label: dict[str, str], *, seen: str | None = None) -> bool:
    """Create or rename an industry; returns whether anything changed.

    Args:
        staff: who does it.
        key: of the industry.
        label: its name by locale.
        seen: the hash of the names that the person saw, empty where there was none; None replaces whatever there is.

    Raises:
        NotAllowed: the person is no editor.
        StaleDraft: somebody else named it since.
    """
    _require(staff, EDITORS)
    row = Industry.objects.filter(key=key).first()
    if row is not None and row.label == label:
        return False
    if seen is not None and seen != (content_hash(row.label) if row is not None else ""):
        raise StaleDraft(RENAMED)
    told, rows = Entry("catalogue.industry_set", key), collection_of(Industry)
    same = {"key": key} | (stored(Industry, label=row.label) if seen and row is not None else {})
    with trail.unit(staff.actor, told.action, Industry, key) as unit:
        if not unit.change(rows, same, {"$set": stored(Industry, label=label)}, told):
            _insert_industry(unit, Industry(key=key, label=label), told)
    return True


def _insert_industry(unit: Unit, row: Industry, told: Entry) -> None:
    try:
        unit.insert(collection_of(Industry), document_of(row), told)
    except DuplicateKeyError as error:
        raise StaleDraft(RENAMED) from error


def ensure_staff_groups() -> None:
    """Make the groups that staff rights hang on; those that exist stay."""
    from django.contrib.auth.models import Group

    for name in STAFF_GROUPS:
        Group.objects.get_or_create(name=name)
