"""Time zones as people name them, by language: minutes ahead of UTC, or a zone of the IANA database where the clocks change.

Abbreviations that mean several zones (`IST`) or a word of the language (French `est`) are left out.
"""

from __future__ import annotations

_EVERYWHERE: dict[str, int | str] = {
    "utc|gmt|u t c|g m t|greenwich mean time|zulu": 0, "cet|c e t": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180,
    "jst": 540, "sgt": 480, "aest": 600, "aedt": 660,
}  # fmt: skip

_CITIES = {
    "london": "Europe/London", "lisbon": "Europe/Lisbon", "madrid": "Europe/Madrid", "paris": "Europe/Paris", "rome": "Europe/Rome", "berlin": "Europe/Berlin",
    "moscow": "Europe/Moscow", "new york": "America/New_York", "chicago": "America/Chicago", "los angeles": "America/Los_Angeles", "tokyo": "Asia/Tokyo",
    "beijing": "Asia/Shanghai", "sydney": "Australia/Sydney", "dubai": "Asia/Dubai", "sao paulo": "America/Sao_Paulo", "brasilia": "America/Sao_Paulo",
    "buenos aires": "America/Argentina/Buenos_Aires", "mexico": "America/Mexico_City", "bogota": "America/Bogota",
}  # fmt: skip

_NAMES = {
    "it": {"london": "londra", "lisbon": "lisbona", "paris": "parigi", "rome": "roma", "berlin": "berlino", "moscow": "mosca", "beijing": "pechino"},
    "es": {"london": "londres", "lisbon": "lisboa", "rome": "roma", "moscow": "moscu", "new york": "nueva york", "tokyo": "tokio", "beijing": "pekin", "sydney": "sidney"},
    "fr": {"london": "londres", "lisbon": "lisbonne", "moscow": "moscou", "beijing": "pekin"},
    "de": {"lisbon": "lissabon", "rome": "rom", "moscow": "moskau", "tokyo": "tokio", "beijing": "peking"},
    "pt": {"london": "londres", "lisbon": "lisboa", "madrid": "madri|madrid", "rome": "roma", "berlin": "berlim", "moscow": "moscovo|moscou", "new york": "nova york|nova iorque", "tokyo": "toquio", "beijing": "pequim", "mexico": "cidade do mexico"},
}  # fmt: skip

_ASKED = {
    "en": ("{} time",),
    "it": ("ora di {}", "l ora di {}", "orario di {}", "fuso di {}"),
    "es": ("hora de {}", "horario de {}"),
    "fr": ("heure de {}", "a l heure de {}"),
    "de": ("{}er zeit", "zeit in {}", "zeit von {}"),
    "pt": ("hora de {}", "horario de {}", "hora do {}"),
}
"""How a language says the time of a city."""

_OWN: dict[str, dict[str, int | str]] = {
    "en": {
        "pst|p s t": -480, "pdt": -420, "mst|mdt": -420, "cst": -360, "cdt": -300, "est|e s t": -300, "edt": -240, "bst|british summer time": 60,
        "eastern time|eastern|us eastern|eastern standard time": "America/New_York", "central time|us central": "America/Chicago", "mountain time": "America/Denver",
        "pacific time|pacific|us pacific": "America/Los_Angeles", "uk time|british time": "Europe/London", "central european time": 60,
    },
    "it": {"ora italiana|ora dell europa centrale": "Europe/Rome", "ora inglese|ora britannica": "Europe/London"},
    "es": {"hora peninsular|hora espanola": "Europe/Madrid", "hora canaria|hora de canarias|en canarias": "Atlantic/Canary", "hora inglesa|hora britanica": "Europe/London"},
    "fr": {"heure francaise": "Europe/Paris", "heure anglaise|heure britannique": "Europe/London", "hne": -300, "hae": -240},
    "de": {"mez|m e z|mitteleuropaischer zeit": 60, "mesz|m e s z": 120, "deutscher zeit": "Europe/Berlin", "londoner zeit|britischer zeit": "Europe/London"},
    "pt": {"wet": 0, "brt|horario de brasilia|hora de brasilia": "America/Sao_Paulo", "hora portuguesa|hora de portugal continental": "Europe/Lisbon", "hora dos acores": "Atlantic/Azores"},
}  # fmt: skip

HOME: dict[str, frozenset[int | str]] = {
    "it": frozenset({60, 120, "Europe/Rome"}),
    "es": frozenset({60, 120, "Europe/Madrid"}),
    "fr": frozenset({60, 120, "Europe/Paris"}),
    "de": frozenset({60, 120, "Europe/Berlin"}),
    "pt": frozenset({0, "Europe/Lisbon"}),
}
"""Zones that are a caller's own where nothing else is known; English is spoken in too many."""


def zones_of(language: str) -> dict[str, int | str]:
    """The phrases for zones in a language."""
    found = _EVERYWHERE | _OWN[language]
    for city, zone in _CITIES.items():
        for name in _NAMES.get(language, {}).get(city, city).split("|"):
            found["|".join(form.format(name) for form in _ASKED[language])] = zone
    return found
