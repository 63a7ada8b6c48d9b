"""The users and roles that MongoDB servers are to have, from the declarations of what is stored.

A project's database is named after an id, and MongoDB's roles know no patterns. But a role may name a collection in all
databases, and no collection that a runtime reads bears the name of one of the control or the factory database: so one role is
enough for all projects, those to come included. Servers that look at databases alone (the embedded one) need a role for each
project, which `by_project` gives. MongoDB's manual: "Resource Document". Docs: docs/decisions/0048-least-privilege.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from pymongo import MongoClient
from pymongo.errors import OperationFailure

from omnia.infra.crypto import new_secret
from omnia.mongo import write_check
from omnia.mongo.clusters import Document, client_for_uri
from omnia.mongo.context import ProjectRef
from omnia.mongo.data_keys import KEYS
from tenants.project import collections
from tenants.project.collections import DECLARED as PROJECT

READ, CHANGE = ("find",), ("find", "insert", "update")
WRITE = (*CHANGE, "remove")
LOOK = ("listCollections", "listIndexes")
SET_UP = (*LOOK, "createCollection", "createIndex", "dropDatabase", "dbStats")
MAINTAIN = (*SET_UP, "collMod", "dropCollection", "dropIndex", "renameCollectionSameDB")

AT_RUNTIME: Mapping[str, tuple[str, ...]] = {
    collections.BODIES: READ,
    collections.RELEASES: READ,
    collections.CHANNELS: READ,
    collections.SETTINGS: READ,
    # The hash under the secret of today is stored at a key's use.
    collections.API_KEYS: ("find", "update"),
    KEYS: CHANGE,
    collections.SESSIONS: WRITE,
    collections.CONVERSATIONS: WRITE,
    collections.INSIGHT: WRITE,
    collections.USAGE: CHANGE,
}
"""What a runtime process does in a project's database; of drafts, versions and the audit log it needs nothing."""

USERS = ("omnia_runtime", "omnia_portal", "omnia_jobs", "omnia_backup")
DUPLICATE_USER, NO_SUCH_ROLE, NO_SUCH_USER = 51003, 31, 11
Privilege = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Server:
    """A MongoDB server of the installation, and what is on it."""

    uri: str
    control: str = ""
    """The control database's name, if it is here."""
    factory: str = ""
    projects: tuple[ProjectRef, ...] | None = None
    """The projects that are here now; None if none is ever."""

    @property
    def platform(self) -> tuple[str, ...]:
        """The databases here that are no project's."""
        return tuple(name for name in (self.control, self.factory) if name)


@dataclass(frozen=True, slots=True)
class Role:
    """A role, and what it inherits from."""

    name: str
    privileges: tuple[Privilege, ...]
    inherits: tuple[str, ...] = ()


def servers(projects: Iterable[ProjectRef]) -> list[Server]:
    """The servers that the settings name, each once."""
    found: dict[str, dict[str, Any]] = {}
    for alias, what in (("default", "control"), ("factory", "factory")):
        entry = settings.DATABASES[alias]
        found.setdefault(entry["HOST"], {})[what] = entry["NAME"]
    here = list(projects)
    for cluster, uri in settings.OMNIA_CLUSTERS.items():
        held = found.setdefault(uri, {})
        held["projects"] = (*held.get("projects", ()), *(ref for ref in here if ref.cluster == cluster))
    return [Server(uri, **what) for uri, what in found.items()]


def roles(server: Server, *, by_project: bool = False) -> list[Role]:
    """The roles of a server.

    Args:
        server: where.
        by_project: a role for each project, which the runtime's inherits, in place of collections by their names.
    """
    named = {name: _named(server, name, by_project=by_project) for name in USERS}
    own = [Role(project_role(ref), _of_project(ref)) for ref in server.projects or ()] if by_project else []
    inherited = {"omnia_runtime": tuple(role.name for role in own)}
    return [*own, *(Role(name, tuple(granted), inherited.get(name, ())) for name, granted in named.items() if granted)]


