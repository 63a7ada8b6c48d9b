"""Characters that are taken for each other: by ear, in each language, and by eye.

By ear: the sets that recognisers of letters are known to confuse, those whose names share their vowel (the E-set of English,
L. R. Rabiner and B.-H. Juang, "Fundamentals of Speech Recognition", 1993, 5.6), nasals and hissing sounds; of the digits those
that telephone speech has second words for (German `zwo`, Brazilian `meia`, aviation's `niner`), with the tens that sound like
them. By eye: what Crockford's Base32 and ISO 3779 leave out, with the digits drawn alike.
"""

from collections.abc import Mapping

BY_EAR: Mapping[str, tuple[str, ...]] = {
    "en": ("BCDEGPTVZ3", "MN", "FSX6", "AJKH8", "IY59", "QUW2", "O0"),
    "it": ("BCDGPTVI", "MN", "FS", "LR", "36", "67", "AKH", "QU"),
    "es": ("BCDEGPT", "BV", "MN", "FS", "LR", "36", "67", "23", "AKH", "QU"),
    "fr": ("BCDEGPTV", "GJ", "MN", "FS", "LR", "36", "67", "56", "AKH", "QU"),
    "de": ("BCDEGPTW", "MN", "FSX", "FVW", "23", "59", "67", "AHK", "QU"),
    "pt": ("BCDEGPTV", "MN", "FS", "LR", "36", "67", "AKH", "QU"),
}
"""Sets of which any character may have been said where another was heard; a character may stand in several."""

TENS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "en": (("13", "30"), ("14", "40"), ("15", "50"), ("16", "60"), ("17", "70"), ("18", "80"), ("19", "90")),
    "de": (("13", "30"), ("14", "40"), ("15", "50"), ("16", "60"), ("17", "70"), ("18", "80"), ("19", "90")),
}
"""Numbers said as one word that are heard as another: `fifteen`, `fifty`."""

BY_EYE: tuple[str, ...] = ("0OQD", "1IL7", "2Z", "4A", "5S", "6G", "8B", "UV", "VY", "MN")
"""Sets of characters that are read, and so typed, for each other."""
