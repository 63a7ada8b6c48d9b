"""What is known of one caller: found wherever it is, given out whole, and erased so that nothing brings it back."""

import orjson
import pytest
from django.test import Client as Browser
from lived import PLACES

from omnia.infra import audit, background
from omnia.mongo.clusters import database
from runtime_api.conversations import recorder
from runtime_api.conversations.sealed_store import SealedStore
from tenants import selectors
from tenants.access import Absent, Forbidden
from tenants.actions import editing, keys, person, releasing
from tenants.audit_chains import chain_of
from tenants.persons import finding, running_talks
from tenants.persons.matching import ValueRefusedError, Wanted
from tenants.project import records
from tests.api.published import Client

MAIL = "ada.lovelace@example.com"


@pytest.fixture(params=["no Redis", "Redis"])
def spoken(request, cast):
    """Ada's two finished conversations and one that runs, Bea's two, in a project that is served; with Redis and without."""
    if request.param == "Redis":
        request.getfixturevalue("redis")
    background.reset_process()
    releasing.publish(cast.actor("owner"), cast.project)
    api = Client(keys.issue_key(cast.actor("owner"), cast.project, name="Line", scopes=("read", "converse")).key)
    for who, words in (("ada-7", f"my address is {MAIL}"), ("ada-7", "so so"), ("bea-1", "bea@example.com it is")):
        say(api, begin(api, who), words, "12 May 2027", "yes")
    running = say(api, begin(api, "ada-7", once="k-1"), f"write to {MAIL.upper()}")
    say(api, begin(api, "bea-2"), "hello")
    recorder.flush()
    yield cast, api, running["session"]
    background.reset_process()


def begin(api, who, once=None):
    answer = api.post("/api/v1/sessions", {**PLACES, "external_id": who}, **({"idempotency_key": once} if once else {}))
    assert answer.status == 201, answer.content
    return answer.json()


def say(api, told, *texts):
    for text in texts:
        if told["status"] == "finished":
            break
        answer = api.post(f"/api/v1/sessions/{told['session']}/turns", {"turn": told["turn"], "event": "utterance", "text": text})
        assert answer.status == 200, answer.content
        told = answer.json()
    return told


def look(cast, how, wanted):
    person.begin_search(cast.actor("owner"), cast.project, how, wanted)
    while True:
        found = person.go_on(cast.actor("owner"), cast.project)
        if found.is_done:
            return found


def said_in(cast):
    """Every word that the project's records and running conversations hold, opened."""
    held = database(cast.project.ref)
    rows = [records.opened(cast.project.ref, name, row) for name in ("conversations", "insight") for row in held[name].find()]
    return repr((rows, [talk.record for talk in running_talks.read(cast.project.ref)]))


def entries(cast, action):
    return list(chain_of(cast.project.ref).log.find({"action": action}))


def test_person_is_found_by_the_external_id_finished_and_running(spoken):
    cast, _api, running = spoken
    found = look(cast, "external_id", "ada-7")
    assert [(hit.session, hit.subject) for hit in found.hits if hit.is_running] == [(running, "date")]
    assert (len(found.sessions), found.words) == (3, 2)
    assert look(cast, "external_id", "ada").hits == []


def test_person_is_found_by_a_value_in_free_text_and_in_no_other_project(spoken):
    cast, _api, running = spoken
    found = look(cast, "value", MAIL)
    assert {hit.session for hit in found.hits} >= {running}
    assert len(found.sessions) == 2
    assert any("turn 1" in hit.where for hit in found.hits)
    assert look(cast, "value", "bea@example.com").sessions != found.sessions
    person.begin_search(cast.actor("stranger"), cast.foreign, "value", MAIL)
    assert person.go_on(cast.actor("stranger"), cast.foreign).hits == []


def test_export_holds_all_of_the_person_and_nothing_of_another(spoken):
    cast, _api, _running = spoken
    content = orjson.dumps(
        person.export_person(cast.actor("owner"), cast.project, look(cast, "external_id", "ada-7")), default=str
    )
    told = orjson.loads(content)
    assert MAIL.encode() in content
    assert MAIL.upper().encode() in content, "what runs is in it"
    assert b"bea" not in content
    assert len(told["conversations"]) == 2
    assert [each["external_id"] for each in told["running"]] == ["ada-7"]
    (entry,) = entries(cast, "person.exported")
    assert MAIL not in repr(entry)
    assert "ada-7" not in repr(entry)


