"""Every action that changes something says so in an audit log: none is left out, and no new one can be."""

import copy
import importlib
import inspect
import json
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connections

import tenants.actions
from factory import actions as catalogue_actions
from factory.actions import Staff
from factory.models import Template
from omnia.infra import audit
from omnia.infra.audit import Actor
from omnia.mongo.clusters import client_for_uri, database
from tenants import selectors
from tenants.actions import accounts, clusters, editing, erasing, keys, people, provisioning, releasing
from tenants.control.models import Cluster

OPERATOR = Actor("command", "tests", "tests")
STAFF = Staff.command("tests")
LOGS = {"audit", "platform_audit"}


@dataclass(frozen=True, slots=True)
class Case:
    """An action: what comes before, the call itself, and the entries that it must write."""

    act: Callable[[Any], object]
    entries: frozenset[str]
    before: Callable[[Any], object] = lambda cast: None


def body(cast: Any, key: str = "date") -> dict[str, Any]:
    return copy.deepcopy(selectors.draft(cast.project, "template", key).body)


def reworded(cast: Any) -> dict[str, Any]:
    changed = body(cast)
    changed["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"] = "Which day?"
    return changed


def own(cast: Any) -> dict[str, Any]:
    return {**body(cast), "key": "own_date"}


def catalogue_date(**changes: Any) -> dict[str, Any]:
    return {**copy.deepcopy(Template.objects.get(key="date").draft), **changes}


def change_catalogue(_cast: Any) -> None:
    row = Template.objects.get(key="date")
    catalogue_actions.save_draft(STAFF, "template", "date", catalogue_date(tags=["changed"]), base_revision=row.revision)


def issued(cast: Any) -> str:
    return keys.issue_key(OPERATOR, cast.project, name="x", scopes=("read",)).id


def only_key(cast: Any) -> str:
    return str(selectors.keys(cast.project)[0].id)


def deleted(cast: Any) -> None:
    editing.delete_document(OPERATOR, cast.project, "template", "date")


def member(cast: Any) -> str:
    return str(cast.designer.pk)


CASES = {
    "accounts.create_account": Case(
        lambda _cast: accounts.create_account(OPERATOR, email="new@example.com", name="New", password="a-long-password"),
        frozenset({"user.created"}),
    ),
    "clusters.register_clusters": Case(
        lambda _cast: clusters.register_clusters(OPERATOR),
        frozenset({"cluster.registered"}),
        lambda _cast: Cluster.objects.all().delete(),
    ),
    "clusters.place": Case(
        lambda _cast: clusters.place(OPERATOR, "default"),
        frozenset({"cluster.registered"}),
        lambda _cast: Cluster.objects.all().delete(),
    ),
    "clusters.change_cluster": Case(
        lambda _cast: clusters.change_cluster(OPERATOR, Cluster.objects.get(), region="Milan", accepts_projects=False),
        frozenset({"cluster.changed"}),
    ),
    "editing.save_document": Case(
        lambda cast: editing.save_document(OPERATOR, cast.project, "template", "date", reworded(cast), base_version=1),
        frozenset({"document.saved"}),
    ),
    "editing.create_document": Case(
        lambda cast: editing.create_document(OPERATOR, cast.project, "template", own(cast)), frozenset({"document.created"})
    ),
    "editing.restore_document": Case(
        lambda cast: editing.restore_document(OPERATOR, cast.project, "template", "date", 1),
        frozenset({"document.restored"}),
        deleted,
    ),
    "editing.delete_document": Case(deleted, frozenset({"document.deleted"})),
    "keys.issue_key": Case(issued, frozenset({"api_key.issued"})),
    "keys.revoke_key": Case(
        lambda cast: keys.revoke_key(OPERATOR, cast.project, key_id=only_key(cast)), frozenset({"api_key.revoked"}), issued
    ),
    "people.change_role": Case(
        lambda cast: people.change_role(OPERATOR, cast.project, user_id=member(cast), role="viewer"),
        frozenset({"member.role_changed"}),
    ),
    "people.remove_member": Case(
        lambda cast: people.remove_member(OPERATOR, cast.project, user_id=member(cast)), frozenset({"member.removed"})
    ),
    "provisioning.create_project": Case(
        lambda cast: provisioning.create_project(OPERATOR, name="New", industries=(), locales=("en",), owner=cast.owner),
        frozenset({"project.created"}),
    ),
    "erasing.erase_project": Case(lambda cast: erasing.erase_project(OPERATOR, cast.foreign), frozenset({"project.erased"})),
    "releasing.publish": Case(lambda cast: releasing.publish(OPERATOR, cast.project), frozenset({"release.published"})),
    "releasing.rollback": Case(
        lambda cast: releasing.rollback(OPERATOR, cast.project, to=1),
        frozenset({"release.rolled_back"}),
        lambda cast: [releasing.publish(OPERATOR, cast.project) for _number in range(2)],
    ),
    "catalogue.create_draft": Case(
        lambda _cast: catalogue_actions.create_draft(STAFF, "template", catalogue_date(key="own_date")),
        frozenset({"catalogue.draft_created"}),
    ),
    "catalogue.save_draft": Case(change_catalogue, frozenset({"catalogue.draft_saved"})),
    "catalogue.restore_save": Case(
        lambda _cast: catalogue_actions.restore_save(
            STAFF, "template", "date", 1, base_revision=Template.objects.get(key="date").revision
        ),
        frozenset({"catalogue.draft_saved", "catalogue.save_restored"}),
        change_catalogue,
    ),
    "catalogue.publish_version": Case(
        lambda _cast: catalogue_actions.publish_version(STAFF, "template", "date", tested=True),
        frozenset({"catalogue.version_published"}),
        change_catalogue,
    ),
    "catalogue.deprecate": Case(
        lambda _cast: catalogue_actions.deprecate(STAFF, "template", "date"), frozenset({"catalogue.document_deprecated"})
    ),
    "catalogue.restore": Case(
        lambda _cast: catalogue_actions.restore(STAFF, "template", "date", 1),
        frozenset({"catalogue.draft_saved", "catalogue.version_restored"}),
        change_catalogue,
    ),
    "catalogue.set_industry": Case(
        lambda _cast: catalogue_actions.set_industry(STAFF, "tourism", {"en": "Tourism"}), frozenset({"catalogue.industry_set"})
    ),
    "catalogue.load_document": Case(
        lambda _cast: catalogue_actions.load_document(STAFF, "template", catalogue_date(key="own_date")),
        frozenset({"catalogue.draft_created", "catalogue.version_published"}),
    ),
}

