"""A project agrees to tell the factory, in numbers, which places of its documents it changed; or does not any more."""

from collections.abc import Sequence

from omnia.infra import units
from omnia.infra.audit import Actor
from omnia.infra.units import Entry, Intent
from tenants import sharing
from tenants.access import authorise
from tenants.audit_chains import books_of
from tenants.control.models import Project


def share_changes(actor: Actor, project: Project) -> None:
    """Agree; what was agreed already changes nothing. Raises `Forbidden`, `Absent`."""
    authorise(actor, project, "manage_project")
    sharing.ensure_indexes()
    if sharing.since(project.pk) is not None:
        return
    # Whoever agreed no more before, and was killed, is told of first.
    units.settle_made(books_of(project.ref), collection=sharing.agreements().name)
    told = Entry("sharing.agreed", project.pk)
    with units.begun(books_of(project.ref), actor, told.action, sharing.agreements(), project.pk) as unit:
        if not sharing.agree(project.pk, unit.stamp(told)):
            unit.drop()


def stop_sharing(actor: Actor, project: Project) -> None:
    """Agree no more: what was told is deleted, and counts in no number from now on. Raises `Forbidden`, `Absent`."""
    authorise(actor, project, "manage_project")
    if sharing.since(project.pk) is None:
        sharing.forget(project.pk)
        return
    told = Entry("sharing.withdrawn", project.pk)
    with units.begun(books_of(project.ref), actor, told.action, sharing.agreements(), project.pk, told=[told]) as unit:
        unit.give_way(sharing.agreements().find_one({"_id": project.pk}))
        if sharing.forget(project.pk):
            unit.stamp(told)


@units.finishes("sharing.withdrawn")
def _forget_changes(intent: Intent, _entries: Sequence[Entry]) -> None:
    sharing.forget(intent.project)
