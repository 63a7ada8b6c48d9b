"""The shapes of the read calls' answers: they describe and never serialise, which would take most of a request's time."""

from datetime import datetime

from ninja import Schema
from pydantic import Field


class FlowRow(Schema):
    """A flow of a release."""

    key: str = Field(description="Names the flow in requests.")
    label: dict[str, str] = Field(description="Name for people, by locale.")
    hash: str = Field(description="SHA-256 of the canonical document.")


class TemplateRow(FlowRow):
    """A template of a release."""

    key: str = Field(description="Names the template in requests.")
    kind: str = Field(description="Kind of the datum that it acquires.")


class ReleaseAnswer(Schema):
    """What a channel serves."""

    project: str = Field(description="The project's id.")
    channel: str = Field(description="The channel that was asked for.")
    release: int = Field(description="Number of the release.")
    sequence: int = Field(
        description="Rises with each change of the channel, also with a rollback; `live` and its canary share it."
    )
    published_at: datetime
    locales: list[str]
    templates: list[TemplateRow]
    flows: list[FlowRow]


class TemplatePage(Schema):
    """A page of a release's templates, in the order of their keys."""

    items: list[TemplateRow]
    next_cursor: str | None = Field(description="Give it as `cursor` for the next page; null on the last.")


class FlowPage(Schema):
    """A page of a release's flows, in the order of their keys."""

    items: list[FlowRow]
    next_cursor: str | None = Field(description="Give it as `cursor` for the next page; null on the last.")


class PlaceOfError(Schema):
    """One place in the request that is wrong."""

    pointer: str = Field(description="JSON pointer into the body (RFC 6901), or ?name for a parameter.")
    detail: str


class ProblemAnswer(Schema):
    """An error (RFC 9457)."""

    type: str = Field(description="/problems/<name>; the names are listed in the reference of problems.")
    title: str
    status: int
    detail: str
    instance: str = Field(description="Path of the request.")
    request_id: str = Field(description="The X-Request-ID of the answer; our log holds it too.")
    errors: list[PlaceOfError] = Field(default=[], description="Places in the request; left out when there are none.")
