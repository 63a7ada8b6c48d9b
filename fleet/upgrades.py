"""Upgrading the databases of all projects: several at once, one failure keeping none of the others from it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Literal

from django.db import connections

from omnia.infra.audit import Actor
from omnia.infra.telemetry import log
from tenants.actions.upgrading import upgrade_project
from tenants.control.models import Project, ProjectStatus
from tenants.project import shapes

State = Literal["upgraded", "current", "behind", "failed"]
Progress = Callable[[Iterable["Outcome"]], Iterable["Outcome"]]

logger = log(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a project; `sentence` says why it failed."""

    project: str
    name: str
    state: State
    sentence: str = ""


def projects(only: Sequence[str] = ()) -> list[Project]:
    """The projects that have a database, or those of these ids or names."""
    found = Project.objects.filter(status=ProjectStatus.ACTIVE).order_by("pk")
    return [each for each in found if not only or each.pk in only or each.name in only]


def look(chosen: Sequence[Project], jobs: int, progress: Progress = iter) -> list[Outcome]:
    """Which projects are behind; changes nothing."""
    return list(progress(_all(_look, chosen, jobs)))


def upgrade(actor: Actor, chosen: Sequence[Project], jobs: int, progress: Progress = iter) -> list[Outcome]:
    """Upgrade projects, those that are behind; what comes of each."""
    return list(progress(_all(partial(_upgrade, actor), chosen, jobs)))


def _all(work: Callable[[Project], Outcome], chosen: Sequence[Project], jobs: int) -> Iterator[Outcome]:
    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(partial(_guarded, work), chosen)


def _guarded(work: Callable[[Project], Outcome], project: Project) -> Outcome:
    try:
        return work(project)
    except Exception as error:  # noqa: BLE001  # whatever is wrong with one project is its own business
        logger.warning("project.not_upgraded", project=project.pk, error=type(error).__name__)
        first = str(error).partition(", full error")[0].partition("\n")[0].rstrip(" .")
        return Outcome(project.pk, project.name, "failed", f"{type(error).__name__}: {first[:300]}.")
    finally:
        connections.close_all()


def _look(project: Project) -> Outcome:
    behind = shapes.shape_of(project.ref) != shapes.CURRENT
    return Outcome(project.pk, project.name, "behind" if behind else "current")


def _upgrade(actor: Actor, project: Project) -> Outcome:
    return Outcome(project.pk, project.name, "upgraded" if upgrade_project(actor, project) else "current")
