"""The shapes of the conversation calls. Those of requests are enforced; those of answers describe and never serialise."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from omnia.dialogue.events import MAX_ALTERNATIVES, MAX_EARLIER, MAX_TEXT
from runtime_api.patterns import LOCALE, MAX_CHANNEL, MAX_LOCALE
from tenants.project.channels import LIVE, NAME

MAX_EXTERNAL_ID = 200
MAX_DATA_BYTES = 16_384
"""Bytes of JSON that `variables`, or a `resume`'s `data`, may take."""

MAX_VARIABLES = 64
VARIABLE_NAME = r"[A-Za-z_][A-Za-z0-9_]{0,63}"
DTMF_KEYS = r"[0-9*#]{1,64}"

REFERENCE_TIME = (
    "The person's local time at the start, as 2026-11-23T10:00:00; an offset from UTC may follow (+01:00) and does not shift it: "
    "a time that is said for another zone (“4 pm CET”) is then given in the person's own. "
    "“Tomorrow” is counted from it; later turns take it and what has passed since. UTC if left out."
)

Event = Literal["utterance", "no_input", "dtmf", "hang_up", "resume"]
Status = Literal["listening", "waiting", "finished"]
Outcome = Literal["completed", "partial", "failed", "transferred", "closed", "abandoned", "cancelled"]
Channel = Literal["voice", "chat"]

Key = Annotated[str, Field(min_length=1, max_length=100)]
LocaleTag = Annotated[str, Field(max_length=MAX_LOCALE, pattern=f"^{LOCALE}$", examples=["en"])]
# The bound of texts is checked by hand: going over it is a problem of its own.
Text = Annotated[str, Field(json_schema_extra={"maxLength": MAX_TEXT})]


class RequestBody(BaseModel):
    """A request: nothing is converted, and nothing unknown is overlooked, so that a slip does not change what is meant."""

    model_config = ConfigDict(strict=True, extra="forbid")


class AlternativeText(RequestBody):
    """One more transcription of an utterance."""

    text: Text
    confidence: float = Field(default=1.0, ge=0, le=1)


NULL, TEXT = {"type": "null"}, {"type": "string"}


def _one_of(first: str, second: str) -> dict[str, Any]:
    """What JSON Schema says of two fields of which exactly one is given."""
    pairs = ((first, second), (second, first))
    return {"oneOf": [{"required": [given], "properties": {given: TEXT, left: NULL}} for given, left in pairs]}


def _fields_of_events() -> dict[str, Any]:
    """What JSON Schema says of a turn: the fields that its event needs, and none that belong to another."""
    needs = {"utterance": "text", "dtmf": "keys"}
    may = {"utterance": ("text", "alternatives"), "dtmf": ("keys",), "resume": ("data",), "no_input": (), "hang_up": ()}
    cases = []
    for event, own in may.items():
        others = {name: NULL for name in ("text", "alternatives", "keys", "data") if name not in own}
        needed = {needs[event]: TEXT} if event in needs else {}
        cases.append({"required": list(needed), "properties": {"event": {"const": event}, **others, **needed}})
    return {"oneOf": cases}


class StartBody(RequestBody):
    """Starts a conversation with a flow, or with a template alone."""

    model_config = ConfigDict(json_schema_extra=_one_of("flow", "template"))

    flow: Key | None = Field(default=None, description="Key of a released flow; give this or `template`.")
    template: Key | None = Field(default=None, description="Key of a released template; give this or `flow`.")
    locale: LocaleTag = Field(description="The language that is spoken: one of the release's locales.")
    channel: Channel = Field(description="Decides on read-backs, and on how values are spoken.")
    variables: dict[str, Any] | None = Field(
        default=None,
        description=f"What you know already, for texts and conditions; at most {MAX_VARIABLES} names and {MAX_DATA_BYTES} bytes.",
    )
    external_id: Annotated[str, Field(min_length=1, max_length=MAX_EXTERNAL_ID)] | None = Field(
        default=None, description="Your own name for the conversation, kept with it."
    )
    caller_id: Annotated[str, Field(min_length=1, max_length=MAX_EXTERNAL_ID)] | None = Field(
        default=None,
        description="Your own name for the person, so that they get the same release at each call while a canary runs; not kept. "
        "If left out, `external_id` decides, else each conversation for itself.",
    )
    release_channel: Annotated[str, Field(max_length=MAX_CHANNEL, pattern=f"^{NAME}$")] = Field(
        default=LIVE, description="Whose release is spoken; `canary` and others only where the key allows it."
    )
    reference_time: str | None = Field(default=None, description=REFERENCE_TIME, examples=["2026-11-23T10:00:00"])


class TurnBody(RequestBody):
    """What the person, or the host, did."""

    model_config = ConfigDict(json_schema_extra=_fields_of_events())

    turn: int = Field(ge=0, description="The number that this answers: the `turn` that was received last.")
    event: Event
    text: Text | None = Field(default=None, description="What was said or written; belongs to `utterance`.")
    alternatives: Annotated[list[AlternativeText], Field(max_length=MAX_ALTERNATIVES)] | None = Field(
        default=None, description="Further transcriptions, best first; belong to `utterance`."
    )
    keys: Annotated[str, Field(pattern=f"^{DTMF_KEYS}$")] | None = Field(
        default=None, description="The keys pressed; belong to `dtmf`."
    )
    data: dict[str, Any] | None = Field(
        default=None, description=f"What the open action came to; belongs to `resume`; at most {MAX_DATA_BYTES} bytes."
    )


