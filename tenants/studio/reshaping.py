"""Levels and steps that come and go, as the buttons of the editor want it. Texts are saved by another button."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tenants.studio import ladder, pointers
from tenants.studio.document_form import Body, Section
from tenants.studio.forms import whole_number


@dataclass(frozen=True, slots=True)
class Reshaping:
    """A document with a level or step more or less."""

    body: Body
    told: str
    """What was done, in words."""
    section: str = ""
    """The section to show afterwards, if it is another one."""
    anchor: str = ""
    """Where to go in it."""


def reshaping(section: Section, posted: Mapping[str, Any], body: Body, locales: list[str]) -> Reshaping | None:
    """Do to `body` what the pressed button says; returns None if it says nothing that can be done here.

    Raises `PointerError` for a level that is not there.
    """
    step, pointer = str(posted.get("step", "")), section.ladder_pointer
    steps = dict(section.addable)
    if "add_step" in posted and step in steps:
        changed = ladder.with_step(body, section.node_pointer, step, locales)
        told = _("The step “%(step)s” was added") % {"step": steps[step]}
        return Reshaping(changed, told, section.key.removesuffix("settings") + f"step:{step}", "#level-1")
    if "remove_step" in posted and section.removable:
        changed = ladder.without_step(body, section.node_pointer, section.step)
        return Reshaping(changed, _("The step “%(step)s” was removed") % {"step": section.title})
    if "add_level" in posted and pointer:
        changed = ladder.with_level(body, pointer, locales)
        number = len(pointers.get(changed, pointer))
        told = _("Level %(number)s of “%(step)s” was added") % {"number": number, "step": section.title}
        return Reshaping(changed, told, anchor=f"#level-{number}")
    if "remove_level" in posted and pointer:
        number = whole_number(str(posted["remove_level"]))
        changed = ladder.without_level(body, pointer, number)
        return Reshaping(changed, _("Level %(number)s of “%(step)s” was removed") % {"number": number, "step": section.title})
    return None
