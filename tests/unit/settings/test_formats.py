"""Dates are written as the reader's language writes them; in English the day comes before the month."""

from datetime import UTC, datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format

AT = datetime(2026, 11, 30, 15, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [("en", "30 November 2026", "30 November 2026, 15:05"), ("it", "30 Novembre 2026", "30 Novembre 2026, 15:05")],
)
def test_day_and_moment_are_written_as_the_language_writes_them(language, day, moment):
    with translation.override(language):
        assert date_format(AT) == day
        assert date_format(AT, "DATETIME_FORMAT") == moment
