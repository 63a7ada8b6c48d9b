"""What restoring a project in place carries over from what stood, since it may not be undone; each step may be done again."""

import time
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import redis
from pymongo import ReplaceOne, UpdateOne
from pymongo.database import Database

from omnia.backups.errors import BackupError
from omnia.backups.replacing import OLD
from omnia.infra import bus, redis_keys
from omnia.mongo import data_keys
from omnia.mongo.clusters import Document, database
from tenants import agenda
from tenants.control.models import Project
from tenants.project import channels, collections, records, rollups

AT_ONCE = 500


def carry_over(project: Project, held: "Database[Document]") -> None:
    """Take over what came since the backup: releases with their texts, the channels' counts, conversations, and data keys."""
    _releases(held)
    for name in (collections.CONVERSATIONS, collections.INSIGHT):
        _records(held, name)
    # What was added up is about the counts that stood, or about those of the backup, and not about both: it is added up anew.
    held[collections.INSIGHT].delete_many({"kind": rollups.WINDOW})
    _channels(held)
    _data_keys(held)
    data_keys.forget(project.ref)


def announce(project: Project) -> None:
    """Tell all processes where the channels point now, and have what is planned done.

    Raises `BackupError` if Redis does not answer, which remembers what was published.
    """
    _forget_published(project)
    for pointer in channels.read_all(project.ref):
        bus.announce_head(project.ref, pointer.channel, pointer.release or 0, pointer.sequence)
        due = pointer.due()
        if due is not None:
            agenda.note(project.ref, due)
    bus.announce_keys(project.ref)


def _forget_published(project: Project) -> None:
    """Take heads and releases out of Redis: after a loss, a release's number may be given once more."""
    try:
        for kind in ("head", "release"):
            redis_keys.delete_naming(f"{{{project.pk}}}:{kind}:")
    except redis.RedisError as error:
        told = "Everything is restored, but Redis does not answer, and remembers what was published. "
        raise BackupError(f"{told}Restore once more when it is back: this is finished then.") from error


def seal_anew(source: Project, made: Project) -> None:
    """Seal the records of a project beside under its own key, and erase in it whose words were erased in the source since.

    They came sealed under the source's, which opens them here and is not handed on. What cannot be opened stays without words.
    """
    for name in records.PRIVATE:
        held, stood = database(made.ref)[name], database(source.ref)[name]
        erased = {row["_id"] for row in stood.find({records.ERASED: {"$exists": True}}, {"_id": 1})}
        for rows in _batches(held.find({"$or": [{field: {"$exists": True}} for field in records.fields_of(name)]})):
            held.bulk_write(
                [ReplaceOne({"_id": row["_id"]}, _anew(source, made, name, row, erased)) for row in rows], ordered=False
            )


def _anew(source: Project, made: Project, name: str, row: Document, erased: set[Any]) -> Document:
    if row["_id"] in erased:
        return records.without_words(name, row)
    found = records.readable(source.ref, name, row)
    found.pop("unreadable", None)
    return records.closed(made.ref, name, found)


def stop_plans(project: Project) -> None:
    """Take out of a project's channels what would happen by itself."""
    database(project.ref)[collections.CHANNELS].update_many({}, {"$set": {"scheduled": [], "canary": None}})


def _releases(held: "Database[Document]") -> None:
    """Keep releases made since: processes remember releases by number for good, so none may ever be another one."""
    releases, old = held[collections.RELEASES], held[OLD + collections.RELEASES]
    last = releases.find_one(sort=[("_id", -1)])
    for row in old.find({"_id": {"$gt": last["_id"] if last else 0}}, sort=[("_id", 1)]):
        hashes = {entry["hash"] for part in ("templates", "flows") for entry in row["manifest"][part].values()}
        _add(held, collections.BODIES, held[OLD + collections.BODIES].find({"_id": {"$in": sorted(hashes)}}))
        _add(held, collections.RELEASES, [row])


def _records(held: "Database[Document]", name: str) -> None:
    """Keep what was recorded since; of a record that both have, what stood is the later one."""
    for rows in _batches(held[OLD + name].find()):
        held[name].bulk_write([ReplaceOne({"_id": row["_id"]}, row, upsert=True) for row in rows], ordered=False)


def _batches(rows: Iterable[Document]) -> Iterator[list[Document]]:
    left = iter(rows)
    while batch := list(islice(left, AT_ONCE)):
        yield batch


def _add(held: "Database[Document]", name: str, rows: Iterable[Document]) -> None:
    """Add documents that are not there; those that are stay as they are."""
    for batch in _batches(rows):
        writes = []
        for row in batch:
            facts = {key: value for key, value in row.items() if key != "_id"}
            writes.append(UpdateOne({"_id": row["_id"]}, {"$setOnInsert": facts}, upsert=True))
        held[name].bulk_write(writes, ordered=False)


def _channels(held: "Database[Document]") -> None:
    """Count the channels on from where they stood: an earlier count is not believed by whoever has seen a later one."""
    restored = held[collections.CHANNELS]
    if OLD + collections.CHANNELS not in held.list_collection_names():
        # Nobody knows how far they had counted when the database was lost; no channel moves once a second for ever.
        restored.update_many({}, {"$max": dict.fromkeys(("sequence", "revision"), int(time.time()))})
    for row in held[OLD + collections.CHANNELS].find():
        later = {"sequence": int(row.get("sequence") or 0) + 1, "revision": int(row.get("revision") or 0) + 1}
        if not restored.update_one({"_id": row["_id"]}, {"$max": later}).matched_count:
            _add(held, collections.CHANNELS, [row])


def _data_keys(held: "Database[Document]") -> None:
    """Let both what stood and what was restored be opened: the keys of both, the current one of what stood."""
    stood = held[OLD + data_keys.KEYS].find_one({"_id": data_keys.DOCUMENT})
    restored = held[data_keys.KEYS].find_one({"_id": data_keys.DOCUMENT})
    if stood is None or restored is None:
        return
    known = {bytes(each["id"]) for each in stood["keys"]}
    keys = stood["keys"] + [each for each in restored["keys"] if bytes(each["id"]) not in known]
    held[data_keys.KEYS].update_one({"_id": data_keys.DOCUMENT}, {"$set": {"current": stood["current"], "keys": keys}})
