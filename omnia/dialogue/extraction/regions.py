"""The country whose numbers and codes a caller means."""

from __future__ import annotations

from omnia.dialogue.extraction.base import Context

COUNTRIES = {"en": "US", "it": "IT", "es": "ES", "fr": "FR", "de": "DE", "pt": "PT"}
"""The country that is meant where nothing but the language is known."""


def region_for(locale: str, default_locale: str, region: str) -> str:
    """The country of a conversation: the locale's own, the project's where its main language is spoken, else the language's.

    A British project that also speaks Italian is called by people with Italian numbers.
    """
    language, _, country = locale.replace("_", "-").partition("-")
    if len(country) == 2:
        return country.upper()
    if language == default_locale.replace("_", "-").partition("-")[0]:
        return region
    return COUNTRIES.get(language, region)


def told_region(context: Context) -> str:
    """The country that the question's options, the conversation or the locale names; empty where none does."""
    chosen = context.options.get("region")
    language, _, country = context.locale.replace("_", "-").rpartition("-")
    by_locale = country if language and len(country) == 2 else ""
    return (chosen if isinstance(chosen, str) and chosen else context.region or by_locale).upper()


def likely_regions(context: Context) -> tuple[str, ...]:
    """ISO 3166 codes, the likeliest first: only the question's own where its options name one."""
    chosen = context.options.get("region")
    if isinstance(chosen, str) and chosen:
        return (chosen.upper(),)
    language, _, country = context.locale.replace("_", "-").rpartition("-")
    by_locale = country.upper() if language and len(country) == 2 else ""
    # The language's country counts only where nothing better is known: Italian is spoken in Switzerland too.
    likely = ((context.region or "").upper(), by_locale or COUNTRIES.get(context.language, "US"))
    return tuple(dict.fromkeys(region for region in likely if region))
