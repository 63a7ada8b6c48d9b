"""Who has none, or would rather not say, gives an answer: a datum may have steps of its own for it."""

import pytest

from omnia.dialogue.lint import lint_template
from tests.unit.dialogue.talking import date_node, node, step, talk, template

OWN = {
    "unavailable": step("it", "unavailable", "Look on the bill.", "Really none?"),
    "declined": step("it", "declined", "We need it."),
}
SAID = {
    "en": ("I don't have one", "I'd rather not say"),
    "it": ("non ce l'ho", "preferisco non dirlo"),
    "es": ("no tengo", "prefiero no decirlo"),
    "fr": ("je n'en ai pas", "je préfère ne pas le dire"),
    "de": ("ich habe keine", "das möchte ich nicht sagen"),
    "pt": ("não tenho", "prefiro não dizer"),
}


def asked(on_exhausted="exit", locale="en", steps=OWN, **fields):
    return talk(template(node("it", "email", on_exhausted=on_exhausted, steps=dict(steps), **fields)), locale=locale)


@pytest.mark.parametrize("locale", SAID)
def test_each_answer_is_met_by_its_own_step(locale):
    has_none, declines = SAID[locale]
    assert asked(locale=locale).says(has_none).heard == "Look on the bill."
    assert asked(locale=locale).says(declines).heard == "We need it."


def test_levels_follow_one_another_and_then_the_datum_is_given_up():
    person = asked().says("I don't have one").says("I don't have one")
    assert person.heard == "Really none?"
    assert person.says("I don't have one").answer.outcome == "failed"


@pytest.mark.parametrize(("on_exhausted", "outcome"), [("skip", "partial"), ("exit", "failed")])
def test_past_the_last_level_the_conversation_goes_on_as_the_datum_says(on_exhausted, outcome):
    person = asked(on_exhausted).says("I'd rather not say").says("I'd rather not say")
    assert person.answer.outcome == outcome


def test_who_finds_it_after_all_gives_it():
    person = asked().says("I don't have one").says("ah here it is, peter@example.com")
    assert person.value("it") == "peter@example.com"


def test_it_is_no_miss():
    person = asked().says("I don't have one").says("mumble")
    assert person.heard == "it no_match 1"


def test_limit_may_be_less_than_the_levels():
    person = asked(limits={"unavailable": 1}).says("I don't have one").says("I don't have one")
    assert person.answer.outcome == "failed"


def test_repeat_repeats_the_step():
    assert asked().says("I don't have one").says("repeat please").heard == "Look on the bill."


def test_without_a_step_of_its_own_the_product_says_once_that_it_is_needed():
    person = asked(steps={}).says("I don't have one")
    assert person.heard.endswith("it start 1")
    assert person.says("I don't have one").answer.outcome == "failed"


def test_part_that_is_asked_for_borrows_the_step():
    person = talk(template(date_node("it", steps=dict(OWN)))).says("May 1980")
    assert person.says("I'd rather not say").heard == "We need it."


def test_steps_are_known_to_the_linter():
    document = template(node("it", "email", steps=dict(OWN)))
    assert [each for each in lint_template(document, locales=["en"]) if each.code == "step"] == []
