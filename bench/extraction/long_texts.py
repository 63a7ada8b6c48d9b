# ruff: noqa: E501
"""How long the recognisers take at worst: `python -m bench.extraction.long_texts --limit 100`.

Every kind reads texts of 4,000 characters that mean work: words of numbers, letters, dates, streets and corrections again and again,
in every language. Told is the slowest text of each kind, and, with `--limit`, whether any takes more milliseconds than that.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from time import process_time

from omnia.dialogue.events import MAX_TEXT
from omnia.dialogue.extraction.languages import LANGUAGES
from omnia.dialogue.extraction.registry import kinds, recognise
from omnia.dialogue.extraction.values import Context

NOW = datetime(2026, 11, 23, 10)  # noqa: DTZ001  # a caller's local time

PIECES: dict[str, Sequence[str]] = {
    "en": ("five ", "twenty three ", "double ", "five times ", "no ", "not five but six ", "the third of may ", "an hour before ", "n for november ",
           "my name is john smith ", "12 baker street ", "and a half ", "quarter past ", "dot ", "pounds "),
    "it": ("cinque ", "venti", "doppia ", "no ", "non sei ma sette ", "il tre maggio ", "via roma 12 ", "mi chiamo mario rossi ", "e mezza ", "euro ", "punto "),
    "es": ("cinco ", "veintitrés ", "doble ", "no ", "no seis sino siete ", "el tres de mayo ", "calle mayor 12 ", "me llamo ana lópez ", "y media ", "euros "),
    "fr": ("cinq ", "quatre vingt ", "double ", "non ", "pas six mais sept ", "le trois mai ", "rue de la paix 12 ", "je m'appelle jean petit ", "et demie ", "euros "),
    "de": ("fünf ", "einundzwanzig", "doppel ", "nein ", "nicht sechs sondern sieben ", "der dritte mai ", "hauptstraße 12 ", "ich heiße anna schmidt ", "und halb ", "euro "),
    "pt": ("cinco ", "vinte e três ", "duplo ", "não ", "não seis mas sete ", "três de maio ", "rua augusta 12 ", "chamo me ana lopes ", "e meia ", "euros "),
}  # fmt: skip
"""What is said again and again, by language."""

ANYWHERE = (
    "9",
    "9 ",
    "12 ",
    "1/2 ",
    "1/",
    "/",
    "-",
    "a",
    "a ",
    "A1",
    "x ",
    "@.",
    "a.b@",
    "\u0300",
    "1:00 ",
    "IT60",
    "12.",
    "+",
    "(",
    "'",
    "5 no ",
    "ab cd ",
    "O'",
)
"""And of no language."""


@dataclass(frozen=True, slots=True)
class Slow:
    """The slowest text of a kind."""

    milliseconds: float
    kind: str
    language: str
    piece: str


def slowest(kind: str, languages: Sequence[str] = LANGUAGES) -> Slow:
    """The text that a kind takes longest for."""
    return max((_timed(kind, language, piece) for language, piece in _texts(languages)), key=lambda each: each.milliseconds)


def _texts(languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    for language in languages:
        yield from product((language,), (*PIECES[language], *ANYWHERE))


def _timed(kind: str, language: str, piece: str) -> Slow:
    text = piece * (MAX_TEXT // len(piece) + 1)
    context = Context(language, NOW, options={"possible": True})
    recognise(kind, piece, context)  # the data of the language are loaded
    # Twice where it is slow, each time another text, so that nothing is remembered and a pause of the machine does not count.
    spent = _spent(kind, text[:MAX_TEXT], context)
    if spent > DOUBTFUL:
        spent = min(spent, _spent(kind, text[: MAX_TEXT - 1], context))
    return Slow(spent, kind, language, piece)


DOUBTFUL = 50
"""Milliseconds from which on a time is measured again."""


def _spent(kind: str, text: str, context: Context) -> float:
    began = process_time()
    recognise(kind, text, context)
    return 1000 * (process_time() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", choices=kinds())
    parser.add_argument("--language", choices=LANGUAGES)
    parser.add_argument("--limit", type=float, help="milliseconds that no text may take")
    args = parser.parse_args()
    languages = (args.language,) if args.language else LANGUAGES
    found = [slowest(kind, languages) for kind in ((args.kind,) if args.kind else kinds())]
    for each in sorted(found, key=lambda each: -each.milliseconds):
        print(f"{each.milliseconds:8.1f} ms  {each.kind:22s} {each.language}  {each.piece!r}")
    if args.limit and any(each.milliseconds > args.limit for each in found):
        sys.exit(1)


if __name__ == "__main__":
    main()
