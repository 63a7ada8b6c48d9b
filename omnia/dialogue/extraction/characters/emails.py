"""Recogniser of e-mail addresses, typed or spoken.

A typed address is found as it stands. A spoken one is found from its at sign: to the right a domain (`gmail punto com`, or a
well-known provider's name alone), to the left all that may belong to the name before it. What is found must pass
`email-validator`'s check of syntax (RFC 5321 and 5322); no name server is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from email_validator import EmailNotValidError, validate_email

from omnia.dialogue.extraction.characters.email_items import DOUBT, Item, ItemReader
from omnia.dialogue.extraction.characters.spoken_domains import Domain, mended, name_start, spoken_domain, starts_domain
from omnia.dialogue.extraction.languages.compiled.emails import email_lexicon
from omnia.dialogue.extraction.languages.compiled.names import name_lexicon
from omnia.dialogue.extraction.languages.shared.emails import ENDINGS
from omnia.dialogue.extraction.text.tokens import MAX_CHARACTERS, fold_word
from omnia.dialogue.extraction.values import Context, Match, Reading, Violation

MESSAGE = "That does not look like a complete e-mail address."

_TYPED = re.compile(r"(?<![^\s<>()\[\],;:\"])[^\s@<>()\[\],;:\"]{1,100}@(?:\[[0-9.]{7,15}\]|[^\s@<>()\[\],;:\"]{1,255})")
_OPENING = "'‘’“”„«»*¿¡"
_CLOSING = "'‘’“”„«».!?…*"
_TYING = frozenset("._-+")
MAX_ADDRESSES = 8
"""At signs looked at in one text."""


def recognise_email(text: str, context: Context) -> Reading:
    """E-mail addresses, best first; `format` violations for what looks like one and is not valid."""
    text = text[:MAX_CHARACTERS]
    matches, violations = _typed(text)
    matches = [match for match in matches if not _goes_on_before(text, match.span[0], context.language)]
    if not matches and not (violations and _only_typed(text, violations)):
        spoken, misses = _spoken(text, context)
        matches = spoken
        violations = [] if spoken else (violations or misses)
    matches.sort(key=lambda match: -match.confidence)
    return Reading(tuple(matches), tuple(violations))


def is_piece_of_email(text: str, language: str) -> bool:
    """Whether words can be a piece of an address said in breaths: `peter dot brown`, `at gmail`, `p e t e r`, a first name."""
    items = [item for item in ItemReader(text, language).items() if item.kind != "comma"]
    if not 0 < len(items) <= MAX_PIECE or any(item.kind in {"stop", "remark"} for item in items):
        return False
    signs = [item for item in items if item.kind in {"at", "sign"}]
    if signs:
        return sum(item.kind == "word" for item in items) <= len(signs) + 1
    spelled = len(items) > 1 and all(item.kind in {"letter", "digits"} for item in items)
    return spelled or (len(items) == 1 and items[0].text in name_lexicon(language).known)


MAX_PIECE = 16
"""Words and signs of one breath of an address."""


@lru_cache(maxsize=256)
def valid_address(address: str) -> str | None:
    """The normal form of an address; None where it is not valid."""
    try:
        return validate_email(address, check_deliverability=False, allow_domain_literal=True).normalized.lower()
    except EmailNotValidError:
        return None


# --- typed ---------------------------------------------------------------------------------------------------------


def _typed(text: str) -> tuple[list[Match], list[Violation]]:
    """Addresses written as such, and what looks like one."""
    matches: list[Match] = []
    violations: list[Violation] = []
    if "@" not in text:
        return matches, violations
    for found in _TYPED.finditer(text):
        raw = found.group()
        start = found.start() + len(raw) - len(raw.lstrip(_OPENING))
        end = found.end() - len(raw) + len(raw.rstrip(_CLOSING))
        candidate = text[start:end]
        if not candidate or candidate.startswith(("@", "/")) or candidate.endswith("@"):
            continue
        value = valid_address(candidate)
        if value is not None:
            matches.append(Match("email", value, candidate, (start, end), 0.99))
        else:
            violations.append(Violation("email", "format", candidate, (start, end), MESSAGE))
        if len(matches) + len(violations) >= MAX_ADDRESSES:
            break
    return matches, violations


def _goes_on_before(text: str, start: int, language: str) -> bool:
    """Whether the name of a sign stands right before a typed address, which is then half of one: `john dot smith@gmail.com`."""
    word = text[:start].rpartition(" ")[0].rpartition(" ")[2] if text[:start].endswith(" ") else ""
    return bool(word) and email_lexicon(language).signs.get((fold_word(word),)) in _TYING


def _only_typed(text: str, violations: Sequence[Violation]) -> bool:
    """Whether nothing after a broken address could be the rest of a half-written, half-spoken one."""
    return all("." in violation.raw.rpartition("@")[2] or not text[violation.span[1] :].strip() for violation in violations)


# --- spoken --------------------------------------------------------------------------------------------------------


def _spoken(text: str, context: Context) -> tuple[list[Match], list[Violation]]:
    """Addresses said in words, and what began like one."""
    reader = ItemReader(text, context.language)
    items = reader.items()
    matches: list[Match] = []
    violations: list[Violation] = []
    places = [place for place, item in enumerate(items) if item.kind == "at"]
    for place in places[:MAX_ADDRESSES]:
        first = name_start(reader, items, place)
        if first == place:
            continue
        domain = _domain(reader, items, place + 1, sure=items[place].sure)
        local, confidence = _local(items[first:place])
        if domain is None:
            if items[place].sure:
                violations.append(_violation(text, reader, items[first], items[_rest(items, place + 1) - 1]))
            continue
        start, end = reader.folded.span(items[first].start, items[domain.after - 1].end)
        value = valid_address(f"{local}@{domain.text}")
        if value is not None:
            matches.append(Match("email", value, text[start:end], (start, end), min(confidence, domain.confidence)))
        elif items[place].sure or domain.confidence > 0.8:
            violations.append(_violation(text, reader, items[first], items[domain.after - 1]))
    return matches, violations


def _violation(text: str, reader: ItemReader, first: Item, last: Item) -> Violation:
    start, end = reader.folded.span(first.start, last.end)
    return Violation("email", "format", text[start:end], (start, end), MESSAGE)


def _rest(items: Sequence[Item], place: int) -> int:
    """The index after the words that stand where a domain should."""
    while place < len(items) and (items[place].is_part or items[place].joins) and place < len(items):
        place += 1
    return place


def _local(items: Sequence[Item]) -> tuple[str, float]:
    """The name before the at sign and how sure its reading is: several plain words in a row may have lost a sign."""
    text = "".join(item.text for item in items if item.is_part or item.joins)
    if any(item.kind == "remark" and item.text == DOUBT for item in items):
        return text, 0.5
    plain = sum(1 for left, right in pairwise(items) if left.kind == "word" and right.kind in {"word", "letter"})
    if plain > 3:
        return text, 0.5
    return text, 0.8 if plain else 0.92


# --- domain --------------------------------------------------------------------------------------------------------


def _domain(reader: ItemReader, items: Sequence[Item], start: int, *, sure: bool) -> Domain | None:
    """The domain that begins at an item: labels with dots between them, or a provider's name alone."""
    return spoken_domain(items, start) if starts_domain(items, start) else _provider(reader, items, start, sure=sure)


