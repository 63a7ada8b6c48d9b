"""What a new version asks of whoever takes it."""

import copy

import pytest

from omnia.dialogue.change_class import classify
from tests.unit.dialogue.talking import date_node, node, step, template

BASE = template(date_node(), node("email", "email"), key="two")


def reword(body):
    body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["en"] = "When?"


def add_language(body):
    body["nodes"][0]["label"]["it"] = "data"


def add_level(body):
    body["nodes"][0]["steps"]["no_match"].append(step("date", "no_match", "a", "b", "c", "Once more?")[3])


def add_test(body):
    body["tests"] = [{"id": "t1", "locale": "en", "utterance": "today", "expect": {}}]


def add_optional_datum(body):
    body["nodes"].append(node("phone", "phone", required=False))


def remove_level(body):
    body["nodes"][0]["steps"]["no_match"].pop()


def ask_for_confirmation(body):
    body["nodes"][0]["confirm"] = {"policy": "always"}


def add_required_datum(body):
    body["nodes"].append(node("phone", "phone"))


def remove_datum(body):
    body["nodes"].pop()


def change_kind(body):
    body["nodes"][1]["kind"] = "url"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda body: None, "wording"),
        (reword, "wording"),
        (add_language, "wording"),
        (add_level, "safe"),
        (add_test, "safe"),
        (add_optional_datum, "safe"),
        (remove_level, "meaning"),
        (ask_for_confirmation, "meaning"),
        (add_required_datum, "breaking"),
        (remove_datum, "breaking"),
        (change_kind, "breaking"),
    ],
)
def test_class_of_a_change_is_proposed_from_what_changed(change, expected):
    body = copy.deepcopy(BASE)
    change(body)
    assert classify(BASE, body) == expected


def test_class_of_several_changes_is_that_of_the_gravest():
    body = copy.deepcopy(BASE)
    reword(body)
    remove_datum(body)
    assert classify(BASE, body) == "breaking"
