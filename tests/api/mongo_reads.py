"""What MongoDB is asked for: a listener that counts the reads of each collection."""

from collections import Counter
from typing import Any

from pymongo import monitoring


class Reads(monitoring.CommandListener):
    """Counts the commands that read, by collection."""

    def __init__(self) -> None:
        self.of: Counter[str] = Counter()

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        if event.command_name == "find":
            self.of[event.command["find"]] += 1

    def succeeded(self, event: Any) -> None:
        """Nothing to do."""

    def failed(self, event: Any) -> None:
        """Nothing to do."""

    def taken(self) -> dict[str, int]:
        """What was counted since the last time."""
        counted, self.of = dict(self.of), Counter()
        return counted
