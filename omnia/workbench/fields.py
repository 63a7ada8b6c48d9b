"""The inputs of an editor: each shows one place of a document, and a posted form is read back as edits of those places."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from math import ceil
from typing import Any, Literal

from omnia.dialogue import addresses
from omnia.dialogue.edits import Set
from omnia.dialogue.texts import PLACEHOLDER
from omnia.documents.conflicts import TEXT_PREFIX, as_number, plain
from omnia.documents.expected import read, written

Body = dict[str, Any]
Problems = Mapping[str, Sequence[str]]
Control = Literal["text", "textarea", "select", "checkbox", "number", "list", "pairs", "checks", "expected"]
"""A `list` holds a text a line, `pairs` a name and a value a line, `checks` some of its options, `expected` values of data."""

Expression = Literal["", "value", "known", "assigned", "mapped"]
"""What an expression is about: a value that was just understood, what is known already, or what a variable is set to; `mapped`
fields have one a line, for a variable that is set from a host's answer."""

SPOKEN_A_SECOND = 15
"""Characters that a voice speaks in a second, at about 150 words a minute."""

PLACEHOLDER_LENGTH = 8
"""Characters that the value of a placeholder is taken to have."""

PRESENT_PREFIX = "present:"
"""Names a checkbox that was on the page, since an unticked one sends nothing."""


def element_id(pointer: str) -> str:
    """The id of the input that holds the value at `pointer`."""
    return "f" + pointer.replace("/", "-").replace(":", "_")


NOTHING = ":nothing"
"""Ends the name of the checkbox that says that nothing may be understood."""


