"""Names of companies, said and typed."""

import pytest

from omnia.dialogue.extraction.registry import recognise
from tests.unit.extraction.reading import context

SAID = {
    "en": {
        "my company is called Rossi and Sons Limited": "Rossi and Sons Limited",
        "my company is called rossi and sons limited": "Rossi and Sons Limited",
        "it is called um northern lights ltd": "Northern Lights Ltd",
        "Smith, Jones and Partners LLP": "Smith, Jones and Partners LLP",
        "barclays p l c": "Barclays PLC",
        "Acme Inc., I'm calling about an invoice": "Acme Inc.",
        "we are called the tea rooms and I am calling about my bill": "The Tea Rooms",
        "Northern Lights is the name": "Northern Lights",
        "a b c transport limited": "ABC Transport Limited",
        "I B M": "IBM",
        "booking dot com": "Booking.com",
        "Marks ampersand Spencer": "Marks & Spencer",
        "J. Smith & Co. Ltd.": "J. Smith & Co. Ltd",
        "acne, a c m e": "Acme",
        "I work for McDonald's": "McDonald's",
        "Studio 54": "Studio 54",
        "KPMG": "KPMG",
        "I'm the owner of Blue Sky Travel": "Blue Sky Travel",
    },
    "it": {
        "la ditta Fratelli Bianchi S.r.l.": "Fratelli Bianchi S.r.l.",
        "la ditta fratelli bianchi esse erre elle": "Fratelli Bianchi S.r.l.",
        "ferrero esse pi a": "Ferrero S.p.A.",
        "ragione sociale trasporti veloci snc": "Trasporti Veloci S.n.c.",
        "la mia ditta si chiama edil casa srl e chiamo per la bolletta": "Edil Casa S.r.l.",
        "Verdi S.a.s. di Mario Verdi & C.": "Verdi S.a.s. di Mario Verdi & C.",
        "l'oreal italia spa": "L'Oreal Italia S.p.A.",
        "la mia azienda è la Bianchi Costruzioni": "Bianchi Costruzioni",
        "azienda agricola Il Poggio": "Azienda agricola Il Poggio",
        "bianchi, no scusi, Autotrasporti Neri": "Autotrasporti Neri",
        "fratelli bianchi società a responsabilità limitata": "Fratelli Bianchi S.r.l.",
    },
    "es": {
        "la empresa se llama Hermanos García S.L.": "Hermanos García S.L.",
        "talleres lópez ese a": "Talleres López S.A.",
        "mi empresa se llama el rincón de pepe": "El Rincón de Pepe",
        "Transportes Ruiz sociedad limitada": "Transportes Ruiz S.L.",
    },
    "fr": {
        "ma société s'appelle Dupont et Fils": "Dupont et Fils",
        "martin esse a erre elle": "Martin SARL",
        "raison sociale : Transports Durand SAS": "Transports Durand SAS",
        "garage du centre": "Garage du Centre",
    },
    "de": {
        "Müller GmbH & Co. KG": "Müller GmbH & Co. KG",
        "müller ge em be ha und co ka ge": "Müller GmbH & Co. KG",
        "meine Firma heißt Bäckerei Schmidt": "Bäckerei Schmidt",
        "Malerbetrieb Schulz heißt die Firma": "Malerbetrieb Schulz",
        "die Firma Siemens": "Siemens",
        "meine Firma ist die Holzbau Weber GmbH": "Holzbau Weber GmbH",
        "bmw": "BMW",
        "schneider a ge": "Schneider AG",
    },
    "pt": {
        "a minha empresa chama-se Silva e Filhos, Lda.": "Silva e Filhos Lda.",
        "silva e filhos limitada": "Silva e Filhos Lda.",
        "construções lima unipessoal limitada": "Construções Lima Unipessoal Lda.",
        "transportes costa esse a": "Transportes Costa S.A.",
    },
}

NOTHING = [
    ("en", "I do not have a company"),
    ("en", "the company is in London"),
    ("en", "I'm self employed"),
    ("en", "why do you need that"),
    ("en", "it is a limited company"),
    ("en", "I work at the hospital"),
    ("it", "non ho una azienda"),
    ("it", "la ditta è in via Roma"),
    ("it", "azienda di costruzioni"),
    ("es", "no tengo empresa"),
    ("fr", "je suis particulier"),
    ("de", "die Firma ist in Berlin"),
    ("de", "ich bin selbstständig"),
    ("pt", "não tenho empresa"),
]


@pytest.mark.parametrize(("language", "text", "name"), [(name, *case) for name, said in SAID.items() for case in said.items()])
def test_company_said_is_written_with_its_legal_form_as_usual(language, text, name):
    assert recognise("company_name", text, context(language)).matches[0].value == name


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_words_that_name_no_company_give_nothing(language, text):
    assert recognise("company_name", text, context(language)).matches == ()


def test_name_with_a_legal_form_is_surer_than_one_with_nothing_beside_it():
    announced, legal, alone = (
        recognise("company_name", text, context("en")).matches[0].confidence
        for text in ("my company is called Acme Ltd", "Acme Ltd", "Acme")
    )
    assert announced > legal > alone
