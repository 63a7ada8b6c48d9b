"""Catalogue files written from documents are read as the same documents, and written again as the same bytes."""

import random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from factory import catalogue_files
from factory.catalogue_compact import compact, normal
from factory.catalogue_yaml import comment_of, write

CATALOGUE = catalogue_files.read()
PLACES = [f"{kind}:{key}" for kind, key in CATALOGUE.documents()]


def shuffled(value, order):
    """The same content with its fields in another order."""
    if isinstance(value, dict):
        items = list(value.items())
        order.shuffle(items)
        return {key: shuffled(held, order) for key, held in items}
    return [shuffled(held, order) for held in value] if isinstance(value, list) else value


@pytest.mark.parametrize("place", PLACES)
def test_document_is_written_compactly_and_read_as_itself_whatever_the_order_of_its_fields(place):
    kind, _colon, key = place.partition(":")
    body = CATALOGUE.documents()[kind, key]
    short = compact(kind, body)
    assert short is not body
    text = write(short)
    assert normal(kind, yaml.load(text, Loader=yaml.CSafeLoader)) == body  # a safe loader
    assert write(compact(kind, shuffled(body, random.Random(7)))) == text  # no secret


def test_what_reading_would_change_is_written_in_full():
    body = {
        "schema": 1, "key": "x", "label": {"en": "X"}, "scope": "universal",
        "nodes": [{"id": "other", "key": "x", "kind": "free_text", "label": {"en": "X"},
                   "steps": {"start": [{"id": "x.start.1", "actions": [{"id": "say", "type": "say", "text": {"en": ""}}]}]}}],
    }  # fmt: skip
    text = write(compact("template", body))
    assert normal("template", yaml.load(text, Loader=yaml.CSafeLoader)) == normal("template", body)  # a safe loader
    assert "id: other" in text


def test_remarks_at_the_beginning_stay():
    assert comment_of("# One.\n# Two.\nkey: x\n# Three.\n") == "# One.\n# Two.\n"
    assert write({"key": "x"}, "# One.\n") == "# One.\nkey: x\n"


texts = st.text(st.characters(codec="utf-8"), max_size=40)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda held: st.lists(held, max_size=4) | st.dictionaries(texts, held, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(texts, values, min_size=1, max_size=4))
def test_any_value_is_read_as_it_was_written(value):
    assert yaml.load(write(value), Loader=yaml.CSafeLoader) == value  # a safe loader
