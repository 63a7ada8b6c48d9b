"""What may confirm a value: nothing that excepts, doubts, contradicts itself or is only what the bot has said."""

import functools
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sampling import examples

from omnia.dialogue.compile import compile_program
from omnia.dialogue.conversation import Utterance, advance, begin
from omnia.dialogue.extraction.answers.reactions import exception_in, is_doubtful
from omnia.dialogue.extraction.answers.signs import is_contradictory
from omnia.dialogue.extraction.hearing.echoes import read_prompt, without_echo
from omnia.dialogue.extraction.languages import LANGUAGES, pack
from tests.specimens import seed
from tests.unit.dialogue.talking import NOW, date_node, node, talk, template

DOUBTS = {language: pack(language).answers.reactions.doubts for language in LANGUAGES}
EXCEPTIONS = {language: pack(language).answers.reactions.exceptions for language in LANGUAGES}

CATALOGUE = seed()
SAID = {"full_name": "Anna Rossi", "date": "13.5.2027", "digits": "1 2 3 4 5", "email": "anna@example.com"}
YES = {"en": "yes", "it": "sì", "es": "sí", "fr": "oui", "de": "ja", "pt": "sim"}
LOCALES = st.sampled_from(sorted(YES))
KEYS = st.sampled_from(sorted(SAID))
WORDS = ("the", "year", "with", "an", "s", "Rosi", "14", "zwei", "deux", "dos", "anna", "wrong", "fine", "1", "2")
TAILS = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
CHANGES = ("no", "Bianchi", "14", "the year is wrong", "6 7", "2028", "x@example.com", "1")
NO_NAMES = ("will do", "hope so", "mark that", "may be", "I guess", "could be", "yes probably", "banana split")


@functools.cache
def program_of(key, locale):
    return compile_program(template=CATALOGUE.templates[key], templates={}, locale=locale)


def read_back(key, locale):
    """A conversation in which a value has been read back; its program, state and the words of the read-back."""
    program = program_of(key, locale)
    state, _ = begin(program, channel="voice", variables={}, now=NOW)
    state, answer = advance(program, state, Utterance(SAID[key]), now=NOW)
    assert answer.listen["mode"] == "confirming"
    return program, state, " ".join(output["text"] for output in answer.outputs)


def confirms(program, state, text):
    """Whether an utterance makes a value confirmed."""
    _, answer = advance(program, state, Utterance(text), now=NOW)
    return any(entry["confirmed"] for entry in answer.values.values())


@settings(max_examples=examples(200), deadline=None)
@given(key=KEYS, locale=LOCALES, tail=TAILS, data=st.data())
def test_read_back_answered_with_an_exception_or_a_doubt_is_never_confirmed(key, locale, tail, data):
    phrases = {**EXCEPTIONS, **DOUBTS} if data.draw(st.booleans()) else EXCEPTIONS
    phrase = data.draw(st.sampled_from(phrases[locale].split("|")))
    text = data.draw(st.sampled_from([f"{YES[locale]}, {phrase} {tail}", f"{SAID[key]} {phrase} {tail}", f"{phrase} {tail}"]))
    if exception_in(text, locale) is None and not is_doubtful(text, locale):
        return  # `but of course`
    program, state, _ = read_back(key, locale)
    assert not confirms(program, state, text)


@settings(max_examples=examples(200), deadline=None)
@given(key=KEYS, locale=LOCALES, data=st.data())
def test_read_back_heard_again_whole_or_from_any_word_on_is_never_confirmed(key, locale, data):
    program, state, spoken = read_back(key, locale)
    assert confirms(program, state, YES[locale])
    words = spoken.split()
    start = data.draw(st.integers(0, len(words) - 2))
    heard = " ".join(words[start:])
    heard = data.draw(st.sampled_from([heard, heard.lower(), "".join(mark for mark in heard if mark not in ".,?¿").lower()]))
    assert not confirms(program, state, heard)


@settings(max_examples=examples(150), deadline=None)
@given(
    key=KEYS,
    locale=LOCALES,
    turns=st.lists(st.sampled_from(CHANGES), max_size=5),
)
def test_confirmed_value_was_read_back_after_its_last_change(key, locale, turns):
    program, state, _ = read_back(key, locale)
    shown = json.dumps(state["runs"], sort_keys=True)
    for text in [*turns, YES[locale]]:
        before = held_values(state)
        confirming = state.get("mode", "asking") == "confirming"
        state, answer = advance(program, state, Utterance(text), now=NOW)
        for name, entry in answer.values.items():
            if entry["confirmed"]:
                assert confirming, (shown, turns)
                assert entry["value"] == before[name]
        if answer.status == "finished":
            return


