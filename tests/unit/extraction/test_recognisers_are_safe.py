"""Whatever is said, a recogniser answers: no error, offsets that fit, bounded work."""

from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from omnia.dialogue.extraction.amounts import recognise_amount
from omnia.dialogue.extraction.base import Context
from omnia.dialogue.extraction.dates import recognise_date, recognise_date_of_birth
from omnia.dialogue.extraction.lexicons import LANGUAGES, lexicon
from omnia.dialogue.extraction.numbers import recognise_integer, recognise_number, recognise_ordinal, recognise_percentage
from omnia.dialogue.extraction.times import recognise_time

NOW = datetime.fromisoformat("2026-11-23T10:00")
RECOGNISERS = (
    recognise_number,
    recognise_integer,
    recognise_percentage,
    recognise_ordinal,
    recognise_date,
    recognise_date_of_birth,
    recognise_time,
    recognise_amount,
)


def _vocabulary() -> list[str]:
    words: set[str] = {"/", "-", ".", ",", ":", "$", "€", "%", "0", "7", "12", "31", "1980", "99999", "1e9", "^", "2/3", "'"}
    for language in LANGUAGES:
        known = lexicon(language)
        for entries in known.words.values():
            phrases = [entries] if isinstance(entries, str) else list(entries)
            words.update(word for phrase in phrases for word in phrase.split("|"))
        words.update(known.numbers.cardinals, known.numbers.scales, known.numbers.ordinals, known.numbers.denominators)
        words.update(word for phrase in known.holidays for word in phrase.split("|"))
    return sorted(words)


SPEECH = st.lists(st.sampled_from(_vocabulary()), max_size=14).map(" ".join)
OPTIONS = st.sampled_from([{}, {"partial": True}, {"bias": "past"}, {"bias": "nearest"}, {"day_first": False}])


def _check(text: str, language: str, options: dict[str, object]) -> None:
    context = Context(language, NOW, options=options)
    for recognise in RECOGNISERS:
        reading = recognise(text, context)
        for found in (*reading.matches, *reading.violations):
            start, end = found.span
            assert 0 <= start < end <= len(text)
            assert text[start:end] == found.raw
        assert all(0 < match.confidence <= 1 for match in reading.matches)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=SPEECH, language=st.sampled_from(LANGUAGES), options=OPTIONS)
def test_any_words_of_the_lexicons_are_answered_with_fitting_spans(text, language, options):
    _check(text, language, options)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=60), language=st.sampled_from(LANGUAGES))
def test_any_text_is_answered_with_fitting_spans(text, language):
    _check(text, language, {})


@pytest.mark.parametrize(
    "text", ["9" * 5000, "nine " * 1000, "/" * 5000, "1/" * 2500, "venti" * 1000, "a" * 5000, "12 maggio " * 500, "\u0300" * 4000]
)
def test_long_text_is_answered(text):
    for language in LANGUAGES:
        for recognise in RECOGNISERS:
            recognise(text, Context(language, NOW))


@pytest.mark.parametrize("reference", ["1600-01-01", "2399-12-31T23:59", "0001-01-01", "9999-12-31"])
def test_any_reference_is_answered(reference):
    for language in LANGUAGES:
        for text in (
            "tomorrow",
            "domani",
            "hier",
            "friday",
            "lunedì",
            "12/5",
            "il 31",
            "in 300 years",
            "natale",
            "next week monday",
            "morgen",
            "in 300 minutes",
            "ayer",
        ):
            recognise_date(text, Context(language, datetime.fromisoformat(reference)))


def test_unknown_language_is_read_as_english():
    assert recognise_number("forty two", Context("xx", NOW)).matches[0].value == 42
