"""A desk: one document in the hands of one person. The studio and the catalogue each have theirs; the editor knows no other."""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, NoReturn
from urllib.parse import urlencode

from django.http import HttpRequest

from omnia.dialogue.lint import Finding
from omnia.dialogue.lint_names import CHOICES, flow_names, template_names
from omnia.dialogue.merge import Rule
from omnia.dialogue.positions import layout_of
from omnia.dialogue.references import acquired_names
from omnia.documents.versions import Head, VersionedDocument
from omnia.documents.writers import FieldWriters
from omnia.workbench import kept, locking
from omnia.workbench.document_form import Section
from omnia.workbench.fields import Body, Field, Problems
from omnia.workbench.opening import Document, FlowForms, Forms, TemplateForms
from omnia.workbench.unsaved import Memory


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding that no field shows, with its place in words."""

    severity: str
    message: str
    place: str


class Desk(ABC):
    """One document of a draft, opened for editing at one section."""

    page_template: ClassVar[str]
    refusal: ClassVar[type[Exception]]
    """What a save is refused with; `findings` of it, if it has them, are shown at their places."""

    may_save: bool
    may_shape: bool

    def __init__(
        self,
        request: HttpRequest,
        document: Document,
        draft: Head,
        versions: VersionedDocument,
        *,
        locales: Sequence[str],
        place: str,
    ) -> None:
        """Open a document.

        Args:
            request: of the person; the section is in its address.
            document: its kind.
            draft: what is edited.
            versions: the draft with its saves, in the hands of the person.
            locales: the languages that are edited; a name is written in the first.
            place: what the person's session, and the cache for all people, know the document by.
        """
        self.request = request
        self.document = document
        self.draft = draft
        self.versions = versions
        self.locales = locales
        self.place = place
        self.memory = Memory(request, place)

    @property
    @abstractmethod
    def key(self) -> str:
        """The document's key."""

    @property
    @abstractmethod
    def url(self) -> str:
        """The address of the editor."""

    @abstractmethod
    def simulator(self) -> dict[str, str]:
        """The addresses of the simulator beside the editor: `start`, `turn` and `keep`."""

    @abstractmethod
    def refuse(self) -> NoReturn:
        """Tell a person who may save nothing."""

    @abstractmethod
    def check(self, body: Body) -> list[Finding]:
        """Everything that lint has to say of a body here."""

    @property
    @abstractmethod
    def owner(self) -> str:
        """Whose document it is: nothing that is worked out of it is ever found for another owner."""

    @abstractmethod
    def checked_with(self) -> Hashable:
        """What lint's answer depends on besides the body: languages, and the templates that a flow runs as they are now."""

    @abstractmethod
    def writers(self) -> FieldWriters | None:
        """Who wrote the fields of the draft; None if it went while the page was made."""

    @abstractmethod
    def templates(self) -> Mapping[str, str]:
        """The names of the templates that a flow may run, by key."""

    @abstractmethod
    def template_bodies(self, body: Body) -> Mapping[str, Body]:
        """The drafts of those of them that a flow runs, by key: the flow of the draft, or what is typed and not saved yet."""

    @abstractmethod
    def about(self) -> dict[str, Any]:
        """What the parts of the page show that change with the document."""

    @abstractmethod
    def frame(self) -> dict[str, Any]:
        """What the page shows around the editor."""

    def may_write(self, _body: Body) -> bool:
        """Whether the person may make the draft say this; some may change its texts alone."""
        return self.may_shape

    def rules(self, _body: Body) -> list[Rule]:
        """Who decides where in the document, the catalogue or the project; nothing for who decides on everything."""
        return []

    def locked(self, _body: Body) -> list[Finding]:
        """The places that the draft would have changed of what the catalogue alone decides on, if it said this."""
        return []

    def breaks(self, _body: Body) -> list[Remark]:
        """What other documents would be left with, and are without now, if the draft said this."""
        return []

    def region(self, _locale: str) -> str | None:
        """The country that phone numbers and the like are read for, if the side knows one."""
        return None

    @property
    def forms(self) -> Forms:
        """How the document is shown."""
        if self.document == "template":
            return TemplateForms(self.locales)
        return FlowForms(self.locales, self.templates(), self.template_bodies)

    def version_key(self, body: Body) -> kept.Key | None:
        """What a body is known by, with all that lint says of it; None for one that is not the draft as it was saved."""
        if body is not self.draft.body:
            return None
        return (self.owner, self.document, self.draft.hash, self._layout, tuple(self.locales), self._checked_with)

    @cached_property
    def _layout(self) -> Hashable:
        """Where the nodes of a flow stand, which its hash does not tell."""
        return tuple((name, *place) for name, place in sorted(layout_of(self.draft.body).items()))

    @cached_property
    def _checked_with(self) -> Hashable:
        return self.checked_with()

    def findings(self, body: Body) -> list[Finding]:
        """Everything that lint has to say of a body; of the draft as it was saved lint is asked once."""
        key = self.version_key(body)
        return kept.findings(key, lambda: self.check(body)) if key is not None else self.check(body)

    def version(self, number: int) -> Body:
        """The body of a version; raises `LookupError`."""
        return self.draft.body if number == self.draft.version else self.versions.body(number)

    def section(self, body: Body, problems: Problems) -> Section:
        """The section that the address names; one that is gone leads to its nearest neighbour."""
        found = self.forms.section(body, self.request.GET.get("section", ""), problems)
        rules = self.rules(body)
        return locking.with_locks(found, body, rules) if rules else found

    def fields(self, body: Body) -> list[Field]:
        """The fields of that section, those of its lists included."""
        return self.section(body, {}).all_fields

    def speakable(self, body: Body, section: Section) -> list[str]:
        """What the placeholders of a section may name, its own datum first."""
        key = self.version_key(body)
        known = kept.names(key, lambda: self._names_in(body)) if key is not None else self._names_in(body)
        if self.document == "flow":
            return sorted(known)
        own, _colon, place = section.key.partition(":")
        found = known | (CHOICES if place == "step:ambiguous" else frozenset())
        return sorted(found, key=lambda name: (name not in CHOICES, not f"{name}.".startswith(f"{own}."), name))

    def _names_in(self, body: Body) -> frozenset[str]:
        if self.document == "flow":
            return flow_names(body, acquired_names(body), self.template_bodies(body))
        return template_names(body)

    def address(self, section: str, anchor: str = "") -> str:
        """The editor's address, opened at a section."""
        return f"{self.url}?{urlencode({'section': section})}{anchor}"
