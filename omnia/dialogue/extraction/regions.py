"""The country whose numbers and codes a caller means."""

from __future__ import annotations

from functools import lru_cache

from omnia.dialogue.extraction.languages import own_pack, pack
from omnia.dialogue.extraction.values import Context


def region_for(locale: str, default_locale: str, region: str) -> str:
    """The country of a conversation: the locale's own, the project's where its main language is spoken, else the language's.

    A British project that also speaks Italian is called by people with Italian numbers.
    """
    language, _, country = locale.replace("_", "-").partition("-")
    if len(country) == 2:
        return country.upper()
    if language == default_locale.replace("_", "-").partition("-")[0]:
        return region
    own = own_pack(language)
    return own.region if own is not None else region


@lru_cache(maxsize=256)
def _country_of(locale: str) -> str:
    """The country that a locale names; empty where it names none."""
    language, _, country = locale.replace("_", "-").rpartition("-")
    return country.upper() if language and len(country) == 2 else ""


def told_region(context: Context) -> str:
    """The country that the question's options, the conversation or the locale names; empty where none does."""
    chosen = context.options.get("region")
    if not (isinstance(chosen, str) and chosen):
        chosen = context.region or _country_of(context.locale)
    return chosen.upper()


def likely_regions(context: Context) -> tuple[str, ...]:
    """ISO 3166 codes, the likeliest first: only the question's own where its options name one."""
    chosen = context.options.get("region")
    if isinstance(chosen, str) and chosen:
        return (chosen.upper(),)
    by_locale = _country_of(context.locale)
    # The language's country counts only where nothing better is known: Italian is spoken in Switzerland too.
    likely = ((context.region or "").upper(), by_locale or pack(context.language).region)
    return tuple(dict.fromkeys(region for region in likely if region))
