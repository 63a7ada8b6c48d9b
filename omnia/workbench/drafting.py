"""The editor of a document, from the posted form to the page that is shown; whose document it is, a desk knows."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from omnia.dialogue.edits import EditError, Set, applied, replayed
from omnia.dialogue.lint import Finding
from omnia.documents.comparing import ShownChange, compare
from omnia.documents.conflicts import shown_conflicts
from omnia.documents.merging import OvertakenError, Work, edits_apart, to_save
from omnia.documents.places import at_address
from omnia.documents.versions import Head, Saved, StaleVersionError
from omnia.workbench import changes, conditions, locking, presence, running, trying
from omnia.workbench.desk import Desk
from omnia.workbench.fields import Body, edits_from
from omnia.workbench.numbers import whole_number
from omnia.workbench.showing import Conflict, Shown, is_in_place, led_to, rendered
from omnia.workbench.unsaved import LastChange, Layer, Typed

MAX_MESSAGE = 200
BY_ITSELF = "by_itself"
"""What the form says when nobody pressed a button: the page saves what was typed before it shows something else."""

MAX_TAB = 40
MAX_TRIES = 3
"""Times that a save is tried which nobody waits for."""

SAVED_HEADER = "X-Saved-Version"
"""Tells an open page which version holds all that its form holds."""

KEPT_HEADER = "X-Kept"
"""Tells an open page that what could not be saved waits with the session; without it the page alone holds it."""

Way = Literal["undo", "redo"]
WAYS: tuple[Way, ...] = ("undo", "redo")
MAX_LAYERS = 5
"""Removals in a row whose unsaved texts are remembered."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A posted form: the version that it was filled with, and what the person changed in it."""

    work: Work
    section: str
    edits: list[Set]
    message: str

    @property
    def base_version(self) -> int:
        """The version that the form was filled with."""
        return self.work.base_version

    @property
    def is_undecided(self) -> bool:
        """Whether the form showed places that others changed differently, which only a person decides."""
        return self.work.base_version != self.work.seen_version


