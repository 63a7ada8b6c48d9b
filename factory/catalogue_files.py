"""Reads the seed catalogue: one reviewed YAML file a document."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

CATALOGUE = Path(__file__).parent / "catalogue"

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The documents of the seed catalogue, by key."""

    industries: dict[str, dict[str, str]]
    templates: dict[str, Body]
    flows: dict[str, Body]


def _documents(folder: Path) -> dict[str, Body]:
    return {path.stem: _load(path) for path in sorted(folder.glob("*.yaml"))}


def _load(path: Path) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=loader)  # noqa: S506  # a safe loader, in C where there is one


def read(folder: Path = CATALOGUE) -> Catalogue:
    """Read every document below `folder`."""
    industries = {entry["key"]: entry["label"] for entry in _load(folder / "industries.yaml")}
    return Catalogue(industries, _documents(folder / "templates"), _documents(folder / "flows"))
