"""Words with two readings: both are named and the answer is understood; transcriptions that disagree are weighed."""

import pytest

from omnia.dialogue.conversation import Alternative, Utterance, is_private_question, parse_text
from omnia.dialogue.extraction.hearing.evidence import Attempt, weights
from omnia.dialogue.extraction.hearing.nbest import Ballot, elected
from omnia.dialogue.extraction.registry import recognise_attempts
from omnia.dialogue.extraction.values import Context
from omnia.dialogue.lint import lint_template
from tests.unit.dialogue.talking import NOW, acquire, flow, node, part, step, talk, template

ASK = {"policy": "ask"}
WHICH = {"ambiguous": step("when", "ambiguous", "{one} or {other}?", "Say it again: {one} or {other}?")}


def dated_node(options=None, **fields):
    engines = [{"id": "when.rule", "type": "rule", "recogniser": "date", "options": {"partial": True, **(options or {})}}]
    parts = [part("when", name) for name in ("day", "month", "year")]
    fields = {"steps": WHICH, **fields}
    return node("when", "date", parts=parts, contract={"engines": engines, "ambiguity": ASK}, **fields)


def dated(channel="chat", locale="en", **fields):
    return talk(template(dated_node(**fields)), channel=channel, locale=locale)


def timed(channel="chat", locale="en", policy="ask", **fields):
    engines = [{"id": "when.rule", "type": "rule", "recogniser": "time"}]
    parts = [part("when", "hour"), part("when", "minute", required=False)]
    fields = {"steps": WHICH, **fields}
    contract = {"engines": engines, "ambiguity": {"policy": policy}}
    return talk(template(node("when", "time", parts=parts, contract=contract, **fields)), channel=channel, locale=locale)


def test_date_whose_order_is_unknown_both_readings_are_named():
    person = dated().says("03/04/2027")
    assert person.heard == "4 March 2027 or 3 April 2027?"
    assert person.value("when") is None
    assert person.focus == ("when", "asking")


@pytest.mark.parametrize(
    "answer", ["the second one", "the second", "April", "the 3rd of April", "the third", "3 April 2027", "number two"]
)
def test_answer_chooses_the_reading(answer):
    person = dated().says("03/04/2027").says(answer)
    assert person.value("when")["iso"] == "2027-04-03"
    assert person.answer.outcome == "completed"


def test_another_value_said_in_answer_is_taken():
    assert dated().says("03/04/2027").says("no, the 5th of May 2028").value("when")["iso"] == "2028-05-05"


def test_neither_of_them_the_question_comes_afresh():
    person = dated().says("03/04/2027").says("no")
    assert person.heard == "when start 1"
    assert person.says("5 May 2028").value("when")["iso"] == "2028-05-05"


def test_answer_not_understood_is_asked_again_then_counts_as_a_miss():
    person = dated().says("03/04/2027")
    assert person.says("blue cheese").heard == "Say it again: 4 March 2027 or 3 April 2027?"
    assert person.says("blue cheese").heard == "when no_match 1"
    assert person.says("3 April 2027").value("when")["iso"] == "2027-04-03"


def test_repeat_names_both_again():
    assert dated().says("03/04/2027").says("repeat please").heard == "4 March 2027 or 3 April 2027?"


@pytest.mark.parametrize(
    ("locale", "options", "expected"),
    [
        ("en-GB", {}, "2027-04-03"),
        ("en-US", {}, "2027-03-04"),
        ("en", {"region": "GB"}, "2027-04-03"),
        ("en", {"region": "US"}, "2027-03-04"),
        ("en", {"day_first": True}, "2027-04-03"),
        ("en", {"day_first": False}, "2027-03-04"),
        ("it", {}, "2027-04-03"),
        ("de", {}, "2027-04-03"),
    ],
)
def test_order_that_the_template_or_the_locale_tells_is_not_asked(locale, options, expected):
    assert dated(locale=locale, options=options).says("03/04/2027").value("when")["iso"] == expected


def test_reading_that_breaks_a_constraint_is_not_asked_about():
    rule = {"key": "future", "type": "date_future"}
    assert dated(constraints=[rule]).says("05/01/2026").value("when")["iso"] == "2026-05-01"