@pytest.mark.parametrize(("how", "wanted"), [("external_id", "ada-7"), ("value", MAIL)])
def test_erased_person_is_nowhere_and_the_certificate_says_how_much_it_was(spoken, how, wanted):
    cast, api, running = spoken
    counted = sum(row["conversations"] for row in database(cast.project.ref)["insight"].find({"kind": "day"}))
    found = look(cast, how, wanted)
    done = person.erase_person(cast.actor("owner"), cast.project, found)
    assert (done.conversations, done.words) == (2 if how == "external_id" else 1, found.words)
    assert done.running == 1
    left = said_in(cast)
    assert MAIL not in left.lower()
    assert "bea@example.com" in left, "nobody else lost a word"
    (entry,) = entries(cast, "person.erased")
    assert entry["_id"] == done.entry
    assert entry["details"]["mark"] == person.mark_of(cast.project, wanted) == done.mark
    assert wanted not in repr(entry)
    audit.verify(chain_of(cast.project.ref))
    assert api.get(f"/api/v1/sessions/{running}").status == 410
    after = sum(row["conversations"] for row in database(cast.project.ref)["insight"].find({"kind": "day"}))
    assert after == counted, "the counts stay"
    again = look(cast, how, wanted)
    assert (again.hits, again.words) == ([], 0)
    shown = selectors.conversation(cast.project, running)
    assert shown["erased_at"]
    assert not {"turns", "values", "external_id", "sealed", "person"} & shown.keys()


def test_answer_of_the_idempotency_key_is_erased_with_the_conversation(spoken):
    cast, api, running = spoken
    person.erase_person(cast.actor("owner"), cast.project, look(cast, "external_id", "ada-7"))
    answer = api.post("/api/v1/sessions", {**PLACES, "external_id": "ada-7"}, idempotency_key="k-1")
    assert answer.status == 201
    assert answer.json()["session"] != running


def test_record_that_waited_in_a_process_is_not_written_after_the_erasure(spoken, monkeypatch):
    cast, api, running = spoken
    with monkeypatch.context() as patch:
        patch.setattr(recorder.archive, "write", lambda *_arguments: False)
        assert api.post(f"/api/v1/sessions/{running}/turns", {"turn": 1, "event": "hang_up"}).status == 200
        recorder.flush()
        assert recorder.waiting() >= 1
        person.erase_person(cast.actor("owner"), cast.project, look(cast, "external_id", "ada-7"))
    recorder.flush()
    assert recorder.waiting() == 0
    assert MAIL not in said_in(cast).lower()


@pytest.mark.parametrize("said", [{"event": "utterance", "text": f"I said {MAIL}"}, {"event": "hang_up"}])
def test_turn_that_was_on_its_way_while_its_person_was_erased_is_refused_and_brings_nothing_back(spoken, monkeypatch, said):
    cast, api, running = spoken
    replace = SealedStore.replace

    def overtaken(*given, **named):
        monkeypatch.setattr(SealedStore, "replace", replace)
        person.erase_person(cast.actor("owner"), cast.project, look(cast, "external_id", "ada-7"))
        return replace(*given, **named)

    monkeypatch.setattr(SealedStore, "replace", overtaken)
    assert api.post(f"/api/v1/sessions/{running}/turns", {"turn": 1, **said}).status == 410
    recorder.flush()
    assert MAIL not in said_in(cast).lower()
    assert api.get(f"/api/v1/sessions/{running}").status == 410


def test_record_that_waited_longer_than_its_conversation_is_held_is_not_written_after_the_erasure(spoken, monkeypatch):
    cast, api, running = spoken
    with monkeypatch.context() as patch:
        patch.setattr(recorder.archive, "write", lambda *_arguments: False)
        assert api.post(f"/api/v1/sessions/{running}/turns", {"turn": 1, "event": "hang_up"}).status == 200
        recorder.flush()
        found = look(cast, "external_id", "ada-7")
        # As where its time is over.
        running_talks.forget(cast.project.ref, {running})
        person.erase_person(cast.actor("owner"), cast.project, found)
    recorder.flush()
    assert recorder.waiting() == 0
    assert MAIL not in said_in(cast).lower()
    browser = Browser()
    browser.force_login(cast.owner)
    for address in ("", f"/{running}"):
        page = browser.get(f"/p/{cast.project.pk}/conversations{address}")
        assert (page.status_code, MAIL in page.content.decode()) == (200, False)


