"""The DataDialogueTemplate and flow documents as typed structures.

A document is JSON. Its shape is described in docs/reference/template_document.md; this module is that page in code.
`parse_template` and `parse_flow` turn JSON into frozen structures and refuse what does not fit; the rules that go
beyond shape (references, completeness of texts, bounds) live in `omnia.dialogue.lint`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypeVar

import msgspec

from omnia.structs import build

SCHEMA = 1
"""The document shape that this code writes; older ones are upgraded on reading."""

MAX_DEPTH = 3
"""Levels of nodes: a node, its parts, and their parts."""

TERMINAL_ACTIONS = frozenset({"transfer", "hang_up", "end"})

Texts = dict[str, str]
"""Locale (BCP-47) to text."""


class Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of every structure: immutable, and an unknown field is an error rather than lost."""


class Say(Strict, tag_field="type", tag="say", frozen=True):
    """Speak a text; placeholders in braces are filled from the session."""

    id: str
    text: Texts


class Assign(Strict, tag_field="type", tag="assign", frozen=True):
    """Set a session variable to the value of a CEL expression."""

    id: str
    variable: str
    value: str


class Log(Strict, tag_field="type", tag="log", frozen=True):
    """Leave a note in the transcript; never spoken."""

    id: str
    message: str


class Webhook(Strict, tag_field="type", tag="webhook", frozen=True):
    """A request that the host performs; its answer is mapped to session variables.

    `mapping` is variable name to a CEL expression over `answer`.
    """

    id: str
    name: str
    method: Literal["GET", "POST"] = "POST"
    url: str = ""
    body: dict[str, str] = {}
    mapping: dict[str, str] = {}
    timeout: float = 5.0


class Request(Strict, tag_field="type", tag="request", frozen=True):
    """A named thing for the host to do (send an SMS, play a jingle); `wait` holds the conversation until `resume`."""

    id: str
    name: str
    parameters: dict[str, str] = {}
    wait: bool = False
    mapping: dict[str, str] = {}


class Transfer(Strict, tag_field="type", tag="transfer", frozen=True):
    """Hand the person to a human or another line; ends the session."""

    id: str
    to: str = ""
    text: Texts = {}


class HangUp(Strict, tag_field="type", tag="hang_up", frozen=True):
    """Close the call; ends the session."""

    id: str
    text: Texts = {}


class End(Strict, tag_field="type", tag="end", frozen=True):
    """End the conversation normally; ends the session."""

    id: str
    text: Texts = {}


Action = Say | Assign | Log | Webhook | Request | Transfer | HangUp | End


class Escalation(Strict, frozen=True):
    """The n-th reaction inside a step."""

    id: str
    actions: tuple[Action, ...]


class RuleEngine(Strict, tag_field="type", tag="rule", frozen=True):
    """A named recogniser of the product (see omnia.dialogue.extraction.registry)."""

    id: str
    recogniser: str
    options: dict[str, Any] = {}


class PatternEngine(Strict, tag_field="type", tag="pattern", frozen=True):
    """An RE2 pattern; named groups fill the parts of the same key, group `value` (or the whole match) the value."""

    id: str
    pattern: str
    ignore_separators: bool = False
    upper: bool = False


class LexiconEntry(Strict, frozen=True):
    """One option of a closed list."""

    id: str
    value: str
    label: Texts
    synonyms: dict[str, tuple[str, ...]] = {}


class LexiconEngine(Strict, tag_field="type", tag="lexicon", frozen=True):
    """A closed list with synonyms."""

    id: str
    entries: tuple[LexiconEntry, ...]
    fuzzy: bool = True


class WebhookEngine(Strict, tag_field="type", tag="webhook", frozen=True):
    """An outside recogniser; runs after every deterministic engine."""

    id: str
    url: str
    timeout: float = 2.0


ExtractionEngine = RuleEngine | PatternEngine | LexiconEngine | WebhookEngine


class Ambiguity(Strict, frozen=True):
    """Values that could fill several parts, such as a lone 5 for day or month."""

    parts: tuple[str, ...] = ()
    minimum: int = 1
    maximum: int = 12
    policy: Literal["ask", "first"] = "ask"


class Contract(Strict, frozen=True):
    """How a value is recognised: engines in order, the first success consumes its span."""

    engines: tuple[ExtractionEngine, ...]
    ambiguity: Ambiguity | None = None


