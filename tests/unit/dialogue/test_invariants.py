"""What holds for every conversation, whatever is said in it."""

import json

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from sampling import examples

from omnia.dialogue.compile import compile_program
from omnia.dialogue.conversation import Alternative, Dtmf, HangUp, NoInput, Resume, Utterance, advance, advance_encoded, begin
from tests.specimens import seed
from tests.unit.dialogue.talking import NOW, acquire, date_node, flow, node, template

CATALOGUE = seed()
LOCALES = ("en", "it", "es", "fr", "de", "pt")
MAX_COUNT = 200

VOCABULARY = """
    yes no sì nein oui the 12th of May 1980 maggio mille zwölf mario.rossi@gmail.com IT001E12345678 RSSMRA80A01H501U double five
    wrong year giorno meant repeat help start over 03/04/2027 at five morning first second
    @ # 31/02/2020 333 1234567 via Roma 20121 Milano half past 12,50 euro forse
"""
WORDS = st.sampled_from(VOCABULARY.split())
PHRASES = st.lists(WORDS, min_size=0, max_size=8).map(" ".join)
SCALARS = st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=20)
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner), max_leaves=6
)
TEXTS = PHRASES | st.text(max_size=60)
EVENTS = st.one_of(
    st.builds(Utterance, TEXTS, st.lists(st.builds(Alternative, TEXTS, st.floats(-1, 2)), max_size=3).map(tuple)),
    st.just(NoInput()),
    st.builds(Dtmf, st.text("0123456789*#", min_size=1, max_size=12)),
    st.builds(Resume, st.dictionaries(st.sampled_from(["value", "confidence", "plan"]), JSON, max_size=3)),
)
WAITING = flow(
    [
        {"id": "hook", "type": "webhook", "name": "x", "url": "https://example.com", "mapping": {"plan": "answer.plan"}},
        acquire("date"),
        acquire("number"),
    ],
)
OUTSIDE = template(node("number", "number", contract={"engines": [{"id": "n", "type": "webhook", "url": "https://example.com"}]}))


def programs():
    for key, body in CATALOGUE.templates.items():
        yield key, {"template": body, "templates": {}}
    for key, body in CATALOGUE.flows.items():
        yield key, {"flow": body, "templates": CATALOGUE.templates}
    yield (
        "waiting",
        {"flow": WAITING, "templates": {"date": template(date_node(confirm={"policy": "always"})), "number": OUTSIDE}},
    )


DOCUMENTS = dict(programs())


@settings(max_examples=examples(80))
@given(
    name=st.sampled_from(sorted(DOCUMENTS)),
    events=st.lists(EVENTS, min_size=1, max_size=8),
    locale=st.sampled_from(LOCALES),
    channel=st.sampled_from(["voice", "chat"]),
)
def test_conversation_whatever_is_said_never_raises_and_always_speaks_or_ends(name, events, locale, channel):
    program = compile_program(**DOCUMENTS[name], locale="en" if name == "waiting" else locale)
    state, answer = begin(program, channel=channel, variables={"name": "Ann"}, now=NOW)
    for event in events:
        given_state = json.dumps(state, sort_keys=True)
        assert json.loads(given_state) == state
        following = advance(program, state, event, now=NOW)
        assert json.dumps(state, sort_keys=True) == given_state, "the state handed in was changed"
        assert following == advance(program, json.loads(given_state), event, now=NOW), "the same input gave another output"
        kept = msgspec.json.encode(state)
        parsed, told = advance(program, msgspec.json.decode(kept), event, now=NOW)
        assert advance_encoded(program, kept, event, now=NOW) == (msgspec.json.encode(parsed), told), "encoded, it went otherwise"
        ended = answer.status == "finished"
        state, answer = following
        if ended:
            assert answer.status == "finished"
            assert answer.outputs == []
            continue
        assert answer.status == "finished" or answer.outputs
        assert (answer.status == "listening") == (answer.listen is not None)
        assert (answer.status == "finished") == (answer.outcome is not None)
        assert all(count <= MAX_COUNT for count in counters(state))


def counters(state):
    for run in state.get("runs", {}).values():
        for datum in run.get("data", {}).values():
            yield from datum.get("counters", {}).values()


@settings(max_examples=40)
@given(text=st.text(max_size=200) | st.sampled_from(["double " * 570, "no, " * 900, "1" * 4000, "(" * 4000, "è " * 2000]))
def test_hanging_up_after_anything_is_abandoned_unless_it_was_over(text):
    program = compile_program(template=CATALOGUE.templates["codice_fiscale"], templates={}, locale="it")
    state, _ = begin(program, channel="voice", variables={}, now=NOW)
    state, answer = advance(program, state, Utterance(text), now=NOW)
    _, last = advance(program, state, HangUp(), now=NOW)
    assert last.outcome == (answer.outcome or "abandoned")
