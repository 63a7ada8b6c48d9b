"""E-mail addresses typed and spoken in six languages."""

from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sampling import examples

from omnia.dialogue.extraction.characters.emails import recognise_email
from omnia.dialogue.extraction.languages import LANGUAGES, pack
from omnia.dialogue.extraction.languages.shared.emails import PROVIDERS as EVERYWHERE
from omnia.dialogue.extraction.values import Context

BEFORE = {language: pack(language).characters.emails.before for language in LANGUAGES}
PROVIDERS = {language: pack(language).characters.emails.providers for language in LANGUAGES}
REMARKS = {language: pack(language).characters.emails.remarks for language in LANGUAGES}
SIGNS = {language: pack(language).characters.emails.signs for language in LANGUAGES}

NOW = datetime.fromisoformat("2026-11-23T10:00")

SPOKEN = {
    "en": {
        "mario dot rossi at example dot com": "mario.rossi@example.com",
        "my email is mario rossi eighty two at gmail dot com thanks": "mariorossi82@gmail.com",
        "m as in mike dot rossi at yahoo dot co dot uk": "m.rossi@yahoo.co.uk",
        "john at example dot co uk": "john@example.co.uk",
        "r o double s i at g mail": "rossi@gmail.com",
        "b o b one nine eight nine at gmail dot com": "bob1989@gmail.com",
        "bob oh seven at gmail dot com": "bob07@gmail.com",
        "you can write to me at john at example dot com": "john@example.com",
        "yes sure, it is info at my hyphen shop dot a i dot com": "info@my-shop.ai.com",
        "anna dot o'brien at gmail dot com": "anna.obrien@gmail.com",
        "mike alpha romeo at gmail dot com": "mar@gmail.com",
        "john underscore smith plus news at outlook dot com, all lowercase": "john_smith+news@outlook.com",
        "john smith nineteen eighty two at icloud": "johnsmith1982@icloud.com",
        "jack double o seven at gmail dot com": "jack007@gmail.com",
        "john dot smith@gmail.com": "john.smith@gmail.com",
        "n e w s at b b c dot co dot u k": "news@bbc.co.uk",
        "you can write to mary underscore king at support dot example dot com": "mary_king@support.example.com",
    },
    "it": {
        "può scrivermi a mario punto rossi chiocciola example punto com grazie": "mario.rossi@example.com",
        "gi punto verdi chiocciola virgilio punto it": "g.verdi@virgilio.it",
        "luca rossi, tutto attaccato, chiocciola gmail punto com": "lucarossi@gmail.com",
        "marco invernizzi chiocciola libero": "marcoinvernizzi@libero.it",
        "mario et gmail punto com": "mario@gmail.com",
        "la mia mail è mario punto rossi chiocciola gmail punto com": "mario.rossi@gmail.com",
        "allora la mia mail e mario rossi chiocciola libero": "mariorossi@libero.it",
        "mario trattino basso rossi ottantadue chiocciola libero punto it": "mario_rossi82@libero.it",
        "emme punto rossi chiocciola hotmail punto it": "m.rossi@hotmail.it",
        "emme a erre i o chiocciola libero punto i ti": "mario@libero.it",
        "m come milano a r i o chiocciola gmail punto com": "mario@gmail.com",
        "M, A, R, I, O chiocciola gmail punto com": "mario@gmail.com",
        "tutto minuscolo mario rossi chiocciola gmail punto com": "mariorossi@gmail.com",
        "mario chiocciola studio legale rossi punto it": "mario@studiolegalerossi.it",
        "ro doppia esse i chiocciola tiscali": "rossi@tiscali.it",
        "info trattino vendite at fastweb it": "info-vendite@fastwebnet.it",
        "la mia e-mail è d'angelo chiocciola gmail punto com": "dangelo@gmail.com",
    },
    "es": {
        "escríbame a maría punto garcía arroba telefonica punto net gracias": "maria.garcia@telefonica.net",
        "la dirección es ce punto ruiz arroba terra punto es": "c.ruiz@terra.es",
        "juan de la cruz arroba gmail punto com": "juandelacruz@gmail.com",
        "mi correo es juan guion bajo perez arroba hotmail punto es": "juan_perez@hotmail.es",
        "juan perez ochenta y dos arroba gmail punto com": "juanperez82@gmail.com",
        "eme punto garcía arroba telefónica punto net": "m.garcia@telefonica.net",
        "José punto Núñez arroba yahoo punto com punto mx": "jose.nunez@yahoo.com.mx",
        "ana guion lópez arroba outlook": "ana-lopez@outlook.com",
    },
    "fr": {
        "jean tiret du bas dupont arobase orange point fr": "jean_dupont@orange.fr",
        "mon adresse mail est jean point dupont arobase free": "jean.dupont@free.fr",
        "c'est jean.dupont arobase gmail.com": "jean.dupont@gmail.com",
        "marie quatre-vingt-dix arobase sfr point fr": "marie90@sfr.fr",
        "anne tiret sophie arobase laposte point net": "anne-sophie@laposte.net",
        "double l e arobase wanadoo point f r": "lle@wanadoo.fr",
    },
    "de": {
        "hans äd gmail punkt com": "hans@gmail.com",
        "mueller mit u e at gmail punkt com": "mueller@gmail.com",
        "meine E-Mail ist Hans minus Müller ät web punkt de": "hans-mueller@web.de",
        "hans unterstrich müller at web de": "hans_mueller@web.de",
        "hans punkt müller at t online punkt de": "hans.mueller@t-online.de",
        "k punkt schmidt neunzehnhundertachtzig klammeraffe gmx punkt net": "k.schmidt1980@gmx.net",
        "m wie martha a wie anton x at gmx punkt de": "max@gmx.de",
        "anna huber at firma punkt at": "annahuber@firma.at",
        "meine adresse lautet eva bindestrich groß at gmx": "eva-gross@gmx.de",
    },
    "pt": {
        "o meu email é joão traço silva arroba sapo ponto pt": "joao-silva@sapo.pt",
        "o meu email e joao ponto silva arroba uol ponto com ponto br": "joao.silva@uol.com.br",
        "ana underline costa vinte e três arroba gmail ponto com": "ana_costa23@gmail.com",
        "jota ponto silva arroba hotmail": "j.silva@hotmail.com",
    },
}

