"""What is left of conversations: transcripts and finished conversations, without what is private."""

import json
import logging
from datetime import timedelta

import pytest
from published import AGREES, BOOKING, DATE
from talks import ORDER, SECRET, post_turn, start, talk

from omnia.mongo.clusters import database
from runtime_api.conversations import recorder, transcript
from tenants.project import records
from tenants.studio.templatetags.transcripts import as_talk

SPOKEN = "AB 1234"
LEAKS = ("AB1234", "AB 1234", "1234", "A B 1 2 3 4", "A, B", "a b 1", "1 2 3 4", "1, 2, 3")


@pytest.fixture
def ordering(published_project):
    published_project.publish([DATE, AGREES, SECRET], [BOOKING, ORDER])
    return published_project


def stored(project, session):
    recorder.flush()
    return records.opened(project.ref, "conversations", database(project.ref)["conversations"].find_one({"_id": session}))


def assert_private(content):
    text = json.dumps(content, ensure_ascii=False, default=str)
    assert [leak for leak in LEAKS if leak in text] == []


def test_transcript_tells_the_turns(api, each_store):
    session = start(api)["session"]
    post_turn(api, session, 0, "12 May 1980")
    post_turn(api, session, 1, event="no_input")
    content = api.get(f"/api/v1/sessions/{session}/transcript").json()
    assert (content["session"], content["release"], content["locale"], content["channel"]) == (session, 1, "en", "chat")
    assert (content["status"], content["outcome"], content["omitted"]) == ("listening", None, 0)
    assert [turn["turn"] for turn in content["turns"]] == [0, 1, 2]
    assert [turn["event"] for turn in content["turns"]] == [
        None,
        {"type": "utterance", "text": "12 May 1980"},
        {"type": "no_input"},
    ]
    assert content["turns"][0]["outputs"][1]["text"] == "Which date, please?"
    assert content["turns"][0]["outputs"][1]["source"]["node"] == "date"
    assert content["values"]["date"]["formatted"] == "12 May 1980"


@pytest.mark.parametrize("channel", ["voice", "chat"])
@pytest.mark.parametrize("ending", ["hang_up", "delete", "finish"])
def test_private_values_are_kept_nowhere(ordering, each_store, channel, ending):
    api = ordering.client
    waiting = talk(api, start(api, flow="order", channel=channel), SPOKEN, "yes")
    session = waiting["session"]
    assert waiting["values"]["code"]["value"] == "AB1234", "the host's own answers hold everything"
    content = api.get(f"/api/v1/sessions/{session}/transcript").json()
    assert_private(content)
    assert content["values"]["code"]["formatted"] == "•••"
    assert content["turns"][1]["event"]["text"] == "•••"
    assert "is that right?" in content["turns"][1]["outputs"][0]["text"]
    if ending == "delete":
        api.delete(f"/api/v1/sessions/{session}")
    elif ending == "hang_up":
        post_turn(api, session, 2, event="hang_up")
    else:
        post_turn(api, session, 2, event="resume", data={"owner": "Ada", "code": SPOKEN})
        post_turn(api, session, 3, "yes")
    row = stored(ordering, session)
    assert row["outcome"] == ("completed" if ending == "finish" else "abandoned")
    assert_private(row)


def test_words_that_were_not_understood_may_be_private(ordering, each_store):
    api = ordering.client
    opening = start(api, flow=None, template="code", channel="voice")
    refused = talk(api, opening, SPOKEN, "no")
    post_turn(api, refused["session"], 2, "hmm hmm, one 1234 or so, mumbling").json()
    assert "1234" in post_turn(api, refused["session"], 3, event="no_input").content.decode()
    assert_private(api.get(f"/api/v1/sessions/{refused['session']}/transcript").json())


def test_private_keys_are_hidden(ordering, each_store):
    api = ordering.client
    session = start(api, flow=None, template="code", channel="voice")["session"]
    assert post_turn(api, session, 0, event="dtmf", keys="1234").json()["values"]["code"]["value"] == "1234"
    content = api.get(f"/api/v1/sessions/{session}/transcript").json()
    assert content["turns"][1]["event"] == {"type": "dtmf", "keys": "•••"}
    assert_private(content)


