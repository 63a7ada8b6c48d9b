"""What a project may use in a month: decided by the platform's staff, or by an operator at the command line."""

from collections.abc import Mapping
from typing import Any

from omnia.infra import bus
from omnia.infra.audit import Actor
from omnia.infra.units import Entry
from omnia.mongo.clusters import database
from tenants.access import GONE, Absent
from tenants.actions import trail
from tenants.actions.clusters import require_operator
from tenants.control.models import Project
from tenants.placement import settle
from tenants.project import quota_telling, quotas
from tenants.project.collections import USAGE
from tenants.project.quotas import Quota
from tenants.project.usage import KINDS

MOST = 10**15
"""The largest limit that can be set."""

EVENT = "quota.changed"


class QuotaError(ValueError):
    """Limits that cannot be; the sentence says why."""


def checked(limits: Mapping[str, int], *, refuses_reads: bool) -> Quota:
    """A quota that may be; raises `QuotaError`."""
    for kind, limit in limits.items():
        if kind not in KINDS:
            raise QuotaError(f"There is no limit “{kind[:40]}”. Choose among: {', '.join(KINDS)}.")
        if not 0 < limit <= MOST:
            raise QuotaError(f"A limit is a whole number from 1 to {MOST}; leave it out for none.")
    return Quota({kind: limits[kind] for kind in KINDS if kind in limits}, refuses_reads)


def set_quota(actor: Actor, project: Project, *, limits: Mapping[str, int], refuses_reads: bool = False) -> Quota:
    """Allow a project so much a month from now on; of a kind that is left out any number.

    What is used already counts. Set again to the same, it is looked at anew how far it is used.

    Raises:
        QuotaError: limits that cannot be.
        Forbidden: the actor is no operator of the platform.
        Absent: the project is erased, or to be.
    """
    _authorise(actor, project)
    quota, before = checked(limits, refuses_reads=refuses_reads), quotas.read(project.ref)
    if quota != before:
        _write(actor, project, quota, before)
    quota_telling.judge(project.ref)
    # What was used up may not be any more.
    bus.announce_keys(project.ref)
    return quota


def _write(actor: Actor, project: Project, quota: Quota, before: Quota) -> None:
    held = database(project.ref)[USAGE]
    held.update_one({"_id": quotas.ID}, {"$setOnInsert": {"kind": quotas.ID}}, upsert=True)
    told = Entry(EVENT, project.pk, _facts(quota, before))
    with trail.unit(project.ref, actor, EVENT, USAGE, quotas.ID) as unit:
        values: dict[str, Any] = {"limits": dict(quota.limits), "refuses_reads": quota.refuses_reads}
        unit.change(held, {"_id": quotas.ID}, {"$set": values}, told)


def _facts(quota: Quota, before: Quota) -> dict[str, Any]:
    """The limits and those before, 0 for none."""
    facts = {kind: quota.limits.get(kind, 0) for kind in KINDS}
    earlier = {f"{kind}_before": before.limits.get(kind, 0) for kind in KINDS}
    return {**facts, **earlier, "refuses_reads": quota.refuses_reads}


def _authorise(actor: Actor, project: Project) -> None:
    """Refuse whoever is no operator; a project's own people do not decide on this. Raises `Absent`, `Forbidden`."""
    if project.status in GONE:
        raise Absent
    require_operator(actor, "change quota")
    settle(project)
