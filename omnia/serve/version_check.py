"""Whether the databases are of the version that starts, told in a sentence each: nothing is refused, versions run side by side.

Only looked at: no collection is made on an empty server. Docs: docs/how_to/upgrade.md.
"""

from collections.abc import Iterator

from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from pymongo.errors import PyMongoError

from omnia import VERSION
from omnia.mongo.clusters import client_for_uri

NAMES = {"default": "control", "factory": "factory"}
Migration = tuple[str, str]


def sentences() -> list[str]:
    """What is wrong with the databases' version; nothing of a database that does not answer, which is waited for elsewhere."""
    known = set(MigrationLoader(None).disk_migrations)
    return [sentence for alias, name in NAMES.items() for sentence in _of(alias, name, known)]


def _of(alias: str, name: str, known: set[Migration]) -> Iterator[str]:
    try:
        applied = _applied(alias)
    except PyMongoError:
        return
    option = "" if alias == "default" else f" --database {alias}"
    lacking, newer = sorted(known - applied), sorted(applied - known)
    if not applied:
        yield f"The {name} database is empty: manage.py migrate{option}"
    elif lacking:
        yield f"The {name} database lacks {_listed(lacking)} of version {VERSION}: manage.py migrate{option}"
    if newer:
        yield (
            f"The {name} database was migrated by a newer version than {VERSION} ({_listed(newer)}): this one runs on it until "
            "it is replaced."
        )


def _applied(alias: str) -> set[Migration]:
    entry = settings.DATABASES[alias]
    rows = client_for_uri(entry["HOST"])[entry["NAME"]]["django_migrations"].find({}, {"app": 1, "name": 1})
    return {(row["app"], row["name"]) for row in rows}


def _listed(migrations: list[Migration]) -> str:
    first = ".".join(migrations[0])
    return first if len(migrations) == 1 else f"{first} and {len(migrations) - 1} more"
