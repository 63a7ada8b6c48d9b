"""Levels of a ladder and whole steps that come and go, as edits: whoever makes them, the document is the same."""

import secrets
from collections.abc import Mapping
from typing import Any

from omnia.dialogue import addresses
from omnia.dialogue.addresses import AddressError
from omnia.dialogue.edits import FIRST, Insert


def level_added(document: Mapping[str, Any], ladder: str) -> Insert:
    """The edit that puts one more level, with nothing written yet, at the end of the ladder at an address.

    A step that is not there yet comes with it; one whose last level is removed goes.
    """
    try:
        held = addresses.get(document, ladder)
    except AddressError:
        held = []
    name = f"{addresses.parse(ladder)[-1].replace(':', '_')}.{secrets.token_hex(4)}"
    level = {"id": name, "actions": [{"type": "say", "id": f"{name}.say", "text": {}}]}
    return Insert(ladder, level, addresses.step_to(held, len(held) - 1) if held else FIRST)


def address_of(edit: Insert) -> str:
    """Where the item of an edit stands once it is inserted."""
    return addresses.join(edit.address, addresses.step_to([edit.item], 0))
