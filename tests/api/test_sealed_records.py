"""What is left of a finished conversation is sealed: no word of the caller stands in the database, and none opens elsewhere."""

import pytest
from talks import start, talk

from omnia.infra.envelope import EnvelopeError, RingKeyError
from omnia.mongo import data_keys
from omnia.mongo.clusters import database
from runtime_api.conversations import recorder
from tenants.project import records
from tenants.project.collections import CONVERSATIONS, INSIGHT, KEYS

WORDS = ("zanzibar", "1980-05-12", "12 May 1980", "call-of-Ada")


def told(project):
    """A finished conversation: words that did not help, a value, and an external id."""
    last = talk(project.client, start(project.client, external_id="call-of-Ada"), "zanzibar", "12 May 1980", "yes")
    assert last["status"] == "finished"
    recorder.flush()
    return last["session"]


def row_of(project, session):
    return database(project.ref)[CONVERSATIONS].find_one({"_id": session})


def word_of(project):
    return database(project.ref)[INSIGHT].find_one({"kind": "miss"})


def everything(project):
    held = database(project.ref)
    return "".join(repr(list(held[name].find())) for name in (CONVERSATIONS, INSIGHT))


def test_no_word_value_or_external_id_stands_in_the_records_in_clear(published_project, each_store):
    session = told(published_project)
    assert [word for word in WORDS if word in everything(published_project)] == []
    row = records.opened(published_project.ref, CONVERSATIONS, row_of(published_project, session))
    assert [word for word in WORDS if word not in repr(row)] == [], "and all of them are read"
    assert records.opened(published_project.ref, INSIGHT, word_of(published_project))["text"] == "zanzibar"


def test_record_is_found_by_its_external_id_also_under_a_new_data_key(published_project, each_store):
    first = told(published_project)
    assert find(published_project, "call-of-Ada") == [first]
    add_key(published_project)
    second = told(published_project)
    assert find(published_project, "call-of-Ada") == sorted([first, second])
    assert find(published_project, "call-of-Bea") == []
    marks = {bytes(row["person"]) for row in database(published_project.ref)[CONVERSATIONS].find()}
    assert len(marks) == 2, "each under the key of its time"


def find(project, external_id):
    wanted = {records.PERSON: {"$in": records.marks_of(project.ref, external_id)}}
    return sorted(row["_id"] for row in database(project.ref)[CONVERSATIONS].find(wanted))


def add_key(project):
    """Make another data key the current one."""
    fresh = data_keys.new_data_key(data_keys.key_ring(), f"omnia:data-key:{project.ref.id}".encode())
    entry = {"id": fresh.id, "ring_key": fresh.ring_key, "wrapped": fresh.wrapped}
    database(project.ref)[KEYS].update_one({"_id": "data"}, {"$push": {"keys": entry}, "$set": {"current": fresh.id}})
    data_keys.forget(project.ref)


def test_record_moved_to_another_project_or_id_cannot_be_opened(published_project, make_published_project):
    other = make_published_project()
    session = told(published_project)
    row = row_of(published_project, session)
    with pytest.raises(EnvelopeError):
        records.opened(other.ref, CONVERSATIONS, row)
    with pytest.raises(EnvelopeError):
        records.opened(published_project.ref, CONVERSATIONS, {**row, "_id": "s_other"})
    with pytest.raises(EnvelopeError):
        records.opened(published_project.ref, INSIGHT, row)


def test_with_the_data_key_the_words_are_gone_and_the_record_is_told_as_unreadable(published_project):
    session = told(published_project)
    database(published_project.ref)[KEYS].delete_many({})
    data_keys.forget(published_project.ref)
    found = records.readable(published_project.ref, CONVERSATIONS, row_of(published_project, session))
    assert found["unreadable"]
    assert (found["outcome"], [word for word in WORDS if word in repr(found)]) == ("completed", [])


def test_record_waits_while_the_ring_lacks_the_key_and_is_written_sealed_later(published_project, monkeypatch, each_store):
    session = start(published_project.client)["session"]
    refuse = RingKeyError("The key ring has no such key.")

    def no_key(*_arguments):
        raise refuse

    with monkeypatch.context() as patch:
        patch.setattr(data_keys, "seal", no_key)
        assert published_project.client.delete(f"/api/v1/sessions/{session}").status in (204, 503)
        recorder.flush()
        assert row_of(published_project, session) is None
    if recorder.waiting():
        recorder.flush()
        assert records.SEALED in row_of(published_project, session)


def test_records_of_an_earlier_release_are_read_as_they_are(published_project):
    row = {"_id": "s_old", "external_id": "call-7", "turns": [], "values": {"date": "x"}, "outcome": "completed"}
    database(published_project.ref)[CONVERSATIONS].insert_one(dict(row))
    assert records.opened(published_project.ref, CONVERSATIONS, row_of(published_project, "s_old")) == row
