"""Codes of which one character was misheard or mistyped: put right only where nothing else was meant, and always read back."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sampling import examples

from omnia.dialogue.conversation import parse_text
from omnia.dialogue.extraction.characters.forms import FORMS
from omnia.dialogue.extraction.hearing.checksum_repair import propose
from omnia.dialogue.extraction.registry import recognise
from omnia.dialogue.extraction.values import Context
from tests.unit.dialogue.talking import NOW, node, talk, template

IBAN_RULE = {"key": "check", "type": "checksum", "params": {"algorithm": "iban"}}
IBAN = "DE89370400440532013000"
MISHEARD = "D E acht fünf drei sieben null vier null null vier vier null fünf drei zwei null eins drei null null null"
CODICE, MISTYPED = "RSSMRA80A01H501U", "RSSMRA80A07H501U"


def asked(kind="iban", channel="voice", locale="de", **fields):
    return talk(template(node("code", kind, **fields)), channel=channel, locale=locale)


@pytest.mark.parametrize("policy", ["never", "always", "voice_only", "below_confidence"])
def test_misheard_digit_is_put_right_and_read_back_whatever_the_policy(policy):
    person = asked(confirm={"policy": policy}, constraints=[IBAN_RULE]).says(MISHEARD)
    assert person.value("code") == IBAN
    assert person.focus == ("code", "confirming")
    assert not person.is_confirmed("code")
    assert person.answer.values["code"]["confidence"] < 0.5
    assert person.says("ja").answer.outcome == "completed"
    assert person.is_confirmed("code")


def test_mistyped_digit_is_read_back_in_chat_too():
    person = asked("codice_fiscale", channel="chat", locale="it").says(MISTYPED)
    assert person.focus == ("code", "confirming")
    assert person.value("code") == CODICE


def test_template_that_cannot_read_back_repairs_nothing():
    person = asked(constraints=[IBAN_RULE], levels={"confirmation": 0}).says(MISHEARD)
    assert person.heard == "code invalid check"
    assert person.value("code") is None


def test_refused_repair_is_neither_kept_nor_proposed_again():
    person = asked(constraints=[IBAN_RULE]).says(MISHEARD).says("nein")
    assert person.heard == "code not_confirmed 1"
    assert person.value("code") is None
    assert person.says(MISHEARD).heard == "code invalid check"
    assert person.value("code") is None


def test_keys_of_a_telephone_are_not_put_right():
    keys = {"inputs": [{"dtmf": True, "min_digits": 13, "max_digits": 19}]}
    person = asked("card_number", locale="en", **keys).presses("4111111111111117")
    assert person.value("code") is None


def test_codes_with_a_weak_check_that_several_could_be_are_not_put_right():
    said = "four one one one one one one one one one one one one one five nine"
    assert propose("card_number", said, Context("en", NOW), "ear") is None


def test_tens_heard_for_teens_are_put_right():
    said = "D E eight nine three seven zero four zero zero four fourteen five three two zero one three zero zero zero"
    right = "DE89370400440532013000"
    assert propose("iban", said, Context("en", NOW), "ear").value == right


def test_parse_gives_a_repaired_code_as_a_violation_with_the_code_proposed():
    answer = parse_text("codice_fiscale", MISTYPED, locale="it", now=NOW)
    assert answer.matches == []
    assert not answer.valid
    assert [(each["constraint"], each["proposal"]) for each in answer.violations] == [("checksum", CODICE)]


def test_parse_of_a_template_names_the_proposal_and_no_match():
    program = asked("codice_fiscale", channel="chat", locale="it").program
    (template,) = program.templates.values()
    answer = parse_text(template, MISTYPED, locale="it", now=NOW)
    assert answer.matches == []
    assert answer.violations[0]["proposal"] == CODICE


@settings(max_examples=examples(150), deadline=None)
@given(st.text(string.ascii_uppercase + string.digits + " ", max_size=60), st.sampled_from(sorted(FORMS)), st.sampled_from("eai"))
def test_what_is_proposed_passes_the_check_and_was_not_said(text, kind, sense):
    senses = {"e": "ear", "a": "eye", "i": "either"}
    context = Context("en", NOW)
    match = propose(kind, text, context, senses[sense])
    if match is not None and not recognise(kind, text, context).matches:
        assert recognise(kind, match.value, context).matches
        assert match.value not in text.replace(" ", "")


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(0, 10**9 - 1), st.integers(0, 21), st.sampled_from("0123456789"))
def test_repair_never_gives_another_code_than_the_only_one_that_could_be_meant(seed, place, digit):
    bban = f"37040044{seed:010d}"
    check = 98 - int(f"{bban}131400") % 97
    code = f"DE{check:02d}{bban}"
    heard = code[:place] + digit + code[place + 1 :]
    match = propose("iban", heard, Context("de", NOW), "ear")
    if match is not None and heard != code:
        differing = [(was, now) for was, now in zip(heard, match.value, strict=True) if was != now]
        assert len(differing) == 1
