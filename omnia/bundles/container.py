"""A bundle as a file: a ZIP archive of a manifest, its signature and the parts, which ordinary programs open.

Reading believes nothing: before a byte is unpacked the archive's own tables are looked at, then the signature; and no part is
read beyond the size that the signed manifest gives it. The archive's comment is a hash of all that stands before it, so that a
file that was damaged anywhere is told from a whole one.
"""

import contextlib
import hashlib
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from omnia.bundles import manifest as manifests
from omnia.bundles import signing
from omnia.bundles.errors import BundleError, DamagedBundleError
from omnia.bundles.manifest import Manifest, Part
from omnia.infra.private_files import open_private

MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
MAX_MANIFEST, MAX_SIGNATURE = 2**20, 400
MAX_FILES = 40
MAX_TABLE = 16 * 2**10
"""Bytes of the archive's table of contents."""

MAX_PART = 2**31 - 2**20
"""Bytes of a part: what a ZIP archive holds without the extension for more, which not all programs read."""

END = struct.Struct("<4s4H2LH")
END_MARK, EXTENDED_MARK = b"PK\x05\x06", b"PK\x06\x07"
EXTENDED_BYTES = 20
SEAL_BYTES = 64
"""Length of the archive's comment: SHA-256 in hexadecimal digits."""

HASH = re.compile(rb"[0-9a-f]{64}")
PIECE = 2**20
EPOCH = (1980, 1, 1, 0, 0, 0)
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)
"""What reading a broken archive raises: offsets and lengths in it may point anywhere."""


class Writing:
    """A bundle that is being written: parts first, then the manifest; nothing stands at its place until it is whole."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def part(self, name: str, content: Iterable[bytes], *, is_packed: bool) -> tuple[int, str]:
        """Write a part; returns its size and SHA-256. Raises `BundleError` for one that is too large."""
        digest, size = hashlib.sha256(), 0
        with self._archive.open(_entry(name, is_packed=is_packed), "w") as file:
            for piece in content:
                digest.update(piece)
                size += len(piece)
                if size > MAX_PART:
                    raise BundleError(f"{name} is too large for a bundle. Take a backup instead, or leave conversations out.")
                file.write(piece)
        return size, digest.hexdigest()

    def manifest(self, found: Manifest) -> None:
        """Write and sign the manifest, last."""
        content = manifests.encode(found)
        if len(content) > MAX_MANIFEST:
            raise BundleError("The project has too many people for a bundle.")
        self._archive.writestr(_entry(MANIFEST, is_packed=True), content)
        self._archive.writestr(_entry(SIGNATURE, is_packed=False), signing.sign(content))
        self._archive.comment = b"0" * SEAL_BYTES


def _entry(name: str, *, is_packed: bool) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED if is_packed else zipfile.ZIP_STORED
    entry.external_attr = 0o600 << 16
    return entry


@contextlib.contextmanager
def writing(path: Path) -> Iterator[Writing]:
    """Write a bundle, readable by its owner alone; it is put in its place when all is written.

    Raises `BundleError` if there is something of this name already; what is there stays.
    """
    if path.exists():
        raise BundleError(f"There is something at {path} already. Name a file that is not there yet.")
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    draft.unlink(missing_ok=True)
    try:
        with os.fdopen(open_private(draft, os.O_RDWR | os.O_EXCL), "w+b") as file:
            with zipfile.ZipFile(file, "w", allowZip64=False) as archive:
                yield Writing(archive)
            _seal(file)
            file.flush()
            os.fsync(file.fileno())
        # A link and not a rename: what somebody put there meanwhile is not written over.
        os.link(draft, path)
    except FileExistsError:
        raise BundleError(f"There is something at {path} already. Name a file that is not there yet.") from None
    except zipfile.LargeZipFile:
        raise BundleError("The project is too large for a bundle. Take a backup instead, or leave conversations out.") from None
    finally:
        draft.unlink(missing_ok=True)


def _seal(file: BinaryIO) -> None:
    """Write into the comment what all before it hashes to."""
    size = file.seek(0, os.SEEK_END)
    code = _digest(file, size - SEAL_BYTES)
    file.seek(size - SEAL_BYTES)
    file.write(code.encode())


def _digest(file: BinaryIO, size: int) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while size > 0:
        piece = file.read(min(PIECE, size))
        if not piece:
            break
        digest.update(piece)
        size -= len(piece)
    return digest.hexdigest()


class Bundle:
    """A bundle that was opened: its signature holds."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest, signed_by: str) -> None:
        self._archive = archive
        self.manifest, self.signed_by = manifest, signed_by

    @contextlib.contextmanager
    def open(self, part: Part) -> Iterator[BinaryIO]:
        """A part's content; raises `DamagedBundleError` as it is read, at the latest where the block ends."""
        try:
            file = self._archive.open(part.file)
        except UNREADABLE as error:
            raise DamagedBundleError(f"{part.file} in the bundle was changed or cut.") from error
        with file:
            checked = _Checked(cast("BinaryIO", file), part)
            yield cast("BinaryIO", checked)
            checked.finish()


