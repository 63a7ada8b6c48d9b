"""Whatever the product stores is declared: collections and fields of a project that has lived, and the platform's collections."""

import sys
from pathlib import Path

import lived
import pytest
from django.apps import apps
from django.db import connections
from staff_pages import say, with_draft

from factory.actions import Staff
from factory.collections import DECLARED as FACTORY
from fleet import runs
from fleet.worker import Worker
from omnia.mongo.clusters import client_for_uri, database
from omnia.mongo.declared import DeclaredCollection, fields, undeclared
from omnia.mongo.write_check import write_once
from tenants.actions.erasing import erase_project
from tenants.control.collections import DECLARED as CONTROL
from tenants.project.collections import DECLARED as PROJECT

sys.path.append(str(Path(__file__).parents[2] / "scripts"))

import stored_data


@pytest.mark.parametrize("with_redis", [False, True], ids=["no Redis", "Redis"])
def test_project_that_has_lived_holds_nothing_that_is_not_declared(cast, request, with_redis):
    if with_redis:
        request.getfixturevalue("redis")
    lived.live(cast)
    assert undeclared(database(cast.project.ref), PROJECT) == []
    empty = {each.name for each in PROJECT if not database(cast.project.ref)[each.name].count_documents({}, limit=1)}
    assert empty == ({"sessions", "keys"} & empty if with_redis else set()), "the life is a whole one"


@pytest.mark.parametrize(("alias", "declared"), [("default", CONTROL), ("factory", FACTORY)])
def test_platforms_collections_are_declared(cast, alias, declared):
    lived.live(cast)
    entry = connections.settings[alias]
    write_once(client_for_uri(entry["HOST"]), entry["NAME"])
    assert undeclared(client_for_uri(entry["HOST"])[entry["NAME"]], declared) == []
    models = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if _alias_of(model) == alias}
    assert models - {each.name for each in declared} == set()


def test_erased_project_is_named_nowhere_but_in_the_registry_and_the_logs(cast):
    lived.live(cast)
    with_draft(lambda body: say(body, "Which day?"))
    runs.begin(Staff.command("tests"), "template", "date")
    worker = Worker()
    while worker.step():
        pass
    worker.let_go()
    assert "blast_radius_projects" in naming(cast.project.pk)
    erase_project(cast.actor("owner"), cast.project)
    assert naming(cast.project.pk) == {"tenants_project", "platform_audit"}
    assert naming(cast.foreign.pk) >= {"tenants_project", "tenants_membership", "blast_radius_projects"}


def naming(key) -> set[str]:
    """The collections of the platform's databases in which a project is named."""
    found = set()
    for alias in ("default", "factory"):
        entry = connections.settings[alias]
        held = client_for_uri(entry["HOST"])[entry["NAME"]]
        found |= {name for name in held.list_collection_names() if any(key in repr(row) for row in held[name].find())}
    return found


def _alias_of(model) -> str:
    label = model._meta.app_label
    return "" if label == "project" else "factory" if label == "factory" else "default"


def test_personal_fields_of_models_are_fields():
    tables = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    for each in (*CONTROL, *FACTORY):
        if each.name in tables:
            names = {field.column for field in tables[each.name]._meta.concrete_fields}
            assert {field.path for field in each.personal} - names == set(), each.name


def test_undeclared_collections_and_fields_are_named_wherever_they_are(make_project_database):
    held = database(make_project_database())
    held["bodies"].insert_one({"_id": "1", "body": "{}", "secret": 1})
    held["channels"].insert_one({"_id": "live", "canary": {"release": 1, "who": "Ann"}, "scheduled": [{"id": 1}, {"mood": 2}]})
    held["diary"].insert_one({"_id": 1})
    assert undeclared(held, PROJECT) == ["bodies.secret", "channels.canary.who", "channels.scheduled.mood", "diary"]


def test_declared_wholes_take_whatever_is_below():
    declared = DeclaredCollection("x", "", fields("a.* b.c"), "")
    assert (declared.personal, declared.expires) == ((), False)


def test_page_of_stored_data_is_what_the_declarations_say():
    assert stored_data.PAGE.read_text(encoding="utf-8") == stored_data.page(), "run: python scripts/stored_data.py"
