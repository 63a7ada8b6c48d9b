"""The international spelling alphabet, and letters and digits that sound or look alike."""

NATO = (
    "alfa|alpha bravo charlie delta echo foxtrot golf hotel india juliet|juliett kilo lima mike november oscar papa "
    "quebec romeo sierra tango uniform victor whiskey|whisky x-ray|xray yankee zulu"
)  # fmt: skip

SOUND_ALIKE: tuple[frozenset[str], ...] = tuple(map(frozenset, ("bcdegptvz", "ahjk", "fsx", "mn", "iy", "quw")))
"""Letters whose names share their vowel, so that a telephone line confuses them."""
