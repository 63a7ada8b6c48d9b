"""Django's handler of the management API: its own addresses and a short chain of middleware, whatever the process's are."""

from collections.abc import Callable

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver
from django.utils.module_loading import import_string

URLS = "omnia.urls_management"
PREFIX = "/api/manage/v1"
THREADS = 2
"""Requests that a process answers at once: pipelines are few, and take nobody else's threads."""


class ManagementHandler(WSGIHandler):
    """Unlike the runtime's handler it tells Django when a request begins and ends: the actions use the control database."""

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: ARG002  # Django's signature
        """Build the short chain around the views."""
        handler: Callable[[HttpRequest], HttpResponse] = _view_answer
        for path in reversed(settings.OMNIA_MANAGEMENT_MIDDLEWARE):
            handler = import_string(path)(handler)
        self._middleware_chain = handler

    def get_response(self, request: HttpRequest) -> HttpResponse:
        """Answer a request with the API's addresses."""
        return self._middleware_chain(request)


def _view_answer(request: HttpRequest) -> HttpResponse:
    match = get_resolver(URLS).resolve(request.path_info)
    request.resolver_match = match
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response


def is_management(path: str) -> bool:
    """Whether an address is one of the management API's."""
    return path.startswith(f"{PREFIX}/") or path == PREFIX
