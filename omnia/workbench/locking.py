"""What the catalogue decides on in a project's copy: it is shown locked, and no form changes it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from omnia.dialogue import addresses
from omnia.dialogue.addresses import join
from omnia.dialogue.edits import Edit, EditError
from omnia.dialogue.merge import Rule, is_factorys
from omnia.dialogue.positions import FIELD as LAYOUT
from omnia.finding_sentences import LOCKED
from omnia.workbench.document_form import Section
from omnia.workbench.fields import Field
from omnia.workbench.groups import Group, Item


def refuse_locked(edits: Sequence[Edit], rules: Sequence[Rule]) -> None:
    """Raise `EditError` where an edit changes what is the catalogue's; where a node stands is nobody's to decide."""
    if any(is_factorys(edit.address, rules) for edit in edits if not edit.address.startswith(f"/{LAYOUT}/")):
        raise EditError(_(LOCKED))


def with_locks(section: Section, body: Mapping[str, Any], rules: Sequence[Rule]) -> Section:
    """A section in which whatever an update takes from the catalogue alone is locked."""
    fields, groups = _fields(section.fields, rules), _groups(section.groups, rules)
    above = addresses.from_pointer(body, section.node_pointer) if section.node_pointer else ""
    ladder = join(above, "steps", section.step) if section.step else ""
    return replace(
        section,
        fields=fields,
        groups=groups,
        is_locked=bool(ladder) and is_factorys(ladder, rules),
        addable=[(step, name) for step, name in section.addable if not is_factorys(_step_address(above, step), rules)],
    )


def _step_address(above: str, step: str) -> str:
    return join(above, "steps", step) if above else join("", step)


def _fields(fields: Sequence[Field], rules: Sequence[Rule]) -> list[Field]:
    return [replace(item, is_locked=is_factorys(item.address, rules)) for item in fields]


def _groups(groups: Sequence[Group], rules: Sequence[Rule]) -> list[Group]:
    return [_group(group, rules) for group in groups]


def _group(group: Group, rules: Sequence[Rule]) -> Group:
    is_locked = is_factorys(group.address, rules)
    items = [_item(item, rules, is_ordered=is_locked) for item in group.items]
    if not is_locked:
        return replace(group, items=items)
    return replace(group, items=items, is_locked=True, add="", can_paste=False)


def _item(item: Item, rules: Sequence[Rule], *, is_ordered: bool) -> Item:
    """An item of a locked list neither moves nor goes, also where its own texts are the project's."""
    is_locked = is_ordered or is_factorys(item.address, rules)
    return replace(item, fields=_fields(item.fields, rules), groups=_groups(item.groups, rules), is_locked=is_locked)
