"""What "worse" means for a canary that stops itself, as its publisher says it."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from omnia.structs import build
from tenants.insight.sequential import Arm, Finding, Stratum, is_worse, look

MEASURES = ("captured", "completed")
MAX_POINTS, MAX_AT_LEAST = 50.0, 100_000
LEAST_CONFIDENCE, MOST_CONFIDENCE = 80.0, 99.9


class RuleError(ValueError):
    """A rule that cannot be followed; the sentence says what it may be."""


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Stop when the measure is `points` of a hundred lower, with `confidence` percent, once it had `at_least` conversations.

    `captured`: conversations that captured every datum that they asked for. `completed`: those that came to their proper end.
    """

    measure: Literal["captured", "completed"] = "captured"
    points: float = 3.0
    confidence: float = 95.0
    at_least: int = 200

    def stored(self) -> dict[str, Any]:
        """The rule as it is kept with its canary."""
        found: dict[str, Any] = msgspec.to_builtins(self)
        return found


build(Rule)


class Verdict(msgspec.Struct, frozen=True):
    """How a canary stands by its rule."""

    baseline: Arm
    canary: Arm
    finding: Finding
    is_early: bool
    is_worse: bool


def parse_rule(given: Mapping[str, Any]) -> Rule:
    """A rule from what is stored or was sent; raises `RuleError`."""
    try:
        rule = msgspec.convert(dict(given), Rule, strict=False)
    except msgspec.ValidationError as error:
        raise RuleError(f"This rule cannot be followed: {error}.") from error
    if not 0 < rule.points <= MAX_POINTS:
        raise RuleError(f"“Worse” is between 0.1 and {MAX_POINTS:g} points lower.")
    if not LEAST_CONFIDENCE <= rule.confidence <= MOST_CONFIDENCE:
        raise RuleError(f"The confidence is between {LEAST_CONFIDENCE:g} and {MOST_CONFIDENCE:g} percent.")
    if not 1 <= rule.at_least <= MAX_AT_LEAST:
        raise RuleError(f"At least 1 conversation and at most {MAX_AT_LEAST} can be waited for.")
    return rule


def judge(rule: Rule, strata: list[Stratum]) -> Verdict:
    """How a canary stands by its rule, after all conversations so far."""
    baseline, canary = _sum([each.baseline for each in strata]), _sum([each.canary for each in strata])
    margin = rule.points / 100
    finding = look(strata, margin, rule.at_least)
    early = canary.conversations < rule.at_least
    return Verdict(baseline, canary, finding, early, not early and is_worse(finding, margin, rule.confidence / 100))


def _sum(arms: list[Arm]) -> Arm:
    return Arm(sum(arm.conversations for arm in arms), sum(arm.well for arm in arms))
