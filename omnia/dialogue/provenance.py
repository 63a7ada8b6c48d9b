"""Who wrote each part of a copy last: the version that it was copied or merged from, or a person and a day.

Only what differs from the original is noted, by address, so that the notes are as small as what a person changed, and follow a
document through its saves and merges without a look at its versions.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

import msgspec

from omnia.dialogue import addresses
from omnia.dialogue.addresses import AddressError
from omnia.dialogue.diff import diff
from omnia.structs import build

MAX_NOTES = 2_000
"""Notes of a document; one with more was rewritten, and is noted as a whole."""

MISSING = object()


class Note(msgspec.Struct, frozen=True):
    """Who wrote what is at an address and below it, and when (ISO 8601)."""

    address: str
    by: str
    at: str


build(Note, list[Note])


def noted(
    notes: Iterable[Note], before: Any, after: Any, *, original: Mapping[str, Any] | None, by: str, at: str
) -> tuple[Note, ...]:
    """The notes of a document after a change.

    Args:
        notes: those before it.
        before: the document before.
        after: the document now.
        original: what the factory has at the version that the copy took last; what equals it is the factory's.
        by: who changed it.
        at: when.

    Returns:
        The notes, in the order of their addresses.
    """
    held = {note.address: note for note in notes}
    for change in diff(before, after):
        gone = change.operation == "removed"
        try:
            address = addresses.from_pointer(before if gone else after, change.path)
        except AddressError:
            # Without identities the places of two lists do not match; the list is noted by what is left of it.
            continue
        for below in [name for name in held if _is_within(name, address)]:
            del held[below]
        if not gone and change.operation != "moved":
            held[address] = Note(address, by, at)
    kept = _narrowed(held.values(), after, original)
    if len(kept) > MAX_NOTES:
        kept = _standing(held.values(), after, original)
    if len(kept) > MAX_NOTES:
        kept = [Note("", by, at)]
    return tuple(sorted(kept, key=lambda note: note.address))


def _narrowed(notes: Iterable[Note], after: Any, original: Mapping[str, Any] | None) -> list[Note]:
    """The notes that still stand, on nothing that the original has alike: a whole that it has by now is told by its parts."""
    found: dict[str, Note] = {}
    for note in sorted(notes, key=lambda note: len(note.address)):
        held, theirs = _value(after, note.address), MISSING if original is None else _value(original, note.address)
        if held is MISSING:
            continue
        for address in [note.address] if theirs is MISSING else _differing(note.address, theirs, held):
            found[address] = Note(address, note.by, note.at)
    return list(found.values())


def _differing(address: str, original: Any, held: Any) -> Iterator[str]:
    """The places at and below an address that are not as the original has them."""
    for change in diff(original, held):
        if change.operation in ("removed", "moved"):
            continue
        with suppress(AddressError):
            yield address + addresses.from_pointer(held, change.path)


def _standing(notes: Iterable[Note], after: Any, original: Mapping[str, Any] | None) -> list[Note]:
    """The notes that speak of something that is there and not as the original has it, as wide as they are."""
    return [note for note in notes if _is_ours(note.address, after, original)]


def _is_within(address: str, outer: str) -> bool:
    return address == outer or address.startswith(f"{outer}/")


def _is_ours(address: str, document: Any, original: Mapping[str, Any] | None) -> bool:
    """Whether a note still speaks of something that is there and not as the factory has it."""
    held = _value(document, address)
    return held is not MISSING and (original is None or held != _value(original, address))


def _value(document: Any, address: str) -> Any:
    try:
        return addresses.get(document, address)
    except AddressError:
        return MISSING


class Writers:
    """Who wrote what is at an address, found by the address alone: no version is read, and not every note is looked at."""

    def __init__(self, notes: Iterable[Note]) -> None:
        self._notes = {note.address: note for note in notes}
        self._addresses = sorted(self._notes)

    def of(self, address: str) -> Note | None:
        """The note that speaks last of an address; None: it is as the original has it.

        What was written as a whole answers for all that is in it, and of what holds several things the newest answers.
        """
        inside = self._inside(address)
        return max(inside, key=lambda note: note.at) if inside else self._around(address)

    def _inside(self, address: str) -> list[Note]:
        found = []
        for place in self._addresses[bisect_left(self._addresses, f"{address}/") :]:
            if not place.startswith(f"{address}/"):
                break
            found.append(self._notes[place])
        return found

    def _around(self, address: str) -> Note | None:
        place = address
        while place not in self._notes:
            if not place:
                return None
            place = place.rpartition("/")[0]
        return self._notes[place]
