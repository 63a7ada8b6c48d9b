"""Bringing the reviewed catalogue files in: each becomes a version at once, unless staff changed the document meanwhile."""

from dataclasses import dataclass, replace
from typing import Literal

from factory.actions import Body, Kind, Staff, create_draft, publish_version, save_draft
from factory.drafts import MODELS
from factory.models import CatalogueDocument, CatalogueVersion
from omnia.dialogue.canonical import content_hash

FROM_FILES = "From the reviewed catalogue files"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading one catalogue document did; `kept` means that staff changed it, so that it was left as it is."""

    document: Kind
    key: str
    outcome: Literal["created", "updated", "unchanged", "kept"]
    version: int


def published_now() -> dict[tuple[Kind, str], tuple[int, str]]:
    """Number and content hash of what projects get of each document."""
    kinds: tuple[Kind, ...] = ("template", "flow")
    return {
        (kind, key): (number, hashed)
        for kind in kinds
        for key, number, hashed in MODELS[kind].objects.values_list("key", "published", "published_hash")
    }


def load_document(staff: Staff, document: Kind, body: Body, *, overwrite: bool = False) -> Loaded:
    """Bring a reviewed file into the catalogue and publish it; the same content again changes nothing.

    A document that staff changed since it was last loaded, or took out of the catalogue, is left as it is unless `overwrite`.
    """
    planned, row = foretold(staff, document, body, overwrite=overwrite), _head(document, body)
    if planned.outcome == "created":
        create_draft(staff, document, body, note=FROM_FILES)
    elif planned.outcome == "updated" and row is not None:
        if row.draft_hash != content_hash(body):
            save_draft(staff, document, planned.key, body, base_revision=row.revision, note=FROM_FILES)
    else:
        return planned
    return replace(planned, version=_publish_file(staff, document, planned.key))


def foretold(staff: Staff, document: Kind, body: Body, *, overwrite: bool = False) -> Loaded:
    """What loading a file would do; `version` is the one that is published now."""
    key, row = str(body["key"]), _head(document, body)
    if row is None:
        return Loaded(document, key, "created", 0)
    wanted, loaded, published = content_hash(body), _last_loaded(staff, document, key), _published_hash(document, row)
    changed = row.deprecated or row.draft_hash not in (loaded, wanted) or published not in (loaded, wanted)
    if wanted in (loaded, published) and not (overwrite and (changed or published != wanted)):
        return Loaded(document, key, "unchanged", row.published)
    return Loaded(document, key, "updated" if overwrite or not changed else "kept", row.published)


def _head(document: Kind, body: Body) -> CatalogueDocument | None:
    return MODELS[document].objects.filter(key=str(body["key"])).first()


def _publish_file(staff: Staff, document: Kind, key: str) -> int:
    """Publish what a file says. The files' tests pass before the product is built, so they are not run at every start."""
    return publish_version(staff, document, key, note=FROM_FILES, tested=True).number


def _last_loaded(staff: Staff, document: Kind, key: str) -> str:
    """The content that `staff`, who loads the files, published last."""
    versions = CatalogueVersion.objects.filter(document=document, key=key, author=str(staff.actor)).order_by("-number")
    return versions.values_list("hash", flat=True).first() or ""


def _published_hash(document: Kind, row: CatalogueDocument) -> str:
    versions = CatalogueVersion.objects.filter(document=document, key=row.key, number=row.published)
    return versions.values_list("hash", flat=True).first() or ""
