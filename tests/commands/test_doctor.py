"""`doctor`: what is wrong is said in a sentence, mended where that is safe, and nothing is changed without being asked."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from conftest import everything_stored
from guardian.models import UserObjectPermission

from factory.models import Template
from fleet.doctor import of_platform, of_projects, of_registry
from omnia.infra import units
from omnia.mongo.clusters import client, database
from omnia.mongo.stamped import collection_of, document_of
from tenants import agenda
from tenants.access import grant_role, rights_of
from tenants.actions import keys, people, trail
from tenants.actions.channels import schedule
from tenants.actions.releasing import publish
from tenants.audit_chains import books_of, chain_of
from tenants.control.models import Membership, Project, ProjectStatus

NAMES = [each.name for each in (*of_platform.CHECKS, *of_registry.CHECKS, *of_projects.CHECKS, of_platform.LAST)]


@pytest.fixture
def doctor(manage):
    """Calls the doctor, and returns what it says by check."""

    def call(*arguments):
        called = manage("doctor", "--json", *arguments)
        answer = json.loads(called.out)
        assert called.status == (0 if answer["ok"] else 1)
        assert "Traceback" not in called.err
        return answer

    return call


def wrong(answer):
    return {row["name"]: row["sentence"] for row in answer["checks"] if not row["ok"]}


def test_healthy_platform_is_found_healthy_and_not_changed(cast, doctor):
    publish(cast.actor("owner"), cast.project)
    before = everything_stored()
    answer = doctor()
    assert (answer["ok"], [row["name"] for row in answer["checks"]]) == (True, NAMES)
    assert {"name", "ok", "sentence"} <= answer["checks"][0].keys()
    assert doctor("--repair")["ok"]
    assert everything_stored() == before


def leave_unit(cast):
    """A process deleted a template, and was killed before it told."""
    with pytest.raises(KilledError):
        delete_and_be_killed(cast)
    books_of(cast.project.ref).intents.update_many({}, {"$set": {"holder": ""}})


class KilledError(BaseException):
    """Ends a writer as a kill does: nothing catches it."""


def delete_and_be_killed(cast):
    heads, told = database(cast.project.ref)["templates"], units.Entry("document.deleted", "template:date", {"version": 1})
    with trail.unit(cast.project.ref, cast.actor("owner"), told.action, "templates", "date") as unit:
        unit.change(heads, {"_id": "date"}, {"$set": {"deleted": True}}, told)
        raise KilledError


def leave_save(cast):
    """A process wrote a version, and was killed before the draft named it."""
    held = database(cast.project.ref)
    row = held["versions"].find_one({"_id": "template:date:1"})
    held["versions"].insert_one(row | {"_id": "template:date:2", "number": 2, "at": datetime.now(UTC)})


def take_rights(cast):
    UserObjectPermission.objects.filter(user=cast.designer).delete()


def leave_rights(cast):
    people.remove_member(cast.actor("owner"), cast.project, user_id=str(cast.viewer.pk))
    grant_role(cast.viewer, cast.project, "viewer")


def leave_set_up(cast):
    old = datetime.now(UTC) - timedelta(hours=1)
    Project.objects.filter(pk=cast.project.pk).update(status=ProjectStatus.PROVISIONING, created_at=old)


def leave_database(cast):
    Project.objects.filter(pk=cast.foreign.pk).update(status=ProjectStatus.ERASED)


def drop_index(cast):
    database(cast.project.ref)["insight"].drop_index("by_trial")


def drop_key(cast):
    database(cast.project.ref)["keys"].delete_many({})


def forget_plan(cast):
    owner, later = cast.actor("owner"), datetime.now(UTC) + timedelta(hours=3)
    for _release in range(2):
        publish(owner, cast.project)
    schedule(owner, cast.project, channel="live", release=1, at=later)
    agenda.forget(cast.project.pk)


def open_again(cast):
    owner = cast.actor("owner")
    key = keys.issue_key(owner, cast.project, name="Line", scopes=("read",)).id
    keys.revoke_key(owner, cast.project, key_id=key)
    database(cast.project.ref)["api_keys"].update_one({"_id": key}, {"$set": {"revoked_at": None}})


MENDED = {
    "registry": forget_plan,
    "api_keys": open_again,
    "units": leave_unit,
    "saves": leave_save,
    "rights": take_rights,
    "set_up": leave_set_up,
    "erased": leave_database,
    "indexes": drop_index,
    "data_keys": drop_key,
}


@pytest.mark.parametrize("name", [*MENDED, "rights of nobody"])
def test_what_can_be_mended_is_said_then_mended_and_then_holds(cast, doctor, name):
    (leave_rights if name == "rights of nobody" else MENDED[name])(cast)
    check = name.partition(" ")[0]
    before = everything_stored()
    said = wrong(doctor())
    assert set(said) == {check}, said
    assert said[check].endswith(".")
    assert everything_stored() == before
    assert wrong(doctor("--repair")) == {}
    assert wrong(doctor()) == {}


def test_unit_that_was_left_is_told_once_in_the_name_of_who_began_it(cast, doctor):
    leave_unit(cast)
    doctor("--repair")
    (entry,) = chain_of(cast.project.ref).log.find({"action": "document.deleted"})
    assert (entry["actor"]["id"], entry["object"]) == (str(cast.owner.pk), "template:date")
    assert database(cast.project.ref)["templates"].find_one({"_id": "date"})["deleted"]


def test_rights_are_those_of_the_role_again(cast, doctor):
    Membership.objects.filter(user=cast.designer).update(role="viewer")
    assert rights_of(cast.designer, cast.project) == {"view_project"}
    doctor("--repair")
    held = UserObjectPermission.objects.filter(user=cast.designer).values_list("permission__codename", flat=True)
    assert set(held) == {"view_project"}


def lose_release(cast):
    publish(cast.actor("owner"), cast.project)
    database(cast.project.ref)["releases"].delete_many({})


def lose_body(cast):
    publish(cast.actor("owner"), cast.project)
    row = database(cast.project.ref)["templates"].find_one({"_id": "date"})
    database(cast.project.ref)["bodies"].delete_one({"_id": row["hash"]})


def lose_version(cast):
    database(cast.project.ref)["versions"].delete_one({"_id": "template:date:1"})


def change_log(cast):
    chain_of(cast.project.ref).log.update_one({"_id": 1}, {"$set": {"object": "another"}})


def make_database(_cast):
    client()["omnia_p_pnobody"]["templates"].insert_one({"_id": 1})


def lose_published(_cast):
    Template.objects.filter(key="date").update(published=9)


def leave_without_owner(cast):
    Membership.objects.filter(user=cast.owner).delete()
    UserObjectPermission.objects.filter(user=cast.owner).delete()


def bring_back_member(cast):
    rows, viewer = collection_of(Membership), {"user_id": cast.viewer.pk, "project_id": cast.project.pk}
    (row,) = [each for each in rows.find() if each["user_id"] == document_of(Membership.objects.get(**viewer))["user_id"]]
    people.remove_member(cast.actor("owner"), cast.project, user_id=str(cast.viewer.pk))
    rows.insert_one(row)
    grant_role(cast.viewer, cast.project, "viewer")


def turn_channel_back(cast):
    publish(cast.actor("owner"), cast.project)
    channel = database(cast.project.ref)["channels"].find_one({"_id": "live"})
    publish(cast.actor("owner"), cast.project)
    database(cast.project.ref)["channels"].replace_one({"_id": "live"}, channel)


SAID = {
    "members": (bring_back_member, {"members"}, "its log tells of"),
    "pointers": (turn_channel_back, {"pointers"}, "points to release 1 after 1 moves"),
    "channels": (lose_release, {"channels"}, "points to release 1, which is not there"),
    "releases": (lose_body, {"releases", "drafts"}, "lacks the text of the template “date”"),
    "drafts": (lose_version, {"drafts"}, "is at version 1, which is not there"),
    "audit": (change_log, {"audit"}, "Entry 1 of the audit log was changed or is missing"),
    "erased": (make_database, {"erased"}, "belongs to no project"),
    "catalogue": (lose_published, {"catalogue"}, "Version 9 of the template “date” is published"),
    "owners": (leave_without_owner, {"owners"}, "Nobody owns “Acme”"),
}


@pytest.mark.parametrize("name", SAID)
def test_what_cannot_be_mended_is_said_and_left(cast, doctor, name):
    spoil, checks, words = SAID[name]
    spoil(cast)
    before = everything_stored()
    try:
        said, after = wrong(doctor("--repair")), everything_stored()
    finally:
        client().drop_database("omnia_p_pnobody")
    assert set(said) == checks
    assert words in said[name]
    assert after == before


def test_every_check_has_a_case():
    assert set(NAMES) == MENDED.keys() | SAID.keys()


def test_people_read_a_line_for_each_check_and_what_is_wrong_beneath(cast, manage):
    take_rights(cast)
    called = manage("doctor")
    assert called.status == 1
    assert [line.split()[1] for line in called.out.splitlines()] == NAMES
    assert "has other rights there than that" in called.err
    assert "--repair mends what can be" in called.err
