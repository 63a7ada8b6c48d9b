"""What the commands on backups share."""

from argparse import ArgumentTypeError
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fleet.backups.scopes import RUNS, Scope
from omnia.backups.errors import BackupError
from omnia.backups.object_storage import SCHEME, ObjectStorage
from omnia.backups.storage import DirectoryStorage, Storage
from omnia.backups.vault import MOMENT
from tenants.commands import ProjectCommand

MAX_COUNT = 1000


class BackupCommand(ProjectCommand):
    """A command on backups."""

    refusals = (*ProjectCommand.refusals, BackupError)

    def over_scopes(self, found: list[Scope]) -> Iterator[Scope]:
        """Go through databases with a progress bar."""
        return self.progress(found, "databases")

    def over_names(self, found: list[str]) -> Iterator[str]:
        """Go through the names of databases with a progress bar."""
        return self.progress(found, "databases")


def storage_at(place: str, *, is_new: bool = False) -> Storage:
    """The storage that an argument names; raises `BackupError` for one that cannot be used."""
    if place.startswith(SCHEME):
        return ObjectStorage(place)
    folder = Path(place)
    if not is_new and not folder.is_dir():
        raise BackupError(f"There is no folder {folder}. Name the one that `backup --out` wrote to.")
    return DirectoryStorage(folder)


def moment(text: str) -> str:
    """An argument that is a moment, or the beginning of one, whose end is then meant; raises `ArgumentTypeError`."""
    written = "".join(each for each in text.lower() if each not in "-:. z")
    whole = (written + "99991231t235959999"[len(written) :] if "t" in written or len(written) == 8 else written) + "z"
    if not MOMENT.fullmatch(whole):
        raise ArgumentTypeError(f"“{text[:30]}” is not a moment; write 2026-11-29, 2026-11-29T11:30 or what --list shows")
    return whole


def count(text: str) -> int:
    """An argument that is a count; raises `ArgumentTypeError`."""
    if not text.isascii() or not text.isdigit() or len(text) > 4 or int(text) > MAX_COUNT:
        raise ArgumentTypeError(f"“{text[:20]}” is not a number from 0 to {MAX_COUNT}")
    return int(text)


def listed(storage: Storage) -> list[dict[str, Any]]:
    """What a storage holds: each database's moments, without opening them."""
    found: dict[str, list[str]] = {}
    for name in storage.names():
        scope, _slash, rest = name.partition("/")
        if rest.startswith("manifests/") and scope != RUNS:
            found.setdefault(scope, []).append(rest.rsplit("/", 1)[-1])
    return [{"scope": scope, "moments": sorted(moments)} for scope, moments in sorted(found.items())]
