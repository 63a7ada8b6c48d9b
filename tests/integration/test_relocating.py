"""A project moves to another cluster while it is served: keys, conversations and pages go on, and the way back is open."""

import json
import threading
from datetime import UTC, datetime, timedelta

import backing_up
import lived
import pytest
import second_cluster
from django.core.management import CommandError, call_command
from django.test import Client as Browser
from second_cluster import Patient

from omnia.backups import mirroring
from omnia.infra import audit
from omnia.infra.audit import Actor
from omnia.infra.invalidation import HEADS, HUB, KEYS, Change
from omnia.mongo.clusters import client, database
from omnia.mongo.context import ProjectRef
from omnia.mongo.data_keys import forget
from tenants import selectors
from tenants.access import Forbidden
from tenants.actions import erasing, holding, keys, move_lease, releasing, relocating
from tenants.actions.move_lease import MoveError
from tenants.actions.relocating import back, confirm, relocate, state_of
from tenants.audit_chains import chain_of, platform_chain
from tenants.control.models import Cluster, Project, ProjectStatus
from tenants.placement import BeingMovedError
from tenants.project import collections, standing
from tenants.project.standing import Standing
from tests.api.published import Client

OPERATOR = Actor("command", "tests", "tests")
SECOND = second_cluster.KEY


@pytest.fixture
def second(second_server, cast, monkeypatch):
    """The second cluster; and nobody waits for those who have not heard: all are in this process."""
    monkeypatch.setattr(relocating, "QUIET_SECONDS", 0.05)
    with second_cluster.configured(second_server):
        yield ProjectRef(cast.project.pk, SECOND)


def told(cast):
    """What an announcement does in every process, where there is no Redis."""
    HUB.publish(KEYS, Change(cast.project.pk))
    HUB.publish(HEADS, Change(cast.project.pk))


def move(cast, to=SECOND, **more):
    done = relocate(OPERATOR, Project.objects.get(pk=cast.project.pk), to, **more)
    told(cast)
    return done


def row(cast):
    return Project.objects.get(pk=cast.project.pk)


def hashes(ref):
    held = database(ref)
    return {
        each.name: mirroring.hash_without(held, each.name, standing.ID if each.name == "api_keys" else "")
        for each in collections.DECLARED
    }


def test_moved_project_answers_the_same_key_goes_on_with_its_conversation_and_is_written_to_there_alone(cast, second):
    key = lived.live(cast)
    session, before = lived.running_session(cast), hashes(cast.project.ref)
    release = Patient(key).get("/api/v1/release").json()
    done = move(cast)
    assert (done.state, done.source, done.target, row(cast).cluster) == ("switched", "default", SECOND, SECOND)
    after = hashes(second)
    assert {name for name in before if before[name] != after[name]} == {"audit"}
    left = hashes(cast.project.ref)
    assert Patient(key).get("/api/v1/release").json() == release
    turn = Patient(key).post(f"/api/v1/sessions/{session}/turns", {"turn": 1, "event": "utterance", "text": "12 May 2027"})
    assert turn.status == 200
    begun = Patient(key).post("/api/v1/sessions", lived.PLACES)
    assert (begun.status, Patient(key).delete(f"/api/v1/sessions/{begun.json()['session']}").status) == (201, 204)
    browser = Browser()
    browser.force_login(cast.owner)
    assert browser.get(f"/p/{cast.project.pk}/").status_code == 200
    new = keys.issue_key(OPERATOR, row(cast), name="Line", scopes=("read",)).key
    assert new.startswith(f"omk_{SECOND}_")
    assert Patient(new).get("/api/v1/release").status == 200
    releasing.publish(OPERATOR, row(cast), note="there")
    told(cast)
    assert Patient(key).get("/api/v1/release").json() != release
    assert hashes(cast.project.ref) == left
    audit.verify(chain_of(second))
    told_of = [entry["action"] for entry in selectors.audit_entries(row(cast), 6)]
    assert [action for action in told_of if action.startswith("project.")] == ["project.moved", "project.move_begun"]


