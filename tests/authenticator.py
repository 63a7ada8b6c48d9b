"""A stand-in for the app on a person's phone: RFC 6238 written once more, from nothing that the product uses."""

import base64
import hashlib
import hmac
import re
import struct
from html import unescape

SHOWN = re.compile(r"<code>([A-Z2-7 ]{16,})</code>")


def code_at(key: str, moment: float) -> str:
    """The six digits that the app shows at a moment, for the key as it is typed in."""
    seed = base64.b32decode(key.replace(" ", ""))
    mac = hmac.new(seed, struct.pack(">Q", int(moment) // 30), hashlib.sha1).digest()
    at = mac[-1] & 0x0F
    return f"{(struct.unpack('>I', mac[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def key_on(page: str) -> str:
    """The key that a page shows beside the picture."""
    found = SHOWN.search(page)
    assert found, page[:2000]
    return unescape(found[1])


def recovery_codes_on(page: str) -> list[str]:
    """The recovery codes that a page shows."""
    return re.findall(r"<code>((?:[a-z0-9]{4}-){5}[a-z0-9]{4})</code>", page)
