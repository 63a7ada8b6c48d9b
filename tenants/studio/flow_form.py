"""A flow as a form: the texts that people edit, node by node, with everything else beside them to read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from omnia.dialogue.addresses import join, parse
from tenants.studio.document_form import Branch, SectionNotFoundError, about_fields
from tenants.studio.fields import Body, Field, Problems, Shown, is_within

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
    shown = Shown(body, locales, problems)
    branches = [Branch("about", _("About"), "file-text", problems=shown.trouble("/label", "/description"))]
    for index, node in enumerate(body.get("nodes", [])):
        icon = "play" if node["key"] == body.get("start") else "message-circle"
        branches.append(
            Branch(
                NODE_PREFIX + str(node["key"]),
                label_of(node, locales),
                icon,
                count=len(node.get("rows", [])),
                problems=shown.trouble(join("/nodes", index)),
            )
        )
    return branches


def section(
    body: Body, key: str, locales: Sequence[str], problems: Problems, templates: Mapping[str, str] | None = None
) -> FlowSection:
    """The form section named `key`, as `outline` names them; raises `SectionNotFoundError`.

    `templates` names the project's templates for people, by key; one that it does not name is shown as missing.
    """
    shown = Shown(body, locales, problems)
    if key == "about":
        lead = _("What people see in lists. None of it is spoken.")
        return FlowSection("about", _("About this flow"), lead, "", about_fields(shown))
    for index, node in enumerate(body.get("nodes", [])):
        if NODE_PREFIX + str(node["key"]) == key:
            return _node_section(shown, join("/nodes", index), node, templates or {})
    raise SectionNotFoundError(key)


def section_fields(shown: FlowSection) -> list[Field]:
    """All fields of a section, those of its rows included."""
    return [*shown.fields, *(item for row in shown.rows for item in row.fields)]


def section_at(body: Body, pointer: str) -> str:
    """The editor's section that shows `pointer`."""
    steps = parse(pointer) if pointer.startswith("/") else []
    nodes = body.get("nodes", [])
    if len(steps) > 1 and steps[0] == "nodes" and steps[1].isdecimal() and int(steps[1]) < len(nodes):
        return NODE_PREFIX + str(nodes[int(steps[1])]["key"])
    return "about"


def _node_section(shown: Shown, pointer: str, node: Mapping[str, Any], templates: Mapping[str, str]) -> FlowSection:
    rows = [
        _row(shown, number, join(pointer, "rows", number - 1), row, templates)
        for number, row in enumerate(node.get("rows", []), start=1)
    ]
    key, title = NODE_PREFIX + str(node["key"]), label_of(node, shown.locales)
    lead = _("Its rows are played from top to bottom; then the first exit whose condition is true is taken.")
    fields, exits = shown.texts(join(pointer, "label"), _("Name")), list(_exits(shown.body, node, shown.locales))
    return FlowSection(key, title, lead, pointer, fields, rows, exits, is_node=True)


def _row(shown: Shown, number: int, pointer: str, row: Mapping[str, Any], templates: Mapping[str, str]) -> ShownRow:
    kind = str(row.get("type"))
    icon, title = row_words(kind)
    fields = shown.texts(join(pointer, "text"), _("Text"), long=True) if kind in SPOKEN_ROWS else []
    at_fields = {item.pointer for item in fields}
    elsewhere = [
        message
        for place, messages in shown.problems.items()
        if is_within(place, pointer) and place not in at_fields
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