def test_nothing_personal_in_the_log(ordering, each_store, caplog):
    caplog.set_level(logging.DEBUG)
    api = ordering.client
    session = talk(api, start(api, flow="order", variables={"owner": "Lovelace"}), SPOKEN, "yes")["session"]
    post_turn(api, session, 2, event="resume", data={"owner": "Lovelace"})
    api.delete(f"/api/v1/sessions/{session}")
    lines = [record for record in caplog.records if record.name.startswith(("omnia", "runtime_api"))]
    assert {"conversation.started", "conversation.finished"} <= {record.msg["event"] for record in lines}
    text = " ".join(str(record.msg) for record in lines)
    assert session in text
    assert "Lovelace" not in text
    assert_private(text)


def test_finished_conversation_is_recorded_as_the_studio_reads_it(published_project, each_store, clock):
    clock.stop()
    api = published_project.client
    session = talk(api, start(api, external_id="call-7"), "12 May 1980", "yes")["session"]
    row = stored(published_project, session)
    shown = as_talk(row, {})
    assert (shown.session, shown.subject, shown.locale, shown.release, shown.outcome) == (
        session,
        "booking",
        "en",
        "1",
        "completed",
    )
    assert [(line.who, line.text) for line in shown.lines] == [
        ("bot", "Welcome."),
        ("bot", "Which date, please?"),
        ("person", "12 May 1980"),
        ("bot", "Do you agree?"),
        ("person", "yes"),
        ("bot", "Goodbye."),
    ]
    assert [(value.name, value.formatted) for value in shown.values] == [("date", "12 May 1980"), ("agrees", "yes")]
    assert (shown.turns, shown.seconds) == (2, 0)
    assert row["external_id"] == "call-7"


def test_every_way_to_end_is_recorded_once(published_project, each_store):
    api = published_project.client
    hung_up, deleted, left = (start(api)["session"] for _each in range(3))
    post_turn(api, hung_up, 0, event="hang_up")
    post_turn(api, hung_up, 0, event="hang_up")
    api.delete(f"/api/v1/sessions/{hung_up}")
    api.delete(f"/api/v1/sessions/{deleted}")
    recorder.flush()
    found = {row["_id"]: row["outcome"] for row in database(published_project.ref)["conversations"].find()}
    assert found == {hung_up: "abandoned", deleted: "abandoned"}
    assert left not in found


def test_deleting_a_finished_conversation_keeps_its_record(published_project, each_store):
    api = published_project.client
    session = talk(api, start(api), "12 May 1980", "yes")["session"]
    before = stored(published_project, session)
    assert api.delete(f"/api/v1/sessions/{session}").status == 204
    assert stored(published_project, session) == before


@pytest.mark.parametrize(("days", "expected"), [(None, 30), (3, 3)])
def test_record_expires_with_the_projects_retention(published_project, each_store, days, expected):
    if days:
        database(published_project.ref)["settings"].insert_one({"_id": "project", "retention_days": days})
    session = talk(published_project.client, start(published_project.client), "12 May 1980", "yes")["session"]
    row = stored(published_project, session)
    assert row["expires_at"] - row["finished_at"] == timedelta(days=expected)


def test_very_long_transcript_keeps_the_newest_turns(api, each_store, monkeypatch):
    monkeypatch.setattr(transcript, "MAX_TURNS", 3)
    talk(api, opening := start(api), *["repeat, please"] * 4)
    content = api.get(f"/api/v1/sessions/{opening['session']}/transcript").json()
    assert ([turn["turn"] for turn in content["turns"]], content["omitted"]) == ([2, 3, 4], 2)


def test_what_the_host_sends_fits_into_the_database(ordering, each_store):
    """Whole numbers of more than 64 bits, names with dots and dollars: JSON may hold what BSON cannot."""
    api = ordering.client
    session = talk(
        api, start(api, flow="order", variables={"big": 2**64 - 1, "odd": {"$where": 1, "a.b": 2, "": 3}}), SPOKEN, "yes"
    )["session"]
    data = {"owner": {"$x": 2**64 - 1, "a.b": "\x00"}}
    assert post_turn(api, session, 2, event="resume", data=data).status == 200
    assert post_turn(api, session, 3, "yes").json()["outcome"] == "completed"
    assert stored(ordering, session)["outcome"] == "completed"


def test_state_tells_what_the_conversation_was_started_with(api, each_store):
    opening = start(api, external_id="call-7", channel="voice")
    content = api.get(f"/api/v1/sessions/{opening['session']}").json()
    assert {name: content[name] for name in opening} == opening
    rest = {name: value for name, value in content.items() if name not in opening}
    assert rest.pop("started_at").endswith("Z")
    assert rest == {"flow": "booking", "template": None, "locale": "en", "channel": "voice", "external_id": "call-7"}
