"""Help with conditions: what they may name is offered, what is wrong is said with its place, and an example is worked out."""

import json
import re
from html import unescape

import pytest
from django.test import Client
from django.utils.translation import gettext, override

from omnia.dialogue import patterns
from omnia.dialogue.cel.functions import STANDARD
from omnia.dialogue.cel.parser import MACROS
from omnia.dialogue.checks.functions import OWN
from omnia.workbench import expression_words
from tenants import selectors
from tenants.actions import editing

IN_PLACE = {"HX-Request": "true"}
FLOW, NODE = "activate_supply", "node:consent"


class Editor:
    """A person at a section of a document that holds an expression."""

    def __init__(self, cast, path: str = f"flows/{FLOW}", section: str = NODE, who: str = "designer") -> None:
        self.project, self.client = cast.project, Client()
        self.client.force_login(getattr(cast, who))
        self.kind, _slash, self.key = path.partition("/")
        self.where = f"/p/{cast.project.pk}/{path}?section={section}"

    def page(self) -> str:
        return self.client.get(self.where).content.decode()

    def places(self) -> list[str]:
        """The names of the fields that hold expressions."""
        fields = re.findall(r"<(?:input|textarea)[^>]*data-condition[^>]*>", self.page())
        return [unescape(re.search(r'name="([^"]*)"', field)[1]) for field in fields]

    def nameable(self) -> dict[str, str]:
        """What is offered, with the word on each."""
        held = json.loads(unescape(re.search(r'data-nameable="([^"]*)"', self.page())[1]))
        return {written: told for _name, told, written in held}

    def check(self, source: str, place: str = "", **form: str) -> str:
        version = selectors.draft(self.project, self.kind[:-1], self.key).version
        asked = {"check_expression": source, "check_place": place or self.places()[0], "base_version": version, **form}
        answer = self.client.post(self.where, asked, headers=IN_PLACE)
        assert answer.status_code == 200
        return re.sub(r"\s+", " ", unescape(answer.content.decode()))


def with_rule(cast, expression: str = "value.year > 1900") -> Editor:
    """The settings of a date that has a rule of its own."""
    draft = selectors.draft(cast.project, "template", "date")
    body = json.loads(json.dumps(draft.body))
    rule = {"id": "own", "key": "own", "type": "expression", "params": {"expression": expression}}
    body["nodes"][0].setdefault("constraints", []).append(rule)
    editing.save_document(cast.actor("designer"), cast.project, "template", "date", body, base_version=draft.version)
    return Editor(cast, "templates/date", "date:settings")


def test_flow_offers_data_of_its_templates_by_name_and_every_function_with_a_word(cast):
    offered = Editor(cast).nameable()
    assert all(told.strip() for told in offered.values())
    data = [name for name in offered if name.startswith("data.")]
    assert data
    for name in (*OWN, "size", "has"):
        assert f"{name}()" in offered
    for name in {*STANDARD, *MACROS, "matches"} - {"existsOne"}:
        assert f"{name}()" in offered or f".{name}()" in offered, f"{name} has no word"
    assert "value" not in offered, "no value is checked in a flow"


def test_rule_of_a_datum_offers_the_value_and_its_fields(cast):
    offered = with_rule(cast).nameable()
    assert {"value", "value.year", "value.iso", "parts.day", "attempts", "data.date"} <= offered.keys()


@pytest.mark.parametrize(
    ("source", "words", "marked"),
    [
        ("data.x >", "it ends too early", "…"),
        ("data.x == == 1", "“==” at place 11 is not expected", "=="),
        ("secret == 1", "names “secret”, which does not exist", "secret"),
        ("1 < ages(data.x)", "calls “ages”, which does not exist", "ages(data.x)"),
        ("data.x == 'a", "at place 11 means nothing", "'"),
        (
            "variables.l.exists(x, variables.l.exists(y, x == y))",
            "has no bound",
            "variables.l.exists(x, variables.l.exists(y, x == y))",
        ),
    ],
)
def test_finding_is_said_in_words_with_its_place(cast, source, words, marked):
    html = Editor(cast).check(source)
    assert words in html
    assert f"<mark>{marked}</mark>" in html
    assert "For this example" not in html


