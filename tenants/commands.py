"""What the commands on projects share."""

from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import CommandError

from omnia.commands import OmniaCommand
from omnia.infra.audit import Actor
from omnia.mongo.clusters import UnknownCluster
from tenants.access import Absent, Forbidden
from tenants.actions.clusters import ClusterFull
from tenants.actions.editing import EditingError
from tenants.actions.erasing import ErasureError
from tenants.actions.keys import KeyRefused
from tenants.actions.moving import ReleaseError
from tenants.actions.people import PeopleError
from tenants.actions.provisioning import ProvisioningError
from tenants.control.models import Project, ProjectStatus, User
from tenants.project.channels import WHOLE

MAX_DIGITS = 9


class ProjectCommand(OmniaCommand):
    """A command on projects; the operator who runs it on the machine may do everything."""

    refusals: tuple[type[Exception], ...] = (
        Absent, Forbidden, EditingError,
        ErasureError, KeyRefused, PeopleError, ProvisioningError, ReleaseError, UnknownCluster, ClusterFull,
    )  # fmt: skip

    @property
    def actor(self) -> Actor:
        """The command, as the audit log knows it."""
        name = type(self).__module__.rsplit(".", 1)[-1]
        return Actor("command", name, name)


def find_project(identifier: str) -> Project:
    """The project with this id, or with this name if only one has it; raises `CommandError`."""
    found = Project.objects.filter(pk=identifier).first()
    if found is not None:
        return found
    named = list(Project.objects.filter(name=identifier).exclude(status=ProjectStatus.ERASED)[:2])
    if len(named) > 1:
        raise CommandError(f"Several projects are called “{identifier}”. Use the id, which project_status lists.")
    if not named:
        raise CommandError(f"There is no project “{identifier}”. `manage.py project_status` lists them.")
    return named[0]


def find_user(email: str) -> User:
    """The user with this e-mail; raises `CommandError`."""
    user = User.objects.filter(email=email).first()
    if user is None:
        raise CommandError(f"There is no user “{email}”. Create one in the staff admin.")
    return user


def release_number(text: str) -> int:
    """An argument that is the number of a release; raises `ArgumentTypeError`."""
    if not text.isascii() or not text.isdigit() or len(text) > MAX_DIGITS or int(text) < 1:
        raise ArgumentTypeError(f"“{text[:20]}” is not the number of a release; they count from 1")
    return int(text)


def percent(text: str) -> int:
    """An argument that is a whole number of percent; raises `ArgumentTypeError`."""
    if not text.isascii() or not text.isdigit() or len(text) > MAX_DIGITS or int(text) > WHOLE:
        raise ArgumentTypeError(f"“{text[:20]}” is not a whole number of percent from 0 to {WHOLE}")
    return int(text)


def version_number(text: str) -> int:
    """An argument that is a version of the factory; raises `ArgumentTypeError`."""
    if not text.isascii() or not text.isdigit() or len(text) > MAX_DIGITS or int(text) < 1:
        raise ArgumentTypeError(f"“{text[:20]}” is not a version of the factory; they count from 1")
    return int(text)


def words(text: str | None) -> list[str]:
    """A comma-separated argument as a list."""
    return [word.strip() for word in (text or "").split(",") if word.strip()]


def summary(project: Project) -> dict[str, Any]:
    """A project in plain data."""
    return {
        "project": project.pk,
        "name": project.name,
        "cluster": project.cluster,
        "status": project.status,
        "industries": project.industries,
        "locales": project.locales,
    }
