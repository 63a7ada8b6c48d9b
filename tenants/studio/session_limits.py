"""How long people stay signed in: until nothing happened for a while, and never longer than a day's work."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from omnia.infra.crypto import new_secret
from omnia.infra.telemetry import log
from omnia.workbench.unsaved import TYPED
from tenants.control.models import User
from tenants.studio import late_forms

logger = log(__name__)

Why = Literal["", "idle", "long"]

BEGUN = "signed-in"
"""In a session: when it began, and a word by which its cookie of the last use is known."""
UNSAVED = "unsaved-of"
"""In a session that ended: whose unsaved texts it still holds, until they sign in again."""

SALT = "omnia.last-seen"
WRITE_SECONDS = 60
"""The cookie is renewed so often at most."""

BACKGROUND = frozenset(
    {"studio:updates-progress", "studio:replay-go-on", "studio:privacy-person-go-on", "admin:tenants_project_move_progress"}
)
"""What pages ask by themselves while nobody need be there: it keeps nobody signed in."""

OPEN = frozenset(
    {
        "set_language", "studio:set-theme", "studio:sign-in", "studio:sign-in-code", "studio:sign-out", "admin:logout",
        "studio:password-forgotten", "studio:password-sent", "studio:password-new",
    }
)  # fmt: skip
"""Pages for whoever is not signed in: a session that is over ends there without a word."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one of the two kinds of people stays signed in."""

    idle_minutes: int
    hours: int


def staff_limits() -> Limits:
    """Those of the platform's staff."""
    return Limits(settings.OMNIA_STAFF_IDLE_MINUTES, settings.OMNIA_STAFF_SIGNED_IN_HOURS)


def customer_limits() -> Limits:
    """Those of customers' people."""
    return Limits(settings.OMNIA_CUSTOMER_IDLE_MINUTES, settings.OMNIA_CUSTOMER_SIGNED_IN_HOURS)


class SessionLimitsMiddleware:
    """Ends sessions that are over. Stands behind the check of forms, so that no other site's form is ever kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, and note that the session was used."""
        response = self.get_response(request)
        if request.session.accessed:
            if SESSION_KEY in request.session:
                late_forms.forget_sent(request, response.status_code)
            _note_use(request, response)
        return response

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Lead whoever's session is over to the sign-in page, or let pass."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or SESSION_KEY not in request.session:
            return None
        user = request.user
        if not isinstance(user, User):
            return None
        if BEGUN not in request.session:
            _begin(request, user)
        why = _over(request, user)
        return _end(request, user, why) if why else None


def _begin(request: HttpRequest, user: User) -> None:
    """Note when a session began; what an earlier one of the same person left unsaved is theirs again."""
    request.session[BEGUN] = {"at": time.time(), "id": new_secret(12)}
    if request.session.pop(UNSAVED, str(user.pk)) != str(user.pk):
        request.session.pop(TYPED, None)
    late_forms.forget_others(request, user)


def begin_session(request: HttpRequest | None, user: Any, **_signal: Any) -> None:
    """Note that somebody has just signed in, so that no later request, a refused one above all, has to write it."""
    if request is not None and isinstance(user, User):
        _begin(request, user)


def _over(request: HttpRequest, user: User) -> Why:
    """Why a session is over; empty while it is not."""
    limits = staff_limits() if user.is_staff else customer_limits()
    begun, now = request.session[BEGUN], time.time()
    if now - begun["at"] >= limits.hours * 3600:
        return "long"
    return "idle" if now - _last_seen(request, begun) >= limits.idle_minutes * 60 else ""


def _last_seen(request: HttpRequest, begun: dict[str, Any]) -> float:
    """When the session was last used: as its cookie says; without one that is its own, when it began."""
    try:
        mark, _colon, at = Signer(salt=SALT).unsign(request.COOKIES.get(settings.OMNIA_SEEN_COOKIE_NAME, "")).partition(":")
    except BadSignature:
        return float(begun["at"])
    return float(at) if mark == begun["id"] else float(begun["at"])


def _note_use(request: HttpRequest, response: HttpResponse) -> None:
    """Say in the answer when the session was used, unless a page asked by itself, or the browser knows it nearly as well."""
    begun = request.session.get(BEGUN)
    name = settings.OMNIA_SEEN_COOKIE_NAME
    if begun is None or SESSION_KEY not in request.session:
        if name in request.COOKIES:
            response.delete_cookie(name, samesite="Lax")
        return
    view = request.resolver_match.view_name if request.resolver_match else ""
    by_itself = view in BACKGROUND or getattr(request, "asked_by_itself", False)
    if by_itself or time.time() - _last_seen(request, begun) < WRITE_SECONDS:
        return
    response.set_cookie(
        name,
        Signer(salt=SALT).sign(f"{begun['id']}:{int(time.time())}"),
        max_age=settings.SESSION_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _end(request: HttpRequest, user: User, why: Why) -> HttpResponse | None:
    """Sign out; what was typed is kept for the same person, and they are led to where they were once they sign in again."""
    logger.info("sign_in.session_ended", why=why, staff=user.is_staff)
    typed, view = request.session.get(TYPED), request.resolver_match.view_name if request.resolver_match else ""
    logout(request)
    if typed:
        request.session[TYPED], request.session[UNSAVED] = typed, str(user.pk)
    if view in OPEN:
        return None
    kept = request.method == "POST" and view not in BACKGROUND and late_forms.keep(request, user)
    told = {"next": reverse("studio:late-form") if kept else _place(request), "ended": why}
    if request.method == "POST" and view not in BACKGROUND:
        told["sent"] = "kept" if kept else "lost"
    address = f"{reverse('studio:sign-in')}?{urlencode(told)}"
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _place(request: HttpRequest) -> str:
    """The page on which the person was."""
    if request.method in {"GET", "HEAD"} and not request.headers.get("HX-Request"):
        return request.get_full_path()
    told = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(told, allowed_hosts={request.get_host()}):
        return reverse("studio:projects")
    parts = urlsplit(told)
    return parts.path + (f"?{parts.query}" if parts.query else "")
