"""The editors of the draft: what both kinds of document share, from the posted form to the page that is shown."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from omnia.dialogue.edits import EditError, Set, applied, replayed
from omnia.dialogue.lint import Finding
from omnia.documents.comparing import ShownChange, compare
from omnia.documents.conflicts import ShownConflict, shown_conflicts
from omnia.documents.merging import OvertakenError, Work, edits_apart, to_save
from omnia.documents.places import at_address, in_words
from omnia.documents.versions import Head, Saved, StaleVersionError, VersionedDocument
from omnia.documents.wording import ordered_steps, text_in
from omnia.finding_words import in_readers_language
from tenants import selectors
from tenants.actions import editing
from tenants.actions.editing import InvalidDocument
from tenants.selectors import Document
from tenants.studio import document_form, flow_form, flow_picture
from tenants.studio.access import ProjectRequest, actor_of
from tenants.studio.context import may, project_frame
from tenants.studio.document_form import Section, SectionNotFoundError
from tenants.studio.fields import Body, Field, edits_from
from tenants.studio.flow_form import FlowSection
from tenants.studio.forms import whole_number
from tenants.studio.places import section_of
from tenants.studio.reshaping import reshaping
from tenants.studio.unsaved import LastChange, Layer, Memory, Typed
from tenants.versioned import ProjectDraft

Problems = dict[str, list[str]]
MAX_MESSAGE = 200
MAX_LAYERS = 5
"""Removals in a row whose unsaved texts are remembered."""
REORDERING = frozenset({"add_step", "remove_step", "add_level", "remove_level"})
"""Buttons that change levels and steps."""


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


class Editor:
    """One document of the draft, opened for editing at one section."""

    document: ClassVar[Document]
    page_template: ClassVar[str]

    def __init__(self, request: ProjectRequest, key: str) -> None:
        self.request = request
        self.project = request.project
        self.key = key
        # A document falls back to the project's default language, so that one is shown first.
        default = self.project.default_locale
        self.locales = sorted(self.project.locales, key=lambda locale: locale != default)
        try:
            self.draft = selectors.draft(self.project, self.document, key)
        except selectors.Missing as error:
            raise Http404(str(error)) from error
        self.versions: VersionedDocument = ProjectDraft(actor_of(request), self.project, self.document, key)
        self.memory = Memory(request, f"{self.project.pk}:{self.document}:{key}")

    def version(self, number: int) -> Body:
        """The body of a version; raises `LookupError`."""
        if number == self.draft.version:
            return self.draft.body
        return self.versions.body(number)

    def section(self, body: Body, problems: Mapping[str, Sequence[str]]) -> Section | FlowSection:
        """The section that the address names; one that is gone leads to its nearest neighbour."""
        raise NotImplementedError

    def fields(self, body: Body) -> list[Field]:
        """The fields of that section."""
        raise NotImplementedError

    def section_at(self, body: Body, pointer: str) -> str:
        """The name of the section that shows a place."""
        raise NotImplementedError

    def shows(self, section: Section | FlowSection, pointer: str) -> bool:
        """Whether the section shows the problems of a place beside it."""
        raise NotImplementedError

    def extras(self, body: Body, problems: Problems) -> dict[str, Any]:
        """What this kind of document shows besides the section."""
        raise NotImplementedError

    def address(self, section: str, anchor: str = "") -> str:
        """The editor's address, opened at a section."""
        url = reverse(f"studio:{self.document}", args=[self.project.pk, self.key])
        return f"{url}?{urlencode({'section': section})}{anchor}"


class TemplateEditor(Editor):
    """A template, opened for editing."""

    document: ClassVar[Document] = "template"
    page_template: ClassVar[str] = "studio/template_edit.html"

    def section(self, body: Body, problems: Mapping[str, Sequence[str]]) -> Section:
        """The section that the address names; without one, the first question."""
        return self._nearest(body, self.request.GET.get("section") or _first_section(body), problems)

    def _nearest(self, body: Body, wanted: str, problems: Mapping[str, Sequence[str]]) -> Section:
        for key in (wanted, wanted.partition(":")[0] + ":settings"):
            try:
                return document_form.section(body, key, self.locales, problems)
            except SectionNotFoundError:
                continue
        return document_form.section(body, "about", self.locales, problems)

    def fields(self, body: Body) -> list[Field]:
        """The fields of the section, those of its levels included."""
        return document_form.section_fields(self.section(body, {}))

    def section_at(self, body: Body, pointer: str) -> str:
        """The name of the section that shows a place."""
        # A finding may be about a step that is missing; the settings of its node are then the place to go to.
        return self._nearest(body, section_of(body, pointer), {}).key

    def shows(self, section: Section | FlowSection, pointer: str) -> bool:
        """Whether a field of the section shows the problems of a place."""
        return isinstance(section, Section) and pointer in {item.pointer for item in document_form.section_fields(section)}

    def extras(self, body: Body, problems: Problems) -> dict[str, Any]:
        """The tree beside the editor."""
        return {"outline": document_form.outline(body, self.locales, problems)}


