"""Saving what a person made of one version when others have saved since: their work is merged in, and seen before it is saved."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from omnia.dialogue.edits import Set, replayed
from omnia.dialogue.merge import ABSENT, Conflict, Merged, three_way
from omnia.documents.conflicts import decisions_from
from omnia.documents.versions import Body, Head, StaleVersionError, VersionedDocument


@dataclass(frozen=True, slots=True)
class Work:
    """What a person made of a version, and the latest version that they have seen it merged into."""

    base_version: int
    base: Body
    mine: Body
    seen_version: int
    seen: Body
    later: Sequence[Set] = ()
    """Edits of the version that was seen, beside those of the base."""

    @property
    def together(self) -> Body:
        """What the person had before them: their work in the version that they have seen."""
        return replayed(three_way(self.base, self.mine, self.seen).document, self.later)[0]


def edits_apart(of_base: Sequence[Set], of_seen: Sequence[Set], in_seen: Collection[str]) -> tuple[list[Set], list[Set]]:
    """What a form says that showed a person's work merged into what others saved: edits of the base, and of what was seen.

    Args:
        of_base: How the form differs from the version that the work began with.
        of_seen: How it differs from the version that was merged in.
        in_seen: The addresses that this version has fields for.

    What differs from the base alone is the others' change, which the person left as it was: no edit of theirs. What differs from
    the version that was seen alone was typed into it, be it a text that the base had, too.
    """
    differ, own = {edit.address for edit in of_seen}, {edit.address for edit in of_base}
    edits = [edit for edit in of_base if edit.address in differ or edit.address not in in_seen]
    return edits, [edit for edit in of_seen if edit.address not in own]


class OvertakenError(StaleVersionError):
    """Someone saved a version that the person has not seen; `merged` holds mine where both changed the same."""

    def __init__(self, work: Work, head: Head) -> None:
        super().__init__(f"{head.author} saved version {head.version} while version {work.base_version} was edited.")
        self.work = work
        self.head = head
        merged = three_way(work.base, work.mine, head.body)
        document, lost = replayed(merged.document, work.later)
        self.merged = Merged(document, (*merged.conflicts, *_later_conflicts(work, head)))
        self.lost: Sequence[Set] = lost
        """What was typed into a place that is gone."""

    @property
    def resumed_at(self) -> int:
        """The version that what is typed next is an edit of: the head, or the base as long as there is something to decide."""
        return self.work.base_version if self.merged.conflicts else self.head.version


def _later_conflicts(work: Work, head: Head) -> list[Conflict]:
    """Places of the version that was seen that the person and the head changed differently."""
    if not work.later:
        return []
    found = three_way(work.seen, replayed(work.seen, work.later)[0], head.body).conflicts
    return [conflict for conflict in found if conflict.theirs is not ABSENT]


def to_save(versions: VersionedDocument, work: Work, posted: Mapping[str, str]) -> tuple[Body, int]:
    """The document to save, and the version that it replaces; raises `OvertakenError`.

    `posted` may say what becomes of conflicts; of one that it leaves open, mine is kept.
    """
    head = versions.head()
    if head.version == work.base_version:
        return work.mine, head.version
    if head.version != work.seen_version:
        raise OvertakenError(work, head)
    decisions = decisions_from(posted)
    merged = three_way(work.base, work.mine, head.body, decisions=decisions)
    given_up = {address for address, decision in decisions.items() if decision.choice == "theirs"}
    return replayed(merged.document, [edit for edit in work.later if edit.address not in given_up])[0], head.version
