"""Editing a draft: as a sheet of fields and texts, or as JSON."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factory.actions import CatalogueError, InvalidDocument, check
from factory.admin import posting, unsaved
from factory.admin.findings import Placed, place
from factory.admin.page import Page
from factory.admin.rights import may_edit, refusal
from factory.admin.sheet import Body, Sheet, element_id, sheet
from factory.provenance import field_writers
from omnia.dialogue.edits import EditError
from omnia.dialogue.lint import Finding
from omnia.documents import source_text
from omnia.documents.comparing import Comparison, compare
from omnia.documents.conflicts import ShownConflict, shown_conflicts
from omnia.documents.merging import OvertakenError, Work, to_save
from omnia.documents.places import in_words
from omnia.documents.versions import StaleVersionError
from omnia.finding_words import in_readers_language

SAVED = gettext_lazy("The draft is saved. Projects get it when it is published.")
STILL_TYPED = gettext_lazy("What you typed is not saved yet: it is in the fields below. Save the draft to keep it.")


@dataclass(slots=True)
class Trouble:
    """Why a posted draft was not saved, and what is to be decided before it is."""

    sentence: str = ""
    status: int = 422
    stale: bool = False
    findings: Sequence[Finding] = ()
    base_version: int = 0
    """The version that what is typed is an edit of; the draft's, if it is 0."""
    conflicts: Sequence[ShownConflict] = ()


def sheet_page(page: Page) -> HttpResponse:
    """The draft as a sheet; a post saves what the person changed."""
    if page.request.method == "POST":
        return _discard(page, "change") if "discard" in page.request.POST else _save_sheet(page)
    typed = unsaved.typed(page.request, page.place("change"))
    if typed is None:
        return _show_sheet(page, page.head.draft, Trouble())
    met = OvertakenError(posting.work(page.document, page.versions, typed), page.versions.head())
    return _show_sheet(page, met.merged.document, _to_decide(met, typed, str(STILL_TYPED), 200))


def _discard(page: Page, name: str) -> HttpResponse:
    """Show the draft as it is saved."""
    unsaved.forget(page.request, page.place(name))
    return HttpResponseRedirect(page.url(name))


def _save_sheet(page: Page) -> HttpResponse:
    row, data = page.head, page.request.POST
    if not may_edit(page.request):
        raise PermissionDenied(refusal(may_edit))
    work = posting.work(page.document, page.versions, data)
    # Whatever comes of saving: what was typed is found again until it is saved.
    unsaved.keep(page.request, page.place("change"), posting.touched(work, page.document, data))
    wanted = posting.reshaping(sheet(page.document, row.draft), data)
    proposed = work.together
    try:
        proposed, base_version = to_save(page.versions, work, data)
        final, fresh = posting.reshape(proposed, wanted)
        page.versions.save(final, base_version=base_version, note=data.get("note", ""))
    except StaleVersionError:
        return _show_conflict(page, work, reshaped=bool(wanted))
    except InvalidDocument as error:
        return _show_sheet(page, proposed, Trouble(str(error), findings=error.findings))
    except (CatalogueError, EditError) as error:
        return _show_sheet(page, proposed, Trouble(str(error)))
    unsaved.forget(page.request, page.place("change"))
    messages.success(page.request, SAVED)
    return HttpResponseRedirect(page.url("change") + (f"#{element_id(fresh)}" if fresh else ""))


def undo_page(page: Page) -> HttpResponse:
    """Bring the draft before the last save back, if nobody saved since the page was shown."""
    if page.request.method == "POST":
        seen = posting.revision_of(page.request.POST.get("revision", ""))
        try:
            page.versions.restore(seen - 1, base_version=seen)
        except CatalogueError as error:
            messages.error(page.request, str(error))
        else:
            messages.success(page.request, _("The last save is undone."))
    return HttpResponseRedirect(page.url("change"))


def _to_decide(met: OvertakenError, posted: Mapping[str, str], sentence: str, status: int) -> Trouble:
    """What is said of a merge with someone else's draft, and what both changed."""
    shown = shown_conflicts(met.merged.conflicts, posted, met.work.mine, met.head.body, met.work.base)
    return Trouble(sentence, status, stale=status != 200, base_version=met.resumed_at, conflicts=shown)


def _show_conflict(page: Page, work: Work, *, reshaped: bool) -> HttpResponse:
    page.head.refresh_from_db()
    met = OvertakenError(work, page.versions.head())
    sentence = _(
        "%(name)s saved this draft while you were editing. Nothing of yours is saved yet and nothing is lost: below is their "
        "draft with your changes in it. Look through it and save again."
    ) % {"name": met.head.author or _("Someone else")}
    if reshaped:
        sentence += " " + _("Levels that you wanted to add or remove are as in their draft; do it again if it is still right.")
    for edit in met.lost:
        sentence += " " + _("The place of “%(text)s” is gone from their draft.") % {"text": edit.value}
    return _show_sheet(page, met.merged.document, _to_decide(met, page.request.POST, sentence, 409))


def _show_sheet(page: Page, body: Body, trouble: Trouble) -> HttpResponse:
    shown = sheet(page.document, body)
    conflicts = {found.address: found for found in trouble.conflicts}
    writers = field_writers(page.document, page.head)
    for held in shown.fields():
        held.conflict = conflicts.pop(held.address, None)
        held.writer = writers.get(held.address)
    placed = place(shown, body, in_readers_language(trouble.findings or check(page.document, body)))
    return page.render(
        "change",
        "change",
        title=str(page.head),
        status=trouble.status if trouble.sentence else 200,
        sheet=shown,
        name_rows=_rows(shown),
        trouble=trouble,
        elsewhere=list(conflicts.values()),
        both=[(held.conflict.place, held.element_id) for held in shown.fields() if held.conflict]
        + [(found.place, "") for found in conflicts.values()],
        take_theirs=_("Take theirs"),
        base_version=trouble.base_version or page.head.revision,
        dirty=bool(trouble.sentence),
        note=page.request.POST.get("note", ""),
        **summary(placed),
    )


