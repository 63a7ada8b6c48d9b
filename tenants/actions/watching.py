"""A canary that stops itself: its counts are judged by its rule every few seconds, and it is aborted once it is worse.

Any process may look, and several may at once: the abort names the canary and is one compare-and-set, so one of them ends it. What
was found is written before the abort and told after it; a process that is killed in between leaves both to the next look.
Docs: docs/decisions/0030-counted-conversations.md.
"""

import smtplib
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from omnia.infra import metrics
from omnia.infra.audit import SYSTEM
from omnia.infra.telemetry import log
from omnia.mongo.clusters import database
from tenants.access import PERMISSIONS
from tenants.actions import channels, trail
from tenants.actions.moving import ReleaseError
from tenants.control.models import Membership, Project
from tenants.insight import counts
from tenants.insight.rule import RuleError, Verdict, judge, parse_rule
from tenants.project import channels as project_channels
from tenants.project import collections
from tenants.project.channels import LIVE, Canary

EVERY = timedelta(seconds=10)
"""How long after a look at a canary the next one is due."""

TELLING = timedelta(seconds=60)
"""How long a process may take to tell people; then another tells them."""

VERDICT = "verdict"
STOPPED = "canary.stopped"
KEPT = timedelta(days=800)

logger = log(__name__)


def look(project: Project, now: datetime) -> datetime | None:
    """Stop the project's canary if it is worse, and tell of those that were stopped; returns when to look again, if ever."""
    running = channels.running_canary(project)
    if running is not None and running.rule:
        _judge(project, running, now)
    _tell_what_is_untold(project, now)
    running = channels.running_canary(project)
    return now + EVERY if running is not None and running.rule else None


def stopped_canaries(project: Project, limit: int = 5) -> list[dict[str, Any]]:
    """The newest canaries that stopped themselves: release, baseline, when, and the numbers that decided."""
    query = {"kind": VERDICT, "stopped": True}
    rows = database(project.ref)[collections.INSIGHT].find(query, sort=[("at", -1)], limit=limit)
    return [_shown(row) for row in rows]


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    """A stored verdict with percentages for people."""
    percents = {name: 100 * row[name] for name in ("canary_rate", "baseline_rate", "drop", "confidence")}
    return row | percents | {"at": row["at"].replace(tzinfo=UTC)}


def verdict_on(project: Project, running: Canary) -> Verdict | None:
    """How a canary stands by its rule; None where it has none that can be followed."""
    if not running.rule:
        return None
    try:
        rule = parse_rule(running.rule)
    except RuleError:
        return None
    return judge(rule, counts.strata(project, running.salt, rule.measure))


def _judge(project: Project, running: Canary, now: datetime) -> None:
    verdict = verdict_on(project, running)
    if verdict is None:
        logger.warning("canary.rule_unreadable", project=project.pk)
        return
    if not verdict.is_worse:
        return
    held, name = database(project.ref)[collections.INSIGHT], f"{VERDICT}:{running.salt}"
    row = {"kind": VERDICT, "at": now, "expires_at": now + KEPT, "release": running.release, "baseline": running.baseline}
    row |= {"weight": running.weight, "rule": dict(running.rule), "stopped": False, "told": False, "telling_until": now}
    held.update_one({"_id": name}, {"$setOnInsert": row | _numbers(verdict)}, upsert=True)
    try:
        channels.abort_canary(project, by=SYSTEM, reason=_reason(verdict), salt=running.salt)
    except ReleaseError:
        # Another process ended it, or a person did just now; the next look tells which.
        return
    held.update_one({"_id": name}, {"$set": {"stopped": True}})
    metrics.CANARIES_STOPPED.inc()
    logger.warning("canary.stopped", project=project.pk, release=running.release, reason=_reason(verdict))


def _numbers(verdict: Verdict) -> dict[str, Any]:
    return {
        "canary_conversations": verdict.canary.conversations,
        "canary_rate": verdict.canary.rate,
        "baseline_conversations": verdict.baseline.conversations,
        "baseline_rate": verdict.baseline.rate,
        "drop": verdict.finding.drop,
        "confidence": verdict.finding.confidence,
    }


def _reason(verdict: Verdict) -> str:
    """Why it was stopped, for the log."""
    return (
        f"worse by its rule: {verdict.canary.rate:.1%} of {verdict.canary.conversations} conversations against "
        f"{verdict.baseline.rate:.1%} of {verdict.baseline.conversations}, confidence {verdict.finding.confidence:.1%}"
    )


def _tell_what_is_untold(project: Project, now: datetime) -> None:
    """Mail what was stopped and not told yet; each process that begins to tell has a while for it."""
    held = database(project.ref)[collections.INSIGHT]
    for row in list(held.find({"kind": VERDICT, "told": False})):
        if not row["stopped"] and not _was_stopped(project, row):
            continue
        mine = {"_id": row["_id"], "told": False, "telling_until": {"$lte": now}}
        if held.update_one(mine, {"$set": {"telling_until": now + TELLING, "stopped": True}}).matched_count:
            _tell_platform(project, row)
            _mail(project, row)
            held.update_one({"_id": row["_id"]}, {"$set": {"told": True}})


def _tell_platform(project: Project, row: dict[str, Any]) -> None:
    """Note it in the platform's log, from which staff's first page has it; whoever tells a second time adds nothing."""
    since, release = row["at"].replace(tzinfo=UTC), row["release"]
    trail.note_platform_once(SYSTEM, since, action=STOPPED, subject=project.pk, release=release, baseline=row["baseline"])


def _was_stopped(project: Project, row: dict[str, Any]) -> bool:
    """Whether a canary that was found worse was ended for it; a verdict that came too late is forgotten."""
    running = channels.running_canary(project)
    if running is not None and row["_id"] == f"{VERDICT}:{running.salt}":
        return False
    if project_channels.read(project.ref, LIVE).release == row["release"]:
        database(project.ref)[collections.INSIGHT].delete_one({"_id": row["_id"], "stopped": False})
        return False
    return True


def _mail(project: Project, row: dict[str, Any]) -> None:
    """Write to everyone who may publish; what cannot be sent is in the studio all the same."""
    roles = [role for role, rights in PERMISSIONS.items() if "publish" in rights]
    members = Membership.objects.filter(project=project, role__in=roles).select_related("user")
    to = [member.user.email for member in members if member.user.is_active]
    link = f"{settings.OMNIA_PUBLIC_URL}/p/{project.pk}/insight" if settings.OMNIA_PUBLIC_URL else ""
    with translation.override(project.default_locale.partition("-")[0]):
        subject = _("Canary stopped in %(project)s") % {"project": " ".join(project.name.split())}
        text = render_to_string("studio/canary_stopped_mail.txt", {"project": project, "row": _shown(row), "link": link})
    for address in to:
        try:
            send_mail(subject, text, None, [address])
        except (smtplib.SMTPException, OSError) as error:
            logger.warning("canary.mail_failed", project=project.pk, error=type(error).__name__)