def test_date_without_a_year_only_the_year_is_asked_after_the_choice():
    person = dated().says("03/04")
    assert person.heard == "4 March or 3 April?"
    assert person.says("the first").heard == "year?"
    assert person.says("2027").value("when")["iso"] == "2027-03-04"


@pytest.mark.parametrize(
    ("locale", "said", "answer", "expected"),
    [
        ("en", "at five", "in the morning", "05:00"),
        ("en", "at five", "pm", "17:00"),
        ("en", "at five", "17:00", "17:00"),
        ("it", "alle cinque", "di sera", "17:00"),
        ("it", "alle cinque", "la prima", "05:00"),
        ("es", "a las cinco", "de la tarde", "17:00"),
        ("fr", "à cinq heures", "du matin", "05:00"),
        ("fr", "à cinq heures", "la deuxième", "05:00"),
        ("de", "um fünf", "nachmittags", "17:00"),
        ("pt", "às cinco", "da manhã", "05:00"),
    ],
)
def test_hour_of_two_readings_is_asked_and_the_answer_understood(locale, said, answer, expected):
    person = timed(locale=locale).says(said)
    assert "5:00" in person.heard
    assert "17:00" in person.heard
    assert person.says(answer).value("when")["iso"] == expected


@pytest.mark.parametrize("said", ["at ten", "half past five in the afternoon", "17:30", "noon"])
def test_hour_that_is_hardly_ever_meant_otherwise_is_not_asked(said):
    assert timed().says(said).answer.outcome == "completed"


def test_policy_first_takes_the_likelier_reading():
    assert timed(policy="first").says("at five").answer.outcome == "completed"


def test_without_a_text_for_the_question_the_likelier_reading_is_read_back():
    person = timed(steps={}).says("at five")
    assert person.focus == ("when", "confirming")
    assert person.heard == "17:00?"
    assert person.says("no").heard == "when not_confirmed 1"
    assert person.says("at five").heard == "05:00?"
    assert person.says("yes").value("when")["iso"] == "05:00"


def test_ambiguous_correction_of_a_read_back_is_asked_too():
    person = timed(confirm={"policy": "always"}).says("9 pm").says("no, at five")
    assert person.heard == "17:00 or 05:00?"
    assert person.says("the first one").heard == "17:00?"


def test_keys_one_and_two_choose():
    person = timed(channel="voice", inputs=[{"dtmf": True, "min_digits": 4, "max_digits": 4}]).says("at five")
    assert person.answer.listen["dtmf"]["min_digits"] == 1
    assert person.presses("2").value("when")["iso"] == "05:00"


def heard_with(person, *alternatives):
    first = alternatives[0][0]
    return person.does(Utterance(first, tuple(Alternative(text, sure) for text, sure in alternatives)))


def number_asked():
    return talk(template(node("number", "number", levels={"confirmation": 0})))


@pytest.mark.parametrize(
    ("alternatives", "expected"),
    [
        ([("thirteen", 0.8), ("thirty", 0.79), ("it's thirty", 0.78)], 30),
        ([("thirteen", 0.9), ("thirty", 0.5), ("it's thirty", 0.4)], 13),
        ([("thirteen", 0.8), ("thirty", 0.8)], 13),
        ([("thirteen", 0.4), ("thirty", 0.8)], 30),
        ([("blah", 0.9), ("thirty", 0.2)], 30),
    ],
)
def test_transcriptions_are_weighed_by_confidence_and_agreement(alternatives, expected):
    assert heard_with(number_asked(), *alternatives).value("number") == expected


def test_transcriptions_without_confidence_the_first_holds_against_two_others():
    assert number_asked().says("thirteen", "thirteen", "thirty", "it's thirty").value("number") == 13


def test_code_whose_check_digit_holds_beats_a_surer_one():
    rule = {"key": "any", "type": "length", "params": {"min": 3}}
    contract = {
        "engines": [
            {"id": "a", "type": "rule", "recogniser": "iban"},
            {"id": "b", "type": "rule", "recogniser": "alphanumeric", "options": {"minimum": 20}},
        ]
    }
    person = talk(template(node("code", "iban", contract=contract, constraints=[rule], levels={"confirmation": 0})))
    heard_with(person, ("DE89370400440532013001", 0.9), ("DE89370400440532013000", 0.6))
    assert person.value("code") == "DE89370400440532013000"


