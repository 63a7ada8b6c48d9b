"""Names and bodies inside a project's database."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from omnia.dialogue.canonical import canonical_bytes, content_hash
from omnia.dialogue.positions import FIELD, meaning, placed
from omnia.mongo.clusters import database
from omnia.mongo.context import ProjectRef
from tenants.project import collections

Body = dict[str, Any]


def version_id(document: str, key: str, number: int) -> str:
    """The id of a version: its number is part of it, so two saves cannot both become version n."""
    return f"{document}:{key}:{number}"


def put_body(project: ProjectRef, body: Body) -> str:
    """Store a body under its content hash, if it is not there yet, and return the hash.

    Positions are no part of it: heads and versions keep them, so that nothing that is released has any.
    """
    digest = content_hash(body)
    text = canonical_bytes(meaning(body)).decode()
    database(project)[collections.BODIES].update_one({"_id": digest}, {"$setOnInsert": {"body": text}}, upsert=True)
    return digest


def get_body(project: ProjectRef, digest: str) -> Body:
    """The body under a hash; raises `KeyError` if the database does not hold it."""
    found = database(project)[collections.BODIES].find_one({"_id": digest})
    if found is None:
        raise KeyError(digest)
    body: Body = orjson.loads(found["body"])
    return body


def body_of(project: ProjectRef, row: Mapping[str, Any]) -> Body:
    """What a head or a version says, with the positions that it keeps; raises `KeyError` as `get_body`."""
    return placed(get_body(project, row["hash"]), row.get(FIELD))


def get_bodies(project: ProjectRef, digests: Iterable[str]) -> dict[str, Body]:
    """The bodies under these hashes, by hash."""
    found = database(project)[collections.BODIES].find({"_id": {"$in": sorted(set(digests))}})
    return {row["_id"]: orjson.loads(row["body"]) for row in found}


def has_bodies(project: ProjectRef, digests: Iterable[str]) -> bool:
    """Whether the database holds a body under each of these hashes."""
    wanted = sorted(set(digests))
    found = database(project)[collections.BODIES].find({"_id": {"$in": wanted}}, {"_id": 1})
    return len(list(found)) == len(wanted)
