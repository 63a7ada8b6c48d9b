"""Help with conditions and other expressions: what they may name, what is wrong with them, and what an example gives."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from omnia.dialogue.cel.functions import MATCHES, STANDARD
from omnia.dialogue.checks.functions import OWN
from omnia.dialogue.expressions import Expression, ExpressionError, expression_problem, named_in
from omnia.dialogue.lint_names import assigned_variables
from omnia.documents.wording import text_in
from omnia.workbench import examples, expression_words
from omnia.workbench.desk import Desk
from omnia.workbench.document_form import Section
from omnia.workbench.fields import Body, Field, pairs_of
from omnia.workbench.names import kind_name

SOURCE, PLACE, EXAMPLE = "check_expression", "check_place", "example:"
"""What an open page posts beside its form while one writes: what the field holds, the name of the field, and with this before
the name of something that is looked at, the value that the person would see it have."""

MAX_SHOWN = 80
"""Characters of a value."""

MAX_LOOKED_AT = 6
"""Things that an example shows the values of."""

MAX_VALUE = 300
"""Characters of a value that a person may change."""

MAX_LINES = 20
"""Lines of a field that are looked at; a save checks all of them."""

SEEN = ("data", "variables", "channel", "locale", "region", "today")
ABOUT_VALUE = ("value", "parts", "attempts")

Nameable = tuple[str, str, str]
"""What can be named: as it is shown, a word on it, and as it is written; what begins with a dot follows a value."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of an expression while it is written."""

    variable: str = ""
    """What it is written to, where a field has an expression a line."""
    problem: str = ""
    pieces: tuple[str, str, str] | None = None
    """The expression around its wrong place."""
    result: str = ""
    outcome: str = ""
    """`true`, `false`, `value`, `odd` for a condition that is neither, or `none` where the example gives nothing."""
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FieldChecked:
    """What is known of a field while it is written: of each of its expressions, and the example that they share."""

    expressions: list[Checked]
    example: list[tuple[str, str, bool]]
    """What is looked at, with its value as it is written, and whether that is short enough to be changed."""

    @property
    def problem(self) -> str:
        """What is wrong with the first expression that is wrong."""
        return next((each.problem for each in self.expressions if each.problem), "")


def answered(desk: Desk, body: Body, asked: Mapping[str, str]) -> HttpResponse:
    """What is said of an expression that is being written."""
    section = desk.section(body, {})
    place = next((item for item in section.all_fields if item.expression and item.name == asked.get(PLACE)), None)
    if place is None:
        raise Http404
    checked = _Checker(desk, body, section).check(asked[SOURCE].strip(), place, _given(asked))
    shown = {"checked": checked, "field": place, "editable": desk.may_save, "can_shape": desk.may_shape}
    return render(desk.request, "workbench/checked.html", shown)


def _given(asked: Mapping[str, str]) -> dict[str, str]:
    """The values that a person wrote into the example, by the name of what has them."""
    own = ((name, text) for name, text in asked.items() if name.startswith(EXAMPLE))
    return {name.removeprefix(EXAMPLE): text for name, text in own if len(text) <= MAX_VALUE}


def beside(desk: Desk, body: Body, section: Section) -> dict[str, Any]:
    """What the form shows beside its expressions, and what can be named in them."""
    fields = [item for item in section.all_fields if item.expression]
    if not fields:
        return {}
    checker = _Checker(desk, body, section)
    checked = {item.address: checker.check(item.text.strip(), item) for item in fields}
    is_answered = any(item.expression == "mapped" for item in fields)
    offered = [*(checker.answer() if is_answered else ()), *checker.nameable()]
    return {"conditions": checked, "nameable": json.dumps(offered, ensure_ascii=False)}


