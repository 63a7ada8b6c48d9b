"""Who wrote each part of a copy last: the version that it was copied or merged from, or a person and a day.

Only what differs from the original is noted, by address, so that the notes are as small as what a person changed, and follow a
document through its saves and merges without a look at its versions.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from omnia.dialogue import addresses
from omnia.dialogue.addresses import AddressError
from omnia.dialogue.diff import diff

MAX_NOTES = 2_000
"""Notes of a document; one with more was rewritten, and is noted as a whole."""

MISSING = object()


class Note(msgspec.Struct, frozen=True):
    """Who wrote what is at an address and below it, and when (ISO 8601)."""

    address: str
    by: str
    at: str


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
    kept = [note for note in held.values() if _is_ours(note.address, after, original)]
    if len(kept) > MAX_NOTES:
        kept = [Note("", by, at)]
    return tuple(sorted(kept, key=lambda note: note.address))


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


def writer_of(notes: Sequence[Note], address: str) -> Note | None:
    """The note that speaks of an address: the one on the nearest thing around it. None: it is as the original has it."""
    around = [note for note in notes if _is_within(address, note.address)]
    return max(around, key=lambda note: len(note.address), default=None)
