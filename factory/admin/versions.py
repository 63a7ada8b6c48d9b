"""Publishing, the versions that were published, restoring one, and taking a document out of the catalogue."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import zip_longest
from typing import Any

import orjson
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from factory import reviews, selectors
from factory.actions import CatalogueError, StaleDraft, deprecate, publish_version, restore, restore_save
from factory.admin import extensions
from factory.admin.page import Page
from factory.admin.posting import revision_of
from factory.admin.reviewing import choice_of_class
from factory.admin.rights import may_edit
from factory.admin.sheet import Body
from factory.admin.standing import against
from factory.models import CatalogueVersion, DocumentStatus
from omnia.dialogue.canonical import content_hash
from omnia.documents.comparing import compare
from omnia.documents.versions import Version
from omnia.documents.wording import text_of

DRAFT = "draft"
SAVE = "s"
"""What the name of a save begins with in the address of a comparison."""
MAX_NOTE = 300


def _version(page: Page, number: int) -> CatalogueVersion | None:
    return next((version for version in selectors.versions(page.document, page.head.key) if version.number == number), None)


def publish_page(page: Page) -> HttpResponse:
    """What would be published and what speaks against it; a post publishes what was shown."""
    row, data = page.head, page.request.POST
    if page.request.method != "POST":
        return _show_publish(page)
    if row.status == DocumentStatus.PUBLISHED:
        return _show_publish(page, status=409)
    try:
        wave = extensions.publishing().wave(page)
    except CatalogueError as error:
        return _show_publish(page, trouble=str(error), status=422)
    try:
        version = publish_version(
            page.staff,
            page.document,
            row.key,
            note=data.get("note", "").strip()[:MAX_NOTE],
            base_revision=revision_of(data.get("revision", "")),
            wave=wave,
            change_class=reviews.class_of(data.get("class")),
        )
    except StaleDraft as error:
        row.refresh_from_db()
        return _show_publish(page, trouble=str(error), status=409)
    except CatalogueError:
        # What speaks against it is found anew and listed.
        row.refresh_from_db()
        return _show_publish(page, status=422)
    if wave is not None:
        told = _("Version %(number)d of “%(name)s” is published for a first wave of projects. The others see it later.")
    else:
        told = _("Version %(number)d of “%(name)s” is published. New projects get it; projects with a copy see an update.")
    messages.success(page.request, told % {"number": version.number, "name": row})
    return HttpResponseRedirect(page.url("history" if wave is None else "rollout"))


def _show_publish(page: Page, *, trouble: str = "", status: int = 200) -> HttpResponse:
    row, review, shown = page.head, reviews.read(page.head), against(page)
    needs_review = reviews.needs_second_person() and not reviews.is_approved(row)
    return page.render(
        "publish",
        "",
        title=_("Publish “%(name)s”") % {"name": row},
        status=status,
        trouble=trouble,
        note=page.request.POST.get("note", review.note if review is not None else ""),
        next_version=row.latest + 1,
        review=review,
        **choice_of_class(page, review),
        **(shown | {"ready": shown["ready"] and not needs_review}),
        **extensions.publishing().context(page),
    )


def history_page(page: Page) -> HttpResponse:
    """Every published version and every save of the draft, and what differs between two of them, or one and the draft."""
    row = page.head
    published, saves = selectors.versions(page.document, row.key), page.versions.history()
    sides = _sides(published, saves)
    before, after = _chosen(page.request.GET.get("from", ""), page.request.GET.get("to", ""), list(sides))
    comparison = compare(_side(page, before), _side(page, after)) if before else None
    waves = selectors.rollouts(page.document, row.key, row.published)
    return page.render(
        "versions",
        "history",
        title=_("Versions of “%(name)s”") % {"name": row},
        versions=published,
        saves=[(save, older) for save, older in zip_longest(saves, saves[1:])],
        oldest=published[-1].number if published else 0,
        sides=sides,
        before=before,
        after=after,
        unpublished=row.status == DocumentStatus.AHEAD,
        in_waves=[each.number for each in waves],
        everybody=waves[-1].before if waves else row.published,
        comparison=comparison,
    )


def _sides(published: Sequence[CatalogueVersion], saves: Sequence[Version]) -> dict[str, str]:
    """What can be compared: a name for the address, and one for people; newest first, what was published before the saves."""
    versions = {str(version.number): _("Version %(number)d") % {"number": version.number} for version in published}
    return versions | {f"{SAVE}{save.number}": _("Save %(number)d") % {"number": save.number} for save in saves}


def _chosen(before: str, after: str, names: list[str]) -> tuple[str, str]:
    """The two sides to compare: by default what the newest changed, or what a given one did; nothing before the first."""
    kinds = [[name for name in names if name.startswith(SAVE) == is_save] for is_save in (False, True)]
    newest = kinds[0] or kinds[1]
    if after not in (*names, DRAFT):
        after = newest[0] if len(newest) > 1 else DRAFT
    if before not in names:
        same = newest if after == DRAFT else kinds[after.startswith(SAVE)]
        older = same if after == DRAFT else same[same.index(after) + 1 :]
        before = older[0] if older else same[-1] if same else ""
    return before, after


def _side(page: Page, chosen: str) -> Body:
    """The document that the name of a side stands for."""
    if chosen == DRAFT:
        held: Body = page.head.draft
        return held
    if chosen.startswith(SAVE):
        return page.versions.body(int(chosen.removeprefix(SAVE)))
    version = _version(page, int(chosen))
    return orjson.loads(version.body) if version is not None else {}


def restore_page(page: Page, number: int) -> HttpResponse:
    """What the draft would become, and what it would lose; a post restores the published version."""
    version = _version(page, number)
    body = orjson.loads(version.body) if version is not None else None
    what = _("version %(number)d") % {"number": number}
    return _restore(page, what, body, partial(restore, page.staff, page.document, page.head.key, number))


def restore_save_page(page: Page, number: int) -> HttpResponse:
    """The same for a save of the draft."""
    try:
        body = page.versions.body(number)
    except LookupError:
        body = None
    what = _("save %(number)d") % {"number": number}
    return _restore(page, what, body, partial(restore_save, page.staff, page.document, page.head.key, number))


def _restore(page: Page, what: str, body: Body | None, act: Callable[..., Any]) -> HttpResponse:
    row = page.head
    if body is None:
        messages.error(page.request, _("There is no %(what)s of “%(name)s”.") % {"what": what, "name": row})
        return HttpResponseRedirect(page.url("history"))
    trouble, status = "", 200
    if page.request.method == "POST":
        try:
            act(base_revision=revision_of(page.request.POST.get("revision", "")))
        except StaleDraft:
            row.refresh_from_db()
            trouble, status = _("Someone saved the draft while you were reading. What would be replaced now is shown below."), 409
        except CatalogueError as error:
            trouble, status = str(error), 422
        else:
            told = _("The draft is %(what)s again. Projects get it when it is published.")
            messages.success(page.request, told % {"what": what})
            return HttpResponseRedirect(page.url("change"))
    return page.render(
        "restore",
        "history",
        title=_("Restore %(what)s of “%(name)s”") % {"what": what, "name": row},
        status=status,
        trouble=trouble,
        what=what,
        same=content_hash(body) == row.draft_hash,
        unpublished=row.status in (DocumentStatus.AHEAD, DocumentStatus.NEW),
        comparison=compare(row.draft, body),
    )


def deprecate_page(page: Page) -> HttpResponse:
    """What happens when the document is taken out of the catalogue; a post does it."""
    row = page.head
    if page.request.method == "POST":
        try:
            deprecate(page.staff, page.document, row.key, successor=page.request.POST.get("successor", ""))
        except CatalogueError as error:
            messages.error(page.request, str(error))
        else:
            told = _("“%(name)s” is deprecated: new projects do not get it any more. Copies that projects have stay.")
            messages.success(page.request, told % {"name": row})
        return HttpResponseRedirect(page.url("change"))
    runners = selectors.flows_running(row.key) if page.document == "template" else []
    return page.render(
        "deprecate",
        "",
        title=_("Deprecate “%(name)s”") % {"name": row},
        runners=[text_of(flow.label, flow.key) for flow in runners],
        allowed=row.published > 0 and not row.deprecated,
        successors=[(each.key, text_of(each.label, each.key)) for each in selectors.given(page.document) if each.key != row.key],
        editable=may_edit(page.request),
    )
