"""What an editor does to a document: each edit at its place, undoable, and merged by the same laws whoever makes it first."""

import copy

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from omnia.dialogue import addresses
from omnia.dialogue.addresses import AddressError
from omnia.dialogue.canonical import content_hash
from omnia.dialogue.edits import EditError, Insert, Move, Remove, Set, applied, applied_with_undo, replayed
from omnia.dialogue.levels import address_of, level_added
from omnia.dialogue.merge import three_way
from omnia.dialogue.template import parse_template
from tests.unit.dialogue.talking import date_node, node, step, template

BASE = template(date_node(), node("email", "email"), node("phone", "phone"), key="three")
NODES = ("@date", "@email", "@phone")
LADDERS = [f"/nodes/{each}/steps/{name}" for each in NODES for name in ("no_match", "no_input", "not_confirmed")]


def rung(ladder, number):
    owner, name = ladder.split("@")[1].split("/")[0], ladder.rsplit("/", 1)[1]
    return f"@{owner}.{name}.{number}"


TEXTS = [
    f"{ladder}/{rung(ladder, 1)}/actions/{rung(ladder, 1)}.say/text/{locale}" for ladder in LADDERS for locale in ("en", "it")
]
FIELDS = [
    Set(f"/nodes/{each}/{field}", value)
    for each in NODES
    for field, value in (("required", False), ("on_exhausted", "skip"), ("limits/no_match", 2), ("limits/no_input", 1))
]


def inserted(ladder, name, after):
    (fresh,) = step("new", name, f"Text of {name}.")
    return Insert(ladder, fresh, rung(ladder, after) if after else "")


EDITS = st.one_of(
    st.builds(Set, st.sampled_from(TEXTS), st.sampled_from(["One.", "Two.", ""])),
    st.sampled_from(FIELDS),
    st.builds(inserted, st.sampled_from(LADDERS), st.sampled_from(["x", "y"]), st.integers(0, 2)),
    st.builds(lambda ladder, number: Remove(f"{ladder}/{rung(ladder, number)}"), st.sampled_from(LADDERS), st.integers(1, 2)),
    st.builds(
        lambda ladder, number, after: Move(f"{ladder}/{rung(ladder, number)}", rung(ladder, after) if after else ""),
        st.sampled_from(LADDERS),
        st.integers(1, 2),
        st.integers(0, 2),
    ),
)


def tried(document, edits):
    """The document with the edits made, or None where one of them does not fit."""
    try:
        return applied(document, edits)
    except EditError:
        return None


@given(edits=st.lists(EDITS, max_size=6))
def test_edits_that_are_undone_leave_the_document_as_it_was(edits):
    assume(tried(BASE, edits) is not None)
    result, undo = applied_with_undo(BASE, edits)
    assert content_hash(applied(result, undo)) == content_hash(BASE)


@given(edits=st.lists(EDITS, max_size=6))
def test_document_itself_is_never_changed(edits):
    before = copy.deepcopy(BASE)
    tried(BASE, edits)
    assert before == BASE


def _touched(edit):
    """The ladder or field that an edit is about."""
    return "/".join(edit.address.split("/")[:5])


@given(ours=st.lists(EDITS, max_size=4), theirs=st.lists(EDITS, max_size=4))
def test_edits_that_do_not_touch_give_one_result_in_either_order_and_by_merging(ours, theirs):
    assume(not {_touched(edit) for edit in ours} & {_touched(edit) for edit in theirs})
    mine, other = tried(BASE, ours), tried(BASE, theirs)
    assume(mine is not None and other is not None)
    merged = three_way(BASE, mine, other)
    assert merged.conflicts == ()
    assert content_hash(merged.document) == content_hash(applied(mine, theirs)) == content_hash(applied(other, ours))


@given(ours=st.lists(EDITS, max_size=5), theirs=st.lists(EDITS, max_size=5))
def test_merge_of_any_two_edited_templates_is_a_template(ours, theirs):
    mine, other = tried(BASE, ours), tried(BASE, theirs)
    assume(mine is not None and other is not None)
    assert parse_template(three_way(BASE, mine, other).document)


def ladders_in_any_order(document, ladders):
    """The document with the levels of some ladders by their names: which order they have is disregarded."""
    result = copy.deepcopy(document)
    for ladder in ladders:
        _, _, owner, _, name = ladder.split("/")
        steps = next(each for each in result["nodes"] if each["id"] == owner[1:])["steps"]
        if name in steps:
            steps[name].sort(key=lambda level: level["id"])
    return result