def held_values(state):
    """The values of a state, by path."""
    return {
        path: datum.get("content", {}).get("value")
        for run in state["runs"].values()
        for path, datum in run.get("data", {}).items()
    }


@pytest.mark.parametrize(
    ("heard", "left"),
    [
        ("Is that right?", ""),
        ("Ana Lopez. Is that right?", ""),
        ("anna lopez is that right", ""),
        ("Lopez. Is that right?", ""),
        ("Ana Lopez is that right yes", "yes"),
        ("Ana Lopez", ""),
        ("yes, Ana Lopez", "yes, Ana Lopez"),
        ("that's right", "that's right"),
        ("right", "right"),
        ("Ana Lopes", "Ana Lopes"),
        ("no, that is not right", "no, that is not right"),
    ],
)
def test_read_back_is_told_apart_from_answers_that_repeat_its_words(heard, left):
    assert without_echo(heard, read_prompt("Ana Lopez. Is that right?"), confirming=True) == left


@pytest.mark.parametrize(
    ("heard", "left"),
    [
        ("could I have your first and last name please", ""),
        ("your first and last name please Ana Lopez", "Ana Lopez"),
        ("first name", "first name"),
        ("Ana Lopez", "Ana Lopez"),
    ],
)
def test_question_heard_again_is_passed_over_and_the_answer_after_it_is_not(heard, left):
    prompt = read_prompt("Could I have your first and last name, please?")
    assert without_echo(heard, prompt, confirming=False) == left


def test_written_answer_in_the_words_of_the_read_back_is_an_answer():
    person = talk(template(date_node(confirm={"policy": "always"})), channel="chat").says("12 May 1980")
    assert person.says("12 May 1980").answer.outcome == "completed"


@pytest.mark.parametrize(
    ("language", "text", "both"),
    [
        ("en", "No no, go ahead", True),
        ("en", "no wait yes", True),
        ("en", "yes no", True),
        ("en", "no no", False),
        ("en", "no, it is the 13th", False),
        ("en", "it is not correct", False),
        ("en", "absolutely absolutely not", False),
        ("en", "no no that's not right", False),
        ("it", "no no, va bene", True),
        ("it", "sì, nessun problema", False),
        ("es", "no no, adelante", True),
        ("es", "no está bien", False),
        ("es", "no vale", False),
        ("fr", "non non, allez-y", True),
        ("fr", "d'accord, ce n'est pas ok", False),
        ("de", "nein nein, machen Sie das", True),
        ("de", "kein Problem", False),
        ("pt", "não não, pode ser", True),
        ("pt", "não está certo", False),
    ],
)
def test_yes_beside_no_is_both_and_a_denied_yes_is_not(language, text, both):
    assert is_contradictory(text, language) == both


@pytest.mark.parametrize("words", NO_NAMES)
def test_words_that_are_no_name_never_change_a_name_read_back(words):
    names = [{"id": "n.rule", "type": "rule", "recogniser": "full_name"}]
    parts = [
        {"id": f"name.{key}", "key": key, "kind": f"{key}_name", "label": {"en": key}, "steps": {}} for key in ("first", "last")
    ]
    person = talk(template(node("name", "full_name", parts=parts, contract={"engines": names}, confirm={"policy": "always"})))
    person.says("Ana Lopez")
    person.says(words)
    assert person.value("name") == {"first": "Ana", "last": "Lopez"}
    assert not person.is_confirmed("name")


def test_code_in_breaths_without_a_read_back_ends_with_silence_or_with_words_that_add_nothing():
    engines = [{"id": "d", "type": "rule", "recogniser": "digits", "options": {"minimum": 4, "maximum": 8}}]
    document = template(node("otp", "digits", contract={"engines": engines}, levels={"confirmation": 0}))
    person = talk(document).says("twelve").says("thirty four")
    assert person.answer.listen["expect_more"]
    assert person.value("otp") == "1234"
    assert person.says("fifty six").value("otp") == "123456"
    assert person.is_silent().answer.outcome == "completed"
    assert person.value("otp") == "123456"
    assert talk(document).says("twelve").says("thirty four").says("that's all").answer.outcome == "completed"
    assert talk(document).says("one two three four five six").answer.outcome == "completed"
