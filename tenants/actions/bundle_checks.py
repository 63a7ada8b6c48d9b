"""What is looked at before a bundle's documents are taken for a project's: their fields, their kinds, and what they refer to."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

import bson
import msgspec
import orjson
from pymongo.database import Database

from omnia.bundles.errors import BundleError
from omnia.infra.json_text import depth_of
from omnia.mongo.clusters import Document
from omnia.mongo.declared import DeclaredCollection, undeclared_fields
from tenants.document_files import MAX_DEPTH, MAX_DOCUMENT
from tenants.project import collections
from tenants.project.channels import is_name
from tenants.project.shapes import UNKNOWN

Hash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
Number = Annotated[int, msgspec.Meta(ge=1, le=2**31)]
Whole = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Text = Annotated[str, msgspec.Meta(max_length=500)]
Shape = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,4}(\.[0-9a-f]{8})?$")]
Key = Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9_]{0,79}$")]


class _Body(msgspec.Struct):
    id: Hash = msgspec.field(name="_id")
    body: str


class _Head(msgspec.Struct):
    id: Key = msgspec.field(name="_id")
    version: Number
    hash: Hash
    label: dict[str, str]
    updated_at: datetime
    updated_by: Text
    deleted: bool = False


class _Version(msgspec.Struct):
    id: Text = msgspec.field(name="_id")
    document: Text
    key: Key
    number: Number
    hash: Hash
    at: datetime
    author: Text


class _Entry(msgspec.Struct):
    hash: Hash


class _Manifest(msgspec.Struct):
    templates: dict[str, _Entry]
    flows: dict[str, _Entry]


class _Release(msgspec.Struct):
    id: Number = msgspec.field(name="_id")
    manifest: _Manifest
    locales: list[str]
    default_locale: str
    at: datetime


class _Channel(msgspec.Struct):
    id: Text = msgspec.field(name="_id")
    release: Number | None
    sequence: Whole = 0
    revision: Whole = 0


class _Settings(msgspec.Struct):
    id: Text = msgspec.field(name="_id")
    retention_days: Annotated[int, msgspec.Meta(ge=1, le=3650)] | None = None
    words_days: Annotated[int, msgspec.Meta(ge=1, le=3650)] | None = None
    shape: Shape = UNKNOWN


FORMS: dict[str, Any] = {
    collections.BODIES: _Body,
    collections.TEMPLATES: _Head,
    collections.FLOWS: _Head,
    collections.VERSIONS: _Version,
    collections.RELEASES: _Release,
    collections.CHANNELS: _Channel,
    collections.SETTINGS: _Settings,
}
"""What must be in a document of a collection at least, and of which kind."""


def check(declared: DeclaredCollection, content: bytes, number: int) -> Document:
    """A document in BSON as the product may hold it; raises `BundleError`, which names the collection, line and field."""
    place = f"{declared.name}, line {number}"
    row: Document = bson.decode(content)
    unknown = undeclared_fields(row, declared)
    if unknown:
        raise BundleError(f"{place}, has the field “{unknown[0][:80]}”, which this release does not know. Nothing was taken in.")
    form = FORMS.get(declared.name)
    try:
        if form is not None:
            msgspec.convert(row, form)
        if declared.name == collections.BODIES:
            _check_body(row)
        if declared.name == collections.CHANNELS:
            _check_name(row)
    except (ValueError, TypeError, msgspec.ValidationError) as error:
        raise BundleError(f"{place}, is not what it should be: {str(error)[:160].rstrip('.')}. Nothing was taken in.") from error
    return row


def _check_body(row: Document) -> None:
    text = row["body"].encode()
    if len(text) > MAX_DOCUMENT or depth_of(text, at_most=MAX_DEPTH) > MAX_DEPTH:
        raise ValueError("the text is too large, or nested too deeply")
    if hashlib.sha256(text).hexdigest() != row["_id"]:
        raise ValueError("the text is another one than its hash says")
    if not isinstance(orjson.loads(text), dict):
        raise TypeError("the text is no document")


def _check_name(row: Document) -> None:
    if not is_name(row["_id"]):
        raise ValueError("no channel is called so")


def check_references(held: "Database[Document]") -> None:
    """Look whether all that documents name is there; raises `BundleError`."""
    bodies = {row["_id"] for row in held[collections.BODIES].find({}, {"_id": 1})}
    releases = {row["_id"] for row in held[collections.RELEASES].find({}, {"_id": 1})}
    for place, digest in _named_bodies(held):
        if digest not in bodies:
            raise BundleError(f"{place} names a text that is not in the bundle. Nothing was taken in.")
    for row in held[collections.CHANNELS].find():
        if row["release"] is not None and row["release"] not in releases:
            raise BundleError(f"The channel {row['_id']} points to a release that is not in the bundle. Nothing was taken in.")


def _named_bodies(held: "Database[Document]") -> Iterator[tuple[str, str]]:
    for name in (collections.TEMPLATES, collections.FLOWS, collections.VERSIONS):
        for row in held[name].find({}, {"hash": 1}):
            yield f"{row['_id']} in {name}", row["hash"]
    for row in held[collections.RELEASES].find({}, {"manifest": 1}):
        for entries in row["manifest"].values():
            for key, entry in entries.items():
                yield f"{key} in release {row['_id']}", entry["hash"]
