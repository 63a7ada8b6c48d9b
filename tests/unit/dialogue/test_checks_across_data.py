"""Checks of one datum against another: who holds a codice fiscale, where a postal code lies, how old somebody is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omnia.dialogue.checks.functions import OWN
from omnia.dialogue.expressions import Expression, check_expression
from omnia.dialogue.lint import lint_template
from tests.unit.dialogue.talking import acquire, date_node, flow, node, part, talk, template

MARIO = "RSSMRA80A01H501U"
BORN = {"iso": "1980-01-01", "day": 1, "month": 1, "year": 1980}
TODAY = {"today": "2026-01-15"}


def value_of(source, **scope):
    return Expression(source).evaluate({**TODAY, "data": {}, "parts": {}, **scope})


@pytest.mark.parametrize(
    ("code", "first", "last", "expected"),
    [
        (MARIO, "Mario", "Rossi", True),
        (MARIO, "Rossi", "Mario", True),
        (MARIO, "Marco", "Rossi", False),
        (MARIO, "Mario", "Russo", True),
        (MARIO, "Mario", "Bianchi", False),
        ("DNGNLS85T41F205X", "Anna Lisa", "D'Angelo", True),
        ("BNCGNN70A01H501X", "Luigi", "Bianchi", False),
        ("BNCGNN70A01H501X", "Gianni", "Bianchi", True),
        ("BNCMGR70A41H501X", "Maria", "Bianchi", True),
        ("BNCMGR70A41H501X", "Maria Grazia", "Bianchi", True),
        ("FOXYNG70A01Z404X", "Young", "Fo", True),
        ("LIXFOX70A01Z210X", "Li", "Li", False),
        ("LIXLIX70A01Z210X", "Li", "Li", True),
        ("not a code", "Mario", "Rossi", None),
    ],
)
def test_codice_fiscale_is_that_of_a_name(code, first, last, expected):
    found = value_of("codice_fiscale_has_name(value, parts.first, parts.last)", value=code, parts={"first": first, "last": last})
    assert found is expected


@pytest.mark.parametrize(
    ("code", "born", "expected"),
    [
        (MARIO, BORN, True),
        (MARIO, "1980-01-01", True),
        (MARIO, {**BORN, "day": 2}, False),
        (MARIO, {**BORN, "month": 2}, False),
        (MARIO, {"day": 1, "month": 1, "year": None, "iso": None}, True),
        ("RSSMRAULAL1H501X", BORN, True),
        ("RSSMRAULALNH501X", BORN, False),
        ("RSSMRAU0A01H501U", BORN, True),
        ("RSSMRA80A41H501Y", BORN, True),
        ("RSSMRA80ALMH501Y", BORN, True),
    ],
)
def test_codice_fiscale_is_that_of_a_birth_with_letters_for_digits_too(code, born, expected):
    assert value_of("codice_fiscale_has_birth(value, data.born)", value=code, data={"born": born}) is expected


@pytest.mark.parametrize(
    ("code", "sex", "expected"),
    [(MARIO, "m", True), (MARIO, "female", False), ("RSSMRA80A41H501Y", "F", True), (MARIO, "blue", None)],
)
def test_codice_fiscale_is_that_of_a_sex(code, sex, expected):
    assert value_of("codice_fiscale_has_sex(value, data.sex)", value=code, data={"sex": sex}) is expected


@pytest.mark.parametrize(
    ("code", "place", "country", "expected"),
    [
        ("20121", "Milano", "IT", True),
        ("00184", "milano", "IT", False),
        ("20121", "Paperopoli", "IT", None),
        ("67100", "L'Aquila", "IT", True),
        ("28013", "Madrid", "ES", True),
        ("08013", "Ávila", "ES", False),
        ("20500", "Washington", "US", None),
        ("75001", "Paris", "FR", None),
        ("20121", "Milano", "", None),
    ],
)
def test_postal_code_lies_in_a_town_where_a_table_knows(code, place, country, expected):
    source = "postal_code_fits(parts.code, parts.place, region)"
    assert value_of(source, parts={"code": code, "place": place}, region=country) is expected


@pytest.mark.parametrize(("born", "expected"), [("2008-01-15", 18), ("2008-01-16", 17), (BORN, 46)])
def test_age_counts_whole_years_to_today(born, expected):
    assert value_of("age(value)", value=born) == expected


@pytest.mark.parametrize(("iban", "expected"), [("DE89 3704 0044 0532 0130 00", "DE"), ("DE00", None)])
def test_country_of_an_iban(iban, expected):
    assert value_of("iban_country(value)", value=iban) == expected


@pytest.mark.parametrize(
    "source",
    [
        "age() > 3", "age(value, 2) > 3", "age(3) > 3", "age(null) > 3", "value.age() > 3", "iban_country(true) == 'IT'",
        "codice_fiscale_has_name(value, data.first)", "postal_code_fits(value, 'a,b', [1])", "unknown(value)",
    ],
)  # fmt: skip
def test_wrong_arguments_are_refused(source):
    assert check_expression(source)


@pytest.mark.parametrize(
    "source",
    [
        "age(value) >= 18", "age( data['born'] ) in [18, 19]", "postal_code_fits(parts.code, 'Reggio, di (sotto)', 'IT')",
        "!has(data.born) || codice_fiscale_has_birth(value, data.born)", "'age(3)' == value", "age(data.born) > age(value)",
    ],
)  # fmt: skip
def test_right_arguments_are_accepted(source):
    assert check_expression(source) is None


def test_lint_names_the_place_of_a_wrong_call():
    rule = {"key": "adult", "type": "expression", "params": {"expression": "age(18)"}}
    found = lint_template(template(node("born", "date", constraints=[rule])), locales=["en"])
    wrong = [each for each in found if each.severity == "error"]
    assert [(each.path, each.code) for each in wrong] == [("/nodes/0/constraints/0/params/expression", "expression")]
    assert "age(date)" in wrong[0].message


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**31), 2**31) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(sorted(OWN)), st.lists(JSON, min_size=3, max_size=3))
def test_functions_take_whatever_they_are_given(name, items):
    names = [f"data.a{place}" for place in range(len(OWN[name].arguments))]
    data = {f"a{place}": item for place, item in enumerate(items)}
    assert isinstance(value_of(f"{name}({', '.join(names)})", data=data), bool | int | str | None)


def rule(key, source, **fields):
    return {"key": key, "type": "expression", "params": {"expression": source}, **fields}


def person(locale="it", channel="chat"):
    plain = {"confirmation": 0}
    name = node(
        "full_name",
        "full_name",
        parts=[part("full_name", "first", "first_name"), part("full_name", "last", "last_name")],
        levels=plain,
    )
    code = node(
        "code", "codice_fiscale", condition='region == "IT"', levels=plain,
        constraints=[
            rule("holder", "codice_fiscale_has_name(value, data.full_name.first, data.full_name.last)"),
            rule("birth", "codice_fiscale_has_birth(value, data.birth)"),
        ],
    )  # fmt: skip
    return template(name, date_node("birth", levels=plain), code, key="person"), locale, channel


def test_code_of_somebody_else_is_refused_with_its_own_message():
    document, locale, channel = person()
    talker = talk(document, locale=locale, channel=channel).says("Marco Rossi").says("2 gennaio 1980")
    assert talker.says(MARIO).heard == "code invalid holder"
    assert talker.value("code") is None


def test_code_of_another_birth_is_refused_and_the_right_one_taken():
    document, locale, channel = person()
    talker = talk(document, locale=locale, channel=channel).says("Mario Rossi").says("2 gennaio 1980")
    assert talker.says(MARIO).heard == "code invalid birth"
    assert talker.says("RSSMRA80A02H501Z").answer.outcome == "completed"


def test_code_said_early_is_checked_when_its_turn_comes():
    document, locale, channel = person()
    talker = talk(document, locale=locale, channel=channel).says(f"Mario Rossi, codice fiscale {MARIO}")
    assert talker.value("code") == MARIO
    assert talker.says("2 gennaio 1980").heard == "code invalid birth"


def test_data_of_a_template_have_the_same_names_inside_a_flow():
    document, locale, channel = person()
    talker = talk(flow([acquire("person", "holder")]), document, locale=locale, channel=channel)
    assert talker.says("Mario Rossi").says("2 gennaio 1980").says(MARIO).heard == "code invalid birth"


def test_region_of_the_session_decides_what_is_asked():
    document, _, channel = person()
    talker = talk(document, locale="de", channel=channel).says("Mario Rossi").says("1. Januar 1980")
    assert talker.answer.outcome == "completed"
