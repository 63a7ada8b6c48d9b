"""The simulator beside a document of the catalogue: a conversation with its draft, and with the drafts of what it runs."""

import copy
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _

from factory.actions import CatalogueError, drafts_of_templates
from factory.admin.page import Page
from factory.admin.rights import may_edit
from factory.admin.wording import in_order
from omnia.dialogue.compile import CompileError, Program, compile_program
from omnia.dialogue.replay.keeping import is_kept
from omnia.dialogue.template import DocumentError
from omnia.documents.versions import StaleVersionError
from omnia.workbench import simulating
from omnia.workbench.scripts import ONE_PREFIX
from omnia.workbench.simulating import CannotSpeakError, Kept, NotKeptError, Speaker


def locales_of(page: Page) -> list[str]:
    """The languages that a document of the catalogue speaks."""
    return in_order(page.head.draft.get("label", {})) or ["en"]


def addresses(page: Page) -> dict[str, str]:
    """The addresses of the simulator's actions."""
    return {action: page.url(f"simulator_{action}") for action in ("start", "turn", "keep")}


class CatalogueStage(simulating.Stage):
    """One document of the catalogue: whatever the form names, no other speaks."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.request, locales_of(page), f"catalogue:{page.place('build')}")
        self._page = page

    def addresses(self) -> dict[str, str]:
        """The addresses of the simulator's actions beside this document."""
        return addresses(self._page)

    def program(self, speaker: Speaker) -> tuple[Program, str]:
        """The draft."""
        row = self._page.head
        about: dict[str, Any] = {"locale": speaker.locale, "default_locale": self.locales[0]}
        try:
            if self._page.document == "template":
                return compile_program(template=row.draft, templates={}, **about), row.draft_hash
            return compile_program(flow=row.draft, templates=drafts_of_templates(row.draft), **about), row.draft_hash
        except (CompileError, DocumentError) as error:
            raise CannotSpeakError(_("This cannot speak yet: %(reason)s") % {"reason": error}) from error

    def region(self, locale: str) -> str | None:  # noqa: ARG002  # the catalogue is no country's
        """None: a document of the catalogue is heard as its language is."""
        return None

    def may_keep(self, speaker: Speaker) -> bool:  # noqa: ARG002  # one right for the catalogue
        """Whether the person edits the catalogue."""
        return may_edit(self._page.request)

    def keep(self, speaker: Speaker, test: dict[str, Any]) -> Kept:  # noqa: ARG002  # the stage has one document
        """Keep a test in the draft."""
        page = self._page
        body = copy.deepcopy(page.head.draft)
        if is_kept(body, test):
            raise NotKeptError(_("This conversation is a test of the draft already."))
        body.setdefault("tests", []).append(test)
        try:
            saved = page.versions.save(body, base_version=page.head.revision, note=_("Test from the simulator"))
        except StaleVersionError as error:
            raise NotKeptError(_("Somebody saved this document meanwhile, so nothing was kept. Try again.")) from error
        except CatalogueError as error:
            raise NotKeptError(str(error)) from error
        return Kept(saved.number, saved.hash, f"{page.url('build')}?{urlencode({'section': ONE_PREFIX + test['id']})}")


def start_page(page: Page) -> HttpResponse:
    """Begin a conversation with the draft."""
    return simulating.start(CatalogueStage(page))


def turn_page(page: Page) -> HttpResponse:
    """Go on with a conversation."""
    return simulating.turn(CatalogueStage(page))


def keep_page(page: Page) -> HttpResponse:
    """Keep a conversation as a test of the draft."""
    return simulating.keep(CatalogueStage(page))
