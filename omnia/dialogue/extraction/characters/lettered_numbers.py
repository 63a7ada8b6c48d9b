"""Free telephone numbers that end in a word, whose letters stand for the keys that they are printed on: `1 800 GOT JUNK`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberType

from omnia.dialogue.extraction.characters.digit_runs import DigitPiece, DigitRun
from omnia.dialogue.extraction.text.tokens import Token

KEYS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999")
"""Letters to the keys of a telephone (ITU-T E.161)."""

FREE = frozenset(["800", "808", "805", "888", "877", "866", "855", "844", "833", "900"])
"""What free numbers begin with, without a trunk zero or the country."""

MAX_WORDS = 3
SHORTEST, LONGEST = 5, 9
"""Letters of such a word; of a longer one than the plan has room for the last ones are not dialled."""

ROOM_IN_NORTH_AMERICA = 7


def lettered_number(run: DigitRun, tokens: Sequence[Token], regions: Sequence[str]) -> tuple[DigitRun, PhoneNumber] | None:
    """The free number that digits and the words after them are, and its row; None where they are none."""
    if run.digits.removeprefix("1").removeprefix("0") not in FREE:
        return None
    first = run.after + (run.after < len(tokens) and tokens[run.after].text == "-")
    words = list(takewhile(_is_plain_word, tokens[first : first + MAX_WORDS + 1]))
    letters = "".join(token.text for token in words)
    if not SHORTEST <= len(letters) <= LONGEST or len(words) > MAX_WORDS:
        return None
    for region in regions:
        room = ROOM_IN_NORTH_AMERICA if phonenumbers.country_code_for_region(region) == 1 else LONGEST
        number = _free_number(run.digits + letters[:room].translate(KEYS), region)
        if number is not None:
            word = DigitPiece(letters.translate(KEYS), first, first + len(words), spoken=True)
            return DigitRun((*run.pieces, word), run.tokens, run.plus, run.first), number
    return None


def _is_plain_word(token: Token) -> bool:
    return token.is_word and token.text.isascii() and token.text.isalpha() and len(token.text) > 1


def _free_number(digits: str, region: str) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    free = phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) == PhoneNumberType.TOLL_FREE
    return number if free else None