class EarlierText(RequestBody):
    """What was heard when the person said the same value before."""

    text: Text
    alternatives: Annotated[list[Text | AlternativeText], Field(max_length=MAX_ALTERNATIVES)] | None = Field(
        default=None, description="Further transcriptions, best first, with or without a confidence."
    )


class ParseBody(RequestBody):
    """A text to be read without a conversation."""

    model_config = ConfigDict(json_schema_extra=_one_of("template", "kind"))

    template: Key | None = Field(default=None, description="Key of a released template; give this or `kind`.")
    kind: Key | None = Field(default=None, description="A kind of value, for instance `date`; needs no template and no release.")
    locale: LocaleTag
    text: Text
    alternatives: Annotated[list[Text | AlternativeText], Field(max_length=MAX_ALTERNATIVES)] | None = Field(
        default=None, description="Further transcriptions, best first, with or without a confidence."
    )
    earlier: Annotated[list[EarlierText], Field(max_length=MAX_EARLIER)] | None = Field(
        default=None,
        description="Earlier attempts to say the same value, the first of them first: what they heard is weighed with the text.",
    )
    reference_time: str | None = Field(default=None, description=REFERENCE_TIME)
    region: Annotated[str, Field(pattern="^([A-Z]{2}|001)$")] | None = Field(
        default=None, description="Country for phone numbers and the like; the release's if left out."
    )
    node: Annotated[str, Field(min_length=1, max_length=200)] | None = Field(
        default=None, description="The only node, or part, of the template to read for."
    )


class Source(BaseModel):
    """Where an output comes from; a row of a flow has `flow` in the place of `template`."""

    template: str | None = None
    flow: str | None = None
    node: str | None
    step: str
    level: int
    action: str


class Output(BaseModel):
    """Something to do: `say` its text, perform an `action` of a kind, or write a `log` line."""

    model_config = ConfigDict(extra="allow")

    type: Literal["say", "action", "log"]
    text: str | None = Field(default=None, description="What is to be said.")
    locale: str | None = None
    kind: str | None = Field(default=None, description="For an action: request, webhook, transfer, hang_up, end or reminder.")
    id: str | None = None
    source: Source | None = None


class Timeouts(BaseModel):
    """Seconds."""

    no_input: float
    end_of_speech: float


class Listen(BaseModel):
    """How to listen for the answer."""

    model_config = ConfigDict(extra="allow")

    template: str
    node: str
    mode: Literal["asking", "confirming", "correcting"]
    inputs: list[Literal["voice", "text", "dtmf"]]
    timeouts: Timeouts
    expect_more: bool = Field(description="The person is not done: go on listening, nothing was said.")


class ValueRow(BaseModel):
    """A datum that was acquired."""

    value: Any
    raw: str
    formatted: str
    confidence: float
    confirmed: bool


class SessionAnswer(BaseModel):
    """How the conversation goes on."""

    session: str
    release: int = Field(description="The release that the conversation was started with, and keeps.")
    turn: int = Field(description="Give it with your next request.")
    status: Status = Field(description="`waiting`: an action is open; answer with the event `resume`.")
    outputs: list[Output]
    listen: Listen | None = Field(description="Null unless the status is `listening`.")
    values: dict[str, ValueRow]
    outcome: Outcome | None = Field(description="Null unless the status is `finished`.")
    expires_at: str = Field(description="When a silent conversation is forgotten (RFC 3339).")


class SessionState(SessionAnswer):
    """A conversation as it stands: the last answer, and what it was started with."""

    flow: str | None
    template: str | None
    locale: str
    channel: Channel
    external_id: str | None
    started_at: str


class TranscriptEvent(BaseModel):
    """What the person or the host did, redacted."""

    type: Event
    text: str | None = None
    keys: str | None = None


class TranscriptRow(BaseModel):
    """One turn: what was done, and what was said to it."""

    turn: int
    at: str
    event: TranscriptEvent | None = Field(description="Null in the first: the conversation opened by itself.")
    outputs: list[Output]
    over_budget: list[str] | None = Field(
        default=None,
        description="Expressions that took more work than they may, and so counted as having no value; absent if none did.",
    )


class TranscriptAnswer(BaseModel):
    """The turns so far; private data are replaced by •••."""

    session: str
    release: int
    locale: str
    channel: Channel
    status: Status
    outcome: Outcome | None
    omitted: int = Field(description="Turns that a very long transcript no longer holds.")
    turns: list[TranscriptRow]
    values: dict[str, ValueRow]


class ParseMatch(BaseModel):
    """A value that was found."""

    node: str = Field(description="The template's node, or the kind.")
    part: str | None = None
    value: Any
    raw: str
    formatted: str
    confidence: float = Field(description="The share of this value among all that are possible, from 0 to 1.")
    span: list[int] = Field(description="First character and the one after the last, in the text.")


class ParseViolation(BaseModel):
    """A constraint that what was found breaks."""

    model_config = ConfigDict(extra="allow")

    node: str
    constraint: str
    raw: str
    message: str
    proposal: str = Field(
        "", description="The code that was meant, where exactly one confusable character explains a check digit that is wrong."
    )


class ParseResult(BaseModel):
    """What a text says."""

    matches: list[ParseMatch] = Field(description="Best first.")
    valid: bool = Field(description="Something was found, and it keeps every constraint.")
    violations: list[ParseViolation]
