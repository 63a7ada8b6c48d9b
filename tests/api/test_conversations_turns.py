"""Going on with a conversation: turn numbers, events, two at once, and what is refused."""

import pytest
from published import AGREES, BOOKING, DATE
from talks import ORDER, SECRET, at_once, post_turn, problem, start, talk

from omnia.mongo.clusters import database
from runtime_api.conversations import turns


@pytest.fixture
def ordering(published_project):
    published_project.publish([DATE, AGREES, SECRET], [BOOKING, ORDER])
    return published_project


def test_conversation_to_its_end(api, each_store):
    opening = start(api)
    first = post_turn(api, opening["session"], 0, "12 May 1980").json()
    assert (first["turn"], first["status"], first["listen"]["node"]) == (1, "listening", "agrees")
    assert first["values"]["date"]["value"] == {"iso": "1980-05-12", "day": 12, "month": 5, "year": 1980}
    last = post_turn(api, opening["session"], 1, "yes").json()
    assert (last["turn"], last["status"], last["outcome"], last["listen"]) == (2, "finished", "completed", None)
    assert last["values"]["agrees"]["value"] is True


def test_same_turn_and_body_gets_the_same_answer(api, each_store):
    session = start(api)["session"]
    first = post_turn(api, session, 0, "12 May 1980")
    again = post_turn(api, session, 0, "12 May 1980")
    assert (again.status, again.content) == (200, first.content)
    last = post_turn(api, session, 1, "yes")
    assert post_turn(api, session, 1, "yes").content == last.content
    assert post_turn(api, session, 0, "12 May 1980").content == first.content


def test_same_body_written_otherwise_is_the_same(api, each_store):
    session = start(api)["session"]
    address = f"/api/v1/sessions/{session}/turns"
    first = api.post(address, b'{"turn": 0, "event": "utterance", "text": "12 May 1980"}')
    again = api.post(address, b'{"text":"12 May 1980","event":"utterance","turn":0}')
    assert (again.status, again.content) == (200, first.content)


def test_another_body_for_a_turn_already_taken(api, each_store):
    session = start(api)["session"]
    post_turn(api, session, 0, "12 May 1980")
    assert problem(post_turn(api, session, 0, "13 May 1980")) == (409, "turn-taken", "/turn")


def test_turn_of_the_future(api, each_store):
    session = start(api)["session"]
    assert problem(post_turn(api, session, 1, "12 May 1980")) == (409, "turn-ahead", "/turn")


def test_old_turns_keep_their_answers_only_so_long(api, each_store):
    session = start(api)["session"]
    for turn in range(9):
        assert post_turn(api, session, turn, "repeat, please").status == 200
    assert problem(post_turn(api, session, 0, "repeat, please"))[:2] == (409, "turn-taken")
    assert post_turn(api, session, 1, "repeat, please").status == 200


def test_two_at_once_one_wins(api, each_store):
    for _time in range(5):
        session = start(api)["session"]
        texts = [f"{day} May 1980" for day in (11, 12, 13, 14)]
        answers = at_once(*[lambda text=text, session=session: post_turn(api, session, 0, text) for text in texts])
        assert sorted(answer.status for answer in answers) == [200, 409, 409, 409]
        assert {problem(answer)[1] for answer in answers if answer.status == 409} == {"turn-taken"}
        kept = api.get(f"/api/v1/sessions/{session}").json()["values"]
        assert kept == next(answer.json()["values"] for answer in answers if answer.status == 200)


def test_the_same_turn_twice_at_once_is_taken_once(published_project, each_store):
    api = published_project.client
    session = start(api)["session"]
    answers = at_once(*[lambda: post_turn(api, session, 0, "12 May 1980")] * 6)
    assert {answer.status for answer in answers} <= {200, 409}
    assert len({answer.content for answer in answers if answer.status == 200}) == 1
    assert len(api.get(f"/api/v1/sessions/{session}/transcript").json()["turns"]) == 2


