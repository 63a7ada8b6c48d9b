"""Names, British postcodes and dates of birth as a recogniser of speech writes them down from the telephone."""

from datetime import datetime

import pytest

from bench.extraction.simulate_calls import calls
from bench.extraction.simulate_calls import understood as simulated
from omnia.dialogue.extraction.characters.postcodes import recognise_postal_code
from omnia.dialogue.extraction.languages.shared.british_districts import districts
from omnia.dialogue.extraction.people.names import recognise_full_name
from omnia.dialogue.extraction.time.dates import recognise_date_of_birth
from omnia.dialogue.extraction.values import Context
from omnia.dialogue.parsing import parse_text

NOW = datetime.fromisoformat("2026-11-23T10:00")
CALLER = Context("en-GB", NOW, "GB")


def understood(kind, *texts):
    """The value of the best match of several transcriptions; None where nothing is understood."""
    answer = parse_text(kind, texts[0], locale="en-GB", now=NOW, region="GB", alternatives=texts[1:])
    return answer.matches[0]["value"] if answer.matches else None


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("third of may nineteen hundred and 73", "1973-05-03"),
        ("first of june two thousand 5", "2005-06-01"),
        ("fourth of may nineteen o five", "1905-05-04"),
        ("thirteenth of the 4 nineteen 67", "1967-04-13"),
        ("the eleventh of the 2 1958", "1958-02-11"),
        ("twenty three o two nineteen thirty two", "1932-02-23"),
        ("sixteen o one nineteen hundred and twenty four", "1924-01-16"),
        ("o three o two one nine four five", "1945-02-03"),
        ("two one o seven seven four", "1974-07-21"),
        ("twenty one two thousand ten", "2010-01-20"),
        ("eight nine o one", "2001-09-08"),
        ("11 382", "1982-03-11"),
        ("10 november nineteen 69", "1969-11-10"),
        ("november the 5th nineteen o six", "1906-11-05"),
        ("eleven eleven fifty five", "1955-11-11"),
    ],
)
def test_birth_said_on_the_telephone_is_understood(said, iso):
    match = recognise_date_of_birth(said, CALLER).matches[0]
    assert match.value["iso"] == iso
    assert said.endswith(match.raw)


@pytest.mark.parametrize("said", ["1 4 0 6 1 9 h 5", "three one n o eight one nine four eight", "2 1 0 5 1 9 8 q"])
def test_birth_with_a_digit_misheard_is_no_other_date(said):
    assert [match for match in recognise_date_of_birth(said, CALLER).matches if match.value["iso"]] == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("sure it's g l54xl thank you", "GL54XL"),
        ("pe thirty seven s r", "PE307SR"),
        ("m thirteen nine p l", "M139PL"),
        ("double b five nine x for x-ray g for golf", "BB59XG"),
        ("se for echo one one ry", "SE11RY"),
        ("sw one x for x-ray six jq for quebec", "SW1X6JQ"),
        ("s for sierra w for whiskey 1 k for alpha 1 d w for whiskey", "SW1A1DW"),
        ("it's bertie apple 23 double h", "BA23HH"),
        ("cat robert o eight nelly harry", "CR08NH"),
        ("c r 0 8 n h", "CR08NH"),
        ("m 8 three 1 8 b", "M831AB"),
        ("10 downing street london sw1a 2aa", "SW1A2AA"),
    ],
)
def test_british_code_said_on_the_telephone_is_understood(said, code):
    assert recognise_postal_code(said, CALLER).matches[0].value == code


@pytest.mark.parametrize(
    "said", ["g eleven three nine zw", "still living at 4 5 happy homes", "the flat is 23 hundred a month", "x y 1 2 a b"]
)
def test_words_that_only_resemble_a_british_code_give_nothing(said):
    assert recognise_postal_code(said, CALLER).matches == ()


