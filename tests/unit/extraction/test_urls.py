"""Web addresses typed and spoken in six languages."""

import pytest

from omnia.dialogue.extraction.languages import LANGUAGES
from omnia.dialogue.extraction.registry import recognise
from omnia.dialogue.speech import speak_value
from tests.unit.extraction.reading import context

SPOKEN = {
    "en": {
        "w w w dot example dot com slash news": "https://www.example.com/news",
        "our website is example dot com": "https://example.com",
        "double u double u double u dot my hyphen shop dot co dot uk": "https://www.my-shop.co.uk",
        "h t t p colon slash slash www dot example dot org": "http://www.example.org",
        "www dot e x a m p l e dot com": "https://www.example.com",
        "you can find us at example dot com slash about": "https://example.com/about",
        "w w w example dot com": "https://www.example.com",
        "example dot com slash news and that is all": "https://example.com/news",
        "w w w dot example dot com slash two thousand twenty six slash april": "https://www.example.com/2026/april",
    },
    "it": {
        "vu vu vu punto comune punto milano punto it barra orari": "https://www.comune.milano.it/orari",
        "acca ti ti pi esse due punti barra barra www punto esempio punto it": "https://www.esempio.it",
        "il sito è studio legale rossi punto it": "https://studiolegalerossi.it",
        "www.comune.milano.it barra orari": "https://www.comune.milano.it/orari",
        "doppia vu doppia vu doppia vu punto bar trattino sport punto com": "https://www.bar-sport.com",
        "www punto e s e m p i o punto i ti": "https://www.esempio.it",
    },
    "es": {
        "tres uves dobles punto ejemplo punto es barra noticias": "https://www.ejemplo.es/noticias",
        "la página es uve doble uve doble uve doble punto banco guion sol punto es": "https://www.banco-sol.es",
        "doble u doble u doble u punto ejemplo punto com": "https://www.ejemplo.com",
        "ejemplo punto com punto mx": "https://ejemplo.com.mx",
    },
    "fr": {
        "trois w point exemple point fr barre oblique contact": "https://www.exemple.fr/contact",
        "c'est www point mon tiret exemple point fr": "https://www.mon-exemple.fr",
    },
    "de": {
        "www punkt beispiel punkt de": "https://www.beispiel.de",
        "we we we punkt müller bindestrich bau punkt de schrägstrich kontakt": "https://www.mueller-bau.de/kontakt",
        "gehen Sie auf beispiel punkt at": "https://beispiel.at",
        "ha te te pe es doppelpunkt doppelter schrägstrich beispiel punkt de": "https://beispiel.de",
    },
    "pt": {
        "três dáblios ponto exemplo ponto pt barra notícias": "https://www.exemplo.pt/noticias",
        "vá a exemplo traço loja ponto pt": "https://exemplo-loja.pt",
        "o site é exemplo ponto com ponto br": "https://exemplo.com.br",
    },
}

TYPED = {
    "https://www.Example.com/Path?x=1": "https://www.example.com/Path?x=1",
    "See www.example.com/contact, please.": "https://www.example.com/contact",
    "http://example.com:80/": "http://example.com",
    "example.com:8443/a_(b)": "https://example.com:8443/a_(b)",
    "(www.example.com/a)": "https://www.example.com/a",
    "EXAMPLE.COM": "https://example.com",
    "example.com/slash-punto": "https://example.com/slash-punto",
    "münchen.de": "https://münchen.de",
}


@pytest.mark.parametrize(
    ("language", "said", "address"),
    [(language, said, address) for language, cases in SPOKEN.items() for said, address in cases.items()],
)
def test_spoken_address_is_found(language, said, address):
    reading = recognise("url", said, context(language))
    assert [match.value for match in reading.matches] == [address]
    assert reading.violations == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("typed", "address"), TYPED.items())
def test_typed_address_is_found_in_every_language(language, typed, address):
    assert [match.value for match in recognise("url", typed, context(language)).matches] == [address]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "mario at example dot com"),
        ("en", "mario.rossi@example.com"),
        ("en", "the point is that I do not know"),
        ("en", "at this point it is too late"),
        ("en", "sure.No problem"),
        ("en", "at 10.am"),
        ("en", "we have no website"),
        ("it", "il punto è che non lo so"),
        ("it", "mario chiocciola esempio punto it"),
        ("es", "desde otro punto de vista"),
        ("fr", "de mon point de vue"),
        ("de", "Das ist der Punkt"),
        ("pt", "é um ponto de encontro"),
    ],
)
def test_words_without_an_address_give_nothing(language, said):
    reading = recognise("url", said, context(language))
    assert reading.matches == ()
    assert reading.violations == ()


@pytest.mark.parametrize(("language", "said"), [("en", "www dot example dot blah"), ("it", "vu vu vu punto esempio punto ittt")])
def test_announced_address_with_a_domain_that_does_not_exist_is_a_near_miss(language, said):
    reading = recognise("url", said, context(language))
    assert reading.matches == ()
    assert [miss.rule for miss in reading.violations] == ["format"]


def test_corrected_address_is_the_later_one():
    assert recognise("url", "example.com, no, example.org", context("en")).matches[0].value == "https://example.org"


def test_words_of_a_path_said_apart_are_joined_and_less_sure():
    (match,) = recognise("url", "www dot example dot com slash opening hours", context("en")).matches
    assert match.value == "https://www.example.com/openinghours"
    assert match.confidence < 0.8


@pytest.mark.parametrize(
    ("locale", "readback", "said"),
    [
        ("it", "plain", "www punto comune punto milano punto it barra orari"),
        ("en", "spelled", "www, dot, C, O, M, U, N, E, dot, M, I, L, A, N, O, dot, it, slash, O, R, A, R, I"),
    ],
)
def test_address_is_read_back_with_its_signs_by_name(locale, readback, said):
    assert speak_value("url", "https://www.comune.milano.it/orari", locale, readback) == said


def test_an_address_of_another_kind_that_is_spelled_comes_to_an_end():
    said = "a b tres punto s d d punto tres arroba g mail punto com"

    assert [match.value for match in recognise("url", said, context("es")).matches] == []
