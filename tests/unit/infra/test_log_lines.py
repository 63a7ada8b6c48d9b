"""What each line of the log says besides its event."""

import json
import logging
import os

from omnia import VERSION
from omnia.infra import telemetry


def line_of(caplog_record: logging.LogRecord) -> dict[str, object]:
    told: dict[str, object] = json.loads(telemetry.formatter("json").format(caplog_record))
    return told


def test_a_line_says_which_service_version_and_process_wrote_it(settings):
    settings.OMNIA_ROLE = "runtime"
    record = logging.LogRecord("some.library", logging.WARNING, __file__, 1, "something %s", ("odd",), None)
    told = line_of(record)
    assert {"service": "omnia-runtime", "version": VERSION, "pid": os.getpid()}.items() <= told.items()
    assert (told["event"], told["level"], told["logger"]) == ("something odd", "warning", "some.library")
    assert "timestamp" in told


def test_lines_for_people_are_not_made_longer(settings):
    record = logging.LogRecord("some.library", logging.WARNING, __file__, 1, "something odd", (), None)
    assert VERSION not in telemetry.formatter("text").format(record)
