"""What follows the name of a person in any language."""

SUFFIXES = frozenset([
    "jr", "sr", "jnr", "snr", "junior", "senior", "jun", "sen", "ii", "iii", "iv", "phd", "md", "esq", "esquire", "hijo", "padre", "fils", "pere",
])  # fmt: skip
"""What follows a name and belongs to neither of its parts, in any language; Portuguese `Filho` and `Neto` are surnames."""
