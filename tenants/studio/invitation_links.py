"""Links of invitations, and the mails that carry them."""

import smtplib

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from omnia.infra.crypto import equal
from omnia.infra.telemetry import log
from tenants.control.models import Invitation, Project

SALT = "omnia.invitation"

logger = log(__name__)


def link_to(request: HttpRequest, invitation: Invitation) -> str:
    """Return the address that leads the invited person to their invitation; it is void once that is answered or sent again."""
    token = signing.Signer(salt=SALT).sign(f"{invitation.pk}.{invitation.secret}")
    path = reverse("studio:invitation", args=[token])
    return f"{settings.OMNIA_PUBLIC_URL}{path}" if settings.OMNIA_PUBLIC_URL else request.build_absolute_uri(path)


def find_by_token(token: str, among: list[Invitation]) -> Invitation | None:
    """Return the invitation that a token is for if it is among those of the person, else None."""
    try:
        identifier, _dot, secret = signing.Signer(salt=SALT).unsign(token).partition(".")
    except signing.BadSignature:
        return None
    return next((row for row in among if row.pk == identifier and equal(row.secret, secret)), None)


def send_invitation(request: HttpRequest, project: Project, invitation: Invitation) -> bool:
    """Mail the link to the invited address; return whether the mail went out."""
    context = {"project": project, "invitation": invitation, "link": link_to(request, invitation)}
    try:
        send_mail(
            _("Invitation to %(project)s") % {"project": " ".join(project.name.split())},
            render_to_string("studio/invitation_mail.txt", context),
            None,
            [invitation.email],
        )
    except (smtplib.SMTPException, OSError) as error:
        logger.warning("invitation.mail_failed", error=type(error).__name__)
        return False
    return True
