"""The people of the tests and their projects: made once for each worker by the product's own actions, copied for each test.

Making them takes a second or two; a copy is some raw writes. Each copy has project ids of its own, so that nothing which a
process remembers of an earlier test's project is taken for the next one's. A project to which no test wrote since it was copied,
as nearly always the stranger's, is used again, and the process forgets what it remembers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from pymongo import MongoClient
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import BulkWriteError

from omnia.infra import background
from omnia.infra.audit import Actor
from omnia.infra.crypto import new_id
from omnia.mongo.clusters import database

if TYPE_CHECKING:
    from stored import Writes

    from tenants.control.models import Project, User

PEOPLE = ("owner", "designer", "viewer", "stranger")
MEMBERS = ("designer", "viewer")
"""Of the owner's project, with roles of the same names."""

SYSTEM = Actor("system", "tests", "tests")
OWN = ("audit", "platform_audit", "keys")
"""What each copy makes for itself: data keys are bound to a project, audit entries are chained by hashes over what they say."""

SEALING = ("SECRET_KEY", "SECRET_KEY_FALLBACKS", "OMNIA_KEY_RING", "OMNIA_VAULT", "OMNIA_AUDIT_KEYS", "OMNIA_CLUSTERS")
"""Settings without which what one test made is of no use to another."""

Rows = list[dict[str, Any]]
Documents = dict[str, Rows]


SMALL = frozenset({
    "activate_supply", "full_name", "date_of_birth", "codice_fiscale", "pod_code", "email", "phone", "yes_no",
    "address", "choice", "date", "number", "size", "url",
})  # fmt: skip
"""A flow, the templates that it runs, and some more."""
OF_DOCUMENTS = {"factory_template", "factory_flow", "factory_catalogueversion", "factory_draftversion"}


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of the tests, and the project that they are about."""

    owner: "User"
    designer: "User"
    viewer: "User"
    stranger: "User"
    staff: "User"
    project: "Project"
    foreign: "Project"
    """The stranger's own project."""

    def actor(self, name: str) -> Actor:
        """One of the people as an action sees them."""
        user = getattr(self, name)
        return Actor("user", str(user.pk), str(user))


@dataclass(frozen=True, slots=True)
class Mould:
    """What a cast consists of in the databases."""

    control: Documents
    projects: dict[str, Documents]
    """By the id of the project."""


def small(catalogue: Documents) -> Documents:
    """A small part of the catalogue, for tests that copy, read or check all of it again and again."""
    return {name: [row for row in rows if _is_of_small(name, row)] for name, rows in catalogue.items()}


def _is_of_small(collection: str, row: dict[str, Any]) -> bool:
    if collection == "factory_cataloguefile":
        return row["id"] == "industries.yaml" or Path(row["id"]).stem in SMALL
    return collection not in OF_DOCUMENTS or row["key"] in SMALL


class Spare:
    """Projects as an earlier test left them, for the next one if nothing was written to their databases."""

    def __init__(self, writes: "Writes", client: "Callable[[], MongoClient[dict[str, Any]]]") -> None:
        self._writes, self._client = writes, client
        self._kept: dict[str, Project] = {}
        """By the id of the project in the mould."""
        self._sealed_with = ""

    def keep(self, copies: "Mapping[str, Project]") -> None:
        """Keep the copies of a cast that was just made, and no others."""
        ids = {project.pk for project in copies.values()}
        self.drop(without=ids)
        self._kept, self._sealed_with = dict(copies), _what_seals()
        for project in copies.values():
            self._writes.take(project.ref.database_name)

    def is_intact(self, project: str) -> bool:
        """Whether a project of this id is kept, and nothing was written to its database since."""
        held = (each for each in self._kept.values() if each.pk == project)
        return any(self._writes.have_left(each.ref.database_name) for each in held)

    def ids(self) -> dict[str, str]:
        """The ids of the projects that can be used again, by their id in the mould."""
        if self._sealed_with != _what_seals():
            return {}
        return {old: project.pk for old, project in self._kept.items() if self.is_intact(project.pk)}

    def drop(self, without: set[str] = frozenset()) -> None:  # type: ignore[assignment]
        """Keep nothing: who makes no cast has no project of one in the databases."""
        with self._writes.unheard():
            for project in self._kept.values():
                if project.pk not in without:
                    self._client().drop_database(project.ref.database_name)
        self._kept = {}


