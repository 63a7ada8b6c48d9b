"""Users that reach no more than their process needs: what their roles say, and what a server that looks at them lets them do."""

import json
import re

import pytest
from django.test import Client
from pymongo import MongoClient
from pymongo.errors import OperationFailure

from factory.collections import DECLARED as FACTORY
from fleet.access_rights import mongodb
from fleet.access_rights.mongodb import AT_RUNTIME, Server, roles
from omnia.infra import background
from omnia.mongo import clusters
from omnia.mongo.clusters import client_for_uri, database
from omnia.mongo.context import ProjectRef
from runtime_api.conversations import recorder
from tenants.control.collections import DECLARED as CONTROL
from tenants.project.collections import DECLARED as PROJECT

UNAUTHORISED = 13
APART = [Server("one", control="c", factory="f"), Server("two", projects=())]
TOGETHER = Server("one", control="c", factory="f", projects=(ProjectRef("a"), ProjectRef("b")))


def granted(server, name, **how):
    """What a role may do: actions by database and collection."""
    role = next(role for role in roles(server, **how) if role.name == name)
    return {(each["resource"]["db"], each["resource"]["collection"]): set(each["actions"]) for each in role.privileges}


def test_runtimes_collections_are_declared_and_none_is_one_of_the_control_or_factory_database():
    assert set(AT_RUNTIME) <= {each.name for each in PROJECT}
    assert set(AT_RUNTIME) & {each.name for each in (*CONTROL, *FACTORY)} == set()


def test_runtime_is_granted_nothing_that_reaches_the_control_or_factory_database():
    given = granted(TOGETHER, "omnia_runtime")
    assert all(collection in AT_RUNTIME or database == "omnia_readiness" for database, collection in given)
    assert not any(database in ("c", "f", "admin") for database, _collection in given)
    assert given["", "releases"] == {"find"}
    assert "remove" not in given["", "api_keys"] | given["", "keys"]
    assert "omnia_runtime" not in {role.name for role in roles(APART[0])}
    # A stream over all databases, where there are no others than projects'.
    assert granted(APART[1], "omnia_runtime")["", ""] == {"find", "changeStream"}


@pytest.mark.parametrize("server", [*APART, TOGETHER])
def test_nobody_may_give_rights_stop_a_server_or_change_what_is_backed_up(server):
    allowed = {name: set().union(*granted(server, name).values()) for name in (role.name for role in roles(server))}
    every = set().union(*allowed.values())
    assert every <= {*mongodb.WRITE, *mongodb.MAINTAIN, "changeStream"}
    assert allowed["omnia_backup"] <= {"find", "listCollections", "listIndexes", "insert"}
    writes = {place for place, actions in granted(server, "omnia_backup").items() if "insert" in actions}
    assert writes <= {("c", "platform_audit")}


def test_projects_own_role_reaches_that_project_alone_and_the_runtimes_inherits_each():
    given = granted(TOGETHER, "omnia_runtime_a", by_project=True)
    assert {database for database, _collection in given} == {"omnia_p_a"}
    runtime = next(role for role in roles(TOGETHER, by_project=True) if role.name == "omnia_runtime")
    assert runtime.inherits == ("omnia_runtime_a", "omnia_runtime_b")
    assert [each["resource"]["db"] for each in runtime.privileges] == ["omnia_readiness"]


@pytest.fixture
def answer(manage):
    def ask(*arguments: str):
        called = manage(*arguments, "--json")
        assert called.status == 0, called.err
        return json.loads(called.out)

    return ask


@pytest.fixture
def users(migrated):
    """The server as its administrator sees it; the users and roles that a test makes are gone afterwards."""
    if "@" not in migrated:
        pytest.skip("This server asks nobody who they are: start it with authentication to run these.")
    admin = client_for_uri(migrated).admin
    yield admin
    for row in admin.command("usersInfo")["users"]:
        if row["user"].startswith("omnia_"):
            admin.command("dropUser", row["user"])
    for row in admin.command("rolesInfo", 1)["roles"]:
        if row["role"].startswith("omnia_"):
            admin.command("dropRole", row["role"])


