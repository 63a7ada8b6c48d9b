"""What makes spans and sends them to a collector by OTLP over HTTP: within bounds, and never in a request's way."""

import logging
import os
from collections.abc import Sequence

from django.conf import settings
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, SpanLimits, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace import Tracer

from omnia import VERSION
from omnia.infra.telemetry import log, note_outage

QUEUED = 2048
"""Spans that wait to be sent; with more, the oldest are dropped."""

AT_ONCE = 512
PAUSE_MS = 1000
SECONDS = 5.0
"""Within which the collector must have taken what is sent at once, further attempts included."""

END_MS = 2000
"""What a process that ends gives the spans that still wait."""

LONGEST = 120
"""Characters of an attribute."""

PATH = "/v1/traces"

logger = log(__name__)


class Sender:
    """This process's spans on their way; made in the process that serves, for its thread does not outlive a fork."""

    def __init__(self) -> None:
        """Begin the thread that sends."""
        # The library says at length what is said here in one line.
        logging.getLogger("opentelemetry").setLevel(logging.CRITICAL)
        self._processor = BatchSpanProcessor(
            _Telling(OTLPSpanExporter(endpoint=address(settings.OMNIA_OTEL_ENDPOINT), timeout=SECONDS)),
            max_queue_size=QUEUED,
            schedule_delay_millis=PAUSE_MS,
            max_export_batch_size=AT_ONCE,
        )
        self.tracer = tracer_for(self._processor)

    def end(self) -> None:
        """Send what waits, or give it up after `END_MS`."""
        self._processor._batch_processor.shutdown(END_MS)  # noqa: SLF001  # the public way waits for half a minute


def tracer_for(processor: SpanProcessor) -> Tracer:
    """What makes this process's spans, and hands those that are chosen to a processor."""
    share = TraceIdRatioBased(settings.OMNIA_OTEL_SHARE)
    provider = TracerProvider(
        # A caller may leave a trace out, and not decide that more are kept than the operator wants.
        sampler=ParentBased(share, remote_parent_sampled=share),
        resource=Resource.create(
            {"service.name": f"omnia-{settings.OMNIA_ROLE}", "service.version": VERSION, "process.pid": os.getpid()}
        ),
        span_limits=SpanLimits(max_span_attribute_length=LONGEST),
        shutdown_on_exit=False,
    )
    provider.add_span_processor(processor)
    return provider.get_tracer("omnia", VERSION)


def address(endpoint: str) -> str:
    """Where a collector takes traces; its own path, if it was named with one."""
    return endpoint if endpoint.endswith(PATH) else endpoint.rstrip("/") + PATH


class _Telling(SpanExporter):
    """Sends spans, and logs in one line a second at most that it could not."""

    def __init__(self, inner: SpanExporter) -> None:
        self._inner = inner

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Send spans; those that the collector does not take in time are lost."""
        done = self._inner.export(spans)
        if done is not SpanExportResult.SUCCESS:
            note_outage(logger, "traces", "traces.not_sent", count=len(spans))
        return done

    def shutdown(self) -> None:
        """Give up what is being sent."""
        self._inner.shutdown()
