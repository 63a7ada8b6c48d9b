"""Where actions write what they did: the project's own chain, and the platform's for what concerns both."""

from typing import Any

from django.conf import settings

from omnia.infra import audit
from omnia.infra.audit import Actor
from omnia.mongo.clusters import client_for_uri, database
from omnia.mongo.context import ProjectRef
from tenants.project import collections


def note(project: ProjectRef, actor: Actor, *, action: str, subject: str, **details: Any) -> None:
    """Add an entry to the project's own audit chain."""
    audit.append(database(project)[collections.AUDIT], actor=actor, action=action, subject=subject, details=details)


def note_platform(actor: Actor, *, action: str, subject: str, **details: Any) -> None:
    """Add an entry to the platform's audit chain, in the control database."""
    entry = settings.DATABASES["default"]
    log = client_for_uri(entry["HOST"])[entry["NAME"]]["platform_audit"]
    audit.append(log, actor=actor, action=action, subject=subject, details=details)
