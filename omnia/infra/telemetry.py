"""Logs with a request id and a project tag, and the middleware that gives each request its id."""

import itertools
import logging
import re
import secrets
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

from omnia.infra import background
from omnia.mongo.context import current_or_none

REQUEST_ID_HEADER = "X-Request-ID"
_ACCEPTED = re.compile(r"[A-Za-z0-9._-]{8,64}")

_process: str
_numbers: Iterator[int]
_request_id: ContextVar[str] = ContextVar("omnia_request_id", default="")


def request_id() -> str:
    """The id of the request being answered, or an empty text outside of one."""
    return _request_id.get()


def begin_request(offered: str | None) -> str:
    """Choose a request's id, as `request_id_for` does; it tags every log line from here on."""
    chosen = request_id_for(offered)
    _request_id.set(chosen)
    return chosen


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
        return response


def _tags(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Add the request id and the bound project's id: ids only, never a name or a text of a tenant."""
    if identifier := _request_id.get():
        event["request_id"] = identifier
    if project := current_or_none():
        event["project"] = project.id
    return event


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
    last: Any = structlog.processors.JSONRenderer() if style == "json" else structlog.dev.ConsoleRenderer(colors=False)
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_SHARED,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.format_exc_info, last],
    )


def log(name: str) -> Any:
    """A structured logger; events are named `entity.action`, with ids and never personal data."""
    return structlog.stdlib.get_logger(name)
