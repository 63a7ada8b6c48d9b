"""Every number from 0 to 9999 is spelled by a small speller of its own and read back."""

from datetime import datetime

import pytest
from sampling import sampled

from omnia.dialogue.extraction.numbers.cardinals import reader
from omnia.dialogue.extraction.numbers.numbers import recognise_integer, recognise_number, recognise_percentage
from omnia.dialogue.extraction.text.tokens import prepare
from omnia.dialogue.extraction.values import Context

NOW = datetime.fromisoformat("2026-11-23T10:00")

EN = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
IT = [
    "zero",
    "uno",
    "due",
    "tre",
    "quattro",
    "cinque",
    "sei",
    "sette",
    "otto",
    "nove",
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
    "diciassette",
    "diciotto",
    "diciannove",
]
IT_TENS = ["venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"]
ES = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
]
ES_TENS = ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
ES_HUNDREDS = [
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
]
FR = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
FR_TENS = {
    2: "vingt",
    3: "trente",
    4: "quarante",
    5: "cinquante",
    6: "soixante",
    7: "soixante",
    8: "quatre-vingt",
    9: "quatre-vingt",
}
DE = [
    "null",
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
]
DE_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
PT = [
    "zero",
    "um",
    "dois",
    "três",
    "quatro",
    "cinco",
    "seis",
    "sete",
    "oito",
    "nove",
    "dez",
    "onze",
    "doze",
    "treze",
    "catorze",
    "quinze",
    "dezesseis",
    "dezessete",
    "dezoito",
    "dezenove",
]
PT_TENS = ["vinte", "trinta", "quarenta", "cinquenta", "sessenta", "setenta", "oitenta", "noventa"]
PT_HUNDREDS = [
    "cento",
    "duzentos",
    "trezentos",
    "quatrocentos",
    "quinhentos",
    "seiscentos",
    "setecentos",
    "oitocentos",
    "novecentos",
]


