"""Work in the background passes by a project whose database this version does not read any more, and says so once.

The project is worked on again, like all others, once `migrate_projects` was there: nothing has to be told of it.
"""

from omnia.infra import background
from omnia.infra.telemetry import log
from omnia.mongo.context import ProjectRef
from tenants.project import shapes

logger = log(__name__)
_told: dict[str, object] = {}
"""The projects of which this process has said so, until it finds them upgraded."""


def is_passed_by(project: ProjectRef) -> bool:
    """Whether work leaves a project alone until it is upgraded."""
    return note(project, is_behind=shapes.is_too_early(project))


def note(project: ProjectRef, *, is_behind: bool) -> bool:
    """The same where it is known already whether the project is behind."""
    if not is_behind:
        _told.pop(project.id, None)
        return False
    # Of several threads that come to it at once one says so.
    mine = object()
    if _told.setdefault(project.id, mine) is mine:
        logger.warning("project.passed_by", project=project.id)
    return True


background.on_reset(_told.clear)
