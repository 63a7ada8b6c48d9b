"""Levels and steps that come and go, as the buttons of the editor want it. Texts are saved by another button."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from omnia.dialogue.addresses import from_pointer, join
from omnia.dialogue.edits import Edit, Remove, Set
from omnia.dialogue.levels import level_added
from tenants.studio.document_form import Section
from tenants.studio.fields import Body


@dataclass(frozen=True, slots=True)
class Reshaping:
    """A level or step more or less."""

    edit: Edit
    told: str
    """What was done, in words."""
    section: str = ""
    """The section to show afterwards, if it is another one."""
    anchor: str = ""
    """Where to go in it."""


def reshaping(section: Section, posted: Mapping[str, Any], body: Body) -> Reshaping | None:
    """What the pressed button does to `body`; None if it says nothing that can be done here."""
    step, levels = str(posted.get("step", "")), len(section.levels)
    steps = dict(section.addable)
    if "add_step" in posted and step in steps:
        ladder = join(from_pointer(body, section.node_pointer), "steps", step)
        told = _("The step “%(step)s” was added") % {"step": steps[step]}
        return Reshaping(level_added(body, ladder), told, section.key.removesuffix("settings") + f"step:{step}", "#level-1")
    ladder = from_pointer(body, section.ladder_pointer)
    if "remove_step" in posted and section.removable:
        return Reshaping(Set(ladder, None), _("The step “%(step)s” was removed") % {"step": section.title})
    if "add_level" in posted and ladder:
        told = _("Level %(number)s of “%(step)s” was added") % {"number": levels + 1, "step": section.title}
        return Reshaping(level_added(body, ladder), told, anchor=f"#level-{levels + 1}")
    removable = {level.address: level.number for level in section.levels} if levels > 1 else {}
    number = removable.get(str(posted.get("remove_level", "")))
    if number is not None:
        told = _("Level %(number)s of “%(step)s” was removed") % {"number": number, "step": section.title}
        return Reshaping(Remove(str(posted["remove_level"])), told)
    return None
