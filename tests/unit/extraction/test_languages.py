"""Languages that people ask for."""

import pytest

from omnia.dialogue.extraction.registry import recognise
from tests.unit.extraction.reading import context

SAID = {
    "en": {
        "I'd like to speak English": "en",
        "Spanish please": "es",
        "mandarin": "zh",
        "Cantonese": "yue",
        "Brazilian Portuguese": "pt",
        "I speak French but I would rather have German": "de",
        "I don't speak English, Italian please": "it",
        "portugese": "pt",
        "español": "es",
        "polski": "pl",
        "русский": "ru",
        "hablo español": "es",
        "中文": "zh",
    },
    "it": {
        "preferisco l'italiano": "it",
        "lingua inglese": "en",
        "parlo francese ma preferisco lo spagnolo": "es",
        "in tedesco, per favore": "de",
        "English please": "en",
        "romeno": "ro",
    },
    "es": {
        "castellano": "es",
        "en inglés": "en",
        "hablo catalán": "ca",
        "euskera": "eu",
        "no hablo español, prefiero inglés": "en",
    },
    "fr": {"plutôt en allemand": "de", "langue anglaise": "en", "je parle arabe": "ar", "l'espagnol": "es", "en français": "fr"},
    "de": {
        "auf Deutsch bitte": "de",
        "ich kann kein Deutsch, Englisch bitte": "en",
        "in italienischer Sprache": "it",
        "Tuerkisch": "tr",
        "Schwizerdütsch": "gsw",
    },
    "pt": {"prefiro falar português": "pt", "em espanhol": "es", "inglês": "en", "mandarim": "zh", "brasileiro": "pt"},
}

NOTHING = [
    ("en", "I have no idea"),
    ("en", "I don't speak English"),
    ("it", "fa lo stesso"),
    ("es", "me da igual"),
    ("fr", "peu importe"),
    ("de", "das ist mir egal"),
    ("pt", "tanto faz"),
]


@pytest.mark.parametrize(("language", "text", "code"), [(name, *case) for name, said in SAID.items() for case in said.items()])
def test_language_asked_for_is_found_by_its_code(language, text, code):
    assert recognise("language", text, context(language)).matches[0].value == code


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_words_that_name_no_language_give_nothing(language, text):
    assert recognise("language", text, context(language)).matches == ()


def test_language_that_is_not_wanted_is_passed_over():
    matches = recognise("language", "French or German", context("en", languages=["de", "it"])).matches
    assert [match.value for match in matches] == ["de"]
