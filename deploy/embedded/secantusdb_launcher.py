"""Runs SecantusDB as the embedded server, with a cure for its reading of nested stage specifications.

This script stands outside the product's packages and runs as a process of its own; the product speaks to it over MongoDB's wire
protocol only. SecantusDB 0.7 replaces `a` on `{$addFields: {a: {b: …}}}` where MongoDB merges into it, and yields the
literal 1 for `{$project: {a: {b: 1}}}`. Flattening nested specifications to dotted paths gives MongoDB's meaning
(MongoDB manual, "$addFields: Specify New Fields in Embedded Documents", "$project: Include Specific Fields from Embedded
Documents").
"""

import functools
import sys
from collections.abc import Callable, Mapping
from typing import Any

from secantus import aggregate
from secantus.cli import main

STAGES = ("$addFields", "$set", "$project")


def flatten(specification: Any, prefix: str = "") -> Any:
    """`{a: {b: x}}` as `{"a.b": x}`; expressions (objects whose keys start with $) and empty objects stay as they are."""
    if not isinstance(specification, Mapping):
        return specification
    flat: dict[str, Any] = {}
    for key, value in specification.items():
        path = f"{prefix}{key}"
        nested = isinstance(value, Mapping) and value and not any(str(name).startswith("$") for name in value)
        flat.update(flatten(value, f"{path}.") if nested else {path: value})
    return flat


def cured(handler: Callable[..., Any]) -> Callable[..., Any]:
    """A stage's handler that reads its specification flattened."""

    @functools.wraps(handler)
    def run(specification: Any, *arguments: Any, **named: Any) -> Any:
        return handler(flatten(specification), *arguments, **named)

    return run


def install() -> None:
    """Put the cure in front of the three stages."""
    for name in STAGES:
        aggregate._STAGES[name] = cured(aggregate._STAGES[name])  # noqa: SLF001  # the server has no public hook


if __name__ == "__main__":
    install()
    sys.exit(main())