BY_ANOTHER_NAME = {
    "editing.save_template": "editing.save_document",
    "editing.save_flow": "editing.save_document",
    "editing.restore_template": "editing.restore_document",
    "editing.restore_flow": "editing.restore_document",
    "provisioning.resume_provisioning": "provisioning.create_project",
    "learning.keep_test": "editing.save_document",
    "learning.add_synonym": "editing.save_document",
    "update_job.begin": "updating.take_update",
    "update_job.go_on": "updating.take_update",
}
"""Actions that do nothing but call another one."""

ELSEWHERE = frozenset(
    {
        "people.add_member",
        "updating.take_update",
        "inviting.invite",
        "inviting.resend",
        "inviting.withdraw",
        "importing.import_documents",
        "updating.decline_update",
        "updating.pin_copy",
        "updating.want_updates",
        "updating.add_copy",
    }
) | {
    f"channels.{name}"
    for name in (
        "start_canary",
        "replace_canary",
        "set_canary_weight",
        "set_canary_steps",
        "set_canary_rule",
        "promote_canary",
        "abort_canary",
        "move_channel",
        "make_live",
        "schedule",
        "cancel_scheduled",
    )
}
"""Actions whose entries their own tests look at."""

NO_CHANGE = frozenset(
    {
        "trail.note",
        "trail.note_platform",
        "moving.note_ended_canary",
        "channels.note_weight",
        "channels.note_promotion",
        "channels.note_start",
    }
)
"""Functions that take an actor and write an entry themselves."""


def named_actions() -> set[str]:
    """Every public function of the action modules that is told who acts."""
    found = set()
    modules = [importlib.import_module(f"tenants.actions.{row.name}") for row in pkgutil.iter_modules(tenants.actions.__path__)]
    for module in (*modules, catalogue_actions):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            told = [parameter.annotation for parameter in inspect.signature(function).parameters.values()]
            if function.__module__ == module.__name__ and not name.startswith("_") and {Actor, Staff} & set(told):
                place = "catalogue" if module is catalogue_actions else module.__name__.rsplit(".", 1)[-1]
                found.add(f"{place}.{name}")
    return found


def everything(cast: Any) -> dict[str, Any]:
    """What the control, factory and project databases hold."""
    held = {}
    for name, alias in (("control", "default"), ("factory", "factory")):
        entry = connections.settings[alias]
        held[name] = client_for_uri(entry["HOST"])[entry["NAME"]]
    held |= {project.pk: database(project.ref) for project in (cast.project, cast.foreign)}
    return {
        f"{place}.{name}": json.dumps(list(found[name].find(sort=[("_id", 1)])), default=str)
        for place, found in held.items()
        for name in found.list_collection_names()
    }


def logs(cast: Any) -> list["audit.Collection[Any]"]:
    entries = [(connections.settings["default"], "platform_audit"), (connections.settings["factory"], "audit")]
    platform = [client_for_uri(entry["HOST"])[entry["NAME"]][name] for entry, name in entries]
    return [*platform, database(cast.project.ref)["audit"]]


def test_every_action_has_a_case():
    assert named_actions() == CASES.keys() | BY_ANOTHER_NAME.keys() | ELSEWHERE | NO_CHANGE


@pytest.mark.parametrize("name", CASES)
def test_action_that_changes_something_writes_its_entries(cast, name):
    case = CASES[name]
    case.before(cast)
    before, counted = everything(cast), [log.count_documents({}) for log in logs(cast)]
    case.act(cast)
    after = everything(cast)
    changed = {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
    assert {place for place in changed if place.rsplit(".", 1)[-1] not in LOGS}, "the case changes nothing"
    written = {
        entry["action"]
        for log, count in zip(logs(cast), counted, strict=True)
        for entry in audit.entries(log, limit=max(1, log.count_documents({}) - count))
        if entry["_id"] > count
    }
    assert case.entries <= written
    for log in logs(cast):
        audit.verify(log)
