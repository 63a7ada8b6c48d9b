"""Reads the catalogue's files: one reviewed YAML file a document, in the compact form of docs/reference/catalogue_files.md."""

import math
from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from factory.catalogue_format import Body, CatalogueFileError, expand_flow, expand_template
from omnia.dialogue.lint_report import KEY
from omnia.documents.archives import MAX_DOCUMENT, Kind, Layout, Place, files_in_folder

CATALOGUE = Path(__file__).parent / "catalogue"
INDUSTRIES = "industries.yaml"
EXPORTED = "exported.json"
LAYOUT = Layout(
    suffix=".yaml",
    besides=(INDUSTRIES, EXPORTED),
    unread=frozenset({"templates/", "flows/"}),
    sentence="Documents are templates/<key>.yaml or flows/<key>.yaml, beside industries.yaml and exported.json; nothing else.",
    # What is uploaded waits in one document of the database until it is taken in.
    max_total=8 * 1024 * 1024,
)

MAX_DEPTH = 32
"""Levels of a file."""
MAX_PARTS = 50_000
"""Values of a file, with what it repeats by reference: a few lines can stand for billions."""
MAX_TEXT = MAX_DOCUMENT
"""Characters that a file stands for, with what it repeats: a document that holds more could not be stored."""
MAX_TEXTS = 4 * LAYOUT.max_total
"""Characters that all files together stand for."""
MAX_PLAIN = 100
"""Characters of a number or date: reading a longer one takes time that grows with the square of its length."""
BEGINS_NUMBERS = tuple("0123456789+-.")
UNREADABLE = (yaml.YAMLError, RecursionError, ValueError, ArithmeticError, LookupError, AttributeError)
"""What reading a broken file raises: the loader does not tell all of it by errors of its own."""
INT64 = range(-(2**63), 2**63)
"""What the database can hold as a whole number."""

MAX_INDUSTRY = 40
"""Characters of an industry's key."""

_FastLoader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The documents of catalogue files, in full, by key; and the text of each file, by name."""

    industries: dict[str, dict[str, str]]
    templates: dict[str, Body]
    flows: dict[str, Body]
    texts: dict[str, str]

    def documents(self) -> dict[Place, Body]:
        """Templates before the flows that run them."""
        templates: dict[Place, Body] = {("template", key): body for key, body in self.templates.items()}
        return templates | {("flow", key): body for key, body in self.flows.items()}

    def text(self, document: str, key: str) -> str:
        """The file of a document as it is written."""
        return self.texts[LAYOUT.name(document, key)]


class _Loader(_FastLoader):  # type: ignore[valid-type, misc]
    """A safe loader, in C where there is one, that refuses a field written twice: the first would be lost in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """The fields of a mapping, each once."""
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a name must be a text", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"the field “{key.value}” is written twice", key.start_mark)
            seen.add(key.value)
        found: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return found


def read(folder: Path = CATALOGUE) -> Catalogue:
    """Read every document below `folder`, in full. Raises `CatalogueFileError`, and `FilesRefused` for what is no catalogue."""
    if not (folder / INDUSTRIES).exists():
        raise CatalogueFileError(INDUSTRIES, "", f"There is no such file in {folder}.")
    return catalogue_of(files_in_folder(folder, LAYOUT))


def catalogue_of(files: Mapping[str, bytes]) -> Catalogue:
    """Read the documents of files, in full; the industries may be left out. Raises `CatalogueFileError`."""
    found: dict[Kind, dict[str, Body]] = {"template": {}, "flow": {}}
    texts = {name: _text(name, content) for name, content in sorted(files.items()) if name != EXPORTED}
    _refuse_bombs(texts)
    for name, text in texts.items():
        place = LAYOUT.place(name)
        if place is not None:
            found[place[0]][place[1]] = _document(name, text, *place)
    industries = _industries(_load(INDUSTRIES, texts[INDUSTRIES])) if INDUSTRIES in texts else {}
    return Catalogue(industries, found["template"], found["flow"], texts)


def _document(name: str, text: str, kind: Kind, key: str) -> Body:
    file = name.rpartition("/")[2]
    expand = expand_template if kind == "template" else expand_flow
    body = expand(_load(file, text), file)
    if body["key"] != key:
        raise CatalogueFileError(file, "key", f"The key “{body['key']}” differs from the file's name.")
    return body


