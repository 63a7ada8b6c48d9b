"""Spelled letters and digits, and the codes found in them: check digits, near misses, incomplete ones."""

import pytest

from omnia.dialogue.extraction.characters.spelling import spelled_runs, spelled_word
from omnia.dialogue.extraction.registry import KINDS, compose, kind_info, kinds, recognise, validate_checksum, value_parts
from tests.unit.extraction.reading import context

IBAN = "IT60X0542811101000000123456"
GB_IBAN = "GB29NWBK60161331926819"


@pytest.mark.parametrize(
    ("language", "said", "characters"),
    [
        ("en", "double five three", "553"),
        ("en", "triple zero one", "0001"),
        ("it", "doppio cinque tre", "553"),
        ("en", "B as in Bravo, A, seven", "BA7"),
        ("it", "Ancona Bologna Como tre", "ABC3"),
        ("de", "M wie Martha drei", "M3"),
        ("en", "alpha bravo one two", "AB12"),
        ("en", "four uh five", "45"),
        ("en", "four, uh, five six", "456"),
        ("en", "W as in Whiskey double u", "WW"),
        ("fr", "quatre-vingt-dix-sept", "97"),
        ("es", "uve doble b de Barcelona", "WB"),
        ("pt", "A de Ana, dáblio", "AW"),
        ("it", "AB 123 CD", "AB123CD"),
        ("it", "è AB123CD", "AB123CD"),
    ],
)
def test_spelled_characters_are_joined(language, said, characters):
    assert [run.characters for run in spelled_runs(said, language)] == [characters]


@pytest.mark.parametrize(
    ("language", "said"), [("it", "sì Antonio"), ("es", "sí Antonio"), ("en", "hello there"), ("it", "buongiorno a tutti voi")]
)
def test_ordinary_words_are_no_code(language, said):
    assert spelled_word(said, language) == ""


@pytest.mark.parametrize("said", ["double " * 570, "triple double " * 300 + "five", "a " * 2000, "à " * 2000])
def test_hostile_repetition_ends(said):
    assert isinstance(spelled_runs(said, "en"), tuple)


@pytest.mark.parametrize("said", ["thinking about it", "a customer of yours", "my name is uncritmm"])
def test_ordinary_words_are_no_bank(said):
    assert recognise("bic", said, context("en")).matches == ()


@pytest.mark.parametrize("options", [{"minimum": "x"}, {"maximum": [1]}, {"minimum": None}])
def test_option_that_is_no_number_does_not_count(options):
    assert recognise("digits", "one two", context("en", **options)).matches[0].value == "12"


def test_number_of_characters_is_bounded_by_the_options():
    assert recognise("digits", "1 2 3 4 5", context("en", minimum=6)).matches == ()
    assert recognise("alphanumeric", "AB 12 C", context("en", maximum=4)).matches == ()


