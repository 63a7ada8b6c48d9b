"""Where a project's database is, and that nobody writes to it in the moment in which that changes.

The registry's row names the cluster, for the portal; for the runtime, which has no control database, a pointer in the database
that was left does. The pointer decides: whoever finds the row behind it brings the row up to it.
"""

from datetime import UTC, datetime

from pymongo.errors import AutoReconnect

from omnia.mongo.clusters import database
from tenants.control.models import Project, ProjectStatus
from tenants.project import standing


class BeingMovedError(AutoReconnect):
    """The project is held still for the moment in which it moves: what was asked for is tried again, as after an outage."""

    def __init__(self) -> None:
        super().__init__("The project is being moved to another cluster. Nothing is lost: try again in a moment.")


def settle(project: Project) -> None:
    """Bring a row that says “moving” up to what is true: the project has moved, or whoever moved it was killed before it had.

    Raises `BeingMovedError` while it is moving.
    """
    if project.status != ProjectStatus.MOVING:
        return
    here = standing.read(database(project.ref))
    moving = Project.objects.filter(pk=project.pk, status=ProjectStatus.MOVING, cluster=project.cluster)
    if here is not None and here.state == "moved":
        moving.update(status=ProjectStatus.ACTIVE, cluster=here.to)
    elif here is None or not here.is_frozen(datetime.now(UTC)):
        moving.update(status=ProjectStatus.ACTIVE)
    else:
        raise BeingMovedError
    project.refresh_from_db()
