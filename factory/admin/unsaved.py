"""What staff typed into a draft that could not be saved, kept with their session until it is saved or discarded."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, QueryDict

KEY = "catalogue.typed"
MAX_DOCUMENTS = 5
"""Pages whose texts are kept; of more the oldest go."""
MAX_CHARACTERS = 300_000
"""Of one page; a longer text stays in the page alone, which asks before it is left."""


def keep(request: HttpRequest, page: str, fields: Mapping[str, str]) -> None:
    """Remember what was typed on a page, such as `template:date:change`."""
    if sum(len(name) + len(text) for name, text in fields.items()) <= MAX_CHARACTERS:
        others = {name: held for name, held in _all(request).items() if name != page}
        request.session[KEY] = dict([*others.items(), (page, dict(fields))][-MAX_DOCUMENTS:])


def forget(request: HttpRequest, page: str) -> None:
    """What was typed on a page is saved or not wanted."""
    if page in _all(request):
        request.session[KEY] = {name: held for name, held in _all(request).items() if name != page}


def typed(request: HttpRequest, page: str) -> QueryDict | None:
    """What was typed on a page as the form would send it; None if everything is saved."""
    held = _all(request).get(page)
    if held is None:
        return None
    found = QueryDict(mutable=True)
    found.update(held)
    return found


def _all(request: HttpRequest) -> dict[str, Any]:
    held: dict[str, Any] = request.session.get(KEY, {})
    return held
