"""A release full of conditions that would take seconds: turns are answered, work is counted, the transcript tells."""

import copy

import pytest
from prometheus_client import REGISTRY
from published import AGREES, BOOKING, DATE, issue_key, publish
from published import PublishedProject as Published
from talks import post_turn, start

from omnia.dialogue.cel.budget import EVALUATION_STEPS, TURN_STEPS
from omnia.dialogue.expressions import Expression

BOMB = "size(variables.l.map(i, variables.l + variables.l)) > {}"


@pytest.fixture
def bombed(make_project_database) -> Published:
    """A project whose release, made before publishing estimated costs, holds twenty bombs on one value."""
    date = copy.deepcopy(DATE)
    date["nodes"][0]["constraints"] += [
        {"id": f"b{place}", "key": f"b{place}", "type": "expression", "params": {"expression": BOMB.format(place)}}
        for place in range(20)
    ]
    ref = make_project_database()
    publish(ref, [date, AGREES], [BOOKING])
    return Published(ref, issue_key(ref))


def counted() -> float:
    return REGISTRY.get_sample_value("omnia_expressions_over_budget_total") or 0.0


def test_turn_whose_conditions_would_take_seconds_is_answered_and_the_transcript_and_the_metric_tell(
    bombed, each_store, monkeypatch
):
    spent = []
    evaluate = Expression.evaluate

    def watched(self, scope, budget=None):
        before = budget.left
        try:
            return evaluate(self, scope, budget)
        finally:
            spent.append((budget, before - budget.left))

    monkeypatch.setattr(Expression, "evaluate", watched)
    before = counted()
    opening = start(bombed.client, variables={"l": list(range(500))})
    answer = post_turn(bombed.client, opening["session"], 0, "12 May 1980")
    assert answer.status == 200
    assert answer.json()["values"]["date"]["value"]["iso"] == "1980-05-12"
    assert len(spent) >= 20
    assert max(steps for _budget, steps in spent) <= EVALUATION_STEPS
    for budget, _steps in spent:
        assert sum(steps for each, steps in spent if each is budget) <= TURN_STEPS
    transcript = bombed.client.get(f"/api/v1/sessions/{opening['session']}/transcript").json()
    told = transcript["turns"][-1]["over_budget"]
    assert told[0] == BOMB.format(0)
    assert len(told) == 5
    assert "over_budget" not in transcript["turns"][0]
    assert counted() == before + 5
