"""The files of the seed catalogue: complete, well formed, and understood by the engine that will use them."""

from collections import Counter
from datetime import datetime, timedelta, timezone

import pytest
from sampling import sampled

from factory import catalogue_files
from omnia.dialogue import simulate
from omnia.dialogue.compile import compile_program
from omnia.dialogue.lint import lint_flow, lint_template
from omnia.dialogue.simulate import run_flow_tests
from omnia.dialogue.template import AcquireRow, parse_flow, parse_template, walk_nodes
from omnia.dialogue.texts import parse_text

LOCALES = ("en", "it", "es", "fr", "de", "pt")
CATALOGUE = catalogue_files.read()
TEMPLATES = {key: parse_template(body) for key, body in CATALOGUE.templates.items()}
FLOWS = {key: parse_flow(body) for key, body in CATALOGUE.flows.items()}
BODIES = [*CATALOGUE.templates.items(), *CATALOGUE.flows.items()]

TRANSLATED = ("label", "description", "text", "synonyms", "examples")
WITH_PARTIALS = {key for key, template in TEMPLATES.items() if sum(part.required for part in template.nodes[0].parts) > 1}
"""Templates of which half may be said: an hour alone is a whole time."""

every_template = pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
every_flow = pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
every_body = pytest.mark.parametrize("body", [body for _, body in BODIES], ids=[key for key, _ in BODIES])
every_locale = pytest.mark.parametrize("locale", LOCALES)


def translated(value, path="$"):
    """Every mapping by locale below a place, with its path."""
    if isinstance(value, dict):
        for field, item in value.items():
            if field in TRANSLATED and isinstance(item, dict):
                yield f"{path}.{field}", item
            else:
                yield from translated(item, f"{path}.{field}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from translated(item, f"{path}[{number}]")


def ids(value):
    """Every id below a place, tests and the options of a list aside: those are unique among themselves."""
    if isinstance(value, dict):
        if "id" in value:
            yield value["id"]
        for field, item in value.items():
            if field not in ("tests", "entries"):
                yield from ids(item)
    elif isinstance(value, list):
        for item in value:
            yield from ids(item)


def texts(body):
    """Every text that is spoken."""
    return [text for path, items in translated(body) if path.endswith(".text") for text in items.values()]


def test_catalogue_holds_its_templates_and_two_flows():
    assert len(TEMPLATES) == 74
    assert set(FLOWS) == {"activate_supply", "report_claim"}


@every_body
def test_every_text_is_written_in_all_languages(body):
    assert [path for path, items in translated(body) if set(items) != set(LOCALES) or not all(items.values())] == []


@every_body
def test_ids_are_unique(body):
    assert [name for name, count in Counter(ids(body)).items() if count > 1] == []
    assert [name for name, count in Counter(test["id"] for test in body["tests"]).items() if count > 1] == []


@pytest.mark.parametrize("key", TEMPLATES)
def test_nothing_is_to_be_said_of_a_template(key):
    assert lint_template(CATALOGUE.templates[key], locales=LOCALES) == []


@pytest.mark.parametrize("key", FLOWS)
def test_nothing_is_to_be_said_of_a_flow(key):
    assert lint_flow(CATALOGUE.flows[key], locales=LOCALES, templates=CATALOGUE.templates) == []


@every_body
def test_industry_is_a_known_one(body):
    assert (body.get("industry", "") in CATALOGUE.industries) is (body["scope"] == "industry")


@every_body
def test_no_text_asks_two_questions(body):
    assert [text for text in texts(body) if text.count("?") > 1] == []


@every_body
def test_texts_are_made_to_be_heard(body):
    assert [text for text in texts(body) if set("/()[]*_") & set("".join(parse_text(text).pieces[::2]))] == []


@every_template
def test_main_nodes_have_every_step_that_they_need(template):
    for node in template.nodes:
        steps = {step: len(escalations) for step, escalations in node.steps.items()}
        assert steps["start"] >= 1
        assert steps["no_match"] >= 3
        assert steps["no_input"] >= 2
        assert steps["help"] >= 1
        assert set(node.examples) == set(LOCALES)
        if node.confirm.policy != "never":
            assert steps["confirmation"] >= 1
            assert steps["not_confirmed"] >= 1
        assert {f"invalid:{rule.key}" for rule in node.constraints} == {step for step in steps if step.startswith("invalid:")}


@every_template
def test_parts_ask_for_themselves(template):
    for path, node in walk_nodes(template):
        if len(path) > 1:
            assert {"start", "no_match"} <= node.steps.keys()


@every_template
def test_read_back_holds_the_value(template):
    for node in template.nodes:
        for escalation in node.steps.get("confirmation", ()):
            for action in escalation.actions:
                assert all(node.key in parse_text(text).names for text in action.text.values())


@every_template
def test_keypad_is_spoken_of_only_where_it_may_be_used(template):
    words = ("keypad", "tastiera", "teclado", "clavier", "Tastatur", "digiti ", "Tapez", "Tippen", "Digite", "Marque")
    for node in template.nodes:
        if not any(attempt.dtmf for attempt in node.inputs):
            spoken = [
                text for steps in node.steps.values() for step in steps for act in step.actions for text in act.text.values()
            ]
            assert [text for text in spoken if any(word in text for word in words)] == []


@every_template
@every_locale
def test_every_language_has_tests_of_every_category(template, locale):
    tests = [test for test in template.tests if test.locale == locale]
    counts = Counter(test.category for test in tests)
    assert counts["complete"] >= 2
    assert counts["noisy"] >= 1
    assert counts["negative"] >= 1
    assert counts["partial"] >= (template.key in WITH_PARTIALS)
    assert any(test.turns for test in tests)


@pytest.mark.parametrize("key", sampled(TEMPLATES, 4))
def test_template_understands_people_whose_offset_from_utc_is_told_just_as_well(key, monkeypatch):
    rome = timezone(timedelta(hours=1))
    monkeypatch.setattr(simulate, "test_time", lambda text: datetime.fromisoformat(text).replace(tzinfo=rome))
    results = simulate.run_template_tests(CATALOGUE.templates[key], locales=["en"])
    assert results
    assert [f"{result.id}: {result.message}" for result in results if not result.passed] == []


@pytest.mark.parametrize("key", FLOWS)
@every_locale
def test_flow_goes_through_its_own_tests(key, locale):
    results = run_flow_tests(CATALOGUE.flows[key], CATALOGUE.templates, locales=[locale])
    assert results
    assert [f"{result.id}: {result.message}" for result in results if not result.passed] == []


@every_flow
@every_locale
def test_flow_compiles_in_every_language(flow, locale):
    assert compile_program(flow=CATALOGUE.flows[flow.key], templates=CATALOGUE.templates, locale=locale).start == flow.start


@every_flow
def test_flow_can_be_walked_to_every_node(flow):
    reached, pending = set(), [flow.start]
    nodes = {node.key: node for node in flow.nodes}
    while pending:
        key = pending.pop()
        if key not in reached:
            reached.add(key)
            pending.extend(edge.to for edge in nodes[key].edges if edge.to)
    assert reached == set(nodes)


@every_flow
def test_nothing_is_asked_right_before_a_template_asks(flow):
    for node in flow.nodes:
        for row, following in zip(node.rows, node.rows[1:], strict=False):
            if isinstance(following, AcquireRow):
                assert "?" not in "".join(getattr(row, "text", {}).values())
