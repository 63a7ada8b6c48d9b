"""The functions of CEL's standard definitions that expressions may call, each with what it costs."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from omnia.dialogue.cel.budget import BYTES_A_STEP, COMPARISONS_A_STEP, CONVERSION_STEPS, Frame
from omnia.dialogue.cel.errors import EvaluationError
from omnia.dialogue.cel.values import (
    SEQUENCES,
    Uint,
    compared,
    in_range,
    negated,
    no_overload,
    text_of_double,
    type_name,
)

MAX_NUMBER_TEXT = 64
"""Characters of a text that a number, a moment or a duration is read from."""

WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
DOUBLE = re.compile(r"[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf|infinity|nan)", re.ASCII | re.IGNORECASE)
DURATION = re.compile(r"([+-]?)(0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:h|ms|us|µs|μs|ns|m|s))+)", re.ASCII)
DURATION_PART = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(h|ms|us|µs|μs|ns|m|s)", re.ASCII)
TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII)
SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ns": 1e-9}

Compute = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Function:
    """A function: how it is written, how many arguments it takes (its target is one), and what it computes in a frame."""

    written: str
    fewest: int
    most: int
    is_method: bool
    is_plain: bool
    compute: Compute


def _size(_frame: Frame, value: Any) -> int:
    if isinstance(value, str | bytes | list | tuple | dict):
        return len(value)
    raise no_overload("size", value)


def _texts(name: str, text: Any, other: Any) -> None:
    if type(text) is not str or type(other) is not str:
        raise no_overload(name, text, other)


def _contains(frame: Frame, text: Any, part: Any) -> bool:
    _texts("contains", text, part)
    if len(part) <= len(text):
        # Python's search takes the product of both lengths at its worst.
        frame.spend(len(text) * len(part) // COMPARISONS_A_STEP)
    return part in text


def _starts_with(frame: Frame, text: Any, part: Any) -> bool:
    _texts("startsWith", text, part)
    frame.spend(len(part) // BYTES_A_STEP)
    return bool(text.startswith(part))


def _ends_with(frame: Frame, text: Any, part: Any) -> bool:
    _texts("endsWith", text, part)
    frame.spend(len(part) // BYTES_A_STEP)
    return bool(text.endswith(part))


def _short_text(frame: Frame, value: str, form: re.Pattern[str], what: str) -> str:
    frame.spend(CONVERSION_STEPS)
    if len(value) > MAX_NUMBER_TEXT or not form.fullmatch(value):
        raise EvaluationError(f"a text is no {what}")
    return value


def _int(frame: Frame, value: Any) -> int:
    return _to_whole(frame, "int", value, is_unsigned=False)


def _uint(frame: Frame, value: Any) -> int:
    return _to_whole(frame, "uint", value, is_unsigned=True)


def _to_whole(frame: Frame, name: str, value: Any, is_unsigned: bool) -> int:
    kind = type(value)
    if kind is str:
        return in_range(int(_short_text(frame, value, WHOLE, "whole number")), is_unsigned)
    if kind is float:
        if not math.isfinite(value) or (is_unsigned and value < 0):
            raise EvaluationError("a number is out of range")
        return in_range(int(value), is_unsigned)
    if kind in (int, Uint):
        return in_range(int(value), is_unsigned)
    raise no_overload(name, value)


def _to_double(frame: Frame, value: Any) -> float:
    if type(value) is str:
        return float(_short_text(frame, value, DOUBLE, "number"))
    if type(value) in (int, Uint):
        return float(in_range(value, is_unsigned=value > 0))
    if type(value) is float:
        return value
    raise no_overload("double", value)


def _string(frame: Frame, value: Any) -> str:
    kind = type(value)
    if kind is str:
        return str(value)
    frame.spend(CONVERSION_STEPS)
    if kind in (int, Uint):
        return str(in_range(value, is_unsigned=value > 0))
    if kind is float:
        return text_of_double(value)
    if kind is bytes:
        frame.spend(len(value) // BYTES_A_STEP)
        return str(value.decode(errors="replace"))
    if kind is datetime:
        return _moment_text(value)
    if kind is timedelta:
        return _duration_text(value)
    raise no_overload("string", value)


def _moment_text(moment: datetime) -> str:
    if not moment.microsecond:
        return moment.isoformat(timespec="seconds")
    return moment.isoformat(timespec="microseconds" if moment.microsecond % 1000 else "milliseconds")


def _duration_text(length: timedelta) -> str:
    """As Go writes it: 1h30m0s, 1.5s, 20ms."""
    sign, length = ("-", -length) if length < timedelta() else ("", length)
    if timedelta() < length < timedelta(seconds=1):
        micros = length // timedelta(microseconds=1)
        return f"{sign}{text_of_double(micros / 1000)}ms" if micros >= 1000 else f"{sign}{micros}µs"
    minutes, seconds = divmod(length, timedelta(minutes=1))
    hours, minutes = divmod(minutes, 60)
    whole = f"{hours}h{minutes}m" if hours else f"{minutes}m" if minutes else ""
    return f"{sign}{whole}{text_of_double(seconds.total_seconds())}s"


def _bool(_frame: Frame, value: Any) -> bool:
    if type(value) is bool:
        return value
    if type(value) is str and value in ("true", "false"):
        return value == "true"
    raise no_overload("bool", value)


def _bytes(frame: Frame, value: Any) -> bytes:
    if type(value) is bytes:
        return value
    if type(value) is str:
        frame.spend(len(value) // BYTES_A_STEP)
        return value.encode(errors="replace")
    raise no_overload("bytes", value)


def _duration(frame: Frame, value: Any) -> timedelta:
    if type(value) is timedelta:
        return value
    if type(value) is not str:
        raise no_overload("duration", value)
    text = _short_text(frame, value, DURATION, "duration such as 1h30m")
    seconds = sum(float(number) * SECONDS[unit] for number, unit in DURATION_PART.findall(text))
    try:
        return timedelta(seconds=-seconds if text[0] == "-" else seconds)
    except OverflowError as error:
        raise EvaluationError("a duration is out of range") from error


def _timestamp(frame: Frame, value: Any) -> datetime:
    if type(value) is datetime:
        return value
    if type(value) is not str:
        raise no_overload("timestamp", value)
    text = _short_text(frame, value, TIMESTAMP, "moment such as 2026-01-31T12:00:00Z").upper()
    head, dot, rest = text.partition(".")
    digits = re.match(r"\d*", rest)[0] if dot else ""  # type: ignore[index]  # it matches at least nothing
    try:
        return datetime.fromisoformat(f"{head}.{digits[:6]:0<6}{rest[len(digits) :]}" if dot else head)
    except ValueError as error:
        raise EvaluationError("a text is no moment: there is no such day or hour") from error


def _best(frame: Frame, name: str, operator: str, *values: Any) -> Any:
    items = values[0] if len(values) == 1 and isinstance(values[0], SEQUENCES) else values
    if not items:
        raise EvaluationError(f"{name} of nothing")
    frame.spend(2 * len(items))
    best = items[0]
    for item in items[1:]:
        if compared(operator, item, best):
            best = item
    return best


def _abs(_frame: Frame, value: Any) -> Any:
    if type(value) not in (int, float):
        raise no_overload("abs", value)
    return negated(value) if value < 0 else value


def _field(of_moment: Callable[[datetime], int], of_duration: Callable[[timedelta], int] | None = None) -> Compute:
    def read(_frame: Frame, value: Any) -> int:
        if type(value) is datetime:
            return of_moment(value)
        if type(value) is timedelta and of_duration is not None:
            return of_duration(value)
        raise no_overload("this field", value)

    return read


FIELDS: Mapping[str, Compute] = {
    # Months and the days of months, weeks and years count from 0; only getDate counts from 1.
    "getFullYear": _field(lambda moment: moment.year),
    "getMonth": _field(lambda moment: moment.month - 1),
    "getDate": _field(lambda moment: moment.day),
    "getDayOfMonth": _field(lambda moment: moment.day - 1),
    "getDayOfWeek": _field(lambda moment: moment.isoweekday() % 7),
    "getDayOfYear": _field(lambda moment: moment.timetuple().tm_yday - 1),
    "getHours": _field(lambda moment: moment.hour, lambda length: int(length.total_seconds() / 3600)),
    "getMinutes": _field(lambda moment: moment.minute, lambda length: int(length.total_seconds() / 60)),
    "getSeconds": _field(lambda moment: moment.second, lambda length: int(length.total_seconds())),
    "getMilliseconds": _field(lambda moment: moment.microsecond // 1000, lambda length: length // timedelta(milliseconds=1)),
}


def _plain(written: str, compute: Compute, most: int = 1) -> Function:
    return Function(written, 1, most, is_method=False, is_plain=True, compute=compute)


def _method(written: str, compute: Compute, arguments: int = 2) -> Function:
    return Function(written, arguments, arguments, is_method=True, is_plain=False, compute=compute)


STANDARD: Mapping[str, Function] = {
    "size": Function("size(value)", 1, 1, is_method=True, is_plain=True, compute=_size),
    "contains": _method("text.contains(part)", _contains),
    "startsWith": _method("text.startsWith(part)", _starts_with),
    "endsWith": _method("text.endsWith(part)", _ends_with),
    "int": _plain("int(value)", _int),
    "uint": _plain("uint(value)", _uint),
    "double": _plain("double(value)", _to_double),
    "string": _plain("string(value)", _string),
    "bool": _plain("bool(value)", _bool),
    "bytes": _plain("bytes(text)", _bytes),
    "type": _plain("type(value)", lambda _frame, value: type_name(value)),
    "dyn": _plain("dyn(value)", lambda _frame, value: value),
    "duration": _plain('duration("1h30m")', _duration),
    "timestamp": _plain('timestamp("2026-01-31T12:00:00Z")', _timestamp),
    "min": _plain("min(a, b)", lambda frame, *values: _best(frame, "min", "<", *values), most=16),
    "max": _plain("max(a, b)", lambda frame, *values: _best(frame, "max", ">", *values), most=16),
    "abs": _plain("abs(number)", _abs),
    **{name: _method(f"moment.{name}()", compute, 1) for name, compute in FIELDS.items()},
}
"""Every function but `matches`, whose pattern is compiled beforehand, and the macros."""

MATCHES = _method('text.matches("pattern")', lambda *_given: None)
"""How `matches` is written; it is evaluated apart."""
