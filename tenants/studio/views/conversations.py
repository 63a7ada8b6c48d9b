"""Finished conversations, as the runtime wrote them: redacted."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from omnia.documents.wording import text_in
from tenants import selectors
from tenants.studio.access import ProjectRequest, project_page
from tenants.studio.context import project_frame


@project_page("view_conversations")
def conversation_list(request: ProjectRequest) -> HttpResponse:
    """The newest conversations."""
    rows = selectors.conversations(request.project)
    context = {**project_frame(request, "conversations"), "rows": rows, "titles": _titles(request)}
    return render(request, "studio/conversations.html", context)


@project_page("view_conversations")
def conversation(request: ProjectRequest, session: str) -> HttpResponse:
    """One conversation, turn by turn."""
    try:
        row = selectors.conversation(request.project, session)
    except selectors.Missing as error:
        raise Http404(str(error)) from error
    context = {**project_frame(request, "conversations"), "row": row, "titles": _titles(request)}
    return render(request, "studio/conversation.html", context)


def _titles(request: ProjectRequest) -> dict[str, str]:
    """The names of the draft's templates and flows by key; a flow goes before a template of the same key."""
    language = get_language() or "en"
    rows = [*selectors.drafts(request.project, "template"), *selectors.drafts(request.project, "flow")]
    return {row.key: text_in(row.label, language, row.key) for row in rows}
