"""Replacing the keys that wrap and seal: nothing sealed is touched, and whoever uses the keys notices nothing.

Each step is done when it is written and may be repeated: what is under the current key already is passed over, so a run that was
broken off goes on where it stood.
"""

from omnia.infra.audit import Actor
from omnia.infra.units import Entry
from omnia.mongo import data_keys
from omnia.mongo.clusters import database
from tenants.access import Forbidden, authorise
from tenants.actions import trail
from tenants.control.models import Project
from tenants.control.second_factor import rewrap_seeds


def rewrap_data_keys(actor: Actor, project: Project) -> int:
    """Wrap a project's data keys by the key ring's current key; returns how many were under another.

    Raises:
        Forbidden, Absent: the actor may not do this.
        EnvelopeError, Unreachable: the ring or the database is not at hand; what was not wrapped anew is as it was.
    """
    authorise(actor, project, "manage_keys")
    changed = data_keys.rewrap(project.ref)
    if changed:
        trail.note(project.ref, actor, action="data_keys.rewrapped", subject=project.pk, keys=changed)
    return changed


def renew_data_key(actor: Actor, project: Project) -> None:
    """Give a project a new data key, which seals from now on; what is sealed already still opens. Raises like the other."""
    authorise(actor, project, "manage_keys")
    # Of two at once the second finds a key that is as new as the one it would have made.
    told, held = Entry("data_key.renewed", project.pk), database(project.ref)[data_keys.KEYS]
    with trail.unit(project.ref, actor, told.action, data_keys.KEYS, data_keys.DOCUMENT) as unit:
        unit.give_way(held.find_one({"_id": data_keys.DOCUMENT}, {"unit": 1}))
        if not data_keys.renew(project.ref, {"unit": unit.stamp(told)}):
            unit.drop()


def rewrap_second_factors(actor: Actor) -> int:
    """Wrap what second factors are made from by the key ring's current key; returns how many were under another.

    Raises:
        Forbidden: the actor is no operator at the machine.
        EnvelopeError: the ring does not unwrap some of them, which are as they were; the others are done.
    """
    if actor.kind not in ("command", "system"):
        raise Forbidden("manage_keys")
    changed = rewrap_seeds()
    if changed:
        trail.note_platform(actor, action="second_factors.rewrapped", subject="platform", keys=changed)
    return changed
