"""People's names said in six languages."""

from datetime import datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sampling import examples

from omnia.dialogue.extraction.languages import LANGUAGES, pack
from omnia.dialogue.extraction.people.names import recognise_first_name, recognise_full_name, recognise_last_name
from omnia.dialogue.extraction.values import Context

CUES = {language: pack(language).people.names.cues for language in LANGUAGES}
FIRST_LABELS = {language: pack(language).people.names.first_labels for language in LANGUAGES}
FIRST_NAMES = {language: pack(language).people.names.first_names for language in LANGUAGES}
HONORIFICS = {language: pack(language).people.names.honorifics for language in LANGUAGES}
LAST_LABELS = {language: pack(language).people.names.last_labels for language in LANGUAGES}
FILLERS = {language: pack(language).people.names.fillers for language in LANGUAGES}
STOPWORDS = {language: pack(language).people.names.stopwords for language in LANGUAGES}
PARTICLES = {language: pack(language).people.names.particles for language in LANGUAGES}
WEAK_CUES = {language: pack(language).people.names.weak_cues for language in LANGUAGES}

NOW = datetime.fromisoformat("2026-11-23T10:00")

NAMES = {
    "en": {
        "my name is john mcdonald": ("John", "McDonald"),
        "I'm John O'Brien": ("John", "O'Brien"),
        "john o brien": ("John", "O'Brien"),
        "first name Mary last name Smith": ("Mary", "Smith"),
        "surname Smith, first name Mary": ("Mary", "Smith"),
        "my first name is John and my last name is Smith": ("John", "Smith"),
        "my name is John Fitzgerald Kennedy": ("John Fitzgerald", "Kennedy"),
        "John F. Kennedy": ("John F", "Kennedy"),
        "Will Smith": ("Will", "Smith"),
        "this is Dr. Sarah Connor speaking": ("Sarah", "Connor"),
        "It's Vincent van Gogh": ("Vincent", "van Gogh"),
        "Mr Smith": (None, "Smith"),
        "Smith, John": ("John", "Smith"),
        "wei zhang": ("Wei", "Zhang"),
        "John": ("John", None),
        "MARY SMITH": ("Mary", "Smith"),
        "John Smyth, that's S M I T H": ("John", "Smith"),
        "J O H N": ("John", None),
    },
    "it": {
        "mi chiamo mario rossi": ("Mario", "Rossi"),
        "sono il signor Rossi": (None, "Rossi"),
        "sono anna de luca": ("Anna", "De Luca"),
        "cognome De Luca nome Anna": ("Anna", "De Luca"),
        "di nome faccio mario e di cognome rossi": ("Mario", "Rossi"),
        "nome e cognome: Luca Verdi": ("Luca", "Verdi"),
        "mi chiamo giovanni d'angelo": ("Giovanni", "D'Angelo"),
        "giovanni d angelo": ("Giovanni", "D'Angelo"),
        "Rossi Mario": ("Mario", "Rossi"),
        "Maria Teresa Bianchi": ("Maria Teresa", "Bianchi"),
        "il mio nome è Gennaro Esposito e vorrei informazioni": ("Gennaro", "Esposito"),
        "buongiorno, sono Ermenegildo Zegna": ("Ermenegildo", "Zegna"),
        "mario rossi di milano": ("Mario", "Rossi"),
        "mi chiamo domenica rossi": ("Domenica", "Rossi"),
        "Mario Rosi, R O doppia S I": ("Mario", "Rossi"),
        "Rossi, erre o doppia esse i": (None, "Rossi"),
    },
    "es": {
        "me llamo gabriel garcía márquez": ("Gabriel", "García Márquez"),
        "soy maría del carmen lópez garcía": ("María del Carmen", "López García"),
        "mi nombre es Juan de la Cruz": ("Juan", "de la Cruz"),
        "Juan Carlos Pérez": ("Juan Carlos", "Pérez"),
        "nombre Pedro apellidos Sánchez Castejón": ("Pedro", "Sánchez Castejón"),
        "soy el señor Gómez": (None, "Gómez"),
        "José Ortega y Gasset": ("José", "Ortega y Gasset"),
    },
    "fr": {
        "je m'appelle jean-pierre dupont": ("Jean-Pierre", "Dupont"),
        "mon nom est Charles de Gaulle": ("Charles", "de Gaulle"),
        "nom Dupont prénom Marie": ("Marie", "Dupont"),
        "nom et prénom : Dupont Marie": ("Marie", "Dupont"),
        "c'est Marie Dupont à l'appareil": ("Marie", "Dupont"),
        "madame Durand": (None, "Durand"),
        "Jean Martin": ("Jean", "Martin"),
    },
    "de": {
        "ich heiße hans müller": ("Hans", "Müller"),
        "mein Name ist Karl von Stein": ("Karl", "von Stein"),
        "Vorname Anna Nachname Schmidt": ("Anna", "Schmidt"),
        "ich bin die Frau Weber": (None, "Weber"),
        "Hans Müller am Apparat": ("Hans", "Müller"),
        "mein Name ist Anna Schmidt und ich möchte etwas fragen": ("Anna", "Schmidt"),
        "Schmitt, S C H M I D T": (None, "Schmidt"),
    },
    "pt": {
        "o meu nome é joão da silva": ("João", "da Silva"),
        "chamo-me Maria dos Santos Costa": ("Maria", "dos Santos Costa"),
        "Ana Paula Ferreira": ("Ana Paula", "Ferreira"),
        "nome Rui apelido Costa": ("Rui", "Costa"),
        "sou o Pedro": ("Pedro", None),
        "sou a senhora Pereira": (None, "Pereira"),
    },
}

