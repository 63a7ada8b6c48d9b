"""A small project, written into a real database as publishing writes it, and a client of the real WSGI application."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
import orjson

from omnia.infra.crypto import keyed_hash, new_id, new_secret
from omnia.infra.invalidation import HEADS, HUB, KEYS, Change
from omnia.mongo.clusters import database
from omnia.mongo.context import ProjectRef
from tenants.project import channels, collections
from tenants.project.versions import put_body
from tests.api.exchanging import exchange
from tests.specimens import AGREES, BOOKING, DATE, Document, say

with warnings.catch_warnings():
    # The portal beside the runtime looks for collected static files, which a test run has none of.
    warnings.simplefilter("ignore", UserWarning)
    from omnia.rsgi import application

__all__ = ["AGREES", "BOOKING", "DATE", "Answer", "Client", "Document", "PublishedProject", "issue_key", "publish", "say"]

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@dataclass(slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    content: bytes

    def json(self) -> Any:
        return orjson.loads(self.content)


class Client:
    """Speaks to the process's own application as the server does: the way in, the layers in front and Django."""

    def __init__(self, key: str = "") -> None:
        self.key = key

    def request(self, method: str, address: str, content: bytes = b"", **headers: str) -> Answer:
        """`headers` are written with underscores: if_none_match="…"."""
        told = {"host": "127.0.0.1"}
        if content:
            told |= {"content-length": str(len(content)), "content-type": "application/json"}
        if self.key:
            told["authorization"] = f"Bearer {self.key}"
        told |= {name.lower().replace("_", "-"): value for name, value in headers.items()}
        status, rows, answered = exchange(application, method, address, told, content)
        return Answer(status, dict(rows), answered)

    def get(self, address: str, **headers: str) -> Answer:
        return self.request("GET", address, **headers)

    def delete(self, address: str, **headers: str) -> Answer:
        return self.request("DELETE", address, **headers)

    def post(self, address: str, body: Any = None, **headers: str) -> Answer:
        """A body that is bytes is sent as it is, anything else as JSON."""
        content = body if isinstance(body, bytes) else orjson.dumps(body if body is not None else {})
        return self.request("POST", address, content, **headers)


@dataclass(slots=True)
class PublishedProject:
    """A project with a live release and a key for each scope."""

    ref: ProjectRef
    key: str
    """Has both scopes."""

    @property
    def client(self) -> Client:
        return Client(self.key)

    def issue(self, *scopes: str, **fields: Any) -> str:
        key = issue_key(self.ref, *scopes, **fields)
        HUB.publish(KEYS, Change(self.ref.id))
        return key

    def publish(self, templates: list[Document], flows: list[Document], *, channel: str = "live") -> int:
        number = publish(self.ref, templates, flows, channel=channel)
        HUB.publish(HEADS, Change(self.ref.id))
        return number

    def move(self, channel: str = "live", **changes: Any) -> None:
        """Change a channel's document as the actions do, and have this process told."""
        before = channels.read(self.ref, channel)
        counted = {"sequence": before.sequence + 1, "revision": before.revision + 1, "updated_at": NOW}
        assert channels.write(self.ref, before, msgspec.structs.replace(before, **counted, **changes))
        HUB.publish(HEADS, Change(self.ref.id))

    def start_canary(self, release: int, weight: int = 100, salt: str = "salt") -> None:
        """Have a part of the new conversations get a release."""
        live = channels.read(self.ref, "live").release
        self.move(canary=channels.Canary(release, live or 0, weight, salt, NOW, "test", NOW, "test"))


def issue_key(ref: ProjectRef, *scopes: str, **fields: Any) -> str:
    """Store a key as issuing does; `fields` replace parts of the row."""
    key = f"omk_{ref.cluster}_{ref.id}_{new_secret()}"
    row = {
        "_id": new_id(8),
        "hash": keyed_hash(key, purpose="api-key"),
        "name": "test",
        "scopes": list(scopes or ("read", "converse")),
        "last_four": key[-4:],
        "expires_at": None,
        "revoked_at": None,
        "created_at": NOW,
        "created_by": "test",
    }
    database(ref)[collections.API_KEYS].insert_one({**row, **fields})
    return key


def publish(
    ref: ProjectRef,
    templates: list[Document],
    flows: list[Document],
    *,
    channel: str = "live",
    locales: Sequence[str] = ("en", "it"),
    region: str = "GB",
) -> int:
    """Write a release and point a channel at it, as publishing does; returns its number."""
    held = database(ref)
    number = held[collections.RELEASES].count_documents({}) + 1
    manifest = {
        "templates": {
            body["key"]: {"hash": put_body(ref, body), "label": body["label"], "kind": body["nodes"][0]["kind"]}
            for body in templates
        },
        "flows": {body["key"]: {"hash": put_body(ref, body), "label": body["label"]} for body in flows},
    }
    release = {"_id": number, "manifest": manifest, "locales": list(locales), "default_locale": "en", "region": region}
    held[collections.RELEASES].insert_one({**release, "note": "", "author": "test", "at": NOW})
    held[collections.CHANNELS].update_one(
        {"_id": channel}, {"$set": {"release": number, "updated_at": NOW}, "$inc": {"sequence": 1}}, upsert=True
    )
    return number
