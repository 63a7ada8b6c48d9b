"""Reads the seed catalogue: one reviewed YAML file a document, in the compact form of docs/reference/catalogue_files.md."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from factory.catalogue_format import Body, CatalogueFileError, expand_flow, expand_template

CATALOGUE = Path(__file__).parent / "catalogue"

_FastLoader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The documents of the seed catalogue, in full, by key."""

    industries: dict[str, dict[str, str]]
    templates: dict[str, Body]
    flows: dict[str, Body]


class _Loader(_FastLoader):  # type: ignore[valid-type, misc]
    """A safe loader, in C where there is one, that refuses a field written twice: the first would be lost in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """The fields of a mapping, each once."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"the field “{key.value}” is written twice", key.start_mark)
            seen.add(key.value)
        found: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return found


def _documents(folder: Path, expand: Callable[[Any, str], Body]) -> dict[str, Body]:
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        body = expand(_load(path), path.name)
        if body["key"] != path.stem:
            raise CatalogueFileError(path.name, "key", f"The key “{body['key']}” differs from the file's name.")
        found[path.stem] = body
    return found


def _load(path: Path) -> Any:
    try:
        with path.open(encoding="utf-8") as file:
            return yaml.load(file, Loader=_Loader)  # noqa: S506  # a safe loader
    except FileNotFoundError as error:
        raise CatalogueFileError(path.name, "", f"There is no such file in {path.parent}.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CatalogueFileError(path.name, _line(error), f"This is no readable YAML: {_problem(error)}.") from error


def _line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"line {mark.line + 1}" if mark is not None else ""


def _problem(error: Exception) -> str:
    return str(getattr(error, "problem", None) or error)


def _industries(path: Path) -> dict[str, dict[str, str]]:
    entries = _load(path)
    if not isinstance(entries, list):
        raise CatalogueFileError(path.name, "", "Expected a list of industries.")
    found: dict[str, dict[str, str]] = {}
    for number, entry in enumerate(entries):
        if not isinstance(entry, dict) or not isinstance(entry.get("key"), str) or not isinstance(entry.get("label"), dict):
            raise CatalogueFileError(path.name, f"[{number}]", "An industry needs a key, and a label by locale.")
        found[entry["key"]] = entry["label"]
    return found


def read(folder: Path = CATALOGUE) -> Catalogue:
    """Read every document below `folder`, in full. Raises `CatalogueFileError`."""
    return Catalogue(
        _industries(folder / "industries.yaml"),
        _documents(folder / "templates", expand_template),
        _documents(folder / "flows", expand_flow),
    )
