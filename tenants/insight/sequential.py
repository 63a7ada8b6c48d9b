"""A test of two proportions that may be looked at after every conversation: is the canary worse than what is live?

The mixture sequential probability ratio test: Robbins, "Statistical methods related to the law of the iterated logarithm" (1970);
for A/B tests that are watched, Johari, Koomen, Pekelis and Walsh, "Always valid inference" (Operations Research 70, 2022). Under
"the canary is no worse" the evidence is (asymptotically, by the score of the difference) a martingale of mean 1 at most, so by
Ville's inequality it ever reaches 1 / alpha with probability alpha at most, however often one looks.

The mixture is over drops of one, two and three times the margin. Conversations are compared within strata (the weight that the
canary had), so that a day on which everything went worse says nothing of a canary that got more callers on that day.
Pure: no clock, no database.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

MULTIPLES = (1, 2, 3)
"""Drops that the mixture looks for, in margins."""


class Arm(NamedTuple):
    """Conversations of one side, and how many of them went well."""

    conversations: int = 0
    well: int = 0

    @property
    def rate(self) -> float:
        """The share that went well; 0 without conversations."""
        return self.well / self.conversations if self.conversations else 0.0


class Stratum(NamedTuple):
    """Both sides while the canary had one weight."""

    baseline: Arm
    canary: Arm


class Finding(NamedTuple):
    """How much lower the canary's rate is (`drop`), and how many times likelier a drop is than none (`evidence`)."""

    drop: float
    evidence: float

    @property
    def confidence(self) -> float:
        """The confidence in a drop, from 0 to 1, that holds at every look."""
        return max(0.0, 1.0 - 1.0 / self.evidence) if self.evidence > 0 else 0.0


def look(strata: Sequence[Stratum], margin: float) -> Finding:
    """Compare a canary with its baseline.

    Args:
        strata: all conversations so far, each in one stratum.
        margin: the drop that counts as worse, greater than 0.
    """
    score = information = 0.0
    for baseline, canary in strata:
        known = _information(baseline, canary)
        score += (baseline.rate - canary.rate) * known
        information += known
    if not information:
        return Finding(0.0, 1.0)
    drops = [multiple * margin for multiple in MULTIPLES]
    exponents = [drop * score - drop * drop * information / 2 for drop in drops]
    return Finding(score / information, sum(math.exp(min(exponent, 700.0)) for exponent in exponents) / len(drops))


def is_worse(finding: Finding, margin: float, confidence: float) -> bool:
    """Whether the drop is as great as the margin, and some drop as sure as the confidence (0 to 1) asks."""
    return finding.drop >= margin and finding.confidence >= confidence


def _information(baseline: Arm, canary: Arm) -> float:
    """How much is known of the difference: one over its variance if there were none."""
    if not baseline.conversations or not canary.conversations:
        return 0.0
    total = baseline.conversations + canary.conversations
    # One more of either outcome: a rate of 0 or 1 in few conversations is not known for sure.
    rate = (baseline.well + canary.well + 1) / (total + 2)
    return baseline.conversations * canary.conversations / total / (rate * (1 - rate))
