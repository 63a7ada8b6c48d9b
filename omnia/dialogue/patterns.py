"""Customers' patterns, on RE2: linear in time whatever the pattern, bounded in size."""

from functools import lru_cache
from typing import Any

import re2

MAX_PATTERN = 512
"""Characters of a pattern."""

MAX_MEMORY = 1 << 20
"""Bytes that a compiled pattern may take; repetition of repetitions grows without being slow."""


class PatternError(ValueError):
    """A pattern that cannot be used; the sentence says why."""


def _options() -> Any:
    options = re2.Options()
    options.max_mem = MAX_MEMORY
    options.log_errors = False
    return options


@lru_cache(maxsize=2048)
def compile_pattern(source: str) -> Any:
    """A compiled pattern with `search`, `fullmatch` and `groupindex`; raises `PatternError`."""
    if len(source) > MAX_PATTERN:
        raise PatternError(f"The pattern has {len(source)} characters; {MAX_PATTERN} are allowed.")
    try:
        return re2.compile(source, options=_options())
    except UnicodeEncodeError as error:
        raise PatternError("The pattern holds half a character (a lone surrogate). Write it anew.") from error
    except re2.error as error:
        reason = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else str(error)
        raise PatternError(f"The pattern is not valid RE2: {reason}.") from error


def check_pattern(source: str) -> str | None:
    """A sentence on what is wrong with a pattern, or None."""
    try:
        compile_pattern(source)
    except PatternError as error:
        return str(error)
    return None
