"""What people see while a database does not answer: at once, in their language, a page that tries again by itself."""

import sys
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views import defaults

from omnia import portal_health
from omnia.infra.telemetry import log, note_outage
from omnia.mongo import outages

TRY_AGAIN_SECONDS = 3
READING = frozenset({"GET", "HEAD"})

logger = log(__name__)


class DatabaseOutageMiddleware:
    """Refuses pages while the control database is known not to answer, before a thread waits for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if outages.is_known(portal_health.needed()):
            note_outage(logger, "pages", "page.refused_without_database")
            return _page(request)
        return self.get_response(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: 503 for a database that does not answer, whatever met it; else the page that something broke."""
    error = sys.exc_info()[1]
    if not outages.is_outage(error):
        return defaults.server_error(request)
    note_outage(logger, "pages", "page.failed_without_database", error=type(error).__name__)
    outages.report(portal_health.servers())
    return _page(request)


def _page(request: HttpRequest) -> HttpResponse:
    """The page, made without the request's context: that asks the database who is signed in."""
    from tenants.studio.context import theme  # the studio's views need the apps to be ready

    is_reading = request.method in READING
    content = render_to_string(
        "database_down.html", {"is_reading": is_reading, "address": request.get_full_path(), **theme(request)}
    )
    headers = {"Retry-After": str(TRY_AGAIN_SECONDS)}
    if is_reading:
        # Not by an element of the page: whoever has it read aloud would be interrupted by each renewal.
        headers["Refresh"] = str(TRY_AGAIN_SECONDS)
    response = HttpResponse(content, status=503, headers=headers)
    # Django would write a line, or a traceback, for each page; ours say it once a second.
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001  # Django's own mark
    return response
