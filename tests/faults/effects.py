"""What each action changes, as a number that its entries in an audit log must rise with, whatever breaks in between."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from factory.models import Industry, Template
from factory.trail import catalogue_chain
from fleet import settling
from omnia.infra.audit import Actor, Chain
from omnia.mongo.clusters import database
from tenants.actions import channels, inviting, people, provisioning, releasing
from tenants.actions.editing import finish_started
from tenants.audit_chains import chain_of, platform_chain
from tenants.control.models import Cluster, Invitation, Membership, Project, ProjectStatus, User
from tenants.project import channels as pointers
from tests.integration.test_audit_entries import CASES, OPERATOR, Case

Cast = Any
Act = Callable[[Cast], object]


@dataclass(frozen=True, slots=True)
class Effect:
    """An action's change, and the event that tells of it."""

    event: str
    count: Callable[[Cast], int]
    """How often the change is there."""
    chain: Callable[[Cast], Chain]
    again: Act | None = None
    """What whoever comes next calls; the action itself if nothing else is said."""

    def told(self, cast: Cast) -> int:
        """How many entries tell of it."""
        return self.chain(cast).log.count_documents({"action": self.event})

    def distance(self, cast: Cast) -> int:
        """What the change is ahead of its entries."""
        return self.count(cast) - self.told(cast)


def of_project(event: str, count: Callable[[Cast], int], again: Act | None = None) -> Effect:
    return Effect(event, count, lambda cast: chain_of(cast.project.ref), again)


def of_platform(event: str, count: Callable[[Cast], int]) -> Effect:
    return Effect(event, count, lambda _cast: platform_chain())


def of_catalogue(event: str, count: Callable[[Cast], int]) -> Effect:
    return Effect(event, count, lambda _cast: catalogue_chain())


def rows(collection: str, **query: Any) -> Callable[[Cast], int]:
    return lambda cast: database(cast.project.ref)[collection].count_documents(query)


def live(field: str) -> Callable[[Cast], int]:
    return lambda cast: int(getattr(pointers.read(cast.project.ref, "live"), field))


def canary(field: str) -> Callable[[Cast], int]:
    def found(cast: Cast) -> int:
        running = pointers.read(cast.project.ref, "live").canary
        return int(getattr(running, field)) if running is not None else 0

    return found


def draft_of(key: str, field: str) -> Callable[[Cast], int]:
    return lambda _cast: int(Template.objects.filter(key=key).values_list(field, flat=True).first() or 0)


def version_of_date(cast: Cast) -> int:
    return int(database(cast.project.ref)["templates"].find_one({"_id": "date"})["version"])


def role(cast: Cast, name: str) -> int:
    return Membership.objects.filter(project=cast.project, user=cast.designer, role=name).count()


def new_project() -> Project | None:
    return Project.objects.filter(name="New").first()


def made(_cast: Cast) -> int:
    return Project.objects.filter(name="New", status=ProjectStatus.ACTIVE).count()


def chain_of_new(cast: Cast) -> Chain:
    found = new_project()
    return chain_of(found.ref) if found is not None else Chain(database(cast.foreign.ref)["nothing"], "nothing")


def resume(cast: Cast) -> object:
    found = new_project()
    return CASES["provisioning.create_project"].act(cast) if found is None else provisioning.resume_provisioning(OPERATOR, found)


def gone(cast: Cast) -> int:
    is_left = bool(database(cast.foreign.ref).list_collection_names())
    return int(not is_left and Project.objects.filter(pk=cast.foreign.pk, status=ProjectStatus.ERASED).exists())


def publish_two(cast: Cast) -> None:
    for _number in range(2):
        releasing.publish(OPERATOR, cast.project)


def begin_canary(cast: Cast) -> None:
    publish_two(cast)
    channels.start_canary(OPERATOR, cast.project, release=1, weight=20)


def invite(cast: Cast) -> Invitation:
    return inviting.invite(OPERATOR, cast.project, email="new@example.com", role="viewer")


def add_stranger(cast: Cast) -> object:
    return people.add_member(Actor("system", "tests"), cast.project, email="stranger@example.com", role="viewer")


def canary_case(act: Act, event: str, before: Act = begin_canary) -> Case:
    return Case(act, frozenset({event}), before)


MORE = {
    "people.add_member": Case(add_stranger, frozenset({"member.added"})),
    "inviting.invite": Case(invite, frozenset({"invitation.made"})),
    "inviting.withdraw": Case(
        lambda cast: inviting.withdraw(OPERATOR, cast.project, invitation_id=Invitation.objects.get().pk),
        frozenset({"invitation.withdrawn"}),
        invite,
    ),
    "channels.start_canary": canary_case(
        lambda cast: channels.start_canary(OPERATOR, cast.project, release=1, weight=20), "canary.started", publish_two
    ),
    "channels.set_canary_weight": canary_case(
        lambda cast: channels.set_canary_weight(OPERATOR, cast.project, weight=21), "canary.weight_changed"
    ),
    "channels.promote_canary": canary_case(lambda cast: channels.promote_canary(OPERATOR, cast.project), "canary.promoted"),
    "channels.abort_canary": canary_case(lambda cast: channels.abort_canary(cast.project, by=OPERATOR), "canary.aborted"),
    "channels.move_channel": canary_case(
        lambda cast: channels.move_channel(OPERATOR, cast.project, channel="staging", release=1), "channel.moved", publish_two
    ),
}
"""Actions whose entries their own tests look at."""

