"""What arrives is brought into one form once: accents, invisible characters, digits of every script, tags of a recogniser."""

import unicodedata

import pytest

from omnia.dialogue.extraction.registry import recognise
from omnia.dialogue.extraction.text.door import at_the_door, blank_emoji
from tests.unit.dialogue.talking import node, step, talk, template
from tests.unit.extraction.reading import context

INVISIBLE = ("\u200b", "\u200e", "\u2060", "\u00ad", "\ufeff", "\u202a", "\u2069")

TYPED = [
    ("iban", "de", "DE89370400440532013000"),
    ("email", "en", "peter.brown@example.com"),
    ("phone", "fr", "0612345678"),
    ("number", "es", "1250"),
    ("date", "pt", "12/05/1980"),
    ("last_name", "it", "Rossi"),
]


def first(kind, language, said):
    matches = recognise(kind, said, context(language)).matches
    return matches[0] if matches else None


@pytest.mark.parametrize("character", INVISIBLE)
@pytest.mark.parametrize(("kind", "language", "said"), TYPED)
def test_invisible_character_anywhere_changes_no_value(kind, language, said, character):
    value = first(kind, language, said).value
    for place in range(1, len(said)):
        typed = f"{said[:place]}{character}{said[place:]}"
        found = first(kind, language, typed)
        assert (found.value, found.raw) == (value, typed)


@pytest.mark.parametrize(
    ("kind", "language", "said"),
    [
        ("amount", "de", "fünfzig Euro, nein, sechzig Euro"),
        ("time", "it", "alle tre, anzi, alle quattro perché è meglio"),
        ("city", "pt", "São Paulo"),
        ("full_name", "es", "José Muñoz"),
        ("date", "fr", "le 3 février 2027"),
        ("yes_no", "en", "no, the café is closed"),
    ],
)
def test_accents_apart_from_their_letters_change_nothing(kind, language, said):
    apart = unicodedata.normalize("NFD", said)
    assert apart != said
    assert first(kind, language, apart).value == first(kind, language, said).value


@pytest.mark.parametrize(
    ("kind", "language", "said", "value"),
    [
        ("digits", "en", "1️⃣2️⃣3️⃣", "123"),
        ("digits", "de", "\uff11\uff12\uff13\uff14", "1234"),
        ("number", "fr", "\u0664\u0665", 45),
        ("number", "en", "3²", 3),
        ("country", "es", "🇩🇪", "DE"),
        ("country", "en", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "GB"),
        ("email", "it", "📧mario@example.com", "mario@example.com"),
        ("yes_no", "pt", "👍🏽", True),
    ],
)
def test_digits_flags_and_emoji_stand_for_what_they_mean(kind, language, said, value):
    assert first(kind, language, said).value == value


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "[inaudible]"),
        ("en", "<unk>"),
        ("en", "(upbeat music)"),
        ("en", "Thanks for watching!"),
        ("it", "[musica]"),
        ("it", "Grazie per la visione!"),
        ("es", "(risas)"),
        ("es", "¡Gracias por ver el video!"),
        ("fr", "♪ [musique] ♪"),
        ("fr", "Merci d'avoir regardé cette vidéo !"),
        ("de", "*hustet*"),
        ("de", "Vielen Dank fürs Zuschauen!"),
        ("pt", "[silêncio] (ruídos)"),
        ("pt", "Obrigado por assistir!"),
    ],
)
@pytest.mark.parametrize("kind", ["last_name", "company_name", "city", "free_text"])
def test_what_a_recogniser_writes_over_silence_is_no_value(kind, language, written):
    assert first(kind, language, written) is None


def test_words_in_brackets_that_name_no_sound_stay():
    assert at_the_door("the red one (the big)").text == "the red one (the big)"
    assert first("company_name", "it", "Bianchi (Italia)") is not None


def test_sound_tag_in_a_conversation_is_silence_and_keeps_what_was_said():
    parts = [
        {
            "id": f"n.{key}",
            "key": key,
            "kind": f"{key}_name",
            "label": {"en": key},
            "steps": {"start": step(f"n.{key}", "start", f"{key}?")},
        }
        for key in ("first", "last")
    ]
    engines = [{"id": "n.rule", "type": "rule", "recogniser": "full_name"}]
    said = talk(template(node("name", "full_name", parts=parts, contract={"engines": engines}))).says("Ana").says("[inaudible]")
    assert said.value("name") == {"first": "Ana", "last": None}
    assert "no_input" in said.heard


def test_spans_lead_back_to_what_was_typed():
    door = at_the_door("a\u0301\u200bb")
    assert (door.text, door.span(0, 1), door.span(1, 2), door.span(0, 2)) == ("áb", (0, 2), (3, 4), (0, 4))


def test_plain_text_passes_as_it_is():
    assert at_the_door("Città – “due”").starts is None
    assert blank_emoji("plain") == "plain"


@pytest.mark.parametrize("said", ["김 민수", "अमित शर्मा", "สมชาย ใจดี", "Олена Шевченко", "محمد علي"])
def test_names_of_other_scripts_have_two_parts(said):
    value = first("full_name", "en", said).value
    assert {value["first"], value["last"]} == set(said.split())
