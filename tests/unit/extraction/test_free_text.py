"""What a person says in their own words: all of it as it was said, and what is no answer at all."""

import pytest

from omnia.dialogue.extraction.registry import recognise
from tests.unit.extraction.reading import context

ANSWERS = {
    "en": [
        "my internet has been down since yesterday",
        "no",
        "uh the bill, you know, is too high",
        "5",
        "so expensive",
        "hello kitty toy",
    ],
    "it": ["internet non funziona da ieri", "no", "ehm la bolletta, cioè, è troppo alta", "niente", "allora è rotto"],
    "es": ["internet no funciona desde ayer", "no", "eh la factura, o sea, es demasiado alta", "nada más"],
    "fr": ["internet ne marche plus depuis hier", "non", "euh la facture, enfin, est trop élevée", "rien"],
    "de": ["das Internet geht seit gestern nicht", "nein", "äh die Rechnung ist halt zu hoch", "nichts"],
    "pt": ["a internet não funciona desde ontem", "não", "hum a fatura, digamos, está alta demais", "nada"],
}
NO_ANSWERS = {
    "en": ["", "   ", "...", "?", "uh", "um, well, let me think", "okay so", "hello?", "hello, can you hear me?", "thank you"],
    "it": ["ehm", "allora, vediamo", "mi faccia pensare", "pronto?", "pronto, mi sente?", "eh, dunque", "buongiorno", "scusi"],
    "es": ["eh", "pues, a ver", "déjeme pensar", "¿oiga?", "¿me oye?", "bueno, digamos"],
    "fr": ["euh", "alors, voyons", "laissez-moi réfléchir", "allô ?", "allô, vous m'entendez ?", "bonjour"],
    "de": ["äh", "also, Moment mal", "lassen Sie mich überlegen", "hallo?", "hören Sie mich?", "na gut"],
    "pt": ["hum", "ora bem, então", "deixe-me pensar", "está lá?", "está-me a ouvir?", "bom dia"],
}


def cases(table):
    return [(language, text) for language, texts in table.items() for text in texts]


@pytest.mark.parametrize(("language", "text"), cases(ANSWERS))
def test_answer_is_kept_as_it_was_said(language, text):
    assert [match.value for match in recognise("free_text", f" {text} ", context(language)).matches] == [text]


@pytest.mark.parametrize(("language", "text"), cases(NO_ANSWERS))
def test_hesitation_or_call_alone_is_no_answer(language, text):
    assert recognise("free_text", text, context(language)).matches == ()


def test_sign_alone_is_an_answer():
    assert recognise("free_text", "👍", context("en")).matches[0].value == "👍"
