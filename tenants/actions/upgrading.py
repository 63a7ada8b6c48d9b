"""Bringing a project's database into the shape of this version; whoever is killed meanwhile leaves it to the next call."""

from collections.abc import Callable

from omnia.infra.audit import Actor
from omnia.mongo.indexes import ensure_collections
from tenants.access import authorise
from tenants.actions import trail
from tenants.actions.sealing import seal_records
from tenants.control.models import Project
from tenants.project import collections, shapes

STEPS: tuple[Callable[[Actor, Project], object], ...] = (seal_records,)
"""The code of each step of `tenants.project.shapes`; each may be repeated."""


def upgrade_project(actor: Actor, project: Project) -> bool:
    """Make collections and indexes that are missing, and carry out the steps that are not behind the project; whether any was.

    Raises:
        Forbidden, Absent: the actor may not do this.
        PyMongoError, EnvelopeError: it cannot be done now; what was done stays, and the project counts as behind.
    """
    authorise(actor, project, "manage_project")
    before = shapes.shape_of(project.ref)
    if before == shapes.CURRENT:
        return False
    ensure_collections(project.ref, collections.COLLECTIONS)
    for step in STEPS[shapes.steps_done(before) :]:
        step(actor, project)
    trail.note(project.ref, actor, action="project.upgraded", subject=project.pk, before=before, after=shapes.CURRENT)
    shapes.note_current(project.ref)
    return True
