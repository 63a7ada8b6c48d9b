"""Finished conversations, as the runtime wrote them: redacted."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from tenants import selectors
from tenants.studio.access import ProjectRequest, project_page
from tenants.studio.context import project_frame


@project_page("view_conversations")
def conversation_list(request: ProjectRequest) -> HttpResponse:
    """The newest conversations."""
    rows = selectors.conversations(request.project)
    return render(request, "studio/conversations.html", {**project_frame(request, "conversations"), "rows": rows})


@project_page("view_conversations")
def conversation(request: ProjectRequest, session: str) -> HttpResponse:
    """One conversation, turn by turn."""
    try:
        row = selectors.conversation(request.project, session)
    except selectors.Missing as error:
        raise Http404(str(error)) from error
    return render(request, "studio/conversation.html", {**project_frame(request, "conversations"), "row": row})