def test_listed_districts_have_the_shapes_of_british_postcodes():
    assert {"M1", "B33", "CR2", "DN55", "W1A", "EC1A"} <= districts()
    assert not {"M10", "AB1", "ZZ1", "CR10"} & districts()


def test_code_is_put_together_from_what_is_right_in_each_transcription():
    assert understood("postal_code", "m a 9 7 u j", "n k 9 7 u j", "m k 9 7 q j", "m k nine seven u j") == "MK97UJ"


def test_area_that_exists_is_taken_from_a_later_transcription():
    assert understood("postal_code", "v a two o j h", "b a two o j h") == "BA20JH"


def test_clearly_spelled_code_of_an_unknown_area_is_doubtful_where_nobody_can_ask():
    answer = parse_text("postal_code", "x y 1 2 a b", locale="en-GB", now=NOW, region="GB")
    assert [(match["value"], match["confidence"] < 0.5) for match in answer.matches] == [("XY12AB", True)]


def test_birth_most_transcriptions_agree_on_is_taken():
    texts = ("date of birth is 11th of may 1982", "11th of march 1982", "the 11th of march 1982", "11th march 1982")
    assert understood("date_of_birth", *texts)["iso"] == "1982-03-11"


def test_whole_birth_in_a_later_transcription_comes_before_part_of_one_in_the_first():
    assert understood("date_of_birth", "the eleventh of march", "the eleventh of march nineteen fifty two")["iso"] == "1952-03-11"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("it's uh john smith", "John Smith"),
        ("my name is smith john smith", "John Smith"),
        ("john smith john smith", "John Smith"),
        ("barry hares barrie hares", "Barry Hares"),
        ("caoimhe ryan", "Caoimhe Ryan"),
        ("smith john", "John Smith"),
        ("roisin ryan that's r y a n", "Roisin Ryan"),
        ("lee and the surname is pickering", "Lee Pickering"),
        ("first name is doreen d o r double e n surname webb w e b b", "Doreen Webb"),
        ("alistair spelled a l i s t a i r and holmes spelled h o l m e s", "Alistair Holmes"),
        ("a r t h u r h a l l", "Arthur Hall"),
        ("ewa nowak that's n o w a for apple k for king", "Ewa Nowak"),
        ("beryl b a r k e are barker", "Beryl Barker"),
        ("taylor that's e a y l o r freddie", "Freddie Taylor"),
        ("george marshall that's spelt marsh all", "George Marshall"),
        ("grainne gr ai nne o sullivan", "Grainne O'Sullivan"),
        ("declan obrien", "Declan O'Brien"),
        ("jon thomsen t h o m s e n", "Jon Thomsen"),
        ("sean bean s e a n b e a n", "Sean Bean"),
        ("paul mc cartney", "Paul McCartney"),
        ("christian day", "Christian Day"),
        ("that would be rebecca hill", "Rebecca Hill"),
        ("o'connor o c o n n o r sean", "Sean O'Connor"),
        ("peter o'hara o apostrophe h a r a", "Peter O'Hara"),
        ("hamish mac donald m a c d o n a l d", "Hamish Macdonald"),
    ],
)
def test_name_said_on_the_telephone_is_understood(said, name):
    value = recognise_full_name(said, CALLER).matches[0].value
    assert f"{value['first']} {value['last']}" == name


def test_each_part_of_a_name_is_taken_from_where_it_is_likely():
    name = understood("full_name", "it's azel stevens", "it's hazel steben", "hazel stevens")
    assert name == {"first": "Hazel", "last": "Stevens"}


def test_name_that_is_not_listed_is_kept_where_all_transcriptions_hold_it():
    name = understood("full_name", "ottoline vermeulen", "its ottoline vermeulen")
    assert name == {"first": "Ottoline", "last": "Vermeulen"}


