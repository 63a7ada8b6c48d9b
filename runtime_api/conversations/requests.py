"""From a request's body to what is meant by it; a body that means nothing is refused with its place and a sentence."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from omnia.dialogue.conversation import MAX_TEXT, Alternative, Dtmf, HangUp, NoInput, Resume, Utterance
from omnia.dialogue.conversation import Event as DialogueEvent
from omnia.infra.problems import Problem
from runtime_api.conversations.schemas import (
    MAX_DATA_BYTES,
    MAX_VARIABLES,
    VARIABLE_NAME,
    AlternativeText,
    ParseBody,
    StartBody,
    TurnBody,
)
from runtime_api.conversations.sessions import utc_now

YEARS = range(1900, 2201)
NAME = re.compile(VARIABLE_NAME)
LOCAL_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)([Zz]|[+-]\d\d:\d\d)?")

UNKNOWN_OFFSETS = frozenset({"Z", "z", "-00:00"})

FIELDS = {"text": "utterance", "alternatives": "utterance", "keys": "dtmf", "data": "resume"}
"""Field of a turn to the event that it belongs to."""

NEEDED = {"utterance": "text", "dtmf": "keys"}
"""Event to the field that it cannot do without."""


def validation_problem(pointer: str, sentence: str, type_name: str = "unprocessable") -> Problem:
    """The problem of one place in a body."""
    return Problem(type_name, sentence, errors=[{"pointer": pointer, "detail": sentence}])


def checked_text(pointer: str, text: str) -> str:
    """A text that is not too long."""
    if len(text) > MAX_TEXT:
        raise validation_problem(pointer, f"The text has {len(text)} characters, and may have {MAX_TEXT}.", "text-too-long")
    return text


def checked_subject(body: StartBody | ParseBody, first: str, second: str) -> None:
    """Exactly one of two fields must be given."""
    given = [name for name in (first, second) if getattr(body, name) is not None]
    if not given:
        raise validation_problem(f"/{first}", f"Give {first} or {second}: one of them says what to run.")
    if len(given) == 2:
        raise validation_problem(f"/{second}", f"Give {first} or {second}, not both.")


def checked_variables(variables: dict[str, Any] | None) -> dict[str, Any]:
    """What the host knows already, within bounds."""
    variables = variables or {}
    if len(variables) > MAX_VARIABLES:
        raise validation_problem("/variables", f"There are {len(variables)} variables, and may be {MAX_VARIABLES}.")
    for name in variables:
        if not NAME.fullmatch(name):
            sentence = "The name of a variable has up to 64 letters, digits and underscores, and does not start with a digit."
            raise validation_problem(f"/variables/{_escaped(name)}", sentence)
    _check_size("/variables", variables)
    return variables


def local_time(text: str | None) -> datetime:
    """The person's local time: the one given, aware where its offset from UTC is told, or UTC now.

    `Z` and `-00:00` tell the moment and not the person's own offset (RFC 9557, section 2.2; RFC 3339, section 4.3).
    """
    if text is None:
        return utc_now().replace(tzinfo=None)
    match = LOCAL_TIME.fullmatch(text)
    try:
        moment = datetime.fromisoformat(f"{match[1]}T{match[2]}{_offset(match[3])}") if match else None
    except ValueError:
        moment = None
    if moment is None or moment.year not in YEARS:
        raise validation_problem("/reference_time", "Write the time as 2026-11-23T10:00:00, between the years 1900 and 2200.")
    return moment


def _offset(written: str | None) -> str:
    """The offset from UTC that a time tells; empty where it tells none."""
    return "" if written is None or written in UNKNOWN_OFFSETS else written


def event_of(body: TurnBody) -> DialogueEvent:
    """The event that a turn stands for."""
    _check_fields(body)
    if body.event == "utterance":
        text = checked_text("/text", body.text or "")
        return Utterance(text, tuple(Alternative(*each) for each in texts_of(body.alternatives or ())))
    if body.event == "dtmf":
        return Dtmf(body.keys or "")
    if body.event == "resume":
        _check_size("/data", body.data or {})
        return Resume(body.data or {})
    return HangUp() if body.event == "hang_up" else NoInput()


def texts_of(alternatives: Sequence[str | AlternativeText], owner: str = "") -> list[tuple[str, float]]:
    """Transcriptions with their confidence; `owner` is the place of what they belong to."""
    found = []
    for place, each in enumerate(alternatives):
        text, confidence = (each, 1.0) if isinstance(each, str) else (each.text, each.confidence)
        pointer = f"{owner}/alternatives/{place}" + ("" if isinstance(each, str) else "/text")
        found.append((checked_text(pointer, text), confidence))
    return found


def _check_fields(body: TurnBody) -> None:
    needed = NEEDED.get(body.event)
    if needed and getattr(body, needed) is None:
        raise validation_problem(f"/{needed}", f"The event {body.event} needs {needed}.")
    for name, event in FIELDS.items():
        if event != body.event and getattr(body, name) is not None:
            raise validation_problem(f"/{name}", f"The event {body.event} has no {name}; it belongs to {event}.")


def _check_size(pointer: str, data: dict[str, Any]) -> None:
    size = len(msgspec.json.encode(data))
    if size > MAX_DATA_BYTES:
        raise validation_problem(pointer, f"It takes {size} bytes of JSON, and may take {MAX_DATA_BYTES}.")


def _escaped(name: str) -> str:
    """A name as a step of a JSON pointer (RFC 6901), shortened."""
    return name[:80].replace("~", "~0").replace("/", "~1")
