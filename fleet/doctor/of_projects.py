"""What must hold inside of each project's database."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from fleet.doctor.finding import Finding, ProjectCheck, titled
from omnia.infra.envelope import EnvelopeError, key_id
from omnia.mongo import data_keys
from omnia.mongo.clusters import database
from omnia.mongo.data_keys import ensure_data_key
from omnia.mongo.indexes import ensure_collections
from tenants.actions.editing import CREATION, HEADS, finish_started
from tenants.control.models import Project
from tenants.project import channels, collections
from tenants.project.channels import Pointer
from tenants.project.versions import version_id

LOOKED_AT = 20
"""Records at each end whose data key is looked for."""


def pointed_releases(project: Project) -> Iterator[Finding]:
    """Channels, canaries and plans that name a release which is not there."""
    held = database(project.ref)[collections.RELEASES]
    there = {row["_id"] for row in held.find({}, {"_id": 1})}
    for pointer in channels.read_all(project.ref):
        for what, release in _releases_of(pointer):
            if release not in there:
                yield Finding(
                    f"In {titled(project)} {what} points to release {release}, which is not there. Point it at one that is: "
                    f"manage.py rollback --project {project.pk} --channel {pointer.channel} --to N."
                )


def _releases_of(pointer: Pointer) -> Iterator[tuple[str, int]]:
    if pointer.release is not None:
        yield f"the channel “{pointer.channel}”", pointer.release
    if pointer.canary is not None:
        yield "the canary", pointer.canary.release
    for planned in pointer.scheduled:
        yield f"a plan for “{pointer.channel}”", planned.release


def released_bodies(project: Project) -> Iterator[Finding]:
    """Releases that name a text which is not there."""
    for row in database(project.ref)[collections.RELEASES].find({}, {"manifest": 1}):
        named = {f"{kind[:-1]} “{key}”": each["hash"] for kind, of in _documents(row["manifest"]) for key, each in of.items()}
        for what in _missing(project, named):
            yield Finding(
                f"Release {row['_id']} of {titled(project)} lacks the text of the {what}. Restore it from a backup: "
                f"manage.py restore --project {project.pk}."
            )


def _documents(manifest: Mapping[str, Any]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    return [(kind, manifest[kind]) for kind in ("templates", "flows") if kind in manifest]


def _missing(project: Project, named: Mapping[str, str]) -> list[str]:
    """What names a text that is not there."""
    wanted = sorted(set(named.values()))
    there = {row["_id"] for row in database(project.ref)[collections.BODIES].find({"_id": {"$in": wanted}}, {"_id": 1})}
    return sorted(what for what, digest in named.items() if digest not in there)


def heads(project: Project) -> Iterator[Finding]:
    """Drafts that name a version or a text which is not there."""
    held = database(project.ref)
    versions = {row["_id"]: row["hash"] for row in held[collections.VERSIONS].find({}, {"hash": 1})}
    named = {f"version {name}": digest for name, digest in versions.items()}
    for document, name in HEADS.items():
        for head in held[name].find({CREATION: {"$exists": False}}, {"version": 1, "hash": 1}):
            what = f"{document} “{head['_id']}”"
            named[what] = head["hash"]
            if version_id(document, head["_id"], head["version"]) not in versions:
                yield Finding(f"The {what} of {titled(project)} is at version {head['version']}, which is not there.")
    for what in _missing(project, named):
        yield Finding(f"The text of {what} of {titled(project)} is not there. Restore it from a backup.")


def started_saves(project: Project) -> Iterator[Finding]:
    """Saves and creations whose writer was killed: the next one finishes them, or this does."""
    held = database(project.ref)
    for document, name in HEADS.items():
        for head in held[name].find({"deleted": {"$ne": True}}, {"version": 1, CREATION: 1}):
            following = version_id(document, head["_id"], head["version"] + 1)
            if head.get(CREATION) or held[collections.VERSIONS].find_one({"_id": following}, {"_id": 1}) is not None:
                yield Finding(
                    f"A save of the {document} “{head['_id']}” of {titled(project)} was begun and not finished.",
                    lambda _actor: finish_started(project),
                )


def indexes(project: Project) -> Iterator[Finding]:
    """Collections and indexes that are declared and not there."""
    held = database(project.ref)
    present = set(held.list_collection_names())
    lacking = [name for name in collections.COLLECTIONS if name not in present]
    for name, models in collections.COLLECTIONS.items():
        if name in present and models:
            known = held[name].index_information()
            lacking += [f"{name}.{model.document['name']}" for model in models if model.document["name"] not in known]
    if lacking:
        # Of a database that is lost nothing is made anew: it is to be restored.
        mend = partial(_make_indexes, project) if present else None
        yield Finding(f"{titled(project)} lacks {', '.join(lacking)}.", mend)


def _make_indexes(project: Project, _actor: object) -> None:
    ensure_collections(project.ref, collections.COLLECTIONS)


def keys(project: Project) -> Iterator[Finding]:
    """A project without a data key, with another than its records are under, or whose keys cannot be unwrapped here."""
    row, under = database(project.ref)[data_keys.KEYS].find_one({"_id": data_keys.DOCUMENT}), _sealed_under(project)
    if under - {bytes(each["id"]) for each in (row or {"keys": []})["keys"]}:
        yield Finding(
            f"{titled(project)} lacks a data key that records of its conversations are sealed under: nobody can read them. "
            f"Restore it from a backup that has the key: manage.py restore --from DIR --project {project.pk}."
        )
    if row is None:
        # A new one opens nothing that there is, and of a database that is lost nothing is made anew.
        is_fresh = not under and bool(database(project.ref).list_collection_names())
        yield Finding(f"{titled(project)} has no data key.", partial(_make_key, project) if is_fresh else None)
        return
    try:
        data_keys.unwrapped(project.ref, row)
    except EnvelopeError as error:
        yield Finding(f"The data keys of {titled(project)} cannot be unwrapped here: {error} Look at OMNIA_KEY_RING.")


def _make_key(project: Project, _actor: object) -> None:
    ensure_data_key(project.ref)


def _sealed_under(project: Project) -> set[bytes]:
    """The ids of the data keys that the project's oldest and newest records are sealed under."""
    held, found = database(project.ref)[collections.CONVERSATIONS], set()
    for order in (1, -1):
        rows = held.find({"sealed": {"$exists": True}}, {"sealed": 1}, sort=[("finished_at", order)], limit=LOOKED_AT)
        found |= {key_id(row["sealed"]) for row in rows}
    return found


CHECKS = (
    ProjectCheck("channels", "Every channel, canary and plan points to a release that is there.", pointed_releases),
    ProjectCheck("releases", "Every release has the texts that it names.", released_bodies),
    ProjectCheck("drafts", "Every draft has its version, and every version its text.", heads),
    ProjectCheck("saves", "No save was begun and left.", started_saves),
    ProjectCheck("indexes", "Every project has the collections and indexes that are declared.", indexes),
    ProjectCheck("data_keys", "Every project has data keys that can be unwrapped here.", keys),
)
