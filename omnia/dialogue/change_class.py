"""How much a new version of a document asks of whoever takes it, proposed from what changed."""

import re
from collections.abc import Iterable
from typing import Any, Literal, get_args

from omnia.dialogue.diff import Change, diff

ChangeClass = Literal["wording", "safe", "meaning", "breaking"]
CLASSES: tuple[ChangeClass, ...] = get_args(ChangeClass)
"""From the least to the most."""

TEXTS = re.compile(r"/(text|label|description|examples|synonyms)(/|$)")
ITEMS = re.compile(r"/(steps/[^/]+/\d+|steps/[^/]+|tests|tests/\d+|entries/\d+)$")
"""What a version may add without changing how it treats what it knew: levels and steps, tests, options."""

CONTRACT = re.compile(r"(^/key|/(nodes|parts|entries)/\d+(/(key|kind|value))?|/kind)$")
"""What others name: data, their kinds, and the values that options give."""


def classify(old: Any, new: Any) -> ChangeClass:
    """The class of the step from one version of a document to the next.

    Returns:
        `wording` if only texts for people changed; `safe` if besides something was only added; `breaking` if something that
        flows, conditions or services name has gone, changed its kind, or is newly asked for; `meaning` for everything else.
    """
    return max((_class_of(change) for change in _relevant(diff(old, new))), key=CLASSES.index, default="wording")


def _relevant(changes: Iterable[Change]) -> Iterable[Change]:
    return (change for change in changes if not change.path.endswith("/id"))


def _class_of(change: Change) -> ChangeClass:
    if CONTRACT.search(change.path) and change.operation != "moved":
        return "safe" if change.operation == "added" and _is_optional(change) else "breaking"
    if TEXTS.search(change.path):
        return "wording"
    if change.operation == "added" and ITEMS.search(change.path):
        return "safe"
    return "meaning"


def _is_optional(change: Change) -> bool:
    """Whether what was added asks nothing of anyone: an option more, or a datum that need not be given."""
    return "/entries/" in change.path or (isinstance(change.after, dict) and change.after.get("required") is False)
