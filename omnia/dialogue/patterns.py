"""Customers' patterns, on RE2: linear in time whatever the pattern, bounded in size."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import re2

MAX_PATTERN = 512
"""Characters of a pattern."""

MAX_MEMORY = 1 << 20
"""Bytes that a compiled pattern may take; repetition of repetitions grows without being slow."""

MAX_PROGRAM = 1000
"""Instructions of a compiled pattern: RE2 may look at each of them for every character of a text."""

MAX_WORK = 400_000
"""Characters of a text, times instructions, that one search may take: five milliseconds at RE2's slowest."""


MAX_REASON = 120
"""Characters of what RE2 says of a pattern, which repeats the pattern."""


class PatternError(ValueError):
    """A pattern that cannot be used; the sentence says why."""


class Pattern:
    """A compiled pattern. A text that would take it too long, or that holds half a character, matches nothing."""

    __slots__ = ("_compiled", "groupindex", "size")

    def __init__(self, compiled: Any) -> None:
        self._compiled, self.size = compiled, int(compiled.programsize)
        self.groupindex: Mapping[str, int] = compiled.groupindex

    def search(self, text: str) -> Any:
        """The first match in a text, or None."""
        return self._tried(self._compiled.search, text)

    def fullmatch(self, text: str) -> Any:
        """The match of a whole text, or None."""
        return self._tried(self._compiled.fullmatch, text)

    def _tried(self, match: Callable[[str], Any], text: str) -> Any:
        if len(text) * self.size > MAX_WORK:
            return None
        try:
            return match(text)
        except UnicodeEncodeError:
            return None


def _options() -> Any:
    options = re2.Options()
    options.max_mem = MAX_MEMORY
    options.log_errors = False
    return options


@lru_cache(maxsize=2048)
def compile_pattern(source: str) -> Pattern:
    """A compiled pattern; raises `PatternError`."""
    if len(source) > MAX_PATTERN:
        raise PatternError(f"The pattern has {len(source)} characters; {MAX_PATTERN} are allowed.")
    try:
        compiled = re2.compile(source, options=_options())
    except UnicodeEncodeError as error:
        raise PatternError("The pattern holds half a character (a lone surrogate). Write it anew.") from error
    except re2.error as error:
        reason = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else str(error)
        raise PatternError(f"The pattern is not valid RE2: {reason[:MAX_REASON]}.") from error
    return Pattern(compiled)


def check_pattern(source: str) -> str | None:
    """A sentence on what is wrong with a pattern, or None."""
    try:
        size = compile_pattern(source).size
    except PatternError as error:
        return str(error)
    if size > MAX_PROGRAM:
        return f"The pattern unfolds to {size} instructions; {MAX_PROGRAM} are allowed. Repeat less inside of repetitions."
    return None
