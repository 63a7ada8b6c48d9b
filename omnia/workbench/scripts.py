"""The tests of a document as forms: what the caller says, turn by turn, what must be answered, and what must be understood."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from omnia.dialogue.addresses import join
from omnia.dialogue.lint_report import OUTCOMES
from omnia.documents.failing import said_in
from omnia.documents.wording import language_name, outcome_label, text_of
from omnia.workbench.fields import Datum, Field, Shown
from omnia.workbench.groups import Group, Item, group_of, item_of, numbered

Body = Mapping[str, Any]
Units = Callable[[], Sequence[tuple[str, Body]]]
"""The data of which a test may expect something, by the names that they have in the document."""

LIST: Final = "own-tests"
"""The section that lists the tests; no datum is called so, since keys have no hyphen."""

ONE_PREFIX: Final = "own-test:"
TEMPLATE_SORTS: Final = ("sentence", "conversation")
FLOW_SORTS: Final = ("conversation",)
"""The sorts of tests that a document may have."""

USUAL_TIME = "2026-01-15T10:00:00"
MAX_TITLE = 90
UNSAID = "“”"
"""A turn that is not written yet."""


def place_of(body: Body, pointer: str) -> str:
    """The section that shows what a pointer names; empty if it is no test."""
    steps = pointer.split("/")
    if len(steps) < 2 or steps[1] != "tests":
        return ""
    tests = body.get("tests", [])
    number = int(steps[2]) if len(steps) > 2 and steps[2].isdecimal() else len(tests)
    return section_of(tests[number]) if number < len(tests) else LIST


def section_of(test: Body) -> str:
    """The section of one test."""
    return ONE_PREFIX + str(test.get("id", ""))


def number_of(body: Body, section: str) -> int | None:
    """The place of the test that a section shows; None if the section is another, or the test is gone."""
    if not section.startswith(ONE_PREFIX):
        return None
    wanted = section.removeprefix(ONE_PREFIX)
    return next((place for place, test in enumerate(body.get("tests", [])) if str(test.get("id")) == wanted), None)


def title_of(test: Body) -> str:
    """What a test is called: what is said in it."""
    said = " › ".join(said for said in said_in(test) if said != UNSAID) or _("Nothing is said yet")
    return said if len(said) <= MAX_TITLE else f"{said[: MAX_TITLE - 1]}…"


def listed(shown: Shown, sorts: Sequence[str]) -> Group:
    """The tests in the languages that are edited, each with a section of its own."""
    spoken = [(place, test) for place, test in enumerate(shown.body.get("tests", [])) if test.get("locale") in shown.locales]
    items = [_listed(shown, join("/tests", place), place, test) for place, test in spoken]
    words = {"sentence": _("One sentence"), "conversation": _("A conversation")}
    kinds = [(sort, words[sort]) for sort in sorts]
    told = _("None yet: a test is what a caller says, and what must come of it.")
    return group_of(shown, "/tests", "", items, kinds=kinds, add=_("Add test"), empty=told)


def _listed(shown: Shown, pointer: str, place: int, test: Body) -> Item:
    detail = language_name(str(test.get("locale")))
    problems = [_("It is not complete yet.")] if shown.trouble(pointer) else []
    name = _("test %(number)s") % {"number": place + 1}
    return item_of(shown, pointer, place + 1, name, title_of(test), section=section_of(test), detail=detail, problems=problems)


def fields_of(shown: Shown, pointer: str, test: Body, units: Units, *, with_category: bool) -> list[Field]:
    """What is said in one sentence, what must come of it, and under which circumstances."""
    fields = []
    if "turns" not in test:
        fields.append(shown.field(join(pointer, "utterance"), _("The caller says"), control="textarea"))
    fields.append(
        shown.field(
            join(pointer, "expect"),
            _("What must be understood"),
            {},
            "expected",
            data=[_datum(name, node) for name, node in units()],
            help=_("An empty field is not looked at. A value of several fields has one a line, such as first = Anna."),
        )
    )
    ends = [("", _("Any end will do")), *((outcome, outcome_label(outcome)) for outcome in OUTCOMES)]
    fields += [
        shown.select(join(pointer, "outcome"), _("How it must end"), "", ends),
        shown.select(join(pointer, "locale"), _("Language"), "", [(it, language_name(it)) for it in shown.locales]),
        shown.select(join(pointer, "channel"), _("Channel"), "chat", [("chat", _("Chat")), ("voice", _("Voice"))]),
        shown.field(
            join(pointer, "reference_time"),
            _("The caller's date and time"),
            USUAL_TIME,
            help=_("By it “tomorrow” is known. Written as 2026-01-15T10:00:00."),
        ),
    ]
    return [*fields, _category(shown, pointer)] if with_category else fields


def _category(shown: Shown, pointer: str) -> Field:
    sorts = [
        ("complete", _("Everything is said, clearly")),
        ("partial", _("A part of it is said")),
        ("noisy", _("It is said with detours")),
        ("negative", _("Nothing that fits is said")),
    ]
    told = _("Conversations with a simulated caller are made from clear sentences, from parts, and from those that do not fit.")
    return shown.select(join(pointer, "category"), _("What sort of test it is"), "complete", sorts, help=told)


def _datum(name: str, node: Body) -> Datum:
    kind = str(node.get("kind", ""))
    return Datum(name, text_of(node.get("label"), name), kind, list(_values(kind, node)))


def _values(kind: str, node: Body) -> Iterator[tuple[str, str]]:
    """The values that a datum may have, if they are few: those of a closed list, or yes and no."""
    if kind == "yes_no":
        yield from (("true", _("Yes")), ("false", _("No")))
    engines = (node.get("contract") or {}).get("engines", ()) if kind == "choice" else ()
    for engine in engines:
        for entry in engine.get("entries", ()):
            yield str(entry.get("value")), text_of(entry.get("label"), str(entry.get("value")))


def turns_of(shown: Shown, pointer: str, test: Body) -> list[Group]:
    """The turns of a conversation, in which caller and bot take turns; none of a test of one sentence."""
    if "turns" not in test:
        return []
    place = join(pointer, "turns")
    items = [_turn(shown, join(place, number), number, turn) for number, turn in enumerate(test.get("turns", []))]
    kinds = [
        ("say", _("The caller says something")),
        ("silence", _("The caller is silent")),
        ("keys", _("The caller presses keys")),
    ]
    told = _("First the bot asks. Then, turn by turn, what the caller does, and what the bot must answer to it.")
    return [group_of(shown, place, _("Conversation"), items, least=1, kinds=kinds, add=_("Add turn"), lead=told)]


def _turn(shown: Shown, pointer: str, number: int, turn: Body) -> Item:
    if turn.get("silence"):
        icon, title, fields = "mic", _("The caller is silent"), []
    elif turn.get("keys") is not None:
        icon, title = "keyboard", _("The caller presses keys")
        fields = [shown.field(join(pointer, "keys"), _("Keys pressed"))]
    else:
        icon, title = "message-circle", _("The caller says something")
        fields = [shown.field(join(pointer, "say"), _("The caller says"))]
    told = _("All of it or a part of it. Empty: any answer will do.")
    fields.append(shown.field(join(pointer, "reply"), _("The bot answers"), help=told))
    return item_of(shown, pointer, number + 1, numbered("turns", number + 1), title, fields, icon=icon)
