"""Finished conversations, as the runtime wrote them: redacted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import get_language

from omnia.documents.wording import text_in
from tenants import selectors
from tenants.actions.reading import note_conversation_read
from tenants.studio.access import ProjectRequest, actor_of, project_page
from tenants.studio.context import project_frame

BETWEEN: Final = "~"
"""Stands between the time and the id in the name of a place."""


@project_page("view_conversations")
def conversation_list(request: ProjectRequest) -> HttpResponse:
    """The newest conversations, or those that ended before one that the address names."""
    before = _place(request.GET.get("before", ""))
    found = selectors.conversation_page(request.project, before)
    rows = found[: selectors.ON_A_PAGE]
    context = {
        **project_frame(request, "conversations"),
        "rows": rows,
        "titles": titles_of(request),
        "is_older": before is not None,
        "older": _named(rows[-1]) if len(found) > len(rows) else "",
    }
    return render(request, "studio/conversations.html", context)


@project_page("view_conversations")
def conversation(request: ProjectRequest, session: str) -> HttpResponse:
    """One conversation, turn by turn."""
    try:
        row = selectors.conversation(request.project, session)
    except selectors.Missing as error:
        raise Http404(str(error)) from error
    note_conversation_read(actor_of(request), request.project, session)
    context = {**project_frame(request, "conversations"), "row": row, "titles": titles_of(request)}
    return render(request, "studio/conversation.html", context)


def _named(row: Mapping[str, Any]) -> str:
    """The place of a conversation in the list, as an address names it."""
    return urlencode({"before": f"{row['finished_at'].isoformat()}{BETWEEN}{row['_id']}"})


def _place(named: str) -> tuple[datetime, str] | None:
    """The place that an address names; None for the top of the list, and for what is no place."""
    at, between, session = named.partition(BETWEEN)
    try:
        return (datetime.fromisoformat(at), session) if between and session else None
    except ValueError:
        return None


def titles_of(request: ProjectRequest) -> dict[str, str]:
    """The names of the draft's templates and flows by key; a flow goes before a template of the same key."""
    language = get_language() or "en"
    rows = [*selectors.drafts(request.project, "template"), *selectors.drafts(request.project, "flow")]
    return {row.key: text_in(row.label, language, row.key) for row in rows}
