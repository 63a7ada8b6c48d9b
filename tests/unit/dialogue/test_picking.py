"""Picking some of the changed places of a document: what is chosen is there, what is not chosen is not."""

import copy

from hypothesis import given
from hypothesis import strategies as st

from omnia.dialogue.addresses import get
from omnia.dialogue.canonical import content_hash
from omnia.dialogue.picking import changed_places, picked
from tests.unit.dialogue.talking import date_node, template
from tests.unit.dialogue.test_merge import TREES


def addresses_between(base, edited):
    return [place.address for place in changed_places(base, edited)]


@given(base=TREES, edited=TREES)
def test_all_places_make_the_edited_document_and_none_makes_the_base(base, edited):
    places = addresses_between(base, edited)
    assert content_hash(picked(base, edited, places)) == content_hash(edited)
    assert content_hash(picked(base, edited, ())) == content_hash(base)
    assert len(set(places)) == len(places)


@given(base=TREES, edited=TREES, data=st.data())
def test_chosen_places_are_the_only_ones_that_differ_from_the_base(base, edited, data):
    places = addresses_between(base, edited)
    chosen = set(data.draw(st.lists(st.sampled_from(places)))) if places else set()
    before = copy.deepcopy((base, edited))
    result = picked(base, edited, chosen)
    assert set(addresses_between(base, result)) == chosen
    assert set(addresses_between(result, edited)) <= set(places)
    assert (base, edited) == before


def test_address_that_names_no_changed_place_changes_nothing():
    base = template(date_node())
    edited = {**base, "tags": ["new"]}
    assert picked(base, edited, {"/nodes", "", "/key", "/tags/=new"}) == base


def test_text_of_one_language_is_a_place_of_its_own():
    base = template(date_node())
    edited = copy.deepcopy(base)
    edited["nodes"][0]["steps"]["start"][0]["actions"][0]["text"] |= {"en": "Which day?", "it": "Che giorno?"}
    places = addresses_between(base, edited)
    english = next(address for address in places if address.endswith("/en"))
    result = picked(base, edited, {english})
    assert get(result, english) == "Which day?"
    assert addresses_between(result, edited) == [address for address in places if address != english]
