"""What the platform has to say on the admin's first page: old backups, suggestions that wait, canaries that stopped."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factory.admin.dashboard import Group, Waiting
from factory.admin.rights import may_edit, staff_of
from factory.suggestions import open_count
from fleet import figures
from omnia.mongo import embedded
from tenants.actions.watching import STOPPED
from tenants.control.models import Project, ProjectStatus
from tenants.support import OPERATORS

STOPPED_LATELY = timedelta(days=7)
"""How long staff read of a canary that stopped itself."""

OLD = timedelta(hours=26)
"""Backups are made once a day; the alert on them waits as long."""


def attention(request: HttpRequest) -> Iterable[Group]:
    """The groups for who may do something about them."""
    yield Group(_("Suggestions of projects"), "inbox", "info", [*_suggestions(request)])
    yield Group(_("Canaries that stopped themselves"), "report", "warning", [*_stopped_canaries(request)])
    yield Group(_("Backups"), "backup", "danger", [*_backups(request)])


def _suggestions(request: HttpRequest) -> Iterable[Waiting]:
    count = open_count() if may_edit(request) else 0
    if count:
        told = ngettext("%(count)d suggestion waits for an answer.", "%(count)d suggestions wait for an answer.", count)
        yield Waiting(_("Suggestions"), reverse("admin:factory_suggestion_changelist"), told % {"count": count})


def _stopped_canaries(request: HttpRequest) -> Iterable[Waiting]:
    """Those of the last days, the newest of each project; its own people have them on their page of insight, and a mail."""
    if OPERATORS not in staff_of(request).groups:
        return
    newest: dict[str, tuple[datetime, dict[str, Any]]] = {}
    for at, entry in figures.lately(STOPPED, timezone.now() - STOPPED_LATELY):
        newest.setdefault(entry["object"], (at, entry["details"]))
    names = dict(Project.objects.filter(pk__in=[*newest]).exclude(status=ProjectStatus.ERASED).values_list("pk", "name"))
    for pk, (at, told) in newest.items():
        if pk in names:
            sentence = _("Release %(release)s was worse than release %(baseline)s on %(day)s; everybody gets the latter.")
            shown = {"release": told["release"], "baseline": told["baseline"], "day": date_format(at, "j F Y")}
            yield Waiting(names[pk], reverse("admin:tenants_project_change", args=[pk]), sentence % shown)


def _backups(request: HttpRequest) -> Iterable[Waiting]:
    is_tried_out = str(embedded.folder_in(settings.DATA_DIR)) == settings.OMNIA_DISK_FOLDER
    if OPERATORS not in staff_of(request).groups or is_tried_out:
        # The embedded database is for trying the product out.
        return
    last = figures.last("backup.made", lambda entry: entry["object"] == figures.PLATFORM)
    if last is None or timezone.now() - last > OLD:
        told = _("The last one was made on %(day)s.") % {"day": date_format(last, "j F Y")} if last else _("None was ever made.")
        yield Waiting(_("Backup of the platform"), reverse("admin-log-platform"), told)
