"""Adding and removing the rungs of a ladder (the escalations of a step), and whole steps."""

import copy
import secrets
from typing import Any

from tenants.studio import pointers

Body = dict[str, Any]


def with_level(body: Body, pointer: str, locales: list[str]) -> Body:
    """A copy of `body` whose ladder at `pointer` has one more level, with an empty text for each locale."""
    result = copy.deepcopy(body)
    ladder = pointers.get(result, pointer)
    name = pointer.rsplit("/", 1)[-1].replace(":", "_")
    fresh = f"{name}.{secrets.token_hex(4)}"
    ladder.append({"id": fresh, "actions": [{"type": "say", "id": f"{fresh}.say", "text": dict.fromkeys(locales, "")}]})
    return result


def without_level(body: Body, pointer: str, number: int) -> Body:
    """A copy of `body` whose ladder at `pointer` has lost level `number` (counted from 1)."""
    result = copy.deepcopy(body)
    ladder = pointers.get(result, pointer)
    if not 1 <= number <= len(ladder):
        raise pointers.PointerError(f"There is no level {number} at “{pointer}”.")
    del ladder[number - 1]
    return result


def with_step(body: Body, node_pointer: str, step: str, locales: list[str]) -> Body:
    """A copy of `body` in which the node has the step `step`, with one empty level if it is new."""
    result = copy.deepcopy(body)
    steps = pointers.get(result, node_pointer).setdefault("steps", {})
    steps.setdefault(step, [])
    return result if steps[step] else with_level(result, pointers.join(node_pointer, "steps", step), locales)


def without_step(body: Body, node_pointer: str, step: str) -> Body:
    """A copy of `body` in which the node has lost the step `step`."""
    result = copy.deepcopy(body)
    if pointers.get(result, node_pointer).get("steps", {}).pop(step, None) is None:
        raise pointers.PointerError(f"There is no step “{step}” at “{node_pointer}”.")
    return result
