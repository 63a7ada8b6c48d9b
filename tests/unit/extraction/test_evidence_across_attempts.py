"""What earlier attempts heard counts with the next one: values are joined, weighed, and as sure as their rivals leave them."""

from datetime import datetime

import pytest

from omnia.dialogue.conversation import Alternative, Utterance, parse_text
from omnia.dialogue.extraction.hearing.evidence import Attempt, share, together, weights

NOW = datetime.fromisoformat("2026-11-23T10:00")


def best(kind, said, *before, locale="en-GB", region="GB"):
    """The best match of what is said, with attempts before it; transcriptions of one are parted by `|`."""
    *earlier, (text, *others) = ([text.strip() for text in attempt.split("|")] for attempt in (*before, said))
    attempts = [Utterance(first, tuple(map(Alternative, rest))) for first, *rest in earlier]
    answer = parse_text(kind, text, locale=locale, now=NOW, region=region, alternatives=others, earlier=attempts)
    return answer.matches[0] if answer.matches else None


def value(kind, said, *before, **where):
    found = best(kind, said, *before, **where)
    return found["value"] if found else None


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("and g 6 1 5 w y", "NG615WY"),
        ("r m 3 8 5 j w", "RM385JW"),
        ("c o 7 and 4 r j | c o 7 n 4 r j", "CO7N4RJ"),
        ("l 8 6 2 n f | l 8 6 2 n s", "L862NF"),
        ("k t 4 4 9 h you", "KT449HU"),
    ],
)
def test_code_of_a_district_that_is_not_listed_is_rather_what_was_said_than_an_invented_change(said, code):
    assert value("postal_code", said) == code


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("Pamela Roberts | Pamela Robert's", "Pamela", "Roberts"),
        ("Pamela Robert's | Pamela Roberts", "Pamela", "Roberts"),
        ("Monique Barlow | Monika Barlow", "Monique", "Barlow"),
        ("Curtis Scott", "Curtis", "Scott"),
        ("Todd James", "Todd", "James"),
        ("ge of f r e y", "Geoffrey", None),
        ("j e ff r e y", "Jeffrey", None),
        ("my name is ge of f r e y smith", "Geoffrey", "Smith"),
    ],
)
def test_name_heard_on_a_real_line_is_understood(said, first, last):
    assert value("full_name", said) == {"first": first, "last": last}


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("14th of May 2000 and 6", "2006-05-14"),
        ("3rd of October 1970 8th", "1978-10-03"),
        ("22nd June 1950 4", "1954-06-22"),
        ("4th of May 19-31", "1931-05-04"),
        ("4th of May mmiv", "2004-05-04"),
        ("4th of May mcmlxxxi", "1981-05-04"),
        ("19th May 4th 1962 | 19th the 4th 1962", "1962-04-19"),
        ("25th October 8th 1949 | 25th October 1949", "1949-10-25"),
    ],
)
def test_birth_heard_on_a_real_line_is_understood_with_all_its_words(said, iso):
    found = best("date_of_birth", said)
    assert found["value"]["iso"] == iso
    assert found["raw"] in said.split(" | ")


@pytest.mark.parametrize("said", ["right now", "today 1988", "mmm", "mmm 19"])
def test_words_that_tell_no_birth_whole_give_none(said):
    found = value("date_of_birth", said)
    assert found is None or found["iso"] is None


# --- attempts --------------------------------------------------------------------------------------------------------


def test_code_is_put_together_from_what_is_right_in_each_attempt():
    assert value("postal_code", "n k 9 7 u j", "m k 9 7 q j", "m k 9 7 u g | m k 9 7 u j") == "MK97UJ"


def test_value_of_two_attempts_outweighs_another_of_the_last():
    earlier = ("third of october nineteen seventy eight", "third of october nineteen seventy eight")
    assert value("date_of_birth", "third of october nineteen seventy nine", *earlier)["iso"] == "1978-10-03"


def test_parts_said_at_different_attempts_are_one_birth():
    assert value("date_of_birth", "nineteen seventy eight", "the third of october")["iso"] == "1978-10-03"


