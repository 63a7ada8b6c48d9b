"""Idempotency keys: a request that starts a conversation, sent again, gets the first one's answer and starts nothing.

A key is claimed before anything is done, and holds the answer from then on for as long as a silent conversation lives. It belongs
to its project. A claim whose process died is free again after `LEASE_SECONDS`.
"""

import contextlib
import hashlib
import re
from collections.abc import Callable

import msgspec
import orjson
from django.conf import settings

from omnia.infra.crypto import new_secret
from omnia.infra.problems import Problem
from omnia.mongo.context import ProjectRef
from omnia.structs import build
from runtime_api.conversations.sessions import SessionStore

HEADER = "Idempotency-Key"
KEY = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,198}[\x21-\x7e])?")
LEASE_SECONDS = 20.0


class Claim(msgspec.Struct, array_like=True):
    """What a key stands for: the request's fingerprint, whose work it is, and the answer once there is one."""

    fingerprint: bytes
    owner: str
    content: bytes | None = None


build(Claim)


def fingerprint(body: bytes) -> bytes:
    """The same for two bodies of one meaning, however they are written."""
    return fingerprint_of(orjson.loads(body))


def fingerprint_of(read: object) -> bytes:
    """The fingerprint of a body that was parsed."""
    return hashlib.sha256(orjson.dumps(read, option=orjson.OPT_SORT_KEYS)).digest()[:16]


def checked_key(key: str | None) -> str | None:
    """An idempotency key as it was sent; raises `Problem` for one that cannot be one."""
    if key is not None and not KEY.fullmatch(key):
        place = {"pointer": f"{HEADER}:", "detail": "Send 1 to 200 printable ASCII characters."}
        raise Problem("invalid-request", "The idempotency key cannot be used.", errors=[place])
    return key


def once(
    store: SessionStore,
    project: ProjectRef,
    key: str | None,
    body: bytes,
    *,
    work: Callable[[], tuple[str, bytes]],
    undo: Callable[[str], None],
) -> bytes:
    """The answer of `work`, done once for a key; without a key it is simply done.

    Args:
        store: Where claims are kept.
        project: Whose key it is.
        key: The idempotency key.
        body: The request's body, which a repetition must share.
        work: Makes a session and answers with its id and the bytes to send.
        undo: Takes back a session whose claim was lost meanwhile; nobody has heard of it.

    Raises:
        Problem: the key was used with another body, or its first request is still running; or what `work` raises.
    """
    if key is None:
        return work()[1]
    name, mark = hashlib.sha256(key.encode()).hexdigest(), fingerprint(body)
    mine = msgspec.msgpack.encode(Claim(mark, new_secret(16)))
    there = store.claim(project, name, mine, LEASE_SECONDS)
    if there is not None:
        return _answer_of(msgspec.msgpack.decode(there, type=Claim), mark)
    try:
        session, content = work()
    except BaseException:
        # What could not be done may be tried again under the same key, with a corrected body too.
        with contextlib.suppress(Problem):
            store.settle(project, name, mine, None, 0)
        raise
    done = msgspec.msgpack.encode(Claim(mark, "", content))
    if not store.settle(project, name, mine, done, settings.OMNIA_SESSION_TTL):
        undo(session)
        raise _running()
    return content


def _answer_of(there: Claim, mark: bytes) -> bytes:
    if there.fingerprint != mark:
        detail = "This idempotency key was used with another body. Choose a new key for a new conversation."
        raise Problem("idempotency-mismatch", detail)
    if there.content is None:
        raise _running()
    return there.content


def _running() -> Problem:
    detail = "The first request with this idempotency key is still being answered. Send it again in a moment."
    return Problem("idempotency-running", detail, headers={"Retry-After": "1"})
