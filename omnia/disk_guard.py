"""Changes in the portal are refused while the disk of the databases is nearly full; what is there can be read."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from omnia.infra import disk_space
from omnia.infra.telemetry import log

READING = frozenset({"GET", "HEAD", "OPTIONS"})
ALWAYS = frozenset({"/sign-in", "/sign-out", "/admin/login/", "/admin/logout/"})
"""Who cannot get in cannot read, nor see what is wrong."""
RETRY_SECONDS = "30"

logger = log(__name__)


class DiskGuardMiddleware:
    """Answers a change with a page that says why it is not made, before anything of it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, or refuse it."""
        if request.method in READING or request.path in ALWAYS or not disk_space.is_short():
            return self.get_response(request)
        logger.warning("portal.disk_full")
        refusal = render(request, "507.html", status=507)
        refusal["Retry-After"] = RETRY_SECONDS
        return refusal
