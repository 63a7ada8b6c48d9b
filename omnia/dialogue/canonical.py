"""One text for one meaning: canonical JSON and the content hash that names a body."""

import hashlib
import json
import unicodedata
from typing import Any

from omnia.dialogue.positions import meaning


def normalised(value: Any) -> Any:
    """The value with all texts in Unicode's composed form (NFC), so that equal-looking texts are equal."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {unicodedata.normalize("NFC", str(key)): normalised(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [normalised(item) for item in value]
    return value


def canonical_bytes(body: Any) -> bytes:
    """Canonical JSON: sorted keys, no spaces, UTF-8, NFC; raises `ValueError` on NaN and infinities (RFC 8259 has none)."""
    text = json.dumps(normalised(body), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8")


def content_hash(body: Any) -> str:
    """SHA-256 of the canonical form, in hex: the name of what a document means, wherever the nodes of a flow stand."""
    return hashlib.sha256(canonical_bytes(meaning(body))).hexdigest()
