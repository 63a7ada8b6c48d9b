"""The WSGI application of a process.

In the role `all`, requests to the runtime's addresses go through a handler with the runtime's short middleware chain: a portal's
typical chain costs a third of the throughput, and a conversation needs none of it.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "omnia.settings")

import django

django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402  # after setup
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import set_urlconf  # noqa: E402
from django.utils.module_loading import import_string  # noqa: E402

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

RUNTIME_PREFIXES = ("/api/v1/", "/livez", "/readyz", "/startupz", "/metrics")
RUNTIME_URLS = "omnia.urls_runtime"


class RuntimeHandler(WSGIHandler):
    """Django's handler with the runtime's addresses and middleware, whatever the process's own are."""

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: ARG002  # Django's signature
        """Build the short chain around the views; exceptions pass through it to the middleware that answers with a problem."""
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        handler: Callable[[HttpRequest], HttpResponse] = self._get_response  # type: ignore[attr-defined]  # not in the stubs
        for path in reversed(settings.OMNIA_RUNTIME_MIDDLEWARE):
            handler = import_string(path)(handler)
        self._middleware_chain = handler

    def get_response(self, request: HttpRequest) -> HttpResponse:
        """Answer a request with the runtime's addresses."""
        request.urlconf = RUNTIME_URLS  # Django's own name for it
        set_urlconf(RUNTIME_URLS)
        return self._middleware_chain(request)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Any:
        """Answer as WSGI wants it, without Django's signals: they look after connections that the runtime does not use."""
        response = self.get_response(self.request_class(environ))
        start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
        return [response.content]


def _is_runtime(path: str) -> bool:
    return path.startswith(RUNTIME_PREFIXES) or path == "/api/v1"


def make_application() -> Application:
    """The application for this process's role."""
    if settings.OMNIA_ROLE == "portal":
        return WSGIHandler()
    from runtime_api.fast_conversations import FastConversations  # a portal process has no runtime
    from runtime_api.fast_path import FastPath
    from runtime_api.health import warm_up

    runtime: Application = RuntimeHandler()
    if settings.OMNIA_FAST_PATH:
        runtime = FastPath(FastConversations(runtime))
    warm_up()
    if settings.OMNIA_ROLE == "runtime":
        return runtime
    portal = WSGIHandler()

    def dispatch(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        return (runtime if _is_runtime(environ.get("PATH_INFO", "")) else portal)(environ, start_response)

    return dispatch


application = make_application()
