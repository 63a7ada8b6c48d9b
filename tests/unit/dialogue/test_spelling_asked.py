"""Names that sound like others: their spelling is asked on the telephone, once their sound is right."""

import pytest

from omnia.dialogue.conversation import Alternative, NoInput, Utterance
from omnia.dialogue.lint import lint_template
from tests.unit.dialogue.talking import node, part, step, talk, template

ON = {"policy": "voice_only", "spelling": "same_sounding"}


def surname(**fields):
    steps = {"spelling": step("name", "spelling", "Spelled how?", "Letter by letter?")}
    return template(node("name", "last_name", **{"confirm": ON, "steps": steps, **fields}))


def whole_name():
    parts = [part("name", key, f"{key}_name") for key in ("first", "last")]
    for each in parts:
        each["steps"]["spelling"] = step(each["id"], "spelling", f"{each['key']} spelled how?")
    return template(node("name", "full_name", parts=parts, confirm=ON))


def test_confirmed_name_that_sounds_like_another_is_asked_to_be_spelled():
    person = talk(surname()).says("Clark").says("yes")
    assert person.heard == "Spelled how?"
    assert person.focus == ("name", "asking")
    person.says("c l a r k e")
    assert (person.value("name"), person.is_confirmed("name"), person.answer.outcome) == ("Clarke", True, "completed")


@pytest.mark.parametrize("said", ["it's c l a r k", "Clark, C L A R K", "Clark without an e", "yes", "I'd rather not say"])
def test_name_spelled_as_heard_or_not_spelled_stays_as_it_was(said):
    person = talk(surname()).says("Clark").says("yes").says(said)
    assert (person.value("name"), person.is_confirmed("name"), person.answer.outcome) == ("Clark", True, "completed")


def test_who_does_not_spell_is_asked_in_other_words_once_and_then_believed():
    person = talk(surname()).says("Clark").says("yes").says("Clark")
    assert person.heard == "Letter by letter?"
    person.does(NoInput())
    assert (person.value("name"), person.answer.outcome) == ("Clark", "completed")


def test_keys_are_no_spelling():
    person = talk(surname()).says("Clark").says("yes").presses("252")
    assert person.heard == "Letter by letter?"
    assert person.value("name") == "Clark"


def test_letters_of_another_name_are_read_back():
    person = talk(surname()).says("Clark").says("yes").says("p a r k e r")
    assert (person.value("name"), person.focus) == ("Parker", ("name", "confirming"))
    assert person.says("yes").answer.outcome == "completed"


def test_refused_name_is_not_asked_to_be_spelled():
    person = talk(surname()).says("Clark").says("no")
    assert person.heard == "name not_confirmed 1"
    assert person.says("Barlow").says("yes").answer.outcome == "completed"


@pytest.mark.parametrize("said", ["Barlow", "Clarke, c l a r k e"])
def test_name_of_one_spelling_or_spelled_already_is_not_asked_about(said):
    assert talk(surname()).says(said).says("yes").answer.outcome == "completed"


def test_remark_on_the_spelling_is_not_asked_about_again():
    person = talk(surname()).says("Clark").says("no, Clarke with an e").says("yes")
    assert (person.value("name"), person.answer.outcome) == ("Clarke", "completed")
    at_once = talk(surname()).says("Clarke with an e").says("yes")
    assert (at_once.value("name"), at_once.answer.outcome) == ("Clarke", "completed")


def test_other_transcription_of_the_same_sound_leads_to_the_question():
    person = talk(surname())
    person.does(Utterance("Barlow", (Alternative("Barlowe", 0.6), Alternative("Bellow", 0.5)))).says("yes")
    assert person.heard == "Spelled how?"
    person.says("b a r l o w e")
    assert person.value("name") == "Barlowe"


def test_other_transcription_of_another_sound_does_not():
    person = talk(surname())
    person.does(Utterance("Barlow", (Alternative("Bellow", 0.6),))).says("yes")
    assert person.answer.outcome == "completed"


def test_each_part_of_a_whole_name_is_asked_once():
    person = talk(whole_name()).says("Stephen Clark").says("yes")
    assert person.heard == "first spelled how?"
    person.says("s t e v e n")
    assert person.heard == "last spelled how?"
    person.says("c l a r k e")
    assert (person.value("name"), person.answer.outcome) == ({"first": "Steven", "last": "Clarke"}, "completed")


def test_only_the_part_that_may_be_written_otherwise_is_asked():
    person = talk(whole_name()).says("Monica Clark").says("yes")
    assert person.heard == "last spelled how?"


def test_name_that_is_not_read_back_is_asked_to_be_spelled_all_the_same():
    person = talk(surname(confirm={"policy": "never", "spelling": "same_sounding"})).says("Clark")
    assert person.heard == "Spelled how?"
    assert person.says("c l a r k e").value("name") == "Clarke"


@pytest.mark.parametrize(("channel", "confirm"), [("chat", ON), ("voice", {"policy": "voice_only"})])
def test_nobody_is_asked_in_writing_or_where_the_template_does_not_want_it(channel, confirm):
    person = talk(surname(confirm=confirm), channel=channel).says("Clark")
    person = person if person.answer.outcome else person.says("yes")
    assert person.answer.outcome == "completed"


def test_question_can_be_repeated_and_explained():
    person = talk(surname()).says("Clark").says("yes").says("can you repeat that?")
    assert person.heard == "Spelled how?"
    assert person.says("help").heard == "name help 1 | Spelled how?"
    assert person.says("c l a r k e").value("name") == "Clarke"


@pytest.mark.parametrize(
    ("document", "code", "where"),
    [
        (surname(steps={}), "step_missing", "/nodes/0/steps/spelling"),
        (surname(confirm={"policy": "voice_only"}), "unused", "/nodes/0/steps/spelling"),
        (template(node("it", "number", confirm=ON)), "unused", "/nodes/0/confirm/spelling"),
    ],
)
def test_question_for_a_spelling_that_cannot_be_asked_is_a_finding(document, code, where):
    assert (code, where) in [(found.code, found.path) for found in lint_template(document, locales=("en",))]


def test_answer_to_another_question_is_kept_and_the_name_stays_as_heard():
    other = node("mail", "email")
    person = talk(template(*surname()["nodes"], other)).says("Clark").says("yes").says("my e-mail is ann@example.com")
    assert person.value("name") == "Clark"
    assert person.value("mail") == "ann@example.com"
    assert "spelled" not in person.state["runs"]["name"]["data"]["name"]
