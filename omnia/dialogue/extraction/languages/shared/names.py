"""What follows the name of a person in any language."""

SUFFIXES = frozenset(("ii", "iii", "iv"))
"""Numerals after a name that belong to neither of its parts."""
