"""What lint lets through can be compiled in every language and held a conversation with: mutated documents prove it."""

import copy
import json
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sampling import examples

from omnia.dialogue.compile import compile_program
from omnia.dialogue.conversation import Dtmf, NoInput, Utterance, advance, begin
from omnia.dialogue.events import Resume
from omnia.dialogue.lint import lint_flow, lint_template
from tests.specimens import seed
from tests.unit.dialogue.talking import NOW

CATALOGUE = seed()
LOCALES = ("en", "it", "es", "fr", "de", "pt")
EVENTS = (Utterance("12 maggio 1980"), Utterance("yes"), NoInput(), Dtmf("123#"), Utterance("no"), Utterance("help"), Resume({}))
VALUES = (
    None, True, False, 0, -1, 5, 10**30, 1.5, "", "x", "A b", "{x}", "{a.b}", "{", "(", "value", "date", "group", "always",
    "rule", "pattern", "range", "expression", "variables.x", "::", [], [1], ["x"], [[]], {}, {"en": "x"}, {"a": 1}, {"min": 1},
    [{"id": "q"}],
)  # fmt: skip
FIELDS = (
    "condition",
    "confirm",
    "limits",
    "params",
    "when",
    "to",
    "mapping",
    "body",
    "options",
    "inputs",
    "format",
    "blames",
    "wait",
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, item in items for place in places(item, (*path, key)))]


def mutated(body: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The document with one to three things replaced, removed, doubled or added."""
    body = copy.deepcopy(body)
    for _ in range(chance.choice((1, 1, 2, 3))):
        candidates = [path for path in places(body) if path and "tests" not in path and "text" not in path[:-1]]
        *above, last = chance.choice(candidates)
        holder: Any = body
        for token in above:
            holder = holder[token]
        deed = chance.random()
        if deed < 0.5:
            holder[last] = copy.deepcopy(chance.choice(VALUES))
        elif deed < 0.7:
            del holder[last]
        elif isinstance(holder, list):
            holder.append(copy.deepcopy(holder[last]))
        else:
            holder[chance.choice(FIELDS)] = copy.deepcopy(chance.choice(VALUES))
    return body


def converse(program: Any, chance: random.Random) -> None:
    state, answer = begin(program, channel=chance.choice(("voice", "chat")), variables={}, now=NOW)
    for event in chance.choices(EVENTS, k=6):
        state, answer = advance(program, json.loads(json.dumps(state)), event, now=NOW)
        json.dumps([answer.outputs, answer.values])


@settings(max_examples=examples(150))
@given(st.sampled_from(sorted(CATALOGUE.templates)), st.integers(0, 2**32))
def test_template_without_errors_can_be_talked_to(key, seed):
    chance = random.Random(seed)
    body = mutated(CATALOGUE.templates[key], chance)
    if not any(row.severity == "error" for row in lint_template(body, locales=LOCALES)):
        converse(compile_program(template=body, templates={}, locale=chance.choice(LOCALES)), chance)


@settings(max_examples=examples(60))
@given(st.sampled_from(sorted(CATALOGUE.flows)), st.integers(0, 2**32))
def test_flow_without_errors_can_be_talked_to(key, seed):
    chance = random.Random(seed)
    body = mutated(CATALOGUE.flows[key], chance)
    if not any(row.severity == "error" for row in lint_flow(body, locales=LOCALES, templates=CATALOGUE.templates)):
        program = compile_program(flow=body, templates=CATALOGUE.templates, locale=chance.choice(LOCALES))
        converse(program, chance)