def _first_section(body: Body) -> str:
    path, _pointer, node = next(iter(document_form.nodes_with_pointers(body)), ("", "", {}))
    steps = ordered_steps(node)
    return f"{path}:step:{steps[0]}" if steps else f"{path}:settings"


class FlowEditor(Editor):
    """A flow, opened for editing."""

    document: ClassVar[Document] = "flow"
    page_template: ClassVar[str] = "studio/flow_edit.html"

    @cached_property
    def templates(self) -> dict[str, str]:
        """The names of the project's templates, by key."""
        language = get_language() or "en"
        return {row.key: text_in(row.label, language, row.key) for row in selectors.drafts(self.project, "template")}

    def section(self, body: Body, problems: Mapping[str, Sequence[str]]) -> FlowSection:
        """The section that the address names; without one, the node that the flow starts with."""
        start = flow_form.NODE_PREFIX + str(body.get("start", ""))
        for key in (self.request.GET.get("section") or start, start):
            try:
                return flow_form.section(body, key, self.locales, problems, self.templates)
            except SectionNotFoundError:
                continue
        return flow_form.section(body, "about", self.locales, problems)

    def fields(self, body: Body) -> list[Field]:
        """The fields of the section, those of its rows included."""
        return flow_form.section_fields(self.section(body, {}))

    def section_at(self, body: Body, pointer: str) -> str:
        """The name of the section that shows a place."""
        return flow_form.section_at(body, pointer)

    def shows(self, section: Section | FlowSection, pointer: str) -> bool:
        """Whether a field or row of the section shows the problems of a place."""
        if not isinstance(section, FlowSection):
            return False
        in_rows = bool(section.pointer) and pointer.startswith(section.pointer + "/rows/")
        return in_rows or pointer in {item.pointer for item in section.fields}

    def extras(self, body: Body, problems: Problems) -> dict[str, Any]:
        """The tree and the picture."""
        return {
            "outline": flow_form.outline(body, self.locales, problems),
            "picture": flow_picture.draw(body, self.locales, problems),
        }


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


def page(request: ProjectRequest, editor: Editor) -> HttpResponse:
    """Show an editor, or save what was posted to it."""
    if request.method != "POST":
        return _rendered(request, editor, _opened(editor))
    outcome = _saved(request, editor)
    return outcome if isinstance(outcome, HttpResponse) else _rendered(request, editor, outcome)


def _opened(editor: Editor) -> Shown:
    """The draft, with what the person typed in the section before and did not save."""
    draft = editor.draft
    typed = editor.memory.typed(editor.section(draft.body, {}).key)
    body, homeless = _put_back(editor, typed.layers[:-1], draft.body)
    shown = _latest_put_back(editor, typed, body, homeless)
    shown.findings = editing.check(editor.project, editor.document, shown.body)
    return shown


def _latest_put_back(editor: Editor, typed: Typed, body: Body, homeless: list[ShownChange]) -> Shown:
    """The page with the latest edits merged in; what others changed differently meanwhile is still to be decided."""
    draft, own = editor.draft, editor.memory.last_change(editor.draft.version)
    latest = typed.layers[-1:]
    about: dict[str, Any] = {"unsaved": bool(typed), "message": typed.message}
    # What the person took away themselves is not asked about: an undo gives its text back.
    with suppress(LookupError):
        for layer in latest if own is None or any(own.before != layer.base for layer in latest) else ():
            base = editor.version(layer.base)
            met = OvertakenError(_work(layer.base, base, layer.edits), Head(draft.version, draft.hash, body, draft.updated_by))
            if met.merged.conflicts:
                return _merged(met, {}, homeless=homeless, **about)
    body, lost = _put_back(editor, latest, body)
    return Shown(body, draft.version, [], homeless=[*homeless, *lost], **about)


