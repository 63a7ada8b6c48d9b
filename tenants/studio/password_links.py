"""Links with which people set a password anew, and the mails about passwords."""

import smtplib
from uuid import UUID

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from omnia.infra.afterwards import do_afterwards
from omnia.infra.sign_in_limits import may_be_mailed
from omnia.infra.telemetry import log
from tenants.control.models import User

logger = log(__name__)


def mail_link(request: HttpRequest, email: str) -> None:
    """Have the link mailed to an account's address, if there is such an account and it was not mailed too often.

    Everything that depends on the account happens after the answer: neither what the page says nor how long it takes tells
    whether there is one.
    """
    language, origin = translation.get_language(), settings.OMNIA_PUBLIC_URL or request.build_absolute_uri("/").rstrip("/")

    def mail() -> None:
        user = User.objects.filter(email=email, is_active=True).first()
        if user is None or not may_be_mailed(email):
            return
        with translation.override(language):
            link = origin + reverse("studio:password-new", args=[token_for(user)])
            minutes = settings.PASSWORD_RESET_TIMEOUT // 60
            text = render_to_string("studio/password_mail.txt", {"link": link, "minutes": minutes})
            _send(_("A new password for OMNIA"), text, email)

    do_afterwards(mail)


def tell_changed(user: User) -> None:
    """Mail the account's owner that its password is another one now."""
    language, email = translation.get_language(), user.email

    def mail() -> None:
        with translation.override(language):
            _send(_("Your password was changed"), render_to_string("studio/password_changed_mail.txt", {"email": email}), email)

    do_afterwards(mail)


def token_for(user: User) -> str:
    """What the link carries: good once, as long as the settings say, and only while the account's password is what it is now."""
    return f"{user.pk.hex}.{default_token_generator.make_token(user)}"


def user_of(token: str) -> User | None:
    """The account that a link is for; None if it was used, is too old, or never was one."""
    identifier, _dot, signed = token.partition(".")
    try:
        user = User.objects.filter(pk=UUID(identifier), is_active=True).first()
    except ValueError:
        return None
    return user if user is not None and default_token_generator.check_token(user, signed) else None


def _send(subject: str, text: str, email: str) -> None:
    try:
        send_mail(subject, text, None, [email])
    except (smtplib.SMTPException, OSError) as error:
        logger.warning("password.mail_failed", error=type(error).__name__)
