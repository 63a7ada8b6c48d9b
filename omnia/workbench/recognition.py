"""How a datum is recognised, as a form: its kind, what finds it in what was said, the options of closed lists, ways to answer."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from omnia.dialogue.addresses import join
from omnia.dialogue.extraction.registry import GROUP, KINDS, kinds
from omnia.dialogue.lint_contract import OPTIONS
from omnia.workbench.fields import Field, Shown
from omnia.workbench.groups import Group, Item, group_of, item_of, numbered
from omnia.workbench.names import by_name, engine_name, kind_name

SORTS = ("rule", "pattern", "lexicon", "webhook")
FLAGS = ("partial", "day_first", "fuzzy", "mobile", "possible")
NUMBERS = ("minimum", "maximum")
READ_BY = {"partial": ("date", "date_of_birth"), "day_first": ("date", "date_of_birth"), "bias": ("date",), "mobile": ("phone",)}
"""Options that only some recognisers read; they are offered there also where they are not set."""


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of data, by name, groups last."""
    return [*by_name([(kind, kind_name(kind)) for kind in kinds()]), (GROUP, kind_name(GROUP))]


def kind_field(shown: Shown, pointer: str) -> Field:
    """The input for the kind of a node."""
    told = _("Which recogniser listens, and what type the value has.")
    return shown.select(join(pointer, "kind"), _("Kind of datum"), "", kind_choices(), help=told)


def engines_of(shown: Shown, pointer: str, node: Mapping[str, Any]) -> Group:
    """What finds the value of the node at a pointer, in order."""
    place = join(pointer, "contract", "engines")
    held = (node.get("contract") or {}).get("engines", [])
    return group_of(
        shown,
        place,
        _("What listens"),
        [_engine(shown, join(place, number), number, engine) for number, engine in enumerate(held)],
        kinds=[(kind, engine_name(kind)) for kind in SORTS],
        add=_("Add recogniser"),
        lead=_("They are tried in order, outside ones last; the first that finds something decides."),
        empty=_("The product's recogniser of the kind listens. Add another to change that."),
    )


def _engine(shown: Shown, pointer: str, number: int, engine: Mapping[str, Any]) -> Item:
    kind = str(engine.get("type"))
    made = {"rule": _rule, "pattern": _pattern, "lexicon": _lexicon, "webhook": _webhook}
    fields = made[kind](shown, pointer, engine) if kind in made else []
    groups = [options_of(shown, join(pointer, "entries"), engine.get("entries", []))] if kind == "lexicon" else []
    name = numbered("engines", number + 1)
    return item_of(shown, pointer, number + 1, name, engine_name(kind), fields, groups=groups, icon="mic")


def _rule(shown: Shown, pointer: str, engine: Mapping[str, Any]) -> list[Field]:
    choices = by_name([(kind, kind_name(kind)) for kind in kinds()])
    name, held = str(engine.get("recogniser", "")), engine.get("options", {})
    offered = [option for option, readers in READ_BY.items() if name in readers]
    options = (each for each in dict.fromkeys((*offered, *held)) if each in OPTIONS and each != "entries")
    return [
        shown.select(join(pointer, "recogniser"), _("Recogniser"), "", [("", _("Choose one")), *choices]),
        *(_option(shown, join(pointer, "options", option), option) for option in options),
    ]


def _option(shown: Shown, pointer: str, name: str) -> Field:
    """The field of one option of a recogniser."""
    words = {
        "partial": _("A part of the value is enough to begin with"),
        "day_first": _("The day comes before the month"),
        "fuzzy": _("Misspelt words count"),
        "mobile": _("Only mobile numbers"),
        "possible": _("Numbers that may exist are enough"),
        "bias": _("A day without a year lies"),
        "countries": _("Countries"),
        "currency": _("Currency"),
        "region": _("Country"),
        "unit": _("Unit"),
        "minimum": _("Fewest"),
        "maximum": _("Most"),
    }
    label = words.get(name, name)
    if name in FLAGS:
        return shown.field(pointer, label, default=False, control="checkbox")
    if name == "bias":
        sides = [("past", _("in the past")), ("future", _("in the future")), ("nearest", _("as near as can be"))]
        return shown.select(pointer, label, "", [("", _("not set")), *sides])
    if name == "countries":
        return shown.field(pointer, label, [], "list", help=_("Two letters a line, such as IT."))
    return shown.field(pointer, label, control="number" if name in NUMBERS else "text")


def _pattern(shown: Shown, pointer: str, _engine: Mapping[str, Any]) -> list[Field]:
    told = _("A regular expression (RE2). Groups named after parts fill the parts; the group “value” is the value.")
    return [
        shown.field(join(pointer, "pattern"), _("Pattern"), help=told, is_code=True),
        shown.field(join(pointer, "ignore_separators"), _("Spaces and hyphens do not count"), default=False, control="checkbox"),
        shown.field(join(pointer, "upper"), _("Small letters count as capitals"), default=False, control="checkbox"),
    ]


