"""Characters that look alike, and so are read and typed for each other."""

BY_EYE: tuple[str, ...] = ("0OQD", "1IL7", "2Z", "4A", "5S", "6G", "8B", "UV", "VY", "MN")
"""Sets of characters that are read, and so typed, for each other."""
