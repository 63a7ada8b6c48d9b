"""What is put right in SecantusDB 0.7 when it runs as the embedded server: one misreading, and three costs that grow.

`{$addFields: {a: {b: …}}}` replaces `a` where MongoDB merges into it, and `{$project: {a: {b: 1}}}` yields the literal 1.
Flattening nested specifications to dotted paths gives MongoDB's meaning (MongoDB manual, "$addFields: Specify New Fields in
Embedded Documents", "$project: Include Specific Fields from Embedded Documents").

The answers to writes that a driver may repeat are kept for half an hour, up to ten thousand of them, and all were looked through,
beyond ten thousand sorted too, twice for each write: a write took the longer, the more had gone before it. They are kept in the
order in which they came, so that only the oldest need be looked at.

`$addFields` copied each document whole; only what a path leads into needs copying.

The newest document of a collection was found by reading and sorting them all: see `secantusdb_walks`.
"""

import copy
import functools
from collections.abc import Callable, Mapping
from typing import Any

import secantusdb_walks
from secantus import aggregate, transactions

STAGES = ("$addFields", "$set", "$project")


def cure() -> None:
    """Put it right in this process, before the server is made."""
    for name in STAGES:
        aggregate._STAGES[name] = _flattened(aggregate._STAGES[name])  # noqa: SLF001  # the server has no public hook
    aggregate._add_fields_one = with_fields  # noqa: SLF001
    transactions.TransactionRegistry._prune_retryable_locked = drop_oldest  # noqa: SLF001
    secantusdb_walks.cure()


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


def _flattened(handler: Callable[..., Any]) -> Callable[..., Any]:
    """A stage's handler that reads its specification flattened."""

    @functools.wraps(handler)
    def run(specification: Any, *arguments: Any, **named: Any) -> Any:
        return handler(flatten(specification), *arguments, **named)

    return run


def with_fields(document: dict[str, Any], specification: Mapping[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
    """A document with fields added, changed or, where their value is missing, taken away; the one given stays as it is."""
    found, copied = dict(document), set()
    for path, expression in specification.items():
        value = aggregate.evaluate_or_missing(expression, document, variables)
        first, dot, _rest = path.partition(".")
        if dot and first in found and first not in copied:
            found[first] = copy.deepcopy(found[first])
            copied.add(first)
        if value is aggregate.MISSING:
            aggregate.unset_path(found, path)
        else:
            aggregate.set_path(found, path, value)
    return found


def drop_oldest(registry: transactions.TransactionRegistry) -> None:
    """Drop the answers that are too old or too many; whoever calls holds the registry's lock."""
    kept = registry._retryable  # noqa: SLF001
    oldest_wanted = registry._time() - transactions._RETRYABLE_RECORD_LIFETIME_SECONDS  # noqa: SLF001
    while kept:
        key = next(iter(kept))
        if kept[key][1] >= oldest_wanted and len(kept) <= transactions._RETRYABLE_RECORD_MAX:  # noqa: SLF001
            return
        del kept[key]
