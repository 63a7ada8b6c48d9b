"""Whatever is said, a recogniser answers: no error, offsets that fit, bounded work."""

from collections.abc import Callable
from datetime import datetime
from itertools import product
from time import thread_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sampling import examples, sampled

from omnia.dialogue.events import Alternative, Utterance
from omnia.dialogue.extraction.answers.commands import names_wrong_part, recognise_universal
from omnia.dialogue.extraction.answers.yes_no import read_confirmation
from omnia.dialogue.extraction.hearing.checksum_repair import propose
from omnia.dialogue.extraction.languages import LANGUAGES, lexicon
from omnia.dialogue.extraction.money.amounts import recognise_amount
from omnia.dialogue.extraction.numbers.numbers import recognise_integer, recognise_number, recognise_percentage
from omnia.dialogue.extraction.registry import kinds, recognise
from omnia.dialogue.extraction.time.dates import recognise_date, recognise_date_of_birth
from omnia.dialogue.extraction.time.times import recognise_time
from omnia.dialogue.extraction.values import Context

NOW = datetime.fromisoformat("2026-11-23T10:00")
TRIES, MOST_TRIES = 3, 30
LEAST_SECONDS, GROWTH = 0.002, 10.0
"""Less than this is noise; four times the text may take so many times the work, where a square would be sixteen."""

RECOGNISERS = (
    recognise_number,
    recognise_integer,
    recognise_percentage,
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
    for recogniser in RECOGNISERS:
        reading = recogniser(text, context)
        for found in (*reading.matches, *reading.violations):
            start, end = found.span
            assert 0 <= start < end <= len(text)
            assert text[start:end] == found.raw
        assert all(0 < match.confidence <= 1 for match in reading.matches)


@settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=SPEECH, language=st.sampled_from(LANGUAGES), options=OPTIONS)
def test_any_words_of_the_lexicons_are_answered_with_fitting_spans(text, language, options):
    _check(text, language, options)


@settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=60), language=st.sampled_from(LANGUAGES))
def test_any_text_is_answered_with_fitting_spans(text, language):
    _check(text, language, {})


ENDLESS = ("9", "nine ", "/", "1/", "venti", "a", "12 maggio ", "\u0300")


@pytest.mark.parametrize(("said", "language"), sampled(product(ENDLESS, LANGUAGES), 6))
def test_long_text_is_answered_in_every_language(said, language):
    for recogniser in RECOGNISERS:
        recogniser(said * (5000 // len(said)), Context(language, NOW))


def effort(work: Callable[[], object]) -> float:
    """Processor time of this thread in seconds."""
    began = thread_time()
    work()
    return thread_time() - began


def grows_with_the_length(read: Callable[[str], object], text: str) -> bool:
    """Whether four times the text takes no more than about four times the work: of any machine, whatever else it does.

    The least of several tries counts, of both; a machine with other work makes some of them longer, and is given more of them.
    """
    read(text[:100])
    part, whole = [], []
    for _try in range(MOST_TRIES):
        part.append(effort(lambda: read(text[: len(text) // 4])))
        whole.append(effort(lambda: read(text)))
        if len(whole) >= TRIES and max(min(whole), LEAST_SECONDS) < GROWTH * max(min(part), LEAST_SECONDS):
            return True
    return False


@pytest.mark.parametrize("text", ["4 " * 2000, "A1" * 2000, "4111 1111 1111 1117 " * 200])
@pytest.mark.parametrize("kind", ["iban", "card_number", "tax_code", "article_number"])
def test_repair_of_long_text_is_bounded(kind, text):
    context = Context("en", NOW)
    assert grows_with_the_length(lambda said: propose(kind, said, context, "either"), text)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("percentage", "5 no "),
        ("city", "double "),
        ("first_name", "double "),
        ("vat", "5 no "),
        ("passport", "5 no "),
        ("licence_plate", "A1"),
        ("article_number", "9 "),
        ("alphanumeric", "a.b@"),
        ("contract_power", "five "),
    ],
)
def test_text_that_means_much_work_is_read_in_bounded_time(kind, said):
    context = Context("en", NOW)
    assert grows_with_the_length(lambda text: recognise(kind, text, context), (said * 4000)[:4000])


def test_of_many_long_transcriptions_only_as_many_are_read_as_three_texts_hold():
    long = tuple(Alternative(f"{place} " * 1900) for place in range(30))
    assert len(Utterance("x" * 4000, long).transcriptions()) == 3
    assert len(Utterance("five", tuple(Alternative(f"five {place}") for place in range(40))).transcriptions()) == 31


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


EVERYTHING = st.none() | st.booleans() | st.integers(-2, 200) | st.text(max_size=3) | st.lists(st.integers(), max_size=1)
ODD_OPTIONS = st.dictionaries(
    st.sampled_from(
        [
            "minimum",
            "maximum",
            "entries",
            "fuzzy",
            "held",
            "adds",
            "region",
            "currency",
            "mobile",
            "possible",
            "partial",
            "unit",
            "bias",
        ]
    ),
    EVERYTHING | st.lists(st.dictionaries(st.sampled_from(["value", "label", "synonyms"]), EVERYTHING), max_size=2),
    max_size=3,
)
SAID = [
    "double",
    "triple",
    "times",
    "zeros",
    "Tango",
    "and",
    "then",
    "doppio",
    "A",
    "b",
    "come",
    "as",
    "in",
    "Ancona",
    "five",
    "zero",
    "IT60",
    "@",
    "dot",
    ".",
    "è",
    "é",
    "٣",
    "²",
    "ß",
    "yes",
    "no",
    "not",
    "IT001E12345678",
    "RSSMRA85T10A562S",
    "via",
    "Roma",
    "20121",
    "+39",
    "333",
    "x@y.it",
]
SPELLED = st.lists(st.sampled_from(SAID), max_size=10).map(" ".join)


@settings(max_examples=examples(200), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=SPELLED | SPEECH, language=st.sampled_from((*LANGUAGES, "xx")), kind=st.sampled_from(kinds()), options=ODD_OPTIONS)
def test_every_kind_answers_whatever_is_said_and_whatever_its_options_hold(text, language, kind, options):
    reading = recognise(kind, text, Context(language, NOW, options=options))
    for found in (*reading.matches, *reading.violations):
        assert 0 <= found.span[0] <= found.span[1] <= len(text)
    assert all(0 < match.confidence <= 1 for match in reading.matches)
    confirmation = read_confirmation(text, language)
    assert text[confirmation.offset :] == confirmation.rest
    recognise_universal(text, language)
    names_wrong_part(text, language, {"a": [text, ""], "b": ["year"]})


LONG = ("five ", "a ", "x", "double ", "five times ", "1/2 ", "via roma ", "@.")


@pytest.mark.parametrize(("kind", "said"), sampled(product(kinds(), LONG), 8))
def test_every_kind_answers_a_long_text(kind, said):
    recognise(kind, said * (4000 // len(said)), Context("en", NOW))