def _provider(reader: ItemReader, items: Sequence[Item], start: int, *, sure: bool) -> Domain | None:
    """A provider said without its ending (`at gmail`), or with its dot left out (`gmail com`, `libero it`)."""
    best: Domain | None = None
    for name, after in _names(items, start):
        domain = reader.lexicon.providers.get(mended(name)) or reader.lexicon.providers.get(name)
        ending = items[after].text if after < len(items) and items[after].kind == "word" else ""
        if domain is None:
            if sure and ending in ENDINGS and len(name) > 2 and not _follows_on(items, after + 1):
                best = best or Domain(f"{mended(name)}.{ending}", after + 1, 0.6)
        elif ending in ENDINGS and f"{name}{ending}" != domain.replace(".", ""):
            best = Domain(f"{domain.partition('.')[0]}.{ending}", after + 1, 0.85)
        elif ending in ENDINGS:
            best = Domain(domain, after + 1, 0.85)
        else:
            best = Domain(domain, after, 0.75)
    return best


def _follows_on(items: Sequence[Item], place: int) -> bool:
    return place < len(items) and items[place].is_part


def _names(items: Sequence[Item], start: int) -> Iterator[tuple[str, int]]:
    """The first one to four items joined together, with the index after them."""
    name = ""
    for place in range(start, min(len(items), start + 4)):
        if not (items[place].is_part or (items[place].joins and items[place].text == "-")):
            return
        name += items[place].text
        yield name, place + 1
