"""Telephone numbers typed and said in six languages."""

from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sampling import examples

from omnia.dialogue.extraction.characters.phones import recognise_phone
from omnia.dialogue.extraction.languages import LANGUAGES, lexicon, pack
from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.registry import recognise
from omnia.dialogue.extraction.values import Context

CUES = {language: pack(language).characters.phones.cues for language in LANGUAGES}
FILLERS = {language: pack(language).characters.phones.fillers for language in LANGUAGES}
MARKS = {language: pack(language).characters.phones.marks for language in LANGUAGES}
OTHERS = {language: pack(language).characters.phones.others for language in LANGUAGES}

NOW = datetime.fromisoformat("2026-11-23T10:00")

NUMBERS = {
    "en": {
        "five four one seven five four three oh one oh": "+15417543010",
        "five forty one, seven five four, thirty ten": "+15417543010",
        "call me at eight hundred two two three four five six seven": "+18002234567",
        "(541) 754-3010 ext. 12": "+15417543010",
        "541.754.3010": "+15417543010",
        "plus forty four seven one two three one two three four five six": "+447123123456",
        "my number is five four one triple two double three one zero": "+15412223310",
        "0049 176 12345678": "+4917612345678",
        "it's plus forty nine one seven six twelve thirty four fifty six seventy eight": "+4917612345678",
        "area code five four one seven five four three zero one zero": "+15417543010",
    },
    "it": {
        "tre tre tre centoventitré quarantacinque sessantasette": "+393331234567",
        "trecentoventi uno due tre quattro cinque sei sette": "+393201234567",
        "zero sei centoventitré quarantacinque sessantasette": "+39061234567",
        "tre tre tre uno due tre quattro cinque sei sette": "+393331234567",
        "il mio numero è trecentotrentatré, centoventitré, quarantacinque, sessantasette": "+393331234567",
        "più trentanove tre tre tre 123 45 67": "+393331234567",
        "333 1234567": "+393331234567",
        "39 333 1234567": "+393331234567",
        "prefisso zero sei poi uno due tre quattro cinque sei sette": "+39061234567",
        "zero due doppio cinque cinque uno due tre quattro": "+39025551234",
        "mi chiami pure al 347 12 34 567 grazie": "+393471234567",
    },
    "es": {
        "seis doce treinta y cuatro cincuenta y seis setenta y ocho": "+34612345678",
        "seiscientos doce trescientos cuarenta y cinco seiscientos setenta y ocho": "+34612345678",
        "mi teléfono es el 612 345 678": "+34612345678",
        "más treinta y cuatro seis uno dos tres cuatro cinco seis siete ocho": "+34612345678",
    },
    "fr": {
        "zéro six douze trente-quatre cinquante-six soixante-dix-huit": "+33612345678",
        "mon numéro est le zéro six douze trente quatre cinquante six soixante dix-huit": "+33612345678",
        "plus trente-trois six douze trente-quatre cinquante-six soixante-dix-huit": "+33612345678",
        "06.12.34.56.78": "+33612345678",
        "zéro un quarante-deux soixante-huit cinquante-trois zéro zéro": "+33142685300",
        "zéro six soixante douze treize quatorze": "+33660121314",
        "zéro six soixante-dix soixante et onze quatre-vingt quatre-vingt-dix": "+33670718090",
    },
    "de": {
        "null eins sieben sechs zwölf vierunddreißig fünf sechs sieben acht": "+4917612345678",
        "meine Nummer ist 0176 12345678": "+4917612345678",
        "plus neunundvierzig eins sieben sechs zwölf vierunddreißig sechsundfünfzig achtundsiebzig": "+4917612345678",
        "0800 330 1000": "+498003301000",
        "null achthundert drei drei null eins null null null": "+498003301000",
        "null drei null zwo zwo sieben eins null": "+493022710",
    },
    "pt": {
        "nove um dois três quatro cinco meia sete oito": "+351912345678",
        "nove doze trinta e quatro cinquenta e seis setenta e oito": "+351912345678",
        "o meu número é 912 345 678": "+351912345678",
        "mais trezentos e cinquenta e um nove um dois três quatro cinco seis sete oito": "+351912345678",
    },
}

NOTHING = [
    ("en", "my date of birth is 12/05/1980"),
    ("en", "16-04-2010"),
    ("en", "-2208960000 is a number"),
    ("en", "account number 5417543010"),
    ("en", "s5417543010 is a sequence"),
    ("en", "5417543010s"),
    ("en", "45+31-339243873"),
    ("en", "$5417543010"),
    ("en", "I was born on the twelfth of may nineteen eighty"),
    ("en", "call me at five"),
    ("it", "IT60 X054 2811 1010 0000 0123 456"),
    ("it", "sono 3331234567 euro"),
    ("it", "la mia polizza è 3331234567"),
    ("it", "partita iva 01234567890"),
    ("it", "ho tre figli e due cani"),
    ("it", "mille duecento euro"),
    ("it", "il 12 maggio 1980"),
    ("it", "non lo so"),
    ("es", "tengo la cuenta 612345678"),
    ("fr", "j'ai rendez-vous à 12:30"),
    ("de", "am 12.05.1980"),
    ("pt", "conta número 912345678"),
]


