"""Saving what a person made of one version when others have saved since: their work is merged in, and seen before it is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from omnia.dialogue.edits import Set, replayed
from omnia.dialogue.merge import Merged, three_way
from omnia.documents.conflicts import decisions_from
from omnia.documents.versions import Body, Head, StaleVersionError, VersionedDocument


@dataclass(frozen=True, slots=True)
class Work:
    """What a person made of a version, and the latest version that they have seen it merged into."""

    base_version: int
    base: Body
    mine: Body
    seen_version: int
    later: Sequence[Set] = ()
    """Edits of places that the version which was seen has and the base has not."""


class OvertakenError(StaleVersionError):
    """Someone saved a version that the person has not seen; `merged` holds mine where both changed the same."""

    def __init__(self, work: Work, head: Head) -> None:
        super().__init__(f"{head.author} saved version {head.version} while version {work.base_version} was edited.")
        self.work = work
        self.head = head
        self.merged: Merged = three_way(work.base, work.mine, head.body)

    @property
    def resumed_at(self) -> int:
        """The version that what is typed next is an edit of: the head, or the base as long as there is something to decide."""
        return self.work.base_version if self.merged.conflicts else self.head.version


def to_save(versions: VersionedDocument, work: Work, posted: Mapping[str, str]) -> tuple[Body, int]:
    """The document to save, and the version that it replaces; raises `OvertakenError`.

    `posted` may say what becomes of conflicts; of one that it leaves open, mine is kept.
    """
    head = versions.head()
    if head.version == work.base_version:
        return work.mine, head.version
    if head.version != work.seen_version:
        raise OvertakenError(work, head)
    merged = three_way(work.base, work.mine, head.body, decisions=decisions_from(posted))
    return replayed(merged.document, work.later)[0], head.version
