"""Editing a draft: as a sheet of fields and texts, or as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factory.actions import CatalogueError, InvalidDocument, StaleDraft, check
from factory.admin import json_text, posting, unsaved
from factory.admin.comparing import Comparison, compare
from factory.admin.findings import Placed, in_words, place
from factory.admin.page import Page
from factory.admin.rights import may_edit, refusal
from factory.admin.sheet import Body, Sheet, element_id, sheet
from omnia.dialogue.addresses import to_pointer
from omnia.dialogue.edits import applied
from omnia.dialogue.lint import Finding
from omnia.finding_words import in_readers_language

SAVED = gettext_lazy("The draft is saved. Projects get it when it is published.")
STILL_TYPED = gettext_lazy("What you typed is not saved yet: it is in the fields below. Save the draft to keep it.")


@dataclass(slots=True)
class Trouble:
    """Why a posted draft was not saved."""

    sentence: str = ""
    status: int = 422
    stale: bool = False
    both: Sequence[str] = ()
    """Places, in words, that someone else changed too."""
    homeless: Sequence[str] = ()
    findings: Sequence[Finding] = field(default_factory=list)


def revision_of(text: str) -> int:
    """The revision that a form was shown with; 0, which is no draft's, if it is unreadable."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def sheet_page(page: Page) -> HttpResponse:
    """The draft as a sheet; a post saves what the person changed."""
    if page.request.method == "POST":
        return _discard(page, "change") if "discard" in page.request.POST else _save_sheet(page)
    typed = unsaved.typed(page.request, page.place("change"))
    if typed is None:
        return _show_sheet(page, page.head.draft, Trouble())
    posted = posting.read(sheet(page.document, page.head.draft), typed)
    body = applied(page.head.draft, posted.edits)
    trouble = Trouble(str(STILL_TYPED), 200, both=_both(body, posted), homeless=posted.homeless)
    return _show_sheet(page, body, trouble, theirs=posted.both)


def _discard(page: Page, name: str) -> HttpResponse:
    """Show the draft as it is saved."""
    unsaved.forget(page.request, page.place(name))
    return HttpResponseRedirect(page.url(name))


def _save_sheet(page: Page) -> HttpResponse:
    row, data = page.head, page.request.POST
    if not may_edit(page.request):
        raise PermissionDenied(refusal(may_edit))
    # Whatever comes of saving: what was typed is found again until it is saved.
    unsaved.keep(page.request, page.place("change"), posting.touched(data))
    shown = sheet(page.document, row.draft)
    wanted = posting.reshaping(shown, data)
    posted = posting.read(shown, data)
    proposed = applied(row.draft, posted.edits)
    if revision_of(data.get("revision", "")) != row.revision:
        return _show_conflict(page, posted, proposed, reshaped=bool(wanted))
    final, fresh = posting.reshape(proposed, wanted)
    try:
        page.versions.save(final, base_version=row.revision, note=data.get("note", ""))
    except StaleDraft:
        row.refresh_from_db()
        again = posting.read(sheet(page.document, row.draft), data)
        return _show_conflict(page, again, applied(row.draft, again.edits), reshaped=bool(wanted))
    except InvalidDocument as error:
        return _show_sheet(page, proposed, Trouble(str(error), findings=error.findings))
    except CatalogueError as error:
        return _show_sheet(page, proposed, Trouble(str(error)))
    unsaved.forget(page.request, page.place("change"))
    messages.success(page.request, SAVED)
    return HttpResponseRedirect(page.url("change") + (f"#{element_id(fresh)}" if fresh else ""))


def undo_page(page: Page) -> HttpResponse:
    """Bring the draft before the last save back, if nobody saved since the page was shown."""
    if page.request.method == "POST":
        seen = revision_of(page.request.POST.get("revision", ""))
        try:
            page.versions.restore(seen - 1, base_version=seen)
        except CatalogueError as error:
            messages.error(page.request, str(error))
        else:
            messages.success(page.request, _("The last save is undone."))
    return HttpResponseRedirect(page.url("change"))


