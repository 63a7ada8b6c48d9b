"""Registering the views of Django Ninja for the calls that `runtime_api.calls` declares."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpResponse
from ninja import Router

from runtime_api.auth import Bearer
from runtime_api.calls import Call

View = TypeVar("View", bound=Callable[..., HttpResponse])


def answers(router: Router, call: Call, answer: Any) -> Callable[[View], View]:
    """Make the decorated view Ninja's for a call; `answer` is the shape that the reference shows."""
    problems = {"responses": {status: {"description": sentence} for status, sentence in call.problems.items()}}

    def register(view: View) -> View:
        router.add_api_operation(
            call.path,
            [call.method],
            view,
            auth=Bearer(call.scope),
            response={call.status: answer},
            operation_id=call.name,
            summary=call.summary,
            openapi_extra=problems if call.problems else None,
        )
        return view

    return register
