"""The editors of the draft: what both kinds of document share, from the posted form to the page that is shown."""

from collections.abc import Mapping, Sequence
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

from omnia.dialogue.diff import diff
from omnia.dialogue.lint import Finding
from tenants import selectors
from tenants.actions import editing
from tenants.actions.editing import InvalidDocument, Saved, StaleVersion
from tenants.selectors import Document
from tenants.studio import document_form, flow_form, flow_picture, ladder, places, pointers
from tenants.studio.access import ProjectRequest, actor_of
from tenants.studio.comparing import ShownChange, shown_changes
from tenants.studio.context import may, project_frame
from tenants.studio.document_form import Field, Section, SectionNotFoundError
from tenants.studio.flow_form import FlowSection
from tenants.studio.merging import replayed
from tenants.studio.wording import text_in

Body = dict[str, Any]
Problems = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Someone else saved meanwhile: who, what, and which typed values have no place in the document any more."""

    author: str
    number: int
    changes: Sequence[ShownChange]
    lost: Sequence[ShownChange] = ()


@dataclass(slots=True)
class Shown:
    """What an editor's page shows: a body that may hold unsaved edits, and the version that a save would replace."""

    body: Body
    base_version: int
    findings: list[Finding]
    conflict: Conflict | None = None
    status: int = 200


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

    def save(self, body: Body, base_version: int) -> Saved:
        """Save the body as the next version."""
        save = editing.save_template if self.document == "template" else editing.save_flow
        message = self.request.POST.get("message", "")
        return save(actor_of(self.request), self.project, self.key, body, base_version=base_version, message=message)

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
        return self._nearest(body, places.section_of(body, pointer), {}).key

    def shows(self, section: Section | FlowSection, pointer: str) -> bool:
        """Whether a field of the section shows the problems of a place."""
        return isinstance(section, Section) and pointer in {item.pointer for item in document_form.section_fields(section)}

    def extras(self, body: Body, problems: Problems) -> dict[str, Any]:
        """The tree beside the editor."""
        return {"outline": document_form.outline(body, self.locales, problems)}


def _first_section(body: Body) -> str:
    path, _pointer, node = next(iter(document_form.nodes_with_pointers(body)), ("", "", {}))
    steps = document_form.ordered_steps(node)
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


def page(request: ProjectRequest, editor: Editor) -> HttpResponse:
    """Show an editor, or save what was posted to it."""
    if request.method == "POST":
        outcome = _posted(request, editor)
        return outcome if isinstance(outcome, HttpResponse) else _rendered(request, editor, outcome)
    findings = editing.check(request.project, editor.document, editor.draft.body)
    return _rendered(request, editor, Shown(editor.draft.body, editor.draft.version, findings))


def _posted(request: ProjectRequest, editor: Editor) -> HttpResponse | Shown:
    """Save the form; what cannot be saved comes back as a page that still holds everything typed."""
    base_version, base = _base(request, editor)
    edits = document_form.edits_from(editor.fields(base), request.POST)
    section = editor.section(base, {}).key
    try:
        body = pointers.replaced(base, edits)
        body, shown, anchor = _reshaped(request, editor, body)
        saved = editor.save(body, base_version)
    except StaleVersion as error:
        return _stale(editor, base, edits, error)
    except InvalidDocument as error:
        return Shown(pointers.replaced(base, edits), base_version, error.findings, status=422)
    except (editing.EditingError, pointers.PointerError) as error:
        messages.error(request, str(error))
        body = pointers.replaced(base, edits)
        return Shown(body, base_version, editing.check(request.project, editor.document, body), status=422)
    _tell(request, saved, base_version)
    return redirect(editor.address(shown or section, anchor))


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


def _base(request: ProjectRequest, editor: Editor) -> tuple[int, Body]:
    """The version that the form was filled with, so that only what the person changed is taken for a change."""
    posted = request.POST.get("base_version", "")
    number = int(posted) if posted.isdigit() else editor.draft.version
    if number == editor.draft.version:
        return number, editor.draft.body
    try:
        return number, selectors.version_body(request.project, editor.document, editor.key, number)
    except selectors.Missing as error:
        raise Http404(str(error)) from error


def _reshaped(request: ProjectRequest, editor: Editor, body: Body) -> tuple[Body, str, str]:
    """The body with a level or step more or less, if the pressed button says so.

    Returns:
        The body, the section to show afterwards if it is another one, and the anchor to go to.
    """
    section = editor.section(body, {})
    if not isinstance(section, Section):
        return body, "", ""
    step, pointer = request.POST.get("step", ""), section.ladder_pointer
    if "add_step" in request.POST and step in dict(section.addable):
        body = ladder.with_step(body, section.node_pointer, step, request.project.locales)
        return body, section.key.removesuffix("settings") + f"step:{step}", "#level-1"
    if "remove_step" in request.POST and section.removable:
        return ladder.without_step(body, section.node_pointer, section.step), "", ""
    if "add_level" in request.POST and pointer:
        body = ladder.with_level(body, pointer, request.project.locales)
        return body, "", f"#level-{len(pointers.get(body, pointer))}"
    if "remove_level" in request.POST and pointer:
        number = request.POST["remove_level"]
        return ladder.without_level(body, pointer, int(number) if number.isdigit() else 0), "", ""
    return body, "", ""


def _stale(editor: Editor, base: Body, edits: dict[str, Any], error: StaleVersion) -> Shown:
    """The other person's version with the typed values put in, and what they changed."""
    body, lost = replayed(base, error.current, edits)
    labels = {item.pointer: item.label for item in editor.fields(base)}
    gone = [ShownChange(labels.get(pointer, pointer), None, str(value)) for pointer, value in lost.items()]
    theirs = shown_changes(diff(base, error.current))
    findings = editing.check(editor.project, editor.document, body)
    return Shown(body, error.current_version, findings, Conflict(error.author, error.current_version, theirs, gone), 409)


def _rendered(request: ProjectRequest, editor: Editor, shown: Shown) -> HttpResponse:
    problems: Problems = {}
    for finding in shown.findings:
        if finding.severity == "error":
            problems.setdefault(finding.path, []).append(finding.message)
    section = editor.section(shown.body, problems)
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
        "message_text": request.POST.get("message", ""),
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
        Remark(finding.severity, finding.message, places.words(shown.body, finding.path))
        for finding in shown.findings
        if editor.section_at(shown.body, finding.path) == section.key
        and (finding.severity != "error" or not editor.shows(section, finding.path))
    ]
