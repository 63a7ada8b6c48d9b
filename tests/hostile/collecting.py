"""A collector of traces: it takes OTLP over HTTP as any does, and keeps the spans in memory."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


@dataclass(frozen=True)
class Span:
    """One span, with its attributes and those of the process that sent it."""

    name: str
    kind: int
    trace: str
    id: str
    parent: str
    attributes: dict[str, Any]
    resource: dict[str, Any]
    text: str
    """All of it, as text."""


@dataclass
class Collector:
    """What came in."""

    address: str = ""
    spans: list[Span] = field(default_factory=list)

    def roots(self, trace: str) -> list[Span]:
        """The spans of requests in a trace."""
        return [span for span in self.of(trace) if span.kind == SERVER]

    def of_request(self, identifier: str) -> list[Span]:
        """The spans of a request, by its id."""
        return [span for span in list(self.spans) if span.attributes.get("omnia.request_id") == identifier]

    def of(self, trace: str) -> list[Span]:
        """All spans of a trace."""
        return [span for span in list(self.spans) if span.trace == trace]


SERVER, CLIENT = 2, 3


@contextmanager
def collecting() -> Iterator[Collector]:
    """A collector that listens until the block ends."""
    collector = Collector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            is_known = self.path == "/v1/traces"
            collector.spans += _read(body) if is_known else []
            self.send_response(200 if is_known else 404)
            self.send_header("Content-Type", "application/x-protobuf")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_words: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        collector.address = f"http://127.0.0.1:{server.server_port}"
        yield collector
        server.shutdown()


def _read(body: bytes) -> list[Span]:
    message = ExportTraceServiceRequest.FromString(body)
    return [
        Span(
            span.name,
            span.kind,
            span.trace_id.hex(),
            span.span_id.hex(),
            span.parent_span_id.hex(),
            _plain(span.attributes),
            _plain(group.resource.attributes),
            f"{group.resource} {span}",
        )
        for group in message.resource_spans
        for scope in group.scope_spans
        for span in scope.spans
    ]


def _plain(attributes: Any) -> dict[str, Any]:
    return {each.key: getattr(each.value, each.value.WhichOneof("value")) for each in attributes}
