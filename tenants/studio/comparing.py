"""Differences between two documents, as pages show them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from omnia.dialogue.diff import Change
from tenants.studio.document_form import STEP_ORDER, step_label
from tenants.studio.wording import LOCALE_NAMES

LEVEL = re.compile(r"(?P<step>[a-z_]+(:\w+)?) (?P<number>\d+)")
"""What a label calls a rung of a ladder: the step and its number."""


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One difference; a side is None where there is nothing."""

    label: str
    before: str | None
    after: str | None


def shown_changes(changes: Iterable[Change]) -> list[ShownChange]:
    """The changes with their places and values as readable text."""
    return [_shown(change) for change in changes]


def _shown(change: Change) -> ShownChange:
    before, after = _text(change.before), _text(change.after)
    if change.operation == "moved":
        before, after = _place(change.before), _place(change.after)
    return ShownChange(_words(change.label) or change.path, before, after)


def _words(label: str) -> str:
    """A place in words instead of keys."""
    names = (_name(part) for part in label.split(" › "))
    return " › ".join(name for name in names if name)


def _name(part: str) -> str:
    level = LEVEL.fullmatch(part)
    if level and level["step"].partition(":")[0] in STEP_ORDER:
        return _("%(step)s, level %(number)s") % {"step": step_label(level["step"]), "number": level["number"]}
    known = {"text": "", "label": _("Name"), "description": _("Description"), **LOCALE_NAMES}
    return known.get(part, step_label(part) if part.partition(":")[0] in STEP_ORDER else part)


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
    if isinstance(value, dict | list):
        return "\n".join(_lines(value, ())) or _("(empty)")
    return str(value)


def _lines(value: Any, path: tuple[str, ...]) -> Iterator[str]:
    """What an object or list holds, a line for each value; the ids of its parts say nothing to people."""
    if isinstance(value, dict):
        for name, held in value.items():
            if name != "id":
                yield from _lines(held, (*path, str(name)))
    elif isinstance(value, list):
        for number, held in enumerate(value, start=1):
            yield from _lines(held, (*path, str(number)) if len(value) > 1 else path)
    else:
        names = (LOCALE_NAMES.get(name, name) for name in path if name not in {"actions", "text"})
        told = _text(value)
        yield f"{' › '.join(names)}: {_('nothing') if told in (None, '') else told}"
