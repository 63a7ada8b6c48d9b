"""Edits that are carried over to what someone else saved meanwhile."""

import copy

from tenants.studio.merging import relocated, replayed


def level(name: str, text: str) -> dict:
    return {"id": name, "actions": [{"id": f"{name}.say", "type": "say", "text": {"en": text}}]}


def document(*levels: dict) -> dict:
    return {"label": {"en": "Date"}, "nodes": [{"id": "date", "key": "date", "steps": {"no_match": list(levels)}}]}


BASE = document(level("one", "First"), level("two", "Second"))
SECOND = "/nodes/0/steps/no_match/1/actions/0/text/en"


def test_a_place_that_did_not_move_is_found_where_it_was():
    assert relocated(SECOND, BASE, BASE) == SECOND


def test_a_level_is_found_by_its_id_after_another_was_put_before_it():
    current = document(level("zero", "New"), level("one", "First"), level("two", "Second"))
    assert relocated(SECOND, BASE, current) == "/nodes/0/steps/no_match/2/actions/0/text/en"


def test_a_level_that_was_removed_is_gone_rather_than_mistaken_for_its_neighbour():
    current = document(level("one", "First"), level("three", "Third"))
    assert relocated(SECOND, BASE, current) is None


def test_a_step_that_was_removed_is_gone():
    current = copy.deepcopy(BASE)
    del current["nodes"][0]["steps"]["no_match"]
    assert relocated(SECOND, BASE, current) is None


def test_a_text_in_a_language_that_nobody_wrote_yet_has_a_place():
    place = "/nodes/0/steps/no_match/0/actions/0/text/it"
    assert relocated(place, BASE, BASE) == place


def test_both_peoples_changes_are_kept_where_they_do_not_meet():
    current = document(level("one", "Changed by the other"), level("two", "Second"))
    merged, lost = replayed(BASE, current, {SECOND: "Mine"})
    assert lost == {}
    texts = [row["actions"][0]["text"]["en"] for row in merged["nodes"][0]["steps"]["no_match"]]
    assert texts == ["Changed by the other", "Mine"]
    assert current["nodes"][0]["steps"]["no_match"][1]["actions"][0]["text"]["en"] == "Second"


def test_what_was_typed_into_a_removed_level_is_handed_back():
    merged, lost = replayed(BASE, document(level("one", "First")), {SECOND: "Mine", "/label/en": "Day"})
    assert lost == {SECOND: "Mine"}
    assert merged["label"]["en"] == "Day"
