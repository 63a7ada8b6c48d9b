"""Codes of places as they are spoken: by their names in the listener's language."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.places.countries import territories
from omnia.dialogue.extraction.places.nationalities import spoken_names
from omnia.dialogue.extraction.places.spoken_languages import cldr_languages
from omnia.dialogue.extraction.text.inflections import feminine
from omnia.dialogue.extraction.text.phrases import known


def _bare(locale: str) -> str:
    return locale.replace("_", "-").split("-", maxsplit=1)[0].lower()


@lru_cache(maxsize=64)
def _cldr(locale: str) -> str:
    """The name of the CLDR data of a locale; a bare language's own (Portuguese of Portugal)."""
    name = locale.replace("-", "_")
    try:
        return str(Locale.parse(name)) if "_" in name else pack(name.lower()).places.countries.cldr_locales[0]
    except (ValueError, UnknownLocaleError):
        return pack(_bare(locale)).places.countries.cldr_locales[0]


def country_name(code: str, locale: str) -> str:
    """A country's name, as it is said; the code itself where there is no such country."""
    return pack(_bare(locale)).places.countries.spoken.get(code) or territories(_cldr(locale)).get(code) or code


def nationality_name(code: str, locale: str) -> str:
    """A nationality as the adjective that goes with the word for it (`nationalité italienne`), or by the country's name."""
    language = known(_bare(locale))
    word = spoken_names(language).get(code)
    if word is None:
        return country_name(code, locale)
    return feminine(word, language) if language != "en" else " ".join(piece.capitalize() for piece in word.split())


def language_name(code: str, locale: str) -> str:
    """A language's name, as it is said; the code itself where there is no such language."""
    return cldr_languages(_cldr(locale)).get(code) or code
