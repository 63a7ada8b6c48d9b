"""What was said and done in a conversation, in the reader's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from omnia.dialogue.events import Dtmf, Event, Utterance
from omnia.documents.wording import step_name


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a conversation."""

    who: str
    text: str
    source: str = ""


def event_words(event: Event) -> str:
    """What the person did, for an event that may have no words."""
    if isinstance(event, Utterance) and event.text.strip():
        return event.text
    if isinstance(event, Dtmf):
        return keys_words(event.keys)
    return silent_words("no_input" if isinstance(event, Utterance) else str(type(event).__struct_config__.tag))


def keys_words(keys: Any) -> str:
    """Keys that were pressed."""
    return _("(keys %(keys)s)") % {"keys": keys}


def silent_words(kind: str) -> str:
    """What is done without words."""
    words = {"no_input": _("(silence)"), "hang_up": _("(hangs up)"), "resume": _("(the host answers)")}
    return words.get(kind, kind.replace("_", " "))


def output_line(output: Mapping[str, Any]) -> Line:
    """What the conversation said, or asked of the host, as a line."""
    if output.get("type") == "say":
        return Line("bot", str(output.get("text", "")), source_words(output.get("source")))
    return Line("note", _("The host was asked to do: %(name)s") % {"name": output.get("name") or output.get("kind") or ""})


def source_words(place: Any) -> str:
    """Where a line comes from: the node, the step and the level."""
    if not isinstance(place, Mapping):
        return str(place or "")
    step = step_name(str(place["step"])) if place.get("step") else ""
    words = " · ".join(str(part) for part in (place.get("node"), step) if part)
    return f"{words} {place['level']}" if words and place.get("level") else words
