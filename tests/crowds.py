"""Many projects, made cheaply: copies of a project's documents under ids of their own."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import casting

from omnia.infra.crypto import new_id
from omnia.mongo.clusters import database
from omnia.mongo.context import ProjectRef

if TYPE_CHECKING:
    from tenants.control.models import Project

NEEDED = ("bodies", "templates", "flows", "versions", "settings")
"""The collections of a project that updates read and write."""


def crowd(source: "Project", count: int, name: str = "Copy") -> "list[Project]":
    """So many projects with the documents of one, and nobody in them."""
    from tenants.control.models import Project

    held = {key: rows for key, rows in casting.documents_of(database(source.ref)).items() if key in NEEDED}
    made = []
    for number in range(count):
        key = new_id()
        casting.insert(database(ProjectRef(key, source.cluster)), held, {source.pk: key})
        facts = {"industries": source.industries, "locales": source.locales, "default_locale": source.default_locale}
        made.append(
            Project(id=key, name=f"{name} {number + 1}", cluster=source.cluster, status="active", region=source.region, **facts)
        )
    Project.objects.bulk_create(made)
    return made


def change_copies(projects: "Iterable[Project]", change: Callable[[dict[str, Any]], Any], key: str = "date") -> None:
    """The copy of a template in each of the projects is changed, as its people would."""
    from tenants import selectors
    from tenants.actions.editing import save_template

    for project in projects:
        held = selectors.draft(project, "template", key)
        change(held.body)
        save_template(casting.SYSTEM, project, key, held.body, base_version=held.version)
