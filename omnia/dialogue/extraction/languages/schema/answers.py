"""Yes, no, choices and what may be said at any moment: the shape of what a language tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

COMMANDS = ("repeat", "help", "wait", "cancel", "agent", "start_over", "back", "declined", "unavailable")
"""What may be asked for at any moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNoWords:
    """How people say yes and no, and the small words around; words are folded, longer phrases win."""

    yes: str
    no: str
    yes_alone: frozenset[str]
    """These say yes only where nothing is said besides but courtesies: `it is` Tuesday, `é` possível."""
    unsure: str
    """Patterns of not knowing, or of saying both."""
    polite: str
    """Words that may stand around a universal without changing it; what holds any other word is an answer."""
    correction: str
    """What may stand between a no and the right value; not part of the value."""
    retraction: str
    """What takes back something said before."""
    wrong: str
    """Said beside the name of a part, these ask to say that part again: `the year is wrong`."""
    idioms: Mapping[str, bool]
    """Whole answers in which a no and a yes stand side by side, and people mean the second."""
    negations: frozenset[str]
    """A yes word near one of these says no: `I am not sure`, `non va bene`."""
    plain_yes: str
    """An answer that begins so agrees, whatever is told after it: `yes, I said no onions`."""
    nobody: str
    """A pattern; an answer that begins so says no to `is anyone …?`."""
    wordy: frozenset[str]
    """Commands that count only when nothing at all is said beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionWords:
    """What people say beside a yes or no to what was read back."""

    exceptions: str
    """A yes beside one of these is no yes to all that was read back: `yes, but with an s`."""
    no_exceptions: str
    """Turns of phrase that hold such a word and except nothing."""
    doubts: str
    """Not sure enough to confirm; no values either, whatever is asked."""
    bare_no: str
    """A no that stands for itself; any other one denies the words after it: `not right`."""
    deniable: str
    """Where the word for no is also the word for not: what it denies when it stands before it without a pause."""
    between: str
    """Said between a yes and a no by one who changes his mind."""
    assenting_questions: str
    """Questions that say yes."""
    going_on: str
    """Said before the rest of a number."""
    takes_back: str
    """Said before the right value by one who puts a read-back right without a no."""
    retractions: str
    """At the beginning of an answer to another question these correct something that was said before."""
    ends_in: str
    """Before the last characters of a number or code."""
    copulas: str
    """Between the name of a part and its value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EitherWords:
    """Which of two things that were named is meant."""

    first: str
    second: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceWords:
    """One language's words of choosing.

    `both` is all where there are two, `counted` all where there are as many as it says. `without` takes from all that was offered,
    `instead` puts one for another, `denial` denies what stands beside it. `contrast` ends what was denied, `join` goes on with it, `alternative` too.
    `agreed` says that what stands beside it is wanted; `added` that it comes on top, `only` that nothing else does. `first`, `last`
    and `place` name options by their place. `idle` phrases hold words of the others and say nothing.
    """

    all: str
    both: str
    counted: str
    none: str
    without: str
    instead: str
    denial: str
    contrast: str
    join: str
    alternative: str
    agreed: str
    added: str
    only: str
    first: str
    last: str
    last_one: str
    place: str
    idle: str
    counts: str
    articles: frozenset[str] = frozenset()
    """What stands before an ordinal that names an option: `the first`, and not the `prima` of `prima la posta`; read whatever is spoken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Yes, no, choices and what may be said at any moment: all that a language says of it."""

    yes_no: YesNoWords
    reactions: ReactionWords
    either: EitherWords
    choices: ChoiceWords
    commands: Mapping[str, str]
    """What may be said at any moment, by what it asks for (`repeat`, `help`, …)."""
