"""Publishing, the versions that were published, restoring one, and taking a document out of the catalogue."""

from typing import Any

import orjson
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from factory import selectors
from factory.actions import CatalogueError, StaleDraft, check, deprecate, failing_tests, publish_version, restore
from factory.admin.comparing import compare
from factory.admin.editing import revision_of, summary
from factory.admin.findings import place
from factory.admin.page import Page
from factory.admin.rights import may_edit
from factory.admin.sheet import Body, sheet
from factory.admin.wording import text_of
from factory.models import CatalogueVersion, DocumentStatus
from omnia.finding_words import in_readers_language

DRAFT = "draft"
MAX_NOTE = 300


def _version(page: Page, number: int) -> CatalogueVersion | None:
    return next((version for version in selectors.versions(page.document, page.head.key) if version.number == number), None)


def publish_page(page: Page) -> HttpResponse:
    """What would be published and what speaks against it; a post publishes what was shown."""
    row, data = page.head, page.request.POST
    if page.request.method != "POST":
        return _show_publish(page)
    if row.status == DocumentStatus.PUBLISHED:
        return _show_publish(page, status=409)
    try:
        version = publish_version(
            page.staff,
            page.document,
            row.key,
            note=data.get("note", "").strip()[:MAX_NOTE],
            base_revision=revision_of(data.get("revision", "")),
        )
    except StaleDraft as error:
        row.refresh_from_db()
        return _show_publish(page, trouble=str(error), status=409)
    except CatalogueError:
        # What speaks against it is found anew and listed.
        row.refresh_from_db()
        return _show_publish(page, status=422)
    told = _("Version %(number)d of “%(name)s” is published. New projects get it; projects with a copy see an update.")
    messages.success(page.request, told % {"number": version.number, "name": row})
    return HttpResponseRedirect(page.url("history"))


def _show_publish(page: Page, *, trouble: str = "", status: int = 200) -> HttpResponse:
    row = page.head
    findings = in_readers_language(check(page.document, row.draft))
    shown = summary(place(sheet(page.document, row.draft), row.draft, findings))
    published = _version(page, row.published)
    comparison = compare(orjson.loads(published.body), row.draft) if published else None
    failing = [] if shown["errors"] else failing_tests(page.document, row.draft)
    return page.render(
        "publish",
        "",
        title=_("Publish “%(name)s”") % {"name": row},
        status=status,
        trouble=trouble,
        note=page.request.POST.get("note", ""),
        published=published,
        comparison=comparison,
        failing=failing,
        test_count=len(row.draft.get("tests", ())),
        next_version=row.latest + 1,
        ready=row.status != DocumentStatus.PUBLISHED and not shown["errors"] and not failing,
        **shown,
    )


def history_page(page: Page) -> HttpResponse:
    """Every published version, and what differs between two of them, or between one and the draft."""
    row = page.head
    versions = selectors.versions(page.document, row.key)
    bodies = {str(version.number): version.body for version in versions}
    before, after = _chosen(page.request.GET.get("from", ""), page.request.GET.get("to", ""), list(bodies))
    comparison = compare(orjson.loads(bodies[before]), _body(row.draft, bodies, after)) if before else None
    return page.render(
        "versions",
        "history",
        title=_("Versions of “%(name)s”") % {"name": row},
        versions=versions,
        oldest=versions[-1].number if versions else 0,
        before=before,
        after=after,
        unpublished=row.status == DocumentStatus.AHEAD,
        comparison=comparison,
    )


def _chosen(before: str, after: str, numbers: list[str]) -> tuple[str, str]:
    """The two sides to compare, of versions given newest first: by default what the newest changed, or what a given one did."""
    if not numbers:
        return "", DRAFT
    if after not in (*numbers, DRAFT):
        after = numbers[0] if len(numbers) > 1 else DRAFT
    if before not in numbers:
        older = numbers if after == DRAFT else numbers[numbers.index(after) + 1 :]
        before = older[0] if older else numbers[-1]
    return before, after


def _body(draft: Body, bodies: dict[str, str], chosen: str) -> Any:
    return draft if chosen == DRAFT else orjson.loads(bodies[chosen])


def restore_page(page: Page, number: int) -> HttpResponse:
    """What the draft would become, and what it would lose; a post restores the version."""
    row = page.head
    version = _version(page, number)
    if version is None:
        messages.error(page.request, _("There is no version %(number)d of “%(name)s”.") % {"number": number, "name": row})
        return HttpResponseRedirect(page.url("history"))
    trouble, status = "", 200
    if page.request.method == "POST":
        try:
            restore(page.staff, page.document, row.key, number, base_revision=revision_of(page.request.POST.get("revision", "")))
        except StaleDraft:
            row.refresh_from_db()
            trouble, status = _("Someone saved the draft while you were reading. What would be replaced now is shown below."), 409
        except CatalogueError as error:
            trouble, status = str(error), 422
        else:
            told = _("The draft is version %(number)d again. Projects get it when it is published.")
            messages.success(page.request, told % {"number": number})
            return HttpResponseRedirect(page.url("change"))
    return page.render(
        "restore",
        "history",
        title=_("Restore version %(number)d of “%(name)s”") % {"number": number, "name": row},
        status=status,
        trouble=trouble,
        version=version,
        same=version.hash == row.draft_hash,
        unpublished=row.status in (DocumentStatus.AHEAD, DocumentStatus.NEW),
        comparison=compare(row.draft, orjson.loads(version.body)),
    )


def deprecate_page(page: Page) -> HttpResponse:
    """What happens when the document is taken out of the catalogue; a post does it."""
    row = page.head
    if page.request.method == "POST":
        try:
            deprecate(page.staff, page.document, row.key)
        except CatalogueError as error:
            messages.error(page.request, str(error))
        else:
            told = _("“%(name)s” is deprecated: new projects do not get it any more. Copies that projects have stay.")
            messages.success(page.request, told % {"name": row})
        return HttpResponseRedirect(page.url("change"))
    runners = selectors.flows_running(row.key) if page.document == "template" else []
    return page.render(
        "deprecate",
        "",
        title=_("Deprecate “%(name)s”") % {"name": row},
        runners=[text_of(flow.label, flow.key) for flow in runners],
        allowed=row.published > 0 and not row.deprecated,
        editable=may_edit(page.request),
    )
