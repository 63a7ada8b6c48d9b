"""Which projects are held still in a database for the moment in which they move: nothing of theirs is written there meanwhile.

Heard of with their API keys, which every request rests on and which are looked at again within a second.
"""

from datetime import UTC, datetime

from omnia.infra import background
from omnia.mongo.context import ProjectRef
from tenants.project.standing import Standing

_until: dict[tuple[str, str], datetime] = {}
"""Until when at the latest, by project and cluster; almost always empty."""


def note(project: ProjectRef, standing: Standing | None) -> None:
    """Remember how a project was just seen to stand."""
    place = (project.id, project.cluster)
    if standing is not None and standing.state == "frozen" and standing.until is not None:
        _until[place] = standing.until
    elif _until:
        _until.pop(place, None)


def is_held(project: ProjectRef) -> bool:
    """Whether nothing may be written to a project's database now."""
    if not _until:
        return False
    until = _until.get((project.id, project.cluster))
    return until is not None and datetime.now(UTC) < until


background.on_reset(_until.clear)
