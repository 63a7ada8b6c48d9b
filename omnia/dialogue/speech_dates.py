"""How dates, times, appointments, ranges and lengths of time are written for people."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from babel.dates import format_date, format_datetime, format_skeleton, format_time, get_month_names
from babel.lists import format_list

from omnia.dialogue.speech_locales import babel_locale, language_of

APPOINTMENT: Mapping[str, str] = {
    "en": "{date} at {time}", "it": "{date} alle {time}", "es": "{date} a las {time}", "fr": "{date} à {time}",
    "de": "{date} um {time} Uhr", "pt": "{date} às {time}",
}  # fmt: skip

RANGES: Mapping[str, tuple[str, str, str]] = {
    "en": ("from {start} to {end}", "from {start}", "until {end}"),
    "it": ("dal {start} al {end}", "dal {start}", "fino al {end}"),
    "es": ("del {start} al {end}", "desde el {start}", "hasta el {end}"),
    "fr": ("du {start} au {end}", "à partir du {start}", "jusqu'au {end}"),
    "de": ("vom {start} bis zum {end}", "ab dem {start}", "bis zum {end}"),
    "pt": ("de {start} a {end}", "a partir de {start}", "até {end}"),
}
"""Both days, the first alone, the last alone."""

_ITALIAN_VOWEL = re.compile(r"\b(da|a)l (?=(?:8|11) )")
"""`dall'8 maggio`, `all'11`: the article is cut before a vowel that is heard."""

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
UNIT_NAMES: Mapping[str, tuple[str, ...]] = {
    "en": (
        "year|years",
        "month|months",
        "week|weeks",
        "day|days",
        "hour|hours",
        "minute|minutes",
        "second|seconds",
        "night|nights",
    ),
    "it": (
        "anno|anni",
        "mese|mesi",
        "settimana|settimane",
        "giorno|giorni",
        "ora|ore",
        "minuto|minuti",
        "secondo|secondi",
        "notte|notti",
    ),
    "es": (
        "año|años",
        "mes|meses",
        "semana|semanas",
        "día|días",
        "hora|horas",
        "minuto|minutos",
        "segundo|segundos",
        "noche|noches",
    ),
    "fr": (
        "an|ans",
        "mois|mois",
        "semaine|semaines",
        "jour|jours",
        "heure|heures",
        "minute|minutes",
        "seconde|secondes",
        "nuit|nuits",
    ),
    "de": (
        "Jahr|Jahre",
        "Monat|Monate",
        "Woche|Wochen",
        "Tag|Tage",
        "Stunde|Stunden",
        "Minute|Minuten",
        "Sekunde|Sekunden",
        "Nacht|Nächte",
    ),
    "pt": (
        "ano|anos",
        "mês|meses",
        "semana|semanas",
        "dia|dias",
        "hora|horas",
        "minuto|minutos",
        "segundo|segundos",
        "noite|noites",
    ),
}
"""One and several of each unit, in the order of `_UNITS` (CLDR, `units/duration-*`; not all of them come with Babel)."""

NIGHT = "night"
_UNITS = ("year", "month", "week", "day", "hour", "minute", "second", NIGHT)


def month_text(month: int, locale: str) -> str:
    """The name of a month."""
    return str(get_month_names("wide", locale=babel_locale(locale))[month])


@lru_cache(maxsize=4096)
def _date_text(iso: str, locale: str, pattern: str) -> str:
    return str(format_date(date.fromisoformat(iso), pattern, locale=babel_locale(locale)))


@lru_cache(maxsize=2048)
def _clock_text(iso: str, locale: str, pattern: str) -> str:
    return str(format_time(time.fromisoformat(iso), pattern or "short", locale=babel_locale(locale)))


@lru_cache(maxsize=2048)
def _skeleton_text(iso: str, locale: str, skeleton: str) -> str:
    return str(format_skeleton(skeleton, date.fromisoformat(iso), locale=babel_locale(locale)))


def _date(value: Mapping[str, Any], locale: str, pattern: str) -> str:
    if value.get("iso"):
        return _date_text(value["iso"], locale, pattern or "long")
    month = value.get("month")
    pieces = [value.get("day"), month_text(month, locale) if month else None, value.get("year")]
    return " ".join(str(piece) for piece in pieces if piece is not None)


def _time(value: Mapping[str, Any], locale: str, pattern: str) -> str:
    return _clock_text(value["iso"], locale, pattern) if value.get("iso") else ""


def _date_time(value: Mapping[str, Any], locale: str, pattern: str) -> str:
    """An appointment, with its weekday: that is what people check it by."""
    if pattern and value.get("iso"):
        return str(format_datetime(datetime.fromisoformat(value["iso"]), pattern, locale=babel_locale(locale)))
    day, clock = value.get("date") or {}, _time(value.get("time") or {}, locale, "")
    said = _date_text(day["iso"], locale, "full") if day.get("iso") else _date(day, locale, "")
    if not said or not clock:
        return said or clock
    return APPOINTMENT[language_of(locale)].format(date=said, time=clock)


def _date_range(value: Mapping[str, Any], locale: str, pattern: str) -> str:
    start, end = value.get("start") or {}, value.get("end") or {}
    both, only_start, only_end = RANGES[language_of(locale)]
    form = both if start and end else only_start if start else only_end if end else ""
    same_year = bool(start.get("iso") and end.get("iso")) and start["iso"][:4] == end["iso"][:4]
    # The year is said once.
    first = _skeleton_text(start["iso"], locale, "MMMMd") if same_year and not pattern else _date(start, locale, pattern)
    text = form.format(start=first, end=_date(end, locale, pattern))
    return _ITALIAN_VOWEL.sub(r"\1ll'", text) if language_of(locale) == "it" else text


def _card_expiry(value: Mapping[str, Any], locale: str, pattern: str) -> str:
    if not value.get("iso"):
        return _date(value, locale, "")
    first = f"{value['iso']}-01"
    return _date_text(first, locale, pattern) if pattern else _skeleton_text(first, locale, "yMMMM")


def _duration(value: Mapping[str, Any], locale: str, pattern: str) -> str:  # noqa: ARG001  # one signature for all
    match = _DURATION.fullmatch(str(value["iso"]))
    counts = [int(count or 0) for count in match.groups()] if match else []
    units = [NIGHT if unit == "day" and value.get("unit") == NIGHT else unit for unit in _UNITS[:-1]]
    pieces = [_counted(count, unit, locale) for count, unit in zip(counts, units, strict=False) if count]
    pieces = pieces or [_counted(0, str(value["unit"]), locale)]
    return str(format_list(pieces, locale=babel_locale(locale)))


def _counted(count: int, unit: str, locale: str) -> str:
    one, several = UNIT_NAMES[language_of(locale)][_UNITS.index(unit)].split("|")
    return f"{count} {one if count == 1 else several}"


DATE_WRITERS: Mapping[str, Callable[[Mapping[str, Any], str, str], str]] = {
    "date": _date, "date_of_birth": _date, "time": _time, "date_time": _date_time, "date_range": _date_range,
    "card_expiry": _card_expiry, "duration": _duration,
}  # fmt: skip

_MAY, _NOVEMBER = {"iso": "1980-05-12"}, {"iso": "2031-11-28"}
DATE_SAMPLES: Mapping[str, tuple[Any, Any]] = {
    "date": (_MAY, _NOVEMBER),
    "date_of_birth": (_MAY, _NOVEMBER),
    "time": ({"iso": "09:15"}, {"iso": "17:30"}),
    "date_time": ({"iso": "1980-05-12T09:15"}, {"iso": "2031-11-28T17:30"}),
    "date_range": ({"start": _MAY, "end": _MAY}, {"start": _NOVEMBER, "end": _NOVEMBER}),
    "card_expiry": ({"iso": "1980-05"}, {"iso": "2031-11"}),
}
"""Two values of each kind that is written by a pattern."""
