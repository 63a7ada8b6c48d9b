"""Whether a MongoDB server takes a write just now, found out by writing one small document."""

from datetime import UTC, datetime

from pymongo import MongoClient
from pymongo.errors import NotPrimaryError, OperationFailure

from omnia.mongo.clusters import Document

DATABASE = "omnia_readiness"
"""Holds one document on each cluster; no project's database is touched for a probe."""

COLLECTION = "omnia_readiness"
UNAUTHORISED = 13
DUPLICATE = 11000


def write_once(client: "MongoClient[Document]", database: str = DATABASE) -> None:
    """Write the document; raises `PyMongoError` if that is not possible.

    A user without the right to write there is not refused for that: then the server's own word counts that it takes writes.
    """
    change = {"$set": {"at": datetime.now(UTC)}}
    try:
        client[database][COLLECTION].update_one({"_id": "probe"}, change, upsert=True)
    except OperationFailure as error:
        if error.code == DUPLICATE:
            # Two processes wrote the first one at the same time.
            return
        if error.code != UNAUTHORISED:
            raise
        if not client.admin.command("hello").get("isWritablePrimary"):
            raise NotPrimaryError("The server takes no writes just now.") from error
