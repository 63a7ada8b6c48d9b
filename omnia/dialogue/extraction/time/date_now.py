"""Words for now that name no day unless they are the whole answer: `ahora mismo no lo sé` says nothing of a date."""

from __future__ import annotations

import re

from omnia.dialogue.extraction.text.grammar import Element, Scan

NOW = frozenset(
    phrase
    for phrases in (
        "now|right now|just now|at the moment|at this moment|immediately|for the day|the whole day",
        "adesso|ora|subito|in questo momento|questo momento|oggigiorno|la giornata",
        "ahora|ahora mismo|ahorita|ya|ya mismo|en este momento|este momento|este mismo momento|por el dia|todo el dia",
        "maintenant|en ce moment|tout de suite|a l instant|la journee|toute la journee",
        "jetzt|gerade|gerade jetzt|sofort|momentan|derzeit|im moment|in diesem moment|zu dieser zeit",
        "agora|agora mesmo|ja|imediatamente|neste momento|nesse momento|este momento",
        "hoje em dia|logo mais|pelo dia|o dia todo|o dia inteiro",
    )
    for phrase in phrases.split("|")
)
"""Folded; a language's scanner finds its own of them only."""

_ASIDE = (
    "please|thanks|thank you|well|okay|ok|yes|uh|um|er|erm|"
    "per favore|per cortesia|grazie|si|anche|beh|eh|ehm|allora|"
    "por favor|gracias|bueno|pues|este|"
    "s il vous plait|merci|oui|euh|alors|bon|"
    "bitte|bitte schon|danke|ja|ah|ahm|also|gleich|"
    "se faz favor|obrigado|obrigada|sim|hum|bom|entao"
)
_POLITE = re.compile(rf"(?: (?:{_ASIDE})(?= |$))*")
_LONGEST_ASIDE = 60

_COUNTED_FROM = frozenset({"after", "before", "later"})
_UNITS = frozenset({"unit_day", "unit_week", "unit_month", "unit_year", "unit_fortnight", "unit_workday"})


def is_only_aside(scan: Scan, place: int) -> bool:
    """Whether the element at a place is a word for now that stands among other words, so that no day is meant.

    After a count of days or weeks it is what they count from: `three days after now`.
    """
    element = scan.elements[place]
    if _words(scan.folded.text[element.start : element.end]).strip() not in NOW:
        return False
    if place > 1 and _counts(scan.elements[place - 2], scan.elements[place - 1]):
        return False
    around = _words(f"{scan.folded.text[: element.start]} {scan.folded.text[element.end :]}")
    return len(around) > _LONGEST_ASIDE or _POLITE.fullmatch(around) is None


def _counts(unit: Element, link: Element) -> bool:
    return not unit.roles.keys().isdisjoint(_UNITS) and not link.roles.keys().isdisjoint(_COUNTED_FROM)


def _words(text: str) -> str:
    """The words of a folded text, each with a space before it."""
    return "".join(f" {word}" for word in re.findall(r"\w+", text))
