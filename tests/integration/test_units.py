"""Units of work: whoever is killed before whichever write, the change and its entry in the log are both there or neither."""

import copy
import json
import os
import socket
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sampling
import test_audit_entries
from django.core.cache import caches
from guardian.models import UserObjectPermission
from killing_writes import killed_before_write
from pymongo.collection import Collection
from pymongo.errors import AutoReconnect
from test_audit_entries import (
    CASES,
    OPERATOR,
    STAFF,
    Case,
    all_collections,
    all_rows,
    chains,
    change_catalogue,
    deleted,
    everything,
    reworded,
    with_app,
)

from factory import actions as catalogue_actions
from factory import rollouts
from factory import selectors as catalogue
from factory.actions import NotAllowed, Staff
from factory.models import Rollout
from factory.waves import Wave
from fleet import runs, settling
from omnia.audit_events import EVENTS
from omnia.infra import audit, units
from tenants import selectors, updates
from tenants.access import PERMISSIONS, Absent, Forbidden, rights_of
from tenants.actions import (
    agreeing,
    channels,
    editing,
    erasing,
    erasing_later,
    inviting,
    people,
    quota,
    releasing,
    second_factor,
    suggesting,
    supporting,
    updating,
)
from tenants.actions.updating import decline_update, pin_copy, want_updates
from tenants.audit_chains import books_of, chain_of
from tenants.control.models import Invitation, Membership, RecoveryCode, SupportSession, User
from tenants.control.second_factor import digest_of
from tenants.project.channels import Step

CODE = "abcd-efgh-jkmn-pqrs-tuvw-xyz2"
MOST_WRITES = 40

BESIDE = {"audit", "platform_audit", units.NAME, "agenda", "leases", "bodies", "factory_draftversion"}
"""Collections that decide nothing alone: logs, what is written down of units, and what is written before it is named."""


def settle(cast: Any) -> None:
    """What the worker does, once it knows that nobody goes on."""
    settling.settle_abandoned(datetime.now(UTC) + 2 * units.GRACE)
    editing.finish_started(cast.project)
    erasing_later.settle_closed()


def published(number: int) -> Callable[[Any], Any]:
    return lambda cast: [releasing.publish(OPERATOR, cast.project) for _each in range(number)]


def with_canary(cast: Any) -> None:
    published(2)(cast)
    channels.start_canary(OPERATOR, cast.project, release=1, weight=5)


def planned(cast: Any) -> Any:
    published(2)(cast)
    return plan(cast)


def plan(cast: Any) -> Any:
    at = datetime.now(UTC) + timedelta(hours=1)
    return channels.schedule(OPERATOR, cast.project, channel="live", release=1, at=at).id


def in_waves(_cast: Any) -> None:
    change_catalogue(_cast)
    catalogue_actions.publish_version(STAFF, "template", "date", tested=True, wave=Wave(share=10))


def rollout() -> Rollout:
    return catalogue.rollouts("template", "date", 2)[0]


def invited(cast: Any) -> str:
    return inviting.invite(OPERATOR, cast.project, email="new@example.com", role="viewer").pk


def as_invited(cast: Any) -> User:
    return User.objects.filter(email="new@example.com").first() or User.objects.create_user("new@example.com", "a-long-password")


def only_invitation() -> str:
    return Invitation.objects.get().pk


def on_canary(name: str, **told: Any) -> Callable[[Any], Any]:
    return lambda cast: getattr(channels, name)(OPERATOR, cast.project, **told)


def a_step() -> list[Step]:
    return [Step(datetime.now(UTC) + timedelta(hours=1), 50)]


def an_offer(cast: Any) -> None:
    change_catalogue(cast)
    catalogue_actions.publish_version(STAFF, "template", "date", tested=True)


def changed_copy(cast: Any) -> None:
    editing.save_document(OPERATOR, cast.project, "template", "date", reworded(cast), base_version=1)


