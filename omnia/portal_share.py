"""The pages' share of a process that also serves the runtime: people who open many pages must not hold up a conversation."""

import threading
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from omnia.infra.telemetry import log

logger = log(__name__)


class PortalShareMiddleware:
    """Makes at most `OMNIA_PORTAL_AT_ONCE` pages at once, any number with None; one more is told to come back in a moment."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        bound = settings.OMNIA_PORTAL_AT_ONCE
        self._free = threading.BoundedSemaphore(bound) if bound is not None else None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, or refuse it before anything is done for it."""
        if self._free is None:
            return self.get_response(request)
        if not self._free.acquire(blocking=False):
            logger.warning("portal.busy")
            refusal = render(request, "503.html", status=503)
            refusal["Retry-After"] = "1"
            return refusal
        try:
            return self.get_response(request)
        finally:
            self._free.release()
