"""Documents and calls that the tests of conversations share."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from published import BOOKING, Answer, Client, Document, say

START = {"flow": "booking", "locale": "en", "channel": "chat", "reference_time": "2026-11-23T10:00:00"}

SECRET: Document = {
    "schema": 1,
    "key": "code",
    "label": {"en": "Code", "it": "Codice"},
    "nodes": [
        {
            "id": "n1",
            "key": "code",
            "kind": "alphanumeric",
            "label": {"en": "Code", "it": "Codice"},
            "privacy": "redact",
            "readback": "spelled",
            "confirm": {"policy": "always"},
            "inputs": [{"dtmf": True}],
            "steps": {
                "start": say("s", "Which code, please?", "Quale codice?"),
                "no_match": say("m", "I heard {input}. Which code is it?", "Ho sentito {input}. Quale codice è?"),
                "no_input": say("i", "You said {input}. Which code is it?", "Ha detto {input}. Quale codice è?"),
                "confirmation": say("c", "{code}, is that right?", "{code}, è giusto?"),
                "not_confirmed": say("r", "Not {code}, then. Which code is it?", "Non {code}, dunque. Quale codice è?"),
            },
        }
    ],
}

ORDER: Document = {
    **BOOKING,
    "key": "order",
    "nodes": [
        {
            "id": "f1",
            "key": "ask",
            "label": {"en": "Order", "it": "Ordine"},
            "rows": [
                {"id": "r1", "type": "acquire", "template": "code"},
                {"id": "r2", "type": "say", "text": {"en": "Your code is {code}.", "it": "Il codice è {code}."}},
                {
                    "id": "r3",
                    "type": "request",
                    "name": "check",
                    "wait": True,
                    "parameters": {"code": "{code}"},
                    "mapping": {"owner": "answer.owner"},
                },
                {"id": "r4", "type": "say", "text": {"en": "Hello {owner}.", "it": "Ciao {owner}."}},
                {"id": "r5", "type": "acquire", "template": "agrees"},
                {"id": "r6", "type": "close", "text": {"en": "Goodbye.", "it": "Arrivederci."}},
            ],
        }
    ],
}


def start(api: Client, **changes: Any) -> Document:
    """Start a conversation; returns the answer."""
    answer = api.post("/api/v1/sessions", {**START, **changes})
    assert answer.status == 201, answer.content
    return answer.json()


def post_turn(api: Client, session: str, turn: int, text: str | None = None, **fields: Any) -> Answer:
    """Take a turn, an utterance if a text is given."""
    said = {"event": "utterance", "text": text} if text is not None else {}
    return api.post(f"/api/v1/sessions/{session}/turns", {"turn": turn, **said, **fields})


def talk(api: Client, opening: Document, *texts: str) -> Document:
    """Say texts one after the other; returns the last answer."""
    answer = opening
    for text in texts:
        got = post_turn(api, answer["session"], answer["turn"], text)
        assert got.status == 200, got.content
        answer = got.json()
    return answer


def at_once(*calls: Callable[[], Answer]) -> list[Answer]:
    """Make calls at the same time, each in a thread of its own."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], Answer]) -> Answer:
        barrier.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def problem(answer: Answer) -> tuple[int, str, str]:
    """Status, type and first pointer of an error."""
    content = answer.json()
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert content["status"] == answer.status
    assert content["detail"].endswith(".")
    errors = content.get("errors") or [{"pointer": ""}]
    return answer.status, content["type"].removeprefix("/problems/"), errors[0]["pointer"]
