"""What a locale is called by the people who read about it."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError


@lru_cache(maxsize=256)
def locale_name(locale: str, reader: str = "en") -> str:
    """Name a locale in the reader's language, such as Italian or Portuguese (Brazil); what is no locale is returned as it is."""
    try:
        return Locale.parse(locale, sep="-").get_display_name(reader.replace("-", "_")) or locale
    except (ValueError, UnknownLocaleError):
        return locale
