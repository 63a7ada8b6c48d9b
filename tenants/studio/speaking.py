"""What the simulator speaks: a draft, or a side of an update that is being decided."""

from collections.abc import Mapping
from typing import Any, Final, cast

from omnia.dialogue.canonical import content_hash
from omnia.dialogue.compile import Program, compile_program
from omnia.documents.conflicts import ANEW_PREFIX, CHOICE_PREFIX, NUMBER_PREFIX, decisions_from
from tenants import selectors, updates
from tenants.control.models import Project

DRAFT: Final = ""
SIDES: Final = (DRAFT, "theirs", "result")
"""The project's draft; the factory's version as it is; the merge of both, as the page of the update decides it."""
DECIDED: Final = (CHOICE_PREFIX, ANEW_PREFIX, NUMBER_PREFIX)


class NoOffer(LookupError):  # noqa: N818
    """The update is not offered any more: it was taken, declined or withdrawn meanwhile."""


def choices_in(posted: Mapping[str, str]) -> dict[str, str]:
    """What the page of an update decided so far, of all that a form holds."""
    return {name: text for name, text in posted.items() if name.startswith(DECIDED)}


def program_of(
    project: Project, subject: str, key: str, locale: str, side: str = DRAFT, choices: Mapping[str, str] | None = None
) -> tuple[Program, str]:
    """What speaks for a template or flow, compiled for a locale, with its content hash.

    Raises `selectors.Missing`, `NoOffer`, and what the compiler says of a document that cannot speak.
    """
    document = "flow" if subject == "flow" else "template"
    body, content = _body(project, document, key, side, choices or {})
    templates = selectors.draft_bodies(project, "template")
    compiled: dict[str, Any] = {document: body, "templates": templates}
    return compile_program(**compiled, locale=locale, default_locale=project.default_locale), content


def _body(project: Project, document: str, key: str, side: str, choices: Mapping[str, str]) -> tuple[dict[str, Any], str]:
    kind = cast(updates.Document, document)
    if side == DRAFT:
        held = selectors.draft(project, kind, key)
        return held.body, held.hash
    offer = updates.offer_for(project, document, key)
    if offer is None:
        raise NoOffer(key)
    merged = updates.merge(project, offer, decisions_from(choices))
    body = merged.theirs if side == "theirs" else merged.body
    return body, content_hash(body)