def _lexicon(shown: Shown, pointer: str, _engine: Mapping[str, Any]) -> list[Field]:
    return [shown.field(join(pointer, "fuzzy"), _("Misspelt words count"), default=True, control="checkbox")]


def _webhook(shown: Shown, pointer: str, _engine: Mapping[str, Any]) -> list[Field]:
    told = _("It is asked after all others, and only if they found nothing.")
    return [
        shown.field(join(pointer, "url"), _("Address"), help=told, is_code=True),
        shown.field(join(pointer, "timeout"), _("Seconds to wait"), 2.0, "number"),
    ]


def options_of(shown: Shown, place: str, entries: list[Mapping[str, Any]]) -> Group:
    """The options of a closed list."""
    return group_of(
        shown,
        place,
        _("Options"),
        [_entry(shown, join(place, number), number, entry) for number, entry in enumerate(entries)],
        add=_("Add option"),
        empty=_("No options yet: add one, or paste a list."),
        is_named=True,
        can_paste=True,
    )


def _entry(shown: Shown, pointer: str, number: int, entry: Mapping[str, Any]) -> Item:
    said = _("Other ways to say it, one a line.")
    synonyms = [
        shown.field(join(pointer, "synonyms", locale), _("Synonyms"), [], "list", locale=locale, help=said)
        for locale in shown.locales
    ]
    value = shown.field(join(pointer, "value"), _("Value"), is_code=True, help=_("What services get."))
    texts = entry.get("label", {})
    title = next((texts[locale] for locale in shown.locales if texts.get(locale)), str(entry.get("value", "")))
    fields = [*shown.texts(join(pointer, "label"), _("Name")), *synonyms, value]
    return item_of(shown, pointer, number + 1, numbered("entries", number + 1), title, fields)


def inputs_of(shown: Shown, pointer: str, node: Mapping[str, Any]) -> Group:
    """What a person may use to answer, attempt by attempt."""
    place = join(pointer, "inputs")
    return group_of(
        shown,
        place,
        _("Ways to answer"),
        [_attempt(shown, join(place, number), number) for number in range(len(node.get("inputs", [])))],
        add=_("Add an attempt"),
        lead=_("For the first attempt, the second and so on; the last one counts for all that follow."),
        empty=_("Voice and text, with the usual time-outs."),
    )


def _attempt(shown: Shown, pointer: str, number: int) -> Item:
    flags = (
        ("voice", _("Voice"), True),
        ("text", _("Text"), True),
        ("dtmf", _("Keypad"), False),
        ("spelling", _("Spelling"), False),
    )
    numbers = (
        ("min_digits", _("Fewest keys"), 1),
        ("max_digits", _("Most keys"), 32),
        ("no_input_timeout", _("Seconds until silence is noticed"), 5.0),
        ("end_of_speech_timeout", _("Seconds of silence that end an answer"), 0.8),
        ("inter_digit_timeout", _("Seconds between two keys"), 3.0),
    )
    fields = [
        *(shown.field(join(pointer, name), label, default, "checkbox") for name, label, default in flags),
        *(shown.field(join(pointer, name), label, default, "number") for name, label, default in numbers),
        shown.field(join(pointer, "end_key"), _("Key that ends an entry"), "#", is_code=True),
    ]
    title = _("Attempt %(number)s") % {"number": number + 1}
    return item_of(shown, pointer, number + 1, numbered("inputs", number + 1), title, fields)


def parts_of(shown: Shown, pointer: str, node: Mapping[str, Any], path: str) -> Group | None:
    """The parts of a datum, or the data of a group; None for a kind that has none."""
    kind = str(node.get("kind"))
    names = kinds() if kind == GROUP else KINDS[kind].parts if kind in KINDS else ()
    held = {str(part.get("key")) for part in node.get("parts", [])}
    free = [(name, kind_name(name)) for name in names if kind == GROUP or name not in held]
    if not names and not held:
        return None
    items = data_items(shown, join(pointer, "parts"), node.get("parts", []), path + ".")
    return group_of(
        shown,
        join(pointer, "parts"),
        _("Parts"),
        items,
        kinds=by_name(free) if kind == GROUP else free,
        add=_("Add part") if free else "",
        is_named=kind == GROUP,
        lead=_("What is asked one by one where only a part of the value was said."),
        empty=_("No parts: the value is asked for as a whole."),
    )


def data_items(shown: Shown, place: str, nodes: list[Mapping[str, Any]], prefix: str) -> list[Item]:
    """Data as items that lead to where they are edited."""
    items = []
    for number, node in enumerate(nodes):
        texts = node.get("label", {})
        title = next((texts[locale] for locale in shown.locales if texts.get(locale)), str(node["key"]))
        name, kind = numbered("parts", number + 1), kind_name(str(node.get("kind")))
        section = f"{prefix}{node['key']}:settings"
        items.append(item_of(shown, join(place, number), number + 1, name, title, detail=kind, section=section, problems=()))
    return items
