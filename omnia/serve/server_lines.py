"""The web server's own lines in the form of the product's log, made without it: its main process has no Django."""

import json
import logging
import os
from datetime import UTC, datetime

from omnia import VERSION

EVENT = "server.reported"


class JsonLines(logging.Formatter):
    """Each line as JSON, with the fields that all lines of the log have."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON, whatever was said."""
        told = {
            "event": EVENT,
            "sentence": record.getMessage(),
            "level": record.levelname.lower(),
            "logger": "granian",
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat().replace("+00:00", "Z"),
            "service": f"omnia-{os.environ.get('OMNIA_ROLE', 'all')}",
            "version": VERSION,
            "pid": record.process,
        }
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def formatter(**_ignored: object) -> logging.Formatter:
    """What `log_config.json` names: JSON for machines, a sentence for people, as `OMNIA_LOG_FORMAT` says."""
    if os.environ.get("OMNIA_LOG_FORMAT", "json") == "text":
        return logging.Formatter("%(levelname)s: %(message)s")
    return JsonLines()