NOTHING = {
    "en": [
        "yes",
        "what?",
        "I don't know",
        "I'm tired",
        "twenty five",
        "call me tomorrow",
        "can you repeat that",
        "I will call you",
        "it is a blue car",
        "next monday",
        "I'm from London",
    ],
    "it": [
        "sì",
        "non lo so",
        "sono stanco",
        "venti",
        "trentasei",
        "domenica",
        "domani mattina",
        "vorrei parlare con un operatore",
        "via Roma 12",
        "sono di Roma",
        "è urgente",
    ],
    "es": ["no", "no sé", "estoy cansado", "soy de Madrid", "necesito ayuda", "mil doscientos"],
    "fr": [
        "oui",
        "je ne sais pas",
        "je suis fatigué",
        "c'est urgent",
        "j'ai besoin d'aide",
        "je suis de Paris",
        "quatre-vingt-dix",
    ],
    "de": ["ja", "ich weiß nicht", "ich bin müde", "ich bin aus Berlin", "ich bin Kunde", "übermorgen", "fünfundzwanzig"],
    "pt": ["não", "não sei", "estou cansado", "sou de Lisboa", "preciso de ajuda", "vinte e cinco"],
}

FOCUSED = [
    ("it", "first", "Ermenegildo", "Ermenegildo", None),
    ("it", "first", "maria teresa", "Maria Teresa", None),
    ("it", "first", "Gian Luca", "Gian Luca", None),
    ("it", "first", "Anna Bianchi", "Anna", "Bianchi"),
    ("it", "last", "de luca", None, "De Luca"),
    ("it", "last", "erre o esse esse i", None, "Rossi"),
    ("it", "last", "roma otranto savona savona imola", None, "Rossi"),
    ("es", "last", "garcía márquez", None, "García Márquez"),
    ("fr", "last", "Martin", None, "Martin"),
    ("de", "last", "von stein", None, "von Stein"),
    ("pt", "last", "da silva", None, "da Silva"),
]


@pytest.mark.parametrize(
    ("locale", "text", "name"), [(locale, text, name) for locale, cases in NAMES.items() for text, name in cases.items()]
)
def test_name_said_is_found_and_written_as_a_name(locale, text, name):
    match = recognise_full_name(text, Context(locale, NOW)).matches[0]
    assert (match.value["first"], match.value["last"]) == name
    assert match.parts == {part: said for part, said in match.value.items() if said is not None}


@pytest.mark.parametrize(("locale", "text"), [(locale, text) for locale, texts in NOTHING.items() for text in texts])
def test_words_that_are_no_name_give_nothing(locale, text):
    assert recognise_full_name(text, Context(locale, NOW)).matches == ()


@pytest.mark.parametrize(("locale", "focus", "text", "first", "last"), FOCUSED)
def test_part_that_was_asked_decides_what_a_single_word_is(locale, focus, text, first, last):
    value = recognise_full_name(text, Context(locale, NOW, focus=focus)).matches[0].value
    assert value == {"first": first, "last": last}