def _text(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CatalogueFileError(name.rpartition("/")[2], "", "This is no readable YAML: it is not written in UTF-8.") from error


def _load(file: str, text: str) -> Any:
    with _readable(file):
        value = yaml.load(text, Loader=_Loader)  # noqa: S506  # a safe loader
        _refuse_foreign(file, value, "")
    return value


@contextmanager
def _readable(file: str) -> Iterator[None]:
    try:
        yield
    except UNREADABLE as error:
        raise CatalogueFileError(file, _line(error), f"This is no readable YAML: {_problem(error)}.") from error


class _Size(NamedTuple):
    """What a part of a file stands for, with what it repeats by reference."""

    values: int = 0
    characters: int = 0

    def with_(self, other: "_Size") -> "_Size":
        return _Size(self.values + other.values, self.characters + other.characters)


def _refuse_bombs(texts: Mapping[str, str]) -> None:
    """Refuse what would be too deep or too large once it is read, before any of it is."""
    held = 0
    for name, text in texts.items():
        file = name.rpartition("/")[2]
        with _readable(file):
            held += _measured(file, text)
        if held > MAX_TEXTS:
            raise CatalogueFileError(file, "", f"The files stand for over {MAX_TEXTS:,} characters with what they repeat.")


def _measured(file: str, text: str) -> int:
    """How many characters a file stands for."""
    sizes: dict[str, _Size] = {}
    open_ones: list[tuple[str | None, _Size]] = [(None, _Size())]
    for event in yaml.parse(text, Loader=_FastLoader):
        if isinstance(event, yaml.CollectionStartEvent | yaml.ScalarEvent):
            _refuse_costly(file, event)
        if isinstance(event, yaml.CollectionStartEvent):
            open_ones.append((event.anchor, _Size(values=1)))
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, size = open_ones.pop()
            _add(open_ones, size, sizes, anchor)
        elif isinstance(event, yaml.ScalarEvent):
            _add(open_ones, _Size(1, len(event.value)), sizes, event.anchor)
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in sizes:
                raise CatalogueFileError(file, _at(event), f"There is no “{event.anchor}” before that could be repeated here.")
            _add(open_ones, sizes[event.anchor], sizes, None)
        values, characters = open_ones[-1][1]
        if len(open_ones) > MAX_DEPTH + 1 or values > MAX_PARTS:
            raise CatalogueFileError(file, _at(event), f"The file has over {MAX_DEPTH} levels or {MAX_PARTS:,} values.")
        if characters > MAX_TEXT:
            raise CatalogueFileError(file, _at(event), f"The file stands for over {MAX_TEXT:,} characters with what it repeats.")
    return open_ones[0][1].characters


def _refuse_costly(file: str, event: yaml.CollectionStartEvent | yaml.ScalarEvent) -> None:
    """Refuse what the loader takes long or fails to make a value of: tags, and numbers that go on and on."""
    if event.tag is not None:
        raise CatalogueFileError(file, _at(event), f"The tag “{event.tag[:MAX_PLAIN]}” is not read here; write texts in quotes.")
    if not isinstance(event, yaml.ScalarEvent) or not event.implicit[0]:
        return
    if len(event.value) > MAX_PLAIN and event.value.startswith(BEGINS_NUMBERS):
        raise CatalogueFileError(file, _at(event), f"What begins like a number and has over {MAX_PLAIN} characters needs quotes.")


def _add(open_ones: list[tuple[str | None, _Size]], size: _Size, sizes: dict[str, _Size], anchor: str | None) -> None:
    above, held = open_ones[-1]
    open_ones[-1] = (above, held.with_(size))
    if anchor is not None:
        sizes[anchor] = size


def _refuse_foreign(file: str, value: Any, place: str) -> None:
    """Refuse what JSON and the database do not hold: dates, bytes, sets, numbers without end."""
    if isinstance(value, dict):
        for key, held in value.items():
            if not isinstance(key, str):
                raise CatalogueFileError(
                    file, place, f"The name “{key}” is read as {type(key).__name__}, not as text; write it in quotes."
                )
            _refuse_foreign(file, held, f"{place}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, held in enumerate(value):
            _refuse_foreign(file, held, f"{place}[{number}]")
    elif not _is_plain(value):
        raise CatalogueFileError(file, place, f"“{value}” is read as {type(value).__name__}; write it in quotes.")


def _is_plain(value: Any) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value in INT64
    return value is None or isinstance(value, bool | str)


def _at(event: yaml.Event) -> str:
    return f"line {event.start_mark.line + 1}" if event.start_mark is not None else ""


def _line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"line {mark.line + 1}" if mark is not None else ""


def _problem(error: Exception) -> str:
    return str(getattr(error, "problem", None) or error)


def _industries(entries: Any) -> dict[str, dict[str, str]]:
    if not isinstance(entries, list):
        raise CatalogueFileError(INDUSTRIES, "", "Expected a list of industries.")
    found: dict[str, dict[str, str]] = {}
    for number, entry in enumerate(entries):
        if not isinstance(entry, dict) or not _is_industry(entry.get("key"), entry.get("label")):
            raise CatalogueFileError(INDUSTRIES, f"[{number}]", "An industry needs a key, and a label by locale.")
        found[entry["key"]] = entry["label"]
    return found


def _is_industry(key: Any, label: Any) -> bool:
    is_key = isinstance(key, str) and len(key) <= MAX_INDUSTRY and KEY.fullmatch(key) is not None
    return is_key and isinstance(label, dict) and bool(label) and all(isinstance(name, str) for name in label.values())