@pytest.mark.parametrize(("said", "rule"), [("one two", "length"), ("1 2 3 4 5 6", "too_long"), ("not the two codes", None)])
def test_row_of_the_wrong_length_is_a_near_miss_where_it_may_be_the_answer(said, rule):
    violations = recognise("digits", said, context("en", minimum=3, maximum=5)).violations
    assert [violation.rule for violation in violations] == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("kind", "language", "said", "value"),
    [
        ("iban", "it", IBAN, IBAN),
        ("iban", "it", "IT60 X054 2811 1010 0000 0123 456", IBAN),
        ("iban", "en", f"my iban is {IBAN.lower()}", IBAN),
        ("iban", "de", "DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        ("codice_fiscale", "it", "rssmra85t10a562s", "RSSMRA85T10A562S"),
        ("codice_fiscale", "it", "erre esse esse emme erre a otto cinque ti uno zero a cinque sei due esse", "RSSMRA85T10A562S"),
        ("pod", "it", "IT 001 E 12345678", "IT001E12345678"),
        ("pod", "it", "i ti zero zero uno e uno due tre quattro cinque sei sette otto", "IT001E12345678"),
        ("vat", "it", "00743110157", "00743110157"),
        ("card_number", "en", "4111 1111 1111 1111", "4111111111111111"),
        ("policy_number", "en", "it's A B one two three four five six", "AB123456"),
        ("digits", "en", "double oh seven", "007"),
        ("digits", "en", "٣٤", "34"),
        ("alphanumeric", "it", "il codice è B12C", "B12C"),
        ("bic", "it", "UNCRITMM", "UNCRITMM"),
        ("bic", "it", "il bic è uncritmmxxx", "UNCRITMMXXX"),
        ("bic", "en", "nwbkgb2l", "NWBKGB2L"),
        ("vat", "de", "DE136695976", "DE136695976"),
        ("card_number", "en", "forty one eleven eleven eleven eleven eleven eleven eleven", "4111111111111111"),
        ("iban", "en", "G B two nine N W B K six zero one six one three three one nine two six eight one nine", GB_IBAN),
    ],
)
def test_code_is_found_as_typed_and_as_said(kind, language, said, value):
    reading = recognise(kind, said, context(language))
    assert [match.value for match in reading.matches[:1]] == [value]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("iban", "IT60X0542811101000000123457"),
        ("codice_fiscale", "RSSMRA85T10A562T"),
        ("vat", "12345678901"),
        ("vat", "DE136695977"),
        ("card_number", "4111 1111 1111 1112"),
    ],
)
def test_wrong_check_digit_is_a_near_miss_and_no_value(kind, said):
    reading = recognise(kind, said, context("it"))
    assert reading.matches == ()
    assert [miss.rule for miss in reading.violations] == ["checksum"]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("iban", "IT60 X054 28"),
        ("codice_fiscale", "R S S M R A 8 5"),
        ("pod", "IT 001 E 123"),
        ("pod", "IT001E1234567890"),
        ("vat", "0074311015"),
        ("card_number", "4111 1111 1111"),
    ],
)
def test_incomplete_code_is_a_near_miss_of_length(kind, said):
    reading = recognise(kind, said, context("it"))
    assert reading.matches == ()
    assert [miss.rule for miss in reading.violations] == ["length"]


def test_letters_and_digits_taken_for_each_other_are_put_right_and_less_sure():
    (match,) = recognise("codice_fiscale", "RSSMRA85T1OA562S", context("it")).matches
    assert match.value == "RSSMRA85T10A562S"
    assert match.confidence < 0.9


@pytest.mark.parametrize(
    ("algorithm", "value", "holds"),
    [
        ("luhn", "79927398713", True),
        ("luhn", "79927398714", False),
        ("mod97", IBAN, True),
        ("codice_fiscale", "RSSMRA85T10A562S", True),
    ],
)
def test_named_check(algorithm, value, holds):
    assert validate_checksum(algorithm, value) is holds


def test_unknown_check_is_an_error():
    with pytest.raises(KeyError):
        validate_checksum("luck", "1")


def test_every_kind_has_a_recogniser_and_reads_silence_as_nothing():
    for kind in kinds():
        assert recognise(kind, "", context("en")).matches == ()
    assert "group" in KINDS
    assert "group" not in kinds()


def test_parts_compose_and_come_apart():
    whole = compose("date", {"day": 12, "month": 5, "year": 1980})
    assert whole == {"iso": "1980-05-12", "day": 12, "month": 5, "year": 1980}
    assert value_parts("date", compose("date", {"day": 12})) == {"day": 12}
    assert compose("date", {"day": 31, "month": 2, "year": 2026})["iso"] is None
    assert compose("time", {"hour": 9}) == {"iso": "09:00", "hour": 9, "minute": 0}
    assert kind_info("full_name").parts == ("first", "last")


@pytest.mark.parametrize(
    ("language", "said", "value"),
    [
        ("it", "il codice è win0612345678001h", "WIN0612345678001H"),
        ("it", "doppia vu i enne zero sei uno due tre quattro cinque sei sette otto zero zero uno acca", "WIN0612345678001H"),
        ("it", "TLC 0612345678 007 K", "TLC0612345678007K"),
        ("fr", "zéro un P comme Pierre un deux trois quatre cinq six A B C", "01P123456ABC"),
    ],
)
def test_migration_code_is_the_italian_or_the_french_one(language, said, value):
    assert [match.value for match in recognise("migration_code", said, context(language)).matches] == [value]


@pytest.mark.parametrize(
    ("language", "said", "rule"),
    [
        ("it", "W I N zero sei uno due", "length"),
        ("it", "WIN0612345678501H", "format"),  # no service 501
        ("it", "WIN0612345678001", "format"),  # its control letter is missing
        ("fr", "zéro un P un deux trois", "length"),
    ],
)
def test_migration_code_that_is_none_is_a_near_miss(language, said, rule):
    reading = recognise("migration_code", said, context(language))
    assert reading.matches == ()
    assert [miss.rule for miss in reading.violations] == [rule]
