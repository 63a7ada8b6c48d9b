"""Where in a conversation a caller was found, in words."""

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext as _

register = template.Library()

MOST = 4
"""Places that are named of one conversation."""


@register.filter
def places_in_words(where: Iterable[str]) -> str:
    """The places of a `Hit` for people, the first ones."""
    found = [_words(place) for place in where]
    return ", ".join(found[:MOST]) + (" …" if len(found) > MOST else "")


def _words(place: str) -> str:
    kind, _blank, name = place.partition(" ")
    if kind == "turn":
        return _("turn %(number)s") % {"number": name}
    if kind == "value":
        return _("what was understood of “%(name)s”") % {"name": name}
    fixed = {"external_id": _("your id"), "state": _("what it holds so far"), "words": _("words that did not help")}
    return fixed.get(kind, place)
