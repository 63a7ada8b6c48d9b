"""What a conversation leaves behind: after its end, and after it is deleted, no digit of a private datum stands anywhere."""

import contextlib
import copy
import os

import pytest
from published import AGREES, BOOKING, DATE
from talks import ORDER, SECRET, START, post_turn, problem, start, talk

from omnia.infra.background import reset_process
from omnia.mongo import clusters, data_keys
from omnia.mongo.clusters import database
from runtime_api.conversations import recorder, session_cache, sessions
from tenants.project.collections import KEYS, SESSIONS

CODE = "4929573638125985"
SPOKEN = " ".join(CODE)
FORMS = [form.encode() for form in (CODE, SPOKEN, " ".join(CODE[place : place + 4] for place in range(0, 16, 4)), CODE[4:12])]


@pytest.fixture
def card(published_project):
    """A project that asks for a private code."""
    published_project.publish([DATE, AGREES, SECRET], [BOOKING, ORDER])
    return published_project


def told(card, **changes):
    """A conversation in which the code was said and is being read back."""
    opening = start(card.client, flow=None, template="code", **changes)
    return talk(card.client, opening, CODE)


def everything_kept(card, connection) -> list[bytes]:
    """Every value in Redis, and every document of the project, as bytes."""
    held = database(card.ref)
    found = [repr(list(held[name].find())).encode() for name in held.list_collection_names()]
    for key in connection.keys() if connection is not None else ():
        kind = connection.type(key)
        found.append(key)
        if kind == b"hash":
            found += connection.hgetall(key).values()
        elif kind == b"string":
            found.append(connection.get(key))
        else:
            found += connection.zrange(key, 0, -1)
    return found


@pytest.fixture
def connection(request, each_store):
    return request.getfixturevalue("redis") if each_store == "redis" else None


def clear_places(card, connection) -> list[bytes]:
    return [content for content in everything_kept(card, connection) if any(form in content for form in FORMS)]


def kept_sealed(card, connection, session: str) -> bytes:
    """What is stored of a conversation."""
    if connection is not None:
        return connection.hget(f"omnia:{{{card.ref.id}}}:session:{session}", "data")
    return bytes(database(card.ref)[SESSIONS].find_one({"_id": session})["data"])


def test_no_digit_is_kept_in_clear_while_a_conversation_runs_after_its_end_and_after_it_is_deleted(card, connection):
    running = told(card)
    assert CODE in str(running["values"])
    assert not clear_places(card, connection)
    ended = talk(card.client, running, "yes")
    assert ended["status"] == "finished"
    recorder.flush()
    assert not clear_places(card, connection)
    assert database(card.ref)["conversations"].count_documents({"_id": ended["session"]}) == 1
    assert card.client.delete(f"/api/v1/sessions/{ended['session']}").status == 204
    recorder.flush()
    assert not clear_places(card, connection)


def bytes_of(path) -> bytes:
    """What a file holds; nothing, once the server has thrown it away."""
    with contextlib.suppress(FileNotFoundError):
        return path.read_bytes()
    return b""


@pytest.mark.skipif(bool(os.environ.get("OMNIA_TEST_MONGODB_URI")), reason="the server's files are another machine's")
def test_no_digit_stands_in_the_embedded_servers_files(card, each_store, tmp_path_factory):
    for _time in range(3):
        ended = talk(card.client, told(card), "yes")
        recorder.flush()
        assert card.client.delete(f"/api/v1/sessions/{ended['session']}").status == 204
    deleted = told(card)
    assert card.client.delete(f"/api/v1/sessions/{deleted['session']}").status == 204
    clusters.client().admin.command("fsync")  # else what was written may still wait in the server's memory, and nothing be seen
    folders = list(tmp_path_factory.getbasetemp().glob("mongodb*"))
    assert folders
    contents = {path.name: bytes_of(path) for folder in folders for path in folder.rglob("*") if path.is_file()}
    assert any(deleted["session"].encode() in content for content in contents.values()) or each_store == "redis"
    assert [name for name, content in contents.items() if any(form in content for form in FORMS)] == []


