"""The country whose numbers and codes a caller means."""

from __future__ import annotations

from omnia.dialogue.extraction.base import Context

COUNTRIES = {"en": "US", "it": "IT", "es": "ES", "fr": "FR", "de": "DE", "pt": "PT"}
"""The country that is meant where nothing but the language is known."""


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
