"""The product without what counts its conversations: nothing is noted while one runs, and its record is written alone.

Beside the product it tells what counting costs (`bench.counting`). It is no setting, for nobody is to switch counting off.
"""

from collections.abc import Sequence
from types import ModuleType
from typing import Any

from omnia.dialogue.engine import answering, asking, confirming, reading, taking, tallying
from omnia.mongo.clusters import database
from omnia.mongo.context import ProjectRef
from omnia.rsgi import application
from runtime_api.conversations import archive, turns
from tenants.project.collections import CONVERSATIONS

NOTING: tuple[ModuleType, ...] = (answering, asking, confirming, reading, taking)


def _nothing(*_arguments: Any) -> None:
    """Note nothing."""


def _no_results(*_arguments: Any) -> list[Any]:
    """Count nothing."""
    return []


def _write_plainly(project: ProjectRef, rows: Sequence[archive.Sealed], _shard: int) -> bool:
    """Write records as they were written before they were counted: each once, without a transaction."""
    database(project)[CONVERSATIONS].bulk_write([row.put for row in rows], ordered=False)
    return True


for name in [name for name in vars(tallying) if name.startswith("note_")]:
    for module in NOTING:
        if hasattr(module, name):
            setattr(module, name, _nothing)
turns.results_of = _no_results  # type: ignore[assignment]
archive.missed_words = _no_results  # type: ignore[assignment]
archive._write_once = _write_plainly  # noqa: SLF001  # what is measured is the product's own

__all__ = ["application"]
