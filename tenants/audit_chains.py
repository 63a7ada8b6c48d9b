"""The audit chains of projects and of the platform: where each is, and the name that its entries are bound to."""

from django.conf import settings
from pymongo.database import Database

from omnia.audit_events import EVENTS
from omnia.infra import units
from omnia.infra.audit import Chain
from omnia.infra.units import Books
from omnia.mongo.clusters import Document, client_for_uri, database
from omnia.mongo.context import ProjectRef
from tenants.project import collections

CHECKED = "audit.checked"
"""The event that tells that all logs were checked."""

READINGS = tuple(name for name, event in EVENTS.items() if event.is_reading)
"""Events that tell what somebody read, not what was changed."""


PROJECT_PREFIX = "project:"
PLATFORM = "platform"


def chain_of(project: ProjectRef) -> Chain:
    """A project's own chain, in its database."""
    return Chain(database(project)[collections.AUDIT], f"{PROJECT_PREFIX}{project.id}")


def platform_chain() -> Chain:
    """The platform's chain, in the control database: people, projects and clusters."""
    return Chain(_control()["platform_audit"], PLATFORM)


def books_of(project: ProjectRef) -> Books:
    """Where units of work on a project are written down: its own log; what is not settled in the control database.

    There, since whoever settles what was left looks at one collection, however many projects there are.
    """
    return Books(chain_of(project), _control()[units.NAME], project.id)


def platform_books() -> Books:
    """Where units of work on the platform are written down."""
    return Books(platform_chain(), _control()[units.NAME])


def _control() -> "Database[Document]":
    entry = settings.DATABASES["default"]
    return client_for_uri(entry["HOST"])[entry["NAME"]]