@given(theirs=st.lists(EDITS, max_size=4), more=st.lists(EDITS, max_size=4), ours=st.lists(EDITS, max_size=4))
@example(
    theirs=[inserted(LADDERS[2], "y", 0)],
    more=[Remove(f"{LADDERS[2]}/{rung(LADDERS[2], 1)}")],
    ours=[inserted(LADDERS[2], "x", 1)],
)
def test_two_updates_one_after_the_other_are_the_second_at_once_where_nothing_conflicts(theirs, more, ours):
    first, mine = tried(BASE, theirs), tried(BASE, ours)
    assume(first is not None and mine is not None)
    second = tried(first, more)
    assume(second is not None)
    one, at_once = three_way(BASE, mine, first), three_way(BASE, mine, second)
    two = three_way(first, one.document, second)
    assume(not (one.conflicts or two.conflicts or at_once.conflicts))
    # On which side of a level the factory's new one stood is not to be seen any more once that level is gone.
    added = {_touched(edit) for edit in ours if isinstance(edit, Insert)}
    untold = added & {_touched(edit) for edit in more if isinstance(edit, Remove)}
    results = [ladders_in_any_order(each.document, untold) for each in (two, at_once)]
    assert content_hash(results[0]) == content_hash(results[1])


def test_emptied_text_takes_its_field_away():
    address = TEXTS[0]
    assert content_hash(applied(BASE, [Set(address, "")])) == content_hash(applied(BASE, [Set(address, None)]))
    with pytest.raises(AddressError):
        addresses.get(applied(BASE, [Set(address, "")]), address)


def test_last_level_removed_takes_its_step_away_and_undone_it_is_back():
    result, undo = applied_with_undo(BASE, [Remove("/nodes/@date/steps/help/@date.help.1")])
    assert "help" not in result["nodes"][0]["steps"]
    assert applied(result, undo) == BASE


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (Set("/nodes/@gone/required", False), "@gone"),
        (Set("", {}), "whole document"),
        (Set("nodes", {}), "slash"),
        (Remove("/nodes/@gone"), "gone"),
        (Remove("/key"), "no item"),
        (Insert("/nodes", {"key": "x"}), "needs an id"),
        (Insert("/nodes", BASE["nodes"][0]), "already"),
        (Insert("/key", BASE["nodes"][0]), "no list"),
        (Move("/nodes/@date", "@gone"), "@gone"),
    ],
)
def test_edit_that_does_not_fit_is_refused_in_a_sentence_and_changes_nothing(edit, words):
    before = copy.deepcopy(BASE)
    with pytest.raises((EditError, AddressError), match=words):
        applied(BASE, [edit])
    assert before == BASE


@pytest.mark.parametrize("pointer", ["/nodes/1/steps/no_match/2/actions/0/text/en", "/nodes/0/parts/1/key", "", "/label/en"])
def test_address_outlasts_a_change_of_order(pointer):
    address = addresses.from_pointer(BASE, pointer)
    turned = {**BASE, "nodes": BASE["nodes"][::-1]}
    moved = addresses.to_pointer(turned, address)
    assert addresses.get(turned, address) == addresses.get(BASE, address) if pointer else turned
    assert addresses.to_pointer(BASE, address) == pointer
    assert moved is not None


def test_address_of_what_is_gone_leads_nowhere():
    assert addresses.to_pointer({**BASE, "nodes": BASE["nodes"][:1]}, "/nodes/@email/key") is None
    with pytest.raises(AddressError, match="@email"):
        addresses.get({**BASE, "nodes": BASE["nodes"][:1]}, "/nodes/@email/key")


def test_edits_find_their_level_after_another_was_put_before_it_and_both_changes_are_kept():
    theirs = applied(BASE, [inserted(LADDERS[0], "x", 0), Set(TEXTS[1], "Loro.")])
    both, lost = replayed(theirs, [Set(TEXTS[0], "Mine."), Set("/nodes/@date/description/it", "Nuova.")])
    assert lost == []
    assert addresses.get(both, TEXTS[0]) == "Mine."
    assert addresses.get(both, TEXTS[1]) == "Loro."
    assert addresses.get(both, "/nodes/@date/description/it") == "Nuova."


@pytest.mark.parametrize(
    "gone", [Remove(f"{LADDERS[0]}/{rung(LADDERS[0], 1)}"), Set(LADDERS[0], None), Remove("/nodes/@date")], ids=str
)
def test_edit_of_a_removed_place_is_handed_back_rather_than_made_at_its_neighbour(gone):
    theirs = applied(BASE, [gone])
    both, lost = replayed(theirs, [Set(TEXTS[0], "Mine."), Set("/label/en", "Ours")])
    assert lost == [Set(TEXTS[0], "Mine.")]
    assert both == applied(theirs, [Set("/label/en", "Ours")])


def test_added_level_is_the_last_of_its_ladder_and_makes_its_step_where_there_is_none():
    edit = level_added(BASE, LADDERS[0])
    assert addresses.get(applied(BASE, [edit]), LADDERS[0])[-1] == edit.item
    fresh = level_added(BASE, "/nodes/@date/steps/irrelevant_match")
    result = applied(BASE, [fresh])
    assert addresses.get(result, address_of(fresh)) == fresh.item
    assert applied(result, [Remove(address_of(fresh))]) == BASE
