"""The page on which a draft is reviewed: it is asked for, approved by somebody else, or sent back with a reason."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from factory import reviews
from factory.actions import CatalogueError, NotAllowed
from factory.admin.page import Page
from factory.admin.posting import revision_of
from factory.admin.rights import may_edit, may_publish, refusal
from factory.admin.standing import against
from factory.admin.wording import class_name
from factory.models import DocumentStatus, ReviewState
from factory.reviewing import MAX_REASON, approve, ask_review, is_second_person, send_back
from factory.reviews import Review
from omnia.dialogue.change_class import CLASSES

UNDECIDED = (ReviewState.ASKED, ReviewState.APPROVED)


def review_page(page: Page) -> HttpResponse:
    """What differs, what speaks against it, and what was said of it; a post asks, approves or sends back."""
    if page.request.method != "POST":
        return _show(page)
    if not _may_act(page):
        raise PermissionDenied(refusal(may_edit))
    act = _ACTS.get(page.request.POST.get("act", ""))
    if act is None:
        return _show(page, trouble=_("Choose what is to be done."), status=422)
    try:
        told = act(page, revision_of(page.request.POST.get("revision", "")))
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except CatalogueError as error:
        page.head.refresh_from_db()
        return _show(page, trouble=str(error), status=422)
    messages.success(page.request, told)
    return HttpResponseRedirect(page.url("review"))


def _ask(page: Page, seen: int) -> str:
    data = page.request.POST
    chosen = reviews.class_of(data.get("class"))
    ask_review(page.staff, page.document, page.head.key, base_revision=seen, note=data.get("note", ""), change_class=chosen)
    return _("The review is asked for: whoever publishes sees it on the first page.")


def _approve(page: Page, seen: int) -> str:
    approve(page.staff, page.document, page.head.key, base_revision=seen)
    return _("The draft is approved. It can be published.")


def _send_back(page: Page, seen: int) -> str:
    reason = page.request.POST.get("reason", "")[:MAX_REASON]
    send_back(page.staff, page.document, page.head.key, base_revision=seen, reason=reason)
    return _("The draft is sent back, with your reason.")


_ACTS: dict[str, Callable[[Page, int], str]] = {"ask": _ask, "approve": _approve, "send_back": _send_back}


def choice_of_class(page: Page, review: Review | None) -> dict[str, Any]:
    """The classes to choose from, and which is chosen: what was posted, what the review says, what the difference says."""
    proposed = reviews.proposed_class(page.document, page.head)
    chosen = reviews.class_of(page.request.POST.get("class")) or (review.change_class if review is not None else proposed)
    return {
        "classes": [(each, class_name(each)) for each in CLASSES],
        "chosen_class": chosen,
        "proposed_class": class_name(proposed),
    }


def _show(page: Page, *, trouble: str = "", status: int = 200) -> HttpResponse:
    row, data = page.head, page.request.POST
    review, shown = reviews.read(row), against(page)
    is_open = review is not None and row.in_review in UNDECIDED
    may_return = is_open and review is not None and (may_publish(page.request) or review.asked_by == page.staff.actor.id)
    return page.render(
        "review",
        "review",
        title=_("Review “%(name)s”") % {"name": row},
        status=status,
        trouble=trouble,
        review=review,
        review_class=class_name(review.change_class) if review is not None else "",
        asked_at=_moment(review.asked_at) if review is not None else None,
        decided_at=_moment(review.decided_at) if review is not None else None,
        may_decide=may_return,
        may_approve=_may_approve(page, review) and not shown["errors"] and not shown["failing"],
        may_ask=row.status != DocumentStatus.PUBLISHED and not is_open and not shown["errors"] and _may_act(page),
        note=data.get("note", review.note if review is not None else ""),
        reason=data.get("reason", ""),
        **choice_of_class(page, review),
        **shown,
    )


def _may_act(page: Page) -> bool:
    return may_edit(page.request) or may_publish(page.request)


def _may_approve(page: Page, review: Review | None) -> bool:
    if review is None or page.head.in_review != ReviewState.ASKED or not may_publish(page.request):
        return False
    return not reviews.needs_second_person() or is_second_person(page.staff, page.document, page.head, review)


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