ACTS = CASES | MORE

EFFECTS = {
    "accounts.create_account": of_platform("user.created", lambda _cast: User.objects.filter(email="new@example.com").count()),
    "accounts.change_account": of_platform(
        "user.changed", lambda cast: User.objects.filter(pk=cast.owner.pk, name="New").count()
    ),
    "clusters.register_clusters": of_platform("cluster.registered", lambda _cast: Cluster.objects.count()),
    "clusters.place": of_platform("cluster.registered", lambda _cast: Cluster.objects.count()),
    "clusters.change_cluster": of_platform("cluster.changed", lambda _cast: Cluster.objects.filter(region="Milan").count()),
    "editing.save_document": of_project("document.saved", version_of_date),
    "editing.create_document": of_project("document.created", rows("templates", _id="own_date", creation={"$exists": False})),
    "editing.restore_document": of_project("document.restored", rows("templates", _id="date", deleted={"$ne": True})),
    "editing.delete_document": of_project("document.deleted", rows("templates", _id="date", deleted=True)),
    "quota.set_quota": of_project("quota.changed", rows("usage", _id="quota", **{"limits.turns": 1000})),
    "keys.issue_key": of_project("api_key.issued", rows("api_keys")),
    "keys.revoke_key": of_project("api_key.revoked", rows("api_keys", revoked_at={"$ne": None})),
    "people.change_role": of_project("member.role_changed", lambda cast: role(cast, "viewer")),
    "people.remove_member": of_project(
        "member.removed", lambda cast: 1 - Membership.objects.filter(project=cast.project, user=cast.designer).count()
    ),
    "people.add_member": of_project(
        "member.added", lambda cast: Membership.objects.filter(project=cast.project, user=cast.stranger).count()
    ),
    "inviting.invite": of_project("invitation.made", lambda _cast: Invitation.objects.count()),
    "inviting.withdraw": of_project("invitation.withdrawn", lambda _cast: 1 - Invitation.objects.count()),
    "provisioning.create_project": Effect("project.created", made, chain_of_new, resume),
    "erasing.erase_project": of_platform("project.erased", gone),
    "erasing_later.plan_erasure": of_platform("project.closed", lambda cast: with_status(cast, ProjectStatus.ERASING)),
    "erasing_later.keep_project": of_platform("project.kept", lambda cast: with_status(cast, ProjectStatus.ACTIVE)),
    "holding.suspend": of_project("project.suspended", lambda cast: held(cast, "suspended")),
    "holding.archive": of_project("project.archived", lambda cast: held(cast, "archived")),
    "holding.open_again": of_project("project.reopened", lambda cast: held(cast, "")),
    "releasing.publish": of_project("release.published", live("sequence")),
    "releasing.rollback": of_project("release.rolled_back", live("sequence")),
    "channels.start_canary": of_project("canary.started", lambda cast: int(canary("weight")(cast) == 20)),
    "channels.set_canary_weight": of_project("canary.weight_changed", canary("weight")),
    "channels.promote_canary": of_project("canary.promoted", lambda cast: int(live("release")(cast) == 1)),
    "channels.abort_canary": of_project("canary.aborted", lambda cast: int(canary("weight")(cast) == 0)),
    "channels.move_channel": of_project("channel.moved", lambda cast: int(pointers.read(cast.project.ref, "staging").sequence)),
    "catalogue.create_draft": of_catalogue("catalogue.draft_created", lambda _cast: template("own_date")),
    "catalogue.save_draft": of_catalogue("catalogue.draft_saved", draft_of("date", "revision")),
    "catalogue.restore_save": of_catalogue("catalogue.draft_saved", draft_of("date", "revision")),
    "catalogue.ask_review": of_catalogue("catalogue.review_asked", lambda _cast: in_review("asked")),
    "catalogue.approve": of_catalogue("catalogue.review_approved", lambda _cast: in_review("approved")),
    "catalogue.send_back": of_catalogue("catalogue.review_returned", lambda _cast: in_review("returned")),
    "catalogue.publish_version": of_catalogue("catalogue.version_published", draft_of("date", "published")),
    "catalogue.deprecate": of_catalogue("catalogue.document_deprecated", draft_of("date", "deprecated")),
    "catalogue.restore": of_catalogue("catalogue.draft_saved", draft_of("date", "revision")),
    "catalogue.set_industry": of_catalogue(
        "catalogue.industry_set", lambda _cast: Industry.objects.filter(key="tourism").count()
    ),
    "catalogue.load_document": of_catalogue("catalogue.version_published", draft_of("own_date", "published")),
}


def with_status(cast: Cast, status: ProjectStatus) -> int:
    return Project.objects.filter(pk=cast.project.pk, status=status).count()


def held(cast: Cast, hold: str) -> int:
    return Project.objects.filter(pk=cast.project.pk, hold=hold).count()


def in_review(state: str) -> int:
    return Template.objects.filter(key="date", review_state=state).count()


def template(key: str) -> int:
    return Template.objects.filter(key=key).count()


LATER = timedelta(hours=1)


def who_comes_next(cast: Cast) -> None:
    """Finish what a writer began and did not end, as the next visitor does and the worker."""
    finish_started(cast.project)
    settling.settle_abandoned(datetime.now(UTC) + LATER)
