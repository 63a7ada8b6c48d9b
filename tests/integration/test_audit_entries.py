"""Every action that changes something says so in an audit log: none is left out, and no new one can be."""

import base64
import copy
import importlib
import inspect
import json
import pkgutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from authenticator import code_at
from django.db import connections

import tenants.actions
from factory import actions as catalogue_actions
from factory import importing, loading, reviewing
from factory.actions import Staff
from factory.models import Template
from factory.trail import catalogue_chain
from omnia.infra import audit
from omnia.infra.audit import Actor, Chain
from omnia.mongo.clusters import client_for_uri, database
from tenants import selectors
from tenants.actions import (
    accounts,
    clusters,
    editing,
    erasing,
    erasing_later,
    holding,
    keys,
    passwords,
    people,
    provisioning,
    quota,
    releasing,
    retention,
    rotating,
    sealing,
    second_factor,
)
from tenants.audit_chains import chain_of, platform_chain
from tenants.control.models import Cluster, Passkey

OPERATOR = Actor("command", "tests", "tests")
STAFF = Staff.command("tests")
WHY = "The bill was not paid."
SEED = b"12345678901234567890"
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


def ask_review(_cast: Any) -> None:
    reviewing.ask_review(STAFF, "template", "date", base_revision=2, note="Tagged")


def in_review(cast: Any) -> None:
    change_catalogue(cast)
    ask_review(cast)


def issued(cast: Any) -> str:
    return keys.issue_key(OPERATOR, cast.project, name="x", scopes=("read",)).id


def only_key(cast: Any) -> str:
    return str(selectors.keys(cast.project)[0].id)


def deleted(cast: Any) -> None:
    editing.delete_document(OPERATOR, cast.project, "template", "date")


def app_code() -> str:
    return code_at(base64.b32encode(SEED).decode(), time.time())


def with_app(cast: Any) -> list[str]:
    return second_factor.add_second_factor(cast.actor("owner"), cast.owner, seed=SEED, code=app_code())


def passkey_of(cast: Any) -> Passkey:
    return Passkey(key="a" * 64, user=cast.owner, credential="00", name="The owner's laptop")


def with_passkey(cast: Any) -> list[str]:
    return second_factor.add_passkey(cast.actor("owner"), cast.owner, passkey=passkey_of(cast))


def member(cast: Any) -> str:
    return str(cast.designer.pk)


