"""Creating projects: what is copied, what a dry run says, what happens when a step breaks."""

import json
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from guardian.models import UserObjectPermission

from factory import catalogue_files
from omnia.infra.audit import Actor, verify
from omnia.mongo.clusters import UnknownCluster, client, database
from tenants.access import PERMISSIONS, Absent, Forbidden, access_project, grant_role, rights_of
from tenants.actions import provisioning
from tenants.actions.clusters import ClusterFull, change_cluster, register_clusters
from tenants.actions.erasing import erase_project
from tenants.actions.provisioning import ProvisioningError, create_project, plan_project, resume_provisioning
from tenants.audit_chains import chain_of
from tenants.control.models import Project, ProjectStatus, Role, User

SYSTEM = Actor("system", "tests", "tests")
REFUSALS = [("designer", Forbidden), ("viewer", Forbidden), ("stranger", Absent), ("staff", Absent)]
TEMPLATES = catalogue_files.read().templates


def templates_of(*industries: str) -> set[str]:
    """The keys of the universal templates and of those of the industries."""
    return {key for key, body in TEMPLATES.items() if body["scope"] == "universal" or body["industry"] in industries}


@pytest.fixture
def ann(catalogue: None) -> User:
    return User.objects.create_user("ann@example.com", "a-long-password", name="Ann")


def create(owner: User, **fields) -> Project:
    wanted = {"name": "Acme", "industries": ("utilities",), "locales": ("en", "it"), **fields}
    return create_project(SYSTEM, owner=owner, **wanted)


def keys(project: Project, collection: str) -> set[str]:
    return {row["_id"] for row in database(project.ref)[collection].find({}, {"_id": 1})}


def test_new_project_holds_every_universal_template_and_those_of_its_industries(ann):
    project = create(ann)
    assert project.status == ProjectStatus.ACTIVE
    assert keys(project, "templates") == templates_of("utilities")
    assert keys(project, "flows") == {"activate_supply"}


def test_copy_keeps_its_origin_and_the_base_body(ann):
    held = database(create(ann).ref)
    head = held["templates"].find_one({"_id": "date"})
    assert head["origin"]["factory_key"] == "date"
    assert head["origin"]["version"] == 1
    assert head["origin"]["hash"] == head["hash"]
    assert held["bodies"].find_one({"_id": head["origin"]["hash"]})["body"].startswith("{")
    assert held["versions"].find_one({"_id": "template:date:1"})["hash"] == head["hash"]


def test_owner_has_every_right_and_the_audit_log_its_first_entry(ann):
    project = create(ann)
    for permission in PERMISSIONS[Role.OWNER]:
        assert access_project(ann, project.pk, permission).pk == project.pk
    chain = chain_of(project.ref)
    assert chain.log.find_one({"action": "project.created"})["object"] == project.pk
    assert verify(chain) == 1


def test_two_projects_get_databases_of_their_own(ann):
    first, second = create(ann), create(ann, name="Other", industries=("insurance",))
    assert first.ref.database_name != second.ref.database_name
    assert keys(second, "templates") == templates_of("insurance")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"industries": ("astrology",)}, "no industry “astrology”"),
        ({"locales": ("en", "xx")}, "does not speak “xx”"),
        ({"locales": ()}, "at least one language"),
        ({"name": "  "}, "needs a name"),
        ({"default_locale": "fr"}, "not among the project's languages"),
    ],
)
def test_impossible_request_is_refused_before_anything_is_written(ann, fields, words):
    before = set(client().list_database_names())
    with pytest.raises((ProvisioningError, IndexError), match=words):
        create(ann, **fields)
    assert Project.objects.count() == 0
    assert set(client().list_database_names()) == before


def test_dry_run_says_what_would_be_copied_and_changes_nothing(ann):
    plan = plan_project(("utilities",), ("en",))
    assert {row.key for row in plan.templates} == templates_of("utilities")
    assert Project.objects.count() == 0


@pytest.mark.parametrize("broken", [title for title, _ in provisioning.STEPS])
def test_broken_step_leaves_a_visible_status_and_resuming_finishes_it(ann, monkeypatch, broken):
    def breaks(_actor: Actor, _project: Project) -> None:
        raise ConnectionError("the database went away")

    steps = provisioning.STEPS
    monkeypatch.setattr(provisioning, "STEPS", tuple((title, breaks if title == broken else step) for title, step in steps))
    with pytest.raises(ConnectionError):
        create(ann)
    project = Project.objects.get()
    assert project.status == ProjectStatus.FAILED
    assert broken in project.status_detail
    assert "went away" not in project.status_detail

    monkeypatch.setattr(provisioning, "STEPS", steps)
    resume_provisioning(SYSTEM, project)
    assert Project.objects.get().status == ProjectStatus.ACTIVE
    assert keys(project, "templates") == templates_of("utilities")
    assert database(project.ref)["audit"].count_documents({"action": "project.created"}) == 1


