"""Reading a text without a conversation, and bodies that mean harm."""

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from published import Client, issue_key
from talks import START, problem, start

BODY = {"kind": "date", "locale": "en", "text": "tomorrow", "reference_time": "2026-02-27T10:00:00"}


def test_kind_needs_no_release(make_project_database):
    answer = Client(issue_key(make_project_database())).post("/api/v1/parse", BODY)
    content = answer.json()
    assert (answer.status, content["valid"], content["violations"]) == (200, True, [])
    assert content["matches"][0]["value"]["iso"] == "2026-02-28"
    assert content["matches"][0]["span"] == [0, 8]


def test_template(api):
    content = api.post("/api/v1/parse", {**BODY, "kind": None, "template": "date", "text": "on 12 May 1980"}).json()
    match = content["matches"][0]
    assert (match["node"], match["value"]["iso"], match["formatted"]) == ("date", "1980-05-12", "12 May 1980")


def test_node_of_a_template(api):
    body = {**BODY, "kind": None, "template": "date", "node": "date"}
    assert api.post("/api/v1/parse", body).json()["valid"] is True


def test_nothing_found(api):
    assert api.post("/api/v1/parse", {**BODY, "text": "hello"}).json() == {"matches": [], "valid": False, "violations": []}


@pytest.mark.parametrize("alternatives", [["12 May 1980"], [{"text": "12 May 1980", "confidence": 0.4}]])
def test_alternatives(api, alternatives):
    body = {**BODY, "text": "twelve of main", "alternatives": alternatives}
    assert api.post("/api/v1/parse", body).json()["matches"][0]["value"]["iso"] == "1980-05-12"


def test_thirty_alternatives_are_heard_and_no_more(api):
    body = {**BODY, "text": "twelve of main", "alternatives": ["blah"] * 29 + ["12 May 1980"]}
    assert api.post("/api/v1/parse", body).json()["matches"][0]["value"]["iso"] == "1980-05-12"
    answer = api.post("/api/v1/parse", {**body, "alternatives": ["blah"] * 31})
    assert problem(answer) == (422, "unprocessable", "/alternatives")


def test_earlier_attempts_are_weighed_with_the_text(api):
    body = {"kind": "date_of_birth", "locale": "en", "text": "nineteen seventy eight"}
    earlier = [{"text": "the third of october"}, {"text": "mumble", "alternatives": ["jumble", {"text": "x", "confidence": 0.3}]}]
    content = api.post("/api/v1/parse", {**body, "earlier": earlier}).json()
    assert content["matches"][0]["value"]["iso"] == "1978-10-03"


def test_earlier_attempts_are_weighed_for_a_template(api):
    body = {**BODY, "kind": None, "template": "date", "text": "hmm 13 May 1980", "alternatives": ["30 May 1980"]}
    alone = api.post("/api/v1/parse", body).json()["matches"][0]
    joined = api.post("/api/v1/parse", {**body, "earlier": [{"text": "30 May 1980"}] * 2}).json()["matches"][0]
    assert (alone["value"]["iso"], joined["value"]["iso"]) == ("1980-05-13", "1980-05-30")


@pytest.mark.parametrize(
    ("reference", "hours"), [("10:00:00+00:00", ["15:00"]), ("10:00:00+01:00", ["16:00"]), ("10:00:00Z", []), ("10:00:00", [])]
)
def test_time_of_another_zone_is_converted_where_the_reference_time_tells_its_own(api, reference, hours):
    body = {"kind": "time", "locale": "en", "text": "4 pm CET", "reference_time": f"2026-02-27T{reference}"}
    assert [match["value"]["iso"] for match in api.post("/api/v1/parse", body).json()["matches"]] == hours


