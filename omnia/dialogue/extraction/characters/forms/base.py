"""The form of a code: how it looks, how long it is, and how its check is computed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

Check = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a code.

    `pattern` finds it in a run of characters, letters in capitals; `minimum` and `maximum` are its lengths; `start` is what the
    beginning of an incomplete one looks like; `name` is the code's name in a message; `holds` says whether its check is right.
    `length_of` tells the one length that a code may have by its beginning, `least` the length below which it is incomplete.
    `shape` has `A` where a letter and `9` where a digit must stand: one taken for the other is put right. `countries` are those
    whose code it is (ISO 3166), none for codes of any country. `announced` are the words after which a code without a digit,
    typed in small letters, is taken for one. A `distinctive` form is
    like no other number: such a code is noted wherever it is said.
    """

    name: str
    pattern: re.Pattern[str]
    minimum: int
    maximum: int
    start: re.Pattern[str]
    holds: Check | None = None
    length_of: Callable[[str], int | None] | None = None
    least: Callable[[str], int] | None = None
    shape: str = ""
    countries: frozenset[str] = frozenset()
    announced: frozenset[str] = frozenset()
    distinctive: bool = False

    @property
    def is_strict(self) -> bool:
        """Whether more is known of the form than which characters it is made of."""
        return self.distinctive or bool(self.shape or self.countries) or self.holds is not None


def form(
    name: str,
    pattern: str,
    lengths: tuple[int, int],
    start: str,
    holds: Check | None = None,
    *,
    countries: Iterable[str] = (),
    announced: Iterable[str] = (),
    **more: Any,
) -> Form:
    """A form from patterns as text and sets given as any collection; `more` are further fields of `Form`."""
    kept: dict[str, Any] = {**more, "countries": frozenset(countries), "announced": frozenset(announced)}
    return Form(name, re.compile(pattern), *lengths, re.compile(start), holds, **kept)
