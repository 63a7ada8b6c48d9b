"""The middleware through which the rest of the portal sees the client in place of the proxy."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from omnia.infra.client_address import Network, is_trusted, parse_hop, resolve_client

FORWARDED_HEADERS = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT")


class ClientAddressMiddleware:
    """Puts the client's address in place of a trusted proxy's, and drops what others claim to have forwarded."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._trusted: Sequence[Network] = settings.OMNIA_TRUSTED_PROXIES

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        told = request.META
        peer = parse_hop(told.get("REMOTE_ADDR", ""))
        if self._trusted and (peer is None or not is_trusted(peer, self._trusted)):
            for name in FORWARDED_HEADERS:
                told.pop(name, None)
        told["REMOTE_ADDR"] = resolve_client(told.get("REMOTE_ADDR", ""), told.get("HTTP_X_FORWARDED_FOR", ""), self._trusted)
        return self.get_response(request)
