"""A merged document as a tree: by place, what is there, what was there before, and who wrote it last."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from omnia.dialogue import addresses
from omnia.documents.places import Body, node_at, step_in_words
from omnia.documents.wording import ordered_steps, value_in_words
from omnia.documents.writers import FieldWriters, Writer

MAX_LEAVES = 1_500
"""Fields that a page shows whatever they are; beyond, only those that change or that a person wrote."""

SILENT = frozenset(("id", "schema", "type"))
"""Fields that say nothing to people unless they change."""

MISSING = object()


@dataclass(frozen=True, slots=True)
class Leaf:
    """One field: a side is None where there is nothing. Without a writer it is nobody's: it is gone."""

    name: str
    address: str
    before: str | None
    after: str | None
    is_changed: bool
    was_decided: bool
    """Whether both sides changed it, so that a person decides."""
    writer: Writer | None

    @property
    def is_own(self) -> bool:
        """Whether a person of the project wrote it."""
        return self.writer is not None and bool(self.writer.by)

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to look at: it stays as it was, and as its original has it."""
        return not (self.is_changed or self.was_decided or self.is_own)


@dataclass(slots=True)
class Branch:
    """A part of the document with its fields and the parts in it."""

    name: str
    leaves: list[Leaf] = field(default_factory=list)
    branches: list["Branch"] = field(default_factory=list)
    left_out: int = 0
    """Of a whole document: how many fields that stay as they were are not shown, for there are too many."""

    @property
    def changed(self) -> int:
        """How many fields in it are not as they were."""
        return sum(leaf.is_changed for leaf in self.leaves) + sum(branch.changed for branch in self.branches)

    @property
    def own(self) -> int:
        """How many fields in it a person wrote."""
        return sum(leaf.is_own for leaf in self.leaves) + sum(branch.own for branch in self.branches)

    @property
    def is_open(self) -> bool:
        """Whether there is something in it to look at."""
        return bool(self.changed) or any(leaf.was_decided for leaf in self.leaves) or any(each.is_open for each in self.branches)


def merged_tree(before: Body, after: Body, writers: FieldWriters, contested: Collection[str] = ()) -> Branch:
    """A document after a merge, beside what it was before.

    Args:
        before: the document as it is now.
        after: what it becomes.
        writers: who wrote the fields of `after`.
        contested: addresses that both sides changed.
    """
    root = Branch("")
    for count, (branch, leaf) in enumerate(_Walk(writers, frozenset(contested)).fields(root, before, after)):
        if count < MAX_LEAVES or not leaf.is_quiet:
            branch.leaves.append(leaf)
        else:
            root.left_out += 1
    _prune(root)
    return root


def _prune(branch: Branch) -> None:
    """Take the parts away in which nothing is shown."""
    for part in branch.branches:
        _prune(part)
    branch.branches = [part for part in branch.branches if part.leaves or part.branches]


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the walk is: the address, the steps to it, and the node that is around it."""

    address: str = ""
    trail: tuple[str, ...] = ()
    node: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class _Walk:
    writers: FieldWriters
    contested: frozenset[str]

    def fields(self, branch: Branch, before: Any, after: Any, spot: _Spot = _Spot()) -> Iterator[tuple[Branch, Leaf]]:
        """The fields below a spot in the document's order, each with its branch; then what is gone from there."""
        for step, place, held in _children(_in_dialogue_order(after, spot)):
            yield from self._field(branch, step, place, (_child(before, step), held, after), spot)
        for step, place, was in _children(before):
            if _child(after, step) is MISSING:
                yield branch, self._leaf(_name(before, place, was, spot), addresses.join(spot.address, step), was, MISSING)
        if _order(before, after) != _order(after, before):
            yield branch, self._leaf(_("Order"), spot.address, _order(before, after), _order(after, before))

    def _field(
        self, branch: Branch, step: str, place: str, values: tuple[Any, Any, Any], spot: _Spot
    ) -> Iterator[tuple[Branch, Leaf]]:
        was, held, holder = values
        address, name = addresses.join(spot.address, step), _name(holder, place, held, spot)
        if not _is_branch(held):
            if place not in SILENT or not _same(was, held):
                yield branch, self._leaf(name or place, address, was, held)
            return
        below = branch
        if name:
            below = Branch(name)
            branch.branches.append(below)
        node = node_at(held, spot.trail, spot.node) if isinstance(holder, list) else spot.node
        was = {} if was is MISSING or not _is_branch(was) else was
        yield from self.fields(below, was, held, _Spot(address, (*spot.trail, place), node))

    def _leaf(self, name: str, address: str, was: Any, held: Any) -> Leaf:
        writer = None if held is MISSING else self.writers.of_present(address)
        return Leaf(name, address, _words(was), _words(held), not _same(was, held), self._is_contested(address), writer)

    def _is_contested(self, address: str) -> bool:
        return any(address == each or address.startswith(f"{each}/") for each in self.contested)


def _in_dialogue_order(value: Any, spot: _Spot) -> Any:
    """A node's steps in the order in which a dialogue meets them; anything else as it is."""
    if not isinstance(value, Mapping) or spot.trail[-1:] != ("steps",):
        return value
    return {step: value[step] for step in ordered_steps({"steps": value})}


def _children(value: Any) -> Iterator[tuple[str, str, Any]]:
    """What an object or list holds: the step of its address, the one of its pointer, and the value."""
    if isinstance(value, Mapping):
        for name, held in value.items():
            yield name, name, held
    elif isinstance(value, list):
        named = addresses.identities(value)
        for place, held in enumerate(value):
            yield (addresses.step_to(value, place) if named is not None else str(place)), str(place), held


def _child(value: Any, step: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(step, MISSING)
    place = addresses.place_of(value, step) if isinstance(value, list) else None
    return MISSING if place is None else value[place]


def _is_branch(value: Any) -> bool:
    """Whether it has fields of its own; a list of plain values is one field."""
    return bool(value) and (
        isinstance(value, Mapping) or (isinstance(value, list) and any(isinstance(item, Mapping | list) for item in value))
    )


def _name(holder: Any, place: str, held: Any, spot: _Spot) -> str:
    # A document's own tests are many: they are one part, which is folded as long as none changes.
    return step_in_words(holder, place, held, spot.trail, spot.node) or (
        _("Tests") if not spot.trail and place == "tests" else ""
    )


def _order(one: Any, other: Any) -> list[str] | None:
    """The items of a list that another one has too, in its order; None for what is no list of items."""
    if not isinstance(one, list) or not isinstance(other, list):
        return None
    held, there = addresses.identities(one), addresses.identities(other)
    if held is None or there is None:
        return None
    return [name.removeprefix(addresses.BY_ID) for name in held if name in there]


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)


def _words(value: Any) -> str | None:
    if value is MISSING:
        return None
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value) or value_in_words(value)
    return value_in_words(value)
