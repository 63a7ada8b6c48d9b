"""What an editor shows of a document: the whole page, or to a page that is open already the parts of it that changed."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from omnia.dialogue.lint import Finding
from omnia.documents.comparing import ShownChange
from omnia.documents.conflicts import ShownConflict
from omnia.documents.places import in_words
from omnia.documents.wording import text_in
from omnia.finding_words import in_readers_language
from omnia.infra.headers import with_microphone
from omnia.workbench import conditions, kept
from omnia.workbench.desk import Desk, Remark
from omnia.workbench.document_form import Section
from omnia.workbench.fields import Body

TREE_HEADER = "X-Shown-Tree"
"""By which an open page says what its tree shows, so that it is sent only when it changed."""

AROUND_HEADER = "X-Around-Only"
"""By which an open page asks for what stands around the form, since the form holds what was saved of it already."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Someone else saved meanwhile: who, and what."""

    author: str
    number: int
    changes: Sequence[ShownChange]
    reshaped: bool = False
    """Whether a level or step was to come or go, which was not done."""


@dataclass(slots=True)
class Shown:
    """What an editor's page shows: a body that may hold unsaved edits, and the version that a save would replace."""

    body: Body
    base_version: int
    findings: list[Finding]
    conflict: Conflict | None = None
    seen_version: int = 0
    """The latest version that the body holds, if it is not the base."""
    conflicts: Sequence[ShownConflict] = ()
    """What the person and others changed differently, to be decided at its place."""
    status: int = 200
    unsaved: bool = False
    """Whether the form holds text that is not saved."""
    homeless: Sequence[ShownChange] = ()
    """Unsaved texts whose place is gone from the document."""
    message: str = ""


def is_in_place(request: HttpRequest) -> bool:
    """Whether an open page asks for what changed, and not a browser for a page."""
    return "HX-Request" in request.headers


def led_to(request: HttpRequest, address: str) -> HttpResponse:
    """Go on at an address; an open page is told so, and fetches what changed there."""
    return HttpResponse(status=204, headers={"HX-Location": address}) if is_in_place(request) else redirect(address)


def rendered(desk: Desk, shown: Shown) -> HttpResponse:
    """The page, or the parts of it that changed."""
    request = desk.request
    shown.findings = in_readers_language(shown.findings)
    tree = _Tree(desk, shown)
    context = _context(desk, shown, tree) | {"tree_digest": tree.digest}
    in_place = is_in_place(request)
    context["with_tree"] = not in_place or request.headers.get(TREE_HEADER) != tree.digest
    if context["with_tree"]:
        context |= tree.parts
    if in_place:
        context |= {**desk.about(), "in_place": True, "around_only": AROUND_HEADER in request.headers}
        response = render(request, "workbench/parts.html", context, status=shown.status)
    else:
        response = with_microphone(render(request, desk.page_template, {**context, **desk.frame()}, status=shown.status))
    patch_vary_headers(response, ["HX-Request"])
    return response


class _Tree:
    """What stands beside the section: it is made only where what an open page shows of it is another."""

    def __init__(self, desk: Desk, shown: Shown) -> None:
        self._desk, self._body = desk, shown.body
        self.unsaved_sections = desk.memory.sections()
        self.problems: dict[str, list[str]] = {}
        for finding in shown.findings:
            if finding.severity == "error":
                self.problems.setdefault(finding.path, []).append(finding.message)

    @cached_property
    def parts(self) -> dict[str, Any]:
        """The tree, and a flow's picture."""
        return self._desk.forms.beside(self._body, self.problems)

    @property
    def digest(self) -> str:
        """What stands for them as they are shown; of the draft as it was saved it is worked out once for each language."""
        key = self._desk.version_key(self._body)
        saved = kept.digest((*key, get_language()), self._worked_out) if key is not None else self._worked_out()
        return _digest(saved, sorted(self.unsaved_sections))

    def _worked_out(self) -> str:
        return _digest(sorted(self.parts.items()))


def _context(desk: Desk, shown: Shown, tree: _Tree) -> dict[str, Any]:
    section = desk.section(shown.body, tree.problems)
    beginnings = desk.forms.beginnings(shown.body)
    here = desk.forms.beginning_of(section.key)
    addresses = {item.address for item in section.all_fields}
    seen_version = shown.seen_version or shown.base_version
    return {
        "title": text_in(shown.body.get("label", {}), get_language() or "en", desk.key),
        "section": section,
        "locales": desk.locales,
        "simulator": desk.simulator(),
        "subject": desk.document,
        "subject_key": desk.key,
        # What begins at the only place begins at the first.
        "beginnings": beginnings if len(beginnings) > 1 else (),
        "try_from": here if len(beginnings) > 1 and here in dict(beginnings) else "",
        "tree_label": _("Parts of the template") if desk.document == "template" else _("Parts of the flow"),
        "speakable": " ".join(desk.speakable(shown.body, section)),
        **conditions.beside(desk, shown.body, section),
        "remarks": _remarks(desk, shown, section),
        "problem_count": sum(len(found) for found in tree.problems.values()),
        "conflict": shown.conflict,
        "base_version": shown.base_version,
        "seen_version": seen_version,
        "conflicts": {found.address: found for found in shown.conflicts},
        "elsewhere": [found for found in shown.conflicts if found.address not in addresses],
        "writers": desk.writers(),
        "take_theirs": _("Take theirs"),
        "message_text": shown.message,
        "unsaved": shown.unsaved,
        "homeless": shown.homeless,
        "unsaved_sections": tree.unsaved_sections,
        "last_change": desk.memory.last_change(seen_version),
        "trail": desk.memory.trail(seen_version),
        "autosave_seconds": settings.OMNIA_AUTOSAVE_SECONDS,
        "editable": desk.may_save,
        "can_shape": desk.may_shape,
    }


def _digest(*shown: Any) -> str:
    """What stands for something that is shown."""
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def _remarks(desk: Desk, shown: Shown, section: Section) -> list[Remark]:
    """What lint says of this section and no field of it shows: errors at other places of it, and advice."""
    section_at, shows = desk.forms.sections(shown.body), _shown_by(section)
    return [
        Remark(finding.severity, finding.message, in_words(shown.body, finding.path))
        for finding in shown.findings
        if section_at(finding.path) == section.key and (finding.severity != "error" or not shows(finding.path))
    ]


def _shown_by(section: Section) -> Callable[[str], bool]:
    """What tells whether the section shows the problems of a place beside it."""
    pointers = {item.pointer for item in section.fields}
    return lambda pointer: pointer in pointers or any(group.shows(pointer) for group in section.groups)
