"""Where the histories of a project are played: a factory with a project on it, set back for each, and both told in plain data."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from project_oracle import FIRST, FLOW, KEYS, PLACES, Live, Oracle, Texts, body_of

from factory.actions import Staff, create_draft, publish_version, save_draft
from factory.models import CatalogueVersion, Flow, Template
from omnia.dialogue.canonical import canonical_bytes, normalised
from omnia.mongo.clusters import database
from tenants.actions.copying import copy_of, first_version
from tenants.audit_chains import books_of
from tenants.control.models import Project
from tenants.project import collections
from tenants.project.channels import Pointer
from tenants.project.versions import put_body
from tenants.sync import Original, originals_for
from tests.stored import Writes

STAFF = Staff.command("tests")
OF_A_HISTORY = (
    collections.BODIES, collections.TEMPLATES, collections.FLOWS, collections.VERSIONS, collections.RELEASES,
    collections.CHANNELS, collections.AUDIT,
)  # fmt: skip

Told = dict[Any, Any]
"""A part of a project in plain data, to be compared as a whole."""


class Stage:
    """A factory and a project on it, set back to their beginning for each history."""

    def __init__(self, project: Project, writes: Writes) -> None:
        self.project, self.held, self._writes = project, database(project.ref), writes
        self.histories = self.steps = 0
        """How many were played to their end, and the steps of these."""
        for key in KEYS:
            create_draft(STAFF, "template", body_of(key, FIRST))
            publish_version(STAFF, "template", key)
        create_draft(STAFF, "flow", FLOW)
        publish_version(STAFF, "flow", FLOW["key"])
        self._factory = {model: list(model.objects.all()) for model in (Template, Flow)}
        self._is_improved = False
        for row in originals_for([]):
            self._copy(row)
        self._rows = {name: list(self.held[name].find()) for name in OF_A_HISTORY}

    def _copy(self, row: Original) -> None:
        now = datetime.now(UTC)
        digest = put_body(self.project.ref, row.body)
        self.held[f"{row.document}s"].insert_one({"_id": row.key, **copy_of(row, "tests", now), "hash": digest})
        self.held[collections.VERSIONS].insert_one(first_version(row, "tests", now))

    def reset(self) -> None:
        """Begin another history."""
        if self._is_improved:
            CatalogueVersion.objects.filter(number__gt=1).delete()
            for rows in self._factory.values():
                for row in rows:
                    row.save()
            self._is_improved = False
        for name, rows in self._rows.items():
            self.held[name].delete_many({})
            if rows:
                self.held[name].insert_many(rows)
        books = books_of(self.project.ref)
        books.intents.delete_many({"chain": books.chain.name})

    def improve(self, key: str, texts: Texts) -> None:
        """Publish another version of a template in the factory."""
        self._is_improved = True
        row = Template.objects.get(key=key)
        save_draft(STAFF, "template", key, body_of(key, texts), base_revision=row.revision)
        # The tests of a template that differs in texts alone pass as they did.
        publish_version(STAFF, "template", key, tested=True)

    def written(self) -> set[str] | None:
        """The project's collections that were written to since this was asked; None if that is not known."""
        return self._writes.take(self.held.name)


@lru_cache(maxsize=4096)
def _digest_of(key: str, *texts: str) -> str:
    return digest(body_of(key, dict(zip(PLACES, texts, strict=True))))


def said(key: str, texts: Texts) -> str:
    """The hash of the template that says these texts."""
    return _digest_of(key, *(texts[place] for place in PLACES))


def digest(body: Mapping[str, Any]) -> str:
    """The hash that a document is kept under."""
    return hashlib.sha256(canonical_bytes(normalised(body))).hexdigest()


FLOW_DIGEST = digest(FLOW)


def drafts_told(oracle: Oracle) -> Told:
    """What the drafts must be."""
    return {
        key: (
            len(held.versions), held.deleted, said(key, held.texts), held.taken, said(key, held.base), held.declined, held.pinned
        )
        for key, held in oracle.copies.items()
    }  # fmt: skip


def head_told(head: Mapping[str, Any]) -> tuple[Any, ...]:
    """What a draft is."""
    origin = head["origin"]
    return (
        head["version"], head["deleted"], head["hash"], origin["version"], origin["hash"], origin.get("declined"),
        origin.get("pinned"),
    )  # fmt: skip


def versions_told(oracle: Oracle) -> Told:
    """What was ever saved."""
    rows = {
        f"template:{key}:{number}": said(key, texts)
        for key, held in oracle.copies.items()
        for number, texts in enumerate(held.versions, start=1)
    }
    return rows | {f"flow:{FLOW['key']}:1": FLOW_DIGEST}


def releases_told(oracle: Oracle) -> Told:
    """What was ever released."""
    flows = {FLOW["key"]: FLOW_DIGEST}
    return {
        number: {"templates": {key: said(key, texts) for key, texts in drafts.items()}, "flows": flows}
        for number, drafts in enumerate(oracle.releases, start=1)
    }


def channels_told(oracle: Oracle) -> Told:
    """Where the channels must point."""
    named = {"live": oracle.live, "staging": oracle.staging}
    return {name: _live_told(pointer) for name, pointer in named.items() if pointer.sequence}


def _live_told(held: Live) -> tuple[Any, ...]:
    return held.release, held.sequence, held.canary, held.weight, held.steps


def pointer_told(found: Pointer) -> tuple[Any, ...]:
    """Where a channel points."""
    canary = found.canary
    of_canary = (canary.release, canary.weight, [step.weight for step in canary.steps]) if canary is not None else (None, 0, [])
    return found.release, found.sequence, *of_canary
