"""A template as a form: the places that people edit, as sections of fields, each field bound to its place in the document."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from omnia.dialogue.addresses import join, value_at
from omnia.dialogue.beginnings import ACTIONS
from omnia.dialogue.extraction.people.same_sounding import NAMES
from omnia.dialogue.lint_names import units_of
from omnia.documents.wording import addable_steps, ordered_steps, step_lead, step_name
from omnia.workbench import scripts
from omnia.workbench.doing import fields_of
from omnia.workbench.fields import Body, Field, Problems, Shown
from omnia.workbench.groups import Group, Item, group_of, item_of, numbered
from omnia.workbench.names import done_name
from omnia.workbench.recognition import data_items, engines_of, inputs_of, kind_choices, kind_field, parts_of
from omnia.workbench.rules import rules_of

RECOGNITION = ("kind", "contract", "inputs")
"""Fields of a node that a section of their own shows."""


@dataclass(frozen=True, slots=True)
class Section:
    """What the editor shows at one address."""

    key: str
    title: str
    lead: str = ""
    fields: Sequence[Field] = ()
    groups: Sequence[Group] = ()
    node_pointer: str = ""
    """The node whose settings or step this is; empty for the rest."""
    step: str = ""
    """The step that the ladder belongs to."""
    addable: Sequence[tuple[str, str]] = ()
    """Steps that the node does not have yet, with their names."""
    is_locked: bool = False
    """Whether the catalogue alone decides on the step."""

    @property
    def all_fields(self) -> list[Field]:
        """All fields, those of its lists included."""
        return [*self.fields, *(held for group in self.groups for held in group.all_fields)]

    @property
    def listens(self) -> bool:
        """Whether it says how a value is found, so that words can be tried on it."""
        return self.key.endswith(":recognition")

    @property
    def runs(self) -> str:
        """What can be run in it: `all` tests, `one`, or nothing."""
        return "all" if self.key == scripts.LIST else "one" if self.key.startswith(scripts.ONE_PREFIX) else ""

    @property
    def lists_first(self) -> bool:
        """Whether its lists come before its fields: of a test that is a conversation, what is said is what it is about."""
        return self.key.startswith(scripts.ONE_PREFIX) and bool(self.groups)

    @property
    def removable(self) -> bool:
        """Whether the step may be taken away as a whole; a node without a question could not be asked."""
        return bool(self.step and self.step != "start") and not self.is_locked


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


def label_of(texts: Any, locales: Sequence[str], fallback: str) -> str:
    """A name in the first of `locales` that has it."""
    if not isinstance(texts, dict):
        return fallback
    return next((texts[locale] for locale in locales if texts.get(locale)), fallback)


def outline(body: Body, locales: Sequence[str], problems: Problems) -> list[Branch]:
    """The tree beside the editor: what the template says about itself, then each node with its settings and steps."""
    shown = Shown(body, locales, problems)
    branches = [Branch("about", _("About"), "file-text", problems=shown.trouble("/label", "/description"))]
    for path, pointer, node in nodes_with_pointers(body):
        label = label_of(node.get("label"), locales, path)
        branch = Branch(f"{path}:settings", label, "settings", problems=shown.trouble(pointer))
        listening = shown.trouble(*(join(pointer, name) for name in RECOGNITION))
        branch.children.append(Branch(f"{path}:recognition", _("Recognition"), problems=listening))
        for step in ordered_steps(node):
            trouble = shown.trouble(join(pointer, "steps", step))
            branch.children.append(
                Branch(f"{path}:step:{step}", step_name(step, node), count=len(node["steps"][step]), problems=trouble)
            )
        branches.append(branch)
    groups = [group for group in ("introduction", "success") if body.get(group)]
    branches += [Branch(f"group:{it}", step_name(it), "message-circle", len(body[it]), shown.trouble(f"/{it}")) for it in groups]
    return [*branches, tests_branch(shown)]


def tests_branch(shown: Shown) -> Branch:
    """The entry of the document's tests: as many as there are in the languages that are edited."""
    count = sum(test.get("locale") in shown.locales for test in shown.body.get("tests", []))
    return Branch(scripts.LIST, _("Tests"), "circle-check", count, shown.trouble("/tests"))