def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show an editor, or save what was posted to it; refuses a post of who may save nothing."""
    if request.method != "POST":
        if "here" in request.GET and is_in_place(request):
            return presence.shown(desk)
        if running.is_asked(request.GET):
            return running.shown(desk, desk.draft.body, request.GET)
        if trying.WORDS in request.GET:
            return trying.shown(desk, desk.draft.body, request.GET)
        return rendered(desk, _opened(desk))
    if not desk.may_save:
        # Before anything is remembered of what was typed: it would come back on a page that offers no way to save it.
        desk.refuse()
    if running.is_asked(request.POST):
        return running.shown(desk, _posted(request, desk).work.together, request.POST)
    if trying.WORDS in request.POST:
        return trying.shown(desk, _posted(request, desk).work.together, request.POST)
    if conditions.SOURCE in request.POST:
        return conditions.answered(desk, _posted(request, desk).work.together, request.POST)
    outcome = _saved(request, desk)
    return outcome if isinstance(outcome, HttpResponse) else rendered(desk, outcome)


def _opened(desk: Desk) -> Shown:
    """The draft, with what the person typed in the section before and did not save."""
    draft = desk.draft
    typed = desk.memory.typed(desk.section(draft.body, {}).key) if desk.memory.sections() else Typed()
    body, homeless = _put_back(desk, typed.layers[:-1], draft.body)
    shown = _latest_put_back(desk, typed, body, homeless)
    shown.findings = desk.findings(shown.body)
    return shown


def _latest_put_back(desk: Desk, typed: Typed, body: Body, homeless: list[ShownChange]) -> Shown:
    """The page with the latest edits merged in; what others changed differently meanwhile is still to be decided."""
    draft, own = desk.draft, desk.memory.last_change(desk.draft.version)
    latest = typed.layers[-1:]
    about: dict[str, Any] = {"unsaved": bool(typed), "message": typed.message}
    # What the person took away themselves is not asked about: an undo gives its text back.
    with suppress(LookupError):
        for layer in latest if own is None or any(own.before != layer.base for layer in latest) else ():
            base = desk.version(layer.base)
            met = OvertakenError(_work(layer.base, base, layer.edits), Head(draft.version, draft.hash, body, draft.author))
            if met.merged.conflicts:
                return _merged(met, {}, homeless=homeless, **about)
    body, lost = _put_back(desk, latest, body)
    return Shown(body, draft.version, [], homeless=[*homeless, *lost], **about)


def _put_back(desk: Desk, layers: Sequence[Layer], body: Body) -> tuple[Body, list[ShownChange]]:
    """The body with unsaved edits in it, and those whose place is gone."""
    homeless: list[ShownChange] = []
    for layer in layers:
        with suppress(LookupError):
            body, lost = replayed(body, layer.edits)
            homeless += _homeless(desk.version(layer.base), lost)
    return body, homeless


def _work(base_version: int, base: Body, edits: Sequence[Set]) -> Work:
    return Work(base_version, base, replayed(base, edits)[0], base_version, base)


def _merged(met: OvertakenError, posted: Mapping[str, str], **about: Any) -> Shown:
    """The page on which a person sees what others saved merged with what is typed, and decides what both changed."""
    shown = shown_conflicts(met.merged.conflicts, posted, met.work.mine, met.head.body, met.work.base)
    return Shown(met.merged.document, met.resumed_at, [], seen_version=met.head.version, conflicts=shown, **about)


def _homeless(base: Body, lost: Sequence[Set]) -> list[ShownChange]:
    """Texts whose place is gone, under the name that it had in the version that they were written to."""
    return [ShownChange(at_address(edit.address, base), None, str(edit.value)) for edit in lost]


def _saved(request: HttpRequest, desk: Desk) -> HttpResponse | Shown:
    """Do what the pressed button says; what cannot be saved comes back as a page that still holds everything typed."""
    posted = _posted(request, desk)
    if "discard" in request.POST:
        return _thrown_away(request, desk, posted)
    is_kept = _remember(desk, posted)
    by_itself = BY_ITSELF in request.POST
    if by_itself and posted.is_undecided:
        return _unsaved(request, _("decide first what you and others changed differently."), is_kept=is_kept)
    structure, body = _structure(request, desk, posted), posted.work.together
    try:
        if structure:
            _need_kept(is_kept=is_kept)
            return structure()
        if by_itself:
            saved, base_version = _saved_by_itself(desk, posted)
        else:
            body, base_version = to_save(desk.versions, posted.work, request.POST)
            # What a draft that saved itself holds is named by a note alone.
            saved = desk.versions.save(body, base_version=base_version, note=posted.message, is_named=True)
    except StaleVersionError:
        return _stale(desk, posted, reshaped=structure is not None)
    except (desk.refusal, EditError) as error:
        if by_itself:
            return _unsaved(request, str(error), is_kept=is_kept)
        findings = getattr(error, "findings", None)
        if findings is None:
            messages.error(request, str(error))
        return _refused(desk, posted, body, findings)
    return _answered(request, desk, posted, saved, base_version)


def _answered(request: HttpRequest, desk: Desk, posted: Posted, saved: Saved, base_version: int) -> HttpResponse:
    """Remember what a save of the form made of the version that it replaced, tell of it, and lead to the section."""
    by_itself = BY_ITSELF in request.POST
    desk.memory.forget(posted.section)
    if saved.number != base_version:
        desk.memory.keep_trail(desk.memory.trail(base_version).saved(base_version, saved.number))
        if by_itself:
            desk.memory.note_left(saved.number)
    if not by_itself:
        tell(request, saved, posted.base_version)
    answer = led_to(request, desk.address(posted.section))
    if base_version == posted.base_version:
        # The form holds this version whole. The tab is known by it also if this answer never arrives.
        desk.memory.note_saved(_tab(request), _told_version(request, desk), saved.number)
        answer.headers[SAVED_HEADER] = str(saved.number)
    return answer


def _thrown_away(request: HttpRequest, desk: Desk, posted: Posted) -> HttpResponse:
    """Forget what was typed, and take it out of the draft where the page saved it as it was left, which nobody has seen yet."""
    desk.memory.forget(posted.section)
    try:
        head, work = desk.versions.head(), posted.work
    except LookupError as error:
        raise Http404(str(error)) from error
    is_saved = head.version != work.base_version and bool(posted.edits) and replayed(head.body, posted.edits) == (head.body, [])
    if is_saved and not _is_taken_back(desk, work, head):
        messages.info(request, _("What you typed is saved already, as version %(number)s.") % {"number": head.version})
    else:
        messages.info(request, _("What you typed was thrown away."))
    return led_to(request, desk.address(posted.section))


def _is_taken_back(desk: Desk, work: Work, head: Head) -> bool:
    """Save again what was there, if the page's own save made the head of it and holds nothing else; not as who restores may."""
    trail = desk.memory.trail(head.version)
    is_left = desk.memory.left() == head.version and list(trail.undo[-1:]) == [work.base_version]
    if not is_left or head.body != work.mine:
        return False
    try:
        saved = desk.versions.save(work.base, base_version=head.version)
    except (StaleVersionError, LookupError, desk.refusal):
        return False
    desk.memory.keep_trail(trail.restored("undo", head.version, saved.number))
    return True


