"""The three-way merge: its laws on any documents, and what people see of it on a template."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omnia.dialogue.canonical import content_hash
from omnia.dialogue.merge import ABSENT, Conflict, Decision, Rule, is_same, three_way
from omnia.dialogue.template import parse_template
from tests.unit.dialogue.talking import date_node, node, template

LEAVES = st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from(["", "a", "b", 0.5, 1.0])
NAMES = st.sampled_from(["text", "x", "type", "a/b", "~", "0"])
IDS = st.sampled_from(["i1", "i2", "i3", "i4", "i5"])


def _grown(children):
    items = st.lists(st.fixed_dictionaries({"id": IDS, "v": children}), max_size=4, unique_by=lambda item: item["id"])
    texts = st.lists(st.sampled_from(["one", "two", "three", "four"]), max_size=4, unique=True)
    return st.dictionaries(NAMES, children, max_size=3) | items | texts | st.lists(children, max_size=2)


TREES = st.dictionaries(NAMES, st.recursive(LEAVES, _grown, max_leaves=12), max_size=3)


@given(base=TREES, changed=TREES)
def test_what_one_side_changed_alone_is_taken_whole(base, changed):
    for merged in (three_way(base, base, changed), three_way(base, changed, base), three_way(base, changed, changed)):
        assert content_hash(merged.document) == content_hash(changed)
        assert merged.conflicts == ()


@given(base=TREES, one=TREES, other=TREES)
def test_conflicts_are_the_same_for_both_sides_and_without_any_the_result_is_too(base, one, other):
    here, there = three_way(base, one, other), three_way(base, other, one)
    assert sorted(map(_key, here.conflicts)) == sorted(map(_mirrored_key, there.conflicts))
    if not here.conflicts:
        assert content_hash(here.document) == content_hash(there.document)


def _key(conflict):
    return conflict.address, conflict.kind, repr(conflict.base), repr(conflict.ours), repr(conflict.theirs)


def _mirrored_key(conflict):
    """The same conflict as the other side sees it."""
    return conflict.address, conflict.kind, repr(conflict.base), repr(conflict.theirs), repr(conflict.ours)


@given(base=TREES, ours=TREES, theirs=TREES)
def test_every_conflict_can_be_decided_and_then_none_is_left(base, ours, theirs):
    open_ones = three_way(base, ours, theirs).conflicts
    for choice in ("ours", "theirs"):
        decisions = {conflict.address: Decision(choice) for conflict in open_ones}
        decided = three_way(base, ours, theirs, decisions=decisions)
        assert decided.conflicts == ()
    kept = three_way(base, ours, theirs, decisions={conflict.address: Decision("ours") for conflict in open_ones})
    assert content_hash(kept.document) == content_hash(three_way(base, ours, theirs).document)


@given(base=TREES, ours=TREES, theirs=TREES)
def test_merging_changes_none_of_the_documents(base, ours, theirs):
    before = copy.deepcopy((base, ours, theirs))
    three_way(base, ours, theirs)
    assert is_same([base, ours, theirs], list(before))


@given(base=TREES, ours=TREES, theirs=TREES)
def test_factory_rule_over_everything_gives_theirs_and_project_rule_ours(base, ours, theirs):
    assert is_same(three_way(base, ours, theirs, rules=[Rule("", "factory")]).document, theirs)
    assert is_same(three_way(base, ours, theirs, rules=[Rule("", "project")]).document, ours)


BASE = template(date_node(), node("email", "email"), key="two")


def edit(change):
    body = copy.deepcopy(BASE)
    change(body)
    return body


def level(body, number, text):
    body["nodes"][0]["steps"]["no_match"][number]["actions"][0]["text"]["en"] = text


def test_texts_of_two_levels_changed_by_two_sides_are_both_taken():
    merged = three_way(BASE, edit(lambda body: level(body, 0, "Mine.")), edit(lambda body: level(body, 1, "Theirs.")))
    both = edit(lambda body: (level(body, 0, "Mine."), level(body, 1, "Theirs.")))
    assert (merged.document, merged.conflicts) == (both, ())


def test_same_text_changed_by_both_is_one_conflict_and_ours_stays():
    merged = three_way(BASE, edit(lambda body: level(body, 0, "Mine.")), edit(lambda body: level(body, 0, "Theirs.")))
    (conflict,) = merged.conflicts
    rung, action = BASE["nodes"][0]["steps"]["no_match"][0], BASE["nodes"][0]["steps"]["no_match"][0]["actions"][0]
    address = f"/nodes/@{BASE['nodes'][0]['id']}/steps/no_match/@{rung['id']}/actions/@{action['id']}/text/en"
    assert conflict == Conflict(address, "edited", action["text"]["en"], "Mine.", "Theirs.")
    assert merged.document == edit(lambda body: level(body, 0, "Mine."))


def test_conflict_is_decided_for_theirs_or_for_what_a_person_wrote():
    ours, theirs = edit(lambda body: level(body, 0, "Mine.")), edit(lambda body: level(body, 0, "Theirs."))
    (conflict,) = three_way(BASE, ours, theirs).conflicts
    for decision, text in ((Decision("theirs"), "Theirs."), (Decision("edited", "Both."), "Both.")):
        merged = three_way(BASE, ours, theirs, decisions={conflict.address: decision})
        assert (merged.document, merged.conflicts) == (edit(lambda body, text=text: level(body, 0, text)), ())


def test_level_deleted_by_us_and_edited_by_them_is_a_conflict_and_stays_deleted_until_decided():
    ours = edit(lambda body: body["nodes"][0]["steps"]["no_match"].pop(1))
    theirs = edit(lambda body: level(body, 1, "Theirs."))
    merged = three_way(BASE, ours, theirs)
    (conflict,) = merged.conflicts
    assert (conflict.kind, conflict.ours) == ("deleted", ABSENT)
    assert merged.document == ours
    taken = three_way(BASE, ours, theirs, decisions={conflict.address: Decision("theirs")})
    assert taken.document == theirs


def test_level_deleted_by_them_that_nobody_edited_goes():
    theirs = edit(lambda body: body["nodes"][0]["steps"]["no_match"].pop(1))
    ours = edit(lambda body: level(body, 0, "Mine."))
    merged = three_way(BASE, ours, theirs)
    assert [rung["id"] for rung in merged.document["nodes"][0]["steps"]["no_match"]] == [
        rung["id"] for rung in theirs["nodes"][0]["steps"]["no_match"]
    ]
    assert merged.conflicts == ()


def test_nodes_added_by_both_sides_are_both_there_each_after_the_one_that_it_followed():
    ours = edit(lambda body: body["nodes"].insert(1, node("phone", "phone")))
    theirs = edit(lambda body: body["nodes"].append(node("iban", "iban")))
    merged = three_way(BASE, ours, theirs)
    assert [each["key"] for each in merged.document["nodes"]] == ["date", "phone", "email", "iban"]
    assert merged.conflicts == ()


def test_nodes_moved_by_one_side_stay_moved_and_the_other_sides_edit_is_taken():
    merged = three_way(BASE, edit(lambda body: body["nodes"].reverse()), edit(lambda body: level(body, 0, "Theirs.")))
    assert [each["key"] for each in merged.document["nodes"]] == ["email", "date"]
    assert merged.document["nodes"][1]["steps"]["no_match"][0]["actions"][0]["text"]["en"] == "Theirs."
    assert merged.conflicts == ()


def test_orders_changed_by_both_sides_differently_are_one_conflict_told_by_their_names():
    base = edit(lambda body: body["nodes"].append(node("phone", "phone")))
    first, second, third = base["nodes"]
    merged = three_way(base, {**base, "nodes": [second, first, third]}, {**base, "nodes": [first, third, second]})
    (conflict,) = merged.conflicts
    assert (conflict.address, conflict.kind) == ("/nodes", "moved")
    assert [each["key"] for each in merged.document["nodes"]] == ["email", "date", "phone"]
    decided = three_way(
        base,
        {**base, "nodes": [second, first, third]},
        {**base, "nodes": [first, third, second]},
        decisions={"/nodes": Decision("theirs")},
    )
    assert [each["key"] for each in decided.document["nodes"]] == ["date", "phone", "email"]


def test_action_that_became_another_type_is_taken_or_left_as_a_whole():
    def to_log(body):
        body["nodes"][0]["steps"]["no_match"][0]["actions"][0] = {"id": _first(body)["id"], "type": "log", "message": "m"}

    merged = three_way(BASE, edit(to_log), edit(lambda body: level(body, 0, "Theirs.")))
    assert [conflict.kind for conflict in merged.conflicts] == ["edited"]
    assert parse_template(merged.document)


def _first(body):
    return body["nodes"][0]["steps"]["no_match"][0]["actions"][0]


def test_synonyms_added_by_both_sides_are_joined():
    base = {"synonyms": {"en": ["day"]}}
    merged = three_way(base, {"synonyms": {"en": ["day", "date"]}}, {"synonyms": {"en": ["day", "when"]}})
    assert merged.document == {"synonyms": {"en": ["day", "date", "when"]}}
    assert merged.conflicts == ()


@pytest.mark.parametrize(("side", "text"), [("factory", "Theirs."), ("project", "Mine.")])
def test_rule_on_a_path_decides_before_anything_is_compared(side, text):
    ours, theirs = edit(lambda body: level(body, 0, "Mine.")), edit(lambda body: level(body, 0, "Theirs."))
    merged = three_way(BASE, ours, theirs, rules=[Rule("/nodes/*/steps/no_match", side), Rule("/nodes", "both")])
    assert (_first(merged.document)["text"]["en"], merged.conflicts) == (text, ())


def test_project_rule_keeps_ours_where_only_they_changed_something():
    theirs = edit(lambda body: (level(body, 0, "Theirs."), body.update(icon="star")))
    merged = three_way(BASE, BASE, theirs, rules=[Rule("/nodes/*/steps", "project")])
    assert merged.document == {**BASE, "icon": "star"}
