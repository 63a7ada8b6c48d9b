"""Where projects may be placed."""

from django.conf import settings

from omnia.infra.audit import Actor
from omnia.infra.units import Entry
from omnia.mongo.clusters import client
from omnia.mongo.stamped import collection_of, document_of, stored
from tenants.access import Forbidden
from tenants.actions import trail
from tenants.audit_chains import platform_books
from tenants.control.models import Cluster, User
from tenants.support import is_operator

MAX_ATTEMPTS = 20
"""Times that a change is tried again because somebody else made another."""


class ClusterFull(Exception):  # noqa: N818
    """A cluster that takes no new projects; the sentence says so."""


class ClusterBusy(Exception):  # noqa: N818
    """A cluster that others change all the time; the sentence says so."""


def register_clusters(actor: Actor) -> list[Cluster]:
    """Give every configured cluster its row; those that have one keep it. Returns all rows, by key."""
    known = set(Cluster.objects.values_list("key", flat=True))
    for key in sorted(settings.OMNIA_CLUSTERS.keys() - known):
        told = Entry("cluster.registered", key)
        with trail.unit_on(platform_books(), actor, told.action, Cluster, key) as unit:
            unit.insert(collection_of(Cluster), document_of(Cluster(key=key)), told)
    return list(Cluster.objects.order_by("key"))


def place(actor: Actor, key: str) -> Cluster:
    """The cluster for a new project, which answers now.

    Raises:
        UnknownCluster: it is not configured.
        ClusterFull: it takes no more projects.
        PyMongoError: it does not answer; nothing was written that would be left half done.
    """
    client(key).admin.command("ping")
    cluster = next(row for row in register_clusters(actor) if row.key == key)
    if not cluster.accepts_projects:
        raise ClusterFull(f"The cluster “{key}” takes no new projects. Choose another one.")
    return cluster


def change_cluster(actor: Actor, cluster: Cluster, *, region: str, accepts_projects: bool) -> None:
    """Say where a cluster is and whether it takes new projects; for operators. Raises `Forbidden`."""
    require_operator(actor, "manage_clusters")
    for _attempt in range(MAX_ATTEMPTS):
        # Not what the caller holds: a form has written its own values into that.
        before = Cluster.objects.get(pk=cluster.pk)
        if _changed(actor, before, region.strip(), accepts_projects=accepts_projects):
            return
    raise ClusterBusy(f"Others change the cluster “{cluster.pk}” without a pause. Try again.")


def _changed(actor: Actor, before: Cluster, region: str, *, accepts_projects: bool) -> bool:
    """Whether the cluster was still as it was before, and has the new values now."""
    facts = {
        "region": region,
        "region_before": before.region,
        "accepts_projects": accepts_projects,
        "accepts_projects_before": before.accepts_projects,
    }
    told = Entry("cluster.changed", before.pk, facts)
    same = stored(Cluster, key=before.pk, region=before.region, accepts_projects=before.accepts_projects)
    change = {"$set": stored(Cluster, region=region, accepts_projects=accepts_projects)}
    with trail.unit_on(platform_books(), actor, told.action, Cluster, before.pk) as unit:
        return unit.change(collection_of(Cluster), same, change, told)


def require_operator(actor: Actor, right: str) -> None:
    """Refuse whoever is neither a command, the system, nor one of the operators. Raises `Forbidden`."""
    if actor.kind not in ("command", "system") and not (actor.kind == "user" and _is_operator(actor)):
        raise Forbidden(right)


def _is_operator(actor: Actor) -> bool:
    user = User.objects.filter(pk=actor.id).first()
    return user is not None and is_operator(user)
