"""Text whose accents stand apart from their letters, for recognisers that cut the text itself."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from omnia.dialogue.extraction.base import Context, Reading, Recogniser
from omnia.dialogue.extraction.text import fold


def read_composed(read: Recogniser, text: str, context: Context) -> Reading:
    """The reading of a text; of a decomposed one, that of its composed form, with spans over the whole text as given."""
    if fold(text).offsets is None:
        return read(text, context)
    whole = unicodedata.normalize("NFC", text)
    if fold(whole).offsets is not None:
        return Reading()
    reading, span = read(whole, context), (0, len(text))
    return Reading(
        tuple(replace(match, raw=text, span=span) for match in reading.matches),
        tuple(replace(miss, raw=text, span=span) for miss in reading.violations),
    )