@pytest.mark.parametrize(
    ("locale", "text", "e164"), [(locale, text, e164) for locale, cases in NUMBERS.items() for text, e164 in cases.items()]
)
def test_number_said_is_found(locale, text, e164):
    reading = recognise_phone(text, Context(locale, NOW))
    assert reading.matches[0].value["e164"] == e164
    assert reading.violations == ()


def test_value_holds_the_national_form_and_the_region():
    value = recognise_phone("+33 6 12 34 56 78", Context("it", NOW)).matches[0].value
    assert value == {"e164": "+33612345678", "national": "06 12 34 56 78", "region": "FR"}


@pytest.mark.parametrize(("locale", "text"), NOTHING)
def test_digits_of_something_else_give_nothing(locale, text):
    reading = recognise_phone(text, Context(locale, NOW))
    assert reading.matches == ()
    assert reading.violations == ()


@pytest.mark.parametrize(
    ("context", "text", "e164"),
    [
        (Context("it-CH", NOW), "079 123 45 67", "+41791234567"),
        (Context("it", NOW, region="CH"), "079 123 45 67", "+41791234567"),
        (Context("en", NOW, region="GB"), "07400 123456", "+447400123456"),
        (Context("fr-CH", NOW), "zéro septante-neuf cent vingt-trois quarante-cinq soixante-sept", "+41791234567"),
        (Context("en", NOW, options={"region": "it"}), "333 1234567", "+393331234567"),
    ],
)
def test_region_decides_what_a_national_number_is(context, text, e164):
    assert recognise_phone(text, context).matches[0].value["e164"] == e164


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "123 456"),
        ("en", "my number is 223-4567"),
        ("it", "uno due tre quattro cinque sei"),
        ("it", "il mio numero è 999 123"),
        ("fr", "06 12 34"),
        ("de", "plus neunundvierzig eins zwei drei"),
    ],
)
def test_whole_answer_of_six_digits_or_more_that_is_no_number_is_a_violation(locale, text):
    reading = recognise_phone(text, Context(locale, NOW))
    digits = sum(character.isdigit() for character in text)
    assert reading.matches == ()
    assert [violation.rule for violation in reading.violations] == (["format"] if digits >= 6 or locale == "it" else [])


def test_mobiles_only_where_the_question_asks_for_one():
    context = Context("it", NOW, options={"mobile": True})
    assert recognise_phone("333 1234567", context).matches[0].value["e164"] == "+393331234567"
    landline = recognise_phone("02 5551234", context)
    assert landline.matches == ()
    assert [violation.rule for violation in landline.violations] == ["mobile"]


def test_two_numbers_are_both_found():
    reading = recognise_phone("333 1234567, 02 5551234", Context("it", NOW))
    assert [match.raw for match in reading.matches] == ["333 1234567", "02 5551234"]


def test_number_without_its_trunk_zero_is_less_sure():
    sure, unsure = (
        recognise_phone(text, Context("fr", NOW)).matches[0].confidence for text in ("06 12 34 56 78", "6 12 34 56 78")
    )
    assert unsure < 0.7 < sure


@pytest.mark.parametrize(
    ("text", "e164"), [("my phone number is 0176 123 456 78", "+4417612345678"), ("+420 123 456 789", "+420123456789")]
)
def test_number_of_no_plan_is_doubtful_and_only_where_that_is_asked_for(text, e164):
    plain = Context("en", NOW, region="GB")
    assert recognise_phone(text, plain).matches == ()
    (match,) = recognise_phone(text, Context("en", NOW, region="GB", options={"possible": True})).matches
    assert match.value["e164"] == e164
    assert match.confidence < 0.5


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("Intro with Ann -(123) 456-7890", "+11234567890"),
        ("we will call you on Friday about the flat, as we said, at (123) 456-7890", "+11234567890"),
        ("chat with Ann @123.456.7890- roles", "+11234567890"),
        ("chat with Ann @ 123)456-7890 - roles", "+11234567890"),
        ("let us speak at 123 456 7890", "+11234567890"),
        ("1(123)456-7890", "+11234567890"),
        ("my phone number is 223-4567", "+12234567"),
        ("my number is(+31) 12 4567891", "+31124567891"),
        ("19) 45931677 lacks a bracket", "+11945931677"),
        ("0112 345678", "+1112345678"),
    ],
)
def test_what_is_written_like_a_number_is_doubtful_where_that_is_asked_for(text, e164):
    assert recognise_phone(text, Context("en", NOW)).matches == ()
    (match,) = recognise_phone(text, Context("en", NOW, options={"possible": True})).matches
    assert match.value["e164"] == e164
    assert match.confidence < 0.5


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "zip code 97401-1234"),
        ("en", "my social security number is 078-05-1120"),
        ("en", "192.168.100.200"),
        ("en", "I have 1234567890 reasons"),
        ("en", "the code is 123-456-7890"),
        ("en", "123 456 7890 people"),
        ("en", "my number is 113-4444"),
        ("en", "these: 2 407 71, 48 52 3, 41 6034, 31 26 18, 62 3197"),
        ("it", "la lettura del contatore è 412063"),
        ("de", "der Zählerstand ist 412063"),
        ("fr", "numéro de sécurité sociale 1 85 05 78 006 084 36"),
    ],
)
def test_what_is_no_number_is_not_even_doubtful(locale, text):
    assert recognise_phone(text, Context(locale, NOW, options={"possible": True})).matches == ()


