"""Dutch: days and clocks."""

from __future__ import annotations

from dataclasses import replace

from omnia.dialogue.extraction.languages.en.time import TIME as ENGLISH
from omnia.dialogue.extraction.languages.schema.time import Calendar

CALENDAR = Calendar(
    words={
        "month": {
            "januari|jan": 1,
            "februari|feb": 2,
            "maart|mrt": 3,
            "april|apr": 4,
            "mei": 5,
            "juni|jun": 6,
            "juli|jul": 7,
            "augustus|aug": 8,
            "september|sep": 9,
            "oktober|okt": 10,
            "november|nov": 11,
            "december|dec": 12,
        },
        "weekday": {
            "maandag": 0,
            "dinsdag": 1,
            "woensdag": 2,
            "donderdag": 3,
            "vrijdag": 4,
            "zaterdag": 5,
            "zondag": 6,
        },
        "relative_day": {"vandaag": 0, "morgen": 1, "overmorgen": 2, "gisteren": -1},
        "next": "volgende|komende",
        "last": "vorige|afgelopen",
        "this": "deze|dit",
        "unit_day": "dag|dagen",
        "unit_week": "week|weken",
        "unit_month": "maand|maanden",
        "unit_year": "jaar|jaren",
        "unit_hour": "uur|uren",
        "unit_minute": "minuut|minuten",
        "the": "de|het",
        "of": "van",
        "at": "om",
        "oclock": "uur",
        "half": "half",
        "quarter": "kwart",
        "and": "en",
        "am": "s ochtends",
        "pm": "s middags",
        "noon": "twaalf uur s middags",
        "midnight": "middernacht",
        "morning": "in de ochtend",
        "afternoon": "in de middag",
        "night": "in de nacht",
    },
    holidays={"kerstmis|eerste kerstdag": "12-25", "koningsdag": "04-27"},
    context_words={"negation": "niet", "up_to": "tot"},
    ranges=frozenset({"tot", "of"}),
    next_weekday_is_next_week=True,
)

TIME = replace(ENGLISH, calendar=CALENDAR)