def _put_back(editor: Editor, layers: Sequence[Layer], body: Body) -> tuple[Body, list[ShownChange]]:
    """The body with unsaved edits in it, and those whose place is gone."""
    homeless: list[ShownChange] = []
    for layer in layers:
        with suppress(LookupError):
            body, lost = replayed(body, layer.edits)
            homeless += _homeless(editor.version(layer.base), lost)
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


def _saved(request: ProjectRequest, editor: Editor) -> HttpResponse | Shown:
    """Do what the pressed button says; what cannot be saved comes back as a page that still holds everything typed."""
    posted = _posted(request, editor)
    if "discard" in request.POST:
        editor.memory.forget(posted.section)
        messages.info(request, _("What you typed was thrown away."))
        return redirect(editor.address(posted.section))
    _remember(editor, posted)
    structure, body = _structure(request, editor, posted), posted.work.together
    try:
        if structure:
            return structure()
        body, base_version = to_save(editor.versions, posted.work, request.POST)
        saved = editor.versions.save(body, base_version=base_version, note=posted.message)
    except StaleVersionError:
        return _stale(editor, posted, reshaped=structure is not None)
    except InvalidDocument as error:
        return _refused(editor, posted, body, error.findings)
    except (editing.EditingError, EditError) as error:
        messages.error(request, str(error))
        return _refused(editor, posted, body, None)
    editor.memory.forget(posted.section)
    _tell(request, saved, posted.base_version)
    return redirect(editor.address(posted.section))


def _posted(request: ProjectRequest, editor: Editor) -> Posted:
    """Read the form against the version that it was filled with, so that only what the person changed is taken for a change."""
    number = whole_number(request.POST.get("base_version", ""), editor.draft.version)
    seen_number = whole_number(request.POST.get("seen_version", ""), number)
    try:
        base, seen = editor.version(number), editor.version(seen_number)
    except LookupError as error:
        raise Http404(str(error)) from error
    in_seen = editor.fields(seen)
    edits, later = edits_apart(
        edits_from(editor.fields(base), request.POST), edits_from(in_seen, request.POST), {item.address for item in in_seen}
    )
    work = Work(number, base, replayed(base, edits)[0], seen_number, seen, later)
    message = request.POST.get("message", "").strip()[:MAX_MESSAGE]
    return Posted(work, editor.section(base, {}).key, edits, message)


def _remember(editor: Editor, posted: Posted) -> None:
    """Keep what was typed until it is saved: also what has no place at the moment, since an undone removal gives it back."""
    before = editor.memory.typed(posted.section).layers[-MAX_LAYERS:]
    layers = [_without_place(layer, posted.work.seen) for layer in before]
    if posted.work.later:
        layers.append(Layer(posted.work.seen_version, list(posted.work.later)))
    editor.memory.keep(posted.section, Typed([*layers, Layer(posted.base_version, posted.edits)], posted.message))


def _without_place(layer: Layer, body: Body) -> Layer:
    """Those edits of a layer that have no place in `body`; the others are in the form that was posted."""
    return Layer(layer.base, replayed(body, layer.edits)[1])


def _structure(request: ProjectRequest, editor: Editor, posted: Posted) -> Callable[[], HttpResponse] | None:
    """What the pressed button does to levels and steps; None if it is the one that saves the texts."""
    undone = whole_number(request.POST.get("undo", ""))
    if undone:
        return lambda: _undo(request, editor, posted, undone)
    section = editor.section(posted.work.seen, {})
    if not isinstance(section, Section) or not REORDERING & request.POST.keys():
        return None
    return lambda: _reshape(request, editor, posted, section)


def _reshape(request: ProjectRequest, editor: Editor, posted: Posted, section: Section) -> HttpResponse:
    """Save a level or step more or less, and nothing else: what was typed stays typed and unsaved."""
    wanted = reshaping(section, request.POST, posted.work.seen)
    if wanted is None:
        return redirect(editor.address(posted.section))
    seen_version = posted.work.seen_version
    saved = editor.versions.save(applied(posted.work.seen, [wanted.edit]), base_version=seen_version, note=wanted.told)
    editor.memory.note_change(LastChange(wanted.told, seen_version, saved.number))
    if any(finding.severity == "error" for finding in saved.findings):
        _tell(request, saved, posted.base_version)
    return redirect(editor.address(wanted.section or posted.section, wanted.anchor or "#undo"))


