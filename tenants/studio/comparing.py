"""Differences between two documents, as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson
from django.utils.translation import gettext as _

from omnia.dialogue.diff import Change


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One difference; a side is None where there is nothing."""

    label: str
    before: str | None
    after: str | None


def shown_changes(changes: Iterable[Change]) -> list[ShownChange]:
    """The changes with their values as readable text."""
    return [_shown(change) for change in changes]


def _shown(change: Change) -> ShownChange:
    before, after = _text(change.before), _text(change.after)
    if change.operation == "moved":
        before, after = _place(change.before), _place(change.after)
    return ShownChange(change.label or change.path, before, after)


def _place(value: Any) -> str | None:
    """A position, counted as people count; anything else as it is."""
    if isinstance(value, int) and not isinstance(value, bool):
        return _("Place %(number)s") % {"number": value + 1}
    return _text(value)


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()
