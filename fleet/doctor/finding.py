"""What a check of the doctor is, and what it finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.utils import Error as DatabaseError
from pymongo.errors import PyMongoError

from omnia.infra.audit import Actor
from omnia.mongo.clusters import UnknownCluster
from tenants.control.models import Project, ProjectStatus


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold: a sentence that says what and where, and how it is mended if that is safe."""

    sentence: str
    mend: Callable[[Actor], object] | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """Something that must hold; `holds` says so in a sentence."""

    name: str
    holds: str
    look: Callable[[], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class ProjectCheck:
    """Something that must hold in each project."""

    name: str
    holds: str
    look: Callable[[Project], Iterator[Finding]]
    of: tuple[str, ...] = (ProjectStatus.ACTIVE,)
    """The status of the projects in which it must."""


def titled(project: Project) -> str:
    """A project in a sentence."""
    return f"“{project.name}” ({project.pk})"


def guarded(what: str, findings: Iterator[Finding]) -> Iterator[Finding]:
    """Findings; and one for a database that does not answer, so that the others are looked at all the same."""
    try:
        yield from findings
    except (PyMongoError, DatabaseError, UnknownCluster) as error:
        yield Finding(f"{what} could not be looked at: its database does not answer ({type(error).__name__}).")
