"""Flows that go round without listening are found, and with work that grows as the flow does."""

import sys

from hypothesis import given
from hypothesis import strategies as st

from omnia.dialogue import cycles, lint_flows
from omnia.dialogue.cycles import on_cycles
from omnia.dialogue.lint import lint_flow

NODES = st.integers(0, 7).map(str)
OURS = {cycles.__file__, lint_flows.__file__}


def reached(start, ways):
    found, pending = set(), list(start)
    while pending:
        node = pending.pop()
        if node not in found:
            found.add(node)
            pending += ways.get(node, ())
    return found


@given(ways=st.dictionaries(NODES, st.lists(NODES, max_size=4), max_size=8))
def test_nodes_on_a_cycle_are_those_that_reach_themselves(ways):
    assert on_cycles(ways) == {node for node in ways if node in reached([to for to in ways[node] if to in ways], ways)}


def test_chain_and_ring_of_ten_thousand_nodes_are_told_apart():
    chain = {str(number): [str(number + 1)] for number in range(10_000)}
    assert on_cycles(chain) == set()
    assert on_cycles(chain | {"9999": ["0"]}) == set(chain)


def flow(nodes: int, ways: int):
    """A flow in which every node says something and leads on to many others, round and round."""
    return {
        "schema": 1,
        "key": "rounds",
        "label": {"en": "Rounds"},
        "start": "n0",
        "nodes": [
            {
                "id": f"i{number}",
                "key": f"n{number}",
                "label": {"en": "Node"},
                "rows": [{"id": f"r{number}", "type": "say", "text": {"en": "Hello."}}],
                "edges": [
                    {"id": f"e{number}-{each}", "to": f"n{(number + each + 1) % nodes}", "when": "true"} for each in range(ways)
                ],
            }
            for number in range(nodes)
        ],
    }


def lines_run(body) -> int:
    """Lines of the checks of a graph that looking at a flow runs through."""
    count = 0

    def trace(frame, event, _argument):
        nonlocal count
        if frame.f_code.co_filename not in OURS:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        findings = lint_flow(body, locales=["en"], templates={}, default_locale="en")
    finally:
        sys.settrace(before)
    assert sum(finding.message.endswith("without ever listening.") for finding in findings) == len(body["nodes"])
    return count


def test_flow_of_twice_as_many_nodes_and_ways_is_twice_the_work():
    assert lines_run(flow(60, 10)) < 2.2 * lines_run(flow(30, 10))
