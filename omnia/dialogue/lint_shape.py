"""Where a document does not have the shape of its kind: every place at once, each as a JSON pointer with a sentence.

The parser (`omnia.dialogue.template`) stops at the first thing that does not fit, and does not name the keys of objects; people
who mend a document by hand want all of it. The shapes are read from the same types that the parser uses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from msgspec import inspect

from omnia.dialogue.addresses import escaped

Place = tuple[str, str]
"""A JSON pointer and a sentence."""

MAX_SHOWN = 80
"""Characters of the document's own words in a sentence."""

SIMPLE: Mapping[type[inspect.Type], str] = {
    inspect.StrType: "a text",
    inspect.IntType: "a whole number",
    inspect.FloatType: "a number",
    inspect.BoolType: "true or false",
    inspect.NoneType: "null",
    inspect.DictType: "an object",
    inspect.StructType: "an object",
    inspect.VarTupleType: "a list",
    inspect.ListType: "a list",
}
"""What the types are called in a sentence."""


@lru_cache(maxsize=8)
def _shape_of(document: type) -> inspect.Type:
    return inspect.type_info(document)


def misfits(body: Any, document: type) -> Iterator[Place]:
    """Every place of a JSON value that does not fit a document's type, in the order of the document."""
    yield from _check(body, _shape_of(document), "")


def _check(value: Any, shape: inspect.Type, path: str) -> Iterator[Place]:
    if isinstance(shape, inspect.UnionType):
        yield from _check_union(value, shape, path)
    elif isinstance(shape, inspect.LiteralType):
        if value not in [item for item in shape.values if type(item) is type(value)]:
            yield path, f"Choose one of: {', '.join(map(str, shape.values))}. {_found(value)}."
    elif not _fits(value, shape):
        yield path, f"Here belongs {SIMPLE.get(type(shape), 'something else')}. {_found(value)}."
    elif isinstance(shape, inspect.StructType):
        yield from _check_fields(value, shape, path)
    elif isinstance(shape, inspect.DictType):
        for key, item in value.items():
            yield from _check(item, shape.value_type, f"{path}/{escaped(str(key))}")
    elif isinstance(shape, inspect.VarTupleType | inspect.ListType):
        for place, item in enumerate(value):
            yield from _check(item, shape.item_type, f"{path}/{place}")


def _fits(value: Any, shape: inspect.Type) -> bool:
    """Whether the value is of the type at all; what it holds is looked at afterwards."""
    if isinstance(shape, inspect.StructType | inspect.DictType):
        return isinstance(value, Mapping) and all(isinstance(key, str) for key in value)
    if isinstance(shape, inspect.VarTupleType | inspect.ListType):
        return isinstance(value, list | tuple)
    if isinstance(shape, inspect.StrType):
        return isinstance(value, str)
    if isinstance(shape, inspect.BoolType):
        return isinstance(value, bool)
    if isinstance(shape, inspect.IntType):
        return isinstance(value, int) and not isinstance(value, bool)
    if isinstance(shape, inspect.FloatType):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return value is None if isinstance(shape, inspect.NoneType) else True


def _check_union(value: Any, shape: inspect.UnionType, path: str) -> Iterator[Place]:
    """One of several types: objects are told apart by their `type`, everything else by what it is."""
    tagged = {str(item.tag): item for item in shape.types if isinstance(item, inspect.StructType) and item.tag is not None}
    if tagged and isinstance(value, Mapping):
        tag = value.get("type")
        if "type" not in value:
            yield path, f"The field “type” is missing. Choose one of: {', '.join(sorted(tagged))}."
        elif not isinstance(tag, str) or tag not in tagged:
            yield f"{path}/type", f"Choose one of: {', '.join(sorted(tagged))}. {_found(tag)}."
        else:
            yield from _check_fields(value, tagged[tag], path)
        return
    fitting = [item for item in shape.types if _fits(value, item)]
    if fitting:
        yield from _check(value, fitting[0], path)
        return
    names = dict.fromkeys(SIMPLE[type(item)] for item in shape.types if type(item) in SIMPLE)
    yield path, f"Here belongs {' or '.join(names)}. {_found(value)}."


def _check_fields(value: Mapping[str, Any], shape: inspect.StructType, path: str) -> Iterator[Place]:
    fields = {field.encode_name: field for field in shape.fields}
    for name, field in fields.items():
        if field.required and name not in value:
            yield path, f"The field “{name}” is missing. Write it."
    for name, item in value.items():
        where = f"{path}/{escaped(name)}"
        if name in fields:
            yield from _check(item, fields[name].type, where)
        elif name != shape.tag_field:
            yield where, f"There is no field “{name[:MAX_SHOWN]}” here. The fields are: {', '.join(fields)}."


def _found(value: Any) -> str:
    """What stands in the document instead."""
    if value is None:
        return "It is null"
    if isinstance(value, bool):
        return f"It is {str(value).lower()}"
    if isinstance(value, str):
        return f"It is the text “{value[:MAX_SHOWN]}”"
    if isinstance(value, int | float):
        return f"It is the number {value if abs(value) < 10**15 else 'beyond bounds'}"
    return "It is a list" if isinstance(value, list | tuple) else "It is an object"