@pytest.mark.parametrize("locale", LANGUAGES)
def test_first_and_last_name_alone_are_texts(locale):
    name = {
        "en": "John Smith",
        "it": "Mario Rossi",
        "es": "Juan Pérez",
        "fr": "Jean Dupont",
        "de": "Hans Müller",
        "pt": "João Costa",
    }[locale]
    first, last = name.split()
    assert recognise_first_name(name, Context(locale, NOW)).matches[0].value == first
    assert recognise_last_name(name, Context(locale, NOW)).matches[0].value == last
    assert recognise_last_name("xylander", Context(locale, NOW)).matches[0].value == "Xylander"


@pytest.mark.parametrize(
    ("locale", "text", "name"),
    [
        ("en", "Anne with an e", "Anne"),
        ("it", "Esposito con la esse", "Esposito"),
        ("fr", "Lefèvre, avec un accent", "Lefèvre"),
        ("de", "Schmidt mit d t", "Schmidt"),
        ("pt", "Mello com dois eles", "Mello"),
    ],
)
def test_remark_on_how_a_name_is_written_is_no_part_of_it(locale, text, name):
    recognise = recognise_first_name if name == "Anne" else recognise_last_name
    assert recognise(text, Context(locale, NOW)).matches[0].value == name


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("it", "mi sente"),
        ("it", "devo chiedere"),
        ("es", "me oye"),
        ("fr", "je dois demander"),
        ("de", "ich erinnere mich nicht"),
        ("pt", "não me lembro"),
    ],
)
def test_unknown_word_among_everyday_speech_is_no_name_even_where_one_is_asked(locale, text):
    for recognise in (recognise_first_name, recognise_last_name):
        assert recognise(text, Context(locale, NOW)).matches == ()


@pytest.mark.parametrize(
    ("locale", "text"), [("en", "good morning, it's Xylander"), ("it", "buongiorno Xylander"), ("de", "ja, Xylander bitte")]
)
def test_unknown_name_is_found_beside_politeness(locale, text):
    assert recognise_last_name(text, Context(locale, NOW)).matches[0].value == "Xylander"


def test_confidence_grows_with_what_is_known():
    announced, known, unknown, single = (
        recognise_full_name(text, Context("it", NOW)).matches[0].confidence
        for text in ("mi chiamo Mario Rossi", "Mario Rossi", "Ermenegildo Zegna", "Zegna")
    )
    assert announced > known >= 0.8 > unknown == 0.6 > single


def test_words_around_the_name_are_outside_its_span():
    text = "buongiorno, mi chiamo Mario Rossi e chiamo per la bolletta"
    match = recognise_full_name(text, Context("it", NOW)).matches[0]
    assert match.raw == "Mario Rossi" == text[slice(*match.span)]


def _vocabulary() -> list[str]:
    words = {
        "Rossi",
        "rossi",
        "O'Brien",
        "d'angelo",
        "R",
        "O",
        "double",
        "doppia",
        "esse",
        ",",
        ".",
        "-",
        "'",
        "12",
        "@",
        "Müller",
        "DE",
        "Wei",
    }
    for language in LANGUAGES:
        words.update(FIRST_NAMES[language].split()[:20])
        for table in (HONORIFICS, FILLERS, STOPWORDS, PARTICLES):
            words.update(table[language].split()[:40])
        for table in (CUES, FIRST_LABELS, LAST_LABELS, WEAK_CUES):
            words.update(table[language].split("|"))
    return sorted(words)


@example(text="DU0AA0ADU", language="en", focus=None)
@settings(max_examples=examples(250), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_vocabulary()), max_size=12).map(" ".join)),
    language=st.sampled_from((*LANGUAGES, "xx")),
    focus=st.sampled_from([None, "first", "last", "day"]),
)
def test_any_text_is_answered_with_fitting_spans(text, language, focus):
    for recognise in (recognise_full_name, recognise_first_name, recognise_last_name):
        for match in recognise(text, Context(language, NOW, focus=focus)).matches:
            start, end = match.span
            assert 0 <= start < end <= len(text)
            assert text[start:end] == match.raw
            assert 0 < match.confidence <= 1
            assert match.value


@pytest.mark.parametrize(
    "text",
    [
        "Mario Rossi " * 330,
        "a b c " * 600,
        "de la " * 600,
        "first name last name " * 200,
        "d'" * 2000,
        "\u0300" * 4000,
        "double " * 700,
    ],
)
def test_long_text_is_answered(text):
    for language in LANGUAGES:
        recognise_full_name(text, Context(language, NOW))
