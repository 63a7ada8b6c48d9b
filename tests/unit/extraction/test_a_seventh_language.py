"""A seventh language is one folder and one word in the list: nothing else of the product is touched."""

import ast
import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from omnia.dialogue.extraction import languages
from omnia.dialogue.extraction.languages import LANGUAGES, habits, pack
from omnia.dialogue.extraction.languages.schema import PackError

FOLDER = Path(__file__).parent / "seventh_language" / "nl"

RUN = """
import json, sys
from datetime import datetime
from omnia.dialogue.extraction import languages

languages.__path__.append(sys.argv[1])
languages.LANGUAGES += (sys.argv[2],)

from omnia.dialogue.extraction.registry import recognise
from omnia.dialogue.extraction.values import Context

context = Context(sys.argv[2], datetime(2026, 11, 23, 10))
read = {}
for kind, text in json.loads(sys.argv[3]):
    matches = recognise(kind, text, context).matches
    value = matches[0].value if matches else None
    read[text] = value["iso"] if isinstance(value, dict) and "iso" in value else value
print(json.dumps(read))
"""

SAID = {
    "number": {"drieëntwintig": 23, "honderdvijf": 105, "tweeduizend": 2000, "drie komma vijf": 3.5},
    "date": {
        "13 mei 2027": "2027-05-13",
        "dertiende mei 2027": "2027-05-13",
        "morgen": "2026-11-24",
        "volgende vrijdag": "2026-12-04",
        "koningsdag": "2027-04-27",
    },
    "yes_no": {"ja": True, "dat klopt": True, "nee": False, "dat klopt niet": False, "weet ik niet": None},
    "digits": {"een twee drie vier": "1234"},
    "free_text": {"dank u wel": None, "[gelach]": None},
}


def speak(folder, language, asked):
    """Run the recognisers in a process of their own that knows one language more; the last line that it writes."""
    command = [sys.executable, "-c", RUN, str(folder), language, json.dumps(asked)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else done.stderr.strip().splitlines()[-1]


def test_what_is_said_in_a_language_of_one_more_folder_is_read():
    asked = [(kind, text) for kind, texts in SAID.items() for text in texts]

    read = speak(FOLDER.parent, "nl", asked)

    assert read == {text: value for texts in SAID.values() for text, value in texts.items()}


def test_a_folder_that_lacks_words_is_told_in_a_sentence_at_import(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "nl")
    time = tmp_path / "nl" / "time.py"
    time.write_text(time.read_text().replace('"weekday": {', '"day_of_the_week": {'))

    told = speak(tmp_path, "nl", [("date", "morgen")])

    assert told.endswith("PackError: The pack of 'nl' lacks words of the calendar: weekday.")


def test_a_folder_that_leaves_out_a_field_is_told_in_a_sentence_at_import(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "nl")
    numbers = tmp_path / "nl" / "numbers.py"
    numbers.write_text(re.sub("    scales=.*\n", "", numbers.read_text()))

    told = speak(tmp_path, "nl", [("number", "drie")])

    assert "PackError: The pack of 'nl' is not whole:" in told
    assert "'scales'" in told


def test_a_language_that_is_listed_without_a_folder_is_told_in_a_sentence(tmp_path):
    told = speak(tmp_path, "nl", [("number", "drie")])

    assert "PackError: 'nl' is listed as a language and has no folder that can be imported" in told


def test_a_folder_under_another_name_than_its_pack_is_told_in_a_sentence(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "nl")
    front = tmp_path / "nl" / "__init__.py"
    front.write_text(front.read_text().replace('language="nl"', 'language="vl"'))

    assert speak(tmp_path, "nl", [("number", "drie")]).endswith("PackError: The folder of 'nl' holds the pack of 'vl'.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pack_knows_the_shape_of_a_pack_and_no_other_language(language):
    home = "omnia.dialogue.extraction.languages"
    known = (f"{home}.schema", f"{home}.{language}")

    for module in Path(languages.__file__).with_name(language).glob("*.py"):
        told = [node.module for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.ImportFrom)]
        assert [name for name in told if name.startswith("omnia.") and not name.startswith(known)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pack_without_a_command_is_told_in_a_sentence(language):
    whole = pack(language)
    commands = {name: phrases for name, phrases in whole.answers.commands.items() if name != "repeat"}

    with pytest.raises(PackError, match=f"The pack of '{language}' lacks commands: repeat."):
        replace(whole, answers=replace(whole.answers, commands=commands))


def asks_for_a_code(node):
    """Whether code compares what is spoken with a code that stands there, or asks for the words of one language by its code."""
    if isinstance(node, ast.Compare):
        sides = [part for side in (node.left, *node.comparators) for part in ast.walk(side)]
        named = [getattr(part, "id", None) or getattr(part, "attr", None) for part in sides]
        codes = [part.value for part in sides if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        return bool({"language", "locale"}.intersection(named) and set(LANGUAGES).intersection(codes))
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
        given = [part.value for part in node.args if isinstance(part, ast.Constant)]
        of_a_language = name in {"pack", "own_pack", "habits", "lexicon", "startswith"} or str(name).endswith("_lexicon")
        return of_a_language and bool(set(LANGUAGES).intersection(map(str, given)))
    return False


@pytest.mark.parametrize(
    "line",
    [
        'language == "de"',
        'context.language != "en"',
        'self.language in {"it", "es"}',
        'locale[:2] == "en"',
        'lexicon("de")',
        'locale.startswith("en")',
    ],
)
def test_lines_that_ask_for_the_code_of_a_language_are_found(line):
    assert any(map(asks_for_a_code, ast.walk(ast.parse(line))))


def test_no_rule_of_a_recogniser_asks_for_the_code_of_a_language():
    rooms = [path for path in Path(languages.__file__).parents[1].rglob("*.py") if "languages" not in path.parts]

    asking = [
        f"{path.name}:{node.lineno}" for path in rooms for node in ast.walk(ast.parse(path.read_text())) if asks_for_a_code(node)
    ]

    assert asking == [], "what one language needs is a field of its pack, with a default that leaves the others alone"


def test_of_a_language_that_is_not_spoken_english_words_are_read_and_no_english_habit_is_assumed():
    told = habits("xx")

    assert told.people.names.first_names == pack("en").people.names.first_names
    assert pack("en").time.calendar.half == "past"
    assert (told.time.calendar.half, told.time.calendar.order_by_country) == ("", False)
    assert (told.places.addresses.states, told.characters.spelling.letter_zeros) == (frozenset(), False)
    assert habits("it") is pack("it")
