"""Small template tags of the pages: icons, names of languages and months."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from omnia.documents.wording import language_name
from omnia.documents.writers import FieldWriters
from omnia.finding_words import language_in_words

register = template.Library()
register.filter("language_name", language_name)
register.filter("language_in_words", language_in_words)


@register.filter
def month_in_words(month: str) -> str:
    """A month that is written as 2026-11, in the reader's language: November 2026."""
    return date_format(datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC), "F Y")


@register.filter("at")
def at(held: Mapping[str, Any] | FieldWriters | None, key: str) -> Any:
    """What a mapping holds under a key; nothing where there is no mapping."""
    return (held or {}).get(key)


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """An icon from the vendored sprite; decorative, so the words beside it must carry the meaning.

    Args:
        name: the symbol's id in `static/vendor/lucide/icons.svg`.
        size: empty for 16 px, `large` for 20 px.
    """
    extra = f" icon-{size}" if size else ""
    sprite = static("vendor/lucide/icons.svg")
    return format_html('<svg class="icon{}" aria-hidden="true"><use href="{}#{}"></use></svg>', extra, sprite, name)


@register.simple_tag
def described_by(element_id: str, **said: Any) -> SafeString:
    """The attribute that names what is said of an input; nothing where nothing is said.

    Args:
        element_id: the input's id.
        said: by the ending of an element's id, whether it is there; in the order in which they are to be read.
    """
    named = " ".join(f"{element_id}-{ending}" for ending, is_there in said.items() if is_there)
    return format_html(' aria-describedby="{}"', named) if named else SafeString()
