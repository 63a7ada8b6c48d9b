"""What a backup has parts for: the control database, the factory's, and each project's."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from pymongo.database import Database

from factory.collections import DECLARED as FACTORY
from factory.trail import catalogue_chain
from omnia.infra.audit import Actor, Chain
from omnia.mongo.clusters import Document, client_for_uri, database
from omnia.mongo.declared import DeclaredCollection
from tenants.access import Forbidden, authorise
from tenants.audit_chains import chain_of, platform_chain
from tenants.control.collections import DECLARED as CONTROL
from tenants.control.models import Project, ProjectStatus
from tenants.project.collections import DECLARED as PROJECT

CONTROL_SCOPE, FACTORY_SCOPE, RUNS = "control", "factory", "runs"
PROJECT_PREFIX = "project-"


@dataclass(frozen=True, slots=True)
class Scope:
    """A database that is backed up as a whole, and where its audit log is."""

    name: str
    held: "Database[Document]"
    declared: tuple[DeclaredCollection, ...]
    chain: Chain
    project: Project | None = None
    about: dict[str, Any] = field(default_factory=dict)

    @property
    def backed_up(self) -> list[str]:
        """The names of the collections that a backup holds."""
        return [each.name for each in self.declared if each.is_backed_up]

    def names(self, restoring: str) -> list[str]:
        """The names of the collections that restoring in place treats in one way."""
        return [each.name for each in self.declared if each.is_backed_up and each.restoring == restoring]


def platform() -> list[Scope]:
    """The control database and the factory's."""
    return [
        Scope(CONTROL_SCOPE, _database("default"), CONTROL, platform_chain()),
        Scope(FACTORY_SCOPE, _database("factory"), FACTORY, catalogue_chain()),
    ]


def of_project(project: Project) -> Scope:
    """A project's database."""
    about = {
        "name": project.name,
        "cluster": project.cluster,
        "industries": project.industries,
        "locales": project.locales,
        "default_locale": project.default_locale,
        "region": project.region,
    }
    return Scope(PROJECT_PREFIX + project.pk, database(project.ref), PROJECT, chain_of(project.ref), project, about)


def project_id(scope: str) -> str | None:
    """The id of the project that a scope is of, or None."""
    return scope.removeprefix(PROJECT_PREFIX) if scope.startswith(PROJECT_PREFIX) else None


def projects() -> list[Project]:
    """All projects that are not erased, by id."""
    return list(Project.objects.exclude(status=ProjectStatus.ERASED).order_by("pk"))


def require_operator(actor: Actor, project: Project | None = None) -> None:
    """Refuse whoever is no operator at the machine: a backup holds everything of everybody. Raises `Forbidden`, `Absent`."""
    if actor.kind not in ("command", "system"):
        raise Forbidden("manage_backups")
    if project is not None:
        authorise(actor, project, "manage_project")


def _database(alias: str) -> "Database[Document]":
    entry = settings.DATABASES[alias]
    return client_for_uri(entry["HOST"])[entry["NAME"]]
