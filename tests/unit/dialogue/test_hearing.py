"""Hearing: other data in the same breath, near misses, n-best, codes in several breaths, keys, universals."""

import pytest

from omnia.dialogue.conversation import Alternative, HangUp, Resume, Utterance, advance, begin
from tests.unit.dialogue.talking import NOW, acquire, date_node, flow, node, say, step, talk, template

PLAIN = {"confirmation": 0}
EMAIL = template(node("email", "email", levels=PLAIN))
DATE = template(date_node(levels={**PLAIN, "irrelevant_match": 1}))
IBAN_RULE = {"key": "check", "type": "checksum", "params": {"algorithm": "iban"}}
GOOD, BAD = "IT60X0542811101000000123456", "IT60X0542811101000000123457"


def two_data(*more):
    return talk(flow([acquire("date"), acquire("email"), *more]), DATE, EMAIL, channel="chat")


def test_two_data_in_one_breath_both_are_kept_and_neither_asked_again():
    person = two_data().says("12 May 1980, and my e-mail is mario.rossi@gmail.com")
    assert person.answer.outcome == "completed"
    assert person.value("email") == "mario.rossi@gmail.com"


def test_only_another_datum_said_is_kept_and_the_question_comes_again_uncounted():
    person = two_data().says("mario.rossi@gmail.com")
    assert person.heard == "date irrelevant_match 1"
    assert person.value("email") == "mario.rossi@gmail.com"
    assert person.says("blue").heard == "date no_match 1"
    assert person.says("12 May 1980").answer.outcome == "completed"


def test_early_value_that_breaks_a_constraint_is_not_kept():
    late = template(
        node("code", "iban", constraints=[{"key": "italian", "type": "pattern", "params": {"pattern": "IT.*"}}], levels=PLAIN)
    )
    person = talk(flow([acquire("date"), acquire("code")]), DATE, late, channel="chat")
    assert person.says("12 May 1980 and DE89370400440532013000").heard == "code start 1"
    assert person.value("code") is None


def test_early_value_is_confirmed_when_its_turn_comes():
    late = template(node("email", "email", confirm={"policy": "always"}))
    person = talk(flow([acquire("date"), acquire("email")]), DATE, late, channel="chat")
    assert person.says("12 May 1980, mario.rossi@gmail.com").heard == "mario.rossi@gmail.com?"
    assert person.says("yes").answer.outcome == "completed"


def test_taking_back_the_last_datum_at_the_next_question_corrects_it():
    person = two_data().says("12 May 1980")
    assert person.heard == "email start 1"
    person.says("no, I meant the 13th")
    assert person.value("date")["iso"] == "1980-05-13"
    assert person.focus == ("email", "asking")


def test_wrong_check_digit_is_named_and_the_right_code_taken():
    person = talk(template(node("iban", "iban", constraints=[IBAN_RULE], levels=PLAIN)), channel="chat").says(BAD)
    assert person.heard == "iban invalid check"
    assert person.value("iban") is None
    assert person.says(GOOD).answer.outcome == "completed"


def test_constraint_broken_too_often_conversation_fails():
    person = talk(template(node("iban", "iban", constraints=[IBAN_RULE], levels=PLAIN)), channel="chat")
    for _ in range(3):
        assert person.says(BAD).heard == "iban invalid check"
    assert person.says(BAD).answer.outcome == "failed"


def test_n_best_candidate_whose_check_digit_holds_wins():
    person = talk(template(node("iban", "iban", constraints=[IBAN_RULE], levels=PLAIN)))
    assert person.says(BAD, BAD, GOOD).answer.outcome == "completed"
    assert person.value("iban") == GOOD


def test_n_best_candidate_that_keeps_the_template_s_own_constraint_wins():
    rule = {"key": "adult", "type": "range", "params": {"min": 18}}
    person = talk(template(node("number", "number", constraints=[rule], levels=PLAIN)))
    assert person.says("13", "13", "30").value("number") == 30


def test_confidence_of_the_transcription_lowers_that_of_the_value():
    person = talk(template(node("number", "number", confirm={"policy": "below_confidence", "threshold": 0.7})))
    person.does(Utterance("30", (Alternative("30", 0.5),)))
    assert person.focus == ("number", "confirming")


