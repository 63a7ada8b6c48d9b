"""All texts of a project's draft: searched, and replaced with a preview, in one unit of work that is undone as one."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from omnia.dialogue.merge import Rule
from omnia.documents.texts import Reworded, Rewording
from omnia.workbench import rewording
from omnia.workbench.rewording import Draft
from tenants import selectors
from tenants.access import Forbidden
from tenants.actions.editing import EditingError
from tenants.actions.locked import rules_in
from tenants.actions.replacing import replace_texts, take_back_texts
from tenants.release_contents import KINDS
from tenants.studio.access import ProjectRequest, actor_of, project_page
from tenants.studio.context import may, project_frame
from tenants.studio.places import SectionUrls


class ProjectShelf(rewording.Shelf):
    """The drafts of a project."""

    refusals = (EditingError,)

    def __init__(self, request: ProjectRequest) -> None:
        project = request.project
        super().__init__(request, str(project.pk), reverse("studio:texts", args=[project.pk]), project.locales)
        self._request, self._project = request, project

    @property
    def may_edit(self) -> bool:
        """Whether the person writes texts of the project."""
        return may(self._request, "edit_texts")

    def refuse(self) -> NoReturn:
        """Tell a person who may replace nothing."""
        raise Forbidden("edit_texts")

    def drafts(self) -> Iterator[Draft]:
        """All templates and flows of the project."""
        for document in KINDS:
            heads = selectors.draft_heads(self._project, document)
            bodies = selectors.bodies_under(self._project, {key: head.hash for key, head in heads.items()})
            yield from (Draft(document, key, heads[key].version, body) for key, body in bodies.items())

    def address_in(self, draft: Draft) -> Callable[[str], str]:
        """What tells the address of a place of a document from its pointer."""
        return SectionUrls(self._project.pk, draft.document, draft.key, draft.body).at

    def rules(self, draft: Draft) -> list[Rule]:
        """Who decides where in a copy."""
        return rules_in(self._project, draft.document, draft.key, draft.body)

    def replace(self, wanted: Sequence[Rewording], note: str) -> list[Reworded]:
        """Change the texts of all documents, or of none."""
        return replace_texts(actor_of(self._request), self._project, wanted, note=note)

    def take_back(self, changed: Sequence[Reworded], note: str) -> None:
        """Bring all documents back as they were before, or none."""
        take_back_texts(actor_of(self._request), self._project, changed, note=note)

    def render(self, context: dict[str, Any], status: int) -> HttpResponse:
        """The page in the project's frame."""
        return render(self._request, "studio/texts.html", {**project_frame(self._request, "texts"), **context}, status=status)


@project_page()
def texts_page(request: ProjectRequest) -> HttpResponse:
    """Every text that holds some words; a POST replaces them in the places that are ticked, or takes that back."""
    return rewording.page(ProjectShelf(request))
