"""Which places of a document of the factory a project changed, for projects that agreed to tell."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from omnia.dialogue import addresses
from omnia.dialogue.diff import diff
from omnia.mongo.context import bind
from tenants import sharing, updates
from tenants.control.models import Project
from tenants.project import passing_by
from tenants.project.versions import get_bodies
from tenants.updates import Document

Body = Mapping[str, Any]
_LANGUAGE = re.compile(r"(/(?:text|label|description|synonyms))/.*$")
"""A text is one place, whatever the language that was changed."""


def note(projects: Iterable[Project], document: Document, key: str) -> None:
    """Note what those of the projects changed that agreed. One that cannot be read is passed over."""
    held = {project.pk: project for project in projects}
    for project_id in sharing.agreed_among(held):
        try:
            places = _places(held[project_id], document, key)
        except Exception:  # noqa: BLE001, S112  # the dry run beside it tells that it cannot be read
            continue
        if places is not None:
            sharing.tell(project_id, document, key, sorted(places))


def _places(project: Project, document: Document, key: str) -> set[str] | None:
    """The places that a copy changed; None if there is no copy, or it waits to be upgraded."""
    with bind(project.ref):
        if passing_by.is_passed_by(project.ref):
            return None
        head = updates.copy_head(project, document, key)
        if head is None:
            return None
        if head["hash"] == head["origin"]["hash"]:
            return set()
        bodies = get_bodies(project.ref, (head["hash"], head["origin"]["hash"]))
    return changed_places(bodies[head["origin"]["hash"]], bodies[head["hash"]])


def changed_places(base: Body, ours: Body) -> set[str]:
    """Where a document differs from its original, as addresses that the original has: nothing that a project named is in them."""
    found = set()
    for change in diff(base, ours):
        pointer_in = base if change.operation == "removed" else ours
        found.add(_within(base, addresses.from_pointer(pointer_in, change.path)))
    return {_LANGUAGE.sub(r"\1", place) for place in found}


def _within(base: Body, address: str) -> str:
    """The address, or the nearest one around it that the original has."""
    steps = addresses.parse(address)
    for depth in range(len(steps), 0, -1):
        place = addresses.written(steps[:depth])
        if addresses.to_pointer(base, place) is not None:
            return place
    return ""
