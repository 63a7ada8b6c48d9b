"""What this process reads of databases, and what it is answered: counted, for the tests that say how much is needed."""

import threading
from collections import Counter
from typing import Any

from pymongo import monitoring


class Replies(monitoring.CommandListener):
    """Notes each read that is answered: the collection, and the fields of the rows that came."""

    def __init__(self) -> None:
        self.reads: Counter[str] = Counter()
        self.fields: dict[str, set[str]] = {}
        self._asked: dict[int, str] = {}
        self._thread = threading.get_ident()

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        # Not what threads in the background look for meanwhile.
        if event.command_name in ("find", "aggregate") and threading.get_ident() == self._thread:
            self._asked[event.request_id] = str(event.command[event.command_name])

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        collection = self._asked.pop(event.request_id, None)
        if collection is None:
            return
        self.reads[collection] += 1
        rows: list[dict[str, Any]] = event.reply["cursor"].get("firstBatch", [])
        self.fields.setdefault(collection, set()).update(name for row in rows for name in row)

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        self._asked.pop(event.request_id, None)

    def forget(self) -> None:
        """Begin anew."""
        self.reads, self.fields, self._thread = Counter(), {}, threading.get_ident()


REPLIES = Replies()
monitoring.register(REPLIES)  # hears the clients that are opened after the tests were collected: all of them
