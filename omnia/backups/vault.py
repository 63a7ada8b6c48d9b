"""The files of one database's backups: encrypted and authenticated chunks by content, and a manifest for each moment.

Everything of a database lies under a key of its own, made with its first backup and wrapped by the key ring (`<scope>/key`):
destroying that one file makes all its backups unreadable. A chunk's name is a keyed hash of its content: the same content is kept
once, and the name tells nothing about it. Names are bound into the encryption, so no file passes for another.
"""

import hmac
import re
import zlib
from datetime import UTC, datetime

import msgspec
import orjson

from omnia.backups.errors import BackupError, DamagedError, MissingFileError, NewerFormatError
from omnia.backups.storage import Storage
from omnia.infra.envelope import DataKeys, EnvelopeError, KeyRing, RingKeyError, new_data_key

FORMAT = 1
"""Of files and manifests; raised when an earlier release could not read them."""

BEGINNING = b"OMNIA backup "
MAX_CHUNK = 48 * 2**20
"""Bytes of a chunk, packed or not: three documents of the greatest size that MongoDB takes."""

MAX_MANIFEST = 64 * 2**20
MAX_KEY_FILE = 4096
LEVEL = 6
MOMENT = re.compile(r"\d{8}t\d{9}z")
SCOPE = re.compile(r"[a-z][a-z0-9-]{0,40}")


class _KeyFile(msgspec.Struct, forbid_unknown_fields=True):
    format: int
    id: str
    ring_key: str
    wrapped: str


def moment_of(time: datetime) -> str:
    """A moment as the names of files have it: `20261129t113000123z`."""
    return f"{time.astimezone(UTC):%Y%m%dt%H%M%S}{time.microsecond // 1000:03d}z"


def time_of(moment: str) -> datetime:
    """The time that such a name stands for; raises `ValueError`."""
    return datetime.strptime(f"{moment[:-1]}000", "%Y%m%dt%H%M%S%f").replace(tzinfo=UTC)


