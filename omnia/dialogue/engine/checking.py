"""Whether a value keeps the constraints of its datum."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from omnia.dialogue.compile import Part, Rule, Unit
from omnia.dialogue.engine.state import Content
from omnia.dialogue.engine.turn import Turn, scope
from omnia.dialogue.expressions import ExpressionError
from omnia.dialogue.extraction.registry import CHECKS, KINDS, recognise
from omnia.dialogue.extraction.time.holidays import month_end
from omnia.dialogue.extraction.values import Context, Violation

_MONTH = re.compile(r"\d{4}-\d{2}")

RULE_TYPES: Mapping[str, tuple[str, ...]] = {
    "checksum": ("checksum",),
    "scale": ("range",),
    "length": ("length", "pattern", "format", "checksum"),
    "too_long": ("length", "pattern", "format"),
    "format": ("format", "pattern", "checksum"),
    "mobile": ("format", "pattern"),
    "date_valid": ("date_valid",),
    "date_past": ("date_past", "age_range"),
}
"""Which constraints speak for a near miss of a recogniser, best first; one whose key is the near miss's own name comes before."""


def missing_parts(unit: Unit, content: Content) -> list[Part]:
    """The required parts that were not said yet, in their order."""
    return [part for part in unit.parts if part.required and content.parts.get(part.key) is None]


def is_filled(unit: Unit, content: Content) -> bool:
    """Whether all that is required of a datum was said."""
    return not content.is_empty and not missing_parts(unit, content)


def broken_rule(turn: Turn, unit: Unit, content: Content) -> Rule | None:
    """The first constraint that is broken: of the parts said, and, once the datum is complete, of the whole.

    Advice (severity `warning`) never stops a value.
    """
    for part in unit.parts:
        value = content.parts.get(part.key)
        for rule in part.rules:
            if value is not None and _is_broken(turn, rule, unit, value, content):
                return rule
    if not is_filled(unit, content):
        return None
    return next((rule for rule in unit.rules if _is_broken(turn, rule, unit, _judged(rule, content), content)), None)


def rule_for(unit: Unit, violation: Violation) -> Rule | None:
    """The constraint that a near miss breaks, so that its own message is played; None where the template has none for it."""
    rules = [*unit.rules, *(rule for part in unit.parts for rule in part.rules)]
    named = next((rule for rule in rules if rule.source.key == violation.rule), None)
    if named is not None:
        return named
    wanted = RULE_TYPES.get(violation.rule, (violation.rule,))
    return next((rule for kind in wanted for rule in rules if rule.source.type == kind), None)


def _judged(rule: Rule, content: Content) -> Any:
    """What a rule looks at: the one part that it blames, else the whole value."""
    blamed = rule.source.blames
    if len(blamed) == 1 and rule.source.type not in ("expression", "date_valid", "date_past", "date_future", "age_range"):
        return content.parts.get(blamed[0].rpartition(".")[2], content.value)
    return content.value


def _is_broken(turn: Turn, rule: Rule, unit: Unit, value: Any, content: Content) -> bool:
    if rule.source.severity == "warning":
        return False
    if rule.source.type == "expression":
        return _expression_broken(turn, rule, unit, content)
    if rule.source.type == "pattern":
        return rule.pattern is not None and rule.pattern.fullmatch(str(value)) is None
    if rule.source.type == "format":
        return not _has_format(str(rule.source.params.get("format", "")), value, turn)
    check = _CHECKS.get(rule.source.type)
    # Values are in the person's local time, as now is: its offset from UTC is no part of the comparison.
    return check is not None and not check(value, rule.source.params, turn.now.replace(tzinfo=None))


def _expression_broken(turn: Turn, rule: Rule, unit: Unit, content: Content) -> bool:
    """A rule over data that was not said yet cannot be broken."""
    if rule.expression is None:
        return False
    try:
        return rule.expression.evaluate(scope(turn, rule.expression, unit, content), turn.budget) is False
    except ExpressionError:
        return False


