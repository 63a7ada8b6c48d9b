"""A person's own account: its password, changed by who knows it or set anew by a mailed link."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from omnia.infra.audit import Actor
from omnia.infra.email_addresses import normalise_email
from omnia.infra.sign_in_limits import TooSoonError, begin_attempt
from tenants.actions.passwords import LONGEST, PasswordError, PasswordGoneError, change_password, reset_password
from tenants.control.models import User
from tenants.control.second_factor import has_second_factor
from tenants.control.sign_in import confirm_password
from tenants.studio.access import actor_of
from tenants.studio.password_links import mail_link, tell_changed, user_of
from tenants.studio.waiting_words import wait_text

LONGEST_EMAIL = 254


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """What belongs to the person's account."""
    return _account_page(request)


@login_required
@sensitive_post_parameters()
def own_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; the other sessions of the account end."""
    user: User = request.user  # type: ignore[assignment]
    if request.method != "POST":
        return redirect("studio:account")
    try:
        if not confirm_password(request, user, request.POST.get("current", "")):
            return _account_page(request, [_("That is not your password. Nothing was changed.")], status=422)
        change_password(actor_of(request), user, password=_typed_twice(request))
    except TooSoonError as error:
        response = _account_page(request, [_("That was too often."), wait_text(error.seconds)], status=429)
        response["Retry-After"] = str(error.seconds)
        return response
    except PasswordError as error:
        return _account_page(request, error.sentences, status=422)
    except PasswordGoneError:
        return redirect("studio:sign-in")
    update_session_auth_hash(request, user)
    tell_changed(user)
    messages.success(request, _("Your password is changed. Everywhere else this account is signed out."))
    return redirect("studio:account")


def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link; the answer is the same whether there is an account of that address."""
    if request.method != "POST":
        return render(request, "studio/password_forgotten.html")
    email = normalise_email(request.POST.get("email", ""))[:LONGEST_EMAIL]
    try:
        begin_attempt(f"forgotten:{email}", request.META.get("REMOTE_ADDR", ""))
    except TooSoonError as error:
        response = render(request, "studio/password_forgotten.html", {"wait": wait_text(error.seconds)}, status=429)
        response["Retry-After"] = str(error.seconds)
        return response
    mail_link(request, email)
    return redirect("studio:password-sent")


def sent(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return render(request, "studio/password_sent.html", {"minutes": settings.PASSWORD_RESET_TIMEOUT // 60})


@sensitive_post_parameters()
def new_password(request: HttpRequest, token: str) -> HttpResponse:
    """Set a password anew by the link that was mailed; it works once."""
    user = user_of(token)
    problems: list[str] = []
    if user is None:
        return render(request, "studio/password_gone.html", status=404)
    if request.method == "POST":
        try:
            reset_password(Actor("user", str(user.pk), str(user)), user, password=_typed_twice(request))
        except PasswordError as error:
            problems = error.sentences
        except PasswordGoneError:
            return render(request, "studio/password_gone.html", status=404)
        else:
            tell_changed(user)
            messages.success(request, _("Your new password is set. Sign in with it."))
            return redirect("studio:sign-in")
    return render(
        request, "studio/password_new.html", {"problems": problems, "email": user.email}, status=422 if problems else 200
    )


def _typed_twice(request: HttpRequest) -> str:
    first, second = request.POST.get("password", "")[: LONGEST + 1], request.POST.get("again", "")[: LONGEST + 1]
    if first != second:
        raise PasswordError([_("The two new passwords are not the same. Type the same one twice.")])
    return first


def _account_page(request: HttpRequest, problems: list[str] | None = None, *, status: int = 200) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    context: dict[str, Any] = {"password_problems": problems or [], "has_second_factor": has_second_factor(user)}
    return render(request, "studio/account.html", context, status=status)
