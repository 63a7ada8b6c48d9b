"""What is written elsewhere of an audit log's newest entry, so that entries cannot be cut off its end unseen.

Each is a line of JSON under the audit key: in the process's log, where a collector keeps it out of the database's reach, and in a
file where one is named. Both kinds of lines can be read again.
"""

import hmac
import json
import os
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import msgspec
import orjson
from django.conf import settings

from omnia.infra.audit_keys import AuditKeys, audit_keys
from omnia.infra.telemetry import log, note_outage

EVENT = "audit.checkpoint"
FIELDS = ("chain", "number", "hash", "at", "key")
MAX_LINE = 4096

logger = log(__name__)


class Checkpoint(msgspec.Struct, frozen=True):
    """The code that a chain's entry of some number had."""

    number: int
    hash: str


def write(chain: str, number: int, code: str) -> None:
    """Write a chain's newest entry down elsewhere; a file that cannot be written is told in the log, and stops nothing."""
    _tell({"chain": chain, "number": number, "hash": code})


def write_restart(chain: str, number: int, code: str) -> None:
    """Write down elsewhere that a chain was restored from a backup and ends here: earlier lines do not count any more."""
    _tell({"chain": chain, "number": number, "hash": code, "restored": True})


def _tell(line: dict[str, Any]) -> None:
    keys = audit_keys()
    line |= {"at": datetime.now(UTC).isoformat(), "key": keys.current}
    line["code"] = _code(line, keys)
    logger.info(EVENT, **line)
    path = settings.OMNIA_AUDIT_CHECKPOINTS
    if not path:
        return
    try:
        _add_line(path, orjson.dumps(line) + b"\n")
    except OSError as error:
        note_outage(logger, "audit checkpoints", "audit.checkpoint_failed", error=error.strerror)


def _add_line(path: str, line: bytes) -> None:
    """Add a line whole: one write at the end of a file is not torn apart by another process's."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, line)
    finally:
        os.close(descriptor)


def read(lines: Iterable[str]) -> dict[str, Checkpoint]:
    """The newest checkpoint of each chain among lines of files or logs; others, and those under no known key, are left out.

    What was written before a chain was restored from a backup, wherever among the lines, is not of that chain any more.
    """
    keys, newest, restored = audit_keys(), dict[str, dict[str, Any]](), defaultdict[str, str](str)
    for text in lines:
        line = _parsed(text)
        if line is None or line["key"] not in keys or not hmac.compare_digest(_code(line, keys), str(line.get("code"))):
            continue
        chain = line["chain"]
        if line.get("restored"):
            restored[chain] = max(restored[chain], line["at"])
        newest[chain] = max(newest.get(chain, line), line, key=partial(_rank, restored[chain]))
    return {chain: Checkpoint(line["number"], line["hash"]) for chain, line in newest.items()}


def _rank(restored: str, line: dict[str, Any]) -> tuple[bool, int]:
    return line["at"] >= restored, line["number"]


def _parsed(text: str) -> dict[str, Any] | None:
    if len(text) > MAX_LINE or '"chain"' not in text:
        return None
    try:
        line = json.loads(text)
    except ValueError:
        return None
    return line if isinstance(line, dict) and all(name in line for name in FIELDS) else None


def _code(line: dict[str, Any], keys: AuditKeys) -> str:
    content = {name: line[name] for name in FIELDS} | ({"restored": True} if line.get("restored") is True else {})
    return keys.code(line["key"], b"checkpoint:" + orjson.dumps(content, option=orjson.OPT_SORT_KEYS))