@pytest.fixture
def as_user(migrated):
    """The server's address for another user."""

    def address(name: str, password: str) -> str:
        return re.sub(r"//[^@]*@", f"//{name}:{password}@", migrated)

    return address


def refused(uri: str, ask) -> bool:
    """Whether a user may not do something."""
    with MongoClient(uri) as client:
        try:
            ask(client)
        except OperationFailure as error:
            return error.code == UNAUTHORISED
    return False


def test_printing_changes_nothing_and_tells_no_address(cast, manage, users, migrated):
    before = len(users.command("usersInfo")["users"])
    printed = manage("database_users", "--print")
    assert printed.status == 0
    assert printed.out.count("createUser") == len(mongodb.USERS)
    assert migrated.split("@")[1].split("/")[0] not in printed.out
    assert len(users.command("usersInfo")["users"]) == before


def test_second_call_brings_roles_up_to_date_and_leaves_passwords(cast, answer, users, as_user):
    [first] = answer("database_users", "--apply")
    assert set(first["passwords"]) == set(mongodb.USERS)
    [second] = answer("database_users", "--apply")
    assert second["passwords"] == {}
    # A second user of the same role, while the password is replaced.
    [third] = answer("database_users", "--apply", "--suffix", "b")
    for name, password in (*first["passwords"].items(), *third["passwords"].items()):
        assert not refused(as_user(name, password), lambda client: client[cast.project.ref.database_name].releases.find_one())


def test_runtime_under_its_own_user_serves_and_reaches_nothing_else(cast, answer, users, as_user, settings):
    answer("publish", "--project", "Acme")
    key = answer("issue_key", "--project", "Acme")["key"]
    [made] = answer("database_users", "--apply", "--by-project")
    address = as_user("omnia_runtime", made["passwords"]["omnia_runtime"])
    control, factory = (settings.DATABASES[alias]["NAME"] for alias in ("default", "factory"))
    assert refused(address, lambda client: client[control].tenants_user.find_one())
    assert refused(address, lambda client: client[factory].factory_template.find_one())
    assert refused(address, lambda client: client[control].tenants_user.insert_one({}))
    assert refused(address, lambda client: client.admin.command("usersInfo"))
    own = as_user(f"omnia_runtime_{cast.project.pk}", made["passwords"][f"omnia_runtime_{cast.project.pk}"])
    assert not refused(own, lambda client: client[cast.project.ref.database_name].releases.find_one())
    assert refused(own, lambda client: client[cast.foreign.ref.database_name].releases.find_one())
    settings.OMNIA_CLUSTERS = {"default": address}
    background.reset_process()
    browser, headers = Client(), {"Authorization": f"Bearer {key}"}
    assert browser.get("/api/v1/templates", headers=headers).status_code == 200
    said = {"template": "date", "locale": "en", "channel": "chat"}
    began = browser.post("/api/v1/sessions", said, content_type="application/json", headers=headers)
    assert began.status_code == 201, began.content
    ended = browser.delete(f"/api/v1/sessions/{began.json()['session']}", headers=headers)
    assert ended.status_code == 204
    recorder.flush()
    assert database(cast.project.ref)["conversations"].count_documents({}) == 1
    clusters._clients.pop(address).close()


def test_acl_file_holds_hashes_alone_and_the_passwords_are_told_apart(cast, manage):
    called = manage("database_users", "--redis")
    assert called.status == 0
    lines = called.out.splitlines()
    assert lines[0].startswith("user default off")
    told = dict(line.split(" ") for line in called.err.splitlines())
    assert [line.split()[1] for line in lines[1:]] == list(told)
    assert not any(password in called.out for password in told.values())
