"""JSON Schema in words: the fields of an object, the name of a type, and an example."""

from typing import Any

Schema = dict[str, Any]
REFERENCE = "#/components/schemas/"
DEEPEST = 6
"""Levels of an example: schemas may refer to themselves."""


def resolved(document: Schema, schema: Schema) -> Schema:
    """The schema, or the one that it refers to."""
    name = schema.get("$ref", "").removeprefix(REFERENCE)
    found: Schema = document["components"]["schemas"].get(name, {}) if name else schema
    return found


def fields_of(document: Schema, schema: Schema) -> list[dict[str, Any]]:
    """Name, type, need and meaning of each field of an object."""
    whole = resolved(document, schema)
    required = set(whole.get("required", []))
    return [
        {
            "name": name,
            "type": type_name(field),
            "required": name in required,
            "default": _default(field),
            "description": field.get("description", "").replace("`", ""),
        }
        for name, field in whole.get("properties", {}).items()
    ]


def type_name(field: Schema) -> str:
    """A type in a few words, bounds included."""
    if "$ref" in field:
        return str(field["$ref"]).removeprefix(REFERENCE)
    if "const" in field:
        return f"“{field['const']}”"
    if "enum" in field:
        return " | ".join(f"“{value}”" for value in field["enum"])
    for word in ("anyOf", "oneOf", "allOf"):
        if word in field:
            return " | ".join(type_name(option) for option in field[word])
    kind = field.get("type", "any")
    if kind == "array":
        return f"list of {type_name(field.get('items', {}))}"
    if kind == "object" and isinstance(field.get("additionalProperties"), dict):
        return f"object of {type_name(field['additionalProperties'])}"
    return f"{field.get('format', kind)}{_bounds(field)}"


def _bounds(field: Schema) -> str:
    low = field.get("minimum", field.get("minLength"))
    high = field.get("maximum", field.get("maxLength"))
    if low is None and high is None:
        return ""
    return f", {'' if low is None else low}…{'' if high is None else high}"


def _default(field: Schema) -> str:
    value = field.get("default")
    return "" if value is None or value in ([], {}) else str(value)


def example_of(document: Schema, schema: Schema, depth: int = 0) -> Any:
    """An example of a value: the schema's own if it has one, else the required fields with something of their type."""
    schema = resolved(document, schema)
    for word in ("example", "const", "default"):
        if schema.get(word) is not None:
            return schema[word]
    for word in ("examples", "enum"):
        if schema.get(word):
            return schema[word][0]
    for word in ("anyOf", "oneOf", "allOf"):
        if schema.get(word):
            return example_of(document, schema[word][0], depth)
    if depth > DEEPEST:
        return None
    return _made_up(document, schema, depth)


def _made_up(document: Schema, schema: Schema, depth: int) -> Any:
    kind = schema.get("type")
    if kind == "object" or "properties" in schema:
        needed = schema.get("required") or []
        return {name: example_of(document, schema["properties"][name], depth + 1) for name in needed}
    if kind == "array":
        return []
    return {"string": "text", "integer": schema.get("minimum", 0), "number": 0.5, "boolean": True}.get(str(kind))
