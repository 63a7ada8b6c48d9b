"""Yes and no, reactions to a read-back, universals, options of closed lists."""

import pytest

from omnia.dialogue.extraction.answers.commands import names_wrong_part, recognise_universal
from omnia.dialogue.extraction.answers.yes_no import is_correction, read_confirmation
from omnia.dialogue.extraction.registry import recognise
from tests.unit.extraction.reading import context

YES = {
    "en": ["yes", "yeah sure", "yes please", "that's right", "of course", "yep", "ok", "I agree", "absolutely", "why not"],
    "it": ["sì", "si", "sì grazie", "esatto", "certo", "va bene", "d'accordo", "ok", "assolutamente sì", "confermo"],
    "es": ["sí", "claro", "vale", "de acuerdo", "correcto", "por supuesto"],
    "fr": ["oui", "ouais", "d'accord", "bien sûr", "c'est ça", "tout à fait"],
    "de": ["ja", "genau", "stimmt", "in Ordnung", "natürlich", "richtig"],
    "pt": ["sim", "claro", "está bem", "certo", "com certeza", "exato"],
}
NO = {
    "en": ["no", "nope", "no thanks", "not really", "absolutely not", "I don't agree", "that's wrong", "nobody"],
    "it": ["no", "no grazie", "assolutamente no", "per niente", "non sono d'accordo", "nessuno"],
    "es": ["no", "no gracias", "para nada", "no estoy de acuerdo", "nadie"],
    "fr": ["non", "non merci", "pas du tout", "je ne suis pas d'accord", "personne"],
    "de": ["nein", "nein danke", "auf keinen Fall", "das stimmt nicht", "niemand"],
    "pt": ["não", "não obrigado", "de modo nenhum", "não concordo", "ninguém"],
}
NEITHER = {
    "en": ["maybe", "I don't know", "blue cheese", "not sure", "what do you mean"],
    "it": ["forse", "non so", "formaggio", "boh", "non sono sicuro"],
    "es": ["quizás", "no sé", "queso azul"],
    "fr": ["peut-être", "je ne sais pas", "fromage"],
    "de": ["vielleicht", "keine Ahnung", "Käse"],
    "pt": ["talvez", "não sei", "queijo"],
}


def cases(table, value):
    return [(language, text, value) for language, texts in table.items() for text in texts]


@pytest.mark.parametrize(("language", "text", "value"), [*cases(YES, [True]), *cases(NO, [False]), *cases(NEITHER, [])])
def test_yes_no_or_neither(language, text, value):
    assert [match.value for match in recognise("yes_no", text, context(language)).matches] == value


IDIOMS = {
    True: {
        "en": ["go for it", "I don't mind", "not a problem", "I suppose so", "spot on", "no objections", "no doubt"],
        "it": ["eccome", "perché no", "nessun problema", "sono io", "non è sbagliato", "penso proprio di sì", "ma certo"],
        "es": ["soy yo", "ya lo creo", "no me importa", "venga", "pues sí", "ningún problema", "encantado"],
        "fr": ["pas de souci", "sans aucun doute", "sûr", "mais oui", "aucun problème", "c'est pas faux", "si si"],
        "de": ["auf alle Fälle", "doch", "kein Thema", "das bin ich", "nichts dagegen", "aber sicher doch"],
        "pt": ["sou eu", "quero", "com todo o gosto", "não há problema", "pois claro", "é sim"],
    },
    False: {
        "en": ["not yet", "I'm afraid not", "not a chance", "neither", "hell no", "I'd rather not"],
        "it": ["certo che no", "figuriamoci", "non ancora", "meglio di no", "neanche per idea", "purtroppo no"],
        "es": ["claro que no", "ni loco", "de eso nada", "todavía no", "mejor no"],
        "fr": ["pas encore", "surtout pas", "jamais de la vie", "ça ne m'intéresse pas", "bien sûr que non"],
        "de": ["auf gar keinen Fall", "im Gegenteil", "leider nicht", "nicht wirklich", "kommt nicht in Frage"],
        "pt": ["nem por sombras", "que nada", "ainda não", "claro que não", "prefiro não"],
    },
    None: {
        "en": ["yes and no", "I'm not so sure", "it is Tuesday", "I am Bob", "it depends"],
        "it": ["sì e no", "può darsi", "dipende", "ho già pagato", "chissà"],
        "es": ["sí y no", "a lo mejor", "va a llover", "quién sabe"],
        "fr": ["oui et non", "si c'est possible", "juste une minute", "ça dépend"],
        "de": ["weiß nicht", "ich weiß es nicht", "jein", "mal sehen"],
        "pt": ["sim e não", "é possível", "o número é cinco", "se calhar", "vamos ver"],
    },
}


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [(language, text, value) for value, table in IDIOMS.items() for language, texts in table.items() for text in texts],
)
def test_idiom_says_yes_no_or_neither(language, text, value):
    found = [match.value for match in recognise("yes_no", text, context(language)).matches]
    assert found == ([] if value is None else [value])