def spell_en(n: int) -> str:
    if n < 20:
        return EN[n]
    if n < 100:
        return EN_TENS[n // 10 - 2] + (f"-{EN[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{EN[n // 100]} hundred" + (f" and {spell_en(n % 100)}" if n % 100 else "")
    return f"{spell_en(n // 1000)} thousand" + (f" {spell_en(n % 1000)}" if n % 1000 else "")


def spell_it(n: int) -> str:
    if n < 20:
        return IT[n]
    if n < 100:
        ten, unit = IT_TENS[n // 10 - 2], n % 10
        return (ten[:-1] if unit in {1, 8} else ten) + (IT[unit] if unit else "")
    if n < 1000:
        return ("" if n // 100 == 1 else IT[n // 100]) + "cento" + (spell_it(n % 100) if n % 100 else "")
    return ("mille" if n // 1000 == 1 else spell_it(n // 1000) + "mila") + (spell_it(n % 1000) if n % 1000 else "")


def spell_es(n: int) -> str:
    if n < 30:
        return ES[n]
    if n < 100:
        return ES_TENS[n // 10 - 3] + (f" y {ES[n % 10]}" if n % 10 else "")
    if n == 100:
        return "cien"
    if n < 1000:
        return ES_HUNDREDS[n // 100 - 1] + (f" {spell_es(n % 100)}" if n % 100 else "")
    return ("mil" if n // 1000 == 1 else f"{spell_es(n // 1000)} mil") + (f" {spell_es(n % 1000)}" if n % 1000 else "")


def spell_fr(n: int) -> str:
    if n < 20:
        return FR[n]
    if n < 100:
        ten, unit = divmod(n, 10)
        if ten in {7, 9}:
            unit += 10
        joiner = " et " if unit in {1, 11} and ten < 8 else "-"
        return FR_TENS[ten] + (joiner + FR[unit] if unit else "")
    if n < 1000:
        return ("" if n // 100 == 1 else FR[n // 100] + " ") + "cent" + (f" {spell_fr(n % 100)}" if n % 100 else "")
    return ("" if n // 1000 == 1 else spell_fr(n // 1000) + " ") + "mille" + (f" {spell_fr(n % 1000)}" if n % 1000 else "")


def spell_de(n: int, *, last: bool = True) -> str:
    if n == 1:
        return "eins" if last else "ein"
    if n < 20:
        return DE[n]
    if n < 100:
        unit = n % 10
        return (spell_de(unit, last=False) + "und" if unit else "") + DE_TENS[n // 10 - 2]
    if n < 1000:
        return spell_de(n // 100, last=False) + "hundert" + (spell_de(n % 100) if n % 100 else "")
    return spell_de(n // 1000, last=False) + "tausend" + (spell_de(n % 1000) if n % 1000 else "")


def spell_pt(n: int) -> str:
    if n < 20:
        return PT[n]
    if n < 100:
        return PT_TENS[n // 10 - 2] + (f" e {PT[n % 10]}" if n % 10 else "")
    if n == 100:
        return "cem"
    if n < 1000:
        return PT_HUNDREDS[n // 100 - 1] + (f" e {spell_pt(n % 100)}" if n % 100 else "")
    joiner = " e " if n % 1000 < 100 else " "
    return ("mil" if n // 1000 == 1 else f"{spell_pt(n // 1000)} mil") + (joiner + spell_pt(n % 1000) if n % 1000 else "")


SPELLERS = {"en": spell_en, "it": spell_it, "es": spell_es, "fr": spell_fr, "de": spell_de, "pt": spell_pt}


@pytest.mark.parametrize("language", SPELLERS)
def test_number_words_from_zero_to_9999_are_read_back(language):
    words = reader(language)
    wrong = []
    for n in sampled(range(10000), 10):
        _, tokens = prepare(SPELLERS[language](n))
        spoken = words.read(tokens, 0)
        if spoken is None or spoken.value != n or spoken.end != len(tokens):
            wrong.append((n, SPELLERS[language](n), spoken))
    assert wrong == []


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "two point five million", 2_500_000),
        ("en", "2.5 million", 2_500_000),
        ("en", "minus seventeen", -17),
        ("en", "three and a half", 3.5),
        ("en", "three quarters", 0.75),
        ("en", "half a dozen", 6),
        ("en", "1,234.5", 1234.5),
        ("en", "one hundred thousand and one", 100_001),
        ("en-GB", "it is forty two", 42),
        ("it", "duemilatrecentoquarantacinque", 2345),
        ("it", "due mila trecento", 2300),
        ("it", "1.234,5", 1234.5),
        ("it", "tre virgola quattordici", 3.14),
        ("it", "meno dodici", -12),
        ("it", "due terzi", 2 / 3),
        ("it", "un milione e mezzo", 1_500_000),
        ("it", "mezza dozzina", 6),
        ("es", "treinta y dos coma cinco", 32.5),
        ("es", "mil millones", 10**9),
        ("es", "menos cuarenta", -40),
        ("es", "dos y medio", 2.5),
        ("fr", "quatre vingt dix sept", 97),
        ("fr", "nonante-neuf", 99),
        ("fr", "deux virgule cinq", 2.5),
        ("fr", "trois millions et demi", 3_500_000),
        ("fr", "1 234,5", 1234.5),
        ("de", "drei und zwanzig", 23),
        ("de", "fuenfundzwanzig", 25),
        ("de", "zwei Komma fünf", 2.5),
        ("de", "anderthalb", 1.5),
        ("de", "minus drei", -3),
        ("de", "zwölf Millionen", 12_000_000),
        ("pt", "vinte e dois vírgula cinco", 22.5),
        ("pt", "dois milhões e meio", 2_500_000),
        ("pt", "dezasseis", 16),
    ],
)
def test_number_phrase_has_value(locale, text, expected):
    reading = recognise_number(text, Context(locale, NOW))
    assert reading.matches[0].value == pytest.approx(expected)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "I do not know"),
        ("it", "non lo so"),
        ("de", "keine Ahnung"),
        ("fr", "je ne sais pas"),
        ("es", "no lo sé"),
        ("pt", "não sei"),
    ],
)
def test_words_without_a_number_give_nothing(locale, text):
    assert recognise_number(text, Context(locale, NOW)).matches == ()


def test_fraction_is_no_integer():
    assert recognise_integer("two and a half", Context("en", NOW)).matches == ()


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "twenty percent", 20),
        ("it", "il 12,5 per cento", 12.5),
        ("de", "dreißig Prozent", 30),
        ("fr", "5 %", 5),
        ("es", "diez por ciento", 10),
        ("pt", "cinco por cento", 5),
    ],
)
def test_percentage_is_the_number_before_its_sign(locale, text, expected):
    assert recognise_percentage(text, Context(locale, NOW)).matches[0].value == expected


def test_raw_words_are_cut_from_the_text_as_given():
    text = "Vorrei, ehm, DUECENTOTRÉ pezzi"
    match = recognise_number(text, Context("it", NOW)).matches[0]
    assert (match.value, match.raw, text[slice(*match.span)]) == (203, "DUECENTOTRÉ", "DUECENTOTRÉ")
