"""What gestures on the picture of a flow do to the document: nodes put elsewhere, and exits that lead to another node."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import orjson
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from omnia.dialogue import addresses, beginnings
from omnia.dialogue.edits import FIRST, Edit, EditError, Insert, Set
from omnia.dialogue.positions import FIELD, is_position, layout_of
from omnia.workbench.flow_form import label_of

Body = dict[str, Any]
Node = Mapping[str, Any]

VERBS = frozenset({"place", "arrange", "connect", "lead"})
"""Put nodes somewhere; forget where they were put; a new exit; another target for an exit."""


class Made(NamedTuple):
    """The edits of a gesture, and what was done in words."""

    edits: tuple[Edit, ...]
    told: str


def edits_of(body: Body, verb: str, told: str, locales: Sequence[str]) -> Made | None:
    """What a gesture does to a flow; None if it changes nothing.

    Args:
        body: the flow.
        verb: one of `VERBS`.
        told: for `place` a JSON object of positions by node id; for `connect` the address of a node, for `lead` that of an exit,
            each with a space and the key of the node to lead to behind it, or nothing for the end of the flow.
        locales: the languages of which the first names nodes.

    Raises `EditError` for what is not there any more, or is no position.
    """
    if verb == "place":
        return _placed(body, told, locales)
    if verb == "arrange":
        return Made((Set(f"/{FIELD}", None),), _("The picture was laid out anew")) if layout_of(body) else None
    address, _space, target = told.partition(" ")
    if target and all(node["key"] != target for node in body["nodes"]):
        raise EditError(_("The node that the exit should lead to is gone."))
    return _connected(body, address, target, locales) if verb == "connect" else _led(body, address, target, locales)


def _placed(body: Body, told: str, locales: Sequence[str]) -> Made | None:
    try:
        wanted = orjson.loads(told)
    except orjson.JSONDecodeError:
        wanted = None
    nodes = {str(node["id"]): node for node in body["nodes"]}
    if not isinstance(wanted, dict) or not all(name in nodes and is_position(place) for name, place in wanted.items()):
        raise EditError(_("Nodes are put within the canvas only, and only those that are still there."))
    held = layout_of(body)
    moved = {name: place for name, place in wanted.items() if held.get(name) != place}
    if not moved:
        return None
    edits = tuple(Set(addresses.join(f"/{FIELD}", name), place) for name, place in moved.items())
    if len(moved) == 1:
        return Made(edits, _("“%(thing)s” was put elsewhere") % {"thing": label_of(nodes[next(iter(moved))], locales)})
    words = ngettext("%(count)s node was put elsewhere", "%(count)s nodes were put elsewhere", len(moved))
    return Made(edits, words % {"count": len(moved)})


def _connected(body: Body, address: str, target: str, locales: Sequence[str]) -> Made:
    """A new exit: the one otherwise taken where there is none yet, else one before it whose condition is still to be written."""
    node = next((each for each in body["nodes"] if address == f"/nodes/{addresses.BY_ID}{each['id']}"), None)
    if node is None:
        raise EditError(_("The node that the exit should leave is gone."))
    held = node.get("edges", [])
    has_last = any(edge.get("otherwise") for edge in held)
    item = {**beginnings.way_out("when" if has_last else "otherwise"), **({"to": target} if target else {})}
    before = [place for place, edge in enumerate(held) if not (has_last and edge.get("otherwise"))]
    after = addresses.step_to(held, before[-1]) if before else FIRST
    words = {"one": label_of(node, locales), "other": _name_of(body, target, locales)}
    if has_last:
        told = _("“%(one)s” leads to “%(other)s”, once you have written the condition of the new exit") % words
    else:
        told = _("“%(one)s” leads to “%(other)s”") % words
    return Made((Insert(addresses.join(address, "edges"), item, after),), told)


def _led(body: Body, address: str, target: str, locales: Sequence[str]) -> Made | None:
    """Another target for an exit that is there."""
    for node in body["nodes"]:
        ways = f"/nodes/{addresses.BY_ID}{node['id']}/edges"
        for edge in node.get("edges", []):
            if address != f"{ways}/{addresses.BY_ID}{edge['id']}":
                continue
            if edge.get("to", "") == target:
                return None
            words = {"one": label_of(node, locales), "other": _name_of(body, target, locales)}
            return Made((Set(f"{address}/to", target),), _("“%(one)s” leads to “%(other)s”") % words)
    raise EditError(_("The exit that should lead elsewhere is gone."))


def _name_of(body: Body, key: str, locales: Sequence[str]) -> str:
    node = next((each for each in body["nodes"] if each["key"] == key), None)
    return label_of(node, locales) if node is not None else _("the end of the flow")
