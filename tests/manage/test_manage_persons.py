"""What is known of one caller over the management API: found, given out, erased, by a key that an owner issued for it alone."""

import pytest

from management_api import persons
from omnia.infra import audit, background
from omnia.mongo.clusters import database
from tenants.actions import holding, keys, person
from tenants.audit_chains import chain_of
from tests.commands.conftest import everything_stored
from tests.integration.test_persons import MAIL, said_in, spoken  # noqa: F401  # a fixture
from tests.manage.pipelines import Pipeline, key_for

OPERATOR = audit.Actor("command", "tests", "tests")
CALLS = [
    ("GET", "/person", None), ("POST", "/person", {"how": "value", "wanted": MAIL}), ("POST", "/person/go_on", {}),
    ("POST", "/person/export", {"search": "x"}), ("POST", "/person/erase", {"search": "x"}),
]  # fmt: skip


@pytest.fixture
def desk(spoken):  # noqa: F811
    """The system in which the customer's people answer requests for their data."""
    cast, _api, _running = spoken
    return with_key(cast, cast.project, "manage", "persons")


def with_key(cast, project, *scopes):
    """A pipeline with a fresh key, in a process that knows of it: without Redis one hears of a key within a second."""
    made = Pipeline(key_for(cast, project, *scopes).key)
    background.reset_process()
    return made


def look(desk, how="value", wanted=MAIL):
    return desk.call("POST", "/person", {"how": how, "wanted": wanted})


def entries(cast, action):
    return list(chain_of(cast.project.ref).log.find({"action": action}))


def test_person_is_found_given_out_and_erased_and_the_certificate_stands(spoken, desk):  # noqa: F811
    cast, _api, running = spoken
    answer = look(desk)
    found = answer.json()
    assert answer.status == 201, found
    assert (found["state"], len(found["conversations"])) == ("done", 2)
    assert running in {row["session"] for row in found["conversations"]}
    assert MAIL not in answer.content.decode()
    assert desk.call("GET", "/person").json() == found
    given = desk.call("POST", "/person/export", {"search": found["search"]})
    assert given.headers["Cache-Control"] == "no-store"
    assert MAIL.upper() in given.content.decode(), "what runs is in it"
    assert "bea@example.com" not in given.content.decode()
    assert MAIL in said_in(cast)
    told = desk.call("POST", "/person/erase", {"search": found["search"]}).json()
    assert MAIL not in said_in(cast).lower()
    [certificate] = entries(cast, "person.erased")
    assert (certificate["_id"], certificate["actor"]["kind"]) == (told["entry"], "api_key")
    assert certificate["details"]["mark"] == told["mark"]
    assert desk.call("GET", "/person").status == 404
    assert (len(entries(cast, "person.searched")), len(entries(cast, "person.exported"))) == (1, 1)
    assert MAIL not in str(list(chain_of(cast.project.ref).log.find()))
    audit.verify(chain_of(cast.project.ref))


def test_search_goes_on_call_by_call_until_everything_was_looked_at(spoken, desk, monkeypatch):  # noqa: F811
    monkeypatch.setattr(persons, "LOOK_SECONDS", -1.0)
    told = look(desk).json()
    refused = desk.call("POST", "/person/export", {"search": told["search"]})
    assert (told["state"], refused.status) == ("running", 409)
    states = []
    while told["state"] == "running":
        told = desk.call("POST", "/person/go_on", {}).json()
        states.append(told["seen"])
    assert states == sorted(states)
    assert desk.call("POST", "/person/export", {"search": told["search"]}).status == 200


def test_person_is_found_by_the_callers_own_id(spoken, desk):  # noqa: F811
    found = look(desk, "external_id", "ada-7").json()
    assert len(found["conversations"]) == 3
    assert {place for row in found["conversations"] for place in row["where"]} == {"external_id"}


@pytest.mark.parametrize("scopes", [("manage",), ("read", "converse", "manage"), ("read", "converse")], ids="+".join)
def test_key_without_the_scope_learns_and_changes_nothing(spoken, desk, scopes):  # noqa: F811
    cast, _api, _running = spoken
    look(desk)
    other = with_key(cast, cast.project, *scopes)
    before = everything_stored()
    assert [other.call(method, path, body).status for method, path, body in CALLS] == [403] * len(CALLS)
    assert everything_stored() == before


def test_nobody_is_erased_from_an_archived_project(spoken, desk):  # noqa: F811
    cast, _api, _running = spoken
    found = look(desk).json()
    holding.archive(OPERATOR, cast.project, reason="The contract ended.")
    before = everything_stored()
    answer = desk.call("POST", "/person/erase", {"search": found["search"]})
    assert (answer.status, answer.json()["type"]) == (403, "/problems/project-archived")
    assert everything_stored() == before


def test_key_that_is_revoked_or_of_another_customer_reaches_nobody(spoken, desk):  # noqa: F811
    cast, _api, _running = spoken
    found = look(desk).json()
    revoked = key_for(cast, cast.project, "manage", "persons")
    keys.revoke_key(cast.actor("owner"), cast.project, key_id=revoked.id)
    foreign = with_key(cast, cast.foreign, "manage", "persons")
    before = everything_stored()
    assert [Pipeline(revoked.key).call(method, path, body).status for method, path, body in CALLS] == [401] * len(CALLS)
    for path in ("/person/export", "/person/erase"):
        assert foreign.call("POST", path, {"search": found["search"]}).status == 404
    assert everything_stored() == before


def test_nothing_is_done_about_somebody_who_was_looked_for_before(spoken, desk):  # noqa: F811
    cast, _api, _running = spoken
    first = look(desk).json()["search"]
    person.begin_search(cast.actor("owner"), cast.project, "value", "bea@example.com")
    before = everything_stored()
    for path in ("/person/export", "/person/erase"):
        assert desk.call("POST", path, {"search": first}).status == 409
    assert everything_stored() == before


def test_value_of_too_many_conversations_is_not_erased(spoken, desk, monkeypatch):  # noqa: F811
    monkeypatch.setattr("tenants.persons.finding.MOST_FOUND", 2)
    found = look(desk, "value", "12 May 2027").json()
    before = everything_stored()
    assert found["is_too_many"]
    assert desk.call("POST", "/person/erase", {"search": found["search"]}).status == 409
    assert everything_stored() == before


@pytest.mark.parametrize(
    "body",
    [{"how": "value", "wanted": "ab"}, {"how": "value", "wanted": ""}, {"how": "name", "wanted": "Ada"}, {"wanted": "Ada"}],
)
def test_what_cannot_be_looked_for_is_refused(cast, body):
    desk = with_key(cast, cast.project, "manage", "persons")
    before = everything_stored()
    assert desk.call("POST", "/person", body).status == 422
    assert everything_stored() == before


def test_scope_is_issued_beside_manage_alone(cast):
    before = database(cast.project.ref)["api_keys"].count_documents({})
    with pytest.raises(keys.KeyRefused, match="without manage"):
        key_for(cast, cast.project, "read", "persons")
    assert database(cast.project.ref)["api_keys"].count_documents({}) == before