def test_region(api):
    body = {"kind": "phone", "locale": "en", "text": "06 698 1234"}
    assert api.post("/api/v1/parse", {**body, "region": "IT"}).json()["matches"][0]["value"]["e164"] == "+39066981234"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kind": None}, (422, "unprocessable", "/template")),
        ({"template": "date"}, (422, "unprocessable", "/kind")),
        ({"kind": "moon"}, (422, "unprocessable", "/kind")),
        ({"kind": "group"}, (422, "unprocessable", "/kind")),
        ({"kind": None, "template": "absent"}, (422, "unknown-document", "/template")),
        ({"kind": None, "template": "date", "locale": "de"}, (422, "unknown-locale", "/locale")),
        ({"kind": None, "template": "date", "node": "moon"}, (422, "unprocessable", "/node")),
        ({"node": "date"}, (422, "unprocessable", "/node")),
        ({"region": "Italy"}, (422, "unprocessable", "/region")),
        ({"text": "x" * 4001}, (422, "text-too-long", "/text")),
        ({"alternatives": ["x" * 4001]}, (422, "text-too-long", "/alternatives/0")),
        ({"earlier": [{"text": "x" * 4001}]}, (422, "text-too-long", "/earlier/0/text")),
        ({"earlier": [{"text": "x", "alternatives": ["x", "x" * 4001]}]}, (422, "text-too-long", "/earlier/0/alternatives/1")),
        ({"earlier": [{"text": "x"}] * 5}, (422, "unprocessable", "/earlier")),
        ({"earlier": ["x"]}, (422, "unprocessable", "/earlier/0")),
        ({"reference_time": "now"}, (422, "unprocessable", "/reference_time")),
        ({"text": None}, (422, "unprocessable", "/text")),
    ],
)
def test_wrong_body_is_refused_with_its_place(api, changes, expected):
    assert problem(api.post("/api/v1/parse", {**BODY, **changes})) == expected


def test_template_needs_a_release(make_project_database):
    api = Client(issue_key(make_project_database()))
    answer = api.post("/api/v1/parse", {"template": "date", "locale": "en", "text": "tomorrow"})
    assert problem(answer) == (409, "not-published", "")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
WORDS = st.sampled_from(
    ["12 May 1980", "yes", "no", "repeat", "•••", "{date}", "\x00", "🎂", "9" * 400, "ab" * 1900, "help", "agent"]
)
TURN = st.fixed_dictionaries(
    {"event": st.sampled_from(["utterance", "no_input", "dtmf", "resume", "hang_up", "x"]) | JSON},
    optional={"text": WORDS | st.text() | JSON, "alternatives": JSON, "keys": st.text("0123456789*#", max_size=70), "data": JSON},
)
HARMLESS = {200, 201, 400, 409, 410, 413, 422}
FEW = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FEW
@given(body=st.dictionaries(st.sampled_from([*START, "variables", "template", "external_id", "x"]), JSON) | JSON)
def test_hostile_starts(api, each_store, unlimited, body):
    for sent in (body, {**START, **body} if isinstance(body, dict) else body):
        assert api.post("/api/v1/sessions", orjson.dumps(sent)).status in HARMLESS


@FEW
@given(
    variables=st.dictionaries(st.from_regex(r"[a-z_]{1,5}", fullmatch=True), JSON, max_size=4), turns=st.lists(TURN, max_size=6)
)
def test_hostile_turns(api, each_store, unlimited, variables, turns):
    opening = start(api, variables=variables)
    address, number = f"/api/v1/sessions/{opening['session']}", 0
    for turn in turns:
        answer = api.post(f"{address}/turns", orjson.dumps({"turn": number, **turn}))
        assert answer.status in HARMLESS, answer.content
        number = answer.json().get("turn", number)
    assert api.get(f"{address}/transcript").status == 200
    assert api.delete(address).status == 204


@FEW
@given(body=st.dictionaries(st.sampled_from([*BODY, "template", "region", "node", "alternatives", "earlier"]), WORDS | JSON))
def test_hostile_texts(api, unlimited, body):
    assert api.post("/api/v1/parse", orjson.dumps({**BODY, **body})).status in HARMLESS


@pytest.fixture
def unlimited(settings):
    """Many examples run within a second; the rate limits are somebody else's test."""
    settings.OMNIA_LIMIT_PER_KEY = settings.OMNIA_LIMIT_PER_PROJECT = 0
