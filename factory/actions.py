"""Every change of the catalogue, each one named: permission, change, audit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import orjson
from django.db import IntegrityError
from django.utils import timezone

from factory import drafts
from factory.drafts import MODELS
from factory.models import CatalogueDocument, CatalogueVersion, Industry, Template
from omnia.dialogue.canonical import canonical_bytes, content_hash, normalised
from omnia.dialogue.lint import Finding, lint_flow, lint_template
from omnia.dialogue.lint_report import KEY
from omnia.dialogue.scores import Score, score_template
from omnia.dialogue.simulate import TestResult, run_flow_tests, run_template_tests
from omnia.documents.versions import StaleVersionError
from omnia.infra import audit
from omnia.infra.audit import Actor
from omnia.mongo.clusters import client_for_uri

Body = dict[str, Any]
Kind = Literal["template", "flow"]

EDITORS = "catalogue editor"
PUBLISHERS = "catalogue publisher"
STAFF_GROUPS = (EDITORS, PUBLISHERS, "operator", "auditor")

FROM_FILES = "From the reviewed catalogue files"
MAX_NOTE = 300


class CatalogueError(Exception):
    """A change of the catalogue that cannot be made; the sentence says why."""


class NotAllowed(CatalogueError):  # noqa: N818
    """The person's groups do not include the right."""


class StaleDraft(CatalogueError, StaleVersionError):  # noqa: N818
    """Someone else saved the draft meanwhile."""


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


def _require(staff: Staff, group: str) -> None:
    if group not in staff.groups:
        raise NotAllowed(f"Only people in the group “{group}” may do this. Ask an operator to add you.")


def _audit(staff: Staff, action: str, subject: str, **details: Any) -> None:
    from django.conf import settings

    entry = settings.DATABASES["factory"]
    log = client_for_uri(entry["HOST"])[entry["NAME"]]["audit"]
    audit.append(log, actor=staff.actor, action=action, subject=subject, details=details)


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


def check(document: Kind, body: Body) -> list[Finding]:
    """Everything that lint has to say of a catalogue document, all at once."""
    locales = _locales(body) if isinstance(body, dict) else []
    if document == "template":
        return lint_template(body, locales=locales)
    return lint_flow(body, locales=locales, templates=_drafts_of_templates())


def _drafts_of_templates() -> dict[str, Body]:
    return dict(Template.objects.values_list("key", "draft"))


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
    return run_flow_tests(body, _drafts_of_templates(), locales=locales)


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
    row = model(key=body["key"], draft=body, draft_hash=content_hash(body), updated_by=str(staff.actor), **_facts(document, body))
    try:
        row.save(force_insert=True)
    except IntegrityError as error:
        raise CatalogueError(f"The catalogue already has a {document} with the key “{body['key']}”.") from error
    drafts.keep(row, note=note)
    _audit(staff, action="catalogue.draft_created", subject=f"{document}:{row.key}", hash=row.draft_hash)
    return row


def save_draft(
    staff: Staff,
    document: Kind,
    key: str,
    body: Body,
    *,
    base_revision: int,
    note: str = "",
    restored_from: int | None = None,
) -> CatalogueDocument:
    """Write the next version of a draft, if nobody saved since `base_revision`; a save that changes nothing writes nothing.

    Raises `NotAllowed`, `InvalidDocument`, `StaleDraft`.
    """
    _require(staff, EDITORS)
    _refuse_broken_shape(document, body)
    if body.get("key") != key:
        raise CatalogueError(f"The key of a document never changes: “{key}” cannot become “{body.get('key')}”.")
    body, shown = normalised(body), MODELS[document].objects.filter(key=key, revision=base_revision)
    held = shown.first()
    if held is not None and held.draft_hash == content_hash(body):
        return held
    if held is not None:
        # A save whose writer died before it was kept is kept now: the head still has it.
        drafts.keep(held)
    changed = shown.update(
        draft=body,
        draft_hash=content_hash(body),
        revision=base_revision + 1,
        updated_at=timezone.now(),
        updated_by=str(staff.actor),
        **_facts(document, body),
    )
    if not changed:
        raise StaleDraft(
            "Someone else saved this draft while you were editing. Reload the page to see it; your text is still in the form."
        )
    row = MODELS[document].objects.get(key=key)
    if row.revision == base_revision + 1:
        drafts.keep(row, note=note.strip()[:MAX_NOTE], restored_from=restored_from)
    _audit(
        staff, action="catalogue.draft_saved", subject=f"{document}:{key}", hash=content_hash(body), revision=base_revision + 1
    )
    return row


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
    row = save_draft(staff, document, key, body, base_revision=base_revision, note=note, restored_from=number)
    _audit(staff, action="catalogue.save_restored", subject=f"{document}:{key}", number=number, revision=row.revision)
    return row