ConstraintType = Literal[
    "required", "range", "length", "pattern", "one_of", "format", "checksum",
    "date_past", "date_future", "date_valid", "age_range", "expression",
]  # fmt: skip


class Constraint(Strict, frozen=True):
    """A rule that a value must satisfy; breaking it clears the blamed parts and plays the step `invalid:<key>`.

    `params` by type: range {min?, max?}; length {min?, max?}; pattern {pattern}; one_of {values}; format {format};
    checksum {algorithm}; date_past and date_future {include_today?}; age_range {min?, max?}; expression {expression}.
    """

    id: str
    key: str
    type: ConstraintType
    params: dict[str, Any] = {}
    blames: tuple[str, ...] = ()
    severity: Literal["error", "warning"] = "error"


class Confirm(Strict, frozen=True):
    """When the value is read back for a yes: `when` (CEL) belongs to policy `expression`, `threshold` to `below_confidence`.

    A value less sure than `reject_below` counts as not understood. `spelling`: whether a name is spelled, on the telephone, that
    sounds like one that is written otherwise.
    """

    policy: Literal["never", "always", "voice_only", "below_confidence", "expression"] = "never"
    threshold: float = 0.8
    when: str = ""
    reject_below: float = 0.0
    spelling: Literal["never", "same_sounding"] = "never"


class InputSettings(Strict, frozen=True):
    """What a person may use to answer, for one attempt; the last entry serves all later attempts."""

    voice: bool = True
    text: bool = True
    dtmf: bool = False
    min_digits: int = 1
    max_digits: int = 32
    end_key: str = "#"
    spelling: bool = False
    no_input_timeout: float = 5.0
    end_of_speech_timeout: float = 0.8
    inter_digit_timeout: float = 3.0


class Node(Strict, frozen=True):
    """One datum; `parts` make it composite."""

    id: str
    key: str
    kind: str
    label: Texts
    required: bool = True
    condition: str = ""
    parts: tuple[Node, ...] = ()
    contract: Contract | None = None
    constraints: tuple[Constraint, ...] = ()
    confirm: Confirm = Confirm()
    readback: Literal["plain", "spelled", "grouped"] = "plain"
    format: Texts = {}
    normalise: tuple[Literal["upper", "lower", "strip_separators", "title"], ...] = ()
    redefinition: Literal["last_wins", "first_wins", "explicit_correction", "accumulate"] = "last_wins"
    on_exhausted: Literal["exit", "skip", "defer"] = "exit"
    limits: dict[str, int] = {}
    privacy: Literal["none", "redact"] = "none"
    inputs: tuple[InputSettings, ...] = ()
    steps: dict[str, tuple[Escalation, ...]] = {}
    examples: dict[str, tuple[str, ...]] = {}


class Turn(Strict, frozen=True):
    """One thing that the person does in a test: one of `say`, `keys` and `silence`.

    `reply` is what must be answered to it, or a part of that; capitals and spaces count for nothing. Without it, anything may be.
    """

    say: str | None = None
    keys: str | None = None
    silence: bool = False
    alternatives: tuple[str, ...] = ()
    reply: str | None = None


class Test(Strict, frozen=True):
    """One utterance, or a script of turns, with what must come out.

    `expect` is node key to value; objects are compared on the fields given; null means that nothing may be found.
    """

    id: str
    locale: str
    category: Literal["complete", "partial", "noisy", "negative"] = "complete"
    utterance: str | None = None
    turns: tuple[Turn, ...] = ()
    expect: dict[str, Any] = {}
    outcome: str | None = None
    channel: Literal["voice", "chat"] = "chat"
    reference_time: str = "2026-01-15T10:00:00"


class Manageability(Strict, frozen=True):
    """Who decides on a path of the document: the factory (locked), the project (never touched by updates), or both (merged)."""

    path: str
    level: Literal["factory", "project", "both"]


class Template(Strict, frozen=True):
    """A DataDialogueTemplate: how to acquire one datum, or a group of data."""

    schema: int
    key: str
    label: Texts
    nodes: tuple[Node, ...]
    description: Texts = {}
    synonyms: dict[str, tuple[str, ...]] = {}
    icon: str = "form"
    scope: Literal["universal", "industry"] = "universal"
    industry: str = ""
    countries: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    introduction: tuple[Escalation, ...] = ()
    success: tuple[Escalation, ...] = ()
    tests: tuple[Test, ...] = ()
    manageability: tuple[Manageability, ...] = ()


