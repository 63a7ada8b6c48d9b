"""Small template tags of the pages: icons, names of languages."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from omnia.documents.wording import language_name
from omnia.finding_words import language_in_words

register = template.Library()
register.filter("language_name", language_name)
register.filter("language_in_words", language_in_words)


@register.filter("at")
def at(held: Mapping[str, Any] | None, key: str) -> Any:
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