def _undo(request: ProjectRequest, editor: Editor, posted: Posted, number: int) -> HttpResponse:
    """Bring back what a change of structure took away or added."""
    saved = editor.versions.restore(number, base_version=posted.work.seen_version)
    messages.success(request, _("Undone. Saved as version %(number)s.") % {"number": saved.number})
    return redirect(editor.address(request.GET.get("section") or posted.section))


def _refused(editor: Editor, posted: Posted, body: Body, findings: list[Finding] | None) -> Shown:
    """The form as it was posted, in the version that was seen, with what speaks against saving it."""
    found = editing.check(editor.project, editor.document, body) if findings is None else findings
    return Shown(
        body,
        posted.base_version,
        found,
        seen_version=posted.work.seen_version,
        status=422,
        unsaved=True,
        message=posted.message,
    )


def _tell(request: ProjectRequest, saved: Saved, base_version: int) -> None:
    """Say what the save did, and whether what was saved could be published."""
    problems = sum(finding.severity == "error" for finding in saved.findings)
    if saved.number == base_version:
        messages.info(request, _("Nothing was changed, so nothing was saved."))
    elif problems:
        sentence = ngettext(
            "Saved as version %(number)s, with %(problems)s problem to mend before publishing.",
            "Saved as version %(number)s, with %(problems)s problems to mend before publishing.",
            problems,
        )
        messages.warning(request, sentence % {"number": saved.number, "problems": problems})
    else:
        messages.success(request, _("Saved as version %(number)s.") % {"number": saved.number})


def _stale(editor: Editor, posted: Posted, *, reshaped: bool) -> Shown:
    """The other person's version merged with what was typed, and what they changed."""
    met = OvertakenError(posted.work, editor.versions.head())
    theirs = compare(posted.work.base, met.head.body).changes
    conflict = Conflict(met.head.author, met.head.version, theirs, reshaped)
    homeless = _homeless(posted.work.seen, met.lost)
    about: dict[str, Any] = {"conflict": conflict, "status": 409, "unsaved": True, "message": posted.message}
    shown = _merged(met, editor.request.POST, homeless=homeless, **about)
    shown.findings = editing.check(editor.project, editor.document, shown.body)
    return shown


def _rendered(request: ProjectRequest, editor: Editor, shown: Shown) -> HttpResponse:
    problems: Problems = {}
    shown.findings = in_readers_language(shown.findings)
    for finding in shown.findings:
        if finding.severity == "error":
            problems.setdefault(finding.path, []).append(finding.message)
    section, fields = editor.section(shown.body, problems), editor.fields(shown.body)
    context = {
        **project_frame(request, f"{editor.document}s"),
        **editor.extras(shown.body, problems),
        "document": editor.draft,
        "title": text_in(shown.body.get("label", {}), get_language() or "en", editor.key),
        "section": section,
        "remarks": _remarks(editor, shown, section),
        "problem_count": sum(len(found) for found in problems.values()),
        "conflict": shown.conflict,
        "base_version": shown.base_version,
        "seen_version": shown.seen_version or shown.base_version,
        "conflicts": {found.address: found for found in shown.conflicts},
        "elsewhere": [found for found in shown.conflicts if found.address not in {item.address for item in fields}],
        "take_theirs": _("Take theirs"),
        "message_text": shown.message,
        "unsaved": shown.unsaved,
        "homeless": shown.homeless,
        "unsaved_sections": editor.memory.sections(),
        "last_change": editor.memory.last_change(shown.seen_version or shown.base_version),
        "editable": may(request, "edit_texts") or may(request, "edit_templates"),
        "can_shape": may(request, "edit_templates"),
    }
    return render(request, editor.page_template, context, status=shown.status)


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding that no field shows, with its place in words."""

    severity: str
    message: str
    place: str


def _remarks(editor: Editor, shown: Shown, section: Section | FlowSection) -> list[Remark]:
    """What lint says of this section and no field of it shows: errors at other places of it, and advice."""
    return [
        Remark(finding.severity, finding.message, in_words(shown.body, finding.path))
        for finding in shown.findings
        if editor.section_at(shown.body, finding.path) == section.key
        and (finding.severity != "error" or not editor.shows(section, finding.path))
    ]
