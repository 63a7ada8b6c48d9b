"""The rules of a datum (its constraints) as forms: each parameter with the vocabulary that it has."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from omnia.dialogue.addresses import join
from omnia.dialogue.beginnings import PARAMETERS
from omnia.dialogue.extraction.registry import CHECKS, kinds
from omnia.workbench.fields import Field, Shown
from omnia.workbench.groups import Group, Item, group_of, item_of, numbered
from omnia.workbench.names import by_name, check_name, kind_name, rule_name


def rules_of(shown: Shown, pointer: str, node: Mapping[str, Any]) -> Group:
    """The rules of the node at a pointer, and those that it may be given."""
    place = join(pointer, "constraints")
    items = [_rule(shown, place, number, rule, node) for number, rule in enumerate(node.get("constraints", []))]
    return group_of(
        shown,
        place,
        _("Rules"),
        items,
        kinds=by_name([(kind, rule_name(kind)) for kind in PARAMETERS]),
        add=_("Add rule"),
        lead=_("What a value must satisfy. What is said when it does not is a step of its own."),
        empty=_("No rules: every value that is understood is taken."),
    )


def _rule(shown: Shown, place: str, number: int, rule: Mapping[str, Any], node: Mapping[str, Any]) -> Item:
    pointer, kind = join(place, number), str(rule.get("type"))
    held = rule.get("params", {})
    names = dict.fromkeys((*PARAMETERS.get(kind, {}), *(("min", "max") if kind in BOUNDED else ()), *held))
    fields = [_parameter(shown, join(pointer, "params", name), kind, name, rule) for name in names]
    fields.append(
        shown.select(
            join(pointer, "severity"),
            _("When it is broken"),
            "error",
            [("error", _("The value is refused")), ("warning", _("The value is taken, and it is noted"))],
        )
    )
    parts = [(str(part["key"]), _label(part, shown)) for part in node.get("parts", [])]
    if parts:
        blames = _("Parts that are asked again")
        fields.append(shown.field(join(pointer, "blames"), blames, [], "checks", options=parts))
    return item_of(shown, pointer, number + 1, numbered("constraints", number + 1), rule_name(kind), fields, icon="shield")


def _label(part: Mapping[str, Any], shown: Shown) -> str:
    texts = part.get("label", {})
    return next((texts[locale] for locale in shown.locales if texts.get(locale)), str(part["key"]))


BOUNDED = frozenset({"range", "length", "age_range"})


def _parameter(shown: Shown, pointer: str, kind: str, name: str, rule: Mapping[str, Any]) -> Field:
    """The field of one parameter, as its vocabulary has it."""
    label = parameter(kind, name, str(rule.get("key")))
    if name == "algorithm":
        return shown.select(pointer, label, "", _to_choose([(check, check_name(check)) for check in sorted(CHECKS)]))
    if name == "format":
        return shown.select(pointer, label, "", _to_choose(by_name([(each, kind_name(each)) for each in kinds()])))
    if name == "values":
        return shown.field(pointer, label, [], "list", help=_("One a line."))
    held = rule.get("params", {}).get(name)
    if name == "include_today" or isinstance(held, bool):
        return shown.field(pointer, label, default=False, control="checkbox")
    if name in ("min", "max") or isinstance(held, int | float):
        return shown.field(pointer, label, control="number")
    return shown.field(pointer, label, is_code=True, expression="value" if name == "expression" else "")


def _to_choose(options: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Options before which nothing is chosen."""
    return [("", _("Choose one")), *options]


def parameter(kind: str, name: str, key: str) -> str:
    """What a parameter of the rule `key` of this kind means."""
    words = {
        ("range", "min"): _("Smallest value"),
        ("range", "max"): _("Largest value"),
        ("length", "min"): _("Fewest characters"),
        ("length", "max"): _("Most characters"),
        ("age_range", "min"): _("Youngest age"),
        ("age_range", "max"): _("Oldest age"),
        ("pattern", "pattern"): _("Pattern that it fits"),
        ("one_of", "values"): _("Values that are allowed"),
        ("format", "format"): _("Form that it has"),
        ("checksum", "algorithm"): _("How the check digit is worked out"),
        ("date_past", "include_today"): _("Today counts as past"),
        ("date_future", "include_today"): _("Today counts as future"),
        ("expression", "expression"): _("Condition that must be true"),
    }
    return words.get((kind, name), _("Rule “%(rule)s”: %(name)s") % {"rule": key, "name": name})
