"""What a bundle says of itself: which project it is, who belonged to it, and each of its parts with its size and hash."""

from datetime import datetime
from typing import Annotated

import msgspec
import orjson

from omnia.bundles.errors import DamagedBundleError, NewerBundleError
from omnia.bundles.sealing import Sealing

FORMAT = 1
"""Raised when an earlier release could not read it."""

MAX_PEOPLE = 2_000

Short = Annotated[str, msgspec.Meta(max_length=254)]
Hash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**40)]


class ProjectFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The project as the registry had it."""

    id: Short
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    industries: Annotated[tuple[Short, ...], msgspec.Meta(max_length=50)]
    locales: Annotated[tuple[Short, ...], msgspec.Meta(min_length=1, max_length=50)]
    default_locale: Annotated[str, msgspec.Meta(max_length=16)]
    region: Annotated[str, msgspec.Meta(max_length=2)]


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who belonged to the project."""

    email: Short
    name: Annotated[str, msgspec.Meta(max_length=120)]
    role: Annotated[str, msgspec.Meta(max_length=16)]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A collection: one document a line in MongoDB's canonical Extended JSON, in the order of the ids."""

    collection: Annotated[str, msgspec.Meta(pattern="^[a-z_]{1,40}$")]
    documents: Count
    size: Count
    """Bytes of the file in the bundle, as it unpacks; sealed, if it is sealed."""
    sha256: Hash
    """Of that file."""
    hash: Hash
    """SHA-256 over the documents in BSON, in the order of the ids."""
    is_sealed: bool

    @property
    def file(self) -> str:
        """The part's name in the bundle."""
        return f"{self.collection}.jsonl{'.sealed' if self.is_sealed else ''}"


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that there is to know before a part is read."""

    format: int
    made_at: datetime
    consistency: Annotated[str, msgspec.Meta(max_length=20)]
    """Whether the parts are all as of one moment: `snapshot`, `transaction`, or `none`."""
    project: ProjectFacts
    people: Annotated[tuple[Person, ...], msgspec.Meta(max_length=MAX_PEOPLE)]
    parts: Annotated[tuple[Part, ...], msgspec.Meta(max_length=30)]
    sealing: Sealing | None

    @property
    def documents(self) -> int:
        """How many documents there are."""
        return sum(part.documents for part in self.parts)


def encode(manifest: Manifest) -> bytes:
    """A manifest as its file."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"


def decode(content: bytes) -> Manifest:
    """The manifest that a file says; raises `NewerBundleError`, `DamagedBundleError` with what it says wrongly."""
    try:
        number = orjson.loads(content)["format"]
        if isinstance(number, int) and number > FORMAT:
            raise NewerBundleError(f"The bundle has format {number}; this release reads up to {FORMAT}. Take a newer release.")
        found = msgspec.json.decode(content, type=Manifest)
    except (ValueError, KeyError, TypeError, RecursionError, msgspec.MsgspecError) as error:
        raise DamagedBundleError(f"The bundle's manifest cannot be read: {_first(error)}.") from error
    names = [part.collection for part in found.parts]
    if found.format < 1 or len(set(names)) < len(names) or (found.sealing is None) == any(part.is_sealed for part in found.parts):
        raise DamagedBundleError("The bundle's manifest says what cannot be.")
    return found


def _first(error: Exception) -> str:
    return str(error).splitlines()[0][:200].rstrip(".") if str(error) else type(error).__name__
