"""What a request to the management API may be; whatever is beyond is refused before anything is done for it."""

from tenants.document_files import MAX_DEPTH, MAX_DOCUMENT

MAX_ARCHIVE = 2 * 1024 * 1024
"""Bytes of an archive as it is sent; what it may unpack to is bounded by `tenants.document_files`."""

MAX_BODY = max(MAX_ARCHIVE, MAX_DOCUMENT)

__all__ = ["MAX_ARCHIVE", "MAX_BODY", "MAX_DEPTH", "MAX_DOCUMENT"]
