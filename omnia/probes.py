"""The addresses by which a process is watched, the same in every role: `/livez`, `/readyz`, `/startupz`, `/metrics`.

They are answered without Django's middleware: an orchestrator asks by the address of a pod, which is no allowed host, and asks
while everything else is away. What could tell a stranger something, `/metrics`, answers to an allowed host or to the token alone.
"""

import functools
import hmac
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

import orjson
from django.conf import settings

from omnia.infra import draining, metric_files, metrics
from omnia.infra.headers import PERMISSIONS_POLICY
from omnia.infra.hosts import check_host
from omnia.infra.problems import CONTENT_TYPE, Problem, content_of
from omnia.infra.readiness import Readiness
from omnia.infra.telemetry import REQUEST_ID_HEADER, request_id_for

ADDRESSES = frozenset({"/livez", "/readyz", "/startupz", "/metrics"})
JSON = "application/json"
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="omnia metrics"'}

Environ = dict[str, Any]
Content = tuple[int, str, bytes]


class ProbeApplication:
    """A WSGI application of the four addresses.

    Args:
        readiness: whether the process is ready for what it is for.
        has_started: whether it has finished starting.
        is_private: whether only those reach it who may see the metrics; then any host is right.
    """

    def __init__(self, readiness: Callable[[], Readiness], has_started: Callable[[], bool], *, is_private: bool = False) -> None:
        self._readiness, self._has_started, self._is_private = readiness, has_started, is_private

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request, as WSGI wants it."""
        identifier = request_id_for(environ.get("HTTP_X_REQUEST_ID"))
        headers = [("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]
        headers += [("Permissions-Policy", PERMISSIONS_POLICY), (REQUEST_ID_HEADER, identifier)]
        try:
            status, content_type, content = self._answer(environ)
        except Problem as problem:
            status, content_type = problem.status, CONTENT_TYPE
            content = content_of(problem, environ.get("PATH_INFO", ""), identifier)
            headers += problem.headers.items()
        headers += [("Content-Type", content_type), ("Content-Length", str(len(content)))]
        start_response(f"{status} {HTTPStatus(status).phrase}", headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else content]

    def _answer(self, environ: Environ) -> Content:
        path = environ.get("PATH_INFO", "")
        answer = {"/livez": self._livez, "/readyz": self._readyz, "/startupz": self._startupz}.get(path)
        if answer is None and path != "/metrics":
            raise Problem("not-found", "There is nothing at this address.")
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            raise Problem("method-not-allowed", "Send GET.", headers={"Allow": "GET, HEAD"})
        return answer() if answer is not None else self._metrics(environ)

    def _livez(self) -> Content:
        return _said(200, "alive")

    def _readyz(self) -> Content:
        if draining.is_draining():
            return _said(503, "draining")
        found = self._readiness()
        return _said(200 if found.is_ready else 503, found.word, checks=found.checks)

    def _startupz(self) -> Content:
        done = self._has_started()
        return _said(200 if done else 503, "started" if done else "starting")

    def _metrics(self, environ: Environ) -> Content:
        if settings.OMNIA_METRICS_ADDRESS and not self._is_private:
            raise Problem("not-found", "There is nothing at this address.")
        if settings.OMNIA_METRICS_TOKEN:
            _check_token(environ.get("HTTP_AUTHORIZATION", ""))
        elif not self._is_private:
            check_host(environ.get("HTTP_HOST", ""))
        content, content_type = metrics.exposition()
        return 200, content_type, content


def _said(status: int, word: str, **details: Any) -> Content:
    return status, JSON, orjson.dumps({"status": word, **details})


def _check_token(authorization: str) -> None:
    """Refuse whoever does not send the token; raises the problem `unauthorised`."""
    word, _space, token = authorization.partition(" ")
    if word.lower() != "bearer" or not hmac.compare_digest(token.strip().encode(), settings.OMNIA_METRICS_TOKEN.encode()):
        raise Problem("unauthorised", "Send the token of the metrics: “Authorization: Bearer …”.", headers=CHALLENGE)


@functools.lru_cache(maxsize=1)
def probes() -> ProbeApplication:
    """The addresses of this process's role; the process joins its machine's common numbers, and listens where it is told to."""
    from omnia import probe_listener

    metric_files.join()
    readiness, has_started = _of_role()
    if settings.OMNIA_METRICS_ADDRESS:
        probe_listener.listen(settings.OMNIA_METRICS_ADDRESS, ProbeApplication(readiness, has_started, is_private=True))
    return ProbeApplication(readiness, has_started)


def _of_role() -> tuple[Callable[[], Readiness], Callable[[], bool]]:
    if settings.OMNIA_ROLE == "portal":
        from omnia import portal_health

        return portal_health.readiness, portal_health.has_started
    from runtime_api import health

    if settings.OMNIA_ROLE == "runtime":
        return health.readiness, health.has_started
    return _readiness_of_both, health.has_started


def _readiness_of_both() -> Readiness:
    """Conversations decide: callers must not be sent away because nobody can edit just now."""
    from omnia import portal_health
    from runtime_api import health

    found, pages = health.readiness(), portal_health.readiness()
    word = "degraded" if found.is_ready and not pages.is_ready else found.word
    return Readiness(found.is_ready, word, {**found.checks, **pages.checks})