class SectionNotFoundError(LookupError):
    """No section of that name in this template."""


def section(body: Body, key: str, locales: Sequence[str], problems: Problems) -> Section:
    """The form section named `key`, as `outline` names them; raises `SectionNotFoundError`."""
    shown = Shown(body, locales, problems)
    if key == "about":
        return _about(shown)
    if key.startswith("group:") and body.get(key.removeprefix("group:")):
        name = key.removeprefix("group:")
        return _ladder(shown, key, f"/{name}", title=step_name(name), lead=step_lead(name), step=name)
    tested = tests_section(shown, key, lambda: list(units_of(body.get("nodes", []))), scripts.TEMPLATE_SORTS)
    if tested is not None:
        return tested
    path, _colon, place = key.partition(":")
    for candidate, pointer, candidate_node in nodes_with_pointers(body):
        if candidate != path:
            continue
        if place in ("settings", "recognition"):
            made = _settings if place == "settings" else _recognition
            return made(shown, key, pointer, candidate_node)
        step = place.removeprefix("step:")
        if place.startswith("step:") and step in candidate_node.get("steps", {}):
            words = {"title": step_name(step, candidate_node), "lead": step_lead(step)}
            return _ladder(shown, key, join(pointer, "steps", step), node_pointer=pointer, step=step, **words)
    raise SectionNotFoundError(key)


def tests_section(shown: Shown, key: str, units: scripts.Units, sorts: Sequence[str]) -> Section | None:
    """The section that lists the tests, or that of one of them; None if the key names neither."""
    if key == scripts.LIST:
        lead = _("What callers say, and what must come of it.")
        return Section(key, _("Tests"), lead, groups=[scripts.listed(shown, sorts)])
    place = scripts.number_of(shown.body, key)
    if place is None:
        return None
    pointer, test = join("/tests", place), shown.body["tests"][place]
    lead = _("Test %(number)s, in words. It is run as it stands here, saved or not.") % {"number": place + 1}
    fields = scripts.fields_of(shown, pointer, test, units, with_category=sorts == scripts.TEMPLATE_SORTS)
    return Section(key, scripts.title_of(test), lead, fields, scripts.turns_of(shown, pointer, test))


class Places:
    """Which section shows a place of a template: its nodes are walked through once, however many places are asked for."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._by_pointer = {pointer: (path, node) for path, pointer, node in nodes_with_pointers(body)}
        self._by_path = dict(self._by_pointer.values())

    def section_at(self, pointer: str) -> str:
        """The section that shows what a JSON pointer names, as `outline` names it."""
        if tested := scripts.place_of(self._body, pointer):
            return tested
        for group in ("introduction", "success"):
            if pointer.startswith(f"/{group}"):
                return f"group:{group}"
        steps = pointer.split("/")
        for depth in range(len(steps), 1, -1):
            path, _node = self._by_pointer.get("/".join(steps[:depth]), ("", None))
            if path:
                rest = steps[depth:]
                return f"{path}:step:{rest[1]}" if len(rest) > 1 and rest[0] == "steps" else f"{path}:{_side(rest)}"
        return "about"

    def nearest(self, key: str) -> str:
        """A section's name, or that of its neighbour if the document does not have it any more."""
        if key == "about" or (key.startswith("group:") and self._body.get(key.removeprefix("group:"))):
            return key
        if key == scripts.LIST or scripts.number_of(self._body, key) is not None:
            return key
        path, _colon, place = key.partition(":")
        node = self._by_path.get(path)
        if node is None:
            return "about"
        has_place = place in ("settings", "recognition") or place.removeprefix("step:") in node.get("steps", {})
        return key if has_place else f"{path}:settings"


