"""Documents built thing by thing: each change is undone, merged by the laws of edits, and leaves a document of its kind."""

import copy
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from omnia.dialogue import addresses, beginnings, building
from omnia.dialogue.canonical import content_hash
from omnia.dialogue.edits import EditError, applied, applied_with_undo
from omnia.dialogue.lint import lint_flow, lint_template
from omnia.dialogue.merge import three_way
from omnia.dialogue.template import parse_flow, parse_template
from tests.unit.dialogue.talking import acquire, date_node, flow, node, template

OPTIONS = {
    "id": "colour.list",
    "type": "lexicon",
    "entries": [beginnings.option(value, {"en": value}) for value in ("red", "blue")],
}
RULES = [{"key": "recent", "type": "date_past", "params": {"include_today": False}}]
TEMPLATE = template(
    date_node(constraints=RULES),
    node("colour", "choice", contract={"engines": [OPTIONS]}),
    node("phone", "phone", inputs=[{"dtmf": True}, {"voice": False}]),
    key="three",
)
END = {"id": "end", "key": "end", "label": {"en": "End"}, "rows": [{"id": "bye", "type": "close"}]}
FLOW = flow(
    [{"id": "hello", "type": "say", "text": {"en": "Hello."}}, acquire("three")],
    END,
    edges=[{"id": "yes", "when": "three.phone != null", "to": "end"}, {"id": "no", "otherwise": True}],
)
DATA = ("@date", "@colour", "@phone")

LISTS = {
    "/nodes": ("date", "choice", "group", "full_name"),
    **{f"/nodes/{each}/constraints": tuple(beginnings.PARAMETERS) for each in DATA},
    **{f"/nodes/{each}/steps/no_match": ("",) for each in DATA},
    **{f"/nodes/{each}/steps/no_match/{each}.no_match.1/actions": tuple(beginnings.ACTIONS) for each in DATA},
    "/nodes/@colour/contract/engines": tuple(beginnings.ENGINES),
    "/nodes/@colour/contract/engines/@colour.list/entries": ("",),
    "/nodes/@phone/inputs": ("",),
    "/nodes/@date/parts": ("day", "month"),
    "/success": ("",),
}
FLOW_LISTS = {
    "/nodes": ("",),
    "/nodes/@main/rows": tuple(beginnings.ROWS),
    "/nodes/@main/edges": ("when", "otherwise"),
    "/nodes/@end/rows": ("say",),
}


def changes(lists):
    """What a person may do to a document: something in one of its lists, be it there or not."""
    things = [(where, kind) for where, kinds in lists.items() for kind in kinds]
    return st.tuples(st.sampled_from(("add", "remove", "up", "down", "copy")), st.sampled_from(things), st.integers(0, 3))


def built(document, change):
    """The edits of a change; none where it has nothing to be done to."""
    verb, (where, kind), number = change
    if not is_there(document, where):
        return ()
    if verb == "add":
        return building.added(document, where, kind, label={"en": "Fresh"}, locales=("en", "it")).edits
    held = building.items_at(document, where)
    if number >= len(held):
        return ()
    item = addresses.join(where, addresses.step_to(held, number))
    if verb in ("up", "down"):
        moved = building.moved(document, item, -1 if verb == "up" else 1)
        return moved.edits if moved else ()
    return {"remove": building.removed, "copy": building.duplicated}[verb](document, item).edits


def is_there(document, where):
    """Whether what holds a list is in the document: an earlier change may have removed it. The list itself need not be there."""
    steps = addresses.parse(where)
    named = [number for number, step in enumerate(steps, start=1) if step.startswith(addresses.BY_ID)]
    return not named or addresses.to_pointer(document, addresses.written(steps[: named[-1]])) is not None


def after(document, several):
    """A document after changes, one after the other, and the edits that made it."""
    made = []
    for change in several:
        edits = built(document, change)
        document = applied(document, edits)
        made += edits
    return document, made


@pytest.mark.parametrize(("document", "lists", "parse"), [(TEMPLATE, LISTS, parse_template), (FLOW, FLOW_LISTS, parse_flow)])
def test_whatever_is_built_is_a_document_of_its_kind_and_undone_is_what_it_was(document, lists, parse):
    @given(several=st.lists(changes(lists), max_size=4))
    def holds(several):
        before = copy.deepcopy(document)
        result, made = after(document, several)
        assert parse(result)
        again, undo = applied_with_undo(document, made)
        assert content_hash(again) == content_hash(result)
        assert content_hash(applied(again, undo)) == content_hash(document)
        assert before == document

    holds()


@pytest.mark.parametrize(("document", "lists", "parse"), [(TEMPLATE, LISTS, parse_template), (FLOW, FLOW_LISTS, parse_flow)])
def test_what_two_people_build_merges_into_a_document_that_holds_both(document, lists, parse):
    @given(ours=changes(lists), theirs=changes(lists))
    def holds(ours, theirs):
        apart = [each[1][0] for each in (ours, theirs)]
        assume(not any(one.startswith(other) for one, other in (apart, apart[::-1])))
        (mine, my_edits), (other, their_edits) = after(document, [ours]), after(document, [theirs])
        merged = three_way(document, mine, other)
        assert parse(merged.document)
        if not merged.conflicts:
            assert content_hash(merged.document) == content_hash(applied(mine, their_edits))
            assert content_hash(merged.document) == content_hash(applied(other, my_edits))

    holds()


