"""The drafts of templates and flows: read, replaced, checked, brought back."""

from collections.abc import Iterable
from typing import Annotated, Any

import orjson
from django.http import HttpRequest, HttpResponse
from ninja import Body, Query, Router
from pydantic import Field

from management_api import schemas
from management_api.answers import JSON, PAGE, Cursor, Limit, both, call, page_of, respond
from management_api.auth import Manager, manager_of
from management_api.preconditions import creates, is_held, required_version, tag
from omnia.dialogue.lint import Finding
from omnia.documents.versions import Saved
from omnia.infra.problems import Problem
from tenants import selectors
from tenants.actions import editing
from tenants.actions.release_check import check_drafts, missing_texts, read_drafts

Kind = editing.Document
Content = Annotated[dict[str, Any], Field(description="The document, as docs/reference/template_document.md describes it.")]
Sent = Annotated[dict[str, Any], Body(description="The whole document.")]

CHANGED = {412: "The document is at another version now."}
UNSOUND = {422: "The document does not have its shape; errors[] says where."}
UNREADABLE = {
    408: "The body did not arrive in time.",
    413: "The body is too large.",
    415: "The body is not announced as JSON.",
    422: "The body does not have the shape of the call, or is nested too deeply; errors[] says where.",
}
CONDITION = {
    "name": "If-Match", "in": "header", "schema": {"type": "string"},
    "description": "The ETag of the state that is replaced; `*` for whatever is there.",
}  # fmt: skip
NEW = {"name": "If-None-Match", "in": "header", "schema": {"type": "string"}, "description": "`*`: make a new document."}

Address = Annotated[
    str | None,
    Query(max_length=2_000, description="A place by the ids of the items around it, such as /nodes/@date/label/en."),
]

router = Router(tags=["Documents"])


@both(router, "GET", "/{documents}", schemas.DocumentPage)
def list_documents(request: HttpRequest, document: Kind, cursor: Cursor = None, limit: Limit = PAGE) -> HttpResponse:
    """List the drafts by key, a page at a time."""
    rows = selectors.drafts(manager_of(request).project, document)
    chosen, following = page_of(rows, lambda row: row.key, cursor, limit)
    items = [
        schemas.DocumentRow(
            **{name: getattr(row, name) for name in ("key", "label", "kind", "version", "hash", "status", "release_state")},
            etag=tag(row.version, row.hash), updated_at=row.updated_at, updated_by=row.updated_by,
        )
        for row in chosen
    ]  # fmt: skip
    return respond(schemas.DocumentPage(items=items, next_cursor=following))


@both(router, "GET", "/{documents}/{key}", Content)
def get_document(request: HttpRequest, document: Kind, key: str) -> HttpResponse:
    """Return the draft of a document; its ETag is what replacing it takes."""
    held = selectors.draft(manager_of(request).project, document, key)
    present = tag(held.version, held.hash)
    if is_held(request, present):
        return HttpResponse(status=304, headers={"ETag": present})
    return HttpResponse(orjson.dumps(held.body), content_type=JSON, headers={"ETag": present})


@both(
    router, "PUT", "/{documents}/{key}", schemas.SavedAnswer,
    problems=CHANGED | UNREADABLE | UNSOUND | {428: "Neither If-Match nor If-None-Match is there."},
    more={"parameters": [CONDITION, NEW]},
)  # fmt: skip
def put_document(request: HttpRequest, document: Kind, key: str, body: Sent, message: str = "") -> HttpResponse:
    """Save the draft of a document as a new version.

    With `If-None-Match: *` a new one is made. What is live stays as it is.

    The answer lists what lint finds. A draft may have errors other than in its shape; it is not published with them.
    """
    manager = manager_of(request)
    if creates(request):
        return saved_answer(_create(manager, document, key, body, message))
    held = selectors.draft(manager.project, document, key)
    base = required_version(request, held)
    return saved_answer(
        editing.save_document(manager.actor, manager.project, document, key, body, base_version=base, message=message)
    )


def _create(manager: Manager, document: editing.Document, key: str, body: dict[str, Any], message: str) -> Saved:
    if body.get("key") != key:
        raise Problem("unprocessable", f"The document says that its key is “{body.get('key')}”, the address “{key}”.")
    if any(row.key == key for row in selectors.drafts(manager.project, document)):
        raise Problem("precondition-failed", f"This project already has a {document} “{key}”. Nothing was written.")
    return editing.create_document(manager.actor, manager.project, document, body, message=message)