def test_turn_and_end_at_once_leave_no_conversation(published_project, each_store):
    api = published_project.client
    for _time in range(5):
        session = start(api)["session"]
        turn, ended = at_once(
            lambda session=session: post_turn(api, session, 0, "12 May 1980"),
            lambda session=session: api.delete(f"/api/v1/sessions/{session}"),
        )
        assert turn.status in (200, 409, 410)
        if turn.status == 409:
            assert turn.json()["type"] == "/problems/session-finished"
        assert ended.status == 204
        assert api.get(f"/api/v1/sessions/{session}").status == 410
        assert database(published_project.ref)["conversations"].find_one({"_id": session})["outcome"] == "abandoned"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"turn": 0}, "/event"),
        ({"event": "no_input"}, "/turn"),
        ({"turn": "0", "event": "no_input"}, "/turn"),
        ({"turn": True, "event": "no_input"}, "/turn"),
        ({"turn": 0.5, "event": "no_input"}, "/turn"),
        ({"turn": -1, "event": "no_input"}, "/turn"),
        ({"turn": 0, "event": "shout"}, "/event"),
        ({"turn": 0, "event": "utterance"}, "/text"),
        ({"turn": 0, "event": "utterance", "text": None}, "/text"),
        ({"turn": 0, "event": "utterance", "text": 5}, "/text"),
        ({"turn": 0, "event": "utterance", "text": "x", "keys": "1"}, "/keys"),
        ({"turn": 0, "event": "utterance", "text": "x", "alternatives": ["y"]}, "/alternatives/0"),
        (
            {"turn": 0, "event": "utterance", "text": "x", "alternatives": [{"text": "y", "confidence": 2}]},
            "/alternatives/0/confidence",
        ),
        ({"turn": 0, "event": "utterance", "text": "x", "alternatives": [{"text": "y"}] * 31}, "/alternatives"),
        ({"turn": 0, "event": "dtmf"}, "/keys"),
        ({"turn": 0, "event": "dtmf", "keys": ""}, "/keys"),
        ({"turn": 0, "event": "dtmf", "keys": "12a"}, "/keys"),
        ({"turn": 0, "event": "dtmf", "keys": "1\n"}, "/keys"),
        ({"turn": 0, "event": "dtmf", "keys": "٣"}, "/keys"),
        ({"turn": 0, "event": "dtmf", "keys": "1" * 65}, "/keys"),
        ({"turn": 0, "event": "no_input", "text": "x"}, "/text"),
        ({"turn": 0, "event": "hang_up", "data": {}}, "/data"),
        ({"turn": 0, "event": "resume", "data": []}, "/data"),
        ({"turn": 0, "event": "resume", "data": {"a": "x" * 17_000}}, "/data"),
        ({"turn": 0, "event": "no_input", "more": 1}, "/more"),
    ],
)
def test_wrong_turn_is_refused_with_its_place(api, each_store, body, pointer):
    session = start(api)["session"]
    status, _name, where = problem(api.post(f"/api/v1/sessions/{session}/turns", body))
    assert (status, where) == (422, pointer)
    assert api.get(f"/api/v1/sessions/{session}").json()["turn"] == 0


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"text": "x" * 4001}, "/text"),
        ({"text": "x", "alternatives": [{"text": "y"}, {"text": "z" * 4001}]}, "/alternatives/1/text"),
    ],
)
def test_text_that_is_too_long_is_refused_unread(api, each_store, fields, pointer, monkeypatch):
    session = start(api)["session"]
    monkeypatch.setattr(turns, "advance_encoded", lambda *_arguments, **_named: pytest.fail("it was read"))
    assert problem(post_turn(api, session, 0, event="utterance", **fields)) == (422, "text-too-long", pointer)


def test_longest_text_is_read(api, each_store):
    session = start(api)["session"]
    assert post_turn(api, session, 0, "x" * 4000).status == 200


def test_nothing_to_resume(api, each_store):
    session = start(api)["session"]
    assert problem(post_turn(api, session, 0, event="resume", data={})) == (409, "wrong-event", "/event")


def test_waiting_for_the_host(ordering, each_store):
    api = ordering.client
    waiting = talk(api, start(api, flow="order"), "AB 1234", "yes")
    assert (waiting["status"], waiting["listen"]) == ("waiting", None)
    action = waiting["outputs"][-1]
    assert (action["type"], action["name"], action["parameters"]) == ("action", "check", {"code": "AB1234"})
    for fields in ({"event": "utterance", "text": "hello"}, {"event": "no_input"}, {"event": "dtmf", "keys": "1"}):
        assert problem(post_turn(api, waiting["session"], 2, **fields)) == (409, "wrong-event", "/event")
    resumed = post_turn(api, waiting["session"], 2, event="resume", data={"owner": "Ada"}).json()
    assert (resumed["turn"], resumed["status"]) == (3, "listening")
    assert resumed["outputs"][0]["text"] == "Hello Ada."


def test_hang_up_while_waiting(ordering, each_store):
    api = ordering.client
    waiting = talk(api, start(api, flow="order"), "AB 1234", "yes")
    answer = post_turn(api, waiting["session"], 2, event="hang_up").json()
    assert (answer["status"], answer["outcome"]) == ("finished", "abandoned")


def test_silence_and_keys(ordering, each_store):
    api = ordering.client
    opening = start(api, flow=None, template="code", channel="voice")
    asked_again = post_turn(api, opening["session"], 0, event="no_input").json()
    assert asked_again["turn"] == 1
    assert asked_again["outputs"]
    heard = post_turn(api, opening["session"], 1, event="dtmf", keys="4711#").json()
    assert heard["values"]["code"]["value"] == "4711"


def test_blank_text_is_silence(api, each_store):
    session = start(api)["session"]
    answer = post_turn(api, session, 0, "  ").json()
    assert answer["outputs"][0]["source"]["step"] == "no_input"


def test_alternatives_are_looked_at(api, each_store):
    session = start(api)["session"]
    answer = post_turn(api, session, 0, "hmm hmm", alternatives=[{"text": "12 May 1980", "confidence": 0.6}]).json()
    assert answer["values"]["date"]["value"]["iso"] == "1980-05-12"


def test_finished_conversation_can_be_read_and_not_gone_on_with(api, each_store):
    session = start(api)["session"]
    last = post_turn(api, session, 0, event="hang_up")
    assert last.json()["outcome"] == "abandoned"
    assert problem(post_turn(api, session, 1, "hello"))[:2] == (409, "session-finished")
    assert problem(post_turn(api, session, 2, "hello"))[:2] == (409, "turn-ahead")
    assert post_turn(api, session, 0, event="hang_up").content == last.content
    state = api.get(f"/api/v1/sessions/{session}")
    assert (state.status, state.json()["status"], state.json()["outcome"]) == (200, "finished", "abandoned")


def test_each_turn_keeps_the_conversation_longer(api, each_store, settings, clock):
    settings.OMNIA_SESSION_TTL = 1000
    session = start(api)["session"]
    clock.move(600)
    assert post_turn(api, session, 0, "12 May 1980").status == 200
    clock.move(600)
    assert post_turn(api, session, 1, "yes").status == 200


def test_wrong_turn_changes_nothing(api, each_store):
    session = start(api)["session"]
    before = api.get(f"/api/v1/sessions/{session}").content
    post_turn(api, session, 4, "12 May 1980")
    post_turn(api, session, 0, event="resume")
    assert api.get(f"/api/v1/sessions/{session}").content == before
