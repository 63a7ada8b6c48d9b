"""Several options chosen in one answer: named, by place, all, none, all but some; and corrections of what was chosen before."""

import pytest

from omnia.dialogue.extraction.registry import recognise
from tests.unit.extraction.reading import context

ALL = ["phone", "email", "post"]
NAMES = {
    "phone": {
        "en": ["phone", "telephone", "call me"], "it": ["telefono"], "es": ["teléfono"], "fr": ["téléphone"],
        "de": ["Telefon"], "pt": ["telefone"],
    },
    "email": {
        "en": ["email", "e-mail"], "it": ["e-mail", "mail"], "es": ["email", "correo electrónico"], "fr": ["e-mail", "mail"],
        "de": ["E-Mail"], "pt": ["e-mail"],
    },
    "post": {
        "en": ["post", "letter"], "it": ["posta"], "es": ["carta", "correo postal"], "fr": ["courrier"], "de": ["Post", "Brief"],
        "pt": ["correio", "carta"],
    },
}  # fmt: skip
ENTRIES = [{"value": value, "synonyms": synonyms} for value, synonyms in NAMES.items()]
SAID = {
    "en": [
        ("phone and e-mail", ["phone", "email"]),
        ("all of them", ALL),
        ("none", []),
        ("everything except post", ["phone", "email"]),
        ("none of them thanks", []),
        ("email, phone", ["phone", "email"]),
        ("not by post", None),
        ("anything but post", ["phone", "email"]),
        ("the first two", ["phone", "email"]),
        ("all except the last one", ["phone", "email"]),
        ("both", None),
        ("all three please", ALL),
        ("phone but not email", ["phone"]),
        ("I don't want phone, post or email", None),
        ("I don't know", None),
        ("by phone or by email, either is fine", ["phone", "email"]),
        ("just email please", ["email"]),
        ("phone, no, email", ["email"]),
        ("all right, phone", ["phone"]),
        ("everything by email", ["email"]),
        ("both phone and email", ["phone", "email"]),
        ("one and three", None),
        ("1 and 3", ["phone", "post"]),
        ("the first and the third", ["phone", "post"]),
        ("email and nothing else", ["email"]),
        ("email yes, post no", ["email"]),
        ("I'd like you to call me and also send me an email", ["phone", "email"]),
        ("neither phone nor post, email", ["email"]),
        ("letter and telephon", ["phone", "post"]),
        ("not all of them", None),
        ("options one and two", None),
    ],
    "it": [
        ("tutti e due", None),
        ("tutti e tre", ALL),
        ("tutte", ALL),
        ("telefono e mail", ["phone", "email"]),
        ("e-mail no, telefono sì", ["phone"]),
        ("telefono sì, e-mail no, posta sì", ["phone", "post"]),
        ("la posta no il telefono sì", ["phone"]),
        ("tutto tranne la posta", ["phone", "email"]),
        ("nessuna", []),
        ("né telefono né posta, solo e-mail", ["email"]),
        ("le prime due", ["phone", "email"]),
        ("la prima e la terza", ["phone", "post"]),
        ("prima la posta", ["post"]),
        ("va bene per telefono e anche per posta", ["phone", "post"]),
        ("la posta non la voglio, ma il telefono sì", ["phone"]),
        ("sia telefono sia e-mail", ["phone", "email"]),
        ("non lo so", None),
        ("tutte meno l'ultima", ["phone", "email"]),
        ("solo e-mail e nient'altro", ["email"]),
        ("telefono, anzi e-mail", ["email"]),
        ("qualsiasi tranne telefono", ["email", "post"]),
        ("non per posta", None),
    ],
    "es": [
        ("todos menos el último", ["phone", "email"]),
        ("teléfono y correo electrónico", ["phone", "email"]),
        ("ninguno", []),
        ("los tres", ALL),
        ("las dos primeras", ["phone", "email"]),
        ("todo por email", ["email"]),
        ("por carta no, por teléfono sí", ["phone"]),
        ("solo por teléfono, nada más", ["phone"]),
        ("ni teléfono ni carta", None),
        ("la primera y la última", ["phone", "post"]),
    ],
    "fr": [
        ("toutes sauf la dernière", ["phone", "email"]),
        ("téléphone et e-mail", ["phone", "email"]),
        ("aucune", []),
        ("les trois", ALL),
        ("les deux premières", ["phone", "email"]),
        ("pas de courrier mais le téléphone et l'e-mail", ["phone", "email"]),
        ("je ne veux pas de courrier", None),
        ("tout à fait, par téléphone", ["phone"]),
        ("la première et la troisième", ["phone", "post"]),
        ("ni téléphone ni courrier", None),
        ("n'importe lequel", ALL),
        ("rien", []),
    ],
    "de": [
        ("alle außer Post", ["phone", "email"]),
        ("Telefon und E-Mail", ["phone", "email"]),
        ("keine davon", []),
        ("alle drei", ALL),
        ("die ersten beiden", ["phone", "email"]),
        ("per Post möchte ich nicht, aber per E-Mail", ["email"]),
        ("sowohl Telefon als auch E-Mail", ["phone", "email"]),
        ("weder Telefon noch Post, nur E-Mail", ["email"]),
        ("alles, nur nicht Post", ["phone", "email"]),
        ("die erste und die dritte", ["phone", "post"]),
        ("alles klar, Telefon", ["phone"]),
        ("ja bitte Telefon und Brief", ["phone", "post"]),
    ],
    "pt": [
        ("todos exceto o último", ["phone", "email"]),
        ("telefone e e-mail", ["phone", "email"]),
        ("nenhuma", []),
        ("as três", ALL),
        ("as duas primeiras", ["phone", "email"]),
        ("tudo menos correio", ["phone", "email"]),
        ("por carta não, por telefone sim", ["phone"]),
        ("só por e-mail", ["email"]),
        ("a primeira e a terceira", ["phone", "post"]),
        ("nem telefone nem correio", None),
    ],
}
CASES = [(language, text, value) for language, cases in SAID.items() for text, value in cases]


