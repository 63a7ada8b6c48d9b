"""Counts of finished conversations: the numbers of the studio's CSV file. No word that was said is among them."""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from management_api import channel_schemas as schemas
from management_api.answers import call, respond
from management_api.auth import manager_of
from management_api.schemas import MAX_NUMBER
from tenants.insight import counts, funnels
from tenants.insight.counts import MAX_DAYS, Selection

Days = Annotated[int, Query(ge=1, le=MAX_DAYS, description="Of the last days; of one or two by the hour.")]
Release = Annotated[int | None, Query(ge=1, le=MAX_NUMBER, description="Only conversations on this release.")]
Locale = Annotated[str, Query(max_length=40, description="Only conversations in this language.")]
Channel = Annotated[Literal["", "voice", "chat"], Query(description="Only conversations by voice, or by chat.")]
Pointer = Annotated[
    str, Query(max_length=40, description="Only conversations by this pointer: `live`, `canary`, a named channel.")
]

router = Router(tags=["Insight"])


@call(router, "GET", "/insight", schemas.InsightAnswer)
def read_insight(
    request: HttpRequest,
    days: Days = 90,
    release: Release = None,
    locale: Locale = "",
    channel: Channel = "",
    pointer: Pointer = "",
) -> HttpResponse:
    """How the data of the templates were captured: each datum in all, and by release, language, channel and side."""
    counted = counts.read(manager_of(request).project, Selection(days, release, locale, channel, pointer))
    items = [
        schemas.CountsRow(template=template, node=node, by=by, value=str(value), counts=numbers)
        for template, node, by, value, numbers in funnels.exported(counted)
    ]
    return respond(schemas.InsightAnswer(conversations=counted.totals.conversations, items=items))
