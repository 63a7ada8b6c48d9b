"""The catalogue as files: taken away as an archive, and taken in as drafts after a look at what would become of each."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factory import sources, uploads
from factory.actions import CatalogueError, StaleDraft
from factory.admin.page import document_url
from factory.admin.rights import may_edit, may_read, refusal, staff_of
from factory.admin.wording import class_name
from factory.catalogue_files import Catalogue, catalogue_of
from factory.catalogue_format import CatalogueFileError
from factory.importing import OUTCOMES, Planned, held_bodies, plan, take_in
from factory.models import CatalogueImport, Template
from omnia.documents.archives import FilesRefused, archive_of
from omnia.documents.comparing import compare
from omnia.documents.wording import text_of

REFUSALS = (CatalogueError, CatalogueFileError, FilesRefused)
MAX_NOTE = 300


def addresses(site: AdminSite) -> list[URLPattern]:
    """The addresses of the pages; no document's key has a hyphen."""
    pages = (
        ("catalogue-files/", _files_page, "factory_files"),
        ("catalogue-files/catalogue.zip", _archive, "factory_files_archive"),
        ("catalogue-files/<slug:upload>/", _upload_page, "factory_files_upload"),
    )
    return [path(where, site.admin_view(_with(site, view)), name=name) for where, view, name in pages]


def _with(site: AdminSite, view: Any) -> Any:
    def answer(request: HttpRequest, **arguments: Any) -> HttpResponse:
        if not may_read(request):
            raise PermissionDenied(refusal(may_read))
        answered: HttpResponse = view(site, request, **arguments)
        return answered

    return answer


def _files_page(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Take the catalogue away, or upload files of it."""
    trouble: tuple[str, list[tuple[str, str]]] = ("", [])
    if request.method == "POST":
        _require_editor(request)
        try:
            row = _sent(request)
        except FilesRefused as error:
            trouble = str(error), error.places
        except CatalogueFileError as error:
            trouble = str(error), []
        else:
            return HttpResponseRedirect(reverse("admin:factory_files_upload", args=[row.id]))
    context = {
        "title": _("Import and export"),
        "trouble": trouble[0],
        "places": [place for place in trouble[1] if place[0]][1:],
        "may_edit": may_edit(request),
        "megabytes": uploads.MAX_UPLOAD // 10**6,
    }
    return _page(site, request, "files", context, status=422 if trouble[0] else 200)


def _sent(request: HttpRequest) -> CatalogueImport:
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile) or not sent.size:
        raise FilesRefused([("", _("Choose a ZIP archive with catalogue files."))])
    if sent.size > uploads.MAX_UPLOAD:
        raise FilesRefused([("", _("The archive is over %(megabytes)d MB.") % {"megabytes": uploads.MAX_UPLOAD // 10**6})])
    return uploads.keep(staff_of(request), str(sent.name), sent.read(uploads.MAX_UPLOAD + 1))


def _archive(_site: AdminSite, _request: HttpRequest) -> HttpResponse:
    """All drafts as an archive."""
    answer = HttpResponse(archive_of(sources.exported()), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="catalogue.zip"'
    return answer


def _upload_page(site: AdminSite, request: HttpRequest, upload: str) -> HttpResponse:
    """What taking an upload in would do to each document; a post takes it in, or drops it."""
    _require_editor(request)
    row = uploads.kept(staff_of(request), upload)
    if row is None:
        raise Http404("There is no such upload.")
    files = uploads.files_of(row)
    catalogue = catalogue_of(files)
    planned = plan(catalogue, sources.bases_of(files))
    trouble = ""
    if request.method == "POST":
        try:
            return _done(request, row, catalogue, planned)
        except CatalogueError as error:
            trouble = str(error)
            planned = plan(catalogue, sources.bases_of(files))
    context = {
        "title": _("What taking the files in would do"),
        "upload": row,
        "trouble": trouble,
        "counts": [(outcome, sum(each.outcome == outcome for each in planned)) for outcome in OUTCOMES],
        "rows": _shown(catalogue, planned),
        "replacing": request.POST.getlist("replace"),
        "seen": " ".join(each.seen for each in planned if each.outcome == "changed"),
        "note": request.POST.get("note", ""),
        "does_something": any(each.outcome != "unchanged" for each in planned),
    }
    return _page(site, request, "files_upload", context, status=422 if trouble else 200)


def _done(request: HttpRequest, row: CatalogueImport, catalogue: Catalogue, planned: list[Planned]) -> HttpResponse:
    if request.POST.get("act") == "drop":
        uploads.forget(row)
        messages.info(request, _("The files are dropped; nothing was changed."))
        return HttpResponseRedirect(reverse("admin:factory_files"))
    ticked = set(request.POST.getlist("replace"))
    _refuse_unseen(planned, ticked, set(request.POST.get("seen", "").split()))
    note = request.POST.get("note", "").strip()[:MAX_NOTE]
    replacing = [each.name for each in planned if each.seen in ticked]
    done = take_in(staff_of(request), catalogue, planned, replacing=replacing, note=note)
    uploads.forget(row)
    taken = sum(each.outcome in ("created", "changed") for each in done)
    told = ngettext("%(count)d document is taken in as a draft.", "%(count)d documents are taken in as drafts.", taken)
    messages.success(request, told % {"count": taken})
    kept = [each.key for each in done if each.outcome == "conflict"]
    if kept:
        messages.warning(request, _("Kept as they are here: %(keys)s") % {"keys": ", ".join(kept)})
    return HttpResponseRedirect(reverse("admin:index"))


def _refuse_unseen(planned: list[Planned], ticked: set[str], seen: set[str]) -> None:
    """Refuse to replace what is not what the person saw: it was changed here since the page was shown."""
    names = {tick.partition("@")[0] for tick in ticked}
    unseen = [
        each.name
        for each in planned
        if (each.outcome == "changed" and each.seen not in seen | ticked)
        or (each.outcome == "conflict" and each.name in names and each.seen not in ticked)
    ]
    if unseen:
        told = _("Changed here since you looked: %(names)s. Nothing is taken in; look again at what would become of each.")
        raise StaleDraft(told % {"names": ", ".join(unseen)})


def _shown(catalogue: Catalogue, planned: list[Planned]) -> list[dict[str, Any]]:
    """What something becomes of first: conflicts, then what is changed and created."""
    bodies = catalogue.documents()
    order = {"conflict": 0, "changed": 1, "created": 2, "unchanged": 3}
    rows = []
    held = held_bodies(planned)
    for each in sorted(planned, key=lambda each: order[each.outcome]):
        if each.document == "industry":
            body, label, url = catalogue.industries[each.key], text_of(catalogue.industries[each.key], each.key), ""
        else:
            body = bodies[each.document, each.key]
            label = text_of(body["label"], each.key)
            url = document_url(each.document, each.key, "history") if each.outcome != "created" else ""
        # Of what cannot become a draft no places are known.
        differs = each.outcome in ("changed", "conflict") and not each.refusal
        comparison = compare(held[each.name], body) if differs and each.name in held else None
        rows.append(
            {
                "planned": each,
                "label": label,
                "url": url,
                "class": class_name(each.change_class or ""),
                "comparison": comparison,
            }
        )
    return rows


def _require_editor(request: HttpRequest) -> None:
    if not may_edit(request):
        raise PermissionDenied(refusal(may_edit))


def _page(site: AdminSite, request: HttpRequest, template: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    # The admin's tags find out from the request which site they are on.
    request.current_app = site.name
    whole = {**site.each_context(request), "opts": Template._meta, **context}
    return TemplateResponse(request, f"admin/factory/{template}.html", whole, status=status)