def _both(body: Body, posted: posting.Posted) -> list[str]:
    """The places, in words, that someone else changed too."""
    return [in_words(body, to_pointer(body, address) or "") for address in posted.both]


def _show_conflict(page: Page, posted: posting.Posted, proposed: Body, *, reshaped: bool) -> HttpResponse:
    row = page.head
    sentence = _(
        "%(name)s saved this draft while you were editing. Nothing of yours is saved yet and nothing is lost: below is their "
        "draft with your changes in it. Look through it and save again."
    ) % {"name": row.updated_by or _("Someone else")}
    if reshaped:
        sentence += " " + _("Levels that you wanted to add or remove are as in their draft; do it again if it is still right.")
    trouble = Trouble(sentence, 409, stale=True, both=_both(proposed, posted), homeless=posted.homeless)
    return _show_sheet(page, proposed, trouble, theirs=posted.both)


def _show_sheet(page: Page, body: Body, trouble: Trouble, theirs: dict[str, str] | None = None) -> HttpResponse:
    row = page.head
    stored = sheet(page.document, row.draft)
    shown = sheet(page.document, body)
    for held in shown.fields():
        held.theirs = (theirs or {}).get(held.address)
    placed = place(shown, body, in_readers_language(trouble.findings or check(page.document, body)))
    return page.render(
        "change",
        "change",
        title=str(row),
        status=trouble.status if trouble.sentence else 200,
        sheet=shown,
        name_rows=_rows(shown),
        was=posting.digests(stored),
        trouble=trouble,
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
        return _show_json(page, typed.get("text", ""), {}, [], Trouble(str(STILL_TYPED), 200))
    text, lines = json_text.write(page.head.draft)
    return _show_json(page, text, lines, check(page.document, page.head.draft), Trouble())


def _save_json(page: Page) -> HttpResponse:
    row, data = page.head, page.request.POST
    if not may_edit(page.request):
        raise PermissionDenied(refusal(may_edit))
    text = data.get("text", "").replace("\r\n", "\n")
    unsaved.keep(page.request, page.place("json"), {"text": text})
    try:
        body = json_text.read(text)
    except json_text.UnreadableError as error:
        return _show_json(page, text, {"": error.line}, [], Trouble(str(error)), line=error.line)
    lines = _lines(text, body)
    if revision_of(data.get("revision", "")) != row.revision:
        return _show_json_conflict(page, text, body, lines)
    try:
        page.versions.save(body, base_version=row.revision, note=data.get("note", ""))
    except StaleDraft:
        row.refresh_from_db()
        return _show_json_conflict(page, text, body, lines)
    except InvalidDocument as error:
        return _show_json(page, text, lines, error.findings, Trouble(str(error)))
    except CatalogueError as error:
        return _show_json(page, text, lines, [], Trouble(str(error)))
    unsaved.forget(page.request, page.place("json"))
    messages.success(page.request, SAVED)
    return HttpResponseRedirect(page.url("json"))


def _lines(text: str, body: Body) -> dict[str, int]:
    """The lines of places, if the text is laid out as we lay it out; else there is nothing to tell."""
    laid_out, lines = json_text.write(body)
    return lines if laid_out.strip() == text.strip() else {}


def _show_json_conflict(page: Page, text: str, body: Body, lines: dict[str, int]) -> HttpResponse:
    row = page.head
    sentence = _(
        "%(name)s saved this draft while you were editing. Nothing of yours is saved yet and nothing is lost: your text is still "
        "in the form, and what it would change in their draft is listed below. Saving it replaces theirs."
    ) % {"name": row.updated_by or _("Someone else")}
    return _show_json(page, text, lines, [], Trouble(sentence, 409, stale=True), comparison=compare(row.draft, body))


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
            "where": in_words(body, found.path),
            "line": json_text.line_of(lines, found.path) if lines else 0,
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
        dirty=bool(trouble.sentence),
        note=page.request.POST.get("note", ""),
        comparison=comparison,
    )
