"""Moves that were asked for on a page: written down, and carried out by a thread of a portal process, whoever closes the page."""

import pymongo

from omnia.backups.errors import BackupError
from omnia.infra import background
from omnia.infra.audit import SYSTEM, Actor
from omnia.mongo.clusters import UnknownCluster
from omnia.mongo.work_loop import work_loop
from tenants.actions import relocating
from tenants.actions.clusters import ClusterFull, require_operator
from tenants.actions.move_lease import MoveError
from tenants.control.models import Project
from tenants.placement import BeingMovedError, settle


def ask(actor: Actor, project: Project, to: str) -> None:
    """Have a project moved, or a move that broke off gone on with. Raises as `relocating.relocate` does."""
    require_operator(actor, relocating.RIGHT)
    settle(project)
    relocating.require_movable(actor, project, to)
    relocating.ask(actor, project, to)


def step() -> bool:
    """Carry out one move that was asked for; False if there is none that another process does not work on."""
    row = relocating.next_asked()
    if row is None:
        return False
    project = Project.objects.filter(pk=row["_id"]).first()
    refusal = ""
    try:
        if project is not None:
            # It may take longer than what a page waits for.
            with pymongo.timeout(None):
                relocating.relocate(SYSTEM, project, row["target"])
    except BeingMovedError:
        return False
    except (MoveError, BackupError, UnknownCluster, ClusterFull) as error:
        refusal = str(error)
    relocating.settle_asked(row["_id"], refusal)
    return True


def ensure_started() -> None:
    """Begin to carry out what is asked for, in a thread of this process, if it does not yet."""
    _thread.ensure_started()


def stop() -> None:
    """Carry out nothing any more, in this process."""
    _thread.stop()


def _work(thread: background.BackgroundThread) -> None:
    work_loop(thread, step, name="moves")


_thread = background.BackgroundThread("omnia-moves", _work)
