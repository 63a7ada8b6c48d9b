"""The registry put back from an older backup: what it says of a project is held against the project's own database and logs."""

import json
from datetime import UTC, datetime, timedelta

import backing_up
import lived
import pytest
from sampling import sampled

from omnia.infra import background
from omnia.infra.audit import Actor
from omnia.mongo.clusters import client, database
from tenants.actions import channels, erasing_later, holding, keys, people, releasing
from tenants.actions.erasing import erase_project
from tenants.control.models import Project, ProjectStatus, User

OPERATOR = Actor("command", "tests", "tests")


@pytest.fixture
def answer(manage):
    """Calls a command; returns its JSON, whatever its status."""

    def call(*arguments):
        called = manage(*map(str, arguments), "--json")
        assert "Traceback" not in called.err
        return json.loads(called.out)

    return call


def remove_member(cast):
    people.remove_member(OPERATOR, cast.project, user_id=str(cast.viewer.pk))


def change_role(cast):
    people.change_role(OPERATOR, cast.project, user_id=str(cast.viewer.pk), role="analyst")


def add_member(cast):
    User.objects.create_user("new@example.com", "a-long-password")
    people.add_member(OPERATOR, cast.project, email="new@example.com", role="viewer")


def suspend(cast):
    holding.suspend(OPERATOR, cast.project, reason="The bill is not paid.")


def close(cast):
    erasing_later.plan_erasure(OPERATOR, cast.project)


def keep(cast):
    erasing_later.keep_project(OPERATOR, cast.project)


def plan_later(cast):
    for _release in range(2):
        releasing.publish(OPERATOR, cast.project)
    channels.schedule(OPERATOR, cast.project, channel="live", release=1, at=datetime.now(UTC) + timedelta(hours=5))


def plan_earlier(cast):
    channels.schedule(OPERATOR, cast.project, channel="staging", release=1, at=datetime.now(UTC) + timedelta(hours=3))


def nothing(_cast):
    pass


SINCE = {
    "a member was removed": (nothing, remove_member, "is “viewer” in"),
    "a role was changed": (nothing, change_role, "that it became “analyst”"),
    "somebody joined": (nothing, add_member, "which is not there any more, is no member"),
    "it was suspended": (nothing, suspend, "is suspended in its own database, and in the registry it is open"),
    "it was opened again": (suspend, lambda cast: holding.open_again(OPERATOR, cast.project), "its services are let in as usual"),
    "it was closed": (nothing, close, "the registry has it open"),
    "it was kept": (close, keep, "Keep it, before its days are over"),
    "it was erased": (nothing, lambda cast: erase_project(OPERATOR, cast.project), "Erase it once more"),
    "something was planned": (plan_later, plan_earlier, "nobody would look then"),
}


@pytest.mark.parametrize("since", sampled(SINCE, 3))
def test_restored_registry_that_is_behind_a_project_is_told_in_a_sentence(cast, answer, tmp_path, since):
    before, then, words = SINCE[since]
    before(cast)
    answer("backup", "--out", tmp_path)
    then(cast)
    done = answer("restore", "--from", tmp_path, "--platform")
    assert [words in sentence and cast.project.pk in sentence for sentence in done["differing"]] == [True], done
    wrong = {row["name"]: row["findings"] for row in answer("doctor")["checks"] if not row["ok"]}
    assert done["differing"][0] in [sentence for found in wrong.values() for sentence in found]


def test_restored_registry_that_says_what_is_true_has_nothing_told_of_it(cast, answer, tmp_path):
    lived.live(cast)
    answer("backup", "--out", tmp_path)
    assert answer("restore", "--from", tmp_path)["differing"] == []
    assert [row["name"] for row in answer("doctor")["checks"] if not row["ok"]] == []


def test_whole_control_database_lost_is_told_by_the_projects_own_log(cast, answer, tmp_path):
    answer("backup", "--out", tmp_path)
    close(cast)
    for name in backing_up.platform("default").list_collection_names():
        backing_up.platform("default")[name].drop()
    (sentence,) = answer("restore", "--from", tmp_path, "--platform")["differing"]
    assert "the registry has it open" in sentence


def test_keys_that_come_back_open_are_told_and_revoked_once_more(cast, answer, tmp_path):
    key = keys.issue_key(OPERATOR, cast.project, name="Line", scopes=("read",)).id
    answer("backup", "--out", tmp_path)
    keys.revoke_key(OPERATOR, cast.project, key_id=key)
    later = keys.issue_key(OPERATOR, cast.project, name="Later", scopes=("read",)).id
    held = database(cast.project.ref)["api_keys"]
    held.drop()
    said = answer("restore", "--from", tmp_path, "--project", "Acme")["differing"]
    assert [(key in one, later in one) for one in said] == [(True, False), (False, True)], said
    assert held.find_one({"_id": key})["revoked_at"] is None
    answer("doctor", "--repair")
    assert held.find_one({"_id": key})["revoked_at"] is not None


def test_lost_database_is_told_and_no_repair_puts_an_empty_one_in_its_place(cast, answer):
    client().drop_database(cast.project.ref.database_name)
    background.reset_process()
    wrong = {row["name"]: row["findings"] for row in answer("doctor", "--repair")["checks"] if not row["ok"]}
    assert f"restore --from DIR --project {cast.project.pk}" in wrong["registry"][0]
    assert cast.project.ref.database_name not in client().list_database_names()


def test_project_that_moved_since_is_found_where_its_database_points(cast, answer):
    from tenants.project import standing

    standing.write(cast.project.ref, standing.Standing("moved", to="other"))
    wrong = {row["name"]: row["findings"] for row in answer("doctor")["checks"] if not row["ok"]}
    assert "has moved to the cluster “other”" in wrong["registry"][0]
    answer("doctor", "--repair")
    assert Project.objects.get(pk=cast.project.pk).cluster == "other"


def test_data_key_that_records_need_is_missed_and_no_other_is_made(cast, answer):
    lived.live(cast)
    held = database(cast.project.ref)["keys"]
    held.delete_many({})
    background.reset_process()
    wrong = {row["name"]: row["findings"] for row in answer("doctor", "--repair")["checks"] if not row["ok"]}
    assert "nobody can read them" in wrong["data_keys"][0]
    assert held.count_documents({}) == 0


def test_settings_that_differ_are_both_told(cast, answer):
    Project.objects.filter(pk=cast.project.pk).update(locales=["it"])
    wrong = {row["name"]: row["findings"] for row in answer("doctor")["checks"] if not row["ok"]}
    assert "locales ['en', 'it'] there, ['it'] in the registry" in wrong["registry"][0]
    assert Project.objects.get(pk=cast.project.pk).status == ProjectStatus.ACTIVE
