"""How much work expressions may do.

A step is about what reading one name costs: a tenth of a microsecond. Steps are counted, not timed, so the same conversation
always comes to the same end, however busy the machine is.
"""

from __future__ import annotations

from typing import Any

from omnia.dialogue.cel.errors import OverBudgetError

EVALUATION_STEPS = 5_000
"""Steps of one evaluation."""

TURN_STEPS = 10_000
"""Steps of all evaluations of a turn."""

BYTES_A_STEP = 128
"""Characters that are copied or compared in a step."""

ITEMS_A_STEP = 16
"""Items of a list that are copied in a step."""

COMPARISONS_A_STEP = 256
"""Pairs of characters that a search for one text in another looks at in a step, at its worst."""

MATCHING_A_STEP = 64
"""Characters of a text, times instructions of a pattern, that RE2 gets through in a step; it is usually far quicker."""

OWN_FUNCTION_STEPS = 400
"""One of the product's own functions, whose arguments are cut off at 200 characters."""

CONVERSION_STEPS = 20
"""Reading a number, a moment or a duration from a text of bounded length, or writing one."""

MAX_NOTED = 5
"""Expressions that a turn names as over budget; any more are only counted."""


class Budget:
    """What the evaluations of a turn may still do, and which of them went over."""

    __slots__ = ("left", "over")

    def __init__(self, steps: int = TURN_STEPS) -> None:
        self.left = steps
        self.over: list[str] = []

    def note(self, source: str) -> None:
        """Remember an expression that went over."""
        if source not in self.over and len(self.over) < MAX_NOTED:
            self.over.append(source)


class Frame:
    """One evaluation at work: its names, and the steps that it may still do."""

    __slots__ = ("left", "names")

    def __init__(self, names: dict[str, Any], left: int) -> None:
        self.names, self.left = names, left

    def spend(self, steps: int) -> None:
        """Take steps from what is left; raises `OverBudgetError` once there are none."""
        self.left -= steps
        if self.left < 0:
            raise OverBudgetError("it takes more work than an expression may")
