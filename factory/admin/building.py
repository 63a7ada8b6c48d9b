"""The catalogue's desk: a template or flow of the catalogue built by staff, on the workbench that the studio has too."""

from collections.abc import Hashable, Mapping
from functools import cached_property
from typing import Any, ClassVar, NoReturn

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.translation import gettext as _

from factory.actions import CatalogueError, check, drafts_of_templates, hashed_drafts_of_templates
from factory.admin import simulating
from factory.admin.page import Page
from factory.admin.rights import may_edit, refusal
from factory.models import Template
from factory.provenance import field_writers
from omnia.dialogue.lint import Finding
from omnia.documents.versions import Head
from omnia.documents.wording import text_of
from omnia.documents.writers import FieldWriters
from omnia.workbench import drafting
from omnia.workbench.desk import Desk
from omnia.workbench.fields import Body


class CatalogueDesk(Desk):
    """A template or flow of the catalogue."""

    page_template: ClassVar[str] = "admin/factory/build.html"
    refusal: ClassVar[type[Exception]] = CatalogueError

    def __init__(self, page: Page) -> None:
        row = page.head
        self._page = page
        super().__init__(
            page.request,
            page.document,
            Head(row.revision, row.draft_hash, row.draft, row.updated_by),
            page.versions,
            locales=simulating.locales_of(page),
            place=f"catalogue:{page.place('build')}",
        )
        self.may_save = self.may_shape = may_edit(page.request)

    @property
    def key(self) -> str:
        """The document's key."""
        return self._page.head.key

    @property
    def url(self) -> str:
        """The address of the editor."""
        return self._page.url("build")

    def simulator(self) -> dict[str, str]:
        """The addresses of the simulator's actions beside the document."""
        return simulating.addresses(self._page)

    def refuse(self) -> NoReturn:
        """Tell a person who may save nothing."""
        raise PermissionDenied(refusal(may_edit))

    def check(self, body: Body) -> list[Finding]:
        """Everything that lint has to say of a body in the catalogue."""
        return check(self.document, body, templates=self.template_bodies(body) if self.document == "flow" else None)

    @cached_property
    def _run(self) -> Mapping[str, tuple[str, Body]]:
        return hashed_drafts_of_templates(self.draft.body)

    @property
    def owner(self) -> str:
        """The catalogue, which no project is called."""
        return "catalogue"

    def checked_with(self) -> Hashable:
        """The templates that a flow runs as they are now; its languages are written in itself."""
        if self.document == "template":
            return ()
        return tuple(sorted((key, digest) for key, (digest, _draft) in self._run.items()))

    def writers(self) -> FieldWriters | None:
        """Who wrote the fields of the draft."""
        return field_writers(self.document, self._page.head)

    @cached_property
    def _names(self) -> dict[str, str]:
        return {row.key: text_of(row.label, row.key) for row in Template.objects.defer("draft")}

    def templates(self) -> Mapping[str, str]:
        """The names of the catalogue's templates, by key."""
        return self._names

    def template_bodies(self, body: Body) -> Mapping[str, Body]:
        """The drafts of those of the catalogue's templates that a flow runs, by key."""
        if body is self.draft.body:
            # The very ones whose hashes what was found is kept under.
            return {key: draft for key, (_digest, draft) in self._run.items()}
        return drafts_of_templates(body)

    def about(self) -> dict[str, Any]:
        """The draft."""
        review = {"row": self._page.head, "review_url": self._page.url("review")}
        return {**review, "document": self.draft, "document_kind": self.document}

    def frame(self) -> dict[str, Any]:
        """The document's other pages."""
        page = self._page
        return {
            **page.about("build"),
            **self.about(),
            "document_key": self.key,
            "list_url": page.list_url,
            "list_label": _("Templates") if self.document == "template" else _("Starter flows"),
        }


def build_page(page: Page) -> HttpResponse:
    """The draft built section by section; a post saves what the person did."""
    return drafting.page(page.request, CatalogueDesk(page))
