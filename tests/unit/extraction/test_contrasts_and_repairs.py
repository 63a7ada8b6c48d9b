"""What is meant of an answer that denies, corrects or breaks something off: `not X but Y`, the unit that stays."""

import pytest

from omnia.dialogue.extraction.registry import recognise
from tests.unit.extraction.reading import context


def heard(kind, language, said):
    matches = recognise(kind, said, context(language)).matches
    value = matches[0].value if matches else None
    return value["iso"] if kind == "duration" and value else value


@pytest.mark.parametrize(
    ("kind", "language", "said", "value"),
    [
        ("number", "en", "not five but six", 6),
        ("number", "it", "non cinque ma sei", 6),
        ("number", "es", "no cinco sino seis", 6),
        ("number", "fr", "pas cinq mais six", 6),
        ("number", "de", "nicht fünf sondern sechs", 6),
        ("number", "pt", "não cinco mas seis", 6),
        ("last_name", "en", "not Smith but Smyth", "Smyth"),
        ("city", "it", "non Roma, ma Milano", "Milano"),
        ("duration", "de", "nicht zwei Stunden, sondern drei Stunden", "PT3H"),
        ("email", "it", "non gianni chiocciola libero punto it ma giovanni chiocciola libero punto it", "giovanni@libero.it"),
        ("iban", "fr", "pas DE89370400440532013000 mais GB82WEST12345698765432", "GB82WEST12345698765432"),
        ("full_name", "en", "Jon Smyth, not John Smith", {"first": "Jon", "last": "Smyth"}),
        ("full_name", "es", "José Pérez, no Juan Pérez", {"first": "José", "last": "Pérez"}),
        ("full_name", "pt", "não João Silva mas José Silva", {"first": "José", "last": "Silva"}),
    ],
)
def test_of_what_is_contrasted_the_meant_half_counts(kind, language, said, value):
    assert heard(kind, language, said) == value


@pytest.mark.parametrize(
    ("kind", "language", "said", "value"),
    [
        ("number", "en", "I'm not sure, but five", 5),
        ("yes_no", "en", "not today but maybe", None),
        ("free_text", "it", "non rosso ma blu", "non rosso ma blu"),
    ],
)
def test_denial_of_no_value_contrasts_nothing(kind, language, said, value):
    assert heard(kind, language, said) == value


@pytest.mark.parametrize(
    ("kind", "language", "said", "value"),
    [
        ("amount", "en", "fifty euros, no, sixty", ("60.00", "EUR")),
        ("amount", "en", "twenty pounds, make it thirty", ("30.00", "GBP")),
        ("amount", "it", "cinquanta euro, anzi sessanta", ("60.00", "EUR")),
        ("amount", "es", "cincuenta euros, no, sesenta", ("60.00", "EUR")),
        ("amount", "fr", "cinquante francs, non pardon, soixante", ("60.00", "CHF")),
        ("amount", "de", "fünfzig Euro, nein sechzig", ("60.00", "EUR")),
        ("amount", "pt", "cinquenta euros, aliás, sessenta", ("60.00", "EUR")),
        ("duration", "en", "two hours, no, three", "PT3H"),
        ("duration", "it", "due ore anzi tre", "PT3H"),
        ("duration", "de", "zwei Stunden, ich meine drei", "PT3H"),
    ],
)
def test_unit_stays_when_only_the_number_is_corrected(kind, language, said, value):
    found = heard(kind, language, said)
    assert (tuple(found.values()) if kind == "amount" else found) == value


@pytest.mark.parametrize(
    ("kind", "language", "said", "value"),
    [
        ("full_name", "en", "Ana Lo- Ana Lopez", {"first": "Ana", "last": "Lopez"}),
        ("full_name", "en", "An- Ana Lopez", {"first": "Ana", "last": "Lopez"}),
        ("full_name", "es", "Ana L... Lopez", {"first": "Ana", "last": "Lopez"}),
        ("city", "it", "Mila- Milano", "Milano"),
        ("number", "de", "fünf- fünfzig", 50),
    ],
)
def test_broken_word_that_is_begun_again_counts_once(kind, language, said, value):
    assert heard(kind, language, said) == value


def test_letters_that_are_spelled_with_hyphens_are_no_broken_words():
    assert heard("alphanumeric", "en", "A- A- B- 1 2") == "AAB12"
