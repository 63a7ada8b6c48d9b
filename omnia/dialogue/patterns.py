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
    """A pattern that cannot be used; the sentence says why.

    Pages translate `sentence`, a constant in which `told` is filled in.
    """

    def __init__(self, sentence: str, **told: Any) -> None:
        super().__init__(sentence % told if told else sentence)
        self.sentence, self.told = sentence, told


SENTENCES: Mapping[str, str] = {
    "missing ]": "The pattern is not valid RE2: the bracket [ of “%(part)s” is not closed.",
    "missing )": "The pattern is not valid RE2: a bracket ( of “%(part)s” is not closed.",
    "unexpected )": "The pattern is not valid RE2: “%(part)s” closes a bracket ) that is not open.",
    "invalid escape sequence": "The pattern is not valid RE2: it has no “%(part)s”.",
    "invalid character class": "The pattern is not valid RE2: “%(part)s” is no set of characters.",
    "invalid character class range": "The pattern is not valid RE2: “%(part)s” is no range of characters.",
    "trailing \\": "The pattern is not valid RE2: it ends in a backslash.",
    "no argument for repetition operator": "The pattern is not valid RE2: “%(part)s” has nothing before it to repeat.",
    "invalid repetition size": (
        "The pattern is not valid RE2: “%(part)s” repeats too often, or has its numbers the wrong way round."
    ),
    "bad repetition operator": "The pattern is not valid RE2: “%(part)s” repeats what is repeated already.",
    "invalid perl operator": "The pattern is not valid RE2: it has no “%(part)s”.",
    "invalid named capture group": "The pattern is not valid RE2: “%(part)s” is no name of a group, as in (?P<name>…).",
}
"""What RE2 refuses a pattern for, by its own words for it."""

OTHERWISE = "The pattern is not valid RE2: %(reason)s."


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
        raise PatternError("The pattern has %(length)s characters; %(most)s are allowed.", length=len(source), most=MAX_PATTERN)
    try:
        compiled = re2.compile(source, options=_options())
    except UnicodeEncodeError as error:
        raise PatternError("The pattern holds half a character (a lone surrogate). Write it anew.") from error
    except re2.error as error:
        reason = error.args[0].decode(errors="replace") if error.args and isinstance(error.args[0], bytes) else str(error)
        raise _refusal(reason) from error
    return Pattern(compiled)


def _refusal(reason: str) -> PatternError:
    """What RE2 says, such as `missing ): (a`, in a sentence."""
    code, _colon, part = reason.partition(": ")
    if code in SENTENCES:
        return PatternError(SENTENCES[code], part=part[:MAX_REASON])
    return PatternError(OTHERWISE, reason=reason[:MAX_REASON])


def check_pattern(source: str) -> str | None:
    """A sentence on what is wrong with a pattern, or None."""
    problem = pattern_problem(source)
    return str(problem) if problem is not None else None


def pattern_problem(source: str) -> PatternError | None:
    """What is wrong with a pattern, or None."""
    try:
        size = compile_pattern(source).size
    except PatternError as error:
        return error
    if size > MAX_PROGRAM:
        sentence = "The pattern unfolds to %(size)s instructions; %(most)s are allowed. Repeat less inside of repetitions."
        return PatternError(sentence, size=size, most=MAX_PROGRAM)
    return None