def _saved_by_itself(desk: Desk, posted: Posted) -> tuple[Saved, int]:
    """The save that nobody pressed a button for, and the version that it replaced; tried again when somebody was quicker.

    What others saved meanwhile elsewhere in the document is merged in: no place was changed by both, so that there is nothing to
    decide. Raises `OvertakenError` where there is.
    """
    for tries_left in reversed(range(MAX_TRIES)):
        try:
            body, base_version = to_save(desk.versions, posted.work, {})
        except OvertakenError as met:
            if met.merged.conflicts or met.lost:
                raise
            body, base_version = met.merged.document, met.head.version
        try:
            return desk.versions.save(body, base_version=base_version), base_version
        except StaleVersionError:
            if not tries_left:
                raise
    raise AssertionError  # the last try returns or raises


def _unsaved(request: HttpRequest, reason: str, *, is_kept: bool) -> HttpResponse:
    """What cannot be saved without the person waits for them: kept, or too long for that and in the page alone."""
    if is_kept:
        sentence = _("What you typed is kept, and not saved: %(reason)s")
    else:
        sentence = _("What you typed is not saved, and too long to be kept elsewhere than on this page: %(reason)s")
    answer = render(request, "workbench/kept.html", {"sentence": sentence % {"reason": reason}}, status=422)
    if is_kept:
        answer.headers[KEPT_HEADER] = "1"
    return answer


def _tab(request: HttpRequest) -> str:
    """What the page calls the tab that it is open in."""
    return request.POST.get("tab", "")[:MAX_TAB]


def _told_version(request: HttpRequest, desk: Desk) -> int:
    """The version that the page believes its form was filled with."""
    return whole_number(request.POST.get("base_version", ""), desk.draft.version)


def _posted(request: HttpRequest, desk: Desk) -> Posted:
    """Read the form against the version that it was filled with, so that only what the person changed is taken for a change."""
    told = _told_version(request, desk)
    seen_number = whole_number(request.POST.get("seen_version", ""), told)
    number = desk.memory.saved_as(_tab(request), told) if seen_number == told else told
    seen_number = number if seen_number == told else seen_number
    try:
        base, seen = desk.version(number), desk.version(seen_number)
    except LookupError as error:
        raise Http404(str(error)) from error
    in_seen = desk.fields(seen)
    edits, later = edits_apart(
        edits_from(desk.fields(base), request.POST), edits_from(in_seen, request.POST), {item.address for item in in_seen}
    )
    work = Work(number, base, replayed(base, edits)[0], seen_number, seen, later)
    message = request.POST.get("message", "").strip()[:MAX_MESSAGE]
    return Posted(work, desk.section(base, {}).key, edits, message)


def _remember(desk: Desk, posted: Posted) -> bool:
    """Keep what was typed until it is saved: also what has no place at the moment, since an undone removal gives it back.

    Returns whether it could be kept.
    """
    before = desk.memory.typed(posted.section).layers[-MAX_LAYERS:]
    layers = [_without_place(layer, posted.work.seen) for layer in before]
    if posted.work.later:
        layers.append(Layer(posted.work.seen_version, list(posted.work.later)))
    return desk.memory.keep(posted.section, Typed([*layers, Layer(posted.base_version, posted.edits)], posted.message))


def _without_place(layer: Layer, body: Body) -> Layer:
    """Those edits of a layer that have no place in `body`; the others are in the form that was posted."""
    return Layer(layer.base, replayed(body, layer.edits)[1])


