"""The inputs of an editor: each shows one place of a document, and a posted form is read back as edits of those places."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from omnia.dialogue import addresses
from omnia.dialogue.edits import Set
from omnia.documents.conflicts import TEXT_PREFIX, plain

Body = dict[str, Any]
Problems = Mapping[str, Sequence[str]]
Control = Literal["text", "textarea", "select", "checkbox", "number"]
PRESENT_PREFIX = "present:"
"""Names a checkbox that was on the page, since an unticked one sends nothing."""


def element_id(pointer: str) -> str:
    """The id of the input that holds the value at `pointer`."""
    return "f" + pointer.replace("/", "-").replace(":", "_")


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

    @property
    def name(self) -> str:
        """The input's name in the form."""
        return TEXT_PREFIX + self.address

    @property
    def element_id(self) -> str:
        """The input's id in the page."""
        return element_id(self.pointer)


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as it is shown: in which languages, and what is wrong with it, by pointer."""

    body: Body
    locales: Sequence[str]
    problems: Problems

    def field(self, pointer: str, label: str, default: Any = "", control: Control = "text", **more: Any) -> Field:
        """The input for one place; what is not there shows the default."""
        held = addresses.value_at(self.body, pointer)
        value = default if held is None else held
        more.setdefault("problems", self.problems.get(pointer, ()))
        return Field(pointer, addresses.from_pointer(self.body, pointer), label, value, control, **more)

    def texts(self, pointer: str, label: str, *, long: bool = False) -> list[Field]:
        """The inputs for a text, one for each language."""
        control: Control = "textarea" if long else "text"
        return [self.field(addresses.join(pointer, it), label, control=control, locale=it) for it in self.locales]

    def trouble(self, *pointers: str) -> int:
        """How many problems there are at these places and below them."""
        return sum(len(found) for place, found in self.problems.items() if any(is_within(place, each) for each in pointers))


def is_within(place: str, pointer: str) -> bool:
    """Whether a place is the one that a pointer names, or in it."""
    return place == pointer or place.startswith(pointer + "/")


def edits_from(fields: Iterable[Field], posted: Mapping[str, Any]) -> list[Set]:
    """What a posted form changes, for the fields of the section only.

    A field that the section does not have is ignored, so a form cannot reach other places of the document.
    """
    edits = []
    for item in fields:
        value = _posted_value(item, posted)
        if value is not None and value != item.value:
            edits.append(Set(item.address, value))
    return edits


def _posted_value(item: Field, posted: Mapping[str, Any]) -> Any:
    """What the form says of a field; None if it says nothing."""
    if item.control == "checkbox":
        return item.name in posted if PRESENT_PREFIX + item.address in posted else None
    if item.name not in posted:
        return None
    text = plain(str(posted[item.name]))
    return _number(text) if item.control == "number" else text


def _number(text: str) -> int | float | str:
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            continue
    return text