def _what_seals() -> str:
    """What the keys and the log of a project are sealed with, and where it is."""
    return repr([getattr(settings, name) for name in SEALING])


def make_cast() -> Cast:
    """Owner, designer and viewer of a project on the seed catalogue; a stranger with a project of their own; staff."""
    from tenants.actions.people import add_member
    from tenants.actions.provisioning import create_project
    from tenants.control.models import User

    people = {name: User.objects.create_user(f"{name}@example.com", "a-long-password", name=name.title()) for name in PEOPLE}
    people["staff"] = User.objects.create_user("staff@example.com", "a-long-password", name="Staff", is_staff=True)
    chosen = {"industries": ("utilities",), "locales": ("en", "it")}
    project = create_project(SYSTEM, name="Acme", owner=people["owner"], **chosen)
    foreign = create_project(SYSTEM, name="Globex", owner=people["stranger"], **chosen)
    for name in MEMBERS:
        add_member(SYSTEM, project, email=f"{name}@example.com", role=name)
    return Cast(**people, project=project, foreign=foreign)


def take_mould(cast: Cast, control: "Database[dict[str, Any]]", kept: set[str]) -> Mould:
    """What a cast that was just made consists of; collections in `kept` are no part of it."""
    projects = {project.pk: documents_of(database(project.ref)) for project in (cast.project, cast.foreign)}
    return Mould(documents_of(control, kept), projects)


def pour(mould: Mould, control: "Database[dict[str, Any]]", spare: Spare) -> Cast:
    """A cast of the same people; projects that are not kept are made with new ids. The control database is empty before."""
    from tenants.actions.provisioning import _make_database
    from tenants.control.models import Project, User

    intact = spare.ids()
    ids = {old: intact.get(old) or new_id() for old in mould.projects}
    insert(control, mould.control, ids)
    people = {user.name.lower(): user for user in User.objects.all()}
    made = {project.pk: project for project in Project.objects.all()}
    for old, documents in mould.projects.items():
        if old not in intact:
            _make_database(SYSTEM, made[ids[old]])
            insert(database(made[ids[old]].ref), documents, ids)
    projects = {project.name: project for project in made.values()}
    cast = Cast(**people, project=projects["Acme"], foreign=projects["Globex"])
    _begin_audit(cast)
    if intact:
        # What the process remembers of them, as how often an earlier test asked for them, is no business of the next one.
        background.reset_process()
    spare.keep({old: made[ids[old]] for old in mould.projects})
    return cast


def _begin_audit(cast: Cast) -> None:
    """Write what the actions wrote that made the mould."""
    from tenants.actions import trail
    from tenants.actions.provisioning import _write_audit

    for project in (cast.project, cast.foreign):
        _write_audit(SYSTEM, project)
    for name in MEMBERS:
        member = getattr(cast, name)
        since = cast.project.created_at
        trail.note_once(cast.project.ref, SYSTEM, since, action="member.added", subject=str(member.pk), role=name)


def documents_of(held: "Database[dict[str, Any]]", without: set[str] = frozenset()) -> Documents:  # type: ignore[assignment]
    """Every document of a database, by collection."""
    names = set(held.list_collection_names()) - without - set(OWN)
    return {name: list(held[name].find()) for name in sorted(names)}


def insert(held: "Database[dict[str, Any]]", documents: Documents, ids: Mapping[str, str]) -> None:
    """Write documents, with the ids of projects exchanged."""
    for name, rows in documents.items():
        if rows:
            put(held[name], [_exchanged(row, ids) for row in rows])


def put(held: "Collection[dict[str, Any]]", rows: Rows) -> None:
    """Write documents that a collection lacks.

    Where the embedded server gives a batch up midway, what it wrote stays, and the driver sends the whole batch again.
    """
    try:
        held.insert_many(rows)
    except BulkWriteError:
        for row in rows:
            held.replace_one({"_id": row["_id"]}, row, upsert=True)


def _exchanged(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _exchanged(each, ids) for key, each in value.items()}
    if isinstance(value, list):
        return [_exchanged(each, ids) for each in value]
    # A project's id stands alone in its field; bodies, which are long, are not searched.
    return ids.get(value, value) if isinstance(value, str) else value
