"""The owners of a project are told by mail how far its quota is used: once for each kind, month and threshold.

Any portal process may look, and several may at once: who begins to tell has a while for it. What was told is written down after
the mails went out; a process that is killed in between leaves it to the next look: a mail that comes twice is better than none.
"""

import smtplib
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from omnia.infra.audit import SYSTEM
from omnia.infra.telemetry import log
from omnia.infra.units import Entry
from omnia.mongo.clusters import database
from tenants import usage_pictures, usage_reading
from tenants.actions import trail
from tenants.control.models import Membership, Project, Role
from tenants.project import quotas
from tenants.project.collections import USAGE
from tenants.project.quotas import Level

TELLING = timedelta(minutes=5)
"""How long a process may take to tell people; then another tells them. So long is waited, too, where no mail goes out."""

EVENT = "quota.warned"

logger = log(__name__)


def warn_owners(project: Project, now: datetime) -> bool:
    """Mail the owners what came to 80 or 100 % of the quota and was not told this month yet; whether anything was told."""
    today = now.astimezone(UTC).date()
    due = quotas.untold(project.ref, today)
    if not due or not _begin(project, now):
        return False
    count = _mail(project, today, due)
    if count is None:
        return False
    _note(project, today, due, count)
    return True


def _begin(project: Project, now: datetime) -> bool:
    """Whether this process is the one that tells."""
    free = {"$or": [{"warning_until": None}, {"warning_until": {"$lte": now}}]}
    change = {"$set": {"warning_until": now + TELLING}}
    return bool(database(project.ref)[USAGE].update_one({"_id": quotas.ID, **free}, change).matched_count)


def _note(project: Project, today: date, due: Mapping[str, Level], count: int) -> None:
    """Write down what was told, in the quota's document and in the log, in one."""
    month = quotas.month_of(today)
    told = {"month": month, "levels": {**quotas.told(project.ref, today), **due}}
    entries = [Entry(EVENT, kind, {"level": level, "month": month, "mails": count}) for kind, level in due.items()]
    with trail.unit(project.ref, SYSTEM, EVENT, USAGE, quotas.ID) as unit:
        change = {"$set": {"warned": told}, "$unset": {"warning_until": ""}}
        unit.change(database(project.ref)[USAGE], {"_id": quotas.ID}, change, *entries)


def _mail(project: Project, today: date, due: Mapping[str, Level]) -> int | None:
    """Write to each owner; how many mails went out, None if there are owners and none could be written to."""
    owners = Membership.objects.filter(project=project, role=Role.OWNER).select_related("user")
    to = [owner.user.email for owner in owners if owner.user.is_active]
    with translation.override(project.default_locale.partition("-")[0]):
        subject, text = _subject(project, due), render_to_string("studio/quota_mail.txt", _told(project, today, due))
    sent = 0
    for address in to:
        try:
            sent += send_mail(subject, text, None, [address])
        except (smtplib.SMTPException, OSError) as error:
            logger.warning("quota.mail_failed", project=project.pk, error=type(error).__name__)
    return sent if sent or not to else None


def _subject(project: Project, due: Mapping[str, Level]) -> str:
    name = {"project": " ".join(project.name.split())}
    if quotas.FULL in due.values():
        return _("The month's quota of %(project)s is used up") % name
    return _("More than 80 %% of the month's quota of %(project)s is used") % name


def _told(project: Project, today: date, due: Mapping[str, Level]) -> dict[str, Any]:
    """What the mail says: each kind with what is used of it, and what is refused."""
    figures = [each for each in usage_pictures.figures(usage_reading.read(project, today)) if each.kind in due]
    link = f"{settings.OMNIA_PUBLIC_URL}/p/{project.pk}/usage" if settings.OMNIA_PUBLIC_URL else ""
    is_refused = quotas.levels_and_refusal(project.ref, today)[1]
    return {"project": project, "figures": figures, "is_refused": is_refused, "link": link}
