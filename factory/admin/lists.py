"""What the catalogue's lists show, and how they are narrowed."""

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from factory.admin.wording import in_order, industry_name
from factory.models import CatalogueDocument, DocumentStatus, ReviewState
from factory.selectors import industries
from omnia.documents.wording import language_name

Rows = QuerySet[CatalogueDocument]

STATUS_VARIANTS = {
    DocumentStatus.NEW: ("info", "edit_note"),
    DocumentStatus.AHEAD: ("warning", "edit"),
    DocumentStatus.PUBLISHED: ("success", "check_circle"),
    DocumentStatus.DEPRECATED: ("danger", "archive"),
}
"""Colour and icon of each status: meaning never by colour alone."""


def of_status(rows: Rows, status: str) -> Rows:
    """The documents of one status, as `CatalogueDocument.status` tells it."""
    if status == DocumentStatus.DEPRECATED:
        return rows.filter(deprecated=True)
    if status == DocumentStatus.NEW:
        return rows.filter(deprecated=False, published=0)
    published = rows.filter(deprecated=False, published__gt=0)
    if status == DocumentStatus.PUBLISHED:
        return published.filter(draft_hash=F("published_hash"))
    return published.exclude(draft_hash=F("published_hash"))


class ScopeFilter(admin.SimpleListFilter):
    """Universal, or of an industry."""

    title = _("scope")
    parameter_name = "scope"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002  # Django's signature
        """The two scopes."""
        return [("universal", _("Universal")), ("industry", _("Industry"))]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:  # noqa: ARG002  # Django's signature
        """The documents of the chosen scope."""
        return queryset.filter(scope=self.value()) if self.value() else queryset


class IndustryFilter(admin.SimpleListFilter):
    """One sector's documents."""

    title = _("industry")
    parameter_name = "industry"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002  # Django's signature
        """The industries of the catalogue."""
        known = industries()
        return [(key, industry_name(key, known)) for key in known]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:  # noqa: ARG002  # Django's signature
        """The documents of the chosen industry."""
        return queryset.filter(industry=self.value()) if self.value() else queryset


class LanguageFilter(admin.SimpleListFilter):
    """Documents that speak a language."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002  # Django's signature
        """The languages that any document speaks."""
        held = {locale for locales in model_admin.model.objects.values_list("locales", flat=True) for locale in locales}
        return [(locale, language_name(locale)) for locale in in_order(held)]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:  # noqa: ARG002  # Django's signature
        """The documents that speak the chosen language, looked through one by one: a catalogue has hundreds of them."""
        if not self.value():
            return queryset
        keys = [key for key, locales in queryset.values_list("key", "locales") if self.value() in locales]
        return queryset.filter(key__in=keys)


class StatusFilter(admin.SimpleListFilter):
    """How the draft stands to what projects get."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002  # Django's signature
        """The four statuses."""
        return list(DocumentStatus.choices)

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:  # noqa: ARG002  # Django's signature
        """The documents of the chosen status."""
        value = self.value()
        return of_status(queryset, value) if value else queryset


class ReviewFilter(admin.SimpleListFilter):
    """How far the review of the draft is."""

    title = _("review")
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002  # Django's signature
        """The states of a review."""
        return list(ReviewState.choices)

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:  # noqa: ARG002  # Django's signature
        """The documents whose draft, as it is now, is in the chosen state."""
        return queryset.filter(review_state=self.value(), review_hash=F("draft_hash")) if self.value() else queryset
