"""How compact files become documents, and what is said of files that cannot be read."""

import pytest

from factory.catalogue_files import read
from factory.catalogue_format import CatalogueFileError, expand_flow, expand_template

LABEL = {"en": "Date"}
ROWS = "say, close, acquire, assign, webhook, request, transfer"


def node(**fields):
    return {"key": "date", "kind": "date", "label": LABEL, **fields}


def template(*nodes, **fields):
    return {"key": "date", "label": LABEL, "nodes": list(nodes) or [node()], **fields}


def flow(*rows, **fields):
    return {"key": "visit", "label": LABEL, "nodes": [{"key": "first", "label": LABEL, "rows": list(rows), **fields}]}


def test_defaults_are_put_in_and_what_is_written_stays():
    assert expand_template(template(), "date.yaml") == {
        "schema": 1, "scope": "universal", "key": "date", "label": LABEL, "nodes": [{"id": "date", **node()}],
    }  # fmt: skip
    written = expand_template(template(node(id="own"), scope="industry", industry="travel", icon="clock"), "date.yaml")
    assert (written["scope"], written["icon"], written["nodes"][0]["id"]) == ("industry", "clock", "own")


def test_ids_follow_the_keys():
    part = {"key": "day", "kind": "day", "label": LABEL, "steps": {"start": [{"en": "Which day?"}]}}
    body = expand_template(template(node(parts=[part], constraints=[{"key": "valid", "type": "date_valid"}])), "date.yaml")
    full = body["nodes"][0]
    assert full["constraints"] == [{"id": "date.valid", "key": "valid", "type": "date_valid"}]
    assert full["parts"][0]["id"] == "date.day"
    assert full["parts"][0]["steps"]["start"] == [
        {"id": "date.day.start.1", "actions": [{"id": "date.day.start.1.say", "type": "say", "text": {"en": "Which day?"}}]}
    ]


def test_escalation_with_actions_is_taken_as_it_is():
    whole = {"id": "own", "actions": [{"id": "bye", "type": "hang_up", "text": {"en": "Goodbye."}}]}
    steps = {"start": [{"en": "When?"}], "no_match": [{"en": "Sorry?"}, whole]}
    full = expand_template(template(node(steps=steps)), "date.yaml")["nodes"][0]
    assert [escalation["id"] for escalation in full["steps"]["no_match"]] == ["date.no_match.1", "own"]
    assert full["steps"]["no_match"][1] == whole


def test_contract_gets_ids_for_engines_and_options():
    options = [{"value": "phone", "label": LABEL}, {"id": "mail", "value": "email", "label": LABEL}]
    engines = [{"type": "lexicon", "entries": options}, {"id": "own", "type": "pattern", "pattern": "x"}]
    contract = expand_template(template(node(contract={"engines": engines})), "date.yaml")["nodes"][0]["contract"]
    assert [engine["id"] for engine in contract["engines"]] == ["date.engine.1", "own"]
    assert [entry["id"] for entry in contract["engines"][0]["entries"]] == ["phone", "mail"]


def test_introduction_of_a_group_is_written_like_a_step():
    body = expand_template(template(introduction=[{"en": "A few questions."}]), "date.yaml")
    assert body["introduction"][0]["actions"][0] == {
        "id": "introduction.1.say", "type": "say", "text": {"en": "A few questions."},
    }  # fmt: skip


def test_tests_are_numbered_by_language_and_category():
    tests = {
        "en": [{"complete": "tomorrow", "value": 1}, {"negative": "dunno"}, {"complete": "today", "value": None}],
        "it": [{"complete": ["domani", None, {"keys": "1"}], "value": 1, "channel": "voice", "outcome": "completed"}],
    }
    assert expand_template(template(tests=tests), "date.yaml")["tests"] == [
        {"id": "en.complete.1", "locale": "en", "category": "complete", "utterance": "tomorrow", "expect": {"date": 1}},
        {"id": "en.negative.1", "locale": "en", "category": "negative", "utterance": "dunno", "expect": {"date": None}},
        {"id": "en.complete.2", "locale": "en", "category": "complete", "utterance": "today", "expect": {"date": None}},
        {
            "id": "it.complete.1", "locale": "it", "category": "complete", "channel": "voice", "outcome": "completed",
            "turns": [{"say": "domani"}, {"silence": True}, {"keys": "1"}], "expect": {"date": 1},
        },
    ]  # fmt: skip


def test_tests_in_full_pass_through():
    tests = [{"id": "one", "locale": "en", "utterance": "tomorrow", "expect": {"date": None}}]
    assert expand_template(template(tests=tests), "date.yaml")["tests"] == tests


def test_rows_of_a_flow_are_written_by_their_type():
    rows = [
        {"say": {"en": "Hello."}},
        {"acquire": "date"},
        {"acquire": "date", "name": "accident_date"},
        {"assign": "late", "value": "true"},
        {"request": "send_sms", "parameters": {"to": "{phone}"}},
        {"id": "own", "type": "say", "text": {"en": "Now."}},
        {"say": {"en": "Well."}},
        {"transfer": "claims", "text": {"en": "One moment."}},
        {"close": {}},
    ]
    body = expand_flow(flow(*rows, edges=[{"to": "first", "when": "late"}, {"otherwise": True}]), "visit.yaml")
    full = body["nodes"][0]
    assert body["start"] == "first"
    assert [row["id"] for row in full["rows"]] == [
        "first.say.1", "first.acquire.date", "first.acquire.accident_date", "first.assign.1", "first.request.1", "own",
        "first.say.3", "first.transfer.1", "first.close.1",
    ]  # fmt: skip
    assert full["rows"][3] == {"id": "first.assign.1", "type": "assign", "variable": "late", "value": "true"}
    assert full["rows"][7] == {"id": "first.transfer.1", "type": "transfer", "to": "claims", "text": {"en": "One moment."}}
    assert [edge["id"] for edge in full["edges"]] == ["first.edge.1", "first.edge.2"]


