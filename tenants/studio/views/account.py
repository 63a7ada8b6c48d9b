"""Signing in and out, and how the pages look to a person."""

from typing import Any

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView, redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from omnia.infra.sign_in_limits import TooSoonError
from tenants.control.models import User
from tenants.control.second_factor import has_second_factor
from tenants.control.sign_in import remember_device, wait_for_code
from tenants.studio.session_limits import customer_limits, staff_limits
from tenants.studio.waiting_words import wait_text

THEME_COOKIE = "omnia_theme"
THEMES = frozenset({"light", "dark"})
ONE_YEAR = 365 * 24 * 3600


class SignInForm(AuthenticationForm):
    """E-mail and password."""

    def get_invalid_login_error(self) -> ValidationError:
        """One sentence for a wrong password and for an unknown address, so that nobody learns who has an account."""
        return ValidationError(_("E-mail and password do not belong together. Check both and try again."), code="invalid_login")


class SignIn(LoginView):
    """Sign in with e-mail and password; whoever guesses is asked to wait, longer each time."""

    form_class = SignInForm
    template_name = "studio/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **told: Any) -> dict[str, Any]:
        """What the page says: also why somebody was signed out, and after which time one is."""
        asked = self.request.GET
        return {
            **super().get_context_data(**told), "ended": asked.get("ended"), "sent": asked.get("sent"),
            "staff": staff_limits(), "customers": customer_limits(),
        }  # fmt: skip

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign in, or show the form again with what is wrong; 429 for an attempt that must wait."""
        try:
            return super().post(request, *args, **kwargs)
        except TooSoonError as error:
            form = SignInForm(request, initial={"username": request.POST.get("username", "")})
            context = self.get_context_data(form=form, wait=wait_text(error.seconds))
            response = render(request, self.template_name, context, status=429)
            response["Retry-After"] = str(error.seconds)
            return response

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Sign in, and know the browser from now on; who has a second factor is asked for its code first."""
        user = form.get_user()
        if isinstance(user, User) and has_second_factor(user):
            wait_for_code(self.request, user, self.get_redirect_url())
            return redirect("studio:sign-in-code")
        response = super().form_valid(form)
        if isinstance(self.request.user, User):
            remember_device(self.request, response, self.request.user.email)
        return response


def staff_door(request: HttpRequest) -> HttpResponse:
    """Lead whoever wants into the staff admin to the one sign-in page; refuse who is signed in and no staff."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME, reverse("admin:index")))
    if not (isinstance(request.user, User) and request.user.is_staff):
        raise PermissionDenied(_("Your account does not belong to the platform's staff. Sign out, and sign in as staff."))
    return redirect("admin:index")


def staff_password(_request: HttpRequest) -> HttpResponse:
    """Lead staff from the admin's own form to the one page on which a password is changed: that one notes it."""
    return redirect("studio:account")


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
