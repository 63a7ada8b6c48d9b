"""Spans of one request, kept in memory: they are bounded, and tell of an error its kind and not its words."""

import pymongo
import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pymongo.errors import OperationFailure

from omnia.infra import redis as product_redis
from omnia.mongo.context import ProjectRef, bind
from omnia.tracing import databases
from omnia.tracing.calls import MOST, Call, now
from omnia.tracing.sending import tracer_for

SECRET = "zanzibarine"


@pytest.fixture
def kept():
    return InMemorySpanExporter()


@pytest.fixture
def call(kept):
    return Call(tracer_for(SimpleSpanProcessor(kept)), "POST", None)


def found(kept):
    spans = kept.get_finished_spans()
    return [span for span in spans if span.parent is not None], spans[-1]


def test_spans_below_a_request_are_bounded_and_the_others_counted(kept, call):
    with call.entered():
        for _number in range(MOST + 7):
            call.note("GET", now(), {})
    call.status = 200
    call.end("somewhere")
    below, root = found(kept)
    assert len(below) == MOST
    assert root.attributes["omnia.spans_left_out"] == 7


def test_error_of_the_database_is_told_by_its_number_alone(kept, call, migrated):
    with (
        pymongo.MongoClient(migrated, event_listeners=[databases.Commands()]) as client,
        call.entered(),
        bind(ProjectRef("p1")),
        pytest.raises(OperationFailure),
    ):
        client["omnia_traced"].command("find", "talks", filter={f"${SECRET}": 1})
    call.end("")
    below, root = found(kept)
    [failed] = [span for span in below if span.name == "find talks"]
    assert failed.attributes["error.type"].isdecimal()
    assert [span for span in (*below, root) if SECRET in span.to_json()] == []
    assert root.attributes["omnia.project"] == "p1"
    assert {span.context.trace_id for span in below} == {root.context.trace_id}


def test_value_that_is_written_to_redis_is_in_no_span(kept, call, redis, monkeypatch):
    monkeypatch.setattr(product_redis, "_ask", product_redis._ask)  # put back after the test
    product_redis.watch(databases._timed)
    with call.entered():
        product_redis.command("SET", SECRET, SECRET)
    call.end("")
    below, root = found(kept)
    assert [span.name for span in below] == ["SET"]
    assert [span for span in (*below, root) if SECRET in span.to_json()] == []


def test_thread_that_answers_no_request_makes_no_span(kept, call, migrated):
    with pymongo.MongoClient(migrated, event_listeners=[databases.Commands()]) as client:
        client.admin.command("ping")
    call.end("")
    below, _root = found(kept)
    assert below == []
