"""What is written before digits that are a telephone number."""

LEADING_MARKS = frozenset("@-:")
"""Marks right before digits that are written like a telephone number."""