def project_role(ref: ProjectRef) -> str:
    """The name of the role, and of the user, that reaches one project as a runtime does."""
    return f"omnia_runtime_{ref.id}"


def _named(server: Server, name: str, *, by_project: bool) -> list[Privilege]:
    if name == "omnia_runtime":
        return _of_runtime(server, by_project=by_project) if server.projects is not None else []
    if name == "omnia_backup":
        # A run leaves an entry in the platform's log.
        log = [_on(server.control, "platform_audit", ("insert",))] if server.control else []
        return [_on("", "", (*READ, *LOOK)), *log]
    platform = [_on(database, "", WRITE) for database in server.platform]
    each = [_on("", declared.name, WRITE) for declared in PROJECT] if server.projects is not None else []
    staged = [_on("", "", WRITE)] if name == "omnia_jobs" else []
    return [*platform, *each, _probe(), _on("", "", MAINTAIN if name == "omnia_jobs" else SET_UP), *staged]


def _of_runtime(server: Server, *, by_project: bool) -> list[Privilege]:
    each = [] if by_project else [_on("", name, actions) for name, actions in AT_RUNTIME.items()]
    # One stream over all databases reads all of them: where the control or the factory database is too, heads are asked for.
    told = [_on("", "", (*READ, "changeStream"))] if not server.platform and not by_project else []
    return [*each, _probe(), *told]


def _of_project(ref: ProjectRef) -> tuple[Privilege, ...]:
    return tuple(_on(ref.database_name, name, actions) for name, actions in AT_RUNTIME.items())


def _probe() -> Privilege:
    return _on(write_check.DATABASE, "", CHANGE)


def _on(database: str, collection: str, actions: Sequence[str]) -> Privilege:
    return {"resource": {"db": database, "collection": collection}, "actions": list(actions)}


def users_of(made: Sequence[Role], *, suffix: str = "") -> list[str]:
    """The users that a server's roles are for, one each; a suffix makes them others, while passwords are replaced."""
    return [f"{role.name}.{suffix}" if suffix else role.name for role in made]


def commands(made: Sequence[Role], users: Sequence[str]) -> list[Document]:
    """The commands that set roles and users up, in order, as `db.getSiblingDB("admin").runCommand` takes them."""
    return [
        *({"createRole": role.name, "privileges": list(role.privileges), "roles": list(role.inherits)} for role in made),
        *({"createUser": name, "pwd": "…", "roles": [_role_of(name)]} for name in users),
    ]


def apply(server: Server, made: Sequence[Role], users: Sequence[str]) -> dict[str, str]:
    """Give a server the roles as they are to be, and the users that it lacks; returns the passwords of those that were made.

    The user of the configured address must be allowed to do that. May be repeated: roles are brought up to date, and no password
    of a user that is there changes. Raises `PyMongoError`.
    """
    client = client_for_uri(server.uri)
    for role in made:
        _put_role(client, role)
    return dict(_made_users(client, users))


def _put_role(client: "MongoClient[Document]", role: Role) -> None:
    content: dict[str, Any] = {"privileges": list(role.privileges), "roles": list(role.inherits)}
    try:
        client.admin.command("updateRole", role.name, **content)
    except OperationFailure as error:
        if error.code != NO_SUCH_ROLE:
            raise
        client.admin.command("createRole", role.name, **content)


def _made_users(client: "MongoClient[Document]", users: Sequence[str]) -> Iterable[tuple[str, str]]:
    for name in users:
        try:
            client.admin.command("updateUser", name, roles=[_role_of(name)])
        except OperationFailure as error:
            if error.code != NO_SUCH_USER:
                raise
            password = new_secret()
            client.admin.command("createUser", name, pwd=password, roles=[_role_of(name)])
            yield name, password


def _role_of(user: str) -> str:
    """The role of a user: that of its name, without what tells two users of a role apart while passwords are replaced."""
    return user.partition(".")[0]