def suggest(cast: Any) -> Any:
    from tenants import upstream

    held = upstream.changed(cast.project, "template", "date")
    places = [place.address for place in held.places]
    return suggesting.suggest_change(OPERATOR, cast.project, "template", "date", places=places, version=held.version)


def supported(cast: Any) -> None:
    """A support session that runs."""
    until = datetime.now(UTC) + timedelta(minutes=15)
    SupportSession.objects.create(user=cast.staff, project=cast.project, reason="A customer called", expires_at=until)


def with_known_codes(cast: Any) -> None:
    """A second factor whose first recovery code is known."""
    with_app(cast)
    RecoveryCode.objects.create(user=cast.owner, digest=digest_of(cast.owner, CODE))


def use_first_code(cast: Any) -> bool:
    return second_factor.use_recovery_code(cast.actor("owner"), cast.owner, code=CODE)


def on_wave(step: Callable[..., Any], *args: Any) -> Callable[[Any], Any]:
    return lambda _cast: step(STAFF, "template", "date", 2, *args, revision=rollout().revision)


def entries(*names: str) -> frozenset[str]:
    return frozenset(names)


MORE = {
    "channels.start_canary": Case(on_canary("start_canary", release=1, weight=5), entries("canary.started"), published(2)),
    "channels.replace_canary": Case(
        on_canary("replace_canary", release=2),
        entries("canary.aborted", "canary.started"),
        lambda cast: [published(3)(cast), channels.start_canary(OPERATOR, cast.project, release=1, weight=5)],
    ),
    "channels.set_canary_weight": Case(on_canary("set_canary_weight", weight=9), entries("canary.weight_changed"), with_canary),
    "channels.promote_canary": Case(on_canary("promote_canary"), entries("canary.promoted"), with_canary),
    "channels.abort_canary": Case(
        lambda cast: channels.abort_canary(cast.project, by=OPERATOR), entries("canary.aborted"), with_canary
    ),
    "channels.set_canary_rule": Case(
        on_canary("set_canary_rule", rule={"points": 3}), entries("canary.rule_changed"), with_canary
    ),
    "channels.set_canary_steps": Case(
        lambda cast: channels.set_canary_steps(OPERATOR, cast.project, steps=a_step()),
        entries("canary.steps_planned"),
        with_canary,
    ),
    "channels.move_channel": Case(
        on_canary("move_channel", channel="staging", release=1), entries("channel.moved"), published(1)
    ),
    "channels.schedule": Case(plan, entries("channel.scheduled"), published(2)),
    "channels.cancel_scheduled": Case(
        lambda cast: channels.cancel_scheduled(
            OPERATOR, cast.project, plan=selectors.channels.read(cast.project.ref, "live").scheduled[0].id
        ),
        entries("channel.schedule_cancelled"),
        planned,
    ),
    "updating.decline_update": Case(
        lambda cast: decline_update(OPERATOR, cast.project, "template", "date", offered=2), entries("update.declined"), an_offer
    ),
    "updating.pin_copy": Case(
        lambda cast: pin_copy(OPERATOR, cast.project, "template", "date", version=1), entries("update.pinned")
    ),
    "updating.want_updates": Case(
        lambda cast: want_updates(OPERATOR, cast.project, "template", "date"),
        entries("update.wanted"),
        lambda cast: pin_copy(OPERATOR, cast.project, "template", "date", version=1),
    ),
    "updating.take_update": Case(
        lambda cast: updating.take_update(OPERATOR, cast.project, updates.offers(cast.project)[0]),
        entries("document.saved", "update.taken"),
        an_offer,
    ),
    # The first quota makes its document before that says anything.
    "quota.set_quota": Case(
        lambda cast: quota.set_quota(OPERATOR, cast.project, limits={"turns": 2000}),
        entries("quota.changed"),
        lambda cast: quota.set_quota(OPERATOR, cast.project, limits={"turns": 1000}),
    ),
    "people.add_member": Case(
        lambda cast: people.add_member(OPERATOR, cast.project, email="stranger@example.com", role="viewer"),
        entries("member.added"),
    ),
    "inviting.invite": Case(invited, entries("invitation.made")),
    "inviting.withdraw": Case(
        lambda cast: inviting.withdraw(OPERATOR, cast.project, invitation_id=only_invitation()),
        entries("invitation.withdrawn"),
        invited,
    ),
    "inviting.accept": Case(
        lambda cast: inviting.accept(as_invited(cast), invitation_id=only_invitation()),
        entries("member.added"),
        lambda cast: [as_invited(cast), invited(cast)],
    ),
    "inviting.decline": Case(
        lambda cast: inviting.decline(as_invited(cast), invitation_id=only_invitation()),
        entries("invitation.declined"),
        lambda cast: [as_invited(cast), invited(cast)],
    ),
    "agreeing.share_changes": Case(lambda cast: agreeing.share_changes(OPERATOR, cast.project), entries("sharing.agreed")),
    "agreeing.stop_sharing": Case(
        lambda cast: agreeing.stop_sharing(OPERATOR, cast.project),
        entries("sharing.withdrawn"),
        lambda cast: agreeing.share_changes(OPERATOR, cast.project),
    ),
    "second_factor.use_recovery_code": Case(use_first_code, entries("user.recovery_code_used"), with_known_codes),
    "supporting.end_support": Case(
        lambda cast: supporting.end_support(OPERATOR, cast.project, support=SupportSession.objects.get().pk),
        entries("support.ended"),
        supported,
    ),
    "supporting.allow_support": Case(
        lambda cast: supporting.allow_support(OPERATOR, cast.project, level="edit"), entries("support.allowed")
    ),
    "suggesting.suggest_change": Case(suggest, entries("suggestion.made", "suggestion.received"), changed_copy),
    "rollouts.widen": Case(on_wave(rollouts.widen, Wave(share=20)), entries("rollout.widened"), in_waves),
    "rollouts.pause": Case(on_wave(rollouts.pause), entries("rollout.paused"), in_waves),
    "rollouts.finish": Case(on_wave(rollouts.finish), entries("rollout.finished"), in_waves),
    "rollouts.withdraw": Case(on_wave(rollouts.withdraw), entries("rollout.withdrawn"), in_waves),
    "runs.begin": Case(lambda _cast: runs.begin(STAFF, "template", "date"), entries("blast_radius.started")),
    "runs.cancel": Case(
        lambda _cast: runs.cancel(STAFF, "template", "date"),
        entries("blast_radius.cancelled"),
        lambda _cast: runs.begin(STAFF, "template", "date"),
    ),
}

