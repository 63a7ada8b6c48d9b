"""The studio's desk: a template or flow of a project's draft in the hands of a member."""

from collections.abc import Hashable, Mapping
from functools import cached_property
from typing import Any, ClassVar, NoReturn

from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language

from omnia.dialogue.extraction.regions import region_for
from omnia.dialogue.lint import Finding
from omnia.dialogue.merge import Rule, rules_of
from omnia.dialogue.references import acquired_templates
from omnia.documents.places import in_words
from omnia.documents.versions import Head
from omnia.documents.wording import text_in
from omnia.documents.writers import FieldWriters
from omnia.finding_words import in_readers_language
from omnia.workbench.desk import Desk, Remark
from omnia.workbench.fields import Body
from tenants import selectors
from tenants.access import Forbidden
from tenants.actions import editing
from tenants.actions.locked import locked_findings, rules_in
from tenants.selectors import Document
from tenants.studio.access import ProjectRequest, actor_of
from tenants.studio.context import document_frame, may
from tenants.studio.stage import simulator_addresses
from tenants.versioned import ProjectDraft


class StudioDesk(Desk):
    """A template or flow of a project."""

    page_template: ClassVar[str] = "studio/editor.html"
    refusal: ClassVar[type[Exception]] = editing.EditingError

    def __init__(self, request: ProjectRequest, document: Document, key: str) -> None:
        project = request.project
        try:
            self._row = selectors.draft(project, document, key)
        except selectors.Missing as error:
            raise Http404(str(error)) from error
        self._request, self._project = request, project
        row = self._row
        super().__init__(
            request,
            document,
            Head(row.version, row.hash, row.body, row.updated_by),
            ProjectDraft(actor_of(request), project, document, key),
            # A document falls back to the project's default language, so that one is shown first.
            locales=sorted(project.locales, key=lambda locale: locale != project.default_locale),
            place=f"{project.pk}:{document}:{key}",
        )
        self.may_shape = may(request, "edit_templates")
        self.may_save = self.may_shape or may(request, "edit_texts")

    @property
    def key(self) -> str:
        """The document's key."""
        return self._row.key

    @property
    def url(self) -> str:
        """The address of the editor."""
        return reverse(f"studio:{self.document}", args=[self._project.pk, self.key])

    def simulator(self) -> dict[str, str]:
        """The addresses of the project's simulator."""
        return simulator_addresses(str(self._project.pk))

    def refuse(self) -> NoReturn:
        """Tell a person who may save nothing."""
        raise Forbidden("edit_texts")

    def check(self, body: Body) -> list[Finding]:
        """Everything that lint has to say of a body in this project."""
        if self.document == "flow" and body is self.draft.body:
            return editing.check(self._project, self.document, body, templates=self._bodies)
        return editing.check(self._project, self.document, body)

    @property
    def owner(self) -> str:
        """The project."""
        return str(self._project.pk)

    def checked_with(self) -> Hashable:
        """The project's languages, and the templates that a flow runs as they are now."""
        languages = (tuple(self._project.locales), self._project.default_locale)
        run = sorted(acquired_templates(self.draft.body)) if self.document == "flow" else ()
        return (*languages, *((key, self._heads[key].hash) for key in run if key in self._heads))

    def writers(self) -> FieldWriters | None:
        """Who wrote the fields of the draft; None if it went while the page was made."""
        if self.request.method != "POST":
            return selectors.writers_of(self._project, self._row)
        # A post may have met a draft that is newer than the one it found first.
        try:
            return selectors.field_writers(self._project, self.document, self.key)
        except selectors.Missing:
            return None

    @cached_property
    def _heads(self) -> dict[str, selectors.DraftHead]:
        return selectors.draft_heads(self._project, "template")

    @cached_property
    def _names(self) -> dict[str, str]:
        language = get_language() or "en"
        return {key: text_in(head.label, language, key) for key, head in self._heads.items()}

    def templates(self) -> Mapping[str, str]:
        """The names of the project's templates, by key."""
        return self._names

    @cached_property
    def _bodies(self) -> Mapping[str, Body]:
        return self._run_by(self.draft.body)

    def _run_by(self, flow: Body) -> Mapping[str, Body]:
        run = acquired_templates(flow)
        return selectors.bodies_under(self._project, {key: head.hash for key, head in self._heads.items() if key in run})

    def template_bodies(self, body: Body) -> Mapping[str, Body]:
        """The drafts of those of the project's templates that a flow runs, by key."""
        return self._bodies if body is self.draft.body else self._run_by(body)

    def rules(self, body: Body) -> list[Rule]:
        """Who decides where in a copy of the catalogue's; a project's own document is its own."""
        return rules_of(body) if self._row.status not in ("local", "orphaned") else []

    def may_write(self, body: Body) -> bool:
        """Whether the person's role reaches as far as this changes the draft."""
        return self.may_shape or (self.may_save and editing.only_texts_differ(self.draft.body, body))

    def locked(self, body: Body) -> list[Finding]:
        """The places of the catalogue's that this would change."""
        return locked_findings(rules_in(self._project, self.document, self.key, self.draft.body), self.draft.body, body)

    def breaks(self, body: Body) -> list[Remark]:
        """The errors that the project's flows would have with this template, and do not have now."""
        if self.document == "flow":
            return []
        held = selectors.draft_bodies(self._project, "template")
        flows = selectors.draft_bodies(self._project, "flow")
        users = {key: flow for key, flow in flows.items() if self.key in acquired_templates(flow)}
        return [broken for key, flow in users.items() for broken in self._broken(key, flow, held, {**held, self.key: body})]

    def _broken(self, key: str, flow: Body, before: Mapping[str, Body], after: Mapping[str, Body]) -> list[Remark]:
        checked = (editing.check(self._project, "flow", flow, templates=templates) for templates in (before, after))
        known, found = (list(in_readers_language(row for row in rows if row.severity == "error")) for rows in checked)
        name = text_in(flow.get("label", {}), get_language() or "en", key)
        return [Remark("error", row.message, f"{name} › {in_words(flow, row.path)}") for row in found if row not in known]

    def region(self, locale: str) -> str | None:
        """The country that phone numbers and the like are read for in a language."""
        return region_for(locale, self._project.default_locale, self._project.region) or None

    def about(self) -> dict[str, Any]:
        """The document as it is listed, and its project."""
        return {"project": self._project, "document": self._row, "document_kind": self.document}

    def frame(self) -> dict[str, Any]:
        """The project's frame, and the document's other pages."""
        return {**document_frame(self._request, self.document, self.key), **self.about()}
