"""What every page around a catalogue document has: its frame, its rights, and its addresses."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.utils import quote
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from factory import reviews
from factory.actions import Kind, Staff
from factory.admin import extensions
from factory.admin.lists import STATUS_VARIANTS
from factory.admin.rights import may_edit, may_publish, staff_of
from factory.models import CatalogueDocument, DocumentStatus
from factory.versioned import CatalogueDraft
from omnia.documents.versions import VersionedDocument

Body = dict[str, Any]


def document_url(document: str, key: str, name: str, *arguments: Any) -> str:
    """The address of a page of a document, its key quoted as the admin quotes keys in its lists."""
    return reverse(f"admin:factory_{document}_{name}", args=[quote(key), *arguments])


@dataclass(frozen=True)
class Page:
    """A request for a page of one document; `row` is None while it does not exist yet."""

    site: AdminSite
    document: Kind
    model: type[CatalogueDocument]
    request: HttpRequest
    row: CatalogueDocument | None

    @cached_property
    def head(self) -> CatalogueDocument:
        """The document; for pages that have one."""
        if self.row is None:
            raise LookupError("This page has no document.")
        return self.row

    @property
    def staff(self) -> Staff:
        """Who asks."""
        return staff_of(self.request)

    @cached_property
    def versions(self) -> VersionedDocument:
        """The draft with its saves, in the hands of who asks."""
        return CatalogueDraft(self.staff, self.document, self.head.key)

    @property
    def list_url(self) -> str:
        """The address of the list of such documents."""
        return reverse(f"admin:factory_{self.document}_changelist")

    def url(self, name: str, *arguments: Any) -> str:
        """The address of a page of this document; `name` as the admin calls it, such as `change` or `history`."""
        return document_url(self.document, self.head.pk, name, *arguments)

    def place(self, name: str) -> str:
        """A page of this document, to remember by what was typed on it."""
        return f"{self.document}:{self.head.pk}:{name}"

    def _places(self, current: str) -> list[dict[str, Any]]:
        places = [
            ("change", _("Draft")),
            ("build", _("Build")),
            ("json", _("JSON")),
            ("tests", _("Tests")),
            *([("review", _("Review"))] if self.head.status != DocumentStatus.PUBLISHED else []),
            ("history", _("Versions")),
            *((each.name, each.label) for each in extensions.added_pages if each.label),
        ]
        return [{"label": label, "url": self.url(name), "current": name == current} for name, label in places]

    def render(self, template: str, current: str, *, title: str, status: int = 200, **context: Any) -> HttpResponse:
        """The page in the admin's frame; `current` is the place among the document's pages that it belongs to."""
        frame: dict[str, Any] = {
            **self.site.each_context(self.request),
            "opts": self.model._meta,
            "title": title,
            "document": self.document,
            "may_edit": may_edit(self.request),
            "may_publish": may_publish(self.request),
            "list_url": self.list_url,
        }
        if self.row is not None:
            frame |= self.about(current)
        # The admin's tags find out from the request which site they are on.
        self.request.current_app = self.site.name
        return TemplateResponse(self.request, f"admin/factory/{template}.html", {**frame, **context}, status=status)

    def about(self, current: str) -> dict[str, Any]:
        """What every page of the document says of it."""
        row = self.head
        variant, icon = STATUS_VARIANTS[row.status]
        return {
            "original": row,
            "row": row,
            "variant": variant,
            "icon": icon,
            "places": self._places(current),
            "document_url": self.url("change"),
            "build_url": self.url("build"),
            "json_url": self.url("json"),
            "history_url": self.url("history"),
            "publish_url": self.url("publish"),
            "review_url": self.url("review"),
            "needs_review": reviews.needs_second_person() and not reviews.is_approved(row),
            "undo_url": self.url("undo"),
            "deprecate_url": self.url("deprecate"),
            "something_to_publish": row.status != DocumentStatus.PUBLISHED,
            "may_be_deprecated": row.published > 0 and not row.deprecated,
        }


View = Callable[..., HttpResponse]
"""A page: given the `Page` and the rest of its address, it answers."""
