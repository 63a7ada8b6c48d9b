"""A flow as a form: the texts that people edit, node by node, with everything else beside them to read."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from omnia.dialogue.addresses import join, parse
from omnia.dialogue.beginnings import ROWS
from omnia.workbench import scripts
from omnia.workbench.document_form import Branch, Section, SectionNotFoundError, about_fields, tests_branch, tests_section
from omnia.workbench.doing import fields_of
from omnia.workbench.fields import Body, Problems, Shown
from omnia.workbench.groups import Item, group_of, item_of, numbered
from omnia.workbench.names import done_name

NODE_PREFIX = "node:"


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
    return [*branches, tests_branch(shown)]


def section(
    body: Body,
    key: str,
    locales: Sequence[str],
    problems: Problems,
    templates: Mapping[str, str] | None = None,
    units: scripts.Units = list,
) -> Section:
    """The form section named `key`, as `outline` names them; raises `SectionNotFoundError`.

    `templates` names the project's templates for people, by key; one that it does not name is shown as missing. `units` tells the
    data that the flow acquires, where a test is shown.
    """
    shown = Shown(body, locales, problems)
    if key == "about":
        return _about(shown)
    tested = tests_section(shown, key, units, scripts.FLOW_SORTS)
    if tested is not None:
        return tested
    for index, node in enumerate(body.get("nodes", [])):
        if NODE_PREFIX + str(node["key"]) == key:
            return _node_section(shown, join("/nodes", index), node, templates or {})
    raise SectionNotFoundError(key)


def section_at(body: Body, pointer: str) -> str:
    """The editor's section that shows `pointer`."""
    if tested := scripts.place_of(body, pointer):
        return tested
    steps = parse(pointer) if pointer.startswith("/") else []
    nodes = body.get("nodes", [])
    if len(steps) > 1 and steps[0] == "nodes" and steps[1].isdecimal() and int(steps[1]) < len(nodes):
        return NODE_PREFIX + str(nodes[int(steps[1])]["key"])
    return "about"


def _about(shown: Shown) -> Section:
    lead = _("What people see in lists. None of it is spoken.")
    nodes = shown.body.get("nodes", [])
    start = shown.select("/start", _("Begins with"), "", _targets(shown)[1:])
    visits = shown.field("/max_visits", _("Times that a node may be visited"), 5, "number")
    items = [_node_item(shown, number, node) for number, node in enumerate(nodes)]
    told = _("The order counts for nothing but this list.")
    group = group_of(shown, "/nodes", _("Nodes"), items, least=1, add=_("Add node"), is_named=True, lead=told)
    return Section("about", _("About this flow"), lead, [*about_fields(shown), start, visits], [group])


def _node_item(shown: Shown, number: int, node: Mapping[str, Any]) -> Item:
    pointer, name = join("/nodes", number), _("node %(number)s") % {"number": number + 1}
    section, title = NODE_PREFIX + str(node["key"]), label_of(node, shown.locales)
    return item_of(shown, pointer, number + 1, name, title, section=section, problems=())


def _node_section(shown: Shown, pointer: str, node: Mapping[str, Any], templates: Mapping[str, str]) -> Section:
    lead = _("Its rows are played from top to bottom; then the first exit whose condition is true is taken.")
    place, ways = join(pointer, "rows"), join(pointer, "edges")
    rows = [_row(shown, join(place, number), number, row, templates) for number, row in enumerate(node.get("rows", []))]
    exits = [_exit(shown, join(ways, number), number, edge) for number, edge in enumerate(node.get("edges", []))]
    groups = [
        group_of(
            shown,
            place,
            _("Rows"),
            rows,
            kinds=[(kind, done_name(kind)[1]) for kind in ROWS],
            add=_("Add row"),
            empty=_("This node plays nothing; it only decides where to go."),
        ),
        group_of(
            shown,
            ways,
            _("Exits"),
            exits,
            kinds=[("when", _("If a condition is true")), ("otherwise", _("Otherwise"))],
            add=_("Add exit"),
            empty=_("None: the flow ends here."),
        ),
    ]
    key, title = NODE_PREFIX + str(node["key"]), label_of(node, shown.locales)
    return Section(key, title, lead, shown.texts(join(pointer, "label"), _("Name")), groups)


def _row(shown: Shown, pointer: str, number: int, row: dict[str, Any], templates: Mapping[str, str]) -> Item:
    kind = str(row.get("type"))
    icon, title = done_name(kind)
    choices = sorted(templates.items(), key=lambda pair: pair[1].casefold())
    fields = fields_of(shown, pointer, row, [("", _("Choose one")), *choices])
    template = str(row.get("template", "")) if kind == "acquire" else ""
    more = {"icon": icon, "template": template if template in templates else ""}
    return item_of(shown, pointer, number + 1, numbered("rows", number + 1), title, fields, **more)


def _exit(shown: Shown, pointer: str, number: int, edge: Mapping[str, Any]) -> Item:
    fields = [shown.select(join(pointer, "to"), _("Leads to"), "", _targets(shown))]
    title = _("Otherwise")
    if not edge.get("otherwise"):
        told = _('Such as data.injured == true, data["order.litres"] > 10 or variables.open == true.')
        fields.insert(0, shown.field(join(pointer, "when"), _("If"), is_code=True, expression="known", help=told))
        title = _("If a condition is true")
    return item_of(shown, pointer, number + 1, numbered("edges", number + 1), title, fields, icon="arrow-right")


def _targets(shown: Shown) -> list[tuple[str, str]]:
    """Where an exit may lead."""
    nodes = shown.body.get("nodes", [])
    return [("", _("The flow ends")), *((str(node["key"]), label_of(node, shown.locales)) for node in nodes)]
