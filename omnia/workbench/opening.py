"""Which section of a document an editor opens, for templates and for flows."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Literal, Protocol

from omnia.dialogue.lint_names import acquired_units, units_of
from omnia.dialogue.references import acquired_names
from omnia.documents.wording import ordered_steps
from omnia.workbench import document_form, flow_form, flow_picture, scripts
from omnia.workbench.document_form import Section, SectionNotFoundError
from omnia.workbench.fields import Body, Problems

Document = Literal["template", "flow"]


class Forms(Protocol):
    """How one kind of document is shown, section by section."""

    def section(self, body: Body, wanted: str, problems: Problems) -> Section:
        """The section called `wanted`; one that is gone leads to its nearest neighbour, none to the first thing to do."""

    def sections(self, body: Body) -> Callable[[str], str]:
        """What tells the name of the section that shows a place, for as many places as there are."""

    def beside(self, body: Body, problems: Problems) -> dict[str, Any]:
        """What is shown beside the section."""

    def beginnings(self, body: Body) -> list[tuple[str, str]]:
        """Where a conversation may begin, and what people call it: the nodes of a flow, the data of a template."""

    def beginning_of(self, section: str) -> str:
        """Where a conversation begins that is to try out what a section shows; it may be none of the beginnings."""


class TemplateForms:
    """A template."""

    def __init__(self, locales: Sequence[str]) -> None:
        self._locales = locales

    def section(self, body: Body, wanted: str, problems: Problems) -> Section:
        """The section called `wanted`, or its node's settings; without a name, the first question."""
        wanted = wanted or _first_section(body)
        for key in (wanted, _neighbour(wanted)):
            try:
                return document_form.section(body, key, self._locales, problems)
            except SectionNotFoundError:
                continue
        return document_form.section(body, "about", self._locales, problems)

    def sections(self, body: Body) -> Callable[[str], str]:
        """What tells the name of the section that shows a place."""
        places = document_form.Places(body)
        # A finding may be about a step that is missing; the settings of its node are then the place to go to.
        return lambda pointer: places.nearest(places.section_at(pointer))

    def beside(self, body: Body, problems: Problems) -> dict[str, Any]:
        """The tree."""
        return {"outline": document_form.outline(body, self._locales, problems)}

    def beginnings(self, body: Body) -> list[tuple[str, str]]:
        """The data of the template."""
        named = units_of(body.get("nodes", []))
        return [(path, document_form.label_of(node.get("label"), self._locales, path)) for path, node in named]

    def beginning_of(self, section: str) -> str:
        """The datum whose settings or step it is."""
        return section.partition(":")[0]


def _neighbour(wanted: str) -> str:
    """Where to look for what is gone: a test's neighbour is the list, a step's the settings of its node."""
    return scripts.LIST if wanted.startswith(scripts.ONE_PREFIX) else wanted.partition(":")[0] + ":settings"


def _first_section(body: Body) -> str:
    path, _pointer, node = next(iter(document_form.nodes_with_pointers(body)), ("", "", {}))
    steps = ordered_steps(node)
    return f"{path}:step:{steps[0]}" if steps else f"{path}:settings"


class FlowForms:
    """A flow; `templates` names those that it may run, by key, and `bodies` reads those that it runs."""

    def __init__(
        self, locales: Sequence[str], templates: Mapping[str, str], bodies: Callable[[Body], Mapping[str, Body]]
    ) -> None:
        self._locales = locales
        self._templates = templates
        self._bodies = bodies

    def section(self, body: Body, wanted: str, problems: Problems) -> Section:
        """The section called `wanted`, or the node that the flow starts with."""
        start = flow_form.NODE_PREFIX + str(body.get("start", ""))
        for key in (wanted or start, scripts.LIST if wanted.startswith(scripts.ONE_PREFIX) else start):
            try:
                return flow_form.section(body, key, self._locales, problems, self._templates, lambda: self._units(body))
            except SectionNotFoundError:
                continue
        return flow_form.section(body, "about", self._locales, problems)

    def _units(self, body: Body) -> Sequence[tuple[str, Mapping[str, Any]]]:
        """The data that the flow acquires."""
        return acquired_units(acquired_names(body), self._bodies(body))

    def sections(self, body: Body) -> Callable[[str], str]:
        """What tells the name of the section that shows a place."""
        return partial(flow_form.section_at, body)

    def beside(self, body: Body, problems: Problems) -> dict[str, Any]:
        """The tree and the picture."""
        outline = flow_form.outline(body, self._locales, problems)
        return {"outline": outline, "picture": flow_picture.draw(body, self._locales, problems)}

    def beginnings(self, body: Body) -> list[tuple[str, str]]:
        """The nodes of the flow."""
        return [(str(node["key"]), flow_form.label_of(node, self._locales)) for node in body.get("nodes", [])]

    def beginning_of(self, section: str) -> str:
        """The node that it shows."""
        return section.removeprefix(flow_form.NODE_PREFIX) if section.startswith(flow_form.NODE_PREFIX) else ""
