"""The people of the tests and their projects: made once for each worker by the product's own actions, copied for each test.

Making them takes a second or two; a copy is some raw writes. Each copy has project ids of its own, so that nothing which a
process remembers of an earlier test's project is taken for the next one's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import BulkWriteError

from omnia.infra.audit import Actor
from omnia.infra.crypto import new_id
from omnia.mongo.clusters import database

if TYPE_CHECKING:
    from tenants.control.models import Project, User

PEOPLE = ("owner", "designer", "viewer", "stranger")
MEMBERS = ("designer", "viewer")
"""Of the owner's project, with roles of the same names."""

SYSTEM = Actor("system", "tests", "tests")
OWN = ("audit", "platform_audit", "keys")
"""What each copy makes for itself: data keys are bound to a project, audit entries are chained by hashes over what they say."""

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


def make_cast() -> Cast:
    """Owner, designer and viewer of a project on the seed catalogue; a stranger with a project of their own; staff."""
    from tenants.actions.people import add_member
    from tenants.actions.provisioning import create_project
    from tenants.control.models import User

    people = {name: User.objects.create_user(f"{name}@example.com", "a-long-password", name=name.title()) for name in PEOPLE}
    people["staff"] = User.objects.create_user("staff@example.com", "a-long-password", name="Staff", is_staff=True)
    settings = {"industries": ("utilities",), "locales": ("en", "it")}
    project = create_project(SYSTEM, name="Acme", owner=people["owner"], **settings)
    foreign = create_project(SYSTEM, name="Globex", owner=people["stranger"], **settings)
    for name in MEMBERS:
        add_member(SYSTEM, project, email=f"{name}@example.com", role=name)
    return Cast(**people, project=project, foreign=foreign)


def take_mould(cast: Cast, control: "Database[dict[str, Any]]", kept: set[str]) -> Mould:
    """What a cast that was just made consists of; collections in `kept` are no part of it."""
    projects = {project.pk: documents_of(database(project.ref)) for project in (cast.project, cast.foreign)}
    return Mould(documents_of(control, kept), projects)


def pour(mould: Mould, control: "Database[dict[str, Any]]") -> Cast:
    """A cast of the same people with projects of new ids, in empty databases."""
    from tenants.actions.provisioning import _make_database
    from tenants.control.models import Project, User

    ids = {old: new_id() for old in mould.projects}
    insert(control, mould.control, ids)
    people = {user.name.lower(): user for user in User.objects.all()}
    made = {project.pk: project for project in Project.objects.all()}
    for old, documents in mould.projects.items():
        _make_database(SYSTEM, made[ids[old]])
        insert(database(made[ids[old]].ref), documents, ids)
    projects = {project.name: project for project in made.values()}
    cast = Cast(**people, project=projects["Acme"], foreign=projects["Globex"])
    _begin_audit(cast)
    return cast


def _begin_audit(cast: Cast) -> None:
    """Write what the actions wrote that made the mould."""
    from tenants.actions import trail
    from tenants.actions.provisioning import _write_audit

    for project in (cast.project, cast.foreign):
        _write_audit(SYSTEM, project)
    for name in MEMBERS:
        member = getattr(cast, name)
        trail.note(cast.project.ref, SYSTEM, action="member.added", subject=str(member.pk), role=name)


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
