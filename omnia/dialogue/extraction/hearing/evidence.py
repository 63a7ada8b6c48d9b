"""What several attempts to say one value speak for: who is not understood says it again, and what was heard before still counts.

An attempt is one utterance with its transcriptions, best first. Transcriptions share the weight of their attempt; attempts count
alike, the present one a little more. How sure a value is, is its share among all that are possible, times how sure its readers
are together: two attempts that agree are surer than each of them, and less than if they had been heard by different ears.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from typing import Any

from omnia.dialogue.extraction.values import Reading

BEFORE = 0.9
"""What an earlier attempt counts beside the present one."""

SAME_EARS = 0.5
"""How much of what a further attempt adds is new: the same line and recogniser heard it."""

SUREST = 0.99
"""How sure attempts that agree can be together."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """The transcriptions of one utterance, best first, with the confidences told beside them; alike, they tell nothing."""

    texts: tuple[str, ...]
    confidences: tuple[float, ...]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Attempt:
        """Transcriptions of which no confidence is told; each once."""
        once = tuple(dict.fromkeys(texts))
        return cls(once, (1.0,) * len(once))


@dataclass(frozen=True, slots=True)
class Heard:
    """One transcription with what it was read as; `attempt` counts back from the present one, which is 0."""

    text: str
    reading: Reading
    weight: float = 1.0
    attempt: int = 0


def weights(confidences: Sequence[float]) -> list[float]:
    """How much each transcription counts.

    Confidences are squared, so that several doubtful ones do not outvote a sure one. Where they tell nothing, because all are
    alike, the place counts: three others have to agree against the first.
    """
    if len(set(confidences)) > 1:
        return [confidence**2 for confidence in confidences]
    return [1 / place for place in range(1, len(confidences) + 1)]


def heard(attempts: Sequence[Attempt], read: Callable[[str], Reading]) -> list[Heard]:
    """Every transcription of the attempts, those of the last attempt first; each text is read once."""
    reading = lru_cache(maxsize=None)(read)
    return [
        Heard(text, reading(text), weight, back)
        for back, attempt in enumerate(reversed(attempts))
        for text, weight in zip(attempt.texts, weights(attempt.confidences), strict=True)
    ]


def by_attempt(transcriptions: Iterable[Heard], *, holding: bool = True) -> Iterator[tuple[Heard, float]]:
    """Transcriptions, of those only the ones that hold a value, each with its share of the weight of its attempt."""
    counted = [each for each in transcriptions if each.reading.matches or not holding]
    totals: dict[int, float] = {}
    for each in counted:
        totals[each.attempt] = totals.get(each.attempt, 0.0) + each.weight
    for each in counted:
        yield each, each.weight / (totals[each.attempt] or 1.0) * (BEFORE if each.attempt else 1.0)


def share(support: Mapping[Any, float], key: Any) -> float:
    """The part of what speaks for anything that speaks for one; the strongest is likelier than its weight alone says."""
    total = sum(weight**2 for weight in support.values())
    return support[key] ** 2 / total if total else 0.0


def together(sure: Iterable[float]) -> float:
    """How sure attempts are together that agree, by how sure each is."""
    ordered = sorted(sure, reverse=True)
    doubt: float = prod((1 - min(each, SUREST)) ** (1.0 if place == 0 else SAME_EARS) for place, each in enumerate(ordered))
    return max(1 - doubt, *ordered[:1], 0.0)


def surest(sures: Iterable[tuple[int, Any, float]], key: Any) -> float:
    """How sure the attempts that hold a value are of it together; `sures` are attempt, value and how sure, by transcription."""
    best: dict[int, float] = {}
    for attempt, own, sure in sures:
        if own == key:
            best[attempt] = max(best.get(attempt, 0.0), sure)
    return together(best.values())