def section_at(body: Body, pointer: str) -> str:
    """The editor's section that shows `pointer`, as `outline` names it."""
    return Places(body).section_at(pointer)


def _side(rest: list[str]) -> str:
    """Which of a node's two sections shows a field of it."""
    return "recognition" if rest and rest[0] in RECOGNITION else "settings"


def about_fields(shown: Shown) -> list[Field]:
    """What every document says about itself."""
    return [*shown.texts("/label", _("Name")), *shown.texts("/description", _("Description"), long=True)]


def _about(shown: Shown) -> Section:
    lead = _("What people see in lists. None of it is spoken.")
    nodes = group_of(
        shown,
        "/nodes",
        _("What is asked for"),
        data_items(shown, "/nodes", shown.body.get("nodes", []), ""),
        least=1,
        kinds=kind_choices(),
        add=_("Add datum"),
        is_named=True,
        lead=_("In this order, one after the other."),
    )
    absent = [(name, step_name(name)) for name in ("introduction", "success") if not shown.body.get(name)]
    return Section("about", _("About this template"), lead, about_fields(shown), [nodes], addable=absent)


def _ladder(shown: Shown, key: str, pointer: str, **more: Any) -> Section:
    held = value_at(shown.body, pointer)
    levels = [_level(shown, join(pointer, number), number, level) for number, level in enumerate(held)]
    group = group_of(shown, pointer, "", levels, least=1, add=_("Add a level"))
    return Section(key, groups=[group], **more)


def _level(shown: Shown, pointer: str, number: int, level: Mapping[str, Any]) -> Item:
    place = join(pointer, "actions")
    actions = [_action(shown, join(place, index), number, index, action) for index, action in enumerate(level.get("actions", []))]
    choices = [(kind, done_name(kind)[1]) for kind in ACTIONS]
    group = group_of(shown, place, "", actions, least=1, kinds=choices, add=_("Add action"))
    title = _("Level %(number)s") % {"number": number + 1}
    return item_of(shown, pointer, number + 1, numbered("levels", number + 1), title, groups=[group])


def _action(shown: Shown, pointer: str, level: int, number: int, action: dict[str, Any]) -> Item:
    icon, title = done_name(str(action.get("type")))
    name = _("action %(number)s of level %(level)s") % {"number": number + 1, "level": level + 1}
    return item_of(shown, pointer, number + 1, name, title, fields_of(shown, pointer, action), icon=icon)


def _choices(**labels: str) -> list[tuple[str, str]]:
    return list(labels.items())


def _settings(shown: Shown, key: str, pointer: str, node: Mapping[str, Any]) -> Section:
    fields = [
        *shown.texts(join(pointer, "label"), _("Name")),
        shown.field(join(pointer, "required"), _("Must be known before the dialogue goes on"), default=True, control="checkbox"),
        shown.field(
            join(pointer, "condition"),
            _("Asked only if"),
            is_code=True,
            expression="known",
            help=_("A condition on what is known already, such as data.has_account == true. Empty: always."),
        ),
        *_confirming(shown, pointer, str(node.get("kind"))),
        *_keeping(shown, pointer),
        *_limits(shown, pointer),
    ]
    path = key.removesuffix(":settings")
    groups = [rules_of(shown, pointer, node), parts_of(shown, pointer, node, path)]
    title = _("Settings: %(name)s") % {"name": label_of(node.get("label"), shown.locales, str(node.get("key")))}
    lead = _("How this datum is checked, confirmed and kept.")
    held = [group for group in groups if group is not None]
    return Section(key, title, lead, fields, held, node_pointer=pointer, addable=addable_steps(node))


