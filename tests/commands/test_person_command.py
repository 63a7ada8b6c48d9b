"""`person`: what is known of a caller, by the operator of the machine."""

import json
import stat

import pytest
from lived import live

from omnia.mongo.clusters import database


@pytest.fixture
def answer(manage):
    def call(*arguments):
        called = manage("person", "--project", "Acme", *map(str, arguments), "--json")
        assert called.status == 0, called
        return json.loads(called.out)

    return call


def test_caller_is_found_given_out_and_erased_in_one_call(cast, answer, manage, tmp_path):
    live(cast)
    file = tmp_path / "caller.json"
    told = answer("--external-id", "call 3", "--export", file, "--erase")
    assert (len(told["conversations"]), told["exported"]) == (1, str(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (record,) = json.loads(file.read_text())["conversations"]
    assert (record["external_id"], record["_id"]) == ("call 3", told["conversations"][0]["session"])
    assert "so so" in json.dumps(record["turns"])
    entry = database(cast.project.ref)["audit"].find_one({"_id": told["certificate"]["entry"]})
    assert (entry["action"], entry["actor"]["kind"]) == ("person.erased", "command")
    assert answer("--external-id", "call 3")["conversations"] == []
    assert len(answer("--value", "12 May 2027")["conversations"]) >= 7, "the others' words are there"
    assert "entry" in manage("person", "--project", "Acme", "--external-id", "call 4", "--erase").out.lower()


def test_file_that_is_there_is_not_written_over_and_nothing_is_looked_for(cast, manage, tmp_path):
    file = tmp_path / "caller.json"
    file.write_text("mine")
    called = manage("person", "--project", "Acme", "--value", "ada@example.com", "--export", str(file), "--erase")
    assert (called.status, called.err.count("\n"), file.read_text()) == (1, 1, "mine")
    assert database(cast.project.ref)["audit"].count_documents({"action": {"$regex": "^person"}}) == 0


@pytest.mark.parametrize("wanted", [["--value", "a"], ["--external-id", ""], ["--value", "x" * 300]])
def test_what_cannot_be_looked_for_is_refused_in_a_sentence(cast, manage, wanted):
    called = manage("person", "--project", "Acme", *wanted)
    assert (called.status, called.err.count("\n"), called.out) == (1, 1, "")
    assert database(cast.project.ref)["audit"].count_documents({"action": {"$regex": "^person"}}) == 0
