"""An age where a birth is asked: it is no year (45 is not 1945), and only with the birthday beside it a date."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.text.grammar import Element, grammar
from omnia.dialogue.extraction.text.phrases import known
from omnia.dialogue.extraction.time.date_values import build
from omnia.dialogue.extraction.values import Context

AGED = range(1, 121)
"""Numbers that can be an age."""


def stated_age(text: str, context: Context) -> Element | None:
    """The number of an utterance that tells an age and no date; None where it tells none."""
    scan = grammar(context.language).scan(text)
    numbers = [element for element in scan.elements if element.roles.keys() & {"num", "ord", "month"}]
    if len(numbers) != 1 or numbers[0].value("num") not in AGED or "month" in numbers[0].roles:
        return None
    number = numbers[0]
    before, after = _patterns(known(context.language))
    folded = scan.folded.text.replace("'", " ").replace("’", " ")
    rest = folded[number.end :]
    told_after = after.match(rest)
    told_before = before.search(folded[: number.start]) and not _ALONE.sub("", rest)
    return number if told_after or told_before else None


_ALONE = re.compile(r"^[\s.,!]*(?:now|adesso|ora|ahora|maintenant|jetzt|agora|yesterday|today)?[\s.,!]*$")


def birth_of_age(text: str, age: Element, context: Context, day_of: Callable[[str], date | None]) -> date | None:
    """The birth of who turned so old on a day that is told: `I turned forty yesterday`."""
    folded = grammar(context.language).scan(text).folded.text
    turned = _turned(known(context.language)).search(folded)
    if turned is None:
        return None
    rest = f"{text[: age.start]}{' ' * (age.end - age.start)}{text[age.end :]}"
    day = day_of(rest)
    years = int(age.value("num"))
    return build(day.year - years, day.month, day.day) if day is not None and day <= context.reference.date() else None


@lru_cache(maxsize=8)
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = pack(language).time.ages
    return re.compile(rf"(?:^|\s)(?:{words.before}|{words.turned})\s+$"), re.compile(rf"\s*-?\s*(?:{words.after})(?!\w)")


@lru_cache(maxsize=8)
def _turned(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pack(language).time.ages.turned.replace(' ', '.')})(?!\w)")