def _confirming(shown: Shown, pointer: str, kind: str) -> list[Field]:
    """Whether and how a value is read back, asked again, or spelled."""
    policies = _choices(
        never=_("Never"),
        always=_("Always"),
        voice_only=_("On the phone only"),
        below_confidence=_("When it was not heard clearly"),
        expression=_("When a condition is true"),
    )
    place = join(pointer, "confirm")
    policy = shown.select(
        join(place, "policy"),
        _("Confirm"),
        "never",
        policies,
        help=_("Whether the value is read back for a yes."),
        problems=shown.problems.get(place, ()),
    )
    chosen = policy.value
    threshold = _("From 0 to 1: the higher, the more often it is confirmed.")
    again = _("From 0 to 1: what is heard less clearly counts as not understood. 0: never.")
    more = {
        "below_confidence": shown.field(
            join(place, "threshold"), _("How clearly it must be heard"), 0.8, "number", help=threshold
        ),
        "expression": shown.field(
            join(place, "when"), _("Condition"), is_code=True, expression="value", help=_("Such as data.amount.value > 100.")
        ),
    }
    readback = shown.select(
        join(pointer, "readback"),
        _("Read back"),
        "plain",
        _choices(plain=_("As a value"), spelled=_("Spelled"), grouped=_("In groups")),
        help=_("How the value is spoken when it is repeated."),
    )
    fields = [policy, *(field for name, field in more.items() if name == chosen), readback]
    fields.append(shown.field(join(place, "reject_below"), _("Ask again below"), 0.0, "number", help=again))
    if kind in NAMES:
        fields.append(_spelling(shown, place))
    return fields


def _spelling(shown: Shown, place: str) -> Field:
    """Whether a caller spells a name that may be written in several ways."""
    return shown.select(
        join(place, "spelling"),
        _("Ask for the spelling"),
        "never",
        _choices(never=_("Never"), same_sounding=_("Of names that sound alike")),
        help=_("On the phone, after the name is confirmed: Clark or Clarke. It needs the step “Spelling”."),
    )


def _keeping(shown: Shown, pointer: str) -> list[Field]:
    """What becomes of a value that was understood, and of one that never is."""
    return [
        shown.select(
            join(pointer, "redefinition"),
            _("When it is said again"),
            "last_wins",
            _choices(
                last_wins=_("The last value wins"),
                first_wins=_("The first value stays"),
                explicit_correction=_("Only an explicit correction changes it"),
                accumulate=_("Values are collected"),
            ),
        ),
        shown.field(
            join(pointer, "normalise"),
            _("How it is written"),
            [],
            "checks",
            options=_choices(
                upper=_("In capitals"),
                lower=_("In small letters"),
                title=_("With capitals at the beginning of words"),
                strip_separators=_("Without spaces and hyphens"),
            ),
        ),
        shown.select(
            join(pointer, "on_exhausted"),
            _("After the last level"),
            "exit",
            _choices(exit=_("End the dialogue"), skip=_("Go on without it"), defer=_("Ask once more at the end")),
            help=_("What happens when every level was played and the datum is still missing."),
        ),
        shown.select(
            join(pointer, "privacy"),
            _("Privacy"),
            "none",
            _choices(none=_("Keep in transcripts"), redact=_("Leave out of transcripts and logs")),
        ),
    ]


def _limits(shown: Shown, pointer: str) -> list[Field]:
    """How often a step may be played; without a limit, as often as it has levels."""
    words = {
        "no_match": _("Times that nothing fitting is understood"),
        "no_input": _("Times of silence"),
        "not_confirmed": _("Times that it is not confirmed"),
    }
    told = _("Empty: as many as the step has levels.")
    return [shown.field(join(pointer, "limits", step), label, control="number", help=told) for step, label in words.items()]


def _recognition(shown: Shown, key: str, pointer: str, node: Mapping[str, Any]) -> Section:
    title = _("Recognition: %(name)s") % {"name": label_of(node.get("label"), shown.locales, str(node.get("key")))}
    lead = _("How the value is found in what a person says.")
    groups = [engines_of(shown, pointer, node), inputs_of(shown, pointer, node)]
    return Section(key, title, lead, [kind_field(shown, pointer)], groups, node_pointer=pointer)