def _rows(shown: Sheet) -> list[dict[str, Any]]:
    """The names by language: each with its fields in a row."""
    found: dict[str, dict[str, Any]] = {}
    for held in shown.names:
        row = found.setdefault(held.locale, {"locale": held.locale, "language": held.language, "fields": []})
        row["spoken"] = held.locale in shown.locales
        row["fields"].append(held)
    return list(found.values())


def summary(placed: Sequence[Placed]) -> dict[str, Any]:
    """Errors and warnings for the summary."""
    return {
        "errors": [found for found in placed if found.finding.severity == "error"],
        "warnings": [found for found in placed if found.finding.severity == "warning"],
    }


def json_page(page: Page) -> HttpResponse:
    """The whole draft as JSON; a post saves it."""
    if page.request.method == "POST":
        return _discard(page, "json") if "discard" in page.request.POST else _save_json(page)
    typed = unsaved.typed(page.request, page.place("json"))
    if typed is not None:
        return _show_json_typed(page, typed)
    text, lines = source_text.write(page.head.draft)
    return _show_json(page, text, lines, check(page.document, page.head.draft), Trouble())


def _show_json_typed(page: Page, typed: QueryDict) -> HttpResponse:
    """The text that was not saved, and what it would change in the draft as it is now."""
    text, trouble, comparison = typed.get("text", ""), Trouble(str(STILL_TYPED), 200), None
    with suppress(source_text.UnreadableError):
        met = OvertakenError(_json_work(page, source_text.read(text), typed), page.versions.head())
        if met.work.base_version != met.head.version:
            trouble = _to_decide(met, typed, str(STILL_TYPED), 200)
            trouble.base_version = met.work.base_version
            comparison = compare(met.head.body, met.merged.document)
    return _show_json(page, text, {}, [], trouble, comparison=comparison)


def _save_json(page: Page) -> HttpResponse:
    data = page.request.POST
    if not may_edit(page.request):
        raise PermissionDenied(refusal(may_edit))
    text = data.get("text", "").replace("\r\n", "\n")
    unsaved.keep(page.request, page.place("json"), {"text": text, "revision": data.get("revision", "")})
    try:
        body = source_text.read(text)
    except source_text.UnreadableError as error:
        return _show_json(page, text, {"": error.line}, [], Trouble(str(error)), line=error.line)
    lines = _lines(text, body)
    work = _json_work(page, body, data)
    try:
        final, base_version = to_save(page.versions, work, data)
        page.versions.save(final, base_version=base_version, note=data.get("note", ""))
    except StaleVersionError:
        return _show_json_conflict(page, work, text, lines)
    except InvalidDocument as error:
        return _show_json(page, text, lines, error.findings, Trouble(str(error)))
    except CatalogueError as error:
        return _show_json(page, text, lines, [], Trouble(str(error)))
    unsaved.forget(page.request, page.place("json"))
    messages.success(page.request, SAVED)
    return HttpResponseRedirect(page.url("json"))


def _json_work(page: Page, body: Body, data: QueryDict) -> Work:
    """What the text makes of the version that the form was filled with."""
    base_version = posting.revision_of(data.get("revision", ""))
    try:
        base = page.versions.body(base_version)
    except LookupError:
        base = page.head.draft
    # The whole text is mine, whichever version was seen beside it.
    return Work(base_version, base, body, posting.revision_of(data.get("seen", "")) or base_version, base)


def _lines(text: str, body: Body) -> dict[str, int]:
    """The lines of places, if the text is laid out as we lay it out; else there is nothing to tell."""
    laid_out, lines = source_text.write(body)
    return lines if laid_out.strip() == text.strip() else {}


def _show_json_conflict(page: Page, work: Work, text: str, lines: dict[str, int]) -> HttpResponse:
    page.head.refresh_from_db()
    met = OvertakenError(work, page.versions.head())
    sentence = _(
        "%(name)s saved this draft while you were editing. Nothing of yours is saved yet and nothing is lost: your text is still "
        "in the form, and what it would change in their draft is listed below. Saving merges it into theirs."
    ) % {"name": met.head.author or _("Someone else")}
    trouble = _to_decide(met, page.request.POST, sentence, 409)
    # The text stays as it was typed: it is merged when it is saved.
    trouble.base_version = work.base_version
    return _show_json(page, text, lines, [], trouble, comparison=compare(met.head.body, met.merged.document))


def _show_json(
    page: Page,
    text: str,
    lines: dict[str, int],
    findings: Sequence[Finding],
    trouble: Trouble,
    *,
    line: int = 0,
    comparison: Comparison | None = None,
) -> HttpResponse:
    body = page.head.draft
    listed = [
        {
            "finding": found,
            "where": in_words(body, found.path) or _("The document"),
            "line": source_text.line_of(lines, found.path) if lines else 0,
        }
        for found in in_readers_language(findings)
    ]
    return page.render(
        "json",
        "json",
        title=str(page.head),
        status=trouble.status if trouble.sentence else 200,
        text=text,
        listed=listed,
        error_line=line,
        trouble=trouble,
        elsewhere=trouble.conflicts,
        both=[(found.place, "") for found in trouble.conflicts],
        take_theirs=_("Take theirs"),
        base_version=trouble.base_version or page.head.revision,
        dirty=bool(trouble.sentence),
        note=page.request.POST.get("note", ""),
        comparison=comparison,
    )
