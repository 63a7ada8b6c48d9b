"""What a person typed into an editor and did not save, kept with their session until it is saved or thrown away."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson
from django.http import HttpRequest

from omnia.dialogue.edits import Set

TYPED, CHANGED, TRAIL, UNHEARD, LEFT = "editor.edits", "editor.changed", "editor.trail", "editor.unheard", "editor.left"
MAX_DOCUMENTS = 10
"""Documents whose unsaved texts are kept; of more the oldest go."""
MAX_TRAIL = 30
"""Saves in a row that one person can undo."""
MAX_TABS = 20
"""Tabs of one document whose last save is remembered."""
MAX_BYTES = 200_000
"""Size of what is kept of one document; a longer text stays in the page alone, which asks before it is left."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Edits of a version of the document."""

    base: int
    edits: Sequence[Set]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed in one section: edits, oldest first, and the note on them."""

    layers: Sequence[Layer] = field(default_factory=list)
    message: str = ""

    def __bool__(self) -> bool:
        return bool(self.message or any(layer.edits for layer in self.layers))


@dataclass(frozen=True, slots=True)
class LastChange:
    """A change of structure that can be undone: what it was, in words, and the versions before and after it."""

    told: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Trail:
    """The saves of one person in a row, as versions to go back to and forth to; `at` is the version that they led to."""

    at: int = 0
    undo: Sequence[int] = ()
    redo: Sequence[int] = ()

    def saved(self, before: int, after: int) -> "Trail":
        """The trail after one save more; one that others' saves stand before begins anew."""
        return Trail(after, [*(self.undo if self.at == before else ()), before][-MAX_TRAIL:])

    def restored(self, way: Literal["undo", "redo"], before: int, after: int) -> "Trail":
        """The trail after a step back, or forth again, which version `before` was left for."""
        if way == "undo":
            return Trail(after, self.undo[:-1], [*self.redo, before])
        return Trail(after, [*self.undo, before], self.redo[:-1])


class Memory:
    """What the session of a request holds of one document."""

    def __init__(self, request: HttpRequest, document: str) -> None:
        self._session: Any = request.session
        self._document = document

    def typed(self, section: str) -> Typed:
        """What is not saved yet of a section."""
        held = self._all(TYPED).get(self._document, {}).get(section)
        if not held:
            return Typed()
        return Typed([Layer(int(base), [Set(*edit) for edit in edits]) for base, edits in held["layers"]], held["message"])

    def sections(self) -> set[str]:
        """The sections that hold unsaved text."""
        return set(self._all(TYPED).get(self._document, {}))

    def keep(self, section: str, typed: Typed) -> bool:
        """Remember what was typed in a section in place of what was remembered; returns whether it is short enough for that.

        Nothing typed is nothing to remember.
        """
        held = {name: value for name, value in self._all(TYPED).get(self._document, {}).items() if name != section}
        if typed:
            layers = [[layer.base, [[edit.address, edit.value] for edit in layer.edits]] for layer in typed.layers if layer.edits]
            held[section] = {"layers": layers, "message": typed.message}
        if len(orjson.dumps(held)) > MAX_BYTES:
            return False
        self._put(TYPED, held)
        return True

    def forget(self, section: str) -> None:
        """What was typed in a section is saved or not wanted."""
        self.keep(section, Typed())

    def last_change(self, version: int) -> LastChange | None:
        """The change of structure that made `version`, if it is the last that this person made."""
        held = self._all(CHANGED).get(self._document)
        change = LastChange(**held) if held else None
        return change if change is not None and change.after == version else None

    def note_change(self, change: LastChange) -> None:
        """Remember a change of structure, so that it can be undone."""
        self._put(CHANGED, {"told": change.told, "before": change.before, "after": change.after})

    def trail(self, version: int) -> Trail:
        """The person's last saves, if they led to `version`: what others saved is not undone in passing."""
        held = self._all(TRAIL).get(self._document)
        trail = Trail(**held) if held else Trail()
        return trail if trail.at == version else Trail()

    def keep_trail(self, trail: Trail) -> None:
        """Remember the last saves in place of what was remembered."""
        self._put(TRAIL, {"at": trail.at, "undo": list(trail.undo), "redo": list(trail.redo)})

    def note_left(self, number: int) -> None:
        """Remember the version that a page saved by itself last."""
        self._put(LEFT, {"version": number})

    def left(self) -> int:
        """That version; 0 if there is none."""
        return int(self._all(LEFT).get(self._document, {}).get("version", 0))

    def note_saved(self, tab: str, base: int, number: int) -> None:
        """Remember which version a tab's save of version `base` made."""
        if not tab or base == number:
            return
        held = {name: made for name, made in self._all(UNHEARD).get(self._document, {}).items() if name != tab}
        self._put(UNHEARD, dict([*held.items(), (tab, [base, number])][-MAX_TABS:]))

    def saved_as(self, tab: str, base: int) -> int:
        """The version that a tab edits: its own save of `base`, also if it was never told that it was made."""
        made = self._all(UNHEARD).get(self._document, {}).get(tab)
        return int(made[1]) if made and made[0] == base else base

    def _all(self, kind: str) -> dict[str, Any]:
        held: dict[str, Any] = self._session.get(kind, {})
        return held

    def _put(self, kind: str, value: dict[str, Any]) -> None:
        held = {name: kept for name, kept in self._all(kind).items() if name != self._document}
        if value:
            held[self._document] = value
        if held != self._all(kind):
            self._session[kind] = dict(list(held.items())[-MAX_DOCUMENTS:])