def test_confirmed_move_leaves_the_pointer_alone_and_the_old_keys_still_lead_there(cast, second):
    key = lived.speak(cast)
    with pytest.raises(MoveError, match="no move"):
        confirm(OPERATOR, row(cast))
    move(cast)
    assert confirm(OPERATOR, row(cast)).state == "confirmed"
    held = database(cast.project.ref)
    assert held.list_collection_names() == ["api_keys"]
    assert [each["state"] for each in held["api_keys"].find()] == ["moved"]
    told(cast)
    assert Patient(key).get("/api/v1/release").status == 200
    with pytest.raises(MoveError, match="could be undone"):
        back(OPERATOR, row(cast))
    assert confirm(OPERATOR, row(cast)).state == "confirmed"
    assert database(second)["audit"].count_documents({"action": "project.moved"}) == 1
    assert platform_chain().log.count_documents({"action": "project.move_confirmed"}) == 1


def test_move_back_brings_what_changed_meanwhile_and_each_key_goes_on(cast, second):
    key = lived.speak(cast)
    move(cast)
    new = keys.issue_key(OPERATOR, row(cast), name="There", scopes=("read",)).key
    release = releasing.publish(OPERATOR, row(cast), note="there").release
    assert back(OPERATOR, row(cast)).state == "switched"
    told(cast)
    assert row(cast).cluster == "default"
    assert standing.read(database(cast.project.ref)) is None
    assert (standing.read(database(second)) or Standing("closed")).to == "default"
    for each in (key, new):
        assert Patient(each).get("/api/v1/release").json()["release"] == release
    assert confirm(OPERATOR, row(cast)).state == "confirmed"
    told(cast)
    assert [Patient(each).get("/api/v1/release").status for each in (key, new)] == [200, 200]
    # And there once more: pointers of several moves lead to where it is.
    move(cast)
    assert [Patient(each).get("/api/v1/release").status for each in (key, new)] == [200, 200]


def test_move_back_that_is_given_up_before_its_switch_leaves_the_move_there_to_be_confirmed(cast, second, monkeypatch):
    key = lived.speak(cast)
    move(cast)
    with pytest.raises(MoveError, match="is not confirmed"):
        relocating._Move(OPERATOR, row(cast), "third", len).begin()
    with monkeypatch.context() as patch:
        patch.setattr(relocating.mirroring, "mirror_indexes", lambda *_given: ["by_moon"])
        with pytest.raises(MoveError, match="by_moon"):
            back(OPERATOR, row(cast))
    assert state_of(row(cast)).state == "copying"
    assert back(OPERATOR, row(cast)).state == "switched"
    assert confirm(OPERATOR, row(cast)).state == "confirmed"
    told(cast)
    assert Patient(key).get("/api/v1/release").status == 200
    assert (row(cast).cluster, set(relocating.clusters_left(cast.project.pk))) == (SECOND, {SECOND, "default"})


def test_closed_old_cluster_takes_its_project_back_and_a_full_one_takes_no_new(cast, second):
    relocating.place(OPERATOR, SECOND)
    Cluster.objects.filter(key=SECOND).update(accepts_projects=False)
    with pytest.raises(CommandError, match="takes no new projects"):
        call_command("move_project", project=cast.project.pk, to=SECOND)
    Cluster.objects.update(accepts_projects=True)
    move(cast)
    Cluster.objects.update(accepts_projects=False)
    assert back(OPERATOR, row(cast)).target == "default"


