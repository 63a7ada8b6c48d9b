"""A request's span, and the spans of what it asks for: names and numbers of the product's own, never what somebody said.

Spans hold what a log line may hold. Of errors there is the kind, never the message:
a database's names the values that it refused.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, Tracer, format_trace_id, set_span_in_context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from omnia.infra import telemetry
from omnia.mongo.context import current_or_none

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
MOST = 200
"""Spans below a request's; further ones are counted only."""

BROKEN = 500
_PARENT = TraceContextTextMapPropagator()
_call: ContextVar["Call | None"] = ContextVar("omnia_traced_call", default=None)


class Call:
    """A request that is being answered."""

    def __init__(self, tracer: Tracer, method: str, traceparent: str | None) -> None:
        """Begin its span, in the trace that the caller names, if it names one rightly."""
        self.method = method if method in METHODS else "_OTHER"
        # The caller's `tracestate` is left where it is: it may hold anything.
        parent = _PARENT.extract({"traceparent": traceparent}, Context()) if traceparent else Context()
        self._tracer = tracer
        self._span: Span = tracer.start_span(self.method, parent, SpanKind.SERVER, {"http.request.method": self.method})
        self._inside, self._is_recorded = set_span_in_context(self._span, Context()), self._span.is_recording()
        self._below, self._project, self._is_ended = 0, "", False
        self.status, self.request_id = 0, ""
        self.asked: dict[int, str] = {}
        """The collection of each MongoDB command that runs, by the driver's number."""
        self.is_timed = False
        """Whether something is being timed that may be asked in several layers."""

    @contextmanager
    def entered(self) -> Iterator[None]:
        """What this thread asks for belongs to the request, and its log lines name the trace, until the block ends."""
        mark, named = _call.set(self), telemetry.enter_trace(format_trace_id(self._span.get_span_context().trace_id))
        try:
            yield
        finally:
            telemetry.leave_trace(named)
            _call.reset(mark)

    def note(self, name: str, began: int, attributes: dict[str, Any], error: str = "") -> None:
        """Add the span of something that is over; `began` is in nanoseconds of the clock, `error` the kind of a failure."""
        if not self._is_recorded:
            return
        self._note_project()
        self._below += 1
        if self._below > MOST:
            return
        below = self._tracer.start_span(name, self._inside, SpanKind.CLIENT, attributes, start_time=began)
        if error:
            below.set_attribute("error.type", error)
            below.set_status(Status(StatusCode.ERROR))
        below.end()

    def end(self, route: str) -> None:
        """End the span; only the first time counts."""
        if self._is_ended:
            return
        self._is_ended = True
        span = self._span
        span.update_name(f"{self.method} {route}" if route else self.method)
        found: dict[str, str | int] = {
            "http.route": route,
            "http.response.status_code": self.status,
            "omnia.request_id": self.request_id,
            "omnia.project": self._project,
            "omnia.spans_left_out": max(0, self._below - MOST),
        }
        span.set_attributes({name: value for name, value in found.items() if value})
        if not self.status or self.status >= BROKEN:
            span.set_status(Status(StatusCode.ERROR))
        span.end()

    def _note_project(self) -> None:
        if not self._project and (project := current_or_none()):
            self._project = project.id


def running() -> Call | None:
    """The request that this thread answers, if it has one."""
    return _call.get()


def now() -> int:
    """The clock, in nanoseconds."""
    return time.time_ns()
