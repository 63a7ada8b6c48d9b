"""A merged document as a tree: every field of the result once, what is gone, what was there before, and who wrote it."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omnia.dialogue import addresses
from omnia.dialogue.diff import diff
from omnia.dialogue.merge import three_way
from omnia.dialogue.provenance import noted
from omnia.documents import merged_tree as module
from omnia.documents.merged_tree import merged_tree
from omnia.documents.writers import FieldWriters
from tests.specimens import DATE

TEXT = "/nodes/@n1/steps/start/@s-e1/actions/@s-a1/text/en"
AGAIN = "/nodes/@n1/steps/no_match/@m-e1/actions/@m-a1/text/en"
AT = "2026-11-28T10:00:00+00:00"


def changed(document, **values):
    result = copy.deepcopy(document)
    for address, value in values.items():
        *way, name = addresses.parse(address)
        addresses.get(result, addresses.written(tuple(way)))[name] = value
    return result


def shown(base, ours, theirs, contested=()):
    """The tree of an update that Ann looks at, whose own changes are Bob's."""
    body = three_way(base, ours, theirs).document
    bobs = noted((), base, ours, original=base, by="Bob (bob@example.com)", at=AT)
    notes = noted(bobs, ours, body, original=theirs, by="Ann", at=AT)
    return merged_tree(ours, body, FieldWriters(body, notes, 3), contested), body


def leaves(branch):
    return [*branch.leaves, *(leaf for part in branch.branches for leaf in leaves(part))]


def by_address(branch):
    return {leaf.address: leaf for leaf in leaves(branch)}


def part(branch, *names):
    for name in names:
        [branch] = [each for each in branch.branches if each.name == name]
    return branch


def test_fields_of_the_factory_and_of_a_person_stand_in_their_parts_with_their_writers():
    ours, theirs = changed(DATE, **{TEXT: "Mine?"}), changed(DATE, **{AGAIN: "Once more?"})
    tree, _body = shown(DATE, ours, theirs)
    mine, new = by_address(tree)[TEXT], by_address(tree)[AGAIN]
    assert (mine.before, mine.after, mine.is_changed, mine.writer.name) == ("Mine?", "Mine?", False, "Bob")
    assert (new.before, new.after, new.is_changed, new.writer.version) == (addresses.get(DATE, AGAIN), "Once more?", True, 3)
    assert (tree.changed, tree.own) == (1, 1)
    node = DATE["nodes"][0]["label"]["en"]
    assert part(tree, node, "Question", "level 1").leaves[0] == mine
    assert [each.name for each in part(tree, node).branches if each.name in ("No input", "No match", "Question")] == [
        "Question", "No match", "No input",
    ]  # fmt: skip
    assert (part(tree, node, "Question").is_open, part(tree, node, "No match").is_open) == (False, True)


def test_what_the_factory_took_away_is_shown_as_gone():
    theirs = copy.deepcopy(DATE)
    del theirs["nodes"][0]["steps"]["no_match"]
    tree, body = shown(DATE, DATE, theirs)
    gone = by_address(tree)["/nodes/@n1/steps/no_match"]
    assert "no_match" not in body["nodes"][0]["steps"]
    assert (gone.name, gone.after, gone.is_changed, gone.writer) == ("No match", None, True, None)
    assert "I did not catch the date." in gone.before


def test_what_both_changed_is_marked_and_opens_its_part():
    ours, theirs = changed(DATE, **{TEXT: "Mine?"}), changed(DATE, **{TEXT: "Theirs?"})
    tree, _body = shown(DATE, ours, theirs, [TEXT])
    leaf = by_address(tree)[TEXT]
    assert (leaf.was_decided, leaf.after, leaf.writer.name) == (True, "Mine?", "Bob")
    assert part(tree, DATE["nodes"][0]["label"]["en"], "Question").is_open


def test_tests_of_a_document_are_one_part_that_is_folded():
    tree, _body = shown(DATE, DATE, changed(DATE, **{AGAIN: "Once more?"}))
    assert (part(tree, "Tests").is_open, len(part(tree, "Tests").branches)) == (False, len(DATE["tests"]))


def test_items_in_another_order_are_one_change():
    theirs = copy.deepcopy(DATE)
    second = copy.deepcopy(theirs["tests"][0]) | {"id": "t9"}
    base = {**DATE, "tests": [*DATE["tests"], second]}
    theirs["tests"] = [second, *DATE["tests"]]
    held = [test["id"] for test in base["tests"]]
    tree, _body = shown(base, base, theirs)
    [order] = [leaf for leaf in leaves(tree) if leaf.is_changed]
    assert (order.name, order.before, order.after) == ("Order", ", ".join(held), ", ".join([held[-1], *held[:-1]]))


def test_of_a_great_document_only_what_is_to_be_looked_at_is_shown(monkeypatch):
    ours, theirs = changed(DATE, **{TEXT: "Mine?"}), changed(DATE, **{AGAIN: "Once more?"})
    whole, _body = shown(DATE, ours, theirs)
    monkeypatch.setattr(module, "MAX_LEAVES", 0)
    tree, _body = shown(DATE, ours, theirs)
    assert set(by_address(tree)) == {TEXT, AGAIN}
    assert tree.left_out == len(leaves(whole)) - 2
    assert [each.name for each in tree.branches] == [DATE["nodes"][0]["label"]["en"]]


words = st.dictionaries(st.sampled_from([TEXT, AGAIN, "/label/en"]), st.sampled_from(["One?", "Two?"]))


@given(ours=words, theirs=words)
def test_every_difference_of_a_merge_is_shown_once_and_nothing_else_as_changed(ours, theirs):
    mine = changed(DATE, **ours)
    tree, body = shown(DATE, mine, changed(DATE, **theirs))
    told = sorted(leaf.address for leaf in leaves(tree) if leaf.is_changed)
    assert told == sorted(addresses.from_pointer(body, change.path) for change in diff(mine, body))


@pytest.mark.parametrize("body", [{}, {"nodes": []}, {"nodes": [{}], "tests": [[1]], "label": None, "tags": ["a", "b"]}])
def test_documents_of_any_shape_have_a_tree(body):
    assert not merged_tree(body, body, FieldWriters(body, (), 1)).changed
