"""How often one misheard or mistyped character is put right, and how often wrongly: `python -m bench.extraction.repairs`.

Codes with a right check are drawn from a fixed seed, and one character of each is exchanged: for one that is taken for it by ear
or by eye, or for any other one of its kind, which is where wrong proposals come from.
"""

import random
import string
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

from stdnum import luhn
from stdnum.de import idnr
from stdnum.it import codicefiscale

from omnia.dialogue.extraction.hearing.checksum_repair import Sense, confusable, propose
from omnia.dialogue.extraction.registry import recognise
from omnia.dialogue.extraction.values import Context

DRAWN = 400
"""Codes of each kind and way."""

NOW = datetime(2026, 1, 15, 10)  # noqa: DTZ001  # a caller's local time


def _digits(draw: random.Random, count: int) -> str:
    return "".join(draw.choices(string.digits, k=count))


def _iban(draw: random.Random) -> str:
    account = _digits(draw, 18)
    return f"DE{98 - int(f'{account}131400') % 97:02d}{account}"


def _card(draw: random.Random) -> str:
    number = f"4{_digits(draw, 14)}"
    return number + luhn.calc_check_digit(number)


def _codice_fiscale(draw: random.Random) -> str:
    letters = "".join(draw.choices("BCDFGLMNPRSTV", k=6))
    day = f"{draw.randint(30, 99)}{draw.choice('ABCDEHLMPRST')}{draw.randint(1, 28):02d}"
    code = f"{letters}{day}{draw.choice('ABCDEFGHI')}{draw.randint(100, 999)}"
    return code + codicefiscale.calc_check_digit(code)


def _tax_number(draw: random.Random) -> str:
    while True:
        number = f"{draw.randint(1, 9)}{_digits(draw, 9)}"
        for digit in string.digits:
            if idnr.is_valid(number + digit):
                return number + digit


CODES: dict[str, tuple[str, str, Callable[[random.Random], str]]] = {
    "iban": ("DE", "mod 97", _iban),
    "codice_fiscale": ("IT", "mod 26", _codice_fiscale),
    "card_number": ("DE", "mod 10", _card),
    "tax_code": ("DE", "mod 11, 10", _tax_number),
}
LANGUAGES = {"DE": "de", "IT": "it"}


def _spoiled(kind: str, sense: Sense, anyhow: bool) -> Iterator[tuple[str, str, Context]]:
    """Codes with one character exchanged, beside the right ones; an exchange that the recogniser does not notice is left out."""
    region, _, make = CODES[kind]
    context = Context(LANGUAGES[region], NOW, region)
    draw = random.Random(f"{kind}:{sense}:{anyhow}")  # to be had again
    taken = confusable(context.language, sense)
    count = 0
    while count < DRAWN:
        code = make(draw)
        place = draw.randrange(len(code))
        alike = string.digits if code[place].isdigit() else string.ascii_uppercase
        if others := alike.replace(code[place], "") if anyhow else taken.get(code[place], ""):
            heard = code[:place] + draw.choice(others) + code[place + 1 :]
            if any(each.rule == "checksum" for each in recognise(kind, heard, context).violations):
                count += 1
                yield code, heard, context


def main() -> None:
    """Print, by kind and sense: put right, put wrongly (another code proposed), left alone."""
    print(f"{'kind':<16}{'check':<12}{'error':<14}{'right':>7}{'wrong':>7}{'none':>7}")
    ways: tuple[tuple[str, Sense, bool], ...] = (("ear", "ear", False), ("eye", "eye", False), ("any, by ear", "ear", True))
    for kind, (_, check, _make) in CODES.items():
        for name, sense, anyhow in ways:
            told: Counter[str] = Counter()
            for code, heard, context in _spoiled(kind, sense, anyhow):
                match = propose(kind, heard, context, sense)
                told["none" if match is None else "right" if match.value == code else "wrong"] += 1
            shares = [f"{told[outcome] / DRAWN:>7.1%}" for outcome in ("right", "wrong", "none")]
            print(f"{kind:<16}{check:<12}{name:<14}{''.join(shares)}")


if __name__ == "__main__":
    main()
