"""The history of a document as pages list it: what one person saved in one go stands together."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from omnia.documents.versions import Version

TOGETHER = timedelta(minutes=30)
"""Saves of one person that follow each other within this time are one session of work."""


@dataclass(slots=True)
class Work:
    """One line of a history: a version, and the earlier saves of the same session of work, newest first."""

    version: Version
    earlier: list[Version] = field(default_factory=list)

    @property
    def oldest(self) -> Version:
        """The first save of it."""
        return self.earlier[-1] if self.earlier else self.version


def sessions_of_work(versions: Sequence[Version], *, apart: Sequence[int] = ()) -> list[Work]:
    """Versions, newest first, with those taken together that somebody saved in one go without naming them.

    A version with a note, one that was restored, and the numbers in `apart` stand for themselves.
    """
    found: list[Work] = []
    for version in versions:
        last = found[-1] if found else None
        if last is not None and _follows(version, last.oldest, apart):
            last.earlier.append(version)
        else:
            found.append(Work(version))
    return found


def _follows(earlier: Version, later: Version, apart: Sequence[int]) -> bool:
    """Whether a save belongs to the session of work that the one after it belongs to."""
    is_named = any(row.note or row.restored_from is not None or row.number in apart for row in (earlier, later))
    if is_named or earlier.author != later.author or earlier.at is None or later.at is None:
        return False
    return later.at - earlier.at <= TOGETHER
