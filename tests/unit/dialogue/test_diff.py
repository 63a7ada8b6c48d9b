"""Differences between documents: leaf by leaf, items matched by id, moves told once."""

import copy

from hypothesis import given
from hypothesis import strategies as st

from omnia.dialogue.diff import diff
from tests.unit.dialogue.talking import date_node, node, template


def leaves(value, path=""):
    """Every plain value below a place, with its pointer."""
    if isinstance(value, dict):
        return [found for key, item in value.items() for found in leaves(item, f"{path}/{key}")]
    if isinstance(value, list):
        return [found for place, item in enumerate(value) for found in leaves(item, f"{path}/{place}")]
    return [(path, value)]


OLD = template(date_node(), node("email", "email"), key="two")


def edited(change):
    body = copy.deepcopy(OLD)
    change(body)
    return [(row.operation, row.path, row.before, row.after, row.label) for row in diff(OLD, body)]


def test_equal_documents_differ_in_nothing():
    assert diff(OLD, copy.deepcopy(OLD)) == []


def test_changed_text_is_named_by_step_level_and_language():
    def change(body):
        body["nodes"][0]["steps"]["no_match"][1]["actions"][0]["text"]["en"] = "Pardon?"

    path = "/nodes/0/steps/no_match/1/actions/0/text/en"
    assert edited(change) == [("changed", path, "date no_match 2", "Pardon?", "date › no_match 2 › text › en")]


def test_item_put_in_front_is_one_addition():
    def change(body):
        body["nodes"].insert(0, node("phone", "phone"))

    ((operation, path, before, after, label),) = edited(change)
    assert (operation, path, before, after["key"], label) == ("added", "/nodes/0", None, "phone", "phone")


def test_item_taken_away_is_one_removal_at_its_old_place():
    assert [(row[0], row[1], row[4]) for row in edited(lambda body: body["nodes"].pop(0))] == [("removed", "/nodes/0", "date")]


def test_swapped_items_are_one_move():
    assert edited(lambda body: body["nodes"].reverse()) == [("moved", "/nodes/0", 1, 0, "email")]


def test_moved_and_edited_item_is_told_as_both():
    def change(body):
        body["nodes"].reverse()
        body["nodes"][0]["privacy"] = "redact"

    assert [row[:2] for row in edited(change)] == [("moved", "/nodes/0"), ("added", "/nodes/0/privacy")]


LEAVES = sorted(
    pointer for pointer, value in leaves(OLD) if isinstance(value, str) and not pointer.endswith(("/id", "/key", "/type"))
)


@given(st.sampled_from(LEAVES), st.text(max_size=5))
def test_any_leaf_that_changed_is_told_once_with_its_place(pointer, value):
    *above, last = pointer[1:].split("/")

    def change(body):
        place = body
        for token in above:
            place = place[int(token)] if isinstance(place, list) else place[token]
        assert place[last] != value
        place[last] = value

    assert [row[:2] for row in edited(change)] == [("changed", pointer)]


@given(st.permutations(range(5)), st.sets(st.sampled_from("abcde")), st.sets(st.sampled_from("vwxyz")))
def test_items_added_removed_and_moved_are_each_told_once(order, gone, new):
    old = [{"id": name} for name in "abcde"]
    kept = [old[place] for place in order if old[place]["id"] not in gone]
    rows = diff(old, [*({"id": name} for name in sorted(new)), *kept])
    told = {name: {row.path for row in rows if row.operation == name} for name in ("added", "removed", "moved")}
    assert told["added"] == {f"/{place}" for place in range(len(new))}
    assert told["removed"] == {f"/{'abcde'.index(name)}" for name in gone}
    assert len(rows) == sum(map(len, told.values()))
    # What is not told to have moved stands in its old order.
    stayed = [item["id"] for place, item in enumerate(kept, len(new)) if f"/{place}" not in told["moved"]]
    assert stayed == sorted(stayed)


def test_true_is_not_one():
    assert [row.operation for row in diff({"a": 1}, {"a": True})] == ["changed"]


def test_keys_with_slashes_and_tildes_are_escaped():
    assert [row.path for row in diff({}, {"a/b~c": 1})] == ["/a~1b~0c"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from("ab"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
        | st.lists(
            st.fixed_dictionaries({"id": st.sampled_from("xyz"), "v": inner}), max_size=3, unique_by=lambda item: item["id"]
        )
    ),
    max_leaves=12,
)


@given(JSON, JSON)
def test_any_two_documents_differ_exactly_if_they_are_not_equal(old, new):
    assert (diff(old, new) == []) == (repr(old) == repr(new) or _equal(old, new))
    assert diff(new, new) == []


def _equal(old, new):
    """Equality of JSON: the order of an object's keys does not count, and true is not 1."""
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(_equal(old[key], new[key]) for key in old)
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(_equal, old, new))
    return type(old) is type(new) and old == new


@given(JSON, JSON)
def test_what_one_way_adds_the_other_takes_away(old, new):
    there, back = diff(old, new), diff(new, old)
    count = lambda rows, operation: sum(row.operation == operation for row in rows)  # noqa: E731
    assert count(there, "added") == count(back, "removed")
    assert count(there, "changed") == count(back, "changed")