@pytest.mark.parametrize(("region", "text", "e164"), [("AC", "62889", "+24762889"), ("NU", "7012", "+6837012")])
def test_short_number_is_found_where_the_region_has_such(region, text, e164):
    assert recognise_phone(text, Context("en", NOW, region)).matches[0].value["e164"] == e164
    assert recognise_phone(text, Context("en", NOW, "GB", options={"possible": True})).matches == ()


def _vocabulary() -> list[str]:
    words = {
        "+",
        "(",
        ")",
        "-",
        ".",
        "/",
        ",",
        ":",
        "0",
        "06",
        "333",
        "1234567",
        "+39",
        "00",
        "double",
        "o",
        "oh",
        "%",
        "€",
        "#",
        *shared_words().extensions,
    }
    for language in LANGUAGES:
        words.update(lexicon(language).numbers.cardinals, lexicon(language).numbers.scales)
        for table in (CUES, FILLERS, MARKS, OTHERS):
            words.update(table[language].split())
    return sorted(words)


@settings(max_examples=examples(200), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_vocabulary()), max_size=16).map(" ".join)),
    language=st.sampled_from((*LANGUAGES, "xx", "pt-BR", "")),
    options=st.sampled_from([{}, {"mobile": True}, {"region": "GB"}, {"region": "ZZ"}, {"region": 3}, {"possible": True}]),
)
def test_any_text_is_answered_with_fitting_spans(text, language, options):
    reading = recognise_phone(text, Context(language, NOW, region="XX", options=options))
    for found in (*reading.matches, *reading.violations):
        start, end = found.span
        assert 0 <= start < end <= len(text)
        assert text[start:end] == found.raw
    assert all(0 < match.confidence <= 1 for match in reading.matches)


@pytest.mark.parametrize(
    "text", ["9" * 5000, "nine " * 1000, "1/" * 2500, "double " * 700, "vingt quatre vingt " * 300, "\u0300" * 4000]
)
def test_long_text_is_answered(text):
    for language in LANGUAGES:
        recognise_phone(text, Context(language, NOW))


@pytest.mark.parametrize(
    ("locale", "said", "number"),
    [
        ("en", "my mobile is +44 7911 123456", "+447911123456"),
        ("it", "il cellulare è tre quattro sette uno due tre quattro cinque sei sette", "+393471234567"),
        ("fr", "06 12 34 56 78", "+33612345678"),
    ],
)
def test_mobile_is_a_kind_of_its_own(locale, said, number):
    (match,) = recognise("mobile", said, Context(locale, NOW)).matches
    assert (match.kind, match.value["e164"]) == ("mobile", number)


@pytest.mark.parametrize(
    ("locale", "said"),
    [("it", "il mio numero è lo 06 6981 2345"), ("es", "914 111 111"), ("de", "030 22701234"), ("fr", "01 40 20 50 50")],
)
def test_landline_is_no_mobile_and_says_so(locale, said):
    reading = recognise("mobile", said, Context(locale, NOW))
    assert reading.matches == ()
    assert [(violation.kind, violation.rule) for violation in reading.violations] == [("mobile", "mobile")]


@pytest.mark.parametrize(("locale", "region"), [("en", None), ("en-US", "US"), ("en", "US")])
@pytest.mark.parametrize(
    "said", ["020 7946 0958", "my number is 020 7946 0958", "oh two oh seven nine four six oh nine five eight"]
)
def test_number_with_a_zero_that_the_country_does_not_write_is_one_of_another_that_speaks_the_language(locale, region, said):
    match = recognise_phone(said, Context(locale, NOW, region)).matches[0]
    assert (match.value["e164"], match.value["region"]) == ("+442079460958", "GB")
    assert match.confidence == 0.5


@pytest.mark.parametrize(
    ("locale", "region", "said"),
    [
        ("en-AU", "AU", "020 7946 0958"),
        ("en-US", "US", "0000 7946 0958"),
        ("en-US", "US", "0112 345678"),
        ("en-US", "US", "order 020 7946 0958 of may"),
        ("es-ES", "ES", "020 7946 0958"),
    ],
)
def test_number_with_a_zero_is_of_no_other_country_where_the_own_writes_one_or_none_has_it(locale, region, said):
    values = [match.value["e164"] for match in recognise_phone(said, Context(locale, NOW, region)).matches]
    assert "+442079460958" not in values


def test_country_that_the_question_names_is_the_only_one():
    assert recognise_phone("020 7946 0958", Context("en", NOW, None, None, {"region": "US"})).matches == ()
