"""How well a template does in each language: its own tests, the generated conversations, and a caller who speaks with noise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import ceil
from typing import Any

import msgspec

from omnia.dialogue.canonical import canonical_bytes
from omnia.dialogue.noise import Heard, hear_noise
from omnia.dialogue.scenarios import run_scenarios
from omnia.dialogue.simulate import TestResult, failed, run_template_tests

UNDERSTOOD = 0.9
"""The part of the noisy sentences that must be understood."""

NOISE = (
    "Of %(all)s noisy sentences %(good)s were understood (%(part)s; %(least)s are needed). "
    "Not understood, for example: %(missed)s."
)

SHOWN = 5
"""Sentences that are quoted."""


class Share(msgspec.Struct, frozen=True):
    """So many of so many."""

    good: int
    all: int

    @property
    def part(self) -> float:
        """From 0 to 1; of nothing it is all."""
        return self.good / self.all if self.all else 1.0

    def __add__(self, other: Share) -> Share:
        return Share(self.good + other.good, self.all + other.all)


class Score(msgspec.Struct, frozen=True):
    """What a template reaches in one language; `wrong` counts noisy sentences of which another value was taken."""

    locale: str
    tests: Share
    scenarios: Share
    noisy: Share
    wrong: int
    failures: tuple[TestResult, ...] = ()
    missed: tuple[str, ...] = ()
    """Some of the noisy sentences that were not understood."""

    @property
    def whole(self) -> Share:
        """Everything together."""
        return self.tests + self.scenarios + self.noisy

    @property
    def least(self) -> int:
        """How many of the whole must go well at least for the score to be a good one."""
        return ceil(self.whole.all * UNDERSTOOD)

    @property
    def percent(self) -> int:
        """The whole in hundredths, rounded down: only what is perfect is 100."""
        return int(self.whole.part * 100)

    @property
    def is_green(self) -> bool:
        """Whether the template may be published in this language."""
        return not self.failures


def score_template(body: Any, *, locales: Sequence[str], default_locale: str = "en") -> list[Score]:
    """A template's scores in the given locales, in their order; kept for documents that were scored before."""
    return list(_scored(canonical_bytes(body), tuple(locales), default_locale))


@lru_cache(maxsize=256)
def _scored(content: bytes, locales: tuple[str, ...], default_locale: str) -> tuple[Score, ...]:
    body = msgspec.json.decode(content)
    return tuple(_score(body, locale, default_locale) for locale in locales)


def _score(body: Any, locale: str, default_locale: str) -> Score:
    tests = run_template_tests(body, locales=[locale], default_locale=default_locale)
    scenarios = run_scenarios(body, locales=[locale], default_locale=default_locale)
    heard = hear_noise(body, locales=[locale], default_locale=default_locale)
    noisy = Share(sum(each.right for each in heard), len(heard))
    failures = [result for result in (*tests, *scenarios) if not result.passed]
    failures += _unheard(locale, heard, noisy)
    missed = tuple(each.text for each in heard if not each.right)[:SHOWN]
    return Score(locale, _share(tests), _share(scenarios), noisy, sum(each.wrong for each in heard), tuple(failures), missed)


def _share(results: Sequence[TestResult]) -> Share:
    return Share(sum(result.passed for result in results), len(results))


def _unheard(locale: str, heard: Sequence[Heard], noisy: Share) -> Iterator[TestResult]:
    if noisy.part >= UNDERSTOOD:
        return
    missed = [f"“{each.text}”" for each in heard if not each.right][:SHOWN]
    told = {"all": noisy.all, "good": noisy.good, "part": f"{noisy.part:.0%}", "least": f"{UNDERSTOOD:.0%}"}
    yield failed(f"{locale}.noise", locale, NOISE, **told, missed=", ".join(missed))
