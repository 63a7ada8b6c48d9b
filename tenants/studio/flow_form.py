"""A flow as a form: the texts that people edit, node by node, with everything else beside them to read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tenants.studio import pointers
from tenants.studio.document_form import Branch, Field, SectionNotFoundError

Body = dict[str, Any]
Problems = Mapping[str, Sequence[str]]
NODE_PREFIX = "node:"
SPOKEN_ROWS = frozenset({"say", "transfer", "close"})


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row of a node: what it does, and the fields of the text it speaks."""

    number: int
    icon: str
    title: str
    detail: str = ""
    """What it says about itself in words, before its code."""
    code: str = ""
    template: str = ""
    """The key of the template that the row runs."""
    template_name: str = ""
    template_known: bool = False
    fields: Sequence[Field] = ()
    problems: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ShownExit:
    """One way out of a node."""

    number: int
    condition: str
    """The CEL expression; empty if the exit is always taken."""
    otherwise: bool
    target: str
    """The section of the node it leads to; empty if it ends the flow."""
    title: str


@dataclass(frozen=True, slots=True)
class FlowSection:
    """What the flow editor shows at one address."""

    key: str
    title: str
    lead: str
    pointer: str
    fields: Sequence[Field] = ()
    rows: Sequence[ShownRow] = ()
    exits: Sequence[ShownExit] = ()
    is_node: bool = False


def label_of(thing: Mapping[str, Any], locales: Sequence[str]) -> str:
    """The name of a flow or of one of its nodes in the first of `locales` that has one."""
    texts = thing.get("label")
    fallback = str(thing.get("key", ""))
    return next((texts[locale] for locale in locales if texts.get(locale)), fallback) if isinstance(texts, dict) else fallback


def outline(body: Body, locales: Sequence[str], problems: Problems) -> list[Branch]:
    """The tree beside the editor: what the flow says about itself, then its nodes."""
    about = trouble(problems, "/label") + trouble(problems, "/description")
    branches = [Branch("about", _("About"), "file-text", problems=about)]
    for index, node in enumerate(body.get("nodes", [])):
        place = pointers.join("/nodes", index)
        icon = "play" if node["key"] == body.get("start") else "message-circle"
        branches.append(
            Branch(
                NODE_PREFIX + str(node["key"]),
                label_of(node, locales),
                icon,
                count=len(node.get("rows", [])),
                problems=trouble(problems, place),
            )
        )
    return branches


def trouble(problems: Problems, pointer: str) -> int:
    """How many problems are at `pointer` or below."""
    return sum(len(found) for place, found in problems.items() if place == pointer or place.startswith(pointer + "/"))


def section(
    body: Body, key: str, locales: Sequence[str], problems: Problems, templates: Mapping[str, str] | None = None
) -> FlowSection:
    """The form section named `key`, as `outline` names them; raises `SectionNotFoundError`.

    `templates` names the project's templates for people, by key; one that it does not name is shown as missing.
    """
    if key == "about":
        fields = [
            *_texts("/label", body.get("label"), _("Name"), locales, problems),
            *_texts("/description", body.get("description"), _("Description"), locales, problems, long=True),
        ]
        return FlowSection("about", _("About this flow"), _("What people see in lists. None of it is spoken."), "", fields)
    for index, node in enumerate(body.get("nodes", [])):
        if NODE_PREFIX + str(node["key"]) == key:
            return _node_section(body, pointers.join("/nodes", index), node, locales, problems, templates or {})
    raise SectionNotFoundError(key)


def section_fields(shown: FlowSection) -> list[Field]:
    """All fields of a section, those of its rows included."""
    return [*shown.fields, *(item for row in shown.rows for item in row.fields)]


def section_at(body: Body, pointer: str) -> str:
    """The editor's section that shows `pointer`."""
    steps = pointers.tokens(pointer) if pointer.startswith("/") else []
    nodes = body.get("nodes", [])
    if len(steps) > 1 and steps[0] == "nodes" and steps[1].isdecimal() and int(steps[1]) < len(nodes):
        return NODE_PREFIX + str(nodes[int(steps[1])]["key"])
    return "about"


