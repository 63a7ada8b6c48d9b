"""What can be wrong with an expression."""


class ExpressionError(ValueError):
    """An expression that cannot be compiled or evaluated; the sentence says why."""


class EvaluationError(ExpressionError):
    """No value here: a field that was not said yet, types that do not go together. `||` and `&&` may do without it."""


class OverBudgetError(ExpressionError):
    """More work than one evaluation, or the turn, may take. Nothing does without it: the evaluation ends here."""
