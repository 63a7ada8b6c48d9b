"""Of which shape a project's database is: what the product's versions changed in it, one step after the other.

A version that stores something otherwise adds a step here. Code reads the shape before as well, since projects are upgraded while
they are used; the step is for what may not stay as it was for ever. Collections and indexes need no step: a shape names
those that are declared, so whoever declares another makes every project one that is behind.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from omnia.infra import bus
from omnia.mongo.clusters import database
from omnia.mongo.context import ProjectRef
from tenants.project import collections

STEPS = ("Conversations and words are sealed with their project's data key.",)
"""What documents became, in the order of versions; `tenants.actions.upgrading` has the code of each."""

MINIMUM_STEPS = 0
"""Steps that a project must have behind it for this version to read it; one with fewer is served by nobody until it is upgraded.

Raised no earlier than the version after the one that brought the step, so that nothing stops between two versions side by side.
"""

BEHIND = "The project waits to be upgraded to the version that runs here. Nothing of it is lost: try again later."
RETRY_SECONDS = 30
"""After how many seconds whoever asks for such a project may try again."""

FIELD = "shape"
UNKNOWN = "0"
"""The shape of a project that was made before shapes were noted."""


def _declared() -> str:
    rows = {
        name: sorted(json.dumps(index.document, default=str, sort_keys=True) for index in indexes)
        for name, indexes in collections.COLLECTIONS.items()
    }
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()[:8]


CURRENT = f"{len(STEPS)}.{_declared()}"
"""The shape that this version makes and leaves."""


def shape_of(project: ProjectRef) -> str:
    """The shape that a project's database is of."""
    return shape_in(database(project)[collections.SETTINGS].find_one({"_id": "project"}, {FIELD: 1}))


def shape_in(settings: Mapping[str, Any] | None) -> str:
    """The shape that a project's settings say, as they are stored."""
    return str((settings or {}).get(FIELD, UNKNOWN))


def steps_done(shape: str) -> int:
    """How many of the steps a shape has behind it."""
    return int(shape.partition(".")[0])


def is_too_early(project: ProjectRef) -> bool:
    """Whether a project's database is of a shape that this version does not read any more."""
    return MINIMUM_STEPS > 0 and is_unread(shape_of(project))


def is_unread(shape: str) -> bool:
    """Whether this version does not read any more what is of a shape."""
    return steps_done(shape) < MINIMUM_STEPS


def note_current(project: ProjectRef) -> None:
    """Note that a project's database is of the shape of this version, and tell all processes to look again."""
    database(project)[collections.SETTINGS].update_one({"_id": "project"}, {"$set": {FIELD: CURRENT}}, upsert=True)
    bus.announce_keys(project)