def test_code_in_several_breaths_is_joined():
    person = talk(template(node("iban", "iban", constraints=[IBAN_RULE], levels=PLAIN))).says("I T 6 0 X 0 5 4 2 8")
    assert person.answer.listen["expect_more"]
    assert person.heard == "Go on."
    assert person.says("1 1 1 0 1 0 0 0 0 0 0").answer.listen["expect_more"]
    assert person.says("1 2 3 4 5 6").value("iban") == GOOD


def test_code_left_unfinished_silence_ends_it():
    person = talk(template(node("iban", "iban", constraints=[IBAN_RULE], levels=PLAIN))).says("I T 6 0 X 0 5 4 2 8")
    assert person.is_silent().heard == "iban invalid check"
    assert person.says(GOOD).answer.outcome == "completed"


def test_code_begun_again_whole_is_taken_alone():
    person = talk(template(node("iban", "iban", constraints=[IBAN_RULE], levels=PLAIN))).says("I T 6 0 X 0 5").says(GOOD)
    assert person.value("iban") == GOOD


KEYPAD = [{"dtmf": True, "min_digits": 1, "max_digits": 8}]


@pytest.mark.parametrize(
    ("kind", "keys", "value"),
    [
        ("number", "30#", 30),
        ("yes_no", "1", True),
        ("yes_no", "2", False),
        ("time", "1730#", {"iso": "17:30", "hour": 17, "minute": 30}),
        ("postal_code", "20121", "20121"),
    ],
)
def test_keys_stand_for_the_value_of_the_kind(kind, keys, value):
    person = talk(template(node("datum", kind, inputs=KEYPAD, levels=PLAIN)), locale="it" if kind == "postal_code" else "en")
    assert person.presses(keys).value("datum") == value


def test_keys_day_month_year_are_a_date():
    person = talk(template(date_node(inputs=KEYPAD, levels=PLAIN)))
    assert person.answer.listen["inputs"] == ["voice", "dtmf"]
    assert person.presses("12051980").value("date")["iso"] == "1980-05-12"


def test_keys_where_the_keypad_is_off_are_a_miss():
    assert talk(template(node("number", "number", levels=PLAIN))).presses("30").heard == "number no_match 1"


def test_keypad_only_on_a_later_attempt():
    inputs = [{}, {"dtmf": True}]
    person = talk(template(node("number", "number", inputs=inputs, levels=PLAIN)))
    assert person.answer.listen["inputs"] == ["voice"]
    assert person.says("blue").answer.listen["inputs"] == ["voice", "dtmf"]
    assert person.presses("30").value("number") == 30


@pytest.mark.parametrize("locale_and_words", [("en", "can I speak to a person"), ("it", "vorrei parlare con un operatore")])
def test_person_asked_for_is_an_exit(locale_and_words):
    locale, words = locale_and_words
    person = talk(DATE, locale=locale).says(words)
    assert person.answer.outcome == "transferred"
    assert person.answer.outputs[-1]["kind"] == "transfer"


def test_universals_are_no_misses():
    person = talk(DATE)
    assert person.says("could you repeat that").heard == "date start 1"
    assert person.says("help").heard == "date help 1 | date start 1"
    assert person.says("one moment please").heard == "Take your time, I'll wait."
    assert person.says("blue").heard == "date no_match 1"
    assert person.says("start over").heard == "All right, let's start again. | date start 1"
    assert person.says("cancel").answer.outcome == "cancelled"


def test_hanging_up_ends_with_what_was_said():
    person = talk(DATE).says("the 12th of May").does(HangUp())
    assert person.answer.outcome == "abandoned"
    assert person.value("date")["day"] == 12


def test_outside_recogniser_is_asked_only_when_nothing_else_finds_a_value():
    engines = [
        {"id": "ner", "type": "webhook", "url": "https://example.com/ner"},
        {"id": "rule", "type": "rule", "recogniser": "number"},
    ]
    document = template(node("number", "number", contract={"engines": engines}, levels=PLAIN))
    assert talk(document).says("30").answer.outcome == "completed"
    person = talk(document).says("quite a lot of them")
    assert person.answer.status == "waiting"
    assert person.answer.outputs[-1]["kind"] == "extract"
    assert person.does(Resume({"value": 13, "confidence": 0.7})).value("number") == 13


def test_pattern_with_named_groups_fills_the_parts():
    engines = [{"id": "p", "type": "pattern", "pattern": "(?P<day>\\d\\d)x(?P<month>\\d\\d)"}]
    parts = [
        {"id": f"c.{key}", "key": key, "kind": key, "label": {"en": key}, "steps": {"start": step(f"c.{key}", "start", key)}}
        for key in ("day", "month")
    ]
    person = talk(template(node("c", "date", parts=parts, contract={"engines": engines}, levels=PLAIN)))
    assert person.says("it is 12x05").value("c")["day"] == 12


