"""Cases for the recognisers: short sentences with the value that must be found, one JSON object a line."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

NOW = datetime(2026, 11, 23, 10, 0)  # noqa: DTZ001  # recognisers take the person's local time
PARTS = {"date": "iso", "date_of_birth": "iso", "time": "iso", "amount": "amount", "phone": "e164"}
"""The part of a value that is compared, for kinds whose value is an object."""

LEAST_SUFFIX = 6
"""Digits of a national number that must be there for a longer one that ends with them to be the same."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is said, in which language and where, and the normal forms that are right; none: nothing may be found."""

    set: str
    kind: str
    locale: str
    text: str
    accept: tuple[str, ...]
    reference: datetime
    region: str | None
    alternatives: tuple[str, ...]

    @property
    def language(self) -> str:
        """The bare language."""
        return self.locale[:2]


def read_cases(file: Path, *, prefix: str = "", locale: str = "") -> Iterator[Case]:
    """The cases of a file; only those whose set and locale begin as told."""
    for line in file.open(encoding="utf-8"):
        found = json.loads(line)
        if found["set"].startswith(prefix) and found["locale"].startswith(locale):
            reference = datetime.fromisoformat(found["reference"]) if "reference" in found else NOW
            yield Case(
                found["set"], found["kind"], found["locale"], found["text"], tuple(found["accept"]),
                reference, found.get("region"), tuple(found.get("alternatives", ())),
            )  # fmt: skip


def normal(kind: str, value: Any) -> str | None:
    """The form in which a value is compared; None if it has none."""
    if isinstance(value, dict):
        value = _said_name(value) if kind == "full_name" else value.get(PARTS.get(kind, "value"))
    if value is None:
        return None
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if kind in ("number", "amount"):
        return _number(text)
    if kind == "phone":
        return re.sub(r"\D", "", text)
    if kind in ("email", "full_name", "yes_no"):
        return text.lower()
    if kind in ("time", "date", "date_of_birth"):
        return text[: 5 if kind == "time" else 10]
    return re.sub(r"[\s.\-/]", "", text).upper()


def _said_name(value: dict[str, Any]) -> str:
    return " ".join(value[part] for part in ("first", "last") if value.get(part))


def _number(text: str) -> str:
    try:
        return format(float(text), ".6f").rstrip("0").rstrip(".")
    except ValueError:
        return text


def is_right(case: Case, found: list[str]) -> bool:
    """Whether the best value found is one that the case accepts."""
    if not case.accept:
        return not found
    if not found:
        return False
    best = found[0]
    if case.kind == "phone":
        return any(best in (want, f"1{want}") or (len(want) >= LEAST_SUFFIX and best.endswith(want)) for want in case.accept)
    return best in case.accept