def test_step_that_copies_leaves_what_is_there_and_adds_what_is_missing(ann):
    project = create(ann)
    held = database(project.ref)
    for name in ("bodies", "versions", "templates"):
        first = held[name].find_one({}, {"_id": 1}, sort=[("_id", 1)])
        held[name].delete_one(first)
    held["templates"].update_one({"_id": "date"}, {"$set": {"version": 7}})
    provisioning._copy_originals(SYSTEM, project)
    assert keys(project, "templates") == templates_of("utilities")
    assert held["templates"].find_one({"_id": "date"})["version"] == 7
    hashes = {row["hash"] for row in held["versions"].find()}
    assert (len(hashes), hashes <= keys(project, "bodies")) == (held["versions"].count_documents({}), True)


def test_rights_that_several_give_one_person_at_once_are_there_once(cast):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _process: grant_role(cast.stranger, cast.project, Role.DESIGNER), range(4)))
    held = UserObjectPermission.objects.filter(user=cast.stranger, object_pk=cast.project.pk)
    assert held.count() == len(PERMISSIONS[Role.DESIGNER])
    assert {row.permission.codename for row in held} == PERMISSIONS[Role.DESIGNER]
    assert rights_of(cast.stranger, cast.project) == frozenset(), "without a role they are worth nothing"


def test_commands_create_show_and_finish(ann):
    out = StringIO()
    call_command(
        "create_project", name="Acme", industry="utilities", owner="ann@example.com", locales="it,en", json=True, stdout=out
    )
    created = json.loads(out.getvalue())
    assert created["status"] == "active"
    out = StringIO()
    call_command("project_status", project=created["project"], json=True, stdout=out)
    (row,) = json.loads(out.getvalue())
    assert (row["status"], row["templates"], row["live"]) == ("active", len(templates_of("utilities")), None)
    assert row["advice"]


def test_command_dry_run_creates_nothing(ann):
    out = StringIO()
    call_command("create_project", industry="utilities", locales="en", dry_run=True, json=True, stdout=out)
    assert "pod_code" in json.loads(out.getvalue())["templates"]
    assert Project.objects.count() == 0


@pytest.mark.parametrize("owner", ["nobody@example.com", ""])
def test_command_without_a_known_owner_is_refused_in_a_sentence(ann, owner):
    with pytest.raises(CommandError, match=r"There is no user|needs --name and --owner"):
        call_command("create_project", name="Acme", owner=owner, locales="en")
    assert Project.objects.count() == 0


def test_cluster_that_takes_no_projects_is_refused_and_nothing_written(ann):
    system_clusters = {row.key: row for row in register_clusters(SYSTEM)}
    change_cluster(SYSTEM, system_clusters["default"], region="Milan", accepts_projects=False)
    with pytest.raises(ClusterFull, match="takes no new projects"):
        create(ann)
    assert Project.objects.count() == 0


def test_unknown_cluster_is_refused_and_nothing_written(ann):
    with pytest.raises(UnknownCluster, match="not configured"):
        create(ann, cluster="atlantis")
    assert Project.objects.count() == 0


def test_only_operators_change_clusters(cast):
    (cluster,) = register_clusters(SYSTEM)
    for person in ("owner", "staff", "stranger"):
        with pytest.raises(Forbidden):
            change_cluster(cast.actor(person), cluster, region="", accepts_projects=False)
    cluster.refresh_from_db()
    assert cluster.accepts_projects


def test_erased_project_is_gone_for_its_owner_and_its_database_dropped(cast):
    erase_project(cast.actor("owner"), cast.project)
    assert cast.project.ref.database_name not in client().list_database_names()
    with pytest.raises(Absent):
        access_project(cast.owner, cast.project.pk)


@pytest.mark.parametrize(
    ("person", "refusal"), [("designer", Forbidden), ("viewer", Forbidden), ("stranger", Absent), ("staff", Absent)]
)
def test_erasing_without_the_right_is_refused_and_changes_nothing(cast, person, refusal):
    with pytest.raises(refusal):
        erase_project(cast.actor(person), cast.project)
    assert cast.project.ref.database_name in client().list_database_names()
    assert Project.objects.get(pk=cast.project.pk).status == ProjectStatus.ACTIVE