class _Checked:
    """A part's file as it unpacks, never more of it than its manifest says."""

    def __init__(self, file: BinaryIO, part: Part) -> None:
        self._file, self._part, self._left, self._digest = file, part, part.size, hashlib.sha256()

    def read(self, size: int = PIECE) -> bytes:
        """At most `size` bytes; none at the end."""
        content = self._read(min(size, self._left))
        self._left -= len(content)
        self._digest.update(content)
        return content

    def finish(self) -> None:
        """Read the rest, and compare."""
        while self.read(PIECE):
            pass
        if self._left or self._read(1) or self._digest.hexdigest() != self._part.sha256:
            raise DamagedBundleError(f"{self._part.file} in the bundle is not what its manifest says.")

    def _read(self, size: int) -> bytes:
        try:
            return self._file.read(size)
        except UNREADABLE as error:
            raise DamagedBundleError(f"{self._part.file} in the bundle was changed or cut.") from error


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Bundle]:
    """Open a bundle.

    Raises:
        BundleError: the file is no bundle, is damaged, or is signed by somebody who is not known; in words.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        size = _look_at_end(file)
        try:
            archive = zipfile.ZipFile(file)
            manifest, signed_by = _manifest(archive)
        except UNREADABLE as error:
            raise DamagedBundleError("This file is no bundle, or it is broken. Take another copy of it.") from error
        _check_whole(file, size)
        with archive:
            yield Bundle(archive, manifest, signed_by)


def _look_at_end(file: BinaryIO) -> int:
    """Look at the archive's end, so that nothing large is read for its table; returns the size of the file."""
    size = file.seek(0, os.SEEK_END)
    ending = END.size + SEAL_BYTES
    if size < ending:
        raise DamagedBundleError("This file is no bundle: it is too short.")
    start = max(0, size - ending - EXTENDED_BYTES)
    file.seek(start)
    tail = file.read()
    mark, _disk, _first, here, count, table, _offset, comment = END.unpack(tail[-ending:-SEAL_BYTES])
    # Digits and nothing else: an archive that ends within the comment of another would be read in its place.
    is_sealed = comment == SEAL_BYTES and HASH.fullmatch(tail[-SEAL_BYTES:]) is not None
    if mark != END_MARK or not is_sealed or tail.startswith(EXTENDED_MARK):
        raise DamagedBundleError("This file is no bundle: it does not end as one does. It may have been cut.")
    if here != count or not 2 <= count <= MAX_FILES or table > MAX_TABLE:
        raise DamagedBundleError(f"This file is no bundle: it has {count} entries. A bundle has at most {MAX_FILES}.")
    return size


def _manifest(archive: zipfile.ZipFile) -> tuple[Manifest, str]:
    entries = {entry.filename: entry for entry in archive.infolist()}
    if len(entries) < len(archive.infolist()):
        raise DamagedBundleError("The bundle has two entries of one name.")
    for entry in entries.values():
        if entry.flag_bits & 0x1 or entry.compress_type not in METHODS:
            raise DamagedBundleError(f"{entry.filename[:80]} in the bundle is packed or encrypted as no bundle's entry is.")
    content = _small(archive, entries, MANIFEST, MAX_MANIFEST)
    signature = _small(archive, entries, SIGNATURE, MAX_SIGNATURE)
    signed_by = signing.verify(content, signature.decode("ascii", "replace"))
    manifest = manifests.decode(content)
    wanted = {MANIFEST, SIGNATURE, *(part.file for part in manifest.parts)}
    if odd := sorted(wanted ^ entries.keys()):
        raise DamagedBundleError(f"{odd[0][:80]} is in the bundle and not in its manifest, or the other way round.")
    for part in manifest.parts:
        if entries[part.file].file_size != part.size or part.size > MAX_PART:
            raise DamagedBundleError(f"{part.file} in the bundle has not the size that its manifest says.")
    return manifest, signed_by


def _small(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], name: str, limit: int) -> bytes:
    """A small entry; what it announces is not believed."""
    if name not in entries:
        raise DamagedBundleError(f"This file is no bundle: {name} is missing.")
    with archive.open(name) as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise DamagedBundleError(f"{name} in the bundle is larger than any that was ever written.")
    return content


def _check_whole(file: BinaryIO, size: int) -> None:
    """Compare the file with the hash in its comment: also where nothing else would notice, it is as it was written."""
    file.seek(size - SEAL_BYTES)
    told = file.read(SEAL_BYTES)
    if _digest(file, size - SEAL_BYTES).encode() != told:
        raise DamagedBundleError("The bundle was damaged or changed since it was written. Take another copy of it.")