@pytest.mark.parametrize(
    ("language", "text", "polarity", "rest"),
    [
        ("en", "yes", True, ""),
        ("en", "no, the 13th", False, "13th"),
        ("en", "no, I meant the 13th", False, "13th"),
        ("en", "yes, and my phone is 333", True, "and my phone is 333"),
        ("en", "the 13th", None, "the 13th"),
        ("it", "no, volevo dire il 13", False, "13"),
        ("it", "sì, esatto", True, ""),
        ("de", "nein, am 13.", False, "am 13."),
        ("pt", "quero mudar a data", None, "quero mudar a data"),
        ("pt", "quero, obrigado", True, "obrigado"),
    ],
)
def test_reaction_to_a_read_back_is_taken_apart(language, text, polarity, rest):
    found = read_confirmation(text, language)
    assert (found.polarity, found.rest) == (polarity, rest)
    assert text[found.offset :] == found.rest


@pytest.mark.parametrize(
    ("language", "text", "taken_back"),
    [
        ("en", "no, I meant Monday", True),
        ("it", "volevo dire lunedì", True),
        ("en", "no, the other one", False),
        ("fr", "non", False),
    ],
)
def test_taking_back_is_told_from_plain_answers(language, text, taken_back):
    assert is_correction(text, language) is taken_back


NAMES = ("repeat", "help", "wait", "cancel", "agent", "start_over")
UNIVERSALS = {
    "en": ("could you repeat that", "help", "one moment please", "cancel", "can I speak to a person", "start over"),
    "it": ("può ripetere", "aiuto", "un momento", "annulla", "vorrei parlare con un operatore", "ricominciamo"),
    "es": ("puede repetir", "ayuda", "un momento", "cancelar", "quiero hablar con una persona", "empezar de nuevo"),
    "fr": ("pouvez-vous répéter", "aide", "un instant", "annuler", "je voudrais parler à un conseiller", "recommencer"),
    "de": (
        "können Sie das wiederholen", "Hilfe", "einen Moment bitte", "abbrechen", "ich möchte mit einem Mitarbeiter sprechen",
        "von vorne",
    ),
    "pt": ("pode repetir", "ajuda", "um momento", "cancelar", "quero falar com uma pessoa", "começar de novo"),
}  # fmt: skip
SAID = [(language, name, text) for language, texts in UNIVERSALS.items() for name, text in zip(NAMES, texts, strict=True)]


@pytest.mark.parametrize(("language", "wanted", "text"), SAID)
def test_universal_in_every_language(language, wanted, text):
    assert recognise_universal(text, language) == wanted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "my name is Help Smith"),
        ("en", "the 12th of May"),
        ("it", "il mio operatore è Tim"),
        ("en", "I was born in May, wait, in June"),
    ],
)
def test_answer_is_no_universal(language, text):
    assert recognise_universal(text, language) is None


@pytest.mark.parametrize(
    ("language", "text", "part"),
    [
        ("en", "the year is wrong", "year"),
        ("en", "change the day", "day"),
        ("it", "l'anno è sbagliato", "year"),
        ("it", "il giorno non è giusto", "day"),
        ("en", "everything is wrong", None),
        ("en", "the day and the year are wrong", None),
        ("en", "it was a good year", None),
    ],
)
def test_wrong_part_is_named(language, text, part):
    labels = {"en": {"day": ["day"], "year": ["year"]}, "it": {"day": ["giorno"], "year": ["anno"]}}[language]
    assert names_wrong_part(text, language, labels) == part


ENTRIES = [
    {"value": "post", "label": {"en": "Post"}, "synonyms": {"en": ["mail", "letter"]}},
    {"value": "office", "label": {"en": "Post office"}},
    {"value": "telephone", "label": {"en": "Telephone"}, "synonyms": {"en": ["call me"]}},
]


@pytest.mark.parametrize("entries", [3, None, [None], ["x"], [{}], [{"value": 5, "label": None, "synonyms": {"en": 7}}]])
def test_options_without_their_form_do_not_count(entries):
    assert recognise("choice", "blue cheese", context("en", entries=entries)).matches == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("by post please", ["post"]),
        ("at the post office", ["office"]),
        ("please call me", ["telephone"]),
        ("telephon", ["telephone"]),
        ("post or telephone", ["post", "telephone"]),
        ("blue cheese", []),
    ],
)
def test_option_is_found_by_label_synonym_or_near_spelling(text, values):
    assert [match.value for match in recognise("choice", text, context("en", entries=ENTRIES)).matches] == values
