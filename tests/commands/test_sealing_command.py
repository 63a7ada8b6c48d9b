"""`seal_conversations`: what an earlier release left open is sealed once, wherever it was killed before."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from omnia.mongo import clusters
from omnia.mongo.clusters import database
from tenants import selectors
from tenants.actions import sealing
from tenants.actions.sealing import count_open, seal_records
from tenants.control.models import Project
from tenants.project import records

NOW = datetime.now(UTC).replace(microsecond=0)
OPEN = 5


@pytest.fixture
def held(cast):
    """Conversations and words as an earlier release left them."""
    rows = [
        {"_id": f"s_{number}", "external_id": f"call-{number}", "finished_at": NOW, "expires_at": NOW + timedelta(days=9)}
        | {"turns": [{"turn": 0, "event": {"type": "utterance", "text": "zanzibar"}, "outputs": []}], "values": {"date": "x"}}
        for number in range(OPEN)
    ]
    database(cast.project.ref)["conversations"].insert_many(rows)
    word = {"_id": "miss:s_0:1:date/date", "kind": "miss", "text": "zanzibar", "at": NOW, "expires_at": NOW + timedelta(days=9)}
    database(cast.project.ref)["insight"].insert_one(word)
    return cast


def stored(cast):
    held = database(cast.project.ref)
    return repr([list(held[name].find()) for name in ("conversations", "insight")])


def test_open_records_are_sealed_read_as_before_and_found_by_their_external_id(held, manage):
    before = {name: selectors.conversation(held.project, name) for name in ("s_0", "s_4")}
    called = manage("seal_conversations", "--project", "Acme", "--json")
    assert json.loads(called.out) == {"projects": {held.project.pk: OPEN + 1}}
    assert [word for word in ("zanzibar", "call-") if word in stored(held)] == []
    assert {name: selectors.conversation(held.project, name) for name in before} == before
    wanted = {records.PERSON: {"$in": records.marks_of(held.project.ref, "call-3")}}
    assert [row["_id"] for row in database(held.project.ref)["conversations"].find(wanted)] == ["s_3"]


def test_second_call_seals_nothing_and_says_nothing_in_the_log(held, manage):
    manage("seal_conversations", "--project", "Acme", "--json")
    before, entries = stored(held), database(held.project.ref)["audit"].count_documents({})
    assert json.loads(manage("seal_conversations", "--json").out)["projects"] == {each.pk: 0 for each in Project.objects.all()}
    assert (stored(held), database(held.project.ref)["audit"].count_documents({})) == (before, entries)


def test_call_that_broke_off_is_gone_on_with(held, monkeypatch):
    monkeypatch.setattr(sealing, "AT_ONCE", 2)
    writes = []

    def break_off(count):
        writes.append(count)
        if len(writes) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        seal_records(held.actor("owner"), held.project, break_off)
    assert count_open(held.project) == OPEN + 1 - sum(writes)
    assert seal_records(held.actor("owner"), held.project) == OPEN + 1 - sum(writes)
    assert count_open(held.project) == 0
    assert clusters.database(held.foreign.ref)["conversations"].count_documents({}) == 0
