"""What documents name of each other."""

from collections.abc import Mapping
from typing import Any


def acquired_templates(flow: Mapping[str, Any]) -> frozenset[str]:
    """The keys of the templates that a flow's document runs; a draft may lack parts, so nothing but rows that name one counts."""
    return frozenset(acquired_names(flow).values())


def acquired_names(flow: Mapping[str, Any]) -> dict[str, str]:
    """The templates that a flow's document runs, by the names that it knows them by."""
    rows = [row for node in flow.get("nodes", ()) for row in node.get("rows", ())]
    asked = [row for row in rows if row.get("type") == "acquire" and row.get("template")]
    return {row.get("name") or row["template"]: row["template"] for row in asked}
