"""What a release or the draft holds, by document, and what differs between two of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from omnia.documents.comparing import Comparison, compare
from omnia.mongo.clusters import database
from tenants.actions.editing import HEADS
from tenants.control.models import Project
from tenants.project import collections
from tenants.project.versions import get_bodies
from tenants.selectors import Document, Missing

KINDS: tuple[Document, ...] = ("template", "flow")
Labels = Mapping[str, str]


class Held(NamedTuple):
    """A document in a release or draft."""

    hash: str
    label: Labels


Contents = dict[tuple[Document, str], Held]


@dataclass(frozen=True, slots=True)
class Difference:
    """A document that is not the same on both sides; without a comparison it is there on one alone."""

    document: Document
    key: str
    label: Labels
    operation: Literal["added", "removed", "changed"]
    comparison: Comparison | None = None


def of_release(project: Project, number: int) -> Contents:
    """What a release holds; raises `Missing`."""
    row = database(project.ref)[collections.RELEASES].find_one({"_id": number}, {"manifest": 1})
    if row is None:
        raise Missing(f"There is no release {number}.")
    manifest = row["manifest"]
    return {(kind, key): _held(entry) for kind in KINDS for key, entry in manifest[f"{kind}s"].items()}


def of_draft(project: Project) -> Contents:
    """What the draft holds."""
    found: Contents = {}
    for kind in KINDS:
        rows = database(project.ref)[HEADS[kind]].find({"deleted": {"$ne": True}}, {"hash": 1, "label": 1}, sort=[("_id", 1)])
        found |= {(kind, row["_id"]): _held(row) for row in rows}
    return found


def _held(row: Mapping[str, Any]) -> Held:
    return Held(row["hash"], row["label"])


def differences(project: Project, before: Contents, after: Contents) -> list[Difference]:
    """What leads from one to the other, templates first, by key."""
    unlike = [place for place in {**before, **after} if _hash(before, place) != _hash(after, place)]
    both = [place for place in unlike if place in before and place in after]
    bodies = get_bodies(project.ref, {held[place].hash for place in both for held in (before, after)})
    found = []
    for kind, key in sorted(unlike, key=lambda place: (KINDS.index(place[0]), place[1])):
        one, other = before.get((kind, key)), after.get((kind, key))
        if one is not None and other is not None:
            found.append(Difference(kind, key, other.label, "changed", compare(bodies[one.hash], bodies[other.hash])))
        elif other is not None:
            found.append(Difference(kind, key, other.label, "added"))
        elif one is not None:
            found.append(Difference(kind, key, one.label, "removed"))
    return found


def _hash(contents: Contents, place: tuple[Document, str]) -> str:
    held = contents.get(place)
    return held.hash if held is not None else ""
