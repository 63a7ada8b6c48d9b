"""A template or flow of the draft taken in as JSON."""

from django.http import HttpResponse

from omnia.workbench import importing
from tenants.studio.access import ProjectRequest, project_page
from tenants.studio.desk import StudioDesk

PAGE = "studio/import.html"


@project_page("edit_texts")
def template_import(request: ProjectRequest, key: str) -> HttpResponse:
    """Ask for a template as JSON and show what it would change; a POST with what was seen saves it."""
    return importing.page(request, StudioDesk(request, "template", key), PAGE)


@project_page("edit_texts")
def flow_import(request: ProjectRequest, key: str) -> HttpResponse:
    """Ask for a flow as JSON and show what it would change; a POST with what was seen saves it."""
    return importing.page(request, StudioDesk(request, "flow", key), PAGE)