def chosen(language, text, **options):
    matches = recognise("multi_choice", text, context(language, **{"entries": ENTRIES, **options})).matches
    return matches[0].value if matches else None


MORE = [
    ("en", "the phone and the post but no emails please", ["phone", "post"]),
    ("en", "I'd rather you didn't call me, just email", ["email"]),
    ("en", "email or post, whichever", ["email", "post"]),
    ("en", "I'm not interested in any of them", []),
    ("en", "everything apart from carrier pigeons", None),
    ("it", "niente telefono, solo mail", ["email"]),
    ("it", "né l'uno né l'altro", []),
    ("it", "mail sì, posta no, telefono sì", ["phone", "email"]),
    ("es", "ninguna de las tres", []),
    ("fr", "ni téléphone ni courrier, seulement un mail", ["email"]),
    ("de", "weder das eine noch das andere", []),
    ("pt", "o primeiro e o terceiro", ["phone", "post"]),
]


@pytest.mark.parametrize(("language", "text", "value"), [*CASES, *MORE])
def test_options_are_understood_in_the_order_of_the_list(language, text, value):
    assert chosen(language, text) == value


@pytest.mark.parametrize(
    ("language", "text", "options", "value"),
    [
        ("en", "and post", {}, ALL),
        ("en", "also post", {}, ALL),
        ("en", "post", {}, ["post"]),
        ("en", "post", {"adds": True}, ALL),
        ("en", "only post", {"adds": True}, ["post"]),
        ("en", "not email", {}, ["phone"]),
        ("en", "remove email", {}, ["phone"]),
        ("en", "post instead of email", {}, ["phone", "post"]),
        ("it", "aggiunga anche la posta", {}, ALL),
        ("it", "togliere la mail", {}, ["phone"]),
        ("it", "la posta invece della mail", {}, ["phone", "post"]),
        ("es", "y también por carta", {}, ALL),
        ("fr", "pas le mail", {}, ["phone"]),
        ("de", "auch per Post", {}, ALL),
        ("de", "ohne E-Mail", {}, ["phone"]),
        ("pt", "o correio também", {}, ALL),
    ],
)
def test_options_chosen_before_are_added_to_and_taken_from(language, text, options, value):
    assert chosen(language, text, held=["phone", "email"], **options) == value


@pytest.mark.parametrize(
    ("language", "text"), [("en", "both of them"), ("it", "tutti e due"), ("fr", "toutes les deux"), ("de", "beide")]
)
def test_both_are_all_where_there_are_two(language, text):
    assert chosen(language, text, entries=ENTRIES[:2]) == ["phone", "email"]
    assert chosen(language, text) is None


@pytest.mark.parametrize("held", [None, 3, "phone", [None, {}], [["x"]]])
def test_what_is_held_counts_only_as_a_list_of_keys(held):
    assert chosen("en", "and post", held=held) == ["post"]


def test_misspelt_option_is_understood_beside_others_unless_slips_are_forbidden():
    assert chosen("en", "letter and telephon") == ["phone", "post"]
    assert chosen("en", "letter and telephon", fuzzy=False) == ["post"]


def test_without_options_nothing_is_chosen():
    assert chosen("en", "all of them", entries=[]) is None


@pytest.mark.parametrize("text", ["not " * 900, "all but " * 500, "first " * 700, "phone, " * 700, "abcdefgh " * 500])
def test_endless_answer_is_read_to_an_end(text):
    chosen("en", text)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "not by phone, by email", "email"),
        ("en", "the second one", "email"),
        ("en", "number three", "post"),
        ("en", "2", "email"),
        ("en", "call me at 3", "phone"),
        ("en", "I don't want a letter", None),
        ("en", "all of them", None),
        ("it", "non per posta, per e-mail", "email"),
        ("it", "l'ultima", "post"),
        ("es", "la segunda", "email"),
        ("fr", "pas par courrier, par e-mail", "email"),
        ("fr", "la dernière", "post"),
        ("de", "nicht per Post, lieber per E-Mail", "email"),
        ("de", "die zweite", "email"),
        ("pt", "não por carta, por e-mail", "email"),
        ("pt", "a última", "post"),
    ],
)
def test_one_option_is_told_by_its_place_and_not_by_what_is_denied(language, text, value):
    matches = recognise("choice", text, context(language, entries=ENTRIES)).matches
    assert [match.value for match in matches[:1]] == ([value] if value else [])
