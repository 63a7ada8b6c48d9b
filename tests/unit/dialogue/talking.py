"""Small documents, and a person who talks to them: what the tests of the engine are written with."""

import copy
from datetime import datetime
from typing import Any

from omnia.dialogue.compile import Program, compile_program
from omnia.dialogue.conversation import Alternative, Dtmf, Event, NoInput, Utterance, advance, begin

NOW = datetime(2026, 1, 15, 10, 0)  # noqa: DTZ001  # the person's local time, as the engine takes it


def step(owner: str, name: str, *texts: str) -> list[dict[str, Any]]:
    """A ladder: one level a text."""
    return [
        {"id": f"{owner}.{name}.{place}", "actions": [{"type": "say", "id": f"{owner}.{name}.{place}.say", "text": {"en": text}}]}
        for place, text in enumerate(texts, 1)
    ]


def node(key: str, kind: str, **fields: Any) -> dict[str, Any]:
    """A datum whose texts are the names of their steps: `date start 1`."""
    levels = {
        "start": 1,
        "no_match": 3,
        "no_input": 2,
        "confirmation": 1,
        "not_confirmed": 2,
        "help": 1,
        **fields.pop("levels", {}),
    }
    steps = {
        name: step(key, name, *(f"{key} {name} {n}" for n in range(1, count + 1))) for name, count in levels.items() if count
    }
    if "confirmation" in steps:
        steps["confirmation"] = step(key, "confirmation", *(f"{{{key}}}?" for _ in range(levels["confirmation"])))
    for rule in fields.get("constraints", []):
        rule.setdefault("id", f"{key}.{rule['key']}")
        steps[f"invalid:{rule['key']}"] = step(key, f"invalid:{rule['key']}", f"{key} invalid {rule['key']}")
    steps |= fields.pop("steps", {})
    return {"id": key, "key": key, "kind": kind, "label": {"en": key}, "steps": steps, **fields}


def part(owner: str, key: str, kind: str | None = None, **fields: Any) -> dict[str, Any]:
    """A part with a question of its own."""
    name = f"{owner}.{key}"
    return {
        "id": name,
        "key": key,
        "kind": kind or key,
        "label": {"en": key},
        "steps": {"start": step(name, "start", f"{key}?")},
        **fields,
    }


def date_node(key: str = "date", **fields: Any) -> dict[str, Any]:
    """A date with its parts, as the catalogue has it."""
    parts = [part(key, name) for name in ("day", "month", "year")]
    engines = [{"id": f"{key}.rule", "type": "rule", "recogniser": "date", "options": {"partial": True, "day_first": True}}]
    return node(key, "date", parts=parts, contract={"engines": engines}, **fields)


def template(*nodes: dict[str, Any], key: str = "", **fields: Any) -> dict[str, Any]:
    """A template around nodes."""
    return {"schema": 1, "key": key or nodes[0]["key"], "label": {"en": "T"}, "nodes": copy.deepcopy(list(nodes)), **fields}


def flow(
    rows: list[dict[str, Any]], *more: dict[str, Any], edges: list[dict[str, Any]] | None = None, **fields: Any
) -> dict[str, Any]:
    """A flow of one node, and further ones."""
    first = {"id": "main", "key": "main", "label": {"en": "main"}, "rows": rows, "edges": edges or []}
    return {"schema": 1, "key": "flow", "label": {"en": "F"}, "start": "main", "nodes": [first, *more], **fields}


def acquire(key: str, name: str = "") -> dict[str, Any]:
    """A row that runs a template."""
    return {"id": f"acquire.{name or key}", "type": "acquire", "template": key, "name": name}


def say(words: str) -> dict[str, Any]:
    """A row that speaks."""
    return {"id": f"say.{words}", "type": "say", "text": {"en": words}}


class Talk:
    """A conversation, seen from the person's side."""

    def __init__(self, program: Program, channel: Any = "voice", **variables: Any) -> None:
        self.program = program
        self.state, self.answer = begin(program, channel=channel, variables=variables, now=NOW)

    def does(self, event: Event) -> "Talk":
        self.state, self.answer = advance(self.program, self.state, event, now=NOW)
        return self

    def says(self, text: str, *alternatives: str) -> "Talk":
        return self.does(Utterance(text, tuple(Alternative(item) for item in alternatives)))

    def presses(self, keys: str) -> "Talk":
        return self.does(Dtmf(keys))

    def is_silent(self) -> "Talk":
        return self.does(NoInput())

    @property
    def heard(self) -> str:
        """All that was spoken in the last turn, as one prompt."""
        return " | ".join(output["text"] for output in self.answer.outputs if output["type"] == "say")

    @property
    def focus(self) -> tuple[str, str] | None:
        listen = self.answer.listen
        return (listen["node"], listen["mode"]) if listen else None

    def value(self, name: str) -> Any:
        entry = self.answer.values.get(name)
        return entry["value"] if entry else None

    def is_confirmed(self, name: str) -> bool:
        return bool(self.answer.values[name]["confirmed"])


def talk(
    document: dict[str, Any], *templates: dict[str, Any], channel: str = "voice", locale: str = "en", **variables: Any
) -> Talk:
    """Begin to talk to a template, or to a flow with its templates."""
    if "start" in document:
        held = {body["key"]: body for body in templates}
        return Talk(compile_program(flow=document, templates=held, locale=locale), channel, **variables)
    return Talk(compile_program(template=document, templates={}, locale=locale), channel, **variables)