def test_parse_believes_the_transcription_with_the_surer_reading():
    answer = parse_text("time", "five", locale="en", now=NOW, alternatives=["five pm", "5 pm"])
    assert answer.matches[0]["value"]["iso"] == "17:00"


def test_alternatives_without_any_value_give_the_first_near_miss():
    told = recognise_attempts("iban", [Attempt.of(["DE89370400440532013001", "blah"])], Context("en", NOW))
    assert told.text == "DE89370400440532013001"
    assert [each.rule for each in told.reading.violations] == ["checksum"]


def test_first_of_equals_is_elected():
    assert elected([Ballot(1, 0.5), Ballot(2, 0.5)]) == 0
    assert weights([0.7]) == [1.0]


@pytest.mark.parametrize(("bias", "expected"), [("past", "2025-04-03"), ("future", "2026-04-03")])
def test_bias_of_the_template_fills_the_year(bias, expected):
    person = dated(options={"partial": False, "bias": bias, "day_first": True}).says("3 April")
    assert person.value("when")["iso"] == expected


@pytest.mark.parametrize(("options", "expected"), [({"region": "GB"}, "+442079460018"), ({"region": "US"}, None)])
def test_region_of_the_template_decides_whose_number_is_meant(options, expected):
    engines = [{"id": "r", "type": "rule", "recogniser": "phone", "options": options}]
    person = talk(template(node("phone", "phone", contract={"engines": engines}, levels={"confirmation": 0})))
    value = person.says("020 7946 0018").value("phone")
    assert (value["e164"] if value else None) == expected


def test_countries_of_the_template_are_the_only_ones_whose_codes_are_taken():
    engines = [{"id": "r", "type": "rule", "recogniser": "passport", "options": {"countries": ["FR"]}}]
    document = template(node("code", "passport", contract={"engines": engines}, levels={"confirmation": 0}))
    assert talk(document).says("YA1234567").value("code") is None
    assert talk(document).says("12AB34567").value("code") == "12AB34567"
    assert [each for each in lint_template(document, locales=["en"]) if each.severity == "error"] == []


def test_lint_tells_of_a_question_that_is_never_asked_and_of_what_it_may_not_name():
    steps = {"ambiguous": step("when", "ambiguous", "{one} or {nobody.else}?")}
    found = lint_template(template(node("when", "time", steps=steps)), locales=["en"])
    told = {(each.code, each.path) for each in found if "ambiguous" in each.path}
    assert ("unused", "/nodes/0/steps/ambiguous") in told
    assert ("placeholder", "/nodes/0/steps/ambiguous/0/actions/0/text/en") in told


def test_readings_of_a_private_datum_are_kept_out_of_transcripts():
    person = dated(privacy="redact").says("03/04/2027")
    question = person.answer.outputs[-1]
    assert is_private_question(person.program, question["source"])
    assert not is_private_question(dated().says("03/04/2027").program, question["source"])


def test_early_date_of_two_readings_is_read_back_when_its_turn_comes():
    first = template(node("email", "email", levels={"confirmation": 0}))
    document = flow([acquire("email"), acquire("when")])
    person = talk(document, first, template(dated_node()), channel="chat")
    assert person.says("mario.rossi@gmail.com on 03/04/2027").heard == "4 March 2027?"
    assert person.says("no, the 3rd of April").heard == "3 April 2027?"


@pytest.mark.parametrize(
    "said", ["", "?", "0", "the", "1 2", "both of them", "neither", "\U0001f600" * 50, "the first or the second"]
)
def test_odd_answers_to_the_choice_never_break_it(said):
    person = dated().says("03/04/2027").says(said)
    assert person.answer.status == "listening"
    assert person.value("when") is None


@pytest.mark.parametrize("answers", [["03/04/2027"], ["no", "03/04/2027"], ["05/06/2027"], ["blue cheese"]])
def test_words_of_two_readings_said_over_and_over_come_to_an_end(answers):
    person = dated().says("03/04/2027")
    for turn in range(40):
        if person.answer.status == "finished":
            break
        person.says(answers[turn % len(answers)])
    assert person.answer.outcome == "failed"