def saved_answer(saved: Saved) -> HttpResponse:
    """The answer that tells of a save."""
    present = tag(saved.number, saved.hash)
    content = schemas.SavedAnswer(
        document=saved.document,
        key=saved.key,
        version=saved.number,
        hash=saved.hash,
        etag=present,
        findings=finding_rows(saved.findings),
    )
    return respond(content, ETag=present)


@both(router, "POST", "/{documents}/{key}/validate", schemas.Validation, problems=UNREADABLE)
def validate_document(request: HttpRequest, document: Kind, key: str, body: Sent) -> HttpResponse:
    """Say what lint finds in a document that is sent, without saving it."""
    manager = manager_of(request)
    findings = editing.check(manager.project, document, body)
    if body.get("key") != key:
        findings = [
            *findings,
            Finding("/key", "key", "error", f"The address says that the key is “{key}”."),
        ]
    valid = not any(finding.severity == "error" for finding in findings)
    return respond(schemas.Validation(valid=valid, findings=finding_rows(findings)))


@call(router, "POST", "/validate", schemas.DraftValidation)
def validate_drafts(request: HttpRequest) -> HttpResponse:
    """Say what speaks against publishing the drafts as they are: lint, compilation, the documents' own tests."""
    project = manager_of(request).project
    drafts = read_drafts(project)
    found = check_drafts(project, drafts)
    rows = [schemas.ReleaseFindingRow(document=row.document, key=row.key, **finding_of(row.finding)) for row in found]
    content = schemas.DraftValidation(
        publishable=not any(row.blocks for row in found), draft=drafts.digest, missing_texts=missing_texts(found), findings=rows
    )
    return respond(content)


@both(router, "GET", "/{documents}/{key}/versions", schemas.VersionList)
def list_document_versions(request: HttpRequest, document: Kind, key: str) -> HttpResponse:
    """List the latest saves of a document, newest first."""
    rows = selectors.versions(manager_of(request).project, document, key)
    if not rows:
        raise selectors.Missing(f"This project has no {document} “{key}”.")
    items = [
        schemas.VersionRow(
            version=row.number, hash=row.hash, author=row.author, at=row.at, message=row.note, restored_from=row.restored_from
        )
        for row in rows
    ]
    return respond(schemas.VersionList(items=items))


@both(router, "GET", "/{documents}/{key}/provenance", schemas.ProvenanceAnswer)
def get_document_provenance(request: HttpRequest, document: Kind, key: str, address: Address = None) -> HttpResponse:
    """Say who wrote each part of a document last: a version of the factory, or a person and when.

    With `address`, `written` has who wrote what is there, also where more around it was written at once; it is empty where it is
    as the factory has it.
    """
    found = selectors.written_by(manager_of(request).project, document, key, address)
    rows = [schemas.WrittenRow(address=row.address, pointer=row.pointer, by=row.by, at=row.at) for row in found.written]
    content = schemas.ProvenanceAnswer(factory_key=found.factory_key, factory_version=found.factory_version, written=rows)
    return respond(content)


@both(
    router, "POST", "/{documents}/{key}/restore", schemas.SavedAnswer,
    problems=CHANGED | UNREADABLE | UNSOUND | {428: "If-Match is not there."}, more={"parameters": [CONDITION]},
)  # fmt: skip
def restore_document(request: HttpRequest, document: Kind, key: str, body: schemas.RestoreBody) -> HttpResponse:
    """Make the draft of a document equal an earlier version.

    It is a new version; this undoes a save, or an update that was taken.
    """
    manager = manager_of(request)
    base = required_version(request, selectors.draft(manager.project, document, key))
    selectors.version_body(manager.project, document, key, body.version)
    return saved_answer(editing.restore_document(manager.actor, manager.project, document, key, body.version, base_version=base))


def finding_rows(findings: Iterable[Finding]) -> list[schemas.FindingRow]:
    """Findings as the API tells them."""
    return [schemas.FindingRow(**finding_of(finding)) for finding in findings]


def finding_of(finding: Finding) -> dict[str, Any]:
    """The fields of a finding as the API tells it."""
    return {
        "severity": finding.severity,
        "code": finding.code,
        "pointer": finding.path,
        "message": finding.message,
        "locale": finding.locale,
    }