def test_variables_and_values_fill_texts():
    document = template(
        node("number", "number", levels=PLAIN, steps={"start": step("number", "start", "Hello {name}, how many?")})
    )
    assert talk(document, name="Ann").heard == "Hello Ann, how many?"


def test_repeating_says_the_flow_s_lead_in_too():
    document = flow([say("Hello."), say("Tell me how many."), acquire("number")])
    person = talk(document, template(node("number", "number", levels=PLAIN)))
    assert person.says("could you repeat that").heard == "Tell me how many. | number start 1"


def test_help_after_a_miss_ends_in_the_first_words_of_the_question():
    person = talk(template(node("number", "number", levels=PLAIN))).says("blue")
    assert person.says("help").heard == "number help 1 | number start 1"


def test_date_that_does_not_exist_is_named_and_its_year_alone_not_taken():
    rule = {"key": "valid", "type": "date_valid", "blames": ["day", "month"]}
    person = talk(template(date_node(constraints=[rule], levels=PLAIN))).says("the 31st of November 2025")
    assert person.heard == "date invalid valid"
    assert person.value("date") is None


@pytest.mark.parametrize(
    ("kind", "locale", "said", "expected"),
    [
        ("phone", "en", "two oh two, four five six, one four one four", "+12024561414"),
        ("iban", "it", "IT60 X 05428 11101, doppio zero triplo zero, zero uno due, tre quattro cinque sei", GOOD),
        ("codice_fiscale", "it", "Roma Savona Savona Milano Roma Ancona, otto zero Ancona zero uno, Hotel cinque zero uno Udine",
         "RSSMRA80A01H501U"),
        ("pdr", "it", "zero zero otto otto, uno due tre quattro, cinque sei sette otto nove zero", "00881234567890"),
        ("imei", "fr", "quatre neuf zéro un cinq quatre, deux zéro trois deux, trois sept cinq un huit", "490154203237518"),
        ("vin", "en", "one M eight G D M, nine A X K P, zero four two seven double eight", "1M8GDM9AXKP042788"),
        ("vat", "it", "zero zero sette, quattro tre uno uno, zero uno cinque sette", "00743110157"),
    ],
)  # fmt: skip
def test_code_said_in_several_breaths_is_joined(kind, locale, said, expected):
    person = talk(template(node("code", kind, levels=PLAIN)), locale=locale)
    breaths = said.split(", ")
    for breath in breaths[:-1]:
        assert person.says(breath).answer.listen["expect_more"]
    value = person.says(breaths[-1]).value("code")
    assert (value["e164"] if isinstance(value, dict) else value) == expected


def test_beginning_of_an_own_code_is_not_taken_for_another_country_s():
    program = talk(template(node("card", "health_card", levels=PLAIN)), locale="fr").program
    state, _ = begin(program, channel="voice", variables={}, now=NOW, region="FR")
    _, answer = advance(program, state, Utterance("2 55 08 14 16"), now=NOW)
    assert answer.values == {}
    assert answer.listen["expect_more"]


CODE = template(node("code", "alphanumeric", levels=PLAIN))


def test_transcription_that_lost_a_piece_speaks_for_the_whole_one():
    assert talk(CODE).says("alpha bravo one", "alpha bravo one two").value("code") == "AB12"
    assert talk(DATE).says("12 my 1980", "12 may 1980").value("date")["iso"] == "1980-05-12"


def test_whole_one_that_is_told_to_be_far_less_likely_is_not_believed():
    person = talk(CODE).does(
        Utterance("alpha bravo one", (Alternative("alpha bravo one", 0.9), Alternative("alpha bravo one two", 0.2)))
    )
    assert person.value("code") == "AB1"


def test_utterance_alone_is_its_only_transcription_and_none_where_it_is_too_long():
    beside = (Alternative("the fifth", 0.5),)
    assert Utterance("the fifth").transcriptions() == [Alternative("the fifth")] == Utterance("the fifth", ()).transcriptions()
    assert Utterance("the fifth").transcriptions(8) == Utterance("the fifth", beside).transcriptions(8) == []
    assert Utterance("").transcriptions() == [Alternative("")]
