"""The test that stops a canary: it seldom stops one that is as good, soon one that is much worse, and says so by numbers."""

import random
from statistics import NormalDist

import pytest
from sampling import is_exhaustive, sampled

from tenants.insight.rule import Rule, RuleError, judge, parse_rule
from tenants.insight.sequential import Arm, Stratum, look

RULE = Rule()
LOOKS = 10
"""Conversations of the canary between two looks of a simulation."""

CANARIES = 1_000 if is_exhaustive() else 100
LUCK = 0.0 if is_exhaustive() else 2 * (0.05 * 0.95 / CANARIES) ** 0.5
"""What a small sample may be off."""


@pytest.fixture
def draw():
    """Chance, the same each time."""
    return random.Random(20261128)


def binomial(draw: random.Random, number: int, rate: float) -> int:
    return sum(draw.random() < rate for _each in range(number))


def stopped_at(draw: random.Random, good: float, canary: float, weights: list[tuple[int, int]]) -> int | None:
    """Simulate a canary: `weights` are (percent, conversations of the canary at it); returns at how many it was stopped."""
    strata, seen = [], 0
    for weight, conversations in weights:
        strata.append(Stratum(Arm(), Arm()))
        for _look in range(conversations // LOOKS):
            held = strata[-1]
            others = sum(draw.random() >= weight / 100 for _each in range(LOOKS * 100 // weight))
            strata[-1] = Stratum(
                Arm(held.baseline.conversations + others, held.baseline.well + binomial(draw, others, good)),
                Arm(held.canary.conversations + LOOKS, held.canary.well + binomial(draw, LOOKS, canary)),
            )
            seen += LOOKS
            if judge(RULE, strata).is_worse:
                return seen
    return None


def tell(stops: int) -> None:
    """Print what was simulated, for whoever asks (`-s`)."""
    print(f"{stops} of {CANARIES} stopped")  # noqa: T201  figures of the documentation come from here


@pytest.mark.parametrize(
    ("rate", "weights"),
    sampled([(0.85, [(25, 2_000)]), (0.95, [(50, 2_000)]), (0.6, [(10, 500), (25, 500), (50, 1_000)])], parts=3),
)
def test_canary_as_good_as_what_is_live_is_stopped_in_fewer_than_5_of_100(draw, rate, weights):
    stops = sum(stopped_at(draw, rate, rate, weights) is not None for _each in range(CANARIES))
    tell(stops)
    assert stops / CANARIES < 0.05 + LUCK


@pytest.mark.parametrize(
    ("rate", "weights"),
    sampled(
        [
            (0.85, [(10, 490)]),
            (0.85, [(25, 490)]),
            (0.85, [(50, 490)]),
            (0.9, [(50, 490)]),
            (0.85, [(10, 100), (25, 390)]),
        ],
        parts=5,
    ),
)
def test_canary_10_points_worse_is_stopped_before_500_conversations_in_95_of_100(draw, rate, weights):
    stops = sum(stopped_at(draw, rate, rate - 0.1, weights) is not None for _each in range(CANARIES))
    tell(stops)
    assert stops / CANARIES >= 0.95 - LUCK


def test_canary_10_points_worse_than_80_is_stopped_before_500_conversations_of_its_own_in_91_of_100_at_a_weight_of_50(draw):
    # What is left to 95 is the price of looking on for ever: a test of fixed size would find 97.9 of 100.
    stops = sum(stopped_at(draw, 0.8, 0.7, [(50, 490)]) is not None for _each in range(CANARIES))
    tell(stops)
    assert stops / CANARIES >= 0.91 - LUCK


def test_confidence_is_that_of_a_test_that_begins_with_the_first_look_and_no_greater_than_a_single_look_gives():
    strata = [Stratum(Arm(500, 425), Arm(500, 390))]
    always, later, once = (look(strata, 0.03, at_least).confidence for at_least in (0, 200, 500))
    z = 0.07 / (2 / 500 * (816 / 1002) * (186 / 1002)) ** 0.5
    assert always < later < once < NormalDist().cdf(z)


def test_canary_that_is_better_is_no_evidence_of_a_drop():
    found = look([Stratum(Arm(1_000, 800), Arm(1_000, 900))], 0.03)
    assert found.drop == pytest.approx(-0.1)
    assert found.confidence == 0


def test_canary_worse_than_the_rule_allows_is_not_stopped_before_it_has_the_conversations_that_the_rule_asks_for():
    few, many = [Stratum(Arm(199, 199), Arm(199, 0))], [Stratum(Arm(200, 200), Arm(200, 0))]
    assert (judge(RULE, few).is_worse, judge(RULE, few).is_early) == (False, True)
    assert judge(RULE, many).is_worse


def test_small_drop_however_sure_is_not_stopped_below_the_margin():
    verdict = judge(RULE, [Stratum(Arm(1_000_000, 900_000), Arm(1_000_000, 880_000))])
    assert verdict.finding.confidence > 0.999
    assert not verdict.is_worse


def test_weight_that_rises_on_a_bad_day_is_no_evidence_against_the_canary():
    # Both sides are alike on each day; together the canary looks ten points worse.
    days = [Stratum(Arm(950, 855), Arm(50, 45)), Stratum(Arm(500, 350), Arm(500, 350))]
    assert not judge(RULE, days).is_worse
    assert judge(RULE, [Stratum(Arm(1_450, 1_205), Arm(550, 395))]).is_worse


def test_no_conversations_yet_find_nothing():
    assert judge(RULE, []).finding == (0.0, 0.0)


def test_enormous_evidence_is_still_a_number():
    assert judge(RULE, [Stratum(Arm(10**9, 10**9), Arm(10**9, 0))]).finding.confidence == 1


@pytest.mark.parametrize(
    "given",
    [
        {"points": 0},
        {"points": 51},
        {"confidence": 50},
        {"confidence": 100},
        {"at_least": 0},
        {"measure": "luck"},
        {"more": 1},
        {"points": "x"},
    ],
)
def test_rule_that_cannot_be_followed_is_refused_in_a_sentence(given):
    with pytest.raises(RuleError, match=r"\.$"):
        parse_rule(given)


def test_rule_is_stored_and_read_again_the_same():
    rule = parse_rule({"measure": "completed", "points": "4.5", "confidence": "90", "at_least": "300"})
    assert parse_rule(rule.stored()) == rule == Rule("completed", 4.5, 90.0, 300)
