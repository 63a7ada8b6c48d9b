"""Staff go nowhere without a second factor where it is required: this stands before every page, and not in each."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tenants.control.models import User
from tenants.control.second_factor import has_second_factor
from tenants.control.sign_in import showed_second_factor

REQUIRED = "required"
OPEN = frozenset(
    {
        "set_language", "studio:set-theme", "studio:sign-in", "studio:sign-in-code", "studio:sign-out", "studio:account",
        "studio:account-password", "studio:account-sessions", "studio:second-factor", "studio:password-forgotten",
        "studio:password-sent", "studio:password-new", "admin:logout",
    }
)  # fmt: skip
"""Pages for whoever is signed in and has no second factor yet: those on which one is added, and the ways out."""


class SecondFactorMiddleware:
    """Leads staff who showed no second factor to the page on which one is added."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Lead away, or let pass."""
        if settings.OMNIA_STAFF_SECOND_FACTOR != REQUIRED or SESSION_KEY not in request.session:
            return None
        if request.resolver_match is not None and request.resolver_match.view_name in OPEN:
            return None
        user = request.user
        if not isinstance(user, User) or not user.is_staff or showed_second_factor(request):
            return None
        if not has_second_factor(user):
            return redirect("studio:second-factor")
        # It was added elsewhere since, and this session began without it.
        logout(request)
        return redirect("studio:sign-in")