class Vault:
    """What a storage holds of one scope: a project, the control database or the factory's."""

    def __init__(self, storage: Storage, scope: str, ring: KeyRing) -> None:
        """Take a scope of a storage, and the ring that wraps its key."""
        if not SCOPE.fullmatch(scope):
            raise DamagedError(f"There is nothing that a backup calls “{scope[:60]}”.")
        self.scope = scope
        self._storage, self._ring = storage, ring
        self._opened_keys: tuple[DataKeys, hmac.HMAC] | None = None
        self._present: set[str] | None = None

    def begin(self) -> None:
        """Make the scope's key if it has none yet; one that an earlier key of the ring wraps is wrapped anew."""
        if self._storage.has(f"{self.scope}/key"):
            self._rewrap()
            return
        if self.moments():
            raise DamagedError(f"The key of {self.scope} is gone from the backup, and manifests are there: nothing opens them.")
        try:
            made = new_data_key(self._ring, self._context)
        except RingKeyError as error:
            raise BackupError(str(error)) from error
        self._write_key(_KeyFile(FORMAT, made.id.hex(), made.ring_key, made.wrapped.hex()))

    def _rewrap(self) -> None:
        kept = self._key_file()
        try:
            if kept.ring_key == self._ring.current():
                return
            ring_key, wrapped = self._ring.wrap(self._read_key()[0], self._context)
        except RingKeyError as error:
            raise BackupError(str(error)) from error
        self._write_key(msgspec.structs.replace(kept, ring_key=ring_key, wrapped=wrapped.hex()))

    def _write_key(self, key: _KeyFile) -> None:
        self._storage.write(f"{self.scope}/key", msgspec.json.encode(key))

    def moments(self) -> list[str]:
        """The moments of which there are manifests, oldest first."""
        found = [name.rsplit("/", 1)[-1] for name in self._storage.names(f"{self.scope}/manifests")]
        return sorted(name for name in found if MOMENT.fullmatch(name))

    def chunk_name(self, content: bytes) -> str:
        """The name that content is kept under."""
        made = self._open()[1].copy()
        made.update(content)
        return made.hexdigest()

    def put_chunk(self, content: bytes) -> tuple[str, int]:
        """Keep content, once; returns its name, and how many bytes were written for it."""
        name = self.chunk_name(content)
        if self._present is None:
            # Asked for once: in object storage each question is a request.
            self._present = {path.rsplit("/", 1)[-1] for path in self._storage.names(f"{self.scope}/chunks")}
        if name in self._present:
            return name, 0
        path = self._chunk_path(name)
        sealed = self._open()[0].seal(zlib.compress(content, LEVEL), f"{self.scope}:chunk:{name}")
        self._storage.write(path, sealed)
        self._present.add(name)
        return name, len(sealed)

    def get_chunk(self, name: str, size: int) -> bytes:
        """The content of a chunk of `size` bytes; raises `BackupError` if it is not what was written."""
        path = self._chunk_path(name)
        packed = self._opened(path, self._storage.read(path, MAX_CHUNK + 2**16), f"chunk:{name}")
        return _unpacked(path, packed, size)

    def put_manifest(self, moment: str, content: bytes) -> None:
        """Keep a manifest; with it the backup of that moment is there."""
        sealed = self._open()[0].seal(zlib.compress(content, LEVEL), f"{self.scope}:manifest:{moment}:{FORMAT}")
        self._storage.write(self._manifest_path(moment), BEGINNING + str(FORMAT).encode() + b"\n" + sealed)

    def get_manifest(self, moment: str) -> bytes:
        """A manifest's content; raises `BackupError` if it is not what was written, or a later release wrote it."""
        path = self._manifest_path(moment)
        content = self._storage.read(path, MAX_MANIFEST)
        first, _newline, sealed = content.partition(b"\n")
        number = first.removeprefix(BEGINNING)
        if not first.startswith(BEGINNING) or not number.isdigit() or len(number) > 6:
            raise DamagedError(f"{path} is not the manifest of a backup. It was changed or cut.")
        if int(number) > FORMAT:
            raise NewerFormatError(_newer(path, int(number)))
        return _unpacked(path, self._opened(path, sealed, f"manifest:{moment}:{int(number)}"), None)

    def remove(self) -> None:
        """Remove everything of the scope; its key first, with which the rest cannot be read any more."""
        self._storage.remove(f"{self.scope}/key")
        for name in self._storage.names(self.scope):
            self._storage.remove(name)

    def remove_moment(self, moment: str) -> None:
        """Remove a manifest; chunks that no other needs are removed by `remove_chunks_but`."""
        self._storage.remove(self._manifest_path(moment))

    def remove_chunks_but(self, needed: set[str]) -> int:
        """Remove all chunks that are not needed; returns how many."""
        names = self._storage.names(f"{self.scope}/chunks")
        doomed = [name for name in names if name.rsplit("/", 1)[-1] not in needed]
        for name in doomed:
            self._storage.remove(name)
        self._present = None
        return len(doomed)

    @property
    def _context(self) -> bytes:
        return f"omnia:backup:{self.scope}".encode()

    def _chunk_path(self, name: str) -> str:
        return f"{self.scope}/chunks/{name[:2]}/{name}"

    def _manifest_path(self, moment: str) -> str:
        return f"{self.scope}/manifests/{moment}"

    def _opened(self, path: str, sealed: bytes, name: str) -> bytes:
        try:
            return self._open()[0].open(sealed, f"{self.scope}:{name}")
        except EnvelopeError as error:
            raise DamagedError(
                f"{path} in the backup was changed, cut or moved there from elsewhere: it is not what was written. "
                "Take another copy of the backup, or an earlier moment."
            ) from error

    def _open(self) -> tuple[DataKeys, hmac.HMAC]:
        """What seals and opens, and what names."""
        if self._opened_keys is None:
            raw, identifier = self._read_key()
            names = hmac.new(hmac.digest(raw, b"omnia:backup:chunk-names", "sha256"), digestmod="sha256")
            self._opened_keys = DataKeys({identifier: raw}, identifier), names
        return self._opened_keys

    def _key_file(self) -> _KeyFile:
        path = f"{self.scope}/key"
        try:
            content = self._storage.read(path, MAX_KEY_FILE)
        except MissingFileError:
            raise MissingFileError(f"There is no backup of {self.scope} here, or its key is gone ({path}).") from None
        try:
            if orjson.loads(content).get("format", 0) > FORMAT:
                raise NewerFormatError(_newer(path, orjson.loads(content)["format"]))
            kept = msgspec.json.decode(content, type=_KeyFile)
            for digits in (kept.id, kept.wrapped):
                bytes.fromhex(digits)
        except (ValueError, TypeError, AttributeError, msgspec.MsgspecError) as error:
            raise DamagedError(f"{path} in the backup is not the file of a key. It was changed or cut.") from error
        return kept

    def _read_key(self) -> tuple[bytes, bytes]:
        path, kept = f"{self.scope}/key", self._key_file()
        identifier, wrapped = bytes.fromhex(kept.id), bytes.fromhex(kept.wrapped)
        try:
            return self._ring.unwrap(kept.ring_key, wrapped, self._context), identifier
        except RingKeyError as error:
            if self._ring.holds(kept.ring_key):
                raise BackupError(f"The key of the backup of {self.scope} cannot be unwrapped: {error}") from error
            sentence = (
                f"The backup of {self.scope} is under the key “{kept.ring_key[:40]}”, which this installation does not have."
            )
            raise BackupError(f"{sentence} Add it to OMNIA_KEY_RING, or use the OMNIA_SECRET_KEY of then.") from error
        except EnvelopeError as error:
            raise DamagedError(
                f"{path} in the backup was changed, or the key of its name in OMNIA_KEY_RING is another."
            ) from error


def _newer(path: str, number: int) -> str:
    return f"{path} in the backup has format {number}; this release reads up to {FORMAT}. Update the product, then restore."


def _unpacked(path: str, packed: bytes, size: int | None) -> bytes:
    """Content unpacked, of exactly `size` bytes if that is known and never more than the bound."""
    limit = MAX_MANIFEST if size is None else size
    try:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(packed, limit + 1)
    except zlib.error as error:
        raise DamagedError(f"{path} in the backup cannot be unpacked.") from error
    if len(content) > limit or not unpacking.eof or (size is not None and len(content) != size):
        raise DamagedError(f"{path} in the backup has another size than its manifest says.")
    return content