def test_project_is_served_and_changed_while_it_moves_and_nothing_that_was_answered_is_lost(cast, second, settings):
    """Callers begin conversations and take turns all the while: what was answered with success is there afterwards."""
    settings.OMNIA_LIMIT_PER_KEY = settings.OMNIA_LIMIT_PER_PROJECT = 0
    key = lived.speak(cast)
    ended, begun, statuses = threading.Event(), [], []

    def callers():
        api = Client(key)
        while not ended.is_set():
            answer = api.post("/api/v1/sessions", lived.PLACES)
            statuses.append(answer.status)
            if answer.status == 201:
                session = answer.json()["session"]
                begun.append(session)
                said = {"turn": answer.json()["turn"], "event": "utterance", "text": "so so"}
                statuses.append(api.post(f"/api/v1/sessions/{session}/turns", said).status)
            statuses.append(api.get("/api/v1/release").status)

    threads = [threading.Thread(target=callers) for _caller in range(2)]
    for thread in threads:
        thread.start()
    try:
        # As long as a process believes a key, and more than a busy machine takes for a turn: nothing tells these callers.
        relocating.QUIET_SECONDS = 8.0
        done = relocate(OPERATOR, row(cast), SECOND)
    finally:
        ended.set()
        for thread in threads:
            thread.join()
    assert done.state == "switched"
    assert set(statuses) <= {200, 201, 503}, set(statuses)
    told(cast)
    assert begun
    assert {Patient(key).get(f"/api/v1/sessions/{session}").status for session in begun} == {200}
    held = {each["_id"] for each in database(second)["sessions"].find({"data": {"$exists": True}})}
    assert set(begun) <= held


def test_nobody_writes_while_the_project_is_held_still_and_reading_goes_on(cast, second):
    key = lived.speak(cast)
    session = lived.running_session(cast)
    frozen = Standing("frozen", until=datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=5))
    standing.write(cast.project.ref, frozen)
    Project.objects.filter(pk=cast.project.pk).update(status=ProjectStatus.MOVING)
    told(cast)
    before = hashes(cast.project.ref)
    assert Patient(key).get("/api/v1/release").status == 200
    answer = Client(key).post(f"/api/v1/sessions/{session}/turns", {"turn": 1, "event": "utterance", "text": "12 May 2027"})
    assert (answer.status, answer.headers["Retry-After"]) == (503, "1")
    browser = Browser(raise_request_exception=False)
    browser.force_login(cast.owner)
    assert browser.get(f"/p/{cast.project.pk}/").status_code == 503
    with pytest.raises(BeingMovedError):
        releasing.publish(OPERATOR, row(cast))
    assert hashes(cast.project.ref) == before
    # Whoever held it still is gone: it is served where it is.
    standing.write(cast.project.ref, Standing("frozen", until=datetime.now(UTC) - timedelta(seconds=1)))
    told(cast)
    answer = Patient(key).post(f"/api/v1/sessions/{session}/turns", {"turn": 1, "event": "utterance", "text": "12 May 2027"})
    assert answer.status == 200
    assert browser.get(f"/p/{cast.project.pk}/").status_code == 200
    assert row(cast).status == ProjectStatus.ACTIVE


def test_pointer_that_was_turned_decides_for_the_pages_also_where_the_mover_was_killed_just_then(cast, second):
    key = lived.speak(cast)
    move(cast)
    Project.objects.filter(pk=cast.project.pk).update(cluster="default", status=ProjectStatus.MOVING)
    browser = Browser()
    browser.force_login(cast.owner)
    assert browser.get(f"/p/{cast.project.pk}/").status_code == 200
    assert (row(cast).cluster, row(cast).status) == (SECOND, ProjectStatus.ACTIVE)
    assert Patient(key).get("/api/v1/release").status == 200


def test_what_was_written_late_to_the_old_copy_keeps_it_from_being_dropped(cast, second):
    move(cast)
    database(cast.project.ref)["templates"].update_one({"_id": "date"}, {"$set": {"version": 99}})
    with pytest.raises(MoveError, match="written to templates on default after the switch"):
        confirm(OPERATOR, row(cast))
    assert "bodies" in database(cast.project.ref).list_collection_names()