def _has_format(kind: str, value: Any, turn: Turn) -> bool:
    if kind not in KINDS or not isinstance(value, str):
        return True
    return _is_of(kind, value, turn.locale, turn.session.region or None, turn.now.date())


@lru_cache(maxsize=512)
def _is_of(kind: str, value: str, locale: str, region: str | None, today: date) -> bool:
    """Whether a value is one of a kind; kept, since it is asked when the value is heard, taken, accepted and confirmed."""
    return bool(recognise(kind, value, Context.at(datetime.combine(today, time()), locale, region)).matches)


def _number(value: Any) -> Decimal | None:
    if isinstance(value, Mapping):
        value = value.get("amount")
    try:
        return Decimal(str(value)) if value is not None and not isinstance(value, bool) else None
    except InvalidOperation:
        return None


def _range(value: Any, params: Mapping[str, Any], _now: datetime) -> bool:
    number = _number(value)
    return number is None or _between(number, params)


def _between(number: Decimal | int, params: Mapping[str, Any]) -> bool:
    low, high = params.get("min"), params.get("max")
    return (low is None or number >= Decimal(str(low))) and (high is None or number <= Decimal(str(high)))


def _length(value: Any, params: Mapping[str, Any], _now: datetime) -> bool:
    return not isinstance(value, str | Sequence) or _between(len(value), params)


def _one_of(value: Any, params: Mapping[str, Any], _now: datetime) -> bool:
    return value in params.get("values", ())


def _checksum(value: Any, params: Mapping[str, Any], _now: datetime) -> bool:
    check = CHECKS.get(str(params.get("algorithm", "")))
    return check is None or bool(check(str(value)))


def _iso(value: Any) -> date | None:
    """The day of a value; of a month, its last day: a card is good to the end of its month."""
    text = str(value.get("iso") if isinstance(value, Mapping) else value)
    try:
        return month_end(int(text[:4]), int(text[5:])) if _MONTH.fullmatch(text) else date.fromisoformat(text[:10])
    except ValueError:
        return None


def _moment(value: Any) -> datetime | None:
    """The moment of a value that has a date and a time."""
    text = value.get("iso") if isinstance(value, Mapping) else None
    try:
        return datetime.fromisoformat(text) if isinstance(text, str) and "T" in text else None
    except ValueError:
        return None


def _side(value: Any, key: str) -> Any:
    """One day of a range; a value of one day is that day itself."""
    return value.get(key) if isinstance(value, Mapping) and key in value else value


def _date_valid(value: Any, _params: Mapping[str, Any], _now: datetime) -> bool:
    start, end = _side(value, "start"), _side(value, "end")
    # Both sides of a single day are the day itself, which is looked at once.
    return _iso(start) is not None and (end is start or _iso(end) is not None)


def _date_past(value: Any, params: Mapping[str, Any], now: datetime) -> bool:
    """Whether a day, the last one of a range, or a moment is over."""
    found, moment = _iso(_side(value, "end")), _moment(value)
    if moment is not None:
        return moment < now
    return found is None or found < now.date() or (found == now.date() and bool(params.get("include_today")))


def _date_future(value: Any, params: Mapping[str, Any], now: datetime) -> bool:
    """Whether a day, the first one of a range, or a moment is still to come."""
    found, moment = _iso(_side(value, "start")), _moment(value)
    if moment is not None:
        return moment > now
    return found is None or found > now.date() or (found == now.date() and bool(params.get("include_today")))


def _age_range(value: Any, params: Mapping[str, Any], now: datetime) -> bool:
    born, today = _iso(value), now.date()
    if born is None:
        return True
    return _between(today.year - born.year - ((today.month, today.day) < (born.month, born.day)), params)


def _required(value: Any, _params: Mapping[str, Any], _now: datetime) -> bool:
    return value not in (None, "", {})


_CHECKS: Mapping[str, Callable[[Any, Mapping[str, Any], datetime], bool]] = {
    "required": _required, "range": _range, "length": _length, "one_of": _one_of, "checksum": _checksum,
    "date_valid": _date_valid, "date_past": _date_past, "date_future": _date_future, "age_range": _age_range,
}  # fmt: skip
