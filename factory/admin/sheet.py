"""A document as the sheet that staff edit: fields about it, and for each node and step a table of levels and languages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.translation import gettext as _

from factory.actions import Kind
from factory.admin.icons import icons
from factory.admin.wording import in_order, industry_name, row_name
from omnia.dialogue.addresses import from_pointer, join, value_at
from omnia.dialogue.lint import Finding
from omnia.documents.conflicts import TEXT_PREFIX, ShownConflict
from omnia.documents.wording import LANGUAGES, addable_steps, language_name, ordered_steps, step_lead, step_name, text_of
from omnia.documents.writers import Writer

Body = dict[str, Any]


@dataclass(slots=True)
class Field:
    """One input; `pointer` is where its value lives, `address` what it is called in the form."""

    pointer: str
    address: str
    label: str
    value: str
    control: Literal["text", "textarea", "select", "list"] = "text"
    options: Sequence[tuple[str, str]] = ()
    locale: str = ""
    help: str = ""
    findings: list[Finding] = field(default_factory=list)
    conflict: ShownConflict | None = None
    """What someone else wrote here meanwhile, beside what was typed."""
    writer: Writer | None = None
    """Who wrote it last; None where the saved draft has nothing."""

    @property
    def name(self) -> str:
        """The input's name in the form."""
        return TEXT_PREFIX + self.address

    @property
    def element_id(self) -> str:
        """The input's id in the page."""
        return element_id(self.pointer)

    @property
    def language(self) -> str:
        """Its language in its own words."""
        return language_name(self.locale)

    @property
    def worst(self) -> str:
        """The gravest of what is said of it: error, warning or nothing."""
        return worst(self.findings)

    @property
    def rows(self) -> int:
        """Lines that a text takes in a column."""
        return min(8, max(2, -(-len(self.value) // 34)))


@dataclass(slots=True)
class Level:
    """One row of a table: an escalation's text, or a flow's row, in every language."""

    title: str
    pointer: str
    fields: list[Field]
    others: list[str] = field(default_factory=list)
    """What else is done here, in words."""
    removable: str = ""
    """The address of the escalation that a tick takes away."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def element_id(self) -> str:
        """The row's id in the page."""
        return element_id(self.pointer)


@dataclass(slots=True)
class Table:
    """The texts of one step."""

    title: str
    lead: str
    pointer: str
    levels: list[Level]
    addable: str = ""
    """The address that a further level is added to."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def element_id(self) -> str:
        """The table's id in the page."""
        return element_id(self.pointer)


@dataclass(slots=True)
class Part:
    """One node (or part of one) with its tables."""

    title: str
    path: str
    kind: str
    pointer: str
    depth: int
    names: list[Field]
    tables: list[Table]
    addable: list[tuple[str, str]] = field(default_factory=list)
    """Steps that it could have, with their names."""
    address: str = ""
    findings: list[Finding] = field(default_factory=list)

    @property
    def element_id(self) -> str:
        """The node's id in the page."""
        return element_id(self.pointer)

    def everything(self) -> Iterator[Finding]:
        """What is said of it and of all that it holds."""
        yield from self.findings
        for held in self.names:
            yield from held.findings
        for table in self.tables:
            yield from table.findings
            for level in table.levels:
                yield from level.findings
                for cell in level.fields:
                    yield from cell.findings

    @property
    def errors(self) -> int:
        """How many errors there are in it."""
        return sum(finding.severity == "error" for finding in self.everything())

    @property
    def warnings(self) -> int:
        """How many warnings there are in it."""
        return sum(finding.severity == "warning" for finding in self.everything())


@dataclass(slots=True)
class Sheet:
    """The whole document, ready to be shown."""

    about: list[Field]
    names: list[Field]
    parts: list[Part]
    locales: list[str]

    def fields(self) -> Iterator[Field]:
        """Every input of the sheet."""
        yield from self.names
        yield from self.about
        for part in self.parts:
            yield from part.names
            for table in part.tables:
                for level in table.levels:
                    yield from level.fields


def element_id(pointer: str) -> str:
    """The id of the element that shows what is at a pointer."""
    return "at" + pointer.replace("~", "_").replace("/", "-").replace(":", "_")


def worst(findings: Sequence[Finding]) -> str:
    """The gravest severity among findings; empty if there are none."""
    severities = {finding.severity for finding in findings}
    return "error" if "error" in severities else "warning" if severities else ""


def sheet(document: Kind, body: Body) -> Sheet:
    """The sheet of a document that has its shape."""
    locales = in_order(body["label"])
    parts = list(_template_parts(body, locales)) if document == "template" else list(_flow_parts(body, locales))
    return Sheet(_about(document, body), _names(document, body), parts, locales)


def _field(body: Body, pointer: str, label: str, **more: Any) -> Field:
    held = value_at(body, pointer)
    value = ", ".join(str(item) for item in held) if isinstance(held, list) else "" if held is None else str(held)
    return Field(pointer, from_pointer(body, pointer), label, value, **more)


def _texts(body: Body, pointer: str, label: str, locales: Sequence[str], **more: Any) -> list[Field]:
    return [_field(body, join(pointer, locale), label, locale=locale, **more) for locale in locales]


def _names(document: Kind, body: Body) -> list[Field]:
    """Name, description and synonyms in each language of the catalogue, and in those that the document has besides."""
    locales = in_order({*LANGUAGES, *body["label"]})
    groups = [
        _texts(body, "/label", _("Name"), locales),
        _texts(body, "/description", _("Description"), locales, control="textarea"),
    ]
    if document == "template":
        groups.append(_texts(body, "/synonyms", _("Synonyms"), locales, control="list"))
    return [held for row in zip(*groups, strict=True) for held in row]


def _about(document: Kind, body: Body) -> list[Field]:
    scopes = [("universal", _("Universal: every project")), ("industry", _("Industry: one sector"))]
    industries = [("", _("None")), *((key, industry_name(key)) for key in _industries(body))]
    fields = [
        _field(body, "/scope", _("Scope"), control="select", options=scopes),
        _field(body, "/industry", _("Industry"), control="select", options=industries),
        _field(body, "/tags", _("Tags"), control="list", help=_("Separated by commas.")),
    ]
    if not fields[0].value:
        fields[0].value = "universal"
    if document == "template":
        countries = _("Two letters each, separated by commas; empty for all countries.")
        held = str(body.get("icon", ""))
        named = [("", _("None")), *((name, name) for name in sorted({*icons(), held} - {""}))]
        fields.insert(2, _field(body, "/countries", _("Countries"), control="list", help=countries))
        fields.append(_field(body, "/icon", _("Icon"), control="select", options=named))
    return fields


def _industries(body: Body) -> list[str]:
    from factory import selectors

    known = list(selectors.industries())
    held = body.get("industry")
    return known if not held or held in known else [*known, held]


def _template_parts(body: Body, locales: list[str]) -> Iterator[Part]:
    groups = [name for name in ("introduction", "success") if body.get(name)]
    if groups:
        tables = [_ladder(body, f"/{name}", step_name(name), step_lead(name), locales) for name in groups]
        yield Part(_("The whole template"), "", "", "", 0, [], tables)
    yield from _nodes(body, "/nodes", "", 0, locales)


def _nodes(body: Body, pointer: str, prefix: str, depth: int, locales: list[str]) -> Iterator[Part]:
    for place, node in enumerate(value_at(body, pointer) or []):
        here, path = join(pointer, place), prefix + node["key"]
        tables = [
            _ladder(body, join(here, "steps", step), step_name(step, node), step_lead(step), locales)
            for step in ordered_steps(node)
        ]
        yield Part(
            text_of(node["label"], node["key"]),
            path,
            node["kind"],
            here,
            depth,
            _texts(body, join(here, "label"), _("Name"), locales),
            tables,
            addable_steps(node),
            from_pointer(body, here),
        )
        yield from _nodes(body, join(here, "parts"), path + ".", depth + 1, locales)


def _ladder(body: Body, pointer: str, title: str, lead: str, locales: list[str]) -> Table:
    levels = [
        level
        for place, _held in enumerate(value_at(body, pointer))
        for level in _levels(body, join(pointer, place), place, locales)
    ]
    return Table(title, lead, pointer, levels, addable=from_pointer(body, pointer))


def _levels(body: Body, pointer: str, place: int, locales: list[str]) -> Iterator[Level]:
    """An escalation as rows: one for each of its texts, at least one, so that each can be seen and taken away."""
    rows: list[Level] = []
    others: list[str] = []
    for number, action in enumerate(value_at(body, pointer)["actions"]):
        where = join(pointer, "actions", number)
        if action["type"] != "say":
            others.append(action_in_words(action))
        if action["type"] == "say" or action.get("text"):
            cells = _texts(body, join(where, "text"), _("Text"), locales, control="textarea")
            rows.append(Level("" if rows else str(place + 1), where, cells))
    rows = rows or [Level(str(place + 1), pointer, [])]
    rows[0].pointer = pointer
    rows[0].others, rows[0].removable = others, from_pointer(body, pointer)
    yield from rows


def action_in_words(action: Mapping[str, Any]) -> str:
    """What an action or a flow's row does, shortly."""
    about = action.get("template") or action.get("variable") or action.get("name") or action.get("to") or action.get("message")
    return f"{row_name(action['type'])}: {about}" if about else row_name(action["type"])


def _flow_parts(body: Body, locales: list[str]) -> Iterator[Part]:
    for place, node in enumerate(body["nodes"]):
        here = join("/nodes", place)
        levels = [_row(body, join(here, "rows", number), number, row, locales) for number, row in enumerate(node.get("rows", []))]
        lead = _("Played in this order, then the exits decide.")
        table = Table(_("Rows"), lead, join(here, "rows"), levels)
        title, names = text_of(node["label"], node["key"]), _texts(body, join(here, "label"), _("Name"), locales)
        yield Part(title, node["key"], "", here, 0, names, [table] if levels else [], address=from_pointer(body, here))


def _row(body: Body, pointer: str, number: int, row: Mapping[str, Any], locales: list[str]) -> Level:
    spoken = row["type"] == "say" or bool(row.get("text"))
    cells = _texts(body, join(pointer, "text"), _("Text"), locales, control="textarea") if spoken else []
    return Level(str(number + 1), pointer, cells, [] if row["type"] == "say" else [action_in_words(row)])
