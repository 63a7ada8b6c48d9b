"""All texts of the catalogue's drafts: searched, and replaced with a preview."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NoReturn
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from factory.actions import CatalogueError
from factory.admin.page import document_url
from factory.admin.rights import may_edit, may_read, refusal, staff_of
from factory.drafts import MODELS
from factory.rewording import replace_texts, take_back_texts
from omnia.dialogue.merge import Rule
from omnia.documents.texts import Reworded, Rewording
from omnia.documents.wording import LANGUAGES
from omnia.workbench import document_form, flow_form, rewording
from omnia.workbench.fields import element_id
from omnia.workbench.opening import Document
from omnia.workbench.rewording import Draft

KINDS: tuple[Document, ...] = ("flow", "template")


def addresses(site: AdminSite) -> list[URLPattern]:
    """The address of the page; no document's key has a hyphen."""
    return [path("catalogue-texts/", site.admin_view(texts_page), name="factory_texts")]


class CatalogueShelf(rewording.Shelf):
    """The drafts of the catalogue."""

    refusals = (CatalogueError,)

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, "catalogue", reverse("admin:factory_texts"), list(LANGUAGES))

    @property
    def may_edit(self) -> bool:
        """Whether the person edits the catalogue."""
        return may_edit(self.request)

    def refuse(self) -> NoReturn:
        """Tell a person who may replace nothing."""
        raise PermissionDenied(refusal(may_edit))

    def drafts(self) -> Iterator[Draft]:
        """All drafts, flows first."""
        for document in KINDS:
            for row in MODELS[document].objects.order_by("key"):
                yield Draft(document, row.key, row.revision, row.draft)

    def address_in(self, draft: Draft) -> Callable[[str], str]:
        """What tells the address of a place of a document from its pointer."""
        body, build = draft.body, document_url(draft.document, draft.key, "build")
        find = partial(flow_form.section_at, body) if draft.document == "flow" else document_form.Places(body).section_at
        return lambda pointer: f"{build}?{urlencode({'section': find(pointer)})}#{element_id(pointer)}"

    def rules(self, draft: Draft) -> list[Rule]:  # noqa: ARG002  # the catalogue decides on all of it
        """None: the catalogue binds its copies, not itself."""
        return []

    def replace(self, wanted: Sequence[Rewording], note: str) -> list[Reworded]:
        """Change the texts."""
        return replace_texts(staff_of(self.request), wanted, note=note)

    def take_back(self, changed: Sequence[Reworded], note: str) -> None:  # noqa: ARG002  # a save that is brought back says so
        """Bring the drafts back as they were before."""
        take_back_texts(staff_of(self.request), changed)

    def render(self, context: dict[str, Any], status: int) -> HttpResponse:
        """The page in the frame of the catalogue's workbench."""
        return render(self.request, "admin/factory/texts.html", context, status=status)


def texts_page(request: HttpRequest) -> HttpResponse:
    """Every text of the catalogue that holds some words; a POST replaces them in the ticked places, or takes that back."""
    if not may_read(request):
        raise PermissionDenied(refusal(may_read))
    return rewording.page(CatalogueShelf(request))
