"""The admin's first page: what waits for somebody, what the catalogue holds, and which versions not every project gets yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factory import checking, reviews, selectors
from factory.admin import extensions
from factory.admin.lists import STATUS_VARIANTS
from factory.admin.page import document_url
from factory.admin.rights import may_edit, may_read
from factory.models import CatalogueDocument, DocumentStatus, ReviewState
from omnia.documents.wording import LANGUAGES
from omnia.finding_words import language_in_words

MAX_SHOWN = 8
MAX_UNDER_WAY = 20
AHEAD = (DocumentStatus.NEW, DocumentStatus.AHEAD)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits."""

    name: str
    url: str
    detail: str


@dataclass(frozen=True, slots=True)
class Group:
    """Things that wait for the same."""

    title: str
    icon: str
    tone: str
    items: Sequence[Waiting]

    @property
    def shown(self) -> Sequence[Waiting]:
        """The first of them."""
        return self.items[:MAX_SHOWN]

    @property
    def more(self) -> int:
        """How many others there are."""
        return max(0, len(self.items) - MAX_SHOWN)


Heads = Sequence[tuple[str, CatalogueDocument]]


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The context of the first page."""
    context["may_read_catalogue"] = may_read(request)
    if not context["may_read_catalogue"]:
        return context
    heads = [(document, row) for document in ("template", "flow") for row in selectors.heads(document)]
    context["groups"] = [group for group in (*_groups(heads), *extensions.attention(request)) if group.items]
    context["shelves"] = [_shelf(_("Templates"), "template", heads), _shelf(_("Starter flows"), "flow", heads)]
    context["under_way"] = [
        {"row": row, "url": document_url(row.document, row.key, "rollout")} for row in selectors.under_way(MAX_UNDER_WAY)
    ]
    context["may_edit_catalogue"] = may_edit(request)
    return context


def _groups(heads: Heads) -> Iterable[Group]:
    kept = [(document, row) for document, row in heads if not row.deprecated]
    yield Group(_("Waiting for a review"), "rate_review", "info", [*_in_review(kept, ReviewState.ASKED)])
    yield Group(_("Approved, to be published"), "verified", "success", [*_in_review(kept, ReviewState.APPROVED)])
    yield Group(_("Sent back"), "reply", "warning", [*_in_review(kept, ReviewState.RETURNED)])
    yield Group(_("Drafts with problems"), "error", "danger", [*_troubled(kept)])
    yield Group(_("Languages that lack something"), "translate", "warning", [*_incomplete(kept)])
    yield Group(_("Drafts that projects do not get yet"), "edit", "warning", [*_ahead(kept)])


def _in_review(heads: Heads, state: ReviewState) -> Iterable[Waiting]:
    for document, row in heads:
        review = reviews.read(row) if row.in_review == state else None
        if review is not None:
            who = review.decided_name or review.asked_name
            said = review.reason if state == ReviewState.RETURNED else review.note
            yield Waiting(str(row), document_url(document, row.key, "review"), f"{who}: {said}")


def _troubled(heads: Heads) -> Iterable[Waiting]:
    for document, row in heads:
        found = checking.read(row)
        if found is None or row.status not in AHEAD:
            continue
        if found.errors:
            told = ngettext("%(count)d problem", "%(count)d problems", found.errors) % {"count": found.errors}
            yield Waiting(str(row), document_url(document, row.key, "change"), told)
        elif found.failing:
            told = ngettext("%(count)d of its tests fails", "%(count)d of its tests fail", found.failing)
            yield Waiting(str(row), document_url(document, row.key, "tests"), told % {"count": found.failing})


def _incomplete(heads: Heads) -> Iterable[Waiting]:
    """Drafts that lack texts in languages that they speak, and documents that do not speak all languages of the catalogue."""
    for document, row in heads:
        found = checking.read(row) if row.status in AHEAD else None
        lacking = [f"{language_in_words(locale)} ({count})" for locale, count in sorted(found.missing.items())] if found else []
        silent = [language_in_words(locale) for locale in LANGUAGES if locale not in row.locales]
        if lacking or silent:
            texts = [_("texts are missing in %(languages)s") % {"languages": ", ".join(lacking)}] if lacking else []
            never = [_("it does not speak %(languages)s") % {"languages": ", ".join(silent)}] if silent else []
            yield Waiting(str(row), document_url(document, row.key, "change"), "; ".join((*texts, *never)))


def _ahead(heads: Heads) -> Iterable[Waiting]:
    waiting = [(document, row) for document, row in heads if row.status in AHEAD and row.in_review is None]
    for document, row in sorted(waiting, key=lambda pair: pair[1].updated_at, reverse=True):
        status = str(row.status.label)
        if checking.read(row) is None:
            status = _("%(status)s, not tried yet") % {"status": status}
        yield Waiting(
            str(row), document_url(document, row.key, "change"), f"{status}, {row.updated_by}" if row.updated_by else status
        )


def _shelf(title: str, name: str, heads: Heads) -> dict[str, Any]:
    url = reverse(f"admin:factory_{name}_changelist")
    held = [row.status for document, row in heads if document == name]
    shown = (DocumentStatus.PUBLISHED, DocumentStatus.AHEAD, DocumentStatus.NEW, DocumentStatus.DEPRECATED)
    by_status = [
        {
            "label": status.label,
            "count": held.count(status),
            "url": f"{url}?status={status.value}",
            "icon": STATUS_VARIANTS[status][1],
            "variant": STATUS_VARIANTS[status][0],
        }
        for status in shown
    ]
    return {
        "title": title,
        "url": url,
        "add_url": reverse(f"admin:factory_{name}_add"),
        "total": len(held),
        "statuses": by_status,
    }