class SayRow(Strict, tag_field="type", tag="say", frozen=True):
    """Speak a text."""

    id: str
    text: Texts


class AcquireRow(Strict, tag_field="type", tag="acquire", frozen=True):
    """Run a template; its datum is known to the rest of the flow as `name` (default: the template's key)."""

    id: str
    template: str
    name: str = ""


class AssignRow(Strict, tag_field="type", tag="assign", frozen=True):
    """Set a session variable to the value of a CEL expression."""

    id: str
    variable: str
    value: str


class WebhookRow(Webhook, tag_field="type", tag="webhook", frozen=True, kw_only=True):
    """A request that the host performs, as a row of a flow."""


class RequestRow(Request, tag_field="type", tag="request", frozen=True, kw_only=True):
    """A named thing for the host to do, as a row of a flow."""


class TransferRow(Strict, tag_field="type", tag="transfer", frozen=True):
    """Hand the person over; ends the session with outcome `transferred`."""

    id: str
    to: str = ""
    text: Texts = {}


class CloseRow(Strict, tag_field="type", tag="close", frozen=True):
    """Close the conversation, with a farewell if a text is given; ends the session with outcome `completed`."""

    id: str
    text: Texts = {}


Row = SayRow | AcquireRow | AssignRow | WebhookRow | RequestRow | TransferRow | CloseRow


class Edge(Strict, frozen=True):
    """A way out of a flow node: taken when `when` (CEL) is true, or `otherwise`; `to` empty ends the flow."""

    id: str
    to: str = ""
    when: str = ""
    otherwise: bool = False


class FlowNode(Strict, frozen=True):
    """Rows played in order, then the exits, evaluated once in declared order."""

    id: str
    key: str
    label: Texts
    rows: tuple[Row, ...] = ()
    edges: tuple[Edge, ...] = ()


class FlowTest(Strict, frozen=True):
    """A script of turns through a flow, with the values and the outcome that must come out."""

    id: str
    locale: str
    turns: tuple[Turn, ...]
    expect: dict[str, Any] = {}
    outcome: str | None = None
    channel: Literal["voice", "chat"] = "chat"
    reference_time: str = "2026-01-15T10:00:00"


class Flow(Strict, frozen=True):
    """A graph of nodes around templates."""

    schema: int
    key: str
    label: Texts
    start: str
    nodes: tuple[FlowNode, ...]
    description: Texts = {}
    scope: Literal["universal", "industry"] = "universal"
    industry: str = ""
    tags: tuple[str, ...] = ()
    max_visits: int = 5
    layout: dict[str, tuple[int, ...]] = {}
    """Where nodes stand on the canvas, by id; it means nothing, and no release has it."""
    tests: tuple[FlowTest, ...] = ()
    manageability: tuple[Manageability, ...] = ()


class DocumentError(ValueError):
    """A document that does not have the shape of its kind; `path` is a JSON path into it."""

    def __init__(self, message: str, path: str = "$") -> None:
        super().__init__(message)
        self.path = path


build(Template, Flow)


def parse_template(body: Any) -> Template:
    """Turn a JSON document into a `Template`; raises `DocumentError` where it does not have the shape."""
    return _parse(body, Template)


def parse_flow(body: Any) -> Flow:
    """Turn a JSON document into a `Flow`; raises `DocumentError` where it does not have the shape."""
    return _parse(body, Flow)


Document = TypeVar("Document", Template, Flow)


def _parse(body: Any, shape: type[Document]) -> Document:
    try:
        return msgspec.convert(body, shape)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `")
        raise DocumentError(message, path.rstrip("`") or "$") from error


def required_fields() -> frozenset[str]:
    """The names of fields that some structure of a document cannot do without."""
    pending: list[type[Strict]] = [Strict]
    found: set[str] = set()
    while pending:
        shape = pending.pop()
        found.update(field.name for field in msgspec.structs.fields(shape) if field.required)
        pending.extend(shape.__subclasses__())
    return frozenset(found)


def walk_nodes(template: Template) -> Iterator[tuple[tuple[str, ...], Node]]:
    """Every node with the keys that lead to it, parents first."""
    pending: list[tuple[tuple[str, ...], Node]] = [((node.key,), node) for node in reversed(template.nodes)]
    while pending:
        path, node = pending.pop()
        yield path, node
        pending.extend(((*path, part.key), part) for part in reversed(node.parts))
