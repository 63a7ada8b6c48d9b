"""A template as a form: the places that people edit, as sections of fields, each field bound to its place in the document."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from omnia.dialogue.addresses import from_pointer, join, value_at
from omnia.documents.wording import addable_steps, ordered_steps, step_lead, step_name
from tenants.studio import rules
from tenants.studio.fields import Body, Control, Field, Problems, Shown


@dataclass(frozen=True, slots=True)
class Level:
    """One rung of a ladder: the fields of one escalation."""

    number: int
    pointer: str
    address: str
    fields: Sequence[Field]
    other_actions: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """What the editor shows at one address."""

    key: str
    title: str
    lead: str = ""
    fields: Sequence[Field] = ()
    levels: Sequence[Level] = ()
    ladder_pointer: str = ""
    node_pointer: str = ""
    """The node whose settings or step this is; empty for the rest."""
    step: str = ""
    """The step that the ladder belongs to."""
    addable: Sequence[tuple[str, str]] = ()
    """Steps that the node does not have yet, with their names."""

    @property
    def removable(self) -> bool:
        """Whether the step may be taken away as a whole; a node without a question could not be asked."""
        return bool(self.node_pointer and self.step and self.step != "start")


@dataclass(frozen=True, slots=True)
class Branch:
    """One entry of the tree beside the editor."""

    key: str
    label: str
    icon: str = ""
    count: int = 0
    problems: int = 0
    children: list["Branch"] = field(default_factory=list)


def nodes_with_pointers(body: Body) -> Iterable[tuple[str, str, dict[str, Any]]]:
    """Every node as (dotted path of keys, pointer, node), parents first."""

    def descend(items: list[Any], pointer: str, prefix: str) -> Iterable[tuple[str, str, dict[str, Any]]]:
        for index, node in enumerate(items):
            here, path = join(pointer, index), prefix + str(node["key"])
            yield path, here, node
            yield from descend(node.get("parts", []), join(here, "parts"), path + ".")

    return descend(body.get("nodes", []), "/nodes", "")


def _label(texts: Any, locales: Sequence[str], fallback: str) -> str:
    if not isinstance(texts, dict):
        return fallback
    return next((texts[locale] for locale in locales if texts.get(locale)), fallback)


def outline(body: Body, locales: Sequence[str], problems: Problems) -> list[Branch]:
    """The tree beside the editor: what the template says about itself, then each node with its settings and steps."""
    shown = Shown(body, locales, problems)
    branches = [Branch("about", _("About"), "file-text", problems=shown.trouble("/label", "/description"))]
    for path, pointer, node in nodes_with_pointers(body):
        label = _label(node.get("label"), locales, path)
        branch = Branch(f"{path}:settings", label, "settings", problems=shown.trouble(pointer))
        for step in ordered_steps(node):
            trouble = shown.trouble(join(pointer, "steps", step))
            branch.children.append(
                Branch(f"{path}:step:{step}", step_name(step, node), count=len(node["steps"][step]), problems=trouble)
            )
        branches.append(branch)
    groups = [group for group in ("introduction", "success") if body.get(group)]
    return branches + [
        Branch(f"group:{it}", step_name(it), "message-circle", len(body[it]), shown.trouble(f"/{it}")) for it in groups
    ]


class SectionNotFoundError(LookupError):
    """No section of that name in this template."""


def section(body: Body, key: str, locales: Sequence[str], problems: Problems) -> Section:
    """The form section named `key`, as `outline` names them; raises `SectionNotFoundError`."""
    shown = Shown(body, locales, problems)
    if key == "about":
        return _about(shown)
    if key.startswith("group:") and body.get(key.removeprefix("group:")):
        name = key.removeprefix("group:")
        return _ladder(shown, key, f"/{name}", title=step_name(name), lead=step_lead(name))
    path, _colon, place = key.partition(":")
    for candidate, pointer, candidate_node in nodes_with_pointers(body):
        if candidate != path:
            continue
        if place == "settings":
            return _settings(shown, key, pointer, candidate_node)
        step = place.removeprefix("step:")
        if place.startswith("step:") and step in candidate_node.get("steps", {}):
            words = {"title": step_name(step, candidate_node), "lead": step_lead(step)}
            return _ladder(shown, key, join(pointer, "steps", step), node_pointer=pointer, step=step, **words)
    raise SectionNotFoundError(key)


def about_fields(shown: Shown) -> list[Field]:
    """What every document says about itself."""
    return [*shown.texts("/label", _("Name")), *shown.texts("/description", _("Description"), long=True)]


def _about(shown: Shown) -> Section:
    lead = _("What people see in lists. None of it is spoken.")
    return Section("about", _("About this template"), lead, about_fields(shown))


def _ladder(shown: Shown, key: str, pointer: str, **more: Any) -> Section:
    levels = []
    for number, escalation in enumerate(value_at(shown.body, pointer)):
        fields: list[Field] = []
        others: list[str] = []
        for index, action in enumerate(escalation.get("actions", [])):
            if "text" in action or action.get("type") == "say":
                fields += shown.texts(join(pointer, number, "actions", index, "text"), _("Text"), long=True)
            if action.get("type") != "say":
                others.append(str(action.get("type")))
        place = join(pointer, number)
        levels.append(Level(number + 1, place, from_pointer(shown.body, place), fields, others))
    return Section(key, levels=levels, ladder_pointer=pointer, **more)


def _choices(**labels: str) -> list[tuple[str, str]]:
    return list(labels.items())


def _settings(shown: Shown, key: str, pointer: str, node: Mapping[str, Any]) -> Section:
    def at(*steps: str | int) -> str:
        return join(pointer, *steps)

    def select(name: str, label: str, default: str, options: list[tuple[str, str]], help_text: str = "") -> Field:
        return shown.field(at(name), label, default, "select", options=options, help=help_text)

    fields = [
        *shown.texts(at("label"), _("Name")),
        shown.field(at("required"), _("Must be known before the dialogue goes on"), default=True, control="checkbox"),
        shown.field(
            at("confirm", "policy"),
            _("Confirm"),
            "never",
            "select",
            options=_choices(
                never=_("Never"),
                always=_("Always"),
                voice_only=_("On the phone only"),
                below_confidence=_("When it was not heard clearly"),
                expression=_("When a condition is true"),
            ),
            help=_("Whether the value is read back for a yes."),
            problems=shown.problems.get(at("confirm"), ()),
        ),
        select(
            "readback",
            _("Read back"),
            "plain",
            _choices(plain=_("As a value"), spelled=_("Spelled"), grouped=_("In groups")),
            _("How the value is spoken when it is repeated."),
        ),
        select(
            "redefinition",
            _("When it is said again"),
            "last_wins",
            _choices(
                last_wins=_("The last value wins"),
                first_wins=_("The first value stays"),
                explicit_correction=_("Only an explicit correction changes it"),
                accumulate=_("Values are collected"),
            ),
        ),
        select(
            "on_exhausted",
            _("After the last level"),
            "exit",
            _choices(exit=_("End the dialogue"), skip=_("Go on without it"), defer=_("Ask once more at the end")),
            _("What happens when every level was played and the datum is still missing."),
        ),
        select(
            "privacy",
            _("Privacy"),
            "none",
            _choices(none=_("Keep in transcripts"), redact=_("Leave out of transcripts and logs")),
        ),
    ]
    fields += _constraint_fields(shown, pointer, node)
    title = _("Settings: %(name)s") % {"name": _label(node.get("label"), shown.locales, str(node.get("key")))}
    lead = _("How this datum is recognised, checked and kept.")
    return Section(key, title, lead, fields, node_pointer=pointer, addable=addable_steps(node))


def _constraint_fields(shown: Shown, pointer: str, node: Mapping[str, Any]) -> list[Field]:
    """The bounds of the node's rules, where they are plain numbers, texts or yes and no; those that it may have too."""
    fields = []
    for index, constraint in enumerate(node.get("constraints", [])):
        kind, held = str(constraint.get("type")), constraint.get("params", {})
        known = rules.PARAMETERS.get(kind, {})
        for name in dict.fromkeys((*known, *held)):
            control = _control(held[name]) if name in held else known[name]
            if control is not None:
                label = rules.parameter(kind, name, str(constraint.get("key")))
                fields.append(shown.field(join(pointer, "constraints", index, "params", name), label, control=control))
    return fields


def _control(value: Any) -> Control | None:
    if isinstance(value, bool):
        return "checkbox"
    if isinstance(value, int | float):
        return "number"
    return "text" if isinstance(value, str) else None


def section_fields(shown: Section) -> list[Field]:
    """All fields of a section, those of its levels included."""
    return [*shown.fields, *(item for level in shown.levels for item in level.fields)]
