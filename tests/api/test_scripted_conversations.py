"""The scripted conversations of tests/conversations, held over HTTP with the seed catalogue's own flows and templates."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from published import Client, PublishedProject, issue_key, publish

from factory.catalogue_files import read
from omnia.dialogue.simulate import matches
from omnia.infra.crypto import new_id
from omnia.mongo.clusters import client_for_uri
from omnia.mongo.context import ProjectRef
from omnia.mongo.indexes import ensure_collections
from tenants.project.collections import COLLECTIONS

FILES = sorted((Path(__file__).parents[1] / "conversations").glob("*.yaml"))
LOCALES = ("en", "it", "es", "fr", "de", "pt")
Script = dict[str, Any]


@pytest.fixture(scope="module")
def energy(migrated: str) -> Iterator[PublishedProject]:
    """A project whose live release is the whole seed catalogue; conversations change nothing of it."""
    ref = ProjectRef(new_id())
    ensure_collections(ref, COLLECTIONS)
    catalogue = read()
    publish(ref, list(catalogue.templates.values()), list(catalogue.flows.values()), locales=LOCALES, region="")
    yield PublishedProject(ref, issue_key(ref))
    client_for_uri(migrated).drop_database(ref.database_name)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_conversations_go_as_scripted(energy: PublishedProject, path: Path):
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    for script in content["scripts"]:
        try:
            converse(energy.client, content, script)
        except AssertionError as error:
            error.add_note(f"in {path.stem}: {script['name']}")
            raise


def converse(api: Client, content: Script, script: Script) -> None:
    """Hold one conversation to its end."""
    subject = {"template": script["template"]} if "template" in script else {"flow": content["flow"]}
    opening = {**subject, "locale": content["locale"], "channel": content["channel"]}
    opening["reference_time"] = content.get("reference_time", "2026-11-23T10:00:00")
    started = api.post("/api/v1/sessions", opening)
    assert started.status == 201, started.content
    answer = started.json()
    turns = [line for name in script.get("after", []) for line in content["openings"][name]] + script["turns"]
    for turn in turns:
        wanted = {"say": turn} if isinstance(turn, str) else turn
        answer = hold(api, answer, wanted)
        check(answer, wanted)
    assert answer.get("outcome") == script.get("outcome")
    check_values(answer, script.get("values", {}))


def hold(api: Client, answer: Script, turn: Script) -> Script:
    """Take one turn; returns the next answer."""
    assert answer["status"] == "listening", f"The conversation was over before {turn}."
    taken = api.post(f"/api/v1/sessions/{answer['session']}/turns", {"turn": answer["turn"], **event_of(turn)})
    assert taken.status == 200, taken.content
    return taken.json()


def event_of(turn: Script) -> Script:
    if "keys" in turn:
        return {"event": "dtmf", "keys": turn["keys"]}
    if "n_best" in turn:
        alternatives = [{"text": text, "confidence": 0.9 - place / 10} for place, text in enumerate(turn["n_best"])]
        return {"event": "utterance", "text": turn["n_best"][0], "alternatives": alternatives}
    return {"event": "no_input"} if turn.get("silence") else {"event": "utterance", "text": turn["say"]}


def check(answer: Script, turn: Script) -> None:
    spoken = " ".join(output["text"] for output in answer["outputs"] if output["type"] == "say")
    if "at" in turn:
        assert answer["listen"], spoken
        assert [answer["listen"]["node"], answer["listen"]["mode"]] == turn["at"], spoken
    assert turn.get("speaks", "") in spoken
    assert spoken or answer["status"] == "finished"
    check_values(answer, turn.get("values", {}))


def check_values(answer: Script, expected: Script) -> None:
    for name, value in expected.items():
        found = answer["values"].get(name, {}).get("value")
        assert matches(value, found), f"{name} should be {value} and is {found}"
