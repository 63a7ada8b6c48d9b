"""The project's documents as a folder of files in an archive: taken out, and taken in."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from management_api import schemas
from management_api.answers import call, respond
from management_api.auth import manager_of
from management_api.documents import finding_of
from management_api.middleware import ARCHIVE
from management_api.preconditions import ANY, condition, is_held
from management_api.updates import change_row
from omnia.infra.problems import Problem
from tenants.actions.exporting import draft_named, export_documents
from tenants.actions.importing import DraftsMoved, Plan, Planned, import_documents, plan_import
from tenants.document_files import archive_of, documents_of, files_in_archive

MOST_CHANGES = 50

IN_ARCHIVE = {"content": {ARCHIVE: {"schema": {"type": "string", "format": "binary"}}}}
SENT = {
    "requestBody": {"required": True, **IN_ARCHIVE},
    "parameters": [
        {
            "name": "If-Match", "in": "header", "schema": {"type": "string"},
            "description": "The ETag of the export that the files were made from: an import over other drafts is refused.",
        }
    ],
}  # fmt: skip
REFUSED = {
    408: "The body did not arrive in time.",
    412: "The drafts are in another state.",
    413: "The archive is too large.",
    415: "The body is not announced as application/zip.",
    422: "The archive cannot be read, or documents would be left with errors; errors[] says where.",
}  # fmt: skip

DryRun = Annotated[bool, Query(description="Say what would happen, and write nothing.")]
DeleteMissing = Annotated[bool, Query(description="Take documents out of the drafts that the archive does not have.")]
Message = Annotated[str, Query(max_length=200, description="What the new versions say of themselves.")]

router = Router(tags=["Files"])


@call(router, "GET", "/export", Any)
def export_drafts(request: HttpRequest) -> HttpResponse:
    """Return all drafts as a ZIP archive: templates/<key>.json and flows/<key>.json, one file each, in one stable form.

    `provenance.json` beside them says who wrote each part last; an import leaves it unread. The ETag names the state of the
    drafts and their writers, for the import that follows. Over the bounds of an import the archive is still whole.
    """
    found = export_documents(manager_of(request).project)
    present = f'"{found.name}"'
    if is_held(request, present):
        return HttpResponse(status=304, headers={"ETag": present})
    headers = {"ETag": present, "Content-Disposition": 'attachment; filename="documents.zip"'}
    return HttpResponse(archive_of(found.files), content_type=ARCHIVE, headers=headers)


@call(router, "POST", "/import", schemas.ImportAnswer, problems=REFUSED, more=SENT)
def import_drafts(
    request: HttpRequest, dry_run: DryRun = False, delete_missing: DeleteMissing = False, message: Message = ""
) -> HttpResponse:
    """Make the drafts what an archive says, all of it or nothing, each document as a new version; what is live stays.

    Tells by document what changes. Documents that would be left with errors refuse the whole; a trial lists the errors.
    """
    manager = manager_of(request)
    if request.META.get("CONTENT_TYPE", "").strip().lower() != ARCHIVE:
        raise Problem("unsupported-media-type", f"Send the archive with the header “Content-Type: {ARCHIVE}”.")
    documents = documents_of(files_in_archive(request.body))
    asked = condition(request, "If-Match")
    seen = "" if asked == ANY else draft_named(asked.strip('"'))
    if dry_run:
        plan = plan_import(manager.project, documents, delete_missing=delete_missing)
        if seen and seen != plan.draft:
            raise DraftsMoved
        return respond(_told(plan, dry_run=True, draft=plan.draft))
    plan = import_documents(manager.actor, manager.project, documents, delete_missing=delete_missing, message=message, seen=seen)
    return respond(_told(plan, dry_run=False, draft=plan.after), ETag=f'"{plan.after}"')


def _told(plan: Plan, *, dry_run: bool, draft: str) -> schemas.ImportAnswer:
    findings = [schemas.ReleaseFindingRow(document=row.document, key=row.key, **finding_of(row.finding)) for row in plan.findings]
    return schemas.ImportAnswer(
        dry_run=dry_run, valid=not findings, draft=draft, documents=[_row(row) for row in plan.rows], findings=findings
    )


def _row(row: Planned) -> schemas.ImportRow:
    changes = [change_row(change) for change in row.changes[:MOST_CHANGES]]
    return schemas.ImportRow(
        document=row.document,
        key=row.key,
        what=row.what,
        version=row.base_version,
        change_count=len(row.changes),
        changes=changes,
    )