CASES = {
    "accounts.create_account": Case(
        lambda _cast: accounts.create_account(OPERATOR, email="new@example.com", name="New", password="a-long-password"),
        frozenset({"user.created"}),
    ),
    "accounts.change_account": Case(
        lambda cast: accounts.change_account(OPERATOR, cast.owner, name="New", is_active=False, is_staff=False, groups=[]),
        frozenset({"user.changed"}),
    ),
    "passwords.change_password": Case(
        lambda cast: passwords.change_password(cast.actor("owner"), cast.owner, password="seven quiet rivers"),
        frozenset({"user.password_changed"}),
    ),
    "passwords.reset_password": Case(
        lambda cast: passwords.reset_password(cast.actor("owner"), cast.owner, password="seven quiet rivers"),
        frozenset({"user.password_reset"}),
    ),
    "second_factor.add_second_factor": Case(
        lambda cast: second_factor.add_second_factor(cast.actor("owner"), cast.owner, seed=SEED, code=app_code()),
        frozenset({"user.second_factor_added"}),
    ),
    "second_factor.add_passkey": Case(
        lambda cast: second_factor.add_passkey(cast.actor("owner"), cast.owner, passkey=passkey_of(cast)),
        frozenset({"user.passkey_added"}),
    ),
    "second_factor.remove_passkey": Case(
        lambda cast: second_factor.remove_passkey(OPERATOR, cast.owner, passkey_of(cast).pk),
        frozenset({"user.passkey_removed"}),
        with_passkey,
    ),
    "second_factor.remove_second_factor": Case(
        lambda cast: second_factor.remove_second_factor(OPERATOR, cast.owner),
        frozenset({"user.second_factor_removed"}),
        with_app,
    ),
    "second_factor.replace_recovery_codes": Case(
        lambda cast: second_factor.replace_recovery_codes(cast.actor("owner"), cast.owner),
        frozenset({"user.recovery_codes_replaced"}),
        with_app,
    ),
    "second_factor.end_sessions": Case(
        lambda cast: second_factor.end_sessions(cast.actor("owner"), cast.owner), frozenset({"user.signed_out_everywhere"})
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
    "keys.replace_key": Case(
        lambda cast: keys.replace_key(OPERATOR, cast.project, key_id=only_key(cast)),
        frozenset({"api_key.issued", "api_key.replaced"}),
        issued,
    ),
    "rotating.renew_data_key": Case(
        lambda cast: rotating.renew_data_key(OPERATOR, cast.project), frozenset({"data_key.renewed"})
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
    "retention.set_retention": Case(
        lambda cast: retention.set_retention(OPERATOR, cast.project, conversations=9, words=3), frozenset({"retention.changed"})
    ),
    "quota.set_quota": Case(
        lambda cast: quota.set_quota(OPERATOR, cast.project, limits={"turns": 1000}), frozenset({"quota.changed"})
    ),
    "sealing.seal_records": Case(
        lambda cast: sealing.seal_records(OPERATOR, cast.project),
        frozenset({"records.sealed"}),
        lambda cast: database(cast.project.ref)["conversations"].insert_one({"_id": "s_old", "turns": [], "external_id": "7"}),
    ),
    "erasing_later.plan_erasure": Case(
        lambda cast: erasing_later.plan_erasure(OPERATOR, cast.project), frozenset({"project.closed"})
    ),
    "erasing_later.keep_project": Case(
        lambda cast: erasing_later.keep_project(OPERATOR, cast.project),
        frozenset({"project.kept"}),
        lambda cast: erasing_later.plan_erasure(OPERATOR, cast.project),
    ),
    "holding.suspend": Case(lambda cast: holding.suspend(OPERATOR, cast.project, reason=WHY), frozenset({"project.suspended"})),
    "holding.archive": Case(lambda cast: holding.archive(OPERATOR, cast.project, reason=WHY), frozenset({"project.archived"})),
    "holding.open_again": Case(
        lambda cast: holding.open_again(OPERATOR, cast.project),
        frozenset({"project.reopened"}),
        lambda cast: holding.suspend(OPERATOR, cast.project, reason=WHY),
    ),
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
    "catalogue.ask_review": Case(ask_review, frozenset({"catalogue.review_asked"}), change_catalogue),
    "catalogue.approve": Case(
        lambda _cast: reviewing.approve(STAFF, "template", "date", base_revision=2),
        frozenset({"catalogue.review_approved"}),
        in_review,
    ),
    "catalogue.send_back": Case(
        lambda _cast: reviewing.send_back(STAFF, "template", "date", base_revision=2, reason="Too short."),
        frozenset({"catalogue.review_returned"}),
        in_review,
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
        lambda _cast: loading.load_document(STAFF, "template", catalogue_date(key="own_date")),
        frozenset({"catalogue.draft_created", "catalogue.version_published"}),
    ),
}

BY_ANOTHER_NAME = {
    "editing.save_template": "editing.save_document",
    "provisioning.resume_provisioning": "provisioning.create_project",
    "learning.keep_test": "editing.save_document",
    "learning.add_synonym": "editing.save_document",
    "replacing.replace_texts": "editing.save_document",
    "replacing.take_back_texts": "editing.save_document",
    "update_job.begin": "updating.take_update",
    "update_job.go_on": "updating.take_update",
    "learning.keep_conversation": "editing.save_document",
    "learning.keep_simulated": "editing.save_document",
    "update_job.work": "updating.take_update",
    "second_factor.remove_every_factor": "second_factor.remove_second_factor",
}
"""Actions that do nothing but call another one."""

ELSEWHERE = frozenset(
    {
        "catalogue.take_in",
        "people.add_member",
        "second_factor.use_recovery_code",
        "supporting.open_support",
        "supporting.end_support",
        "supporting.allow_support",
        "rotating.rewrap_data_keys",
        "rotating.rewrap_second_factors",
        "updating.take_update",
        "upgrading.upgrade_project",
        "inviting.invite",
        "inviting.resend",
        "inviting.withdraw",
        "importing.import_documents",
        "updating.decline_update",
        "updating.pin_copy",
        "agreeing.share_changes",
        "bundle_export.export_project",
        "bundle_import.import_project",
        "bundle_import.undo_left",
        "relocating.ask",
        "relocating.back",
        "relocating.confirm",
        "relocating.relocate",
        "relocating.require_movable",
        "relocating_asked.ask",
        "agreeing.stop_sharing",
        "reading.note_audit_exported",
        "reading.note_conversation_read",
        "replay_job.begin",
        "replay_job.go_on",
        "replay_job.stop",
        "person.begin_search",
        "person.go_on",
        "person.export_person",
        "person.erase_person",
        "updating.want_updates",
        "suggesting.suggest_change",
        "suggesting.withdraw_suggestion",
        "updating.add_copy",
        "copying_across.copy_from_project",
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
        "trail.note_once",
        "trail.note_platform",
        "clusters.require_operator",
        "trail.note_platform_once",
        "trail.unit",
        "trail.unit_of",
        "trail.unit_on",
        "moving.move",
        "moving.point",
        "people.write_membership",
        "catalogue.foretold",
        "catalogue.is_second_person",
        "holding.check",
        "copying_across.look_at",
        "copying_across.source_of",
    }
)
"""What actions write their changes and entries with."""


CATALOGUE = (catalogue_actions, importing, loading, reviewing)
"""The modules of the catalogue's actions."""


def named_actions() -> set[str]:
    """Every public function of the action modules that is told who acts."""
    found = set()
    modules = [importlib.import_module(f"tenants.actions.{row.name}") for row in pkgutil.iter_modules(tenants.actions.__path__)]
    for module in (*modules, *CATALOGUE):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            told = [parameter.annotation for parameter in inspect.signature(function).parameters.values()]
            if function.__module__ == module.__name__ and not name.startswith("_") and {Actor, Staff} & set(told):
                place = "catalogue" if module in CATALOGUE else module.__name__.rsplit(".", 1)[-1]
                found.add(f"{place}.{name}")
    return found


def all_collections(cast: Any) -> dict[str, Any]:
    """The collections of the control, factory and project databases, by where they are."""
    held = {}
    for name, alias in (("control", "default"), ("factory", "factory")):
        entry = connections.settings[alias]
        held[name] = client_for_uri(entry["HOST"])[entry["NAME"]]
    held |= {project.pk: database(project.ref) for project in (cast.project, cast.foreign)}
    return {f"{place}.{name}": found[name] for place, found in held.items() for name in found.list_collection_names()}


def all_rows(cast: Any) -> dict[str, list[dict[str, Any]]]:
    """What the control, factory and project databases hold."""
    return {place: list(held.find(sort=[("_id", 1)])) for place, held in all_collections(cast).items()}


def everything(cast: Any) -> dict[str, str]:
    """The same as text, to be compared."""
    return {place: json.dumps(rows, default=str) for place, rows in all_rows(cast).items()}


def chains(cast: Any) -> list[Chain]:
    return [platform_chain(), catalogue_chain(), chain_of(cast.project.ref)]


def test_every_action_has_a_case():
    assert named_actions() == CASES.keys() | BY_ANOTHER_NAME.keys() | ELSEWHERE | NO_CHANGE


@pytest.mark.parametrize("name", CASES)
def test_action_that_changes_something_writes_its_entries(cast, name):
    case = CASES[name]
    case.before(cast)
    before, counted = everything(cast), [chain.log.count_documents({}) for chain in chains(cast)]
    case.act(cast)
    after = everything(cast)
    changed = {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
    assert {place for place in changed if place.rsplit(".", 1)[-1] not in LOGS}, "the case changes nothing"
    written = {
        entry["action"]
        for chain, count in zip(chains(cast), counted, strict=True)
        for entry in audit.entries(chain, limit=max(1, chain.log.count_documents({}) - count))
        if entry["_id"] > count
    }
    assert case.entries <= written
    for chain in chains(cast):
        audit.verify(chain)
