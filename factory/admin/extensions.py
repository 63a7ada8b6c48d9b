"""What other apps add to the pages around a document of the catalogue. The factory has the places, others fill them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.http import HttpRequest, HttpResponse

from factory.waves import Wave

if TYPE_CHECKING:
    from factory.admin.dashboard import Group
    from factory.admin.page import Page


@dataclass(frozen=True, slots=True)
class AddedPage:
    """A page of a document: its address, its name in the admin, and what it is called among the pages of the document."""

    where: str
    name: str
    view: Callable[..., HttpResponse]
    right: Callable[[HttpRequest], bool]
    label: Any
    """Empty for a page that is reached from others only."""


class Publishing(Protocol):
    """What is shown and asked for on the page on which a draft is published."""

    def context(self, page: "Page") -> Mapping[str, Any]:
        """What `admin/fleet/publish.html` shows."""

    def wave(self, page: "Page") -> Wave | None:
        """The wave that a post asks for; None for everybody at once. Raises `CatalogueError`."""


class _Everybody:
    """Without an app that knows the projects, a version is everybody's at once."""

    def context(self, page: "Page") -> Mapping[str, Any]:  # noqa: ARG002  # as the protocol has it
        return {}

    def wave(self, page: "Page") -> Wave | None:  # noqa: ARG002  # as the protocol has it
        return None


Attention = Callable[[HttpRequest], Iterable["Group"]]
"""What an app has to say on the admin's first page to who asks."""

added_pages: list[AddedPage] = []
_attention: dict[str, Attention] = {}
_publishing: list[Publishing] = [_Everybody()]


def add_page(page: AddedPage) -> None:
    """Have a page beside those of each document; once a name."""
    if page.name not in {each.name for each in added_pages}:
        added_pages.append(page)


def set_publishing(publishing: Publishing) -> None:
    """Have something shown and asked for where drafts are published."""
    _publishing[:] = [publishing]


def publishing() -> Publishing:
    """What is shown and asked for there."""
    return _publishing[0]


def add_attention(name: str, attention: Attention) -> None:
    """Have something said on the first page; once a name."""
    _attention[name] = attention


def attention(request: HttpRequest) -> Iterable["Group"]:
    """What other apps have to say on the first page."""
    return [group for asked in _attention.values() for group in asked(request)]
