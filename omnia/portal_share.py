"""The pages' share of a process: people who open many pages must not hold up a conversation, nor strangers the signed-in."""

import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from omnia.infra.client_address import neighbourhood, resolve_client
from omnia.infra.hashing import HashingBusyError
from omnia.infra.telemetry import log, note_outage
from tenants.control.sign_in import DEVICE_COOKIE, has_signed_in_before, waits_for_code

logger = log(__name__)

INVENTED_AT_ONCE = 1
"""Pages at once for whoever brings a session that does not exist: they take no stranger's place."""


def is_stranger(scope: Any) -> bool:
    """Whether a request, as the server hands it over, shows neither a session nor a browser in which somebody has signed in.

    Only names are looked at here, in the thread that takes all requests in; the middleware looks at what the cookies say.
    """
    cookies = ";".join(scope.headers.get_all("cookie"))
    asks_for_file = scope.path.startswith(settings.STATIC_URL)
    return not (asks_for_file or f"{settings.SESSION_COOKIE_NAME}=" in cookies or f"{DEVICE_COOKIE}=" in cookies)


def address_of(scope: Any) -> str:
    """Where a request, as the server hands it over, comes from; of IPv6 the whole /64."""
    forwarded_for = scope.headers.get("x-forwarded-for") or ""
    peer = scope.client.rpartition(":")[0]
    return neighbourhood(resolve_client(peer, forwarded_for, settings.OMNIA_TRUSTED_PROXIES))


class PortalShareMiddleware:
    """Makes at most `OMNIA_PORTAL_AT_ONCE` pages at once, of which strangers get at most `OMNIA_ANONYMOUS_AT_ONCE`.

    One more is told to come back in a moment, at almost no cost.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._pages = threading.BoundedSemaphore(settings.OMNIA_PORTAL_AT_ONCE)
        self._anonymous = threading.BoundedSemaphore(settings.OMNIA_ANONYMOUS_AT_ONCE)
        self._invented = threading.BoundedSemaphore(INVENTED_AT_ONCE)
        self._refusals: dict[str, str] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, or refuse it before anything is done for it."""
        # Whoever brings no session is a stranger for certain, unless somebody has signed in with this browser before.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES and not has_signed_in_before(request):
            return self._within(self._anonymous, request, self._answer)
        return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        return self._within(self._pages, request, self._answer_known)

    def _answer_known(self, request: HttpRequest) -> HttpResponse:
        has_cookie = settings.SESSION_COOKIE_NAME in request.COOKIES
        invented = has_cookie and SESSION_KEY not in request.session and not waits_for_code(request)
        return self._within(self._invented, request, self._make) if invented else self._make(request)

    def _make(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def _within(
        self, share: threading.BoundedSemaphore, request: HttpRequest, answer: Callable[[HttpRequest], HttpResponse]
    ) -> HttpResponse:
        if not share.acquire(blocking=False):
            return self._refuse()
        try:
            return answer(request)
        finally:
            share.release()

    def process_exception(self, _request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for a view in which a password could not be checked in time."""
        return self._refuse() if isinstance(error, HashingBusyError) else None

    def _refuse(self) -> HttpResponse:
        note_outage(logger, "share of pages", "portal.busy")
        language = get_language() or "en"
        page = self._refusals.get(language)
        if page is None:
            page = self._refusals[language] = render_to_string("503.html")
        return HttpResponse(page, status=503, headers={"Retry-After": "1"})
