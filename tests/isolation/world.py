"""One project with something of every sort in it, everybody who may knock at its doors, and what the databases hold."""

import copy
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import casting
from django.conf import settings
from django.contrib.auth.models import Group
from django.core import signing
from django.db import connections
from django.test import Client as Browser
from msgspec import structs
from pymongo import monitoring

from omnia.infra import background
from omnia.infra.audit import Actor
from omnia.infra.crypto import new_secret
from omnia.mongo.clusters import client_for_uri, database
from omnia.mongo.context import ProjectRef
from tests.api.exchanging import exchange
from tests.api.published import application

PASSWORD = "a-long-password"
CSRF = "c" * 32
READING = {
    "find",
    "aggregate",
    "count",
    "getMore",
    "listCollections",
    "listDatabases",
    "distinct",
    "ping",
    "hello",
    "killCursors",
}
PERSONAL = {"default.django_session"}
"""What people's forms keep for themselves, and what says that they are signed in."""

STAFF_GROUPS = {
    "support": "operator",
    "past_support": "operator",
    "catalogue_editor": "catalogue editor",
    "catalogue_publisher": "catalogue publisher",
    "operator": "operator",
    "auditor": "auditor",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    content: bytes


class Writes(monitoring.CommandListener):
    """What this process asks of the databases that is not reading."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        if event.command_name not in READING:
            self.seen.append(f"{event.command_name} {event.database_name}.{event.command.get(event.command_name)}")

    def succeeded(self, _event: monitoring.CommandSucceededEvent) -> None:
        pass

    def failed(self, _event: monitoring.CommandFailedEvent) -> None:
        pass

    def taken(self) -> list[str]:
        """What was seen since this was asked last."""
        seen, self.seen = self.seen, []
        return seen


@dataclass
class World:
    """The people, the keys, and the names of what is in the project."""

    cast: casting.Cast
    writes: Writes
    people: dict[str, Any] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """What stands for each parameter of an address."""
    held: dict[str, dict[str, list[Any]]] = field(default_factory=dict)
    """What the databases held when the world was made."""
    baseline: dict[str, str] = field(default_factory=dict)
    """A hash of each collection then."""

    def ask(self, method: str, address: str, who: str = "", *, body: bytes = b"", trusted: bool = True, **headers: str) -> Answer:
        """Ask the application of this process as one of the people, with one of the keys, or as nobody.

        Args:
            method: of the request.
            address: path and query.
            who: the name of a person, whose session is sent, or of a key.
            body: what is sent; `headers` say what it is.
            trusted: whether what a browser sends against forged forms is sent too.
        """
        told = {"host": "127.0.0.1", **{name.replace("_", "-"): value for name, value in headers.items()}}
        cookies = {settings.CSRF_COOKIE_NAME: CSRF} if trusted else {}
        if who in self.cookies:
            cookies[settings.SESSION_COOKIE_NAME] = self.cookies[who]
        if cookies:
            told["cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        if trusted:
            told["x-csrftoken"] = CSRF
        if who in self.keys:
            told["authorization"] = f"Bearer {self.keys[who]}"
        if body:
            told["content-length"] = str(len(body))
        status, rows, content = exchange(application, method, address, told, body)
        return Answer(status, dict(rows), content)

    def databases(self) -> dict[str, Any]:
        """Everything that belongs to somebody."""
        held = {alias: stored_in(alias) for alias in ("default", "factory")}
        return held | {project.pk: database(project.ref) for project in (self.cast.project, self.cast.foreign)}

    def digest(self) -> dict[str, str]:
        """A hash of each collection, in its natural bytes."""
        found = {}
        for place, held in self.databases().items():
            for name in held.list_collection_names():
                sums = hashlib.blake2b(digest_size=12)
                for batch in held[name].find_raw_batches(sort=[("_id", 1)]):
                    sums.update(batch)
                found[f"{place}.{name}"] = sums.hexdigest()
        return {place: found[place] for place in found if place not in PERSONAL}

    def changed(self) -> set[str]:
        """The collections that were written to since this was asked last, and hold something else than before."""
        names = {held.name: place for place, held in self.databases().items()}
        written = {name.partition(" ")[2].partition(".")[::2] for name in self.writes.taken()}
        places = {f"{names[base]}.{name}" for base, name in written if base in names} - PERSONAL
        now = self.digest() if places else {}
        return {place for place in places if now.get(place) != self.baseline.get(place)}

    def remember(self) -> None:
        """Keep what the databases hold, to bring it back."""
        self.baseline = self.digest()
        self.held = {
            place: {name: list(held[name].find()) for name in held.list_collection_names()}
            for place, held in self.databases().items()
        }

    def restore(self, changed: set[str]) -> None:
        """Have those collections as they were; the database of a project that was made goes."""
        held = self.databases()
        if "default.tenants_project" in changed:
            known = {row["id"] for row in self.held["default"]["tenants_project"]}
            for row in held["default"]["tenants_project"].find({"id": {"$nin": [*known]}}):
                database(ProjectRef(row["id"])).client.drop_database(ProjectRef(row["id"]).database_name)
        for place in changed:
            alias, _dot, name = place.partition(".")
            held[alias][name].delete_many({})
            rows = self.held[alias].get(name, [])
            if rows:
                held[alias][name].insert_many(rows)
        # Whoever asks next finds what is there now.
        background.reset_process()

    def sign_in(self, who: str) -> None:
        """Begin a session for one of the people."""
        browser = Browser()
        browser.force_login(self.people[who])
        self.cookies[who] = browser.cookies[settings.SESSION_COOKIE_NAME].value


def stored_in(alias: str) -> Any:
    """The control database (`default`) or the factory's."""
    entry = connections.settings[alias]
    return client_for_uri(entry["HOST"])[entry["NAME"]]


def make_world(made: casting.Cast, writes: Writes) -> World:
    """Have something of every sort in the project, and everybody at its doors."""
    world = World(made, writes)
    _gather_people(world)
    _fill_catalogue()
    _fill_project(world)
    _issue_keys(world)
    _talk(world)
    _look_for_somebody(world)
    for who in world.cookies:
        # A session notes with its first page when it began.
        world.ask("GET", "/account", who)
    world.remember()
    return world


def _gather_people(world: World) -> None:
    from factory.actions import ensure_staff_groups
    from tenants.actions.inviting import invite
    from tenants.actions.people import add_member
    from tenants.actions.supporting import open_support
    from tenants.control.models import SupportSession, User
    from tenants.studio.invitation_links import SALT
    from tenants.studio.password_links import token_for

    ensure_staff_groups()
    made, people = world.cast, world.people
    people |= {name: getattr(made, name) for name in ("owner", "designer", "viewer", "stranger", "staff")}

    def person(name: str, **fields: Any) -> Any:
        people[name] = User.objects.create_user(f"{name}@example.com", PASSWORD, name=name.title(), **fields)
        return people[name]

    for role in ("translator", "publisher", "analyst", "helper"):
        person(role)
        add_member(casting.SYSTEM, made.project, email=f"{role}@example.com", role="viewer" if role == "helper" else role)
    for name, group in STAFF_GROUPS.items():
        person(name, is_staff=True).groups.set(Group.objects.filter(name=group))
    people["superuser"] = User.objects.create_superuser("root@example.com", PASSWORD, name="Root")
    # Whoever is signed in when the account is closed.
    for name in ("closed", "guest"):
        person(name)
    add_member(casting.SYSTEM, made.project, email="closed@example.com", role="owner")
    for name in people:
        world.sign_in(name)
    people["closed"].is_active = False
    people["closed"].save()
    invitation = invite(made.actor("owner"), made.project, email="guest@example.com", role="designer")
    token = signing.Signer(salt=SALT).sign(f"{invitation.pk}.{invitation.secret}")
    world.names |= {"invitation_id": invitation.pk, "token": token, "user_id": str(people["helper"].pk)}
    opened = {
        name: open_support(Actor("user", str(people[name].pk)), made.project, reason="To see what they see", minutes=60)
        for name in ("support", "past_support")
    }
    SupportSession.objects.filter(pk=opened["past_support"].pk).update(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    world.names["support"] = opened["support"].pk
    world.names["reset"] = token_for(people["helper"])


def reworded(body: dict[str, Any], text: str) -> dict[str, Any]:
    """The document with another first question."""
    changed = copy.deepcopy(body)
    changed["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"] = text
    return changed


def _fill_catalogue() -> None:
    """A draft ahead, a version in a wave, a new document, and a dry run that goes on."""
    from factory.actions import Staff, create_draft, publish_version, save_draft
    from factory.models import Flow, Template
    from factory.waves import Wave
    from fleet import runs

    staff = Staff.command("tests")

    def save(key: str, text: str) -> None:
        row = Template.objects.get(key=key)
        save_draft(staff, "template", key, reworded(row.draft, text), base_revision=row.revision)

    save("email", "Which address, please?")
    publish_version(staff, "template", "email", note="Shorter", tested=True)
    save("phone", "Which number, please?")
    publish_version(staff, "template", "phone", note="Shorter", tested=True, wave=Wave(50, ()))
    date = Template.objects.get(key="date")
    create_draft(staff, "template", copy.deepcopy(date.draft) | {"key": "delivery_day"})
    publish_version(staff, "template", "delivery_day", note="New", tested=True)
    save("date", "Which day, please?")
    for key in ("report_claim", "activate_supply"):
        flow = Flow.objects.get(key=key)
        save_draft(staff, "flow", key, copy.deepcopy(flow.draft) | {"tags": ["changed"]}, base_revision=flow.revision)
    publish_version(staff, "flow", "activate_supply", note="Tagged", tested=True, wave=Wave(50, ()))
    for document, key in (("template", "date"), ("flow", "report_claim")):
        runs.begin(staff, document, key)  # type: ignore[arg-type]


def _fill_project(world: World) -> None:
    from tenants import selectors, upstream
    from tenants.actions import channels, editing, releasing, suggesting
    from tenants.actions.releasing import Target

    made, system = world.cast, casting.SYSTEM
    project = made.project

    def reword(key: str, text: str) -> Any:
        held = selectors.draft(project, "template", key)
        return editing.save_template(made.actor("designer"), project, key, reworded(held.body, text), base_version=held.version)

    releasing.publish(system, project, note="First", allow_missing_texts=True)
    reword("date", "Which day is it?")
    releasing.publish(system, project, note="Second", allow_missing_texts=True, target=Target("staging"))
    reword("number", "How many?")
    flow = selectors.draft(project, "flow", "activate_supply")
    label = {**flow.body["label"], "en": "Activate"}
    editing.save_document(system, project, "flow", flow.key, {**flow.body, "label": label}, base_version=flow.version)
    channels.start_canary(system, project, release=2, weight=20)
    steps = channels.plan_steps(datetime.now(UTC) + timedelta(days=2), timedelta(days=1), [50])
    channels.set_canary_steps(system, project, steps=steps)
    plan = channels.schedule(system, project, channel="live", release=1, at=datetime.now(UTC) + timedelta(days=1))
    held = upstream.changed(project, "template", "date")
    places = [place.address for place in held.places]
    suggestion = suggesting.suggest_change(
        made.actor("designer"), project, "template", "date", places=places, version=held.version, note="Shorter"
    )
    releasing.publish(system, made.foreign, note="Theirs", allow_missing_texts=True)
    world.names |= {"project_id": project.pk, "plan": plan.id, "suggestion": str(suggestion.pk), "channel": "staging"}


def _issue_keys(world: World) -> None:
    from tenants.actions.keys import issue_key
    from tenants.actions.keys import revoke_key as revoke

    made, owner = world.cast, world.cast.actor("owner")

    def issue(name: str, *scopes: str) -> Any:
        found = issue_key(owner, made.project, name=name, scopes=scopes)
        world.keys[name] = found.key
        return found

    everything = ("read", "converse", "manage", "persons")
    for scope in ("read", "converse", "manage"):
        issue(f"{scope}_key", scope)
    issue("persons_key", "manage", "persons")
    revoke(owner, made.project, key_id=issue("revoked_key", *everything).id)
    expired = issue("expired_key", *everything)
    database(made.project.ref)["api_keys"].update_one(
        {"_id": expired.id}, {"$set": {"expires_at": datetime(2020, 1, 1, tzinfo=UTC)}}
    )
    world.keys["forged_key"] = f"omk_default_{made.project.pk}_{new_secret()}"
    world.keys["foreign_key"] = issue_key(made.actor("stranger"), made.foreign, name="theirs", scopes=everything).key
    # The right secret of another project, under the name of this one.
    secret = world.keys["foreign_key"].rsplit("_", 1)[1]
    world.keys["transplanted_key"] = f"omk_default_{made.project.pk}_{secret}"
    world.names["key_id"] = issue("to be revoked", "read").id


def _look_for_somebody(world: World) -> None:
    """A search that is done, has found a draft, and is not forgotten while the world is there."""
    from tenants.persons import finding, searches

    search = finding.begin(world.cast.project, "value", "Which day is it")
    while not search.is_done:
        search = finding.step(world.cast.project, search)
    searches.keep(world.cast.project, structs.replace(search, started_at=datetime.now(UTC) + timedelta(days=1)))


def _talk(world: World) -> None:
    """One conversation that runs and one that was recorded."""
    from runtime_api.conversations import recorder

    body = b'{"template": "date", "locale": "en", "channel": "chat"}'
    for name in ("session", "recorded"):
        started = world.ask("POST", "/api/v1/sessions", "converse_key", body=body, content_type="application/json")
        assert started.status == 201, started.content
        world.names[name] = started.content.decode().split('"session":"')[1].split('"')[0]
    ended = world.ask("DELETE", f"/api/v1/sessions/{world.names['recorded']}", "converse_key")
    assert ended.status == 204, ended.content
    recorder.flush()


@contextmanager
def watched_writes(uri: str) -> Iterator[Writes]:
    """Hears what this process asks of the databases; its clients are opened anew before and after."""
    from django.test import override_settings

    from omnia.mongo import clusters

    writes = Writes()
    options = {**settings.OMNIA_MONGODB_OPTIONS, "event_listeners": [writes]}
    _reconnect()
    with override_settings(OMNIA_MONGODB_OPTIONS=options, OMNIA_LIMIT_PER_KEY=0, OMNIA_LIMIT_PER_PROJECT=0):
        clusters.client_for_uri(uri)
        yield writes
        _reconnect()


def _reconnect() -> None:
    from omnia.mongo import clusters

    clusters.close_all()
