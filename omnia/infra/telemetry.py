"""Logs with a request id and a project tag, and the middleware that gives each request its id."""

import itertools
import logging
import os
import re
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextvars import ContextVar, Token
from dataclasses import dataclass
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from omnia import VERSION
from omnia.infra import background, metrics
from omnia.mongo.context import current_or_none

REQUEST_ID_HEADER = "X-Request-ID"
PROBLEM_CONTENT_TYPE = "application/problem+json"
REFUSALS = range(400, 430)
"""Statuses of answers that refuse a request for what it is."""

REFUSALS_PER_SECOND = 10
"""Lines about refusals of one kind and project in a second; further ones are counted."""

MAX_BOUNDED = 1000
"""Things about which lines are bounded at once; those not heard of for longest are forgotten."""

_ACCEPTED = re.compile(r"[A-Za-z0-9._-]{8,64}")

_process: str
_numbers: Iterator[int]
_request_id: ContextVar[str] = ContextVar("omnia_request_id", default="")
_trace_id: ContextVar[str] = ContextVar("omnia_trace_id", default="")


def request_id() -> str:
    """The id of the request being answered, or an empty text outside of one."""
    return _request_id.get()


def begin_request(offered: str | None) -> str:
    """Choose a request's id, as `request_id_for` does; it tags every log line from here on."""
    chosen = request_id_for(offered)
    _request_id.set(chosen)
    return chosen


def enter_trace(identifier: str) -> "Token[str]":
    """Tag every log line from here on with a trace, until `leave_trace` is given what this returns."""
    return _trace_id.set(identifier)


def leave_trace(entered: "Token[str]") -> None:
    """Tag log lines as before."""
    _trace_id.reset(entered)


def request_id_for(offered: str | None) -> str:
    """The caller's request id if it is well-formed, else a new one."""
    return offered if offered and _ACCEPTED.fullmatch(offered) else f"{_process}{next(_numbers):08x}"


def _begin_process() -> None:
    global _process, _numbers  # each process tells its requests apart from another's by a random part
    _process, _numbers = secrets.token_hex(4), itertools.count(1)


_begin_process()
background.after_fork(_begin_process)


class RequestIdMiddleware:
    """Gives every request an id and returns it in the answer's header."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        identifier = begin_request(request.META.get("HTTP_X_REQUEST_ID"))
        response = self.get_response(request)
        response.headers[REQUEST_ID_HEADER] = identifier
        if response.status_code in REFUSALS and response.headers.get("Content-Type") != PROBLEM_CONTENT_TYPE:
            # A problem of the API was logged where it was made.
            route = request.resolver_match.route if request.resolver_match else "unmatched"
            note_refusal(response.status_code, "page", route, identifier)
        return response


def _tags(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Add the request id, the trace and the bound project's id: ids only, never a name or a text of a tenant."""
    if identifier := _request_id.get():
        event.setdefault("request_id", identifier)
    if trace := _trace_id.get():
        event["trace_id"] = trace
    if project := current_or_none():
        event["project"] = project.id
    return event


def _origin(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Add what wrote the line: the service, its version, and the process, which a fork makes another."""
    return event | {"service": f"omnia-{settings.OMNIA_ROLE}", "version": VERSION, "pid": os.getpid()}


_SHARED: list[Any] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    _tags,
]


def formatter(style: str = "json", **_ignored: Any) -> logging.Formatter:
    """The formatter of all handlers: JSON for machines, aligned text for people."""
    structlog.configure(
        # First of all, so that a line which nobody wants costs nothing.
        processors=[structlog.stdlib.filter_by_level, *_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    told = style == "json"
    last: list[Any] = [_origin, structlog.processors.JSONRenderer()] if told else [structlog.dev.ConsoleRenderer(colors=False)]
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_SHARED,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.format_exc_info, *last],
    )


def log(name: str) -> Any:
    """A structured logger; events are named `entity.action`, with ids and never personal data."""
    return structlog.stdlib.get_logger(name)


class LineBound:
    """Lets so many lines about one thing be written in a second, and counts what it leaves out."""

    def __init__(self, per_second: int) -> None:
        self._per_second = per_second
        self.reset()
        background.register(self)

    def reset(self) -> None:
        """Forget what was written."""
        self._lock = threading.Lock()
        self._seen: OrderedDict[Hashable, _Second] = OrderedDict()

    def admit(self, about: Hashable) -> int | None:
        """How many lines were left out since the last one, or None if this one is to be left out too."""
        now = time.monotonic()
        with self._lock:
            second = self._seen.setdefault(about, _Second(now))
            self._seen.move_to_end(about)
            if len(self._seen) > MAX_BOUNDED:
                self._seen.popitem(last=False)
            if now - second.began >= 1.0:
                second.began, second.written = now, 0
            if second.written >= self._per_second:
                second.left_out += 1
                return None
            second.written += 1
            left_out, second.left_out = second.left_out, 0
            return left_out


@dataclass(slots=True)
class _Second:
    """What was written about one thing since a moment, and what was not."""

    began: float
    written: int = 0
    left_out: int = 0


_outages, _refusals = LineBound(1), LineBound(REFUSALS_PER_SECOND)


def note_outage(logger: Any, what: str, event: str, **fields: Any) -> None:
    """Log that something is away: one line a second for each thing, however many calls notice it and wherever.

    Args:
        logger: the logger of the module that noticed it.
        what: what is away; not part of the line.
        event: the line's event.
        fields: what the line says besides.
    """
    _note_bounded(_outages, what, logger.warning, event, fields)


def note_refusal(status: int, kind: str, call: str, identifier: str) -> None:
    """Log that a request was refused, under its id; a flood of one project leaves room for the lines of others."""
    project = current_or_none()
    fields = {"status": status, "kind": kind, "call": call, "request_id": identifier}
    _note_bounded(_refusals, (status, kind, project and project.id), _logger.info, "request.refused", fields)


def _note_bounded(bound: LineBound, about: Hashable, write: Callable[..., None], event: str, fields: dict[str, Any]) -> None:
    left_out = bound.admit(about)
    if left_out is None:
        metrics.LOG_LINES_LEFT_OUT.labels(event).inc()
    elif left_out:
        write(event, **fields, left_out=left_out)
    else:
        write(event, **fields)


_logger = log(__name__)
