"""Where the nodes of a flow stand means nothing: no hash, no difference, no class, no conflict."""

import pytest

from omnia.dialogue.building import removed
from omnia.dialogue.canonical import canonical_bytes, content_hash
from omnia.dialogue.change_class import classify
from omnia.dialogue.diff import diff
from omnia.dialogue.edits import applied_with_undo
from omnia.dialogue.lint import lint_flow
from omnia.dialogue.merge import three_way
from omnia.dialogue.positions import MOST

NODES = [
    {"id": "n1", "key": "one", "label": {"en": "One"}, "rows": [], "edges": [{"id": "e1", "otherwise": True, "to": "two"}]},
    {"id": "n2", "key": "two", "label": {"en": "Two"}, "rows": [], "edges": []},
]
FLOW = {"schema": 1, "key": "flow", "label": {"en": "Flow"}, "start": "one", "nodes": NODES}


def put(**positions):
    return {**FLOW, "layout": positions}


def test_positions_are_in_the_text_of_a_flow_and_not_in_its_hash():
    assert content_hash(put(n1=[24, 48])) == content_hash(FLOW)
    assert canonical_bytes(put(n1=[24, 48])) != canonical_bytes(FLOW)


def test_what_is_no_flow_keeps_a_field_of_that_name_in_its_hash():
    assert content_hash({"layout": {"en": "Layout"}}) != content_hash({})


def test_positions_are_no_difference_and_of_the_least_class():
    assert diff(put(n1=[24, 48]), put(n2=[0, 0])) == []
    assert classify(FLOW, put(n1=[24, 48])) == "wording"


def test_node_that_both_put_elsewhere_stays_where_we_put_it_and_nobody_is_asked():
    merged = three_way(put(n1=[0, 0]), put(n1=[24, 0]), put(n1=[48, 0], n2=[72, 0]))
    assert merged.conflicts == ()
    assert merged.document == put(n1=[24, 0], n2=[72, 0])


def test_positions_that_one_side_took_away_and_the_other_changed_stay_as_ours():
    for ours, theirs in ((FLOW, put(n1=[24, 0])), (put(n1=[24, 0]), FLOW)):
        merged = three_way(put(n1=[0, 0]), ours, theirs)
        assert (merged.conflicts, merged.document) == ((), ours)


def test_removed_node_takes_its_position_along_and_an_undo_brings_both_back():
    held = put(n1=[24, 48], n2=[0, 0])
    after, undo = applied_with_undo(held, removed(held, "/nodes/@n2").edits)
    assert after["layout"] == {"n1": [24, 48]}
    assert applied_with_undo(after, undo)[0] == held


@pytest.mark.parametrize("place", [[1], [1, 2, 3], [-1, 0], [0, MOST + 1]])
def test_place_outside_the_canvas_is_told_at_its_node(place):
    found = lint_flow(put(n1=place), locales=("en",), templates={}, default_locale="en")
    assert [finding.path for finding in found if finding.path.startswith("/layout")] == ["/layout/n1"]


@pytest.mark.parametrize("place", ["here", [1.5, 2], [True, 0], None])
def test_what_is_no_place_does_not_have_the_shape_of_a_flow(place):
    found = lint_flow(put(n1=place), locales=("en",), templates={}, default_locale="en")
    assert [finding.code for finding in found if finding.path.startswith("/layout")] == ["shape"]


def test_positions_in_the_canvas_are_told_nothing_of():
    found = lint_flow(put(n1=[0, MOST]), locales=("en",), templates={}, default_locale="en")
    assert not [finding for finding in found if finding.path.startswith("/layout")]