@dataclass(frozen=True, slots=True)
class Datum:
    """A datum of which a test may expect something: what it is called, its kind, and the values that it has, if they are few."""

    name: str
    label: str
    kind: str = ""
    values: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a test expects of one datum, as the form shows it."""

    datum: Datum
    text: str
    is_nothing: bool

    @property
    def rows(self) -> int:
        """The lines of its input."""
        return max(1, len(self.text.splitlines()))

    @property
    def options(self) -> Sequence[tuple[str, str]]:
        """The values to choose from; one that is held and not offered stays chosen."""
        values = self.datum.values
        odd = [(self.text, self.text)] if self.text and self.text not in dict(values) else []
        return [*values, *odd] if values else ()


@dataclass(frozen=True, slots=True)
class Field:
    """One input; `pointer` is where its value is in the document now, `address` where it stays whatever moves."""

    pointer: str
    address: str
    label: str
    value: Any
    control: Control = "text"
    options: Sequence[tuple[str, str]] = ()
    locale: str = ""
    help: str = ""
    problems: Sequence[str] = ()
    is_code: bool = False
    """Whether it holds an expression, a pattern or an address, which no spelling help should touch."""
    expression: Expression = ""
    data: Sequence[Datum] = ()
    """What may be expected, of an `expected` one."""
    is_locked: bool = False
    """Whether the catalogue alone decides on it."""

    @property
    def expectations(self) -> list[Expectation]:
        """What is expected, datum by datum."""
        held = self.value if isinstance(self.value, Mapping) else {}
        return [
            Expectation(datum, written(datum.kind, held.get(datum.name)), datum.name in held and held[datum.name] is None)
            for datum in self.data
        ]

    @property
    def name(self) -> str:
        """The input's name in the form."""
        return TEXT_PREFIX + self.address

    @property
    def element_id(self) -> str:
        """The input's id in the page."""
        return element_id(self.pointer)

    @property
    def is_condition(self) -> bool:
        """Whether it is either true or false."""
        return self.expression in ("value", "known")

    @property
    def is_spoken(self) -> bool:
        """Whether it is a text that callers hear."""
        return bool(self.locale) and self.pointer.endswith(f"/text/{self.locale}")

    @property
    def seconds(self) -> int:
        """About how long it takes to speak its text."""
        return ceil(len(PLACEHOLDER.sub("-" * PLACEHOLDER_LENGTH, self.text)) / SPOKEN_A_SECOND)

    @property
    def text(self) -> str:
        """Its value as the input shows it."""
        if self.control == "list" and isinstance(self.value, list):
            return "\n".join(str(item) for item in self.value)
        if self.control == "pairs" and isinstance(self.value, Mapping):
            return "\n".join(f"{name} = {value}" for name, value in self.value.items())
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as it is shown: in which languages, and what is wrong with it, by pointer."""

    body: Body
    locales: Sequence[str]
    problems: Problems
    _counts: Mapping[str, int] = dataclass_field(init=False, repr=False, compare=False)
    """How many problems there are at a place and below it."""

    def __post_init__(self) -> None:
        counts: Counter[str] = Counter()
        for place, found in self.problems.items():
            steps = place.split("/")
            for depth in range(1, len(steps) + 1):
                counts["/".join(steps[:depth])] += len(found)
        object.__setattr__(self, "_counts", counts)

    def field(self, pointer: str, label: str, default: Any = "", control: Control = "text", **more: Any) -> Field:
        """The input for one place; what is not there shows the default."""
        held = addresses.value_at(self.body, pointer)
        value = default if held is None else held
        more.setdefault("problems", self.problems.get(pointer, ()))
        return Field(pointer, addresses.from_pointer(self.body, pointer), label, value, control, **more)

    def select(self, pointer: str, label: str, default: str, options: Sequence[tuple[str, str]], **more: Any) -> Field:
        """The input for one of some values; one that is held and not offered stays chosen."""
        held = addresses.value_at(self.body, pointer)
        known = {value for value, _label in options}
        odd = [(str(held), str(held))] if held is not None and held not in known else []
        return self.field(pointer, label, default, "select", options=[*options, *odd], **more)

    def texts(self, pointer: str, label: str, *, long: bool = False) -> list[Field]:
        """The inputs for a text, one for each language."""
        control: Control = "textarea" if long else "text"
        return [self.field(addresses.join(pointer, it), label, control=control, locale=it) for it in self.locales]

    def trouble(self, *pointers: str) -> int:
        """How many problems there are at these places and below them; none of the places is in another."""
        return sum(self._counts.get(pointer, 0) for pointer in pointers)

    def beside(self, pointer: str, fields: Collection[str], inner: Collection[str]) -> list[str]:
        """What is wrong at a place and below it that none of its fields shows, and nothing that is shown in it."""
        return [
            message
            for place, messages in self.problems.items()
            if is_within(place, pointer) and place not in fields and not any(is_within(place, each) for each in inner)
            for message in messages
        ]


def is_within(place: str, pointer: str) -> bool:
    """Whether a place is the one that a pointer names, or in it."""
    return place == pointer or place.startswith(pointer + "/")


def edits_from(fields: Iterable[Field], posted: Mapping[str, Any]) -> list[Set]:
    """What a posted form changes, for the fields of the section only.

    A field that the section does not have is ignored, so a form cannot reach other places of the document.
    """
    edits = []
    for item in fields:
        if item.is_locked:
            continue
        value = _posted_value(item, posted)
        if value is not None and value != item.value:
            edits.append(Set(item.address, value))
    return edits


def _posted_value(item: Field, posted: Mapping[str, Any]) -> Any:
    """What the form says of a field; None if it says nothing."""
    if item.control in ("checkbox", "checks", "expected") and PRESENT_PREFIX + item.address not in posted:
        return None
    if item.control == "checkbox":
        return item.name in posted
    if item.control == "checks":
        return [value for value, _label in item.options if f"{item.name}:{value}" in posted]
    if item.control == "expected":
        return dict(_expected(item, posted))
    if item.name not in posted:
        return None
    text = plain(str(posted[item.name]))
    if item.control == "list":
        return list(_items(item.value, text))
    if item.control == "pairs":
        return dict(pairs_of(text))
    return as_number(text) if item.control == "number" else text


def _expected(item: Field, posted: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What is expected of each datum; of one that the form does not show stays what is held."""
    held = item.value if isinstance(item.value, Mapping) else {}
    shown = {datum.name for datum in item.data}
    yield from ((name, value) for name, value in held.items() if name not in shown)
    for datum in item.data:
        name = f"{item.name}:{datum.name}"
        text = plain(str(posted.get(name, ""))).strip()
        if text:
            yield datum.name, read(datum.kind, text, held.get(datum.name))
        elif name + NOTHING in posted:
            yield datum.name, None


def _items(held: Any, text: str) -> Iterator[Any]:
    """The items that the lines of a text are: those that are held as they are, of whatever type."""
    known = {str(item): item for item in held} if isinstance(held, list) else {}
    has_numbers = bool(known) and all(isinstance(item, int | float) for item in known.values())
    for line in dict.fromkeys(line.strip() for line in text.splitlines()):
        if line:
            yield known.get(line, as_number(line) if has_numbers else line)


def pairs_of(text: str) -> Iterator[tuple[str, str]]:
    """The names and values of lines such as `name = value`."""
    for line in text.splitlines():
        name, _equals, value = line.partition("=")
        if name.strip():
            yield name.strip(), value.strip()