def _structure(request: HttpRequest, desk: Desk, posted: Posted) -> Callable[[], HttpResponse] | None:
    """What the pressed button does to the document's structure; None if it is the one that saves texts and settings."""
    for way in WAYS:
        number = whole_number(request.POST.get(way, ""))
        if number:
            return partial(_go, request, desk, posted, way, number)
    return partial(_reshape, request, desk, posted) if changes.is_posted(request.POST) else None


def _need_kept(*, is_kept: bool) -> None:
    """A change of structure shows the section anew: text that is not kept would be gone with it."""
    if not is_kept:
        raise EditError(_("Save first: what you typed is too long to be kept while something is added or removed."))


def _reshape(request: HttpRequest, desk: Desk, posted: Posted) -> HttpResponse:
    """Save one change of structure, and nothing else: what was typed stays typed and unsaved."""
    seen, version = posted.work.seen, posted.work.seen_version
    wanted = changes.change_from(desk.section(seen, {}), request.POST, seen, desk.locales)
    if wanted is None:
        return led_to(request, desk.address(posted.section))
    if wanted.stays:
        # What no section offers, the picture may ask for: a section's own buttons are not there where it is locked.
        locking.refuse_locked(wanted.edits, desk.rules(seen))
    body = applied(seen, wanted.edits)
    saved = desk.versions.save(body, base_version=version, note=wanted.told)
    desk.memory.note_change(LastChange(wanted.told, version, saved.number))
    desk.memory.keep_trail(desk.memory.trail(version).saved(version, saved.number))
    if any(finding.severity == "error" for finding in saved.findings):
        tell(request, saved, posted.base_version)
    section, anchor = changes.place_of(desk.section(body, {}), wanted, body)
    return led_to(request, desk.address(section, f"#{anchor}" if anchor else ""))


def _go(request: HttpRequest, desk: Desk, posted: Posted, way: Way, number: int) -> HttpResponse:
    """Bring back the version before the last save, or the one after it again."""
    left = posted.work.seen_version
    saved = desk.versions.restore(number, base_version=left)
    desk.memory.keep_trail(desk.memory.trail(left).restored(way, left, saved.number))
    told = _("Undone. Saved as version %(number)s.") if way == "undo" else _("Done again. Saved as version %(number)s.")
    messages.success(request, told % {"number": saved.number})
    return led_to(request, desk.address(request.GET.get("section") or posted.section))


def _refused(desk: Desk, posted: Posted, body: Body, findings: list[Finding] | None) -> Shown:
    """The form as it was posted, in the version that was seen, with what speaks against saving it."""
    found = desk.check(body) if findings is None else findings
    return Shown(
        body,
        posted.base_version,
        found,
        seen_version=posted.work.seen_version,
        status=422,
        unsaved=True,
        message=posted.message,
    )


def tell(request: HttpRequest, saved: Saved, base_version: int) -> None:
    """Say what the save did, and whether what was saved could be published."""
    problems = sum(finding.severity == "error" for finding in saved.findings)
    if saved.number == base_version:
        messages.info(request, _("Nothing new to save: all is saved as version %(number)s.") % {"number": saved.number})
    elif problems:
        sentence = ngettext(
            "Saved as version %(number)s, with %(problems)s problem to mend before publishing.",
            "Saved as version %(number)s, with %(problems)s problems to mend before publishing.",
            problems,
        )
        messages.warning(request, sentence % {"number": saved.number, "problems": problems})
    else:
        messages.success(request, _("Saved as version %(number)s.") % {"number": saved.number})


def _stale(desk: Desk, posted: Posted, *, reshaped: bool) -> Shown:
    """The other person's version merged with what was typed, and what they changed."""
    met = OvertakenError(posted.work, desk.versions.head())
    theirs = compare(posted.work.base, met.head.body).changes
    conflict = Conflict(met.head.author, met.head.version, theirs, reshaped)
    homeless = _homeless(posted.work.seen, met.lost)
    about: dict[str, Any] = {"conflict": conflict, "status": 409, "unsaved": True, "message": posted.message}
    shown = _merged(met, desk.request.POST, homeless=homeless, **about)
    shown.findings = desk.findings(shown.body)
    return shown