def publish_version(
    staff: Staff,
    document: Kind,
    key: str,
    *,
    note: str = "",
    restored_from: int | None = None,
    base_revision: int | None = None,
    tested: bool = False,
) -> CatalogueVersion:
    """Freeze the draft as the next version and make it the one that projects get.

    Args:
        staff: Who publishes.
        document: Whether it is a template or a flow.
        key: Which one.
        note: What is new, in a sentence.
        restored_from: The version that the draft was restored from.
        base_revision: The revision of the draft that the person has seen; a later one is not published unseen.
        tested: Whether the document's own tests have been run on this content already.

    Raises `NotAllowed`, `StaleDraft`, `InvalidDocument` when lint finds an error, and `FailingTests`.
    """
    _require(staff, PUBLISHERS)
    row = MODELS[document].objects.get(key=key)
    if base_revision is not None and row.revision != base_revision:
        raise StaleDraft("Someone saved this draft while you were reading it. What would be published now is shown below.")
    findings = check(document, row.draft)
    if any(finding.severity == "error" for finding in findings):
        raise InvalidDocument(findings)
    failing = [] if tested else failing_tests(document, row.draft)
    if failing:
        raise FailingTests(failing)
    version = _write_version(staff, document, row, note, restored_from)
    MODELS[document].objects.filter(key=key, latest__lt=version.number).update(
        latest=version.number, published=version.number, published_hash=version.hash, deprecated=False, successor=""
    )
    _audit(staff, action="catalogue.version_published", subject=f"{document}:{key}", version=version.number, hash=version.hash)
    return version


def _write_version(
    staff: Staff, document: Kind, row: CatalogueDocument, note: str, restored_from: int | None
) -> CatalogueVersion:
    """Write the version under the next free number; of two publishers at once the second takes the number after."""
    number = row.latest
    while True:
        number += 1
        version = CatalogueVersion(
            id=f"{document}:{row.key}:{number}",
            document=document,
            key=row.key,
            number=number,
            hash=row.draft_hash,
            body=canonical_bytes(row.draft).decode(),
            note=note,
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
    given = MODELS[document].objects.filter(published__gt=0, deprecated=False)
    if successor and (successor == key or not given.filter(key=successor).exists()):
        raise CatalogueError(f"“{successor[:80]}” cannot succeed “{key}”: it is not what new projects get.")
    if not given.filter(key=key).update(deprecated=True, successor=successor):
        raise CatalogueError(f"New projects do not get “{key}” as it is: it was never published, or is deprecated already.")
    facts = {"successor": successor} if successor else {}
    _audit(staff, action="catalogue.document_deprecated", subject=f"{document}:{key}", **facts)


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
    restored = save_draft(staff, document, key, orjson.loads(version.body), base_revision=seen, note=f"Version {number} again")
    _audit(staff, action="catalogue.version_restored", subject=f"{document}:{key}", version=number)
    return restored


def set_industry(staff: Staff, key: str, label: dict[str, str]) -> bool:
    """Create or rename an industry; returns whether anything changed."""
    _require(staff, EDITORS)
    if Industry.objects.filter(key=key, label=label).exists():
        return False
    Industry(key=key, label=label).save()
    _audit(staff, action="catalogue.industry_set", subject=key)
    return True


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading one catalogue document did; `kept` means that staff changed it, so that it was left as it is."""

    document: Kind
    key: str
    outcome: Literal["created", "updated", "unchanged", "kept"]
    version: int


def load_document(staff: Staff, document: Kind, body: Body, *, overwrite: bool = False) -> Loaded:
    """Bring a reviewed file into the catalogue and publish it; the same content again changes nothing.

    A document that staff changed since it was last loaded, or took out of the catalogue, is left as it is unless `overwrite`.
    """
    key = str(body["key"])
    row = MODELS[document].objects.filter(key=key).first()
    if row is None:
        create_draft(staff, document, body, note=FROM_FILES)
        return Loaded(document, key, "created", _publish_file(staff, document, key))
    wanted, loaded, published = content_hash(body), _last_loaded(staff, document, key), _published_hash(document, row)
    changed = row.deprecated or row.draft_hash not in (loaded, wanted) or published not in (loaded, wanted)
    if wanted in (loaded, published) and not (overwrite and (changed or published != wanted)):
        return Loaded(document, key, "unchanged", row.published)
    if changed and not overwrite:
        return Loaded(document, key, "kept", row.published)
    if row.draft_hash != wanted:
        save_draft(staff, document, key, body, base_revision=row.revision, note=FROM_FILES)
    return Loaded(document, key, "updated", _publish_file(staff, document, key))


def _publish_file(staff: Staff, document: Kind, key: str) -> int:
    """Publish what a file says. The files' tests pass before the product is built, so they are not run at every start."""
    return publish_version(staff, document, key, note=FROM_FILES, tested=True).number


def _last_loaded(staff: Staff, document: Kind, key: str) -> str:
    """The content that `staff`, who loads the files, published last."""
    versions = CatalogueVersion.objects.filter(document=document, key=key, author=str(staff.actor)).order_by("-number")
    return versions.values_list("hash", flat=True).first() or ""


def _published_hash(document: Kind, row: CatalogueDocument) -> str:
    versions = CatalogueVersion.objects.filter(document=document, key=row.key, number=row.published)
    return versions.values_list("hash", flat=True).first() or ""


def ensure_staff_groups() -> None:
    """Make the groups that staff rights hang on; those that exist stay."""
    from django.contrib.auth.models import Group

    for name in STAFF_GROUPS:
        Group.objects.get_or_create(name=name)