def test_move_that_cannot_be_made_is_refused_in_a_sentence_and_changes_nothing(cast, second):
    before = hashes(cast.project.ref)
    for name in ("owner", "stranger"):
        with pytest.raises(Forbidden):
            relocate(cast.actor(name), row(cast), SECOND)
    for to, sentence in (("moon", "is not configured"), ("default", "is on default already")):
        with pytest.raises(CommandError, match=sentence):
            call_command("move_project", project=cast.project.pk, to=to)
    Project.objects.filter(pk=cast.project.pk).update(status=ProjectStatus.ERASING)
    with pytest.raises(MoveError, match="cannot be moved"):
        relocate(OPERATOR, row(cast), SECOND)
    assert hashes(cast.project.ref) == before
    assert state_of(row(cast)).state == "none"
    assert second.database_name not in client(SECOND).list_database_names()


def test_move_that_is_given_up_while_the_project_is_held_still_leaves_it_served_where_it_was(cast, second, monkeypatch):
    key = lived.speak(cast)
    monkeypatch.setattr(relocating.mirroring, "mirror_indexes", lambda *_given: ["by_moon"])
    with pytest.raises(MoveError, match="by_moon"):
        relocate(OPERATOR, row(cast), SECOND)
    told(cast)
    assert (row(cast).cluster, row(cast).status, standing.read(database(cast.project.ref))) == ("default", "active", None)
    assert Patient(key).post("/api/v1/sessions", lived.PLACES).status == 201
    with pytest.raises(MoveError, match="moving to second"):
        relocating._Move(OPERATOR, row(cast), "third", len).begin()
    assert back(OPERATOR, row(cast)).state == "none"
    assert second.database_name not in client(SECOND).list_database_names()


def test_one_process_at_a_time_moves_a_project(cast, second):
    move_lease.MoveLease(cast.project.pk).take()
    with pytest.raises(MoveError, match="Another process"):
        relocate(OPERATOR, row(cast), SECOND)
    assert second.database_name not in client(SECOND).list_database_names()
    backing_up.platform("default")["moves"].update_one({}, {"$set": {"until": datetime(2020, 1, 1, tzinfo=UTC)}})
    assert move(cast).state == "switched"


def silent_for_too_long():
    """What a halted mover's lease has become when it wakes."""
    backing_up.platform("default")["moves"].update_one({}, {"$set": {"until": datetime(2020, 1, 1, tzinfo=UTC)}})


def halted_once(monkeypatch, owner, name, meanwhile):
    """Have the first call of a function find, when it begins, that others were at work while its process was halted."""
    usual, calls = getattr(owner, name), []

    def halted(*given, **named):
        calls.append(name)
        if len(calls) == 1:
            silent_for_too_long()
            meanwhile()
        return usual(*given, **named)

    monkeypatch.setattr(owner, name, halted)


def test_mover_halted_after_its_switch_does_not_open_a_project_that_was_suspended_meanwhile(cast, second, monkeypatch):
    key = lived.speak(cast)

    def finished_and_suspended():
        assert move(cast).state == "switched"
        holding.suspend(OPERATOR, row(cast), reason="They did not pay for two months")

    halted_once(monkeypatch, relocating, "_finish", finished_and_suspended)
    move(cast)
    assert (standing.read(database(second)) or Standing("closed")).state == "suspended"
    assert (row(cast).hold, row(cast).cluster, row(cast).status) == ("suspended", SECOND, ProjectStatus.ACTIVE)
    assert Patient(key).get("/api/v1/release").json()["type"].endswith("project-suspended")
    assert database(second)["audit"].count_documents({"action": "project.moved"}) == 1


