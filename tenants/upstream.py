"""What a project's copies have that the versions of the factory that they come from lack: what it may suggest upstream."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice

from omnia.dialogue.picking import Place, changed_places, picked
from omnia.dialogue.positions import meaning
from tenants import sync
from tenants.control.models import Project
from tenants.project.versions import get_body
from tenants.updates import Body, Document, copy_head

MOST_PLACES = 300
"""Changed places that can be suggested at once; a copy with more is another document, of which these are the first."""

NEVER_SENT = frozenset({"/key"})
"""What a copy is called in its project is no change of the document."""


class NoOriginal(LookupError):  # noqa: N818
    """There is no copy of this name, or the factory has nothing any more that it could be a change of."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A copy's draft beside the version of the factory that it took last, and the places that differ."""

    document: Document
    key: str
    factory_key: str
    version: int
    """Of the draft."""
    base_version: int
    base: Body
    ours: Body
    places: tuple[Place, ...]

    def with_only(self, addresses: Collection[str]) -> Body:
        """The factory's version with these places as the project has them."""
        found: Body = picked(self.base, self.ours, addresses)
        return found


def changed(project: Project, document: Document, key: str) -> Changed:
    """What a copy's draft changes; raises `NoOriginal` for a document of the project's own, and a copy of a deprecated one."""
    head = copy_head(project, document, key)
    if head is None or head["origin"]["factory_key"] in sync.successors(document):
        raise NoOriginal(f"The factory has no original of the {document} “{key}” of this project.")
    origin = head["origin"]
    original = sync.original(document, origin["factory_key"], origin["version"])
    if original is None:
        raise NoOriginal(f"The factory has no version {origin['version']} of the {document} “{origin['factory_key']}”.")
    ours = get_body(project.ref, head["hash"])
    found = (place for place in changed_places(meaning(original.body), ours) if place.address not in NEVER_SENT)
    return Changed(
        document=document,
        key=key,
        factory_key=origin["factory_key"],
        version=head["version"],
        base_version=origin["version"],
        base=original.body,
        ours=ours,
        places=tuple(islice(found, MOST_PLACES)),
    )