TYPED = {
    "mario.rossi@example.com": "mario.rossi@example.com",
    "Write to Bob@try1989.com, please.": "bob@try1989.com",
    "Is it my.name@base.Contoso.com?": "my.name@base.contoso.com",
    "mailto:user.name+tag@lero.com": "user.name+tag@lero.com",
    "mario.rossi @ gmail.com": "mario.rossi@gmail.com",
    "<anna@firma.de>": "anna@firma.de",
}


@pytest.mark.parametrize(
    ("locale", "text", "address"),
    [(locale, text, address) for locale, cases in SPOKEN.items() for text, address in cases.items()],
)
def test_spoken_address_is_found(locale, text, address):
    reading = recognise_email(text, Context(locale, NOW))
    assert [match.value for match in reading.matches[:1]] == [address]
    assert reading.violations == ()


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize(("text", "address"), TYPED.items())
def test_typed_address_is_found_in_every_language(locale, text, address):
    assert recognise_email(text, Context(locale, NOW)).matches[0].value == address


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "meet me at home at five"),
        ("en", "I live at the corner. dot com"),
        ("en", "Hi @Eve, see https://frank.website.com/CV/"),
        ("it", "non ce l'ho"),
        ("it", "mi chiamo Mario Rossi"),
        ("es", "no tengo correo"),
        ("fr", "je n'en ai pas, point"),
        ("de", "das ist der Punkt"),
        ("pt", "não tenho email"),
    ],
)
def test_words_without_an_address_give_nothing(locale, text):
    reading = recognise_email(text, Context(locale, NOW))
    assert reading.matches == ()
    assert reading.violations == ()


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Alice@abc is invalid"),
        ("en", "a..bc@outlook.com"),
        ("en", "carol@new_type.com"),
        ("it", "mario rossi chiocciola"),
        ("es", "juan arroba casa"),
        ("de", "hans punkt at gmx punkt de"),
    ],
)
def test_broken_address_is_a_format_violation(locale, text):
    reading = recognise_email(text, Context(locale, NOW))
    assert reading.matches == ()
    assert {violation.rule for violation in reading.violations} == {"format"}


def test_words_around_the_address_are_outside_its_span():
    text = "my email is mario dot rossi at example dot com thank you"
    match = recognise_email(text, Context("en", NOW)).matches[0]
    assert match.raw == "mario dot rossi at example dot com" == text[slice(*match.span)]


@pytest.mark.parametrize(
    ("locale", "text"), [("en", "smith with a y at gmail dot com"), ("it", "francesca con la c chiocciola gmail punto com")]
)
def test_word_on_spelling_is_no_part_of_the_address_and_makes_it_doubtful(locale, text):
    (match,) = recognise_email(text, Context(locale, NOW)).matches
    assert match.value in {"smith@gmail.com", "francesca@gmail.com"}
    assert match.confidence <= 0.5


def test_typed_address_is_surer_than_spoken_and_spoken_than_inferred():
    typed, spoken, inferred = (
        recognise_email(text, Context("en", NOW)).matches[0].confidence
        for text in ("bob@gmail.com", "bob at gmail dot com", "bob at gmail")
    )
    assert typed > spoken > inferred


def _vocabulary() -> list[str]:
    words = {
        "@",
        ".",
        "-",
        "_",
        "'",
        "a",
        "m",
        "è",
        "rossi",
        "double",
        "doppia",
        "gmail.com",
        "82",
        "come",
        "milano",
        "ottantadue",
        ",",
        "co",
        "uk",
    }
    for table in (SIGNS, PROVIDERS, {"": EVERYWHERE}):
        words.update(word for entries in table.values() for phrase in entries for word in (phrase, *phrase.split()))
    for phrases in (*REMARKS.values(), *BEFORE.values()):
        words.update(phrases.replace("|", " ").split())
    return sorted(words)


@settings(max_examples=examples(200), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_vocabulary()), max_size=14).map(" ".join)),
    language=st.sampled_from((*LANGUAGES, "xx")),
)
def test_any_text_is_answered_with_fitting_spans(text, language):
    reading = recognise_email(text, Context(language, NOW))
    for found in (*reading.matches, *reading.violations):
        start, end = found.span
        assert 0 <= start < end <= len(text)
        assert text[start:end] == found.raw
    assert all(0 < match.confidence <= 1 and match.value == match.value.lower() for match in reading.matches)


@pytest.mark.parametrize(
    "text", ["a@" * 2000, "a" * 5000 + "@b.c", "double " * 700, "chiocciola " * 500, "\u0300" * 4000, "a." * 2000 + "@"]
)
def test_long_text_is_answered(text):
    for language in LANGUAGES:
        recognise_email(text, Context(language, NOW))