class _Checker:
    """One section's expressions, with what they may name in its document."""

    def __init__(self, desk: Desk, body: Body, section: Section) -> None:
        self._document, self._body = desk.document, body
        self._templates = desk.template_bodies(body) if desk.document == "flow" else {}
        self._datum = section.key.partition(":")[0] if isinstance(section, Section) and section.node_pointer else ""
        self._locale = desk.locales[0]
        self._units = dict(examples.units(desk.document, body, self._templates))
        now = timezone.localtime().replace(tzinfo=None)
        self._scope = examples.scope(desk.document, body, self._templates, self._locale, self._datum, now)

    def check(self, source: str, place: Field, given: Mapping[str, str] | None = None) -> FieldChecked:
        """What is wrong with the expressions of a field, else what they give for an example, with values `given` by a person."""
        sources = dict(islice(pairs_of(source), MAX_LINES)) if place.expression == "mapped" else {"": source}
        named = dict.fromkeys(name for each in sources.values() for name in _named(each))
        scope = self._scope if place.expression == "value" else {**self._scope, "value": None, "parts": {}}
        for name in named:
            if given and name in given and examples.is_changeable(name):
                scope = examples.with_value(scope, name, given[name])
        example = [_shown_example(name, scope) for name in islice(named, MAX_LOOKED_AT)]
        return FieldChecked([self._checked(name, each, scope, place) for name, each in sources.items() if each], example)

    def _checked(self, variable: str, source: str, scope: examples.Scope, place: Field) -> Checked:
        problem = expression_problem(source)
        if problem is not None:
            return Checked(variable, expression_words.in_words(problem), _pieces(source, problem))
        outcome, result = _outcome(source, scope, place)
        return Checked(variable, result=result, outcome=outcome, notes=[*self._notes(named_in(source))])

    def answer(self) -> Iterator[Nameable]:
        """What a host answered, which alone the lines of a mapping may name."""
        yield _plain("answer", str(expression_words.ROOTS["answer"]))

    def _notes(self, names: list[str]) -> Iterator[str]:
        """What nothing here gives, so that it is probably misspelt."""
        variables = assigned_variables(self._body)
        for name in names:
            root, key = _key_of(name)
            if root == "data" and key and key not in self._scope["data"]:
                yield _("“%(name)s” is asked for nowhere here. Is it spelt so?") % {"name": name}
            if root == "variables" and key and key not in variables:
                yield _("“%(name)s” is set nowhere here: only the host could give it.") % {"name": name}

    def nameable(self) -> Iterator[Nameable]:
        """Everything that can be named: values first, functions last."""
        for path, node in self._units.items():
            label, kind = text_in(node.get("label"), get_language() or "en", path), kind_name(str(node.get("kind", "")))
            told = label if label.casefold() == kind.casefold() else f"{label} ({kind})"
            yield from _with_fields(_written("data", path), self._scope["data"].get(path), told)
        for name in sorted(assigned_variables(self._body)):
            yield _plain(_written("variables", name), _("Variable"))
        if self._datum:
            yield from _with_fields("value", self._scope["value"], str(expression_words.ROOTS["value"]))
            yield from (_plain(f"parts.{part}", _("Part of the value")) for part in self._scope["parts"])
        roots = (*SEEN, *(ABOUT_VALUE if self._datum else ()))
        yield from (_plain(name, str(expression_words.ROOTS[name])) for name in roots if name != "value")
        yield from _functions()


def _functions() -> Iterator[Nameable]:
    """The functions, those of the house first, then those that follow a value."""
    for name, told in expression_words.FUNCTIONS.items():
        written = OWN[name].written(name) if name in OWN else _how(name)
        yield written, str(told), f"{name}()"
    for name, told in expression_words.METHODS.items():
        yield f".{_how(name)}", str(told), f".{name}()"


def _how(name: str) -> str:
    """How a call is written, without what it is called on."""
    if name in expression_words.MACROS:
        return expression_words.MACROS[name]
    written = (MATCHES if name == "matches" else STANDARD[name]).written
    return written.removeprefix("text.").removeprefix("moment.")


def _plain(name: str, told: str) -> Nameable:
    return name, told, name


def _with_fields(name: str, example: Any, told: str) -> Iterator[Nameable]:
    """A datum, then the fields that its values have, each with an example."""
    yield _plain(name, told)
    if isinstance(example, Mapping):
        such_as = _("such as %(value)s")
        yield from (_plain(f"{name}.{each}", such_as % {"value": _shown(held)}) for each, held in example.items())


def _written(root: str, key: str) -> str:
    """How a key is reached: in brackets where it has a dot in it."""
    return f"{root}.{key}" if key.replace("_", "a").isalnum() else f'{root}["{key}"]'


def _key_of(name: str) -> tuple[str, str]:
    """What is looked at, as a name of the scope and a key in it."""
    root, bracket, rest = name.partition("[")
    if bracket and root.isidentifier():
        return root, rest.partition("]")[0].strip("\"'")
    root, _dot, rest = name.partition(".")
    return root, rest.partition(".")[0].partition("[")[0]


def _pieces(source: str, problem: ExpressionError) -> tuple[str, str, str] | None:
    if problem.span is None:
        return None
    start, end = problem.span
    return source[:start], source[start:end], source[end:]


def _named(source: str) -> list[str]:
    """What an expression looks at; nothing where it is wrong."""
    return named_in(source) if expression_problem(source) is None else []


def _shown_example(name: str, scope: examples.Scope) -> tuple[str, str, bool]:
    text = _example(name, scope)
    return name, text, len(text) <= MAX_VALUE and examples.is_changeable(name)


def _example(source: str, scope: examples.Scope) -> str:
    """What an expression looks at, as one writes it; nothing where the example lacks it."""
    try:
        return _written_out(Expression(source).evaluate(scope))
    except ExpressionError:
        return ""


def _outcome(source: str, scope: examples.Scope, place: Field) -> tuple[str, str]:
    """How an example ends, and what it gives."""
    try:
        value = Expression(source).evaluate(scope)
    except ExpressionError:
        return "none", ""
    if place.is_condition:
        return ("true" if value else "false", "") if isinstance(value, bool) else ("odd", _shown(value))
    return "value", _shown(value)


def _written_out(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _shown(value: Any) -> str:
    text = _written_out(value)
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"
