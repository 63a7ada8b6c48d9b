"""The API's OpenAPI document, for generators."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from management_api.api import openapi_json
from omnia.infra.hosts import check_host

CACHED = "public, max-age=300"


@require_GET
def openapi(request: HttpRequest) -> HttpResponse:
    """The document; like the runtime's it needs no key, and answers to an allowed host only."""
    check_host(request.META.get("HTTP_HOST", ""))
    return HttpResponse(openapi_json(), content_type="application/json", headers={"Cache-Control": CACHED})
