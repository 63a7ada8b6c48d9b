"""Small documents that many tests speak of, and the seed catalogue as it is read once; whoever imports them loads no server."""

import functools
from typing import Any

from factory import catalogue_files

Document = dict[str, Any]


def say(identifier: str, en: str, it: str) -> list[Document]:
    return [{"id": f"{identifier}-e1", "actions": [{"id": f"{identifier}-a1", "type": "say", "text": {"en": en, "it": it}}]}]


DATE: Document = {
    "schema": 1,
    "key": "date",
    "label": {"en": "Date", "it": "Data"},
    "synonyms": {"en": ["day"], "it": ["giorno"]},
    "nodes": [
        {
            "id": "n1",
            "key": "date",
            "kind": "date",
            "label": {"en": "Date", "it": "Data"},
            "constraints": [{"id": "c1", "key": "real", "type": "date_valid"}],
            "examples": {"en": ["12 May 1980"]},
            "steps": {
                "start": say("s", "Which date, please?", "Quale data?"),
                "no_match": say("m", "I did not catch the date. Which one is it?", "Non ho capito la data. Qual è?"),
                "no_input": say("i", "Are you there? Which date, please?", "Ci sei? Quale data?"),
                "invalid:real": say("v", "There is no such day. Which date is it?", "Quel giorno non esiste. Quale data è?"),
            },
        }
    ],
    "tests": [
        {"id": "t1", "locale": "en", "utterance": "12 May 1980", "expect": {"date": {"iso": "1980-05-12"}}},
        {"id": "t2", "locale": "it", "utterance": "12 maggio 1980", "expect": {"date": {"iso": "1980-05-12"}}},
    ],
}

AGREES: Document = {
    "schema": 1,
    "key": "agrees",
    "label": {"en": "Agreement", "it": "Consenso"},
    "nodes": [
        {
            "id": "n1",
            "key": "agrees",
            "kind": "yes_no",
            "label": {"en": "Agreement", "it": "Consenso"},
            "steps": {
                "start": say("s", "Do you agree?", "È d'accordo?"),
                "no_match": say("m", "Yes or no, please?", "Sì o no?"),
            },
        }
    ],
}

BOOKING: Document = {
    "schema": 1,
    "key": "booking",
    "label": {"en": "Booking", "it": "Prenotazione"},
    "start": "ask",
    "nodes": [
        {
            "id": "f1",
            "key": "ask",
            "label": {"en": "Questions", "it": "Domande"},
            "rows": [
                {"id": "r1", "type": "say", "text": {"en": "Welcome.", "it": "Benvenuto."}},
                {"id": "r2", "type": "acquire", "template": "date"},
                {"id": "r3", "type": "acquire", "template": "agrees"},
                {"id": "r4", "type": "close", "text": {"en": "Goodbye.", "it": "Arrivederci."}},
            ],
        }
    ],
}


@functools.cache
def seed() -> catalogue_files.Catalogue:
    """The seed catalogue, read once a process; nobody changes what is in it."""
    return catalogue_files.read()
