"""The simulator beside an update: each side speaks, the result as it was decided; nothing is written, nobody else's is heard."""

import html
import re

import pytest

from omnia.mongo.clusters import database
from tests.commands.conftest import everything_stored
from tests.integration.test_updates import offer
from tests.integration.test_updates_pages import conflict_address, in_conflict, signed_in

MINE, THEIRS, ANEW = "My own words.", "The factory's words.", "Both in one."


def start(client, cast, side, **decided):
    form = {"dialogue": "template:date", "locale": "en", "channel": "chat", "side": side, **decided}
    return client.post(f"/p/{cast.project.pk}/simulator", form)


def said(answer):
    return html.unescape(answer.content.decode())


def choice(cast, side, text=MINE):
    where = conflict_address(cast)
    return {f"choice:{where}": side, f"text:{where}": text}


@pytest.mark.parametrize(
    ("side", "decided", "heard"),
    [
        ("", ("theirs", MINE), MINE),
        ("theirs", ("ours", MINE), THEIRS),
        ("result", ("ours", MINE), MINE),
        ("result", ("theirs", MINE), THEIRS),
        ("result", ("ours", ANEW), ANEW),
    ],
)
def test_side_of_an_update_speaks_as_it_was_decided_and_nothing_is_written(cast, side, decided, heard):
    in_conflict(cast)
    designer = signed_in(cast, "designer")
    form, before = choice(cast, *decided), everything_stored()
    page = said(start(designer, cast, side, **form))
    assert [text in page for text in (MINE, THEIRS, ANEW)] == [text == heard for text in (MINE, THEIRS, ANEW)]
    assert everything_stored() == before


def test_conversation_with_a_result_goes_on_with_what_was_decided_when_it_began(cast):
    in_conflict(cast)
    designer = signed_in(cast, "designer")
    page = said(start(designer, cast, "result", **choice(cast, "theirs")))
    sealed = re.search(r'name="conversation" value="([^"]+)"', page)[1]
    form = {"conversation": sealed, "event": "utterance", "text": "blah blah"}
    page = said(designer.post(f"/p/{cast.project.pk}/simulator/turn", form))
    assert THEIRS in page
    assert "Once more?" in page


def test_side_of_what_is_not_offered_says_so(cast):
    page = said(start(signed_in(cast, "designer"), cast, "theirs"))
    assert "This update is not offered any more" in page


def test_stranger_hears_no_side(cast):
    in_conflict(cast)
    assert start(signed_in(cast, "stranger"), cast, "theirs").status_code == 404


def test_side_that_was_made_up_speaks_the_draft(cast):
    in_conflict(cast)
    assert MINE in said(start(signed_in(cast, "designer"), cast, "nobody's"))


def test_page_names_what_stays_the_projects(cast):
    in_conflict(cast)
    page = said(signed_in(cast, "designer").get(f"/p/{cast.project.pk}/updates/template/date"))
    assert "1 place stays yours" in page
    assert offer(cast).offered == 2
    assert database(cast.project.ref)["versions"].count_documents({"key": "date"}) == 2