@pytest.mark.parametrize("where", [where for where in LISTS if building.items_at(TEMPLATE, where)])
def test_copy_stands_behind_the_original_with_ids_that_are_its_own(where):
    held = building.items_at(TEMPLATE, where)
    change = building.duplicated(TEMPLATE, addresses.join(where, addresses.step_to(held, 0)))
    result = applied(TEMPLATE, change.edits)
    again = building.items_at(result, where)
    assert (len(again), again[0]) == (len(held) + 1, held[0])
    assert addresses.get(result, change.place) == again[1]
    assert not [found for found in lint_template(result, locales=["en"]) if found.code == "duplicate"]


def test_copied_datum_has_a_key_and_a_name_of_its_own_and_speaks_of_itself():
    change = building.duplicated(TEMPLATE, "/nodes/@phone")
    made = addresses.get(applied(TEMPLATE, change.edits), change.place)
    assert (made["key"], made["label"]) == ("phone_2", {"en": "phone 2"})
    assert made["steps"]["confirmation"][0]["actions"][0]["text"] == {"en": "{phone_2}?"}


def test_rule_comes_and_goes_with_what_is_said_when_it_is_broken():
    added = building.added(TEMPLATE, "/nodes/@phone/constraints", "length", locales=("en", "it"))
    result = applied(TEMPLATE, added.edits)
    (said,) = addresses.get(result, "/nodes/@phone/steps/invalid:length")
    assert set(said["actions"][0]["text"]) == {"en", "it"}
    assert content_hash(applied(result, building.removed(result, added.place).edits)) == content_hash(TEMPLATE)


def test_copied_rule_has_a_key_and_words_of_its_own():
    result = applied(TEMPLATE, building.duplicated(TEMPLATE, "/nodes/@date/constraints/@date.recent").edits)
    held = result["nodes"][0]
    assert [rule["key"] for rule in held["constraints"]] == ["recent", "recent_2"]
    assert [held["steps"][f"invalid:{key}"][0]["actions"][0]["text"] for key in ("recent", "recent_2")] == [
        {"en": "date invalid recent"}
    ] * 2


def test_new_template_lacks_nothing_but_its_question():
    made = beginnings.template("email", "mail", {"en": "Mail", "it": "Posta"}, ("en", "it"))
    found = lint_template(made, locales=["en", "it"])
    assert {finding.path for finding in found if finding.severity == "error"} == {
        f"/nodes/0/steps/start/0/actions/0/text{tail}" for tail in ("/en", "/it")
    }


def test_new_flow_has_nothing_against_it():
    assert lint_flow(beginnings.flow("hello", {"en": "Hello"}, {"en": "Start"}), locales=["en"], templates={}) == []


def test_pasted_list_becomes_options_with_their_synonyms_and_keys_of_their_own():
    where = "/nodes/@colour/contract/engines/@colour.list/entries"
    change = building.pasted(TEMPLATE, where, "Green; lime ; olive\n\nRed\n  \nSky blue\tazure", "en")
    fresh = building.items_at(applied(TEMPLATE, change.edits), where)[2:]
    assert [(each["value"], each["label"], each.get("synonyms")) for each in fresh] == [
        ("green", {"en": "Green"}, {"en": ["lime", "olive"]}),
        ("red_2", {"en": "Red"}, None),
        ("sky_blue", {"en": "Sky blue"}, {"en": ["azure"]}),
    ]


@pytest.mark.parametrize(
    ("attempt", "words"),
    [
        (lambda: building.added(TEMPLATE, "/nodes", "no_such"), "no kind “no_such”"),
        (lambda: building.added(TEMPLATE, "/nodes/@date/constraints", "no_such"), "no rule"),
        (lambda: building.added(TEMPLATE, "/tests", "say"), "no test of the sort “say”"),
        (lambda: building.added(TEMPLATE, "/tests/@one/turns", "sing"), "nobody can do “sing”"),
        (lambda: building.added(TEMPLATE, "/tags", "say"), "Nothing can be added"),
        (lambda: building.added(FLOW, "/nodes/@main/edges", "never"), "no exit"),
        (lambda: building.removed(TEMPLATE, "/nodes/@gone"), "gone"),
        (lambda: building.removed(TEMPLATE, ""), "no item"),
        (lambda: building.moved(TEMPLATE, "/key", 1), "no item"),
        (lambda: building.pasted(TEMPLATE, "/nodes", " \n ", "en"), "no option"),
        (lambda: building.pasted(TEMPLATE, "/nodes", "a\n" * 501, "en"), "at most 500"),
    ],
)
def test_change_that_does_not_fit_is_refused_in_a_sentence(attempt, words):
    with pytest.raises(EditError, match=words):
        attempt()


def test_items_at_either_end_go_no_further():
    assert building.moved(TEMPLATE, "/nodes/@date", -1) is None
    assert building.moved(TEMPLATE, "/nodes/@phone", 1) is None


@given(name=st.text(max_size=80), taken=st.sets(st.sampled_from(["a", "a_2", "item", "n_1"])))
def test_key_made_of_any_name_is_a_key_that_is_free(name, taken):
    key = beginnings.free_key(name, taken)
    assert re.fullmatch(r"[a-z][a-z0-9_]{0,63}", key)
    assert key not in taken