@pytest.mark.parametrize(
    ("locale", "said", "name"),
    [
        ("it", "mi chiamo rossi mario rossi", "Mario Rossi"),
        ("it", "mario rossi erre o doppia esse i", "Mario Rossi"),
        ("it", "mi chiamo giulia e il cognome è ferrari", "Giulia Ferrari"),
        ("es", "soy ana martín ana martín", "Ana Martín"),
        ("es", "juan pérez pe e erre e zeta", "Juan Pérez"),
        ("fr", "jean lefèvre l e f è v r e", "Jean Lefèvre"),
        ("fr", "mon prénom c'est claire et mon nom de famille c'est moreau", "Claire Moreau"),
        ("de", "anna schmidt es ce ha em i de te", "Anna Schmidt"),
        ("de", "hans müller mit ü", "Hans Müller"),
        ("pt", "o meu nome é rita e o apelido é marques", "Rita Marques"),
        ("pt", "pedro souza s o u z a", "Pedro Souza"),
    ],
)
def test_name_told_twice_is_understood_in_every_language(locale, said, name):
    value = recognise_full_name(said, Context(locale, NOW)).matches[0].value
    assert f"{value['first']} {value['last']}" == name


@pytest.mark.parametrize(
    ("locale", "said", "iso"),
    [
        ("it", "zero uno zero quattro uno nove otto due", "1982-04-01"),
        ("it", "ventitré zero due trentadue", "1932-02-23"),
        ("es", "cero uno cero cuatro uno nueve ocho dos", "1982-04-01"),
        ("fr", "zéro un zéro quatre mille neuf cent quatre vingt deux", "1982-04-01"),
        ("de", "null eins null vier eins neun acht zwei", "1982-04-01"),
        ("pt", "zero um zero quatro um nove oito dois", "1982-04-01"),
    ],
)
def test_birth_said_digit_by_digit_is_understood_in_every_language(locale, said, iso):
    assert recognise_date_of_birth(said, Context(locale, NOW)).matches[0].value["iso"] == iso


def test_french_hundreds_are_the_end_of_a_postal_code():
    assert recognise_postal_code("quatre vingt douze cent", Context("fr", NOW)).matches[0].value == "92100"


def test_whole_answer_in_prose_is_no_name_told_twice():
    assert recognise_full_name("please send send the invoice", CALLER).matches == ()


@pytest.mark.parametrize(("kind", "share"), [("full_name", 0.9), ("postal_code", 0.92), ("date_of_birth", 0.94)])
def test_most_simulated_calls_are_understood(kind, share):
    attempts = list(calls(seed=4, count=10, kinds=(kind,)))
    right = sum(simulated(call.kind, call.texts) == call.value for call in attempts)
    assert right / len(attempts) >= share


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("14th of May 2000 and 6", "2006-05-14"),
        ("3rd of October 1970 8th", "1978-10-03"),
        ("22nd June 1950 4", "1954-06-22"),
        ("22nd June 1950", "1950-06-22"),
    ],
)
def test_birth_year_said_in_two_pieces_is_one_year(said, iso):
    assert understood("date_of_birth", said)["iso"] == iso


@pytest.mark.parametrize("said", ["right now", "today", "yesterday"])
def test_day_told_from_today_is_no_birth(said):
    assert understood("date_of_birth", said) is None


@pytest.mark.parametrize(
    ("transcriptions", "iso"),
    [
        (("19th May 4th 1962", "19th the 4th 1962"), "1962-04-19"),
        (("25th October 8th 1949", "25th October 1949"), "1949-10-25"),
    ],
)
def test_birth_with_two_days_gives_way_to_a_transcription_with_one(transcriptions, iso):
    assert understood("date_of_birth", *transcriptions)["iso"] == iso


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [("Curtis Scott", "Curtis", "Scott"), ("Todd James", "Todd", "James"), ("Pamela Robert's", "Pamela", "Roberts")],
)
def test_spoken_order_is_kept_and_apostrophes_stand_only_where_names_have_them(said, first, last):
    assert understood("full_name", said) == {"first": first, "last": last}
