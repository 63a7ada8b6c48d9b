"""The chat simulator of a project: a conversation with its draft, or with a side of an update."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from omnia.workbench import simulating
from tenants.studio.access import ProjectRequest, project_page
from tenants.studio.speaking import DRAFT, SIDES, choices_in
from tenants.studio.stage import ProjectStage


@require_POST
@project_page()
def start(request: ProjectRequest) -> HttpResponse:
    """Begin a conversation with a template or flow: its draft, or a side of its update as the page decides it."""
    side = request.POST.get("side", DRAFT)
    choices = choices_in(request.POST) if side == "result" else {}
    return simulating.start(ProjectStage(request), side=side if side in SIDES else DRAFT, choices=choices)


@require_POST
@project_page()
def turn(request: ProjectRequest) -> HttpResponse:
    """Go on with a simulated conversation."""
    return simulating.turn(ProjectStage(request))


@require_POST
@project_page("edit_templates")
def keep(request: ProjectRequest) -> HttpResponse:
    """Keep a simulated conversation as a test of the draft, with the end that it came to."""
    return simulating.keep(ProjectStage(request))
