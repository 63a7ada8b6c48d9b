"""Stepping through a finished conversation on the release that it ran on: who may, what is shown, what is told about it."""

import copy
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from omnia.dialogue.conversation import NoInput
from omnia.mongo.clusters import database
from tenants import past_programs, selectors
from tenants.actions import editing, releasing
from tenants.audit_chains import chain_of
from tests.casting import SYSTEM
from tests.unit.replay.held import program_of, record_of

SESSION = "s_travelled"
WORDS = ("bananas", "12 May 2027")


def address(cast, session=SESSION, query=""):
    return reverse("studio:conversation-steps", args=[cast.project.pk, session]) + query


def keep(cast, body, events, *, session=SESSION, release=1, **changes):
    """Leave the record of a conversation with a template, as the runtime leaves it."""
    row = record_of(program_of(body), events) | {"_id": session, "release": release} | changes
    now = datetime.now(UTC)
    row |= {"finished_at": now, "expires_at": now + timedelta(days=1)}
    database(cast.project.ref)["conversations"].replace_one({"_id": session}, row, upsert=True)


def draft_body(cast, key):
    return copy.deepcopy(selectors.draft(cast.project, "template", key).body)


@pytest.fixture
def held(cast):
    """A project with a live release and a conversation that asked twice for a date."""
    releasing.publish(SYSTEM, cast.project, note="first", allow_missing_texts=True)
    keep(cast, draft_body(cast, "date"), WORDS)
    return cast


@pytest.fixture
def owner(client, held):
    client.force_login(held.owner)
    return client


@pytest.mark.parametrize(("who", "status"), [("owner", 200), ("designer", 200), ("viewer", 403), ("stranger", 404)])
def test_conversation_is_stepped_through_by_those_who_may_read_it_and_by_nobody_else(client, held, who, status):
    client.force_login(getattr(held, who))
    before = chain_of(held.project.ref).log.count_documents({"action": "conversation.read"})
    assert client.get(address(held)).status_code == status
    read = chain_of(held.project.ref).log.count_documents({"action": "conversation.read"})
    assert read - before == (status == 200)


def test_conversation_of_another_project_or_none_is_not_found(client, held):
    client.force_login(held.stranger)
    theirs = reverse("studio:conversation-steps", args=[held.foreign.pk, SESSION])
    assert client.get(theirs).status_code == 404
    client.force_login(held.owner)
    assert client.get(address(held, "s_never")).status_code == 404


@pytest.mark.parametrize(
    ("query", "step", "said", "shown"),
    [
        ("", 0, None, "Nobody has said anything yet"),
        ("?step=1", 1, "bananas", "Nothing in these words was taken for a value"),
        ("?step=2", 2, "12 May 2027", "98 % sure"),
        ("?step=99", 2, "12 May 2027", "98 % sure"),
        ("?step=-1", 0, None, "Nobody has said anything yet"),
        ("?step=%00&step=x", 0, None, "Nobody has said anything yet"),
        ("?step=9999999999999999999999", 0, None, "Nobody has said anything yet"),
    ],
)
def test_each_step_shows_what_was_said_understood_and_how_it_stood(owner, held, query, step, said, shown):
    answer = owner.get(address(held, query=query))
    page = answer.content.decode()
    assert answer.context["step"].turn == step
    assert shown in page.replace("&nbsp;", " ")
    assert "Release 1" in page
    assert "".join(piece.text for piece in answer.context["step"].said) == (said or "")
    assert (answer.context["departure"], answer.context["lacks"], answer.context["has_stand_ins"]) == (None, [], False)


def test_release_that_the_conversation_ran_on_speaks_whatever_was_published_since(owner, held):
    body = draft_body(held, "date")
    body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"] = "On which day, then?"
    editing.save_template(
        SYSTEM, held.project, "date", body, base_version=selectors.draft(held.project, "template", "date").version
    )
    releasing.publish(SYSTEM, held.project, note="second", allow_missing_texts=True)
    old = owner.get(address(held)).context["step"]
    assert "On which day, then?" not in [line.text for line in old.lines]
    keep(held, body, WORDS, session="s_new", release=2)
    new = owner.get(address(held, "s_new")).context["step"]
    assert "On which day, then?" in [line.text for line in new.lines]


def test_private_words_are_stood_in_for_and_marked(owner, held):
    keep(held, draft_body(held, "iban"), ["it is GB33 BUKB 2020 1555 5555 55", NoInput()])
    answer = owner.get(address(held, query="?step=1"))
    page = answer.content.decode()
    assert "GB33" not in page
    assert "Private words were not kept" in page
    assert [piece.stands_in for piece in answer.context["step"].said] == [False, True]
    assert answer.context["departure"] is None


def test_record_that_says_something_else_is_shown_beside_the_run(owner, held):
    row = selectors.conversation(held.project, SESSION)
    row["turns"][1]["outputs"] = [{"type": "say", "text": "Quite another thing.", "source": {"node": "date"}}]
    database(held.project.ref)["conversations"].replace_one({"_id": SESSION}, row)
    page = owner.get(address(held, query="?step=1")).content.decode()
    assert "From step 1 on that is not what happened" in page
    assert "Quite another thing." in page
    assert "Quite another thing." not in owner.get(address(held, query="?step=2")).content.decode()


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ({"omitted": 4}, "its beginning was not kept"),
        ({"turns": []}, "No words were kept"),
        ({"turns": "x"}, "record is damaged"),
        ({"release": 77}, "is not in this project any more"),
        ({"template": "unheard_of"}, "does not hold what was spoken"),
        ({"locale": "pt"}, "does not speak its language"),
    ],
)
def test_conversation_that_cannot_be_held_again_is_said_to_be_so(owner, held, damage, sentence):
    database(held.project.ref)["conversations"].update_one({"_id": SESSION}, {"$set": damage})
    answer = owner.get(address(held))
    assert (answer.status_code, sentence in answer.content.decode()) == (200, True)


def test_documents_that_are_gone_are_said_to_be_gone(owner, held):
    past_programs.forget()
    database(held.project.ref)["bodies"].delete_many({})
    assert "are not stored any more" in owner.get(address(held)).content.decode()


def test_what_the_record_lacks_is_told(owner, held):
    row = selectors.conversation(held.project, SESSION)
    old = {name: value for name, value in row.items() if name not in ("reference_time", "region")} | {"had_variables": True}
    database(held.project.ref)["conversations"].replace_one({"_id": SESSION}, old)
    lacks = owner.get(address(held)).context["lacks"]
    assert [sentence.split(" ")[1] for sentence in lacks] == ["person's", "country", "your"]
