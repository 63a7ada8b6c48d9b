"""Headers that all planes send."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PERMISSIONS_POLICY = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
"""Nothing of ours uses what a browser can reach (W3C Permissions Policy)."""

NOT_KEPT = "no-store"
"""`Cache-Control` of what no browser and no proxy may keep."""


class NotKeptMiddleware:
    """Has no page kept but those that say so: whoever goes back after somebody signed out, or saved, is not shown what was.

    Browsers put what was typed into the page that they load anew.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", NOT_KEPT)
        return response


class PermissionsPolicyMiddleware:
    """Tells browsers that pages need none of their powerful features."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        return response
