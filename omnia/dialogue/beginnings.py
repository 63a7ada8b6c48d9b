"""What a new thing in a document begins as: the least that has its shape, with usual words where every dialogue says the same."""

import copy
import re
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from unicodedata import normalize

from omnia.dialogue.extraction.registry import GROUP, KINDS
from omnia.dialogue.template import SCHEMA

Item = dict[str, Any]

LEVELS = {"start": 1, "no_match": 2, "no_input": 1}
"""The steps that a new datum has, and how many reactions each."""

PART_KINDS = {"first": "first_name", "last": "last_name", "number": "house_number", "start": "date", "end": "date"}
"""Parts whose kind is not called as the part is."""

CHOOSING = frozenset(("choice", "multi_choice"))

USUAL: Mapping[str, Mapping[str, Sequence[str]]] = {
    "no_match": {
        "en": ("Sorry, I didn't get that. Could you say it again?", "I still didn't understand. Please say it in other words."),
        "it": ("Mi scusi, non ho capito. Può ripetere?", "Non ho ancora capito. Lo dica con altre parole, per favore."),
        "es": ("Perdone, no le he entendido. ¿Puede repetirlo?", "Sigo sin entenderlo. Dígalo con otras palabras, por favor."),
        "fr": ("Pardon, je n'ai pas compris. Pouvez-vous répéter ?", "Je n'ai toujours pas compris. Dites-le autrement."),
        "de": ("Das habe ich nicht verstanden. Bitte noch einmal.", "Ich verstehe es noch nicht. Bitte sagen Sie es anders."),
        "pt": ("Desculpe, não percebi. Pode repetir?", "Ainda não percebi. Diga por outras palavras, por favor."),
    },
    "no_input": {
        "en": ("I didn't hear anything. Are you still there?",),
        "it": ("Non ho sentito nulla. È ancora in linea?",),
        "es": ("No he oído nada. ¿Sigue ahí?",),
        "fr": ("Je n'ai rien entendu. Êtes-vous toujours là ?",),
        "de": ("Ich habe nichts gehört. Sind Sie noch da?",),
        "pt": ("Não ouvi nada. Continua na linha?",),
    },
    "invalid": {
        "en": ("That can't be right. Could you check it and tell me again?",),
        "it": ("Non mi risulta valido. Può controllare e ripetere?",),
        "es": ("No parece válido. ¿Puede comprobarlo y repetirlo?",),
        "fr": ("Cela ne semble pas valable. Pouvez-vous vérifier et répéter ?",),
        "de": ("Das kann nicht stimmen. Bitte prüfen Sie es und sagen Sie es noch einmal.",),
        "pt": ("Não parece válido. Pode verificar e repetir?",),
    },
}
"""What is said alike whatever is asked for."""


class UnknownKindError(ValueError):
    """Nothing of this kind can begin here; the sentence names it."""


def fresh_id(stem: str) -> str:
    """An id that no other item has."""
    return f"{stem.replace(':', '_')}.{secrets.token_hex(4)}"


def free_key(wanted: str, taken: Collection[str]) -> str:
    """A key made of a name, none of `taken`: `E-mail address` becomes `e_mail_address`, a second one `e_mail_address_2`."""
    plain = normalize("NFKD", wanted).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:56] or "item"
    stem = stem if stem[0].isalpha() else f"n_{stem}"
    number = 2
    key = stem
    while key in taken:
        key, number = f"{stem}_{number}", number + 1
    return key


def level(step: str, texts: Mapping[str, str] | None = None) -> Item:
    """One reaction of a step, which speaks."""
    name = fresh_id(step)
    return {"id": name, "actions": [{"type": "say", "id": f"{name}.say", "text": dict(texts or {})}]}


def usual_level(step: str, number: int, locales: Collection[str]) -> Item:
    """The reaction of this number (from 1) of a step, in the words that are usual, as far as there are any."""
    known = USUAL.get(step.partition(":")[0], {})
    spoken = {locale: known.get(locale.partition("-")[0], ()) for locale in locales}
    return level(step, {locale: words[number - 1] for locale, words in spoken.items() if len(words) >= number})


def node(kind: str, key: str, label: Mapping[str, str], locales: Collection[str]) -> Item:
    """A datum with its question still to be written; what all questions share is written already."""
    if kind not in KINDS:
        raise UnknownKindError(f"There is no kind “{kind}”.")
    made: Item = {"id": fresh_id(key), "key": key, "kind": kind, "label": dict(label)}
    if kind == GROUP:
        return {**made, "parts": []}
    if kind in CHOOSING:
        made["contract"] = {"engines": [engine("lexicon")]}
    steps = {step: [usual_level(step, number, locales) for number in range(1, count + 1)] for step, count in LEVELS.items()}
    return {**made, "steps": steps}


