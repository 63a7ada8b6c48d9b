"""A test of two proportions that may be looked at after every conversation: is the canary worse than what is live?

The mixture sequential probability ratio test: Robbins, "Statistical methods related to the law of the iterated logarithm" (1970);
for A/B tests that are watched, Johari, Koomen, Pekelis and Walsh, "Always valid inference" (Operations Research 70, 2022). Under
"the canary is no worse" the evidence is (asymptotically, by the score of the difference) a martingale of mean 1 at most, so by
Ville's inequality it ever reaches 1 / alpha with probability alpha at most, however often one looks.

Nobody looks before the canary has the conversations that its rule asks for, so less evidence will do: how often it reaches a
bound from some moment on is known exactly (Robbins and Siegmund, "Boundary crossing probabilities for the Wiener process and
sample sums", Annals of Mathematical Statistics 41, 1970). The confidence is what that leaves.

The mixture is mostly over a drop of seven thirds of the margin (7 points, where 3 count as worse): a drop of 10 points is found
soonest so with the usual rule; a tenth of it is over the margin itself, for small drops. Conversations are compared within
strata (the weight that the canary had), so that a day on which everything went worse says nothing of a canary that got more
callers on that day. Pure: no clock, no database.
"""

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import NamedTuple

MIXTURE = ((1.0, 0.1), (7 / 3, 0.9))
"""Drops that the mixture looks for, in margins, and the share of each."""

HALVINGS = 50
"""Of the interval in which a bound is looked for: beyond what a float can tell."""

NORMAL = NormalDist()


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
    """How much lower the canary's rate is (`drop`), and the confidence in a drop, from 0 to 1, that holds at every look."""

    drop: float
    confidence: float


def look(strata: Sequence[Stratum], margin: float, at_least: int = 0) -> Finding:
    """Compare a canary with its baseline.

    Args:
        strata: all conversations so far, each in one stratum.
        margin: the drop that counts as worse, greater than 0.
        at_least: the canary's conversations before which nobody decides by what is found.
    """
    score = information = 0.0
    for baseline, canary in strata:
        known = _information(baseline, canary)
        score += (baseline.rate - canary.rate) * known
        information += known
    if not information:
        return Finding(0.0, 0.0)
    evidence = _evidence(score, information, margin)
    first = min(_first_information(strata, at_least), information)
    return Finding(score / information, _confidence(evidence, first, margin))


def _evidence(score: float, information: float, margin: float) -> float:
    """How many times likelier some drop of the mixture is than none."""
    terms = [(multiple * margin, share) for multiple, share in MIXTURE]
    return sum(share * math.exp(min(drop * score - drop * drop * information / 2, 700.0)) for drop, share in terms)


def _confidence(evidence: float, first: float, margin: float) -> float:
    """One less the probability that without a drop the evidence ever becomes this great, looked at from some moment on.

    Args:
        evidence: what was found.
        first: the information at the first look; 0 for looks from the very beginning.
        margin: the drop that counts as worse.
    """
    if evidence <= 1:
        return 0.0
    if not first:
        return 1.0 - 1.0 / evidence
    spread = math.sqrt(first)
    bound = _bound(evidence, first, margin)
    later = sum(share * NORMAL.cdf((bound - multiple * margin * first) / spread) for multiple, share in MIXTURE)
    return max(0.0, NORMAL.cdf(bound / spread) - later / evidence)


def _bound(evidence: float, information: float, margin: float) -> float:
    """The score at which the evidence is reached."""
    # Each term of the mixture alone would need at least this much, and the rarest of them alone at most that much.
    terms = [(multiple * margin, share) for multiple, share in MIXTURE]
    low = min(math.log(evidence) / drop + drop * information / 2 for drop, _share in terms)
    high = min(math.log(evidence / share) / drop + drop * information / 2 for drop, share in terms)
    for _each in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _evidence(middle, information, margin) < evidence else (low, middle)
    return high


def _first_information(strata: Sequence[Stratum], at_least: int) -> float:
    """What was known at least when the canary had its first `at_least` conversations, whichever stratum they were in."""
    each = [_information(*row) / row.canary.conversations for row in strata if row.canary.conversations]
    return at_least * min(each, default=0.0)


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