def _node_section(
    body: Body,
    pointer: str,
    node: Mapping[str, Any],
    locales: Sequence[str],
    problems: Problems,
    templates: Mapping[str, str],
) -> FlowSection:
    rows = [
        _row(number, pointers.join(pointer, "rows", number - 1), row, locales, problems, templates)
        for number, row in enumerate(node.get("rows", []), start=1)
    ]
    key = NODE_PREFIX + str(node["key"])
    lead = _("Its rows are played from top to bottom; then the first exit whose condition is true is taken.")
    fields = _texts(pointers.join(pointer, "label"), node.get("label"), _("Name"), locales, problems)
    return FlowSection(key, label_of(node, locales), lead, pointer, fields, rows, list(_exits(body, node, locales)), is_node=True)


def _texts(
    pointer: str, texts: Any, label: str, locales: Sequence[str], problems: Problems, *, long: bool = False
) -> list[Field]:
    held = texts if isinstance(texts, dict) else {}
    places = {locale: pointers.join(pointer, locale) for locale in locales}
    return [
        Field(
            place,
            label,
            held.get(locale, ""),
            "textarea" if long else "text",
            locale=locale,
            problems=problems.get(place, ()),
        )
        for locale, place in places.items()
    ]


def _row(
    number: int,
    pointer: str,
    row: Mapping[str, Any],
    locales: Sequence[str],
    problems: Problems,
    templates: Mapping[str, str],
) -> ShownRow:
    kind = str(row.get("type"))
    icon, title = row_words(kind)
    fields = []
    if kind in SPOKEN_ROWS:
        fields = _texts(pointers.join(pointer, "text"), row.get("text"), _("Text"), locales, problems, long=True)
    shown = {item.pointer for item in fields}
    elsewhere = [
        message
        for place, messages in problems.items()
        if (place == pointer or place.startswith(pointer + "/")) and place not in shown
        for message in messages
    ]
    detail, code = _row_detail(kind, row)
    template = str(row.get("template", "")) if kind == "acquire" else ""
    name = templates.get(template, template)
    return ShownRow(number, icon, title, detail, code, template, name, template in templates, fields, elsewhere)


def row_words(kind: str) -> tuple[str, str]:
    """The icon and the name of a kind of row."""
    words = {
        "say": ("message-circle", _("Say")),
        "acquire": ("form", _("Ask for")),
        "assign": ("hash", _("Set a variable")),
        "webhook": ("plug", _("Call a service")),
        "request": ("zap", _("Ask the host")),
        "transfer": ("phone", _("Transfer")),
        "close": ("log-out", _("Close")),
    }
    return words.get(kind, ("circle-help", kind))


def _row_detail(kind: str, row: Mapping[str, Any]) -> tuple[str, str]:
    """What a row says about itself, in words and in code."""
    if kind == "acquire" and row.get("name"):
        return _("known as"), str(row["name"])
    if kind == "assign":
        return "", f"{row.get('variable', '')} = {row.get('value', '')}"
    if kind == "webhook":
        return str(row.get("name", "")), f"{row.get('method', 'POST')} {row.get('url', '')}".strip()
    if kind == "request":
        return (_("and waits for the answer") if row.get("wait") else ""), str(row.get("name", ""))
    if kind == "transfer" and row.get("to"):
        return _("to"), str(row["to"])
    return "", ""


def _exits(body: Body, node: Mapping[str, Any], locales: Sequence[str]) -> Iterable[ShownExit]:
    titles = {str(other["key"]): label_of(other, locales) for other in body.get("nodes", [])}
    for number, edge in enumerate(node.get("edges", []), start=1):
        to = str(edge.get("to", ""))
        target = NODE_PREFIX + to if to in titles else ""
        title = titles.get(to, to) if to else _("The flow ends")
        yield ShownExit(number, str(edge.get("when", "")), bool(edge.get("otherwise")), target, title)
