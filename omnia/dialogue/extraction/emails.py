"""Recogniser of e-mail addresses, typed or spoken.

A typed address is found as it stands. A spoken one is found from its at sign: to the right a domain (`gmail punto com`, or a
well-known provider's name alone), to the left all that may belong to the name before it. What is found must pass
`email-validator`'s check of syntax (RFC 5321 and 5322); no name server is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from email_validator import EmailNotValidError, validate_email

from omnia.dialogue.extraction.base import Context, Match, Reading, Violation
from omnia.dialogue.extraction.email_items import DOUBT, Item, ItemReader
from omnia.dialogue.extraction.lexicons.emails import ENDINGS, HEARD, PARTICLES, SECOND_LEVEL, email_lexicon
from omnia.dialogue.extraction.text import MAX_CHARACTERS, fold_word

MESSAGE = "That does not look like a complete e-mail address."

_TYPED = re.compile(r"(?<![^\s<>()\[\],;:\"])[^\s@<>()\[\],;:\"]{1,100}@(?:\[[0-9.]{7,15}\]|[^\s@<>()\[\],;:\"]{1,255})")
_OPENING = "'‘’“”„«»*¿¡"
_CLOSING = "'‘’“”„«».!?…*"
_TYING = frozenset("._-+")
MAX_ADDRESSES = 8
"""At signs looked at in one text."""

MAX_LOCAL = 40
MAX_LABEL = 8
"""Items that the name before the at sign, and one label of a domain, may have."""


@dataclass(frozen=True, slots=True)
class _Domain:
    """A domain, the index after its last item, and how sure it is."""

    text: str
    after: int
    confidence: float


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


def _valid(address: str) -> str | None:
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
        value = _valid(candidate)
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
        first = _local_start(reader, items, place)
        if first == place:
            continue
        domain = _domain(reader, items, place + 1, sure=items[place].sure)
        local, confidence = _local(items[first:place])
        if domain is None:
            if items[place].sure:
                violations.append(_violation(text, reader, items[first], items[_rest(items, place + 1) - 1]))
            continue
        start, end = reader.folded.span(items[first].start, items[domain.after - 1].end)
        value = _valid(f"{local}@{domain.text}")
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


def _local_start(reader: ItemReader, items: Sequence[Item], at: int) -> int:
    """The index of the first item of the name before an at sign; `at` itself where there is none."""
    first = at
    for place in range(at - 1, max(-1, at - 1 - MAX_LOCAL), -1):
        tied = place + 1 < at and items[place + 1].joins
        if not _may_belong(reader, items, place, tied=tied):
            break
        first = place
    while first < at and not (items[first].is_part or items[first].text in {"_", "+"}):
        first += 1
    return first


def _may_belong(reader: ItemReader, items: Sequence[Item], place: int, *, tied: bool) -> bool:
    """Whether an item may be part of the name before the at sign. `tied`: a sign after it holds it."""
    item = items[place]
    if item.kind in {"at", "stop"}:
        return False
    if item.kind == "comma":
        after = items[place + 1].kind
        spelled = _is_spelled(items, place - 1) and _is_spelled(items, place + 1)
        return spelled or after == "at" or (after == "remark" and items[place - 1].is_part)
    if item.kind == "word":
        return tied or not _is_before(reader, items, place)
    if item.kind == "letter" and len(item.said) == 1 and not tied:
        return not (_is_verb(reader, items, place) or _is_preposition(reader, items, place))
    return True


def _is_before(reader: ItemReader, items: Sequence[Item], place: int) -> bool:
    """Whether a word stands before an address and is no part of it: `mail`, `scrivermi`, but not the article of `de la cruz`."""
    said = items[place].said
    if said in reader.lexicon.before:
        return not (place and items[place - 1].said in PARTICLES and items[place - 1].said not in reader.lexicon.before)
    return place + 1 < len(items) and items[place + 1].kind != "at" and said in reader.lexicon.writes


def _is_preposition(reader: ItemReader, items: Sequence[Item], place: int) -> bool:
    """Whether `a` stands between a verb or such and the address: `scrivermi a` mario."""
    if items[place].said != "a" or place + 1 >= len(items) or items[place + 1].kind != "word":
        return False
    return place > 0 and items[place - 1].kind == "word" and _is_before(reader, items, place - 1)


def _is_verb(reader: ItemReader, items: Sequence[Item], place: int) -> bool:
    """`è`, and the `e` after `la mia mail`, are the verb; so is an article before a word, as in `a mario`."""
    said = items[place].said
    if not said.isascii():
        return True
    before = items[place - 1] if place else None
    return said == "e" and before is not None and before.kind == "word" and before.text in reader.lexicon.nouns


def _is_spelled(items: Sequence[Item], place: int) -> bool:
    return 0 <= place < len(items) and items[place].kind in {"letter", "digits"}


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


def _domain(reader: ItemReader, items: Sequence[Item], start: int, *, sure: bool) -> _Domain | None:
    """The domain that begins at an item: labels with dots between them, or a provider's name alone."""
    first = _label(items, start)
    if first is None or first[1] >= len(items) or not _is_dot(items, first[1]):
        return _provider(reader, items, start, sure=sure)
    labels = [_mended(first[0])]
    after = first[1]
    while _is_dot(items, after):
        label = _label(items, after + 1)
        if label is not None and _is_dot(items, label[1]):
            labels.append(_mended(label[0]))
            after = label[1]
            continue
        last = _ending(items, after + 1)
        if last is None:
            break
        labels.append(last[0])
        after = last[1]
    if len(labels) < 2:
        return None
    country = _country(labels[-1], items, after)
    if country:
        labels.append(country)
        after += 1
    return _Domain(".".join(labels), after, 0.95 if labels[-1] in ENDINGS else 0.65)


