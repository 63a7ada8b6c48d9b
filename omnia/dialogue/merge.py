"""A three-way merge on the tree of a document: what two sides made of the same base, in one document.

Items of lists are matched by identity (`omnia.dialogue.addresses`), never by place. What only one side changed is taken; what
both changed alike is no conflict; what they changed differently is one, told with its address and its three values. A conflict
that nobody has decided is kept as ours: nothing of ours is ever lost without a decision. Manageability decides before anything
else. After the state-based tree merges of Lindholm, “A three-way merge for XML documents” (2004).
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec

from omnia.dialogue import addresses
from omnia.dialogue.addresses import Path
from omnia.dialogue.merge_order import merged_order
from omnia.dialogue.positions import FIELD as LAYOUT

ABSENT: Any = msgspec.UNSET
"""The value of what is not there."""

Level = Literal["factory", "project", "both"]
Choice = Literal["ours", "theirs", "edited"]
Kind = Literal["edited", "added", "deleted", "moved"]
"""Edited, added or moved by both, differently; deleted by one and edited by the other."""


class Conflict(msgspec.Struct, frozen=True):
    """One place that both sides changed differently; for `moved` the values are the orders of the items."""

    address: str
    kind: Kind
    base: Any
    ours: Any
    theirs: Any


class Decision(msgspec.Struct, frozen=True):
    """What becomes of a conflict: our value, theirs, or one that a person wrote (ABSENT deletes)."""

    choice: Choice
    value: Any = ABSENT


class Merged(msgspec.Struct, frozen=True):
    """The document, and the conflicts of which it holds our side because they are not decided."""

    document: Any
    conflicts: tuple[Conflict, ...]


class Rule(msgspec.Struct, frozen=True):
    """Who decides on an address and everything below it; `*` stands for any one step. The longest rule that fits counts."""

    address: str
    level: Level


def three_way(
    base: Any, ours: Any, theirs: Any, *, rules: Sequence[Rule] = (), decisions: Mapping[str, Decision] | None = None
) -> Merged:
    """Merge two documents that came from one.

    Args:
        base: the JSON document that both came from.
        ours: our document; what is not decided stays as it is here.
        theirs: the other document.
        rules: who decides where: `factory` takes theirs, `project` keeps ours, `both` merges.
        decisions: what became of conflicts, by address.

    Returns:
        The merge, which shares parts with the documents: copy it before changing it.
    """
    merging = _Merging(rules, decisions or {})
    document = merging.value(base, ours, theirs, ())
    return Merged(document, tuple(merging.conflicts))


def is_same(one: Any, other: Any) -> bool:
    """Equality of JSON, where 1 is neither true nor 1.0."""
    if one is other:
        return True
    return bool(one == other) and ABSENT not in (one, other) and _text(one) == _text(other)


def _text(value: Any) -> bytes:
    return msgspec.json.encode(value, order="deterministic")


class _Merging:
    """One merge: its rules and decisions, and the conflicts that it met."""

    def __init__(self, rules: Sequence[Rule], decisions: Mapping[str, Decision]) -> None:
        self._rules = _parsed(rules)
        self._decisions = decisions
        self.conflicts: list[Conflict] = []

    def value(self, base: Any, ours: Any, theirs: Any, path: Path) -> Any:
        """The merge of one place."""
        if not self._is_ruled_below(path):
            match self._level(path):
                case "factory":
                    return theirs
                case "project":
                    return ours
            if is_same(ours, theirs) or is_same(theirs, base):
                return ours
            if is_same(ours, base):
                return theirs
        if _are_objects(base, ours, theirs):
            return self._object(base, ours, theirs, path)
        if isinstance(ours, list) and isinstance(theirs, list) and isinstance(base, list):
            named = [addresses.identities(items) for items in (base, ours, theirs)]
            if None not in named:
                return self._list(base, ours, theirs, path)
        return self._whole(base, ours, theirs, path)

    def _whole(self, base: Any, ours: Any, theirs: Any, path: Path) -> Any:
        """The merge of what is taken or left as one piece."""
        level = self._level(path)
        if level != "both":
            return theirs if level == "factory" else ours
        if is_same(ours, theirs) or is_same(theirs, base):
            return ours
        if is_same(ours, base):
            return theirs
        if path[:1] == (LAYOUT,):
            # Where a node stands means nothing, so that nobody is asked: it stays where we put it.
            return ours
        kind: Kind = "deleted" if ABSENT in (ours, theirs) else "added" if base is ABSENT else "edited"
        return self._decided(Conflict(addresses.written(path), kind, base, ours, theirs))

    def _decided(self, conflict: Conflict) -> Any:
        decision = self._decisions.get(conflict.address)
        if decision is None:
            self.conflicts.append(conflict)
            return conflict.ours
        return {"ours": conflict.ours, "theirs": conflict.theirs, "edited": decision.value}[decision.choice]

    def _object(self, base: Any, ours: Any, theirs: Any, path: Path) -> dict[str, Any]:
        held = base if base is not ABSENT else {}
        found = {}
        for name in dict.fromkeys([*ours, *theirs]):
            value = self.value(held.get(name, ABSENT), ours.get(name, ABSENT), theirs.get(name, ABSENT), (*path, name))
            if value is not ABSENT:
                found[name] = value
        return found

    def _list(self, base: list[Any], ours: list[Any], theirs: list[Any], path: Path) -> list[Any]:
        before, mine, other = (_by_identity(items) for items in (base, ours, theirs))
        merged = {}
        for name in dict.fromkeys([*mine, *other]):
            value = self.value(before.get(name, ABSENT), mine.get(name, ABSENT), other.get(name, ABSENT), (*path, name))
            if value is not ABSENT:
                merged[name] = value
        return [merged[name] for name in self._order([*before], [*mine], [*other], merged, path)]

    def _order(self, before: list[str], mine: list[str], other: list[str], kept: Mapping[str, Any], path: Path) -> list[str]:
        level = self._level(path)
        if level != "both":
            mine, other = (mine, mine) if level == "project" else (other, other)
        order, is_clear = merged_order(before, mine, other, kept)
        if is_clear:
            return order
        address = addresses.written(path)
        decision = self._decisions.get(address)
        if decision is None:
            self.conflicts.append(Conflict(address, "moved", before, mine, other))
        elif decision.choice == "theirs":
            return merged_order(before, other, other, kept)[0]
        return order

    def _level(self, path: Path) -> Level:
        return _level_at(path, self._rules)

    def _is_ruled_below(self, path: Path) -> bool:
        return any(len(rule) > len(path) and _fits(path, rule[: len(path)]) for rule, _level in self._rules)


def rules_of(body: Mapping[str, Any]) -> list[Rule]:
    """Who decides where, as a document says it."""
    return [Rule(row["path"], row["level"]) for row in body.get("manageability", ())]


def is_factorys(address: str, rules: Sequence[Rule]) -> bool:
    """Whether an update takes what stands at an address from the other side alone."""
    return bool(rules) and _level_at(addresses.parse(address), _parsed(rules)) == "factory"


def _parsed(rules: Sequence[Rule]) -> list[tuple[Path, Level]]:
    return sorted(((addresses.parse(rule.address), rule.level) for rule in rules), key=lambda rule: len(rule[0]))


def _level_at(path: Path, rules: Sequence[tuple[Path, Level]]) -> Level:
    fitting = [level for rule, level in rules if len(rule) <= len(path) and _fits(rule, path)]
    return fitting[-1] if fitting else "both"


def _fits(rule: Path, path: Path) -> bool:
    return all("*" in (one, other) or one == other for one, other in zip(rule, path, strict=False))


def _by_identity(items: list[Any]) -> dict[str, Any]:
    return {name: items[place] for name, place in (addresses.identities(items) or {}).items()}


def _are_objects(base: Any, ours: Any, theirs: Any) -> bool:
    """Whether two objects can be merged field by field: not where they are things of two types, or two things of one name."""
    if not (isinstance(ours, Mapping) and isinstance(theirs, Mapping)):
        return False
    if base is ABSENT:
        return addresses.identity(ours) is None and "type" not in ours and "type" not in theirs
    return isinstance(base, Mapping) and base.get("type") == ours.get("type") == theirs.get("type")
