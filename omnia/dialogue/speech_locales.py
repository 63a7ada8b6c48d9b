"""The locale of a person as the writers of values need it."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from omnia.dialogue.extraction.languages import LANGUAGES


@lru_cache(maxsize=64)
def babel_locale(locale: str) -> Locale:
    """The CLDR data of a locale; English of no country is read as international (`12 May 1980`), not as American."""
    try:
        return Locale.parse("en_GB" if locale == "en" else locale.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        language = locale.split("-", maxsplit=1)[0]
        return Locale.parse(language if language in LANGUAGES and language != "en" else "en_GB")


def language_of(locale: str) -> str:
    """The language of a locale; English where it is not spoken here."""
    language = locale.replace("_", "-").split("-")[0].lower()
    return language if language in LANGUAGES else "en"
