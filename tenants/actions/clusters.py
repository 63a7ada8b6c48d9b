"""Where projects may be placed."""

from django.conf import settings

from omnia.infra.audit import Actor
from omnia.mongo.clusters import client
from tenants.access import Forbidden
from tenants.actions import trail
from tenants.control.models import Cluster, User

OPERATORS = "operator"


class ClusterFull(Exception):  # noqa: N818
    """A cluster that takes no new projects; the sentence says so."""


def register_clusters(actor: Actor) -> list[Cluster]:
    """Give every configured cluster its row; those that have one keep it. Returns all rows, by key."""
    known = set(Cluster.objects.values_list("key", flat=True))
    for key in sorted(settings.OMNIA_CLUSTERS.keys() - known):
        Cluster(key=key).save(force_insert=True)
        trail.note_platform(actor, action="cluster.registered", subject=key)
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
    if actor.kind == "user" and not _is_operator(actor):
        raise Forbidden("manage_clusters")
    Cluster.objects.filter(pk=cluster.pk).update(region=region.strip(), accepts_projects=accepts_projects)
    trail.note_platform(actor, action="cluster.changed", subject=cluster.pk, accepts_projects=accepts_projects)


def _is_operator(actor: Actor) -> bool:
    user = User.objects.filter(pk=actor.id, is_active=True, is_staff=True).first()
    return user is not None and (user.is_superuser or user.groups.filter(name=OPERATORS).exists())
