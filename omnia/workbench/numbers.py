"""Reading what forms and addresses say."""

MAX_DIGITS = 9
"""Digits of a number that a form may hold; versions and levels are far below."""


def whole_number(text: str, otherwise: int = 0) -> int:
    """The number that a text holds; `otherwise` if it holds none that could be meant."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS else otherwise
