"""Kinds of fault that people report of other systems: e-mails, codes, telephone numbers and addresses, each in its languages."""

from datetime import datetime

import pytest

from omnia.dialogue.extraction.registry import recognise
from omnia.dialogue.extraction.values import Context

NOW = datetime.fromisoformat("2026-11-25T10:00")


def heard(kind, locale, said, region=None, **options):
    matches = recognise(kind, said, Context(locale, NOW, region, None, options)).matches
    return matches[0].value if matches else None


@pytest.mark.parametrize(
    ("locale", "said", "value"),
    [
        ("en", "peter, dot, brown, at gmail, dot com", "peter.brown@gmail.com"),
        ("en", "peter. dot brown. at gmail. dot com", "peter.brown@gmail.com"),
        ("it", "mario punto rossi chiocciola, libero punto it", "mario.rossi@libero.it"),
        ("es", "ana, punto, lopez, arroba, gmail, punto, com", "ana.lopez@gmail.com"),
        ("fr", "anne, point, martin, arobase, orange, point, fr", "anne.martin@orange.fr"),
        ("de", "max, Punkt, Mustermann, at, web, Punkt, de", "max.mustermann@web.de"),
        ("pt", "joao, ponto, silva, arroba, uol, ponto, com, ponto, br", "joao.silva@uol.com.br"),
    ],
)
def test_commas_of_a_transcriber_are_no_part_of_an_email(locale, said, value):
    assert heard("email", locale, said) == value


@pytest.mark.parametrize(
    ("locale", "said", "value"),
    [
        ("en", "jon without the h at example dot com", "jon@example.com"),
        ("en", "hanna with an h at the beginning at example dot com", "hanna@example.com"),
        ("it", "sara senza acca chiocciola libero punto it", "sara@libero.it"),
        ("es", "sara sin hache arroba example punto com", "sara@example.com"),
        ("fr", "philippe avec deux p arobase orange point fr", "philippe@orange.fr"),
        ("de", "jon ohne h at example punkt de", "jon@example.de"),
        ("pt", "sara sem h arroba sapo ponto pt", "sara@sapo.pt"),
    ],
)
def test_remark_on_a_letter_is_no_part_of_an_email(locale, said, value):
    found = recognise("email", said, Context(locale, NOW)).matches[0]
    assert (found.value, found.confidence <= 0.5) == (value, True)


@pytest.mark.parametrize(
    ("kind", "said", "value"),
    [
        ("alphanumeric", "pea queue are 1 2 3", "PQR123"),
        ("alphanumeric", "bee 4 you", "B4U"),
        ("digits", "one two tree four", "1234"),
        ("digits", "won too three four", "1234"),
        ("licence_plate", "A B 1 2 see dee ee", "AB12CDE"),
        ("digits", "one two four for", "124"),
        ("alphanumeric", "are you free", None),
    ],
)
def test_words_that_sound_like_letters_and_digits_are_taken_for_them_in_a_row(kind, said, value):
    assert heard(kind, "en", said, "GB") == value


@pytest.mark.parametrize(
    ("locale", "region", "said", "value"),
    [
        ("it", "IT", "348 tre volte sette 1234", "+393487771234"),
        ("es", "ES", "612 tres veces siete 123", "+34612777123"),
        ("it", "IT", "39 06 123456", "+3906123456"),
    ],
)
def test_number_is_read_as_people_say_it(locale, region, said, value):
    assert heard("phone", locale, said, region)["e164"] == value


@pytest.mark.parametrize(("region", "said"), [("US", "212 555 900"), ("GB", "020 7946 09588")])
def test_number_of_an_impossible_length_is_none_though_doubtful_ones_are_wanted(region, said):
    assert heard("phone", "en", said, region, possible=True) is None


@pytest.mark.parametrize(
    ("locale", "region", "said", "parts"),
    [
        ("en", "GB", "12B Milton Road", ("Milton Road", "12B", None, None)),
        ("en", "US", "4210-A Cedar Grove Road, Willow Park, CA 90210", ("Cedar Grove Road", "4210-A", "90210", "Willow Park")),
        ("en", "US", "12 E Main Street, Springfield, IL 62701", ("E Main Street", "12", "62701", "Springfield")),
        ("en", "US", "100 Oak Ave, Rm 3, Dallas, TX 75201", ("Oak Ave", "100", "75201", "Dallas")),
        ("en", "US", "30120 Sunset Blvd Ste B, Palm Valley, CA 92553", ("Sunset Blvd", "30120", "92553", "Palm Valley")),
        ("it", "IT", "via dei Mille s.n.c. Roma", ("Via dei Mille", None, None, "Roma")),
        ("es", "ES", "Calle Mayor sin número, 28013 Madrid", ("Calle Mayor", None, "28013", "Madrid")),
        ("fr", "FR", "rue de la Paix sans numéro, 75002 Paris", ("Rue de la Paix", None, "75002", "Paris")),
        ("de", "DE", "Hauptstraße ohne Hausnummer, 10115 Berlin", ("Hauptstraße", None, "10115", "Berlin")),
        ("pt", "BR", "Rua Augusta sem número, São Paulo", ("Rua Augusta", None, None, "São Paulo")),
        ("it", "IT", "via Roma 12, no scusi 14, Milano", ("Via Roma", "14", None, "Milano")),
        ("de", "DE", "Hauptstraße 12, nein 14, 10115 Berlin", ("Hauptstraße", "14", "10115", "Berlin")),
    ],
)
def test_address_has_its_parts(locale, region, said, parts):
    assert tuple(heard("address", locale, said, region).values()) == parts


@pytest.mark.parametrize(
    ("kind", "locale", "said", "value"),
    [
        ("month", "en", "you may continue", None),
        ("month", "en", "it may be June", 6),
        ("month", "en", "in May", 5),
        ("percentage", "en", "50 basis points", 0.5),
        ("percentage", "it", "50 punti base", 0.5),
        ("percentage", "de", "25 Basispunkte", 0.25),
    ],
)
def test_word_of_two_senses_is_read_by_what_stands_beside_it(kind, locale, said, value):
    assert heard(kind, locale, said) == value


@pytest.mark.parametrize(
    ("locale", "said", "iso"),
    [
        ("en", "for the third time, I don't know", None),
        ("en", "3.5.2027", "2027-05-03"),
        ("en-US", "3/5/2027", "2027-03-05"),
        ("en", "may the forth", "2027-05-04"),
        ("it", "dmn", "2026-11-26"),
    ],
)
def test_day_is_read_as_it_is_written(locale, said, iso):
    value = heard("date", locale, said)
    assert (value and value["iso"]) == iso
