"""Guards in front of the management API: what a body may be, and that the disk has room for what is written."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from management_api.bounds import MAX_ARCHIVE, MAX_DEPTH, MAX_DOCUMENT
from omnia.infra import disk_space
from omnia.infra.problems import Problem
from runtime_api.json_bodies import depth_of

Handler = Callable[[HttpRequest], HttpResponse]

READING = frozenset({"GET", "HEAD", "OPTIONS"})
ARCHIVE = "application/zip"
AGAIN = {"Retry-After": "30"}


class ManagementGuardMiddleware:
    """Refuses a body that is too large or too deep before anything reads it, and any change while the disk is nearly full."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, if it may be looked at."""
        is_archive = request.META.get("CONTENT_TYPE", "").strip().lower() == ARCHIVE
        most = MAX_ARCHIVE if is_archive else MAX_DOCUMENT
        if int(request.META.get("CONTENT_LENGTH") or 0) > most:
            raise Problem("too-large", f"A body of this kind may have {most // 1024} KiB.")
        if not is_archive and depth_of(request.body) > MAX_DEPTH:
            raise Problem("too-deep", f"The body may be nested {MAX_DEPTH} levels deep.")
        if request.method not in READING and disk_space.is_short():
            raise Problem(
                "unavailable", "The disk of the databases is nearly full: nothing can be changed just now.", headers=AGAIN
            )
        return self.get_response(request)