def test_mover_halted_before_it_holds_the_project_still_stops_when_another_has_moved_it(cast, second, monkeypatch):
    key = lived.speak(cast)
    halted_once(monkeypatch, relocating._Move, "_freeze", lambda: move(cast))
    with pytest.raises(MoveError, match="overtaken"):
        move(cast)
    assert (row(cast).cluster, row(cast).status, state_of(row(cast)).state) == (SECOND, ProjectStatus.ACTIVE, "switched")
    assert Patient(key).get("/api/v1/release").status == 200
    assert database(second)["audit"].count_documents({"action": "project.moved"}) == 1


def test_mover_halted_after_its_switch_leaves_the_move_back_alone(cast, second, monkeypatch):
    key, turn, turned = lived.speak(cast), standing.turn, []

    def halted(*given):
        is_turned = turn(*given)
        turned.append(is_turned)
        if len(turned) == 1:
            silent_for_too_long()
            move(cast)
            back(OPERATOR, row(cast))
        return is_turned

    monkeypatch.setattr(standing, "turn", halted)
    with pytest.raises(MoveError, match="overtaken"):
        move(cast)
    told(cast)
    assert turned == [True, True]
    assert (row(cast).cluster, row(cast).status, state_of(row(cast)).state) == ("default", ProjectStatus.ACTIVE, "switched")
    assert Patient(key).get("/api/v1/release").status == 200


def test_who_confirms_and_is_halted_drops_nothing_when_the_project_is_back_there(cast, second, monkeypatch):
    key = lived.speak(cast)
    move(cast)

    def confirmed_and_moved_back():
        confirm(OPERATOR, row(cast))
        move(cast, "default")

    halted_once(monkeypatch, relocating, "_leave", confirmed_and_moved_back)
    with pytest.raises(MoveError, match="overtaken"):
        confirm(OPERATOR, row(cast))
    assert row(cast).cluster == "default"
    assert Patient(key).get("/api/v1/release").status == 200
    assert database(cast.project.ref)["templates"].count_documents({}) == database(second)["templates"].count_documents({}) > 0


@pytest.mark.parametrize(("halted", "sentence"), [("take", "went on with this move"), ("require", "overtaken")])
def test_who_undoes_a_move_and_is_halted_drops_nothing_when_another_has_finished_it(cast, second, monkeypatch, halted, sentence):
    key = lived.speak(cast)
    with monkeypatch.context() as patch:
        patch.setattr(relocating.mirroring, "mirror_indexes", lambda *_given: ["by_moon"])
        with pytest.raises(MoveError, match="by_moon"):
            move(cast)
    halted_once(monkeypatch, move_lease.MoveLease, halted, lambda: move(cast))
    with pytest.raises(MoveError, match=sentence):
        back(OPERATOR, row(cast))
    assert (row(cast).cluster, state_of(row(cast)).state) == (SECOND, "switched")
    told(cast)
    assert Patient(key).get("/api/v1/release").status == 200


def test_erasing_a_moved_project_leaves_nothing_on_either_cluster(cast, second):
    key = lived.speak(cast)
    move(cast)
    erasing.erase_project(OPERATOR, row(cast))
    for cluster in ("default", SECOND):
        assert second.database_name not in client(cluster).list_database_names()
    told(cast)
    assert Patient(key).get("/api/v1/release").status == 401
    entry = platform_chain().log.find_one({"action": "project.erased"})
    assert entry["details"]["clusters"] == ["default", SECOND]


def test_command_answers_in_json_and_says_how_a_move_stands(cast, second, capsys):
    def answer(**options):
        capsys.readouterr()
        call_command("move_project", project=cast.project.pk, json=True, **options)
        return json.loads(capsys.readouterr().out)

    assert answer()["state"] == "none"
    done = answer(to=SECOND)
    assert (done["state"], done["source"], done["target"]) == ("switched", "default", SECOND)
    assert done["documents"] > 0
    assert answer()["held_still"] > 0
    assert answer(back=True)["target"] == "default"
    assert answer(confirm=True)["state"] == "confirmed"
    forget(cast.project.ref)