def test_finding_is_italian_for_who_reads_italian(cast):
    editor = Editor(cast)
    editor.client.cookies["django_language"] = "it"
    html = editor.check("secret == 1")
    assert "L’espressione nomina “secret”, che non esiste." in html


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(a", "Il modello non è RE2 valido: una parentesi ( di “(a” non è chiusa."),
        ("[a", "Il modello non è RE2 valido: la parentesi [ di “[a” non è chiusa."),
        ("a)", "Il modello non è RE2 valido: “a)” chiude una parentesi ) che non è aperta."),
        ("a**", "Il modello non è RE2 valido: “**” ripete ciò che è già ripetuto."),
        ("a{2,1}", "“{2,1}” ripete troppe volte"),
        ("(?=a)", "“(?=” non vi esiste"),
        ("((a?){30}){30}b", "istruzioni; ne sono ammesse"),
    ],
)
def test_wrong_pattern_is_told_in_italian_and_marked(cast, pattern, words):
    editor = Editor(cast)
    editor.client.cookies["django_language"] = "it"
    call = f"data.x.matches('{pattern}')"
    html = editor.check(call)
    assert words in html
    assert f"<mark>{call}</mark>" in html


def test_every_sentence_on_patterns_is_translated():
    assert {*patterns.SENTENCES.values(), patterns.OTHERWISE} <= expression_words.SENTENCES
    with override("it"):
        english = [sentence for sentence in expression_words.SENTENCES if gettext(sentence) == sentence]
    assert not english


def test_example_is_worked_out_with_the_values_that_tests_expect(cast):
    editor = with_rule(cast)
    rule = next(place for place in editor.places() if "/constraints/" in place)
    html = editor.check("value.year > 1900", rule)
    assert "For this example it is true." in html
    assert re.search(r'data-example="value.year" value="\d{4}"', html)
    assert "For this example it is false." in editor.check("value.year < 1900", rule)
    html = editor.check("value.week < 3", rule)
    assert "This example gives nothing" in html
    assert 'data-example="value.week" value=""' in html
    assert "neither true nor false" in editor.check("value.year", rule)


def with_webhook(cast, **mapping: str) -> Editor:
    """A node of a flow that calls a service and takes variables from its answer."""
    draft = selectors.draft(cast.project, "flow", FLOW)
    body = json.loads(json.dumps(draft.body))
    call = {"id": "call", "type": "webhook", "name": "find", "url": "", "mapping": mapping}
    next(node for node in body["nodes"] if node["key"] == "consent")["rows"].insert(0, call)
    editing.save_document(cast.actor("designer"), cast.project, "flow", FLOW, body, base_version=draft.version)
    return Editor(cast)


def mapping_of(editor: Editor) -> str:
    return next(place for place in editor.places() if place.endswith("/mapping"))


@pytest.mark.parametrize(
    ("written", "outcome"),
    [("1850", "false"), ("1950", "true"), ("", "none"), ("long ago", "none"), ("[" * 300, "none"), ("9" * 300, "true")],
)
def test_value_of_the_example_that_a_person_changes_is_what_the_expression_is_worked_out_for(cast, written, outcome):
    editor = with_rule(cast)
    rule = next(place for place in editor.places() if "/constraints/" in place)
    before = selectors.draft(cast.project, "template", "date").version
    html = editor.check("value.year > 1900", rule, **{"example:value.year": written})
    assert f"condition-{outcome}" in html
    assert "condition-true" in editor.check("value.year > 1900", rule), "the next question begins anew"
    assert selectors.draft(cast.project, "template", "date").version == before


def test_value_that_is_too_long_or_of_nothing_that_is_looked_at_changes_nothing(cast):
    editor = with_rule(cast)
    rule = next(place for place in editor.places() if "/constraints/" in place)
    plain = editor.check("value.year > 1900", rule)
    for name, text in (("value.year", "1" * 301), ("value", "1"), ("", "1"), ("secret[", "1")):
        assert editor.check("value.year > 1900", rule, **{f"example:{name}": text}) == plain


def test_lines_of_a_mapping_are_each_worked_out_and_share_an_example(cast):
    editor = with_webhook(cast, city="answer.city")
    place = mapping_of(editor)
    lines = "city = answer.city\nis_open = answer.hours > 0\nwrong = answer.\nunset ="
    html = editor.check(lines, place, **{"example:answer.city": "Rome", "example:answer.hours": "3"})
    assert '<code>city</code> <span class="condition-result condition-value">' in html
    assert "<code>&quot;Rome&quot;</code>" in html or '<code>"Rome"</code>' in html
    assert "<code>true</code>" in html
    assert "it ends too early" in html
    assert "<code>unset</code>" not in html
    assert html.count('data-example="answer.city"') == 1
    assert "answer" in editor.nameable()


def test_mapping_of_endless_lines_is_looked_at_up_to_a_bound(cast):
    editor = with_webhook(cast, city="answer.city")
    html = editor.check("\n".join(f"v{number} = {number}" for number in range(200)), mapping_of(editor))
    assert "<code>v19</code>" in html
    assert "<code>v20</code>" not in html


def test_answer_of_a_host_is_offered_where_it_can_be_named_alone(cast):
    assert "answer" not in Editor(cast).nameable()


def test_name_that_nothing_here_gives_is_noted_and_no_error(cast):
    html = Editor(cast).check('data.nobody_asks == true || data["no.body"] == 1 || variables.unset == 1')
    for name in ("data.nobody_asks", 'data["no.body"]'):
        assert f"“{name}” is asked for nowhere here" in html
    assert "“variables.unset” is set nowhere here" in html
    assert "field-error" not in html


def test_check_saves_nothing_and_says_nothing_of_a_field_that_is_no_expression(cast):
    editor = Editor(cast)
    before = selectors.draft(cast.project, "flow", FLOW).version
    editor.check("1 == 1")
    label = re.search(r'name="(at:[^"]*label[^"]*)"', editor.page())[1]
    answer = editor.client.post(
        editor.where, {"check_expression": "1 == 1", "check_place": label, "base_version": before}, headers=IN_PLACE
    )
    assert answer.status_code == 404
    assert selectors.draft(cast.project, "flow", FLOW).version == before


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("stranger", 404)])
def test_others_check_nothing(cast, who, status):
    editor, place = Editor(cast, who=who), Editor(cast).places()[0]
    answer = editor.client.post(
        editor.where, {"check_expression": "1 == 1", "check_place": place, "base_version": 1}, headers=IN_PLACE
    )
    assert answer.status_code == status
    assert "For this example" not in answer.content.decode()


def test_page_says_what_is_wrong_before_anything_is_typed(cast):
    html = re.sub(r"\s+", " ", with_rule(cast, "value.year >").page())
    assert "it ends too early" in unescape(html)
    assert html.count("ends too early") == 1, "the form says it once"
