"""Codes of which each transcription or attempt has a character wrong: the check digit tells which of them belong together."""

from datetime import datetime

import pytest

from omnia.dialogue.conversation import Utterance, parse_text
from tests.unit.dialogue.talking import node, talk, template

NOW = datetime.fromisoformat("2026-11-23T10:00")
IBAN = "DE89370400440532013000"


def read(kind, said, *others, earlier=(), region=None):
    attempts = [Utterance(text) for text in earlier]
    return parse_text(kind, said, locale="en", now=NOW, region=region, alternatives=others, earlier=attempts)


@pytest.mark.parametrize(
    ("kind", "region", "first", "second", "code"),
    [
        ("iban", None, "DE89370400440532013001", "DE89370400440632013000", IBAN),
        ("card_number", None, "4111111111111112", "4111111111112111", "4111111111111111"),
        ("vat", "AT", "U13585628", "U13586627", "U13585627"),
        ("codice_fiscale", "IT", "RSSMRA85T10A563S", "RSSMRA85T11A562S", "RSSMRA85T10A562S"),
    ],
)
def test_code_is_joined_from_two_transcriptions_or_attempts_and_is_doubtful(kind, region, first, second, code):
    for answer in (read(kind, first, second, region=region), read(kind, first, earlier=[second], region=region)):
        assert [match["value"] for match in answer.matches] == [code]
        assert answer.matches[0]["confidence"] <= 0.6


def test_code_that_a_transcription_holds_needs_no_joining():
    assert read("iban", "DE89370400440532013001", IBAN).matches[0]["confidence"] > 0.9


def test_transcriptions_from_which_no_right_code_comes_give_none():
    answer = read("iban", "DE89370400440532013001", "DE89370400440532013002")
    assert (answer.matches, answer.violations[0]["constraint"]) == ([], "checksum")


def test_transcriptions_of_different_lengths_are_not_joined():
    assert read("iban", "DE89370400440532013001", "DE8937040044063201300").matches == []


def test_joined_code_is_read_back_in_a_conversation():
    person = talk(template(node("it", "iban")))
    person.says("DE89370400440532013091").says("DE89370400440632013000")
    assert person.focus == ("it", "confirming")
    assert person.value("it") == IBAN
