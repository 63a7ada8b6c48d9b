"""What the buttons of an editor do to a document's structure. Texts and settings are saved by another button."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext as _

from omnia.dialogue import addresses, building
from omnia.dialogue.addresses import from_pointer, join
from omnia.dialogue.building import Built
from omnia.dialogue.edits import Edit, EditError, Set
from omnia.dialogue.levels import level_added
from omnia.workbench import canvas
from omnia.workbench.document_form import Section
from omnia.workbench.fields import Body
from omnia.workbench.groups import Group, Item, item_id

CHANGE = "change"
"""The name of the buttons that change lists; their value is what to do, and the address where."""

STEPS = frozenset({"add_step", "remove_step"})
"""The buttons for whole steps."""

KIND, NAME, PASTE, LANGUAGE = "kind:", "name:", "paste:", "paste-in:"
"""What the inputs beside a button that adds begin with; the address of the list follows."""

MOVES = {"up": -1, "down": 1}


class Shaped(Protocol):
    """A section of whichever document, with its lists."""

    @property
    def key(self) -> str:
        """Its name in the address."""

    @property
    def title(self) -> str:
        """Its name for people."""

    @property
    def groups(self) -> Sequence[Group]:
        """The lists that it shows."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of structure."""

    edits: tuple[Edit, ...]
    told: str
    """What was done, in words."""
    place: str = ""
    """The address of what came or moved, to go on at."""
    section: str = ""
    """The section to show afterwards, if it is another one."""
    opens: bool = False
    """Whether what came is edited in a section of its own, which is to be shown."""
    stays: bool = False
    """Whether work goes on where it was: on the canvas, which knows the place."""


def is_posted(posted: Mapping[str, Any]) -> bool:
    """Whether a button of structure was pressed, and not the one that saves."""
    return CHANGE in posted or not STEPS.isdisjoint(posted)


def change_from(section: Shaped, posted: Mapping[str, Any], body: Body, locales: Sequence[str]) -> Change | None:
    """What the pressed button does to `body`; None if it says nothing that the section offers.

    Raises `EditError` if what was asked for cannot be made.
    """
    if not STEPS.isdisjoint(posted):
        return _step_changed(section, posted, body) if isinstance(section, Section) else None
    verb, _space, address = str(posted.get(CHANGE, "")).partition(" ")
    if verb in canvas.VERBS and "start" in body:
        made = canvas.edits_of(body, verb, address, locales)
        return Change(made.edits, made.told, stays=True) if made is not None else None
    groups = [held for group in section.groups for held in group.walk()]
    if verb in ("add", "paste"):
        group = next((held for held in groups if held.address == address and held.add), None)
        return _brought(section, group, verb, posted, body, locales) if group else None
    item = next((held for group in groups for held in group.items if held.address == address), None)
    return _rearranged(section, item, verb, body) if item and not item.is_locked else None


def _step_changed(section: Section, posted: Mapping[str, Any], body: Body) -> Change | None:
    step, steps = str(posted.get("step", "")), dict(section.addable)
    if "remove_step" in posted:
        told = _("The step “%(step)s” was removed") % {"step": section.title}
        where = section.groups[0].address if section.removable and section.groups else ""
        return Change((Set(where, None),), told) if where else None
    if step not in steps:
        return None
    in_node = bool(section.node_pointer)
    ladder = join(from_pointer(body, section.node_pointer), "steps", step) if in_node else f"/{step}"
    edit = level_added(body, ladder)
    key = f"{section.key.rpartition(':')[0]}:step:{step}" if in_node else f"group:{step}"
    place = addresses.join(edit.address, addresses.step_to([edit.item], 0))
    return Change((edit,), _("The step “%(step)s” was added") % {"step": steps[step]}, place, key)


def _brought(
    section: Shaped, group: Group, verb: str, posted: Mapping[str, Any], body: Body, locales: Sequence[str]
) -> Change | None:
    """What is added to a list: one thing, or the options of a pasted list."""
    if verb == "paste":
        text, language = str(posted.get(PASTE + group.address, "")), str(posted.get(LANGUAGE + group.address, ""))
        if not group.can_paste or language not in locales:
            return None
        built = building.pasted(body, group.address, text, language)
        return Change(built.edits, _("%(count)s options were added") % {"count": len(built.edits)}, built.place)
    kind = str(posted.get(KIND + group.address, ""))
    if group.kinds and kind not in dict(group.kinds):
        return None
    name = str(posted.get(NAME + group.address, "")).strip()[:200]
    if group.is_named and not name:
        raise EditError(_("Write the name of what is to be added first."))
    built = building.added(
        body, group.address, kind, label={locales[0]: name} if name else _own_label(group, kind, locales), locales=locales
    )
    if group.name == "levels":
        words = {"number": len(group.items) + 1, "step": section.title}
        return Change(built.edits, _("Level %(number)s of “%(step)s” was added") % words, built.place)
    thing = name or dict(group.kinds).get(kind, group.title)
    return Change(built.edits, _("“%(thing)s” was added") % {"thing": thing}, built.place, opens=True)


def _own_label(group: Group, kind: str, locales: Sequence[str]) -> dict[str, str]:
    """The name of a part that nobody named: that of its kind."""
    return {locales[0]: dict(group.kinds).get(kind, kind)} if group.name == "parts" else {}


def _rearranged(section: Shaped, item: Item, verb: str, body: Body) -> Change | None:
    """What becomes of one item of a list."""
    words = {"thing": item.name[:1].upper() + item.name[1:], "place": section.title}
    if verb == "remove" and not item.is_kept:
        told = _("%(thing)s of “%(place)s” was removed") % words
        return Change(building.removed(body, item.address).edits, told)
    if verb == "copy":
        return _change(building.duplicated(body, item.address), _("%(thing)s of “%(place)s” was duplicated") % words)
    if verb in MOVES:
        built = building.moved(body, item.address, MOVES[verb])
        return _change(built, _("%(thing)s of “%(place)s” was moved") % words) if built else None
    return None


def _change(built: Built, told: str) -> Change:
    return Change(built.edits, told, built.place)


def place_of(section: Shaped, change: Change, body: Body) -> tuple[str, str]:
    """The section to show after a change, and the id of the element to go on at; `section` is that of the changed body."""
    if change.stays:
        return section.key, ""
    pointer = addresses.to_pointer(body, change.place) if change.place else None
    groups = [held for group in section.groups for held in group.walk()]
    found = next((held for group in groups for held in group.items if held.address == change.place), None)
    if change.opens and found is not None and found.section:
        return found.section, ""
    return change.section or section.key, item_id(pointer) if pointer else "undo"
