"""What a conversation ran on, or would run on now: documents of a release or of the draft, compiled, and kept within bounds."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from omnia.dialogue.canonical import canonical_bytes
from omnia.dialogue.compile import CompileError, Program, compile_program
from omnia.dialogue.extraction.regions import region_for
from omnia.dialogue.references import acquired_templates
from omnia.dialogue.replay.standins import Memory
from omnia.dialogue.template import DocumentError
from omnia.mongo.clusters import database
from tenants.actions.release_check import digest_of, draft_manifest
from tenants.control.models import Project
from tenants.project import collections
from tenants.project.versions import Body, get_bodies

MAX_KEPT = 64
"""Programs that a process keeps, the ones asked for last."""

MAX_BYTES = 8 * 2**20
"""Bytes of the documents behind the programs that are kept; a compiled program takes several times that."""

MAX_EXAMPLES = 60
"""Sentences of a template's tests that may teach a stand-in."""

Why = Literal["no_release", "no_document", "no_language", "no_body", "not_compiled"]


class NoProgram(LookupError):  # noqa: N818
    """What should be spoken cannot be: `why` is a code, the sentence says it."""

    def __init__(self, why: Why, sentence: str) -> None:
        super().__init__(sentence)
        self.why = why


@dataclass(frozen=True, slots=True)
class Edition:
    """A release, or the draft as a release would have it; `number` is None for the draft."""

    number: int | None
    manifest: Mapping[str, Mapping[str, Mapping[str, Any]]]
    locales: tuple[str, ...]
    default_locale: str
    region: str

    @property
    def digest(self) -> str:
        """A short name of what it holds."""
        return digest_of(self.manifest)

    def hash_of(self, document: str, key: str) -> str:
        """The content hash of a document; raises `NoProgram`."""
        entry = self.manifest[f"{document}s"].get(key)
        if entry is None:
            raise NoProgram("no_document", f"There is no {document} “{key}” in it.")
        return str(entry["hash"])


@dataclass(frozen=True, slots=True)
class Spoken:
    """A document ready to be spoken; `name` is the same for the same documents and languages, whatever release they are of."""

    name: tuple[str, ...]
    program: Program
    region: str
    """The country of its conversations in this language, where a record does not tell."""
    examples: Mapping[str, tuple[str, ...]]
    """Sentences of its templates' tests, by template."""
    memory: Memory = field(default_factory=dict, compare=False)
    """What was found to stand in for its private data."""


_kept: OrderedDict[tuple[str, ...], tuple[int, Spoken]] = OrderedDict()
_lock = threading.Lock()


def release_edition(project: Project, number: int) -> Edition:
    """A release of the project; raises `NoProgram` if there is none of this number."""
    row = database(project.ref)[collections.RELEASES].find_one({"_id": number})
    if row is None:
        raise NoProgram("no_release", f"Release {number} is not in this project any more.")
    return Edition(number, row["manifest"], tuple(row["locales"]), row["default_locale"], row.get("region") or "")


def draft_edition(project: Project) -> Edition:
    """The drafts as they are now."""
    return Edition(None, draft_manifest(project), tuple(project.locales), project.default_locale, project.region)


def spoken(project: Project, edition: Edition, document: str, key: str, locale: str) -> Spoken:
    """A document of an edition, compiled for a language.

    Raises:
        NoProgram: the edition lacks the document or the language, its bodies are gone, or they do not compile.
    """
    if locale not in edition.locales and locale.partition("-")[0] not in edition.locales:
        raise NoProgram("no_language", f"It does not speak “{locale}”.")
    digest = edition.hash_of(document, key)
    bodies = _bodies(project, {digest})
    used = sorted(acquired_templates(bodies[digest])) if document == "flow" else [key]
    hashes = {each: edition.hash_of("template", each) for each in used if each in edition.manifest["templates"]}
    country = region_for(locale, edition.default_locale, edition.region)
    name = (project.pk, document, key, locale, edition.default_locale, country, digest, *(f"{k}={v}" for k, v in hashes.items()))
    with _lock:
        held = _kept.get(name)
        if held is not None:
            _kept.move_to_end(name)
            return held[1]
    bodies |= _bodies(project, set(hashes.values()) - {digest})
    templates = {each: bodies[content] for each, content in hashes.items()}
    made = Spoken(name, _compiled(document, bodies[digest], templates, locale, edition), country, _examples(templates, locale))
    _keep(made, sum(len(canonical_bytes(body)) for body in (bodies[digest], *templates.values())))
    return made


def _keep(made: Spoken, size: int) -> None:
    with _lock:
        _kept[made.name] = (size, made)
        while len(_kept) > MAX_KEPT or (len(_kept) > 1 and sum(held for held, _made in _kept.values()) > MAX_BYTES):
            _kept.popitem(last=False)


def _bodies(project: Project, digests: set[str]) -> dict[str, Body]:
    found = get_bodies(project.ref, digests)
    if found.keys() != digests:
        raise NoProgram("no_body", "The documents that it was made of are not stored any more.")
    return found


def _compiled(document: str, body: Body, templates: Mapping[str, Body], locale: str, edition: Edition) -> Program:
    try:
        return compile_program(**{document: body}, templates=templates, locale=locale, default_locale=edition.default_locale)
    except (CompileError, DocumentError) as error:
        raise NoProgram("not_compiled", str(error)) from error


def _examples(templates: Mapping[str, Body], locale: str) -> dict[str, tuple[str, ...]]:
    language = locale.partition("-")[0]
    return {
        key: tuple(said for test in body.get("tests", ()) if test.get("locale") == language for said in _said(test))[
            :MAX_EXAMPLES
        ]
        for key, body in templates.items()
    }


def _said(test: Mapping[str, Any]) -> list[str]:
    if test.get("utterance"):
        return [str(test["utterance"])]
    return [str(turn["say"]) for turn in test.get("turns", ()) if turn.get("say")]


def forget() -> None:
    """Let go of every program that is kept."""
    with _lock:
        _kept.clear()
