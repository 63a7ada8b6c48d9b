"""What can be wrong with an expression."""

from typing import Any

Span = tuple[int, int]
"""From one character of the source to another."""


class ExpressionError(ValueError):
    """An expression that cannot be compiled or evaluated; the sentence says why.

    Pages translate `sentence`, a constant in which `told` is filled in, and show the characters of `span` in the source.
    """

    def __init__(self, sentence: str, span: Span | None = None, **told: Any) -> None:
        super().__init__(sentence % told if told else sentence)
        self.sentence, self.span, self.told = sentence, span, told


class EvaluationError(ExpressionError):
    """No value here: a field that was not said yet, types that do not go together. `||` and `&&` may do without it."""


class OverBudgetError(ExpressionError):
    """More work than one evaluation, or the turn, may take. Nothing does without it: the evaluation ends here."""
