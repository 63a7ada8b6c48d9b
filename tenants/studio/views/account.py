"""Signing in and out, and how the pages look to a person."""

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

THEME_COOKIE = "omnia_theme"
THEMES = frozenset({"light", "dark"})
ONE_YEAR = 365 * 24 * 3600


class SignInForm(AuthenticationForm):
    """E-mail and password."""

    def get_invalid_login_error(self) -> ValidationError:
        """One sentence for a wrong password and for an unknown address, so that nobody learns who has an account."""
        return ValidationError(_("E-mail and password do not belong together. Check both and try again."), code="invalid_login")


class SignIn(LoginView):
    """Sign in with e-mail and password."""

    form_class = SignInForm
    template_name = "studio/sign_in.html"
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """Sign out and go back to the sign-in page."""


def start(request: HttpRequest) -> HttpResponse:
    """The bare address leads to one's projects."""
    return redirect("studio:projects" if request.user.is_authenticated else "studio:sign-in")


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark in a cookie; anything else means: as the system."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = HttpResponseRedirect(target)
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie(THEME_COOKIE, theme, max_age=ONE_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    else:
        response.delete_cookie(THEME_COOKIE)
    return response
