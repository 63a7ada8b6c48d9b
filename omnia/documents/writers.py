"""Who wrote a field of an editor last: a published version, or a person and a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from omnia.dialogue import addresses
from omnia.dialogue.addresses import AddressError
from omnia.dialogue.provenance import Note, Writers
from omnia.documents.places import TEXTS


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote what is at one place: `version` of the original, or a person, whose `name` is short, at a time."""

    version: int = 0
    by: str = ""
    at: datetime | None = None

    @property
    def name(self) -> str:
        """The person without the address."""
        return self.by.partition(" (")[0]

    @property
    def is_this_year(self) -> bool:
        """Whether the day needs no year."""
        return self.at is not None and self.at.year == datetime.now(UTC).year


class FieldWriters:
    """Who wrote the fields of a document; `get` answers for one address, as a mapping would."""

    def __init__(self, body: Mapping[str, Any], notes: Iterable[Note], version: int) -> None:
        self._body = body
        self._writers = Writers(notes)
        self._version = version

    def get(self, address: str) -> Writer | None:
        """The writer of what is at an address; None for a text that the saved document does not have.

        An option that is not there is as whoever wrote what is around it left it.
        """
        return None if self._is_missing_text(address) else self.of_present(address)

    def of_present(self, address: str) -> Writer | None:
        """The writer of what is at an address, where it is known that something is there."""
        note = self._writers.of(address)
        if note is not None:
            return Writer(by=note.by, at=datetime.fromisoformat(note.at))
        return Writer(self._version) if self._version else None

    def _is_missing_text(self, address: str) -> bool:
        steps = addresses.parse(address)
        if len(steps) < 2 or steps[-2] not in TEXTS:
            return False
        try:
            addresses.get(self._body, address)
        except AddressError:
            return True
        return False