def test_tests_of_a_flow_are_numbered_by_language():
    body = flow({"acquire": "date"}) | {"tests": {"en": [{"turns": ["tomorrow", None], "expect": {"date": None}}]}}
    assert expand_flow(body, "visit.yaml")["tests"] == [
        {"id": "en.1", "locale": "en", "turns": [{"say": "tomorrow"}, {"silence": True}], "expect": {"date": None}}
    ]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (["date"], "date.yaml: Expected named fields here."),
        (template() | {"nodes": []}, "date.yaml, at nodes: A template needs at least one node."),
        (template() | {"nodes": ["date"]}, "date.yaml, at nodes[0]: Expected named fields here."),
        (template({"kind": "date"}), "date.yaml, at nodes[0]: A node needs a key."),
        (template(node(steps={"start": {"en": "When?"}})), "date.yaml, at nodes[0].steps.start: Expected a list here."),
        (template(node(steps={"start": [{"en": " "}]})), "date.yaml, at nodes[0].steps.start[0].en: Expected a text here."),
        (
            template(node(steps={"start": [{False: "Når?"}]})),
            "date.yaml, at nodes[0].steps.start[0]: The name “False” is read as bool, not as text; write it in quotes.",
        ),
        (
            template(tests={"en": [{"value": 1}]}),
            "date.yaml, at tests.en[0]: A test names exactly one of complete, partial, noisy, negative.",
        ),
        (template(tests={"en": [{"complete": "x"}]}), "date.yaml, at tests.en[0]: A test needs the value that must be found."),
        (template(tests={"en": [{"complete": "x", "valu": 1}]}), "date.yaml, at tests.en[0]: A test has no field “valu”."),
        (
            template(tests={"en": [{"negative": "x", "value": 1}]}),
            "date.yaml, at tests.en[0]: A negative test finds nothing, so it has no value.",
        ),
        (
            template(tests={"en": [{"complete": 12, "value": 1}]}),
            "date.yaml, at tests.en[0].complete: Expected what is said: a text in quotes, or a list of turns.",
        ),
        (template(colour="red"), "date.yaml: Object contains unknown field `colour`."),
        (template(node(confirm={"policy": "often"})), "date.yaml, at nodes[0].confirm.policy: Invalid enum value 'often'."),
    ],
)
def test_file_that_is_no_template_is_refused_with_a_sentence(body, sentence):
    with pytest.raises(CatalogueFileError) as refusal:
        expand_template(body, "date.yaml")
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (flow() | {"nodes": []}, "visit.yaml, at nodes: A flow needs at least one node."),
        (flow({"ask": "date"}), f"visit.yaml, at nodes[0].rows[0]: A row names exactly one of {ROWS}."),
        (flow({"acquire": ["date"]}), "visit.yaml, at nodes[0].rows[0].acquire: Expected a name here."),
        (flow() | {"tests": {"en": [{"expect": {}}]}}, "visit.yaml, at tests.en[0].turns: Expected a list here."),
    ],
)
def test_file_that_is_no_flow_is_refused_with_a_sentence(body, sentence):
    with pytest.raises(CatalogueFileError) as refusal:
        expand_flow(body, "visit.yaml")
    assert str(refusal.value) == sentence


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "flows").mkdir()
    (tmp_path / "industries.yaml").write_text("- {key: travel, label: {en: Travel}}\n", encoding="utf-8")
    (tmp_path / "templates" / "date.yaml").write_text(
        "key: date\nlabel: {en: Date}\nnodes: [{key: date, kind: date, label: {en: Date}}]\n", encoding="utf-8"
    )
    return tmp_path


def test_folder_is_read_in_full(folder):
    catalogue = read(folder)
    assert catalogue.industries == {"travel": {"en": "Travel"}}
    assert catalogue.templates["date"]["nodes"][0]["id"] == "date"
    assert catalogue.flows == {}


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("templates/date.yaml", "key: [date\n", "date.yaml, at line "),
        (
            "templates/date.yaml",
            "key: date\nkey: time\n",
            "date.yaml, at line 2: This is no readable YAML: the field “key” is written",
        ),
        ("templates/date.yaml", "", "date.yaml: Expected named fields here."),
        (
            "templates/time.yaml",
            "key: date\nlabel: {en: Date}\nnodes: [{key: date, kind: date, label: {en: Date}}]\n",
            "time.yaml, at key: The key “date” differs from the file's name.",
        ),
        ("templates/date.yaml", b"key: \xff\xfe", "date.yaml: This is no readable YAML: "),
        ("industries.yaml", "travel", "industries.yaml: Expected a list of industries."),
        ("industries.yaml", "- {key: travel}", "industries.yaml, at [0]: An industry needs a key, and a label by locale."),
        ("industries.yaml", None, "industries.yaml: There is no such file in "),
    ],
)
def test_bad_file_is_named(folder, name, content, sentence):
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CatalogueFileError) as refusal:
        read(folder)
    assert str(refusal.value).startswith(sentence)