OTHERWISE = {"provisioning.create_project", "erasing.erase_project", "catalogue.load_document", "sealing.seal_records"}
"""Are several actions, or are finished by being called again."""

UNITS = {name: case for name, case in (CASES | MORE).items() if name not in OTHERWISE}


def decided(rows: Mapping[str, Any]) -> dict[str, str]:
    """What is decided in all databases, of what they hold."""
    return {
        place: json.dumps(held, default=str) for place, held in rows.items() if held and place.rsplit(".", 1)[-1] not in BESIDE
    }


def rewind(cast: Any, rows: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    """Have all databases hold what they held, where they hold something else."""
    assert found.keys() >= rows.keys(), "no collection goes, with its indexes"
    for place, held in all_collections(cast).items():
        if found.get(place, []) != (wanted := rows.get(place, [])):
            held.delete_many({})
            if wanted:
                held.insert_many(wanted)
    caches["local"].clear()


def told_since(cast: Any, counted: list[int]) -> list[str]:
    return [
        entry["action"]
        for chain, number in zip(chains(cast), counted, strict=True)
        for entry in chain.log.find({"_id": {"$gt": number}}, sort=[("_id", 1)])
    ]


def undeclared_facts(cast: Any, counted: list[int]) -> dict[str, set[str]]:
    rows = [row for chain, number in zip(chains(cast), counted, strict=True) for row in chain.log.find({"_id": {"$gt": number}})]
    found = {row["action"]: row["details"].keys() - EVENTS[row["action"]].facts for row in rows}
    return {action: names for action, names in found.items() if names}


ALL = range(1, MOST_WRITES + 1)
KILLS = (
    [pytest.param(name, ALL, id=name) for name in UNITS]
    if sampling.is_exhaustive()
    else [
        pytest.param(name, [number], id=f"{name}-{number}")
        for name, number in sampling.sampled([(name, number) for name in UNITS for number in range(1, 9)], 48)
    ]
)
"""An action, and before which of its writes it is killed: one of the first eight, or each until nothing is left to be killed."""


@pytest.mark.parametrize(("name", "numbers"), KILLS)
def test_action_killed_before_any_write_is_done_and_told_once_or_never_began(cast, name, numbers):
    UNITS[name].before(cast)
    settle(cast)
    rows, counted = all_rows(cast), [audit.newest_number(chain) for chain in chains(cast)]
    for number in numbers:
        fell = _is_whole_after_kill(copy.deepcopy(cast), name, number, decided(rows), counted)
        if not fell or numbers is not ALL:
            break
        rewind(cast, rows, all_rows(cast))
    print(f"{name}: {number - (not fell)} writes")  # noqa: T201  what ran is told
    assert number < MOST_WRITES, "nothing does as much as this"


def _is_whole_after_kill(cast: Any, name: str, number: int, before: dict[str, str], counted: list[int]) -> list[str]:
    """Kill an action before its n-th write, and look whether all is well; returns before which, if it has so many."""
    case = UNITS[name]
    with killed_before_write(number) as fell:
        case.act(cast)
    settle(cast)
    told, after = told_since(cast, counted), decided(all_rows(cast))
    if not _is_loose_end(name, before, after):
        assert (after != before) == bool(told), (number, fell, told)
    for event in case.entries & set(told):
        assert told.count(event) == (2 if event in IN_BOTH_LOGS else 1), (number, fell, told)
    assert fell or case.entries <= set(told), number
    assert undeclared_facts(cast, counted) == {}, number
    assert settling.unsettled() == [], number
    for chain in chains(cast):
        audit.verify(chain)
    return fell


IN_BOTH_LOGS = {"support.ended", "project.closed", "project.kept", "project.suspended", "project.archived", "project.reopened"}
"""Are told in the project's log and in the platform's."""

LOOSE_ENDS = {
    "releasing.publish": {"releases"},
    "catalogue.publish_version": {"factory_catalogueversion", "factory_rollout"},
    "inviting.accept": {"tenants_invitation"},
}
"""What may be written and untold: a release or version to which nothing points, an invitation that is accepted once more."""


def _is_loose_end(name: str, before: dict[str, str], after: dict[str, str]) -> bool:
    differing = {place.rsplit(".", 1)[-1] for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
    return bool(differing) and differing <= LOOSE_ENDS.get(name, set())


ANYBODY = {
    "accounts.create_account", "clusters.register_clusters", "clusters.place", "inviting.accept", "inviting.decline",
    "passwords.change_password", "passwords.reset_password",
    "second_factor.add_passkey", "second_factor.add_second_factor", "second_factor.replace_recovery_codes",
    "second_factor.use_recovery_code", "second_factor.end_sessions",
}  # fmt: skip
"""Are for commands, which may do everything, for whoever is invited, or done by the person to their own account."""


@pytest.mark.parametrize("name", sampling.sampled(sorted(UNITS.keys() - ANYBODY), 8))
def test_action_that_is_refused_changes_nothing_and_is_not_even_written_down(cast, monkeypatch, name):
    case = UNITS[name]
    case.before(cast)
    settle(cast)
    before = everything(cast)
    for module in (sys.modules[__name__], test_audit_entries):
        monkeypatch.setattr(module, "OPERATOR", cast.actor("stranger"))
        monkeypatch.setattr(module, "STAFF", Staff(cast.actor("staff"), frozenset()))
    with pytest.raises((Absent, Forbidden, NotAllowed)):
        case.act(cast)
    assert everything(cast) == before


def test_role_that_was_taken_away_is_gone_with_the_one_write_that_takes_it(cast):
    """Nobody has more rights than the role says, wherever whoever changes it is killed."""
    for number in range(1, 12):
        with killed_before_write(number):
            people.change_role(OPERATOR, cast.project, user_id=str(cast.designer.pk), role="viewer")
        role = Membership.objects.get(user=cast.designer).role
        assert rights_of(cast.designer, cast.project) <= PERMISSIONS[role]
    settle(cast)
    assert rights_of(cast.designer, cast.project) == PERMISSIONS["viewer"]


def test_person_who_was_removed_has_no_rights_though_their_removal_was_killed(cast):
    with killed_before_write(3) as fell:
        people.remove_member(OPERATOR, cast.project, user_id=str(cast.designer.pk))
    assert fell == ["guardian_userobjectpermission.delete_many"]
    assert rights_of(cast.designer, cast.project) == frozenset()
    settle(cast)
    assert not UserObjectPermission.objects.filter(user=cast.designer).exists()
    assert told_since(cast, [0, 0, 0]).count("member.removed") == 1


def test_unit_of_a_process_that_lives_is_left_alone(cast):
    with killed_before_write(3):
        deleted(cast)
    assert settling.settle_abandoned() == []
    (intent,) = settling.unsettled()
    assert (intent.action, intent.key) == ("document.deleted", "date")
    assert settling.settle_abandoned(datetime.now(UTC) + 2 * units.GRACE) == [intent]


def test_next_change_of_a_document_tells_first_of_the_one_whose_writer_was_killed(cast):
    with killed_before_write(3):
        deleted(cast)
    counted = [audit.newest_number(chain) for chain in chains(cast)]
    editing.restore_document(OPERATOR, cast.project, "template", "date", 1)
    assert told_since(cast, counted) == ["document.deleted", "document.restored"]


def test_slow_writer_whose_unit_another_settled_tells_of_it_once(cast, monkeypatch):
    append = audit.append
    seen: list[bool] = []

    def slow(*args: Any, **named: Any) -> int:
        if not seen:
            seen.append(True)
            settling.settle_abandoned(datetime.now(UTC) + 2 * units.GRACE)
        return append(*args, **named)

    monkeypatch.setattr(audit, "append", slow)
    deleted(cast)
    assert told_since(cast, [0, 0, 0]).count("document.deleted") == 1
    audit.verify(chain_of(cast.project.ref))


def test_change_whose_outcome_nobody_told_is_settled_by_what_the_document_says(cast, monkeypatch):
    """The server took the write, and its answer was lost."""
    update = Collection.update_one

    def lost(held: Any, *args: Any, **named: Any) -> Any:
        done = update(held, *args, **named)
        if held.name == "templates":
            raise AutoReconnect("connection closed")
        return done

    with monkeypatch.context() as patch:
        patch.setattr(Collection, "update_one", lost)
        with pytest.raises(AutoReconnect):
            deleted(cast)
    assert told_since(cast, [0, 0, 0]).count("document.deleted") == 1
    assert settling.unsettled() == []


def test_units_of_an_erased_project_go_with_it(cast):
    with killed_before_write(3):
        deleted(cast)
    erasing.erase_project(OPERATOR, cast.project)
    assert settling.unsettled() == []
    settling.settle_abandoned(datetime.now(UTC) + 2 * units.GRACE)


@pytest.mark.parametrize(
    "holder", ["elsewhere 1 1", f"{socket.gethostname()} {os.getpid()} 1"], ids=["another machine", "number given anew"]
)
def test_process_of_another_machine_is_waited_for_and_one_whose_number_was_given_anew_is_not(cast, holder):
    with killed_before_write(3):
        deleted(cast)
    books_of(cast.project.ref).intents.update_many({}, {"$set": {"holder": holder}})
    is_known_gone = not holder.startswith("elsewhere")
    assert bool(settling.settle_abandoned()) == is_known_gone
