"""Backups in object storage that speaks S3.

Needs the optional package obstore, which takes address and credentials from the environment (`AWS_ENDPOINT_URL` and so on).
An object is written whole or not at all. There is no lock: whoever starts backups makes sure that one runs at a time.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from omnia.backups.errors import BackupError, DamagedError, MissingFileError
from omnia.backups.storage import NAME

SCHEME = "s3://"
ADDRESS = re.compile(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+){0,9}))?/?")
TRIES = 3
FIRST_PAUSE, LAST_PAUSE, WHOLE_TIME = timedelta(milliseconds=200), timedelta(seconds=2), timedelta(seconds=60)


class ObjectStorage:
    """A bucket, or what lies under a prefix in it."""

    def __init__(self, address: str) -> None:
        """Take an address: `s3://bucket/prefix`. Raises `BackupError`."""
        match = ADDRESS.fullmatch(address)
        if match is None:
            raise BackupError(f"“{address[:60]}” is no address of a bucket. Write s3://bucket or s3://bucket/prefix.")
        self._address, self._store = address, _store(match[1], match[2])

    def __str__(self) -> str:
        return self._address

    def read(self, name: str, limit: int) -> bytes:
        """An object's content."""
        with self._asking(name):
            found = self._store.get(_checked(name))
            size = found.meta["size"]
            content = bytes(found.bytes()) if size <= limit else b""
        if size > limit:
            raise DamagedError(f"The file {name} of the backup is larger than any that was ever written. It was changed.")
        return content

    def write(self, name: str, content: bytes) -> None:
        """Keep an object."""
        with self._asking(name):
            self._store.put(_checked(name), content)

    def has(self, name: str) -> bool:
        """Whether there is an object of this name."""
        try:
            with self._asking(name):
                self._store.head(_checked(name))
        except MissingFileError:
            return False
        return True

    def names(self, folder: str = "") -> list[str]:
        """The names of all objects in a folder and below it, in order."""
        with self._asking(folder):
            pages = self._store.list(_checked(folder) if folder else None)
            found = [str(each["path"]) for page in pages for each in page]
        return sorted(name for name in found if NAME.fullmatch(name))

    def remove(self, name: str) -> None:
        """Remove an object."""
        with self._asking(name):
            self._store.delete(_checked(name))

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Nothing is locked: object storage has no lock that a killed process would let go of."""
        yield

    @contextmanager
    def _asking(self, name: str) -> Iterator[None]:
        """Turn what the store or the way to it refuses into sentences."""
        from obstore import exceptions

        try:
            yield
        except (exceptions.NotFoundError, FileNotFoundError):
            raise MissingFileError(f"The backup lacks the file {name}, or there is no such bucket: {self}.") from None
        except (exceptions.PermissionDeniedError, exceptions.UnauthenticatedError) as error:
            raise BackupError(
                f"The object storage does not let these credentials use {self}. Look at AWS_ACCESS_KEY_ID."
            ) from error
        except exceptions.BaseError as error:
            if "404 Not Found" in str(error):
                # Of a list, the store tells it in words alone.
                raise MissingFileError(f"There is no such bucket: {self}.") from error
            told = str(error).splitlines()[0][:200].rstrip(". ")
            raise BackupError(f"The object storage {self} cannot be used: {told}. Look at AWS_ENDPOINT_URL.") from error


def _checked(name: str) -> str:
    if not NAME.fullmatch(name):
        raise DamagedError(f"The backup names a file “{name[:80]}”, as none is called that it may have.")
    return name


def _store(bucket: str, prefix: str | None) -> Any:
    try:
        from obstore.store import S3Store
    except ImportError:
        raise BackupError("Object storage needs the package obstore: install requirements/s3.txt.") from None
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL") or ""
    return S3Store(
        bucket,
        prefix=prefix,
        # Only an address that says so itself is spoken to without TLS.
        client_options={"allow_http": endpoint.startswith("http://"), "timeout": WHOLE_TIME},
        retry_config={
            "max_retries": TRIES,
            "backoff": {"init_backoff": FIRST_PAUSE, "max_backoff": LAST_PAUSE, "base": 2},
            "retry_timeout": WHOLE_TIME,
        },
    )
