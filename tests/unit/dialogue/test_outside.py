"""Outside recognisers: what the host says that one found goes the same way as what was said."""

from functools import partial

import pytest

from omnia.dialogue.conversation import Resume
from tests.unit.dialogue.talking import date_node, node, talk, template

PLAIN = {"confirmation": 0}


def outside(kind, *, lexicon=(), **fields):
    """A person whose words only an outside recogniser understands, at the moment when it is asked."""
    engines = [{"id": "ner", "type": "webhook", "url": "https://example.com/ner"}, *lexicon]
    document = date_node if kind == "date" else partial(node, kind, kind)
    body = document(levels=PLAIN, **fields)
    body["contract"] = {"engines": engines}
    return talk(template(body)).says("the one that I told your colleague")


@pytest.mark.parametrize(
    ("kind", "told", "value"),
    [
        ("date", "12 May 1980", {"iso": "1980-05-12", "day": 12, "month": 5, "year": 1980}),
        ("date", {"day": 12, "month": 5, "year": 1980}, {"iso": "1980-05-12", "day": 12, "month": 5, "year": 1980}),
        ("iban", "it60 x054 2811 1010 0000 0123 456", "IT60X0542811101000000123456"),
        ("yes_no", "yes", True),
        ("number", "thirteen", 13),
        ("city", "  Llanfairpwll ", "Llanfairpwll"),
    ],
)
def test_value_of_an_outside_recogniser_is_read_like_spoken_words(kind, told, value):
    person = outside(kind).does(Resume({"value": told}))
    assert person.answer.outcome == "completed"
    assert person.value(kind) == value


@pytest.mark.parametrize(
    ("kind", "told"), [("date", "soon"), ("number", "many"), ("iban", "IT00"), ("date", {"week": 3}), ("date", None)]
)
def test_value_of_an_outside_recogniser_that_the_kind_cannot_have_is_a_miss(kind, told):
    person = outside(kind).does(Resume({"value": told, "confidence": 1}))
    assert person.heard.endswith("no_match 1")
    assert person.value(kind) is None


def test_value_of_an_outside_recogniser_keeps_the_constraints():
    person = outside("number", constraints=[{"key": "few", "type": "range", "params": {"max": 10}}]).does(Resume({"value": "13"}))
    assert person.heard == "number invalid few"
    assert person.value("number") is None


def test_outside_recogniser_may_name_an_option_by_its_key():
    entries = [{"id": "post", "value": "post", "label": {"en": "Letter"}}]
    person = outside("choice", lexicon=[{"id": "options", "type": "lexicon", "entries": entries}])
    assert person.does(Resume({"value": "post"})).value("choice") == "post"
