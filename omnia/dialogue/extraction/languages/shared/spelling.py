"""The international spelling alphabet, and letters and digits that sound or look alike."""

from collections.abc import Mapping

NATO = (
    "alfa|alpha bravo charlie delta echo foxtrot golf hotel india juliet|juliett kilo lima mike november oscar papa "
    "quebec romeo sierra tango uniform victor whiskey|whisky x-ray|xray yankee zulu"
)  # fmt: skip

SPELLED_SOUNDS = frozenset([
    "are", "you", "why", "see", "sea", "be", "tea", "pea", "pee", "eye", "queue", "axe", "gee", "jay", "oh", "owe", "for", "fore", "to", "too",
    "won", "ate", "sicks", "tree", "free", "fife", "niner", "nein", "ay", "eh", "es", "yew", "ewe",
])  # fmt: skip
"""Of these sounds, those that are letters and digits also where no form tells so, if nothing but a code is said."""

CROSSED: Mapping[str, str] = {
    "O": "0", "0": "O", "A": "8", "H": "8", "N": "9", "E": "3", "Q": "2", "I": "1", "8": "AH", "9": "N", "3": "E", "2": "QU", "1": "I", "6": "X", "5": "S",
}  # fmt: skip
"""English letters and digits that sound or look alike: one may stand for the other where the form of a code tells which it is."""

SOUND_ALIKE: tuple[frozenset[str], ...] = tuple(map(frozenset, ("bcdegptvz", "ahjk", "fsx", "mn", "iy", "quw")))
"""Letters whose names share their vowel, so that a telephone line confuses them."""

BEGINNING_SOUNDS: frozenset[str] = frozenset([
    "are", "why", "sea", "be", "tea", "pea", "pee", "eye", "queue", "axe", "gee", "jay", "es", "yew", "ewe", "ay",
])  # fmt: skip
"""Of these sounds, those that people do not put before an answer."""

AND = "and"

ENDING_SOUNDS: frozenset[str] = BEGINNING_SOUNDS | frozenset(
    [
        AND,
        "an",
        "end",
        "in",
        "you",
        "see",
        "he",
        "hey",
        "eh",
        "age",
        "each",
        "as",
        "if",
        "off",
        "am",
        "him",
        "them",
        "all",
        "ill",
        "hell",
    ]
)  # fmt: skip
"""And those that people do not put after one."""