def test_parts_that_no_day_has_are_not_joined():
    assert value("date_of_birth", "nineteen seventy eight", "the thirtieth of february")["iso"] is None


def test_each_part_of_a_name_is_taken_from_the_attempt_where_it_is_likely():
    assert value("full_name", "hazel steben", "azel stevens | hazel stevens") == {"first": "Hazel", "last": "Stevens"}


@pytest.mark.parametrize(
    ("locale", "said", "earlier", "number"),
    [
        ("en", "thirty", "thirteen | thirty", 30),
        ("it", "sessanta", "settanta | sessanta", 60),
        ("es", "sesenta", "setenta | sesenta", 60),
        ("fr", "treize", "trois | treize", 13),
        ("de", "zwanzig", "zwölf | zwanzig", 20),
        ("pt", "sessenta", "setenta | sessenta", 60),
    ],
)
def test_value_that_a_second_attempt_holds_too_is_surer_in_every_language(locale, said, earlier, number):
    alone = best("integer", earlier, locale=locale, region=None)
    joined = best("integer", said, earlier, locale=locale, region=None)
    assert alone["value"] != joined["value"] == number
    assert joined["confidence"] > alone["confidence"]


def test_attempt_that_holds_nothing_changes_nothing():
    assert best("postal_code", "sw1a 1aa", "blah blah") == best("postal_code", "sw1a 1aa")


def test_code_whose_check_digit_holds_is_believed_from_an_earlier_attempt():
    assert value("iban", "DE89370400440532013001", "DE89370400440532013000") == "DE89370400440532013000"


@pytest.mark.parametrize(
    ("locale", "at", "address"),
    [
        ("en", "at gmail dot com", "@gmail.com"),
        ("it", "chiocciola libero punto it", "@libero.it"),
        ("es", "arroba gmail punto com", "@gmail.com"),
        ("fr", "arobase orange point fr", "@orange.fr"),
        ("de", "at gmx punkt de", "@gmx.de"),
        ("pt", "arroba uol ponto com", "@uol.com"),
    ],
)
def test_halves_of_an_address_are_taken_from_where_most_attempts_hold_them(locale, at, address):
    misheard = at.replace(at.split()[1], "ymail")
    assert value("email", f"brown {at}", f"braun {misheard}", f"braun {at}", locale=locale) == f"braun{address}"
    joined = value("email", f"brown {at}", f"braun {misheard}", f"crown {at}", f"braun {misheard}x", locale=locale)
    assert joined == f"braun{address}"


def test_address_is_joined_of_two_transcriptions_each_half_right():
    said = "anna dot smith at gmial dot com | anna dot smyth at gmail dot com | ana dot smit at gmail dot com"
    found = best("email", said)
    assert (found["value"], found["confidence"] <= 0.6) == ("anna.smith@gmail.com", True)


# --- how sure ---------------------------------------------------------------------------------------------------------


def test_single_transcription_is_as_sure_as_its_reader():
    assert best("integer", "thirty")["confidence"] == best("integer", "thirty", "thirty")["confidence"] == 1.0


def test_values_that_rival_each_other_share_their_sureness():
    assert best("date_of_birth", "4 may 1981 | 4 may 1991")["confidence"] < best("date_of_birth", "4 may 1981")["confidence"]
    assert share({"a": 1.0, "b": 1.0}, "a") == 0.5


def test_piece_of_a_value_is_no_rival_of_it():
    assert best("date_of_birth", "the fourth of may | fourth of may 1981")["value"]["iso"] == "1981-05-04"


def test_attempts_that_agree_are_surer_than_each_and_never_certain():
    assert 0.8 < together([0.8, 0.8]) < 0.8 + 0.2 * 0.8
    assert together([0.95, 0.95, 0.95, 0.95]) < 1


def test_transcriptions_without_a_told_confidence_count_by_their_place():
    assert weights(Attempt.of(["a", "b", "a"]).confidences) == [1.0, 0.5]


def test_told_confidences_decide_which_transcription_is_believed():
    texts = (Alternative("thirteen", 0.4), Alternative("thirty", 0.8))
    answer = parse_text("integer", "thirteen", locale="en", now=NOW, alternatives=texts)
    assert answer.matches[0]["value"] == 30