def part(kind: str, key: str, label: Mapping[str, str]) -> Item:
    """A part of a datum: asked by a question of its own, whatever else is said is its main node's."""
    if kind not in KINDS or kind == GROUP:
        raise UnknownKindError(f"There is no kind “{kind}” for a part.")
    return {"id": fresh_id(key), "key": key, "kind": kind, "label": dict(label), "steps": {"start": [level("start")]}}


def template(kind: str, key: str, label: Mapping[str, str], locales: Collection[str]) -> Item:
    """A template of one datum."""
    return {"schema": SCHEMA, "key": key, "label": dict(label), "nodes": [node(kind, key, label, locales)]}


def flow(key: str, label: Mapping[str, str], node_label: Mapping[str, str]) -> Item:
    """A flow of one node, which closes the conversation and says nothing yet."""
    first = {**flow_node("start", node_label), "rows": [row("close")]}
    return {"schema": SCHEMA, "key": key, "label": dict(label), "start": "start", "nodes": [first]}


def flow_node(key: str, label: Mapping[str, str]) -> Item:
    """A node of a flow that does nothing yet."""
    return {"id": fresh_id(key), "key": key, "label": dict(label), "rows": [], "edges": []}


def _made(fields: Mapping[str, Mapping[str, Any]], what: str) -> Callable[[str], Item]:
    def make(kind: str) -> Item:
        if kind not in fields:
            raise UnknownKindError(f"There is no {what} “{kind}”.")
        return {"id": fresh_id(kind), "type": kind, **{name: _copy(value) for name, value in fields[kind].items()}}

    return make


def _copy(value: Any) -> Any:
    return value.copy() if isinstance(value, dict | list) else value


ACTIONS: Mapping[str, Mapping[str, Any]] = {
    "say": {"text": {}},
    "assign": {"variable": "", "value": ""},
    "log": {"message": ""},
    "webhook": {"name": "", "url": ""},
    "request": {"name": ""},
    "transfer": {},
    "hang_up": {},
    "end": {},
}
"""What a level may do, with the fields that it begins with."""

ROWS: Mapping[str, Mapping[str, Any]] = {
    **{kind: ACTIONS[kind] for kind in ("say", "assign", "webhook", "request", "transfer")},
    "acquire": {"template": ""},
    "close": {},
}
"""What a row of a flow may do."""

ENGINES: Mapping[str, Mapping[str, Any]] = {
    "rule": {"recogniser": ""},
    "pattern": {"pattern": ""},
    "lexicon": {"entries": []},
    "webhook": {"url": ""},
}
"""What may find a value in what was said."""

action = _made(ACTIONS, "action")
row = _made(ROWS, "row")
engine = _made(ENGINES, "engine")

PARAMETERS: Mapping[str, Mapping[str, Any]] = {
    "required": {},
    "range": {},
    "length": {},
    "age_range": {},
    "pattern": {"pattern": ""},
    "one_of": {"values": []},
    "format": {"format": ""},
    "checksum": {"algorithm": ""},
    "date_past": {"include_today": False},
    "date_future": {"include_today": False},
    "date_valid": {},
    "expression": {"expression": ""},
}
"""The rules that a value may have to keep, with the parameters that each begins with."""


def constraint(kind: str, key: str) -> Item:
    """A rule whose bounds are still to be written."""
    if kind not in PARAMETERS:
        raise UnknownKindError(f"There is no rule “{kind}”.")
    params = {name: _copy(value) for name, value in PARAMETERS[kind].items()}
    return {"id": fresh_id(key), "key": key, "type": kind, **({"params": params} if params else {})}


def option(value: str, label: Mapping[str, str], synonyms: Mapping[str, Sequence[str]] | None = None) -> Item:
    """One option of a closed list."""
    said = {locale: list(words) for locale, words in (synonyms or {}).items() if words}
    return {"id": fresh_id(value), "value": value, "label": dict(label), **({"synonyms": said} if said else {})}


def way_out(kind: str) -> Item:
    """An exit of a flow's node, which ends the flow: the one otherwise taken, or one with a condition still to be written."""
    if kind not in ("when", "otherwise"):
        raise UnknownKindError(f"There is no exit “{kind}”.")
    return {"id": fresh_id("exit"), **({"otherwise": True} if kind == "otherwise" else {})}


TURNS: Mapping[str, Item] = {"say": {"say": ""}, "silence": {"silence": True}, "keys": {"keys": ""}}
"""What a caller may do in a test."""

TESTS: Mapping[str, Item] = {"sentence": {}, "conversation": {"turns": [TURNS["say"]]}}
"""One sentence, or a conversation of several turns."""


def turn(kind: str) -> Item:
    """One thing that the caller does in a test, not written yet."""
    if kind not in TURNS:
        raise UnknownKindError(f"In a test nobody can do “{kind}”.")
    return dict(TURNS[kind])


def test(kind: str, locale: str) -> Item:
    """A test in which nothing is said and nothing expected yet."""
    if kind not in TESTS:
        raise UnknownKindError(f"There is no test of the sort “{kind}”.")
    return {"id": fresh_id("test"), "locale": locale, **copy.deepcopy(TESTS[kind])}
