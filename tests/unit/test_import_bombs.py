"""Whatever is taken in (files, documents, patterns, expressions) is refused in a sentence, and costs little memory until then."""

import copy
import json
import tracemalloc
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.imports import FORMAT, bombs
from omnia.dialogue.expressions import check_expression
from omnia.dialogue.lint import lint_flow, lint_template
from omnia.dialogue.lint_report import Finding
from omnia.dialogue.patterns import check_pattern, compile_pattern
from tenants.document_files import MANIFEST, FilesRefused, archive_of, documents_of, files_in_archive
from tests.specimens import seed

BOMBS = bombs()
MOST_MEMORY = 32 * 2**20
"""Bytes beyond what was there; each bomb is of a megabyte at most, and archives say that they are of sixty."""
LONGEST = 1_000
"""Characters of a sentence, names of files included."""

BODY = seed().templates["date"]

ODD = st.text(st.characters(), max_size=30) | st.sampled_from(
    ["\ud800", "\x00", "\u202e", "a\u0301" * 20, "ﷺ" * 20, "{{a}}", "{"]
)
NUMBERS = st.integers() | st.floats() | st.sampled_from([10**400, -(2**63) - 1, 1e308, -0.0])
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | ODD,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ODD, inner, max_size=4),
    max_leaves=12,
)
MARKS = st.sampled_from([*"()[]{}|*+?.^$\\-,0123456789aπ", "(?", "\\p{", "[:", "{1,", "(?P<", "\\x{"])
WORDS = "value variables.l data ( ) [ ] { } ? : && || ! - + == in 1 0x 1e999 ' \" \\ r' b' .all( .map( i , .matches( size("
PARTS = st.sampled_from([*WORDS.split(), "'(a{9}){9}'", "timestamp(", "🙂", "\u202e", " "])


def memory_of(work: Any) -> tuple[Any, int]:
    """What some work returned, and the most memory that Python took for it, in bytes."""
    tracemalloc.start()
    try:
        return work(), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_is_refused_in_a_sentence_with_memory_flat(name):
    sentence, memory = memory_of(BOMBS[name]())
    assert sentence, "nothing refuses it"
    assert len(sentence) < LONGEST
    assert memory < MOST_MEMORY


@st.composite
def spoiled(draw):
    """A template of the catalogue in which some places hold something else, or hold themselves again and again."""
    body = copy.deepcopy(BODY)
    for _place in range(draw(st.integers(1, 3))):
        held: Any = body
        while isinstance(held, dict | list) and held:
            name = draw(st.sampled_from(sorted(held) if isinstance(held, dict) else range(len(held))))
            if draw(st.integers(0, 3)) == 0 or not isinstance(held[name], dict | list):
                held[name] = draw(VALUES) if draw(st.booleans()) else [held[name]] * draw(st.integers(0, 300))
                break
            held = held[name]
    return body


@given(spoiled())
def test_document_with_anything_in_it_is_looked_through_without_an_error_of_ours(body):
    for found in (lint_template(body, locales=["en", "it"]), lint_flow(body, locales=["en"], templates={"date": body})):
        assert all(isinstance(finding, Finding) and finding.message for finding in found)


@given(spoiled(), st.binary(max_size=20), st.integers(0, 2**16))
def test_file_with_anything_in_it_is_a_document_or_refused(body, more, place):
    try:
        text = orjson.dumps(body)
    except TypeError:
        text = json.dumps(body).encode()
    place %= len(text)
    for sent in (text, text[:place] + more + text[place:], more):
        taken, sentence = taken_or_refused({MANIFEST: FORMAT, "templates/date.json": sent})
        assert taken == bool(not sentence)
        assert len(sentence) < LONGEST


def taken_or_refused(files: dict[str, bytes]) -> tuple[bool, str]:
    """Whether files hold a document, and the sentence that refuses them."""
    try:
        return documents_of(files).keys() == {("template", "date")}, ""
    except FilesRefused as error:
        return False, str(error)


@given(st.binary(max_size=200), st.integers(0, 2**16))
def test_archive_with_anything_in_it_is_read_or_refused(more, place):
    content = archive_of({MANIFEST: FORMAT, "templates/date.json": orjson.dumps(BODY)})
    place %= len(content)
    for sent in (more, content[:place] + more + content[place:], content[:place] + more + content[place + len(more) :]):
        try:
            files = files_in_archive(sent)
        except FilesRefused:
            continue
        taken, sentence = taken_or_refused(files)
        assert taken or sentence


@given(st.lists(MARKS | ODD, max_size=60).map("".join))
def test_pattern_of_any_signs_is_compiled_within_its_bounds_or_refused(source):
    sentence = check_pattern(source)
    assert sentence is None or 0 < len(sentence) < LONGEST
    if sentence is None:
        compile_pattern(source).search("a" * 5_000 + source)


@given(st.lists(PARTS | ODD, max_size=80).map("".join))
def test_expression_of_any_parts_is_one_or_refused(source):
    sentence = check_expression(source)
    assert sentence is None or 0 < len(sentence) < LONGEST
