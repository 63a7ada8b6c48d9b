"""Headers that all planes send."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PERMISSIONS_POLICY = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
"""Nothing of ours uses what a browser can reach (W3C Permissions Policy), but the simulator."""

MICROPHONE_POLICY = PERMISSIONS_POLICY.replace("microphone=()", "microphone=(self)")
"""For pages with the simulator, where who likes speaks the answer; the browser asks them first."""

NOT_KEPT = "no-store"
"""`Cache-Control` of what no browser and no proxy may keep."""


def with_microphone(response: HttpResponse) -> HttpResponse:
    """A page with the simulator, whose browser may use the microphone if the person lets it."""
    response.headers["Permissions-Policy"] = MICROPHONE_POLICY
    return response


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
    """Tells browsers that pages need none of their powerful features, but those that say so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response
