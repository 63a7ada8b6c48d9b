"""`migrate_projects`: projects of an earlier version are upgraded side by side; one that fails is named, and the others go on."""

import json

import pytest
from conftest import everything_stored
from pymongo import ASCENDING
from sampling import is_exhaustive

from omnia.infra.crypto import new_id
from omnia.mongo.clusters import database
from omnia.mongo.context import ProjectRef
from omnia.mongo.data_keys import ensure_data_key
from tenants.control.models import Project, ProjectStatus
from tenants.project import shapes

PROJECTS = 500 if is_exhaustive() else 12
POISONED = 3


@pytest.fixture
def migrate(manage):
    """Calls the command, and returns its status and what it says."""

    def call(*arguments):
        called = manage("migrate_projects", "--json", *arguments)
        assert "Traceback" not in called.err
        return called.status, json.loads(called.out)

    return call


def make_earlier(project):
    """Leave a project as a version before shapes left it: without an index, with an open record, with no shape noted."""
    held = database(project.ref)
    held["settings"].update_one({"_id": "project"}, {"$unset": {"shape": ""}})
    held["versions"].drop_index("by_document")
    held["conversations"].insert_one({"_id": "s_old", "turns": [], "external_id": "call-7"})


def numbers(answer):
    return {name: answer[name] for name in ("upgraded", "current", "behind", "failed")}


def test_new_projects_are_of_this_version_and_a_call_changes_nothing(cast, migrate):
    before = everything_stored()
    assert migrate("--check")[0] == 0
    status, answer = migrate()
    assert (status, numbers(answer)) == (0, {"upgraded": 0, "current": 2, "behind": 0, "failed": 0})
    assert everything_stored() == before


def test_project_of_an_earlier_version_is_told_by_check_and_upgraded_with_an_entry(cast, migrate):
    make_earlier(cast.project)
    before = everything_stored()
    status, answer = migrate("--check")
    assert (status, [row["project"] for row in answer["projects"]]) == (1, [cast.project.pk])
    assert everything_stored() == before
    status, answer = migrate()
    assert (status, numbers(answer)) == (0, {"upgraded": 1, "current": 1, "behind": 0, "failed": 0})
    held = database(cast.project.ref)
    assert "by_document" in held["versions"].index_information()
    assert "external_id" not in held["conversations"].find_one({"_id": "s_old"})
    entry = held["audit"].find_one({"action": "project.upgraded"})
    assert entry["details"] == {"before": "0", "after": shapes.CURRENT}
    assert migrate("--check")[0] == 0


def test_project_that_goes_first_and_fails_keeps_all_others_as_they_were(cast, migrate):
    for project in (cast.project, cast.foreign):
        make_earlier(project)
    poison(cast.project.ref)
    before = list(database(cast.foreign.ref)["conversations"].find())
    status, answer = migrate("--first", "Acme")
    assert (status, numbers(answer)) == (1, {"upgraded": 0, "current": 0, "behind": 1, "failed": 1})
    assert list(database(cast.foreign.ref)["conversations"].find()) == before


def test_only_named_projects_and_no_more_than_asked_for_are_upgraded(cast, migrate):
    for project in (cast.project, cast.foreign):
        make_earlier(project)
    assert numbers(migrate("--limit", "1")[1]) == {"upgraded": 1, "current": 0, "behind": 1, "failed": 0}
    left = next(each for each in (cast.project, cast.foreign) if shapes.shape_of(each.ref) != shapes.CURRENT)
    assert numbers(migrate("--only", left.pk)[1]) == {"upgraded": 1, "current": 0, "behind": 0, "failed": 0}


def poison(ref: ProjectRef) -> None:
    """Have an index under a declared name that is another one."""
    held = database(ref)["versions"]
    if "by_document" in held.index_information():
        held.drop_index("by_document")
    held.create_index([("key", ASCENDING)], name="by_document")


def test_of_many_projects_those_that_are_poisoned_are_named_and_a_second_call_finishes(databases, migrate):
    refs = [bare_project(number) for number in range(PROJECTS)]
    for ref in refs[:POISONED]:
        poison(ref)
    status, answer = migrate("--jobs", "4")
    assert (status, numbers(answer)) == (1, {"upgraded": PROJECTS - POISONED, "current": 0, "behind": 0, "failed": POISONED})
    named = {row["project"] for row in answer["projects"] if row["state"] == "failed"}
    assert named == {ref.id for ref in refs[:POISONED]}
    for ref in refs[:POISONED]:
        database(ref)["versions"].drop_index("by_document")
    status, answer = migrate("--resume", "--jobs", "4")
    assert (status, numbers(answer)) == (0, {"upgraded": POISONED, "current": PROJECTS - POISONED, "behind": 0, "failed": 0})
    status, answer = migrate()
    assert (status, numbers(answer)) == (0, {"upgraded": 0, "current": PROJECTS, "behind": 0, "failed": 0})


def bare_project(number: int) -> ProjectRef:
    """A project in the registry with a database that an earlier version began."""
    project = Project(id=new_id(), name=f"Project {number}", industries=[], locales=["en"], default_locale="en")
    project.status = ProjectStatus.ACTIVE
    project.save(force_insert=True)
    ensure_data_key(project.ref)
    return project.ref
