"""Who wrote what: noted by address, through edits, removals and merges, and never what the factory wrote itself."""

import copy

from hypothesis import given
from hypothesis import strategies as st

from omnia.dialogue import addresses
from omnia.dialogue.diff import diff
from omnia.dialogue.merge import three_way
from omnia.dialogue.provenance import Note, Writers, noted
from tests.specimens import DATE

TEXT = "/nodes/@n1/steps/start/@s-e1/actions/@s-a1/text"


def changed(document, address, value):
    result = copy.deepcopy(document)
    *way, name = addresses.parse(address)
    holder = addresses.get(result, addresses.written(tuple(way)))
    holder[name] = value
    return result


def test_what_a_person_changed_is_theirs_and_the_rest_the_factorys():
    mine = changed(DATE, f"{TEXT}/en", "Mine.")
    notes = noted((), DATE, mine, original=DATE, by="Ann", at="2026-11-28")
    assert notes == (Note(f"{TEXT}/en", "Ann", "2026-11-28"),)
    assert Writers(notes).of(f"{TEXT}/it") is None
    theirs = changed(mine, f"{TEXT}/en", "Bob's.")
    assert noted(notes, mine, theirs, original=DATE, by="Bob", at="2026-11-29") == (Note(f"{TEXT}/en", "Bob", "2026-11-29"),)


def test_text_that_is_put_back_is_the_factorys_again():
    mine = changed(DATE, f"{TEXT}/en", "Mine.")
    notes = noted((), DATE, mine, original=DATE, by="Ann", at="1")
    assert noted(notes, mine, DATE, original=DATE, by="Bob", at="2") == ()


def test_what_was_added_is_its_author_s_as_a_whole_until_a_part_of_it_is_changed_and_is_gone_with_it():
    level = {"id": "new", "actions": [{"id": "a", "type": "say", "text": {"en": "One", "it": "Uno"}}]}
    more = copy.deepcopy(DATE)
    more["nodes"][0]["steps"]["no_match"].append(level)
    place = "/nodes/@n1/steps/no_match/@new"
    notes = noted((), DATE, more, original=DATE, by="Ann", at="1")
    assert [note.address for note in notes] == [place]
    assert Writers(notes).of(f"{place}/actions/@a/text/it").by == "Ann"
    edited = changed(more, f"{place}/actions/@a/text/it", "Altro")
    notes = noted(notes, more, edited, original=DATE, by="Bob", at="2")
    assert (Writers(notes).of(f"{place}/actions/@a/text/it").by, Writers(notes).of(f"{place}/actions/@a/text/en").by) == (
        "Bob",
        "Ann",
    )
    assert noted(notes, edited, DATE, original=DATE, by="Cleo", at="3") == ()


def test_merge_keeps_who_wrote_what_stayed_and_gives_the_factory_what_it_brought():
    mine = changed(changed(DATE, f"{TEXT}/en", "Mine."), f"{TEXT}/it", "Mio.")
    notes = noted((), DATE, mine, original=DATE, by="Ann", at="1")
    factory = changed(changed(DATE, f"{TEXT}/it", "Mio."), "/label/en", "Day")
    merged = three_way(DATE, mine, factory, rules=[], decisions={}).document
    after = noted(notes, mine, merged, original=factory, by="Bob", at="2")
    assert after == (Note(f"{TEXT}/en", "Ann", "1"),)
    assert Writers(after).of("/label/en") is None


def test_whole_that_the_original_has_by_now_is_its_authors_only_where_it_differs():
    mine = changed(DATE, f"{TEXT}/en", "Mine.")
    notes = (Note("", "Ann", "1"), Note(f"{TEXT}/it", "Bob", "2"))
    assert noted(notes, mine, mine, original=None, by="", at="") == notes
    assert noted(notes, mine, mine, original=DATE, by="", at="") == (Note(f"{TEXT}/en", "Ann", "1"),)


WORDS = st.text(st.characters(whitelist_categories=("L",)), min_size=1, max_size=8)
EDITS = st.lists(
    st.tuples(st.sampled_from([f"{TEXT}/en", f"{TEXT}/it", "/label/en", "/label/it", "/description"]), WORDS), max_size=8
)


@given(EDITS)
def test_every_place_that_differs_from_the_factory_has_its_last_writer_and_no_other_place_has_one(edits):
    notes, document, last = (), DATE, {}
    for number, (address, word) in enumerate(edits):
        after = changed(document, address, word)
        notes = noted(notes, document, after, original=DATE, by=str(number), at="1")
        if after != document:
            last[address] = str(number)
        document = after
    different = {addresses.from_pointer(document, change.path) for change in diff(DATE, document)}
    assert {note.address for note in notes} == different
    assert all(Writers(notes).of(address).by == last[address] for address in different)
