"""What documents name of each other."""

from collections.abc import Mapping
from typing import Any


def acquired_templates(flow: Mapping[str, Any]) -> frozenset[str]:
    """The keys of the templates that a flow's document runs; a draft may lack parts, so nothing but rows that name one counts."""
    rows = [row for node in flow.get("nodes", ()) for row in node.get("rows", ())]
    return frozenset(row["template"] for row in rows if row.get("type") == "acquire" and row.get("template"))
