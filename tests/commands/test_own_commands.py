"""The product's commands, well and wrongly called: JSON and exit status, one sentence, and nothing changed by a refusal."""

import json

import pytest
from conftest import everything_stored

WRONG = {
    "name over the limit": ["create_project", "--name", "n" * 81, "--owner", "owner@example.com"],
    "name of blanks": ["create_project", "--name", "  ", "--owner", "owner@example.com"],
    "language that there is not": ["create_project", "--name", "New", "--owner", "owner@example.com", "--locales", "en-QQ"],
    "language twice": ["create_project", "--name", "New", "--owner", "owner@example.com", "--locales", "en,en"],
    "industry that there is not": ["create_project", "--name", "New", "--owner", "owner@example.com", "--industry", "moon"],
    "cluster that there is not": ["create_project", "--name", "New", "--owner", "owner@example.com", "--cluster", "moon"],
    "owner that there is not": ["create_project", "--name", "New", "--owner", "nobody@example.com"],
    "release that there is not": ["rollback", "--project", "Acme", "--to", "7"],
    "release below the range": ["rollback", "--project", "Acme", "--to", "0"],
    "release above the range": ["rollback", "--project", "Acme", "--to", "9" * 30],
    "weight above the range": ["canary", "--project", "Acme", "--release", "1", "--weight", "101"],
    "canary beside nothing": ["canary", "--project", "Acme", "--release", "1", "--weight", "5"],
    "promotion without a canary": ["canary", "--project", "Acme", "--promote"],
    "channel of an impossible name": ["publish", "--project", "Acme", "--channel", "$where"],
    "canary without a weight": ["publish", "--project", "Acme", "--channel", "canary"],
    "key for an impossible channel": ["issue_key", "--project", "Acme", "--channels", "Live!"],
    "scope that there is not": ["issue_key", "--project", "Acme", "--scopes", "everything"],
    "day that there is not": ["issue_key", "--project", "Acme", "--expires", "2027-02-30"],
    "day in the past": ["issue_key", "--project", "Acme", "--expires", "2001-01-01"],
    "key's name over the limit": ["issue_key", "--project", "Acme", "--name", "n" * 81],
    "key that there is not": ["revoke_key", "--project", "Acme", "--key", "nothing"],
    "key to replace that there is not": ["replace_key", "--project", "Acme", "--key", "nothing"],
    "key replaced for too long": ["replace_key", "--project", "Acme", "--key", "nothing", "--days", "91"],
    "secret that is configured": ["replace_secret"],
    "two things to do with keys": ["rotate_keys", "--status", "--data-keys"],
    "users of an impossible name": ["database_users", "--print", "--suffix", "B!"],
    "note over the limit": ["publish", "--project", "Acme", "--note", "n" * 301],
    "project that there is not": ["publish", "--project", "Moon"],
    "erasure that is not confirmed": ["erase_project", "--project", "Acme", "--confirm", "Acme"],
    "undoing of no erasure": ["erase_project", "--project", "Acme", "--undo"],
    "template that there is not": ["pull", "--project", "Acme", "--template", "moon"],
    "status of no project": ["project_status", "--project", "Moon"],
    "folder that there is not": ["load_catalogue", "--folder", "/nowhere"],
    "folder that is a file": ["load_catalogue", "--folder", __file__],
    "archive that there is not": ["import_catalogue", "/nowhere.zip"],
    "document that there is not": ["export_catalogue", "/nowhere", "--only", "template:moon"],
    "language that the catalogue has not": ["check_catalogue", "--locale", "xx"],
    "address of nobody": ["create_staff", "--email", "nonsense"],
    "address of no customer": ["create_account", "--email", "nonsense"],
}


def test_wrong_calls_are_refused_in_a_sentence_and_change_nothing(cast, manage):
    before = everything_stored()
    for case, arguments in WRONG.items():
        called = manage(*arguments, "--json")
        assert called.status == 1, (case, called)
        assert called.out == "", case
        assert called.err.count("\n") == 1, (case, called.err)
        assert "Traceback" not in called.err, case
    assert everything_stored() == before


def test_project_lives_through_commands_that_answer_in_json(cast, manage):
    def answer(*arguments):
        called = manage(*arguments, "--json")
        assert called.status == 0, called
        return json.loads(called.out)

    made = answer("create_project", "--name", "New", "--owner", "owner@example.com", "--locales", "en")
    project = ["--project", made["project"]]
    assert made["status"] == "active"
    assert answer("publish", *project)["release"] == 1
    key = answer("issue_key", *project)
    assert key["key"].startswith(f"omk_default_{made['project']}_")
    assert answer("revoke_key", *project, "--key", key["id"])["revoked"] == key["id"]
    assert answer("pull", *project, "--dry-run")["templates"] == []
    assert made["project"] in [row["project"] for row in answer("project_status")]
    assert answer("erase_project", *project, "--confirm", made["project"])["state"] == "closed"
    assert answer("erase_project", *project, "--undo")["state"] == "kept"
    assert answer("erase_project", *project, "--confirm", made["project"], "--now")["state"] == "erased"
    assert made["project"] not in [row["project"] for row in answer("project_status")]


@pytest.mark.parametrize("name", ["Acme", "Globex"])
def test_commands_find_a_project_by_its_name(cast, manage, name):
    called = manage("project_status", "--project", name, "--json")
    assert [row["name"] for row in json.loads(called.out)] == [name]


def test_canary_of_a_project_without_a_release_says_that_none_is_live(cast, manage):
    called = manage("canary", "--project", "Acme")
    assert (called.status, called.out) == (0, "No release is live, and no canary runs.\n")