def test_answer_of_an_idempotency_key_is_sealed_and_given_again(card, connection):
    body = {**START, "variables": {"card": CODE}}
    first = card.client.post("/api/v1/sessions", body, idempotency_key="k-1")
    again = card.client.post("/api/v1/sessions", body, idempotency_key="k-1")
    assert (first.status, again.content) == (201, first.content)
    assert not clear_places(card, connection)
    kept = everything_kept(card, connection)
    assert not any(first.content in content or b'"outputs"' in content for content in kept)


def test_ended_conversation_repeats_its_last_answer_and_shows_no_private_value_otherwise(card, each_store):
    running = told(card)
    last = post_turn(card.client, running["session"], running["turn"], "yes")
    assert CODE in last.content.decode()
    assert post_turn(card.client, running["session"], running["turn"], "yes").content == last.content
    seen = card.client.get(f"/api/v1/sessions/{running['session']}")
    assert seen.json()["values"]["code"] == last.json()["values"]["code"] | {"value": "•••", "raw": "•••", "formatted": "•••"}
    assert not any(form in seen.content for form in FORMS)
    earlier = post_turn(card.client, running["session"], 0, CODE)
    assert problem(earlier)[:2] == (409, "turn-taken")


def test_conversation_moved_to_another_project_or_id_or_put_back_later_cannot_be_opened(card, connection, make_published_project):
    other = make_published_project()
    first, second = told(card), told(card)
    theirs = start(other.client)
    stolen, older = kept_sealed(card, connection, first["session"]), kept_sealed(card, connection, second["session"])
    later = post_turn(card.client, second["session"], second["turn"], "no").json()
    put(card, connection, second["session"], older)
    put(other, connection, theirs["session"], stolen)
    session_cache.forget(other.ref, theirs["session"])
    session_cache.forget(card.ref, second["session"])
    for client, session in ((other.client, theirs["session"]), (card.client, later["session"])):
        answer = client.get(f"/api/v1/sessions/{session}")
        assert problem(answer)[:2] == (410, "gone")
    assert card.client.get(f"/api/v1/sessions/{first['session']}").status == 200


def put(project, connection, session: str, sealed: bytes) -> None:
    """Write a stored conversation behind the product's back."""
    if connection is not None:
        connection.hset(f"omnia:{{{project.ref.id}}}:session:{session}", "data", sealed)
    else:
        database(project.ref)[SESSIONS].update_one({"_id": session}, {"$set": {"data": sealed}})


def test_destroying_the_projects_key_forgets_its_conversations(card, connection):
    running = told(card)
    database(card.ref)[KEYS].delete_many({})
    reset_process()
    answer = card.client.get(f"/api/v1/sessions/{running['session']}")
    assert problem(answer)[:2] == (410, "gone")
    assert start(card.client)["status"] == "listening"


def test_conversation_that_an_earlier_release_left_unsealed_goes_on_and_is_sealed_with_its_next_turn(card, connection):
    running = told(card)
    found = card.client.get(f"/api/v1/sessions/{running['session']}")
    plain = data_keys.unseal(card.ref, kept_sealed(card, connection, running["session"]), f"session:{running['session']}:2")
    assert sessions.decode(plain).turn == 1
    put(card, connection, running["session"], plain)
    session_cache.forget(card.ref, running["session"])
    assert card.client.get(f"/api/v1/sessions/{running['session']}").content == found.content
    again = post_turn(card.client, running["session"], running["turn"], "no")
    assert again.status == 200
    assert not clear_places(card, connection)


def test_process_without_the_ring_key_answers_unavailable_and_keeps_what_is_there(card, connection):
    running = told(card)
    before = kept_sealed(card, connection, running["session"])
    data_keys.forget(card.ref)
    row = copy.deepcopy(database(card.ref)[KEYS].find_one({"_id": "data"}))
    database(card.ref)[KEYS].update_one({"_id": "data"}, {"$set": {"keys.0.ring_key": "lost"}})
    session_cache.forget(card.ref, running["session"])
    answer = card.client.get(f"/api/v1/sessions/{running['session']}")
    assert problem(answer)[:2] == (503, "unavailable")
    assert kept_sealed(card, connection, running["session"]) == before
    database(card.ref)[KEYS].replace_one({"_id": "data"}, row)
    assert card.client.get(f"/api/v1/sessions/{running['session']}").status == 200
