"""Names with dots between them, as people say them: the domain of an e-mail or web address, and where a name begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from omnia.dialogue.extraction.characters.email_items import Item, ItemReader
from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.languages.shared.emails import ENDINGS, HEARD, SECOND_LEVEL

MAX_NAME = 40
MAX_LABEL = 8
"""Items that a name before a sign, and one label of a domain, may have."""


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain, the index after its last item, and how sure it is."""

    text: str
    after: int
    confidence: float


def name_start(reader: ItemReader, items: Sequence[Item], sign: int) -> int:
    """The index of the first item of the name before a sign; the sign's own where there is none."""
    first = sign
    for place in range(sign - 1, max(-1, sign - 1 - MAX_NAME), -1):
        tied = place + 1 < sign and items[place + 1].joins
        if not _may_belong(reader, items, place, tied=tied):
            break
        first = place
    while first < sign and not (items[first].is_part or items[first].text in {"_", "+"}):
        first += 1
    return first


def _may_belong(reader: ItemReader, items: Sequence[Item], place: int, *, tied: bool) -> bool:
    """Whether an item may be part of the name before a sign. `tied`: a sign after it holds it."""
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
        return not (
            place
            and items[place - 1].said in shared_words().email_particles
            and items[place - 1].said not in reader.lexicon.before
        )
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


def spoken_domain(items: Sequence[Item], start: int) -> Domain | None:
    """The domain that begins at an item: labels with dots between them."""
    first = _label(items, start)
    if first is None:
        return None
    labels = [mended(first[0])]
    after = first[1]
    while is_dot(items, after):
        label = _label(items, after + 1)
        if label is not None and is_dot(items, label[1]):
            labels.append(mended(label[0]))
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
    return Domain(".".join(labels), after, 0.95 if labels[-1] in ENDINGS else 0.65)


def starts_domain(items: Sequence[Item], start: int) -> bool:
    """Whether a label with a dot after it begins at an item."""
    first = _label(items, start)
    return first is not None and is_dot(items, first[1])


def is_dot(items: Sequence[Item], place: int) -> bool:
    """Whether a dot stands at a place."""
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


def mended(label: str) -> str:
    """A label as providers are really written."""
    return HEARD.get(label, label)


def _ending(items: Sequence[Item], start: int) -> tuple[str, int] | None:
    """The last label: one word, or letters said one by one; `at` after a dot is Austria."""
    if start >= len(items):
        return None
    item = items[start]
    if item.kind == "at" and item.said == "at" and not (start + 1 < len(items) and items[start + 1].is_part):
        return "at", start + 1
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