@pytest.mark.parametrize("who", ["designer", "viewer", "stranger"])
def test_only_an_owner_looks_gives_out_and_erases(cast, who):
    actor = cast.actor(who)
    search = finding.begin(cast.project, "value", MAIL)
    before = database(cast.project.ref)["audit"].count_documents({})
    for act in (
        lambda: person.begin_search(actor, cast.project, "value", MAIL),
        lambda: person.go_on(actor, cast.project),
        lambda: person.export_person(actor, cast.project, search),
        lambda: person.erase_person(actor, cast.project, search),
    ):
        with pytest.raises((Absent, Forbidden)):
            act()
    assert database(cast.project.ref)["audit"].count_documents({}) == before
    assert database(cast.project.ref)["settings"].find_one({"_id": "person"}) is None


def test_search_is_kept_sealed_and_forgotten_with_the_erasure(cast):
    look(cast, "value", MAIL)
    row = database(cast.project.ref)["settings"].find_one({"_id": "person"})
    assert MAIL.encode() not in bytes(row["sealed"])
    person.erase_person(cast.actor("owner"), cast.project, person.go_on(cast.actor("owner"), cast.project))
    assert database(cast.project.ref)["settings"].find_one({"_id": "person"}) is None


def test_search_goes_on_from_where_a_slice_ended(cast, monkeypatch):
    monkeypatch.setattr(finding, "AT_ONCE", 2)
    rows = [{"_id": f"s_{number}", "turns": [{"turn": 0, "event": {"text": f"call {number}, {MAIL}"}}]} for number in range(5)]
    database(cast.project.ref)["conversations"].insert_many(rows)
    person.begin_search(cast.actor("owner"), cast.project, "value", MAIL)
    seen = []
    while not (found := person.go_on(cast.actor("owner"), cast.project, seconds=0)).is_done:
        seen.append((found.phase, found.seen))
    assert ("conversations", 2) in seen
    assert found.sessions == [f"s_{number}" for number in range(5)]


def test_value_that_too_many_hold_is_not_erased(cast, monkeypatch):
    monkeypatch.setattr(finding, "MOST_FOUND", 3)
    rows = [{"_id": f"s_{number}", "external_id": "everybody"} for number in range(5)]
    database(cast.project.ref)["conversations"].insert_many(rows)
    found = look(cast, "external_id", "everybody")
    with pytest.raises(person.PersonError, match="not one person"):
        person.erase_person(cast.actor("owner"), cast.project, found)
    assert database(cast.project.ref)["conversations"].count_documents({"external_id": "everybody"}) == 5


def test_search_that_is_not_done_is_neither_given_out_nor_erased(cast):
    search = person.begin_search(cast.actor("owner"), cast.project, "value", MAIL)
    for act in (person.export_person, person.erase_person):
        with pytest.raises(person.PersonError, match="Go on"):
            act(cast.actor("owner"), cast.project, search)


def test_drafts_and_notes_that_hold_the_value_are_named_and_left_alone(cast):
    body = selectors.draft(cast.project, "template", "date").body
    body["tests"] = [*body.get("tests", []), {"id": "heard_1", "locale": "en", "utterance": MAIL, "expect": {"date": None}}]
    editing.save_document(cast.actor("owner"), cast.project, "template", "date", body, base_version=1, message=f"From {MAIL}")
    found = look(cast, "value", MAIL)
    assert [(place.key, place.what) for place in found.places] == [("date", "draft"), ("date", "message")]
    assert person.erase_person(cast.actor("owner"), cast.project, found).places == 2
    assert selectors.draft(cast.project, "template", "date").body == body


@pytest.mark.parametrize("value", ["", "a", "..", "x" * 201, " - "])
def test_value_that_tells_nobody_from_another_is_refused(cast, value):
    with pytest.raises(ValueRefusedError, match="letters or digits"):
        person.begin_search(cast.actor("owner"), cast.project, "value", value)


@pytest.mark.parametrize(
    ("value", "text", "is_there"),
    [
        ("Ann", "ANN said", True),
        ("Ann", "Hannah", False),
        ("Ann Lee", "ann  lee", True),
        ("Müller", "muller", True),
        ("+39 333 1234567", "my number is 333 12 34 567", True),
        ("3331234567", "333-123-4567", True),
        ("3331234567", "93331234567", False),
        ("AB 1234", "a-b 12 34", True),
        ("AB 1234", "xab1234", False),
        (MAIL, "ADA.LOVELACE@example.com!", True),
        (MAIL, f"x{MAIL}", False),
    ],
)
def test_value_is_recognised_however_it_is_written_and_alone(value, text, is_there):
    assert Wanted(value).is_in(text) is is_there