def _is_dot(items: Sequence[Item], place: int) -> bool:
    return place < len(items) and items[place].kind == "sign" and items[place].text == "."


def _label(items: Sequence[Item], start: int) -> tuple[str, int] | None:
    """The items up to the next dot as one label, with the index after them; None where nothing fits."""
    text = ""
    place = start
    while place < len(items) and place - start < MAX_LABEL:
        item = items[place]
        if item.is_part or (item.joins and item.text == "-"):
            text += item.text
        elif not (item.kind == "remark" and text):
            break
        place += 1
    return (text, place) if text else None


def _mended(label: str) -> str:
    """A label as providers are really written."""
    return HEARD.get(label, label)


def _ending(items: Sequence[Item], start: int) -> tuple[str, int] | None:
    """The last label: one word, or letters said one by one."""
    if start >= len(items):
        return None
    item = items[start]
    if item.kind == "word":
        return item.text, start + 1
    if item.kind != "letter":
        return None
    letters = ""
    known: tuple[str, int] | None = None
    place = start
    while place < len(items) and items[place].kind == "letter" and len(letters) < 6:
        letters += items[place].text
        place += 1
        if letters in ENDINGS:
            known = letters, place
    return known or ((letters, place) if len(letters) > 1 else None)


def _country(label: str, items: Sequence[Item], place: int) -> str:
    """The country after `co` or `com`, where its dot was not said: `example dot co uk`."""
    if place >= len(items) or items[place].kind != "word" or label not in SECOND_LEVEL:
        return ""
    return items[place].text if items[place].text in SECOND_LEVEL[label] else ""


def _provider(reader: ItemReader, items: Sequence[Item], start: int, *, sure: bool) -> _Domain | None:
    """A provider said without its ending (`at gmail`), or with its dot left out (`gmail com`, `libero it`)."""
    best: _Domain | None = None
    for name, after in _names(items, start):
        domain = reader.lexicon.providers.get(_mended(name)) or reader.lexicon.providers.get(name)
        ending = items[after].text if after < len(items) and items[after].kind == "word" else ""
        if domain is None:
            if sure and ending in ENDINGS and len(name) > 2 and not _follows_on(items, after + 1):
                best = best or _Domain(f"{_mended(name)}.{ending}", after + 1, 0.6)
        elif ending in ENDINGS and f"{name}{ending}" != domain.replace(".", ""):
            best = _Domain(f"{domain.partition('.')[0]}.{ending}", after + 1, 0.85)
        elif ending in ENDINGS:
            best = _Domain(domain, after + 1, 0.85)
        else:
            best = _Domain(domain, after, 0.75)
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
