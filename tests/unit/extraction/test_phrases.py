"""Phrases are found the longest first, however their pattern is written."""

import re
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sampling import examples

from omnia.dialogue.extraction.languages import LANGUAGES, pack
from omnia.dialogue.extraction.text.phrases import alternation, phrase_pattern

LISTS = {
    f"{language} {field.name}": phrases
    for language in LANGUAGES
    for group in (pack(language).answers.yes_no, pack(language).answers.reactions)
    for field in fields(group)
    if isinstance(phrases := getattr(group, field.name), str) and field.name not in ("unsure", "nobody")
}
"""Lists of phrases as recognisers search for them."""

OWN = ("a", "a b", "a b c", "b", "c d", "ab", "a.b", "(a)", "")


def one_by_one(phrases, blank=" "):
    """The pattern that tries one phrase after the other, the longest first."""
    ordered = sorted(dict.fromkeys(phrases), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(phrase).replace(r"\ ", blank) for phrase in ordered) + ")"


@settings(max_examples=examples(300), deadline=None)
@given(name=st.sampled_from(sorted(LISTS)), data=st.data())
def test_phrases_are_the_same_as_when_tried_one_by_one(name, data):
    phrases = LISTS[name].split("|")
    words = sorted({word for phrase in phrases for word in phrase.split()} | {"banana"})
    text = f" {' '.join(data.draw(st.lists(st.sampled_from(words), max_size=8)))} "
    expected = re.compile(rf"(?<= ){one_by_one(phrases)}(?= )")
    assert [match.span() for match in phrase_pattern(LISTS[name]).finditer(text)] == [
        match.span() for match in expected.finditer(text)
    ]


@settings(max_examples=examples(300), deadline=None)
@given(phrases=st.lists(st.sampled_from(OWN), min_size=1, max_size=5), text=st.text("ab cd.(),", max_size=12))
@pytest.mark.parametrize("blank", [" ", "[ ,]+", r"\s+"])
def test_blanks_between_words_stand_for_what_is_told(blank, phrases, text):
    found, expected = (re.compile(rf"{written}(?!\w)") for written in (alternation(phrases, blank), one_by_one(phrases, blank)))
    assert [match.span() for match in found.finditer(text)] == [match.span() for match in expected.finditer(text)]


def test_what_begins_alike_is_written_once():
    assert alternation(["no", "not", "not now"]) == "(?:no(?:t(?: now|)|))"
