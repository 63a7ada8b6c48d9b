"""Recognisers of people's names: whole, first and last.

A name is found after what announces it (`mi chiamo`), after labels of its parts (`cognome Rossi, nome Mario`), or as the
whole answer. Which words are first names is decided by order, by a list of common ones, by particles, and, for a single
word, by the part that was asked. Letters spelled after a name correct it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from omnia.dialogue.extraction.characters.spelling import without_remark
from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.languages.compiled.names import leading_words, name_lexicon
from omnia.dialogue.extraction.people.name_words import NameWords, Word, written
from omnia.dialogue.extraction.people.restated import resolve_restatement
from omnia.dialogue.extraction.text.phrases import known, words_of
from omnia.dialogue.extraction.text.tokens import MAX_CHARACTERS, prepare
from omnia.dialogue.extraction.values import Context, Match, Reading

UNKNOWN = 0.6
"""How sure a name of unknown words is that nothing announces."""

BESIDE = 0.8
"""How sure a whole name is that another datum follows."""

MAX_CUES = 8
"""Announcements of each sort that are looked at, the last ones of an utterance."""


@dataclass(frozen=True, slots=True)
class _Name:
    """The parts found, how sure they are, and the offsets of the name in the folded text."""

    first: str | None
    last: str | None
    confidence: float
    start: int
    end: int


def recognise_full_name(text: str, context: Context) -> Reading:
    """A person's name; its value has `first` and `last`, null where not said. `context.focus` is the part that was asked."""
    text = text[:MAX_CHARACTERS]
    found = _beside_another(text, context) or _read(text, context, context.focus)
    if found is None:
        return Reading()
    name, raw, span = found
    value = {"first": name.first, "last": name.last}
    parts = {part: said for part, said in value.items() if said is not None}
    return Reading((Match("full_name", value, raw, span, name.confidence, parts),))


def _beside_another(text: str, context: Context) -> tuple[_Name, str, tuple[int, int]] | None:
    """A whole name in front of another datum: `Priya Nair, born on 3 May 1980`, `Mario Rossi, la mia mail è …`."""
    cue = _other_datum(known(context.language)).search(prepare(text)[0].text)
    if cue is None or not text[: cue.start()].strip(" ,.;-"):
        return None
    found = _read(text[: cue.start()].rstrip(" ,.;-"), context, None)
    if found is None or found[0].first is None or found[0].last is None:
        return None
    return replace(found[0], confidence=max(found[0].confidence, BESIDE)), found[1], found[2]


@lru_cache(maxsize=8)
def _other_datum(language: str) -> re.Pattern[str]:
    """What begins another datum: its announcement, or a digit."""
    words = "|".join(
        re.escape(phrase).replace(r"\ ", r"\W+")
        for phrase in sorted(pack(language).people.names.other_data.split("|"), key=len, reverse=True)
    )
    return re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])|\d")


def recognise_first_name(text: str, context: Context) -> Reading:
    """A first name, alone or within a whole name."""
    return _part("first_name", "first", text, context)


def recognise_last_name(text: str, context: Context) -> Reading:
    """A surname, alone or within a whole name."""
    return _part("last_name", "last", text, context)


def _part(kind: str, part: str, text: str, context: Context) -> Reading:
    text = text[:MAX_CHARACTERS]
    found = _read(text, context, part)
    if found is None:
        text = without_remark(text, context.language)
        found = _read(text, context, part)
    if found is None:
        return Reading()
    name, raw, span = found
    if name.confidence <= UNKNOWN and _says_more(text, context.language, span):
        return Reading()
    value = name.first if part == "first" else name.last
    return Reading((Match(kind, value, raw, span, name.confidence),)) if value is not None else Reading()


def _says_more(text: str, language: str, span: tuple[int, int]) -> bool:
    """Whether everyday speech stands beside a name, other than what leads to one: then an unknown word is none (`mi sente`)."""
    beside = words_of(f"{text[: span[0]]} , {text[span[1] :]}").split()
    return not name_lexicon(language).stopwords.isdisjoint(frozenset(beside) - leading_words(known(language)))


def _read(text: str, context: Context, focus: str | None) -> tuple[_Name, str, tuple[int, int]] | None:
    words = NameWords(text, context.language)
    name = _restated(words, focus) or _labelled(words) or _announced(words, focus) or _bare(words, focus) or _in_prose(words)
    if name is None or (name.first is None and name.last is None):
        return None
    start, end = words.folded.span(name.start, name.end)
    return name, text[start:end], (start, end)


# --- told twice ----------------------------------------------------------------------------------------------------


def _restated(words: NameWords, focus: str | None) -> _Name | None:
    """A name that is spelled or said more than once, or whose surname is announced after the first name."""
    cues = [match.span() for pattern in words.phrases.announcing for match in pattern.finditer(words.folded.text)]
    told = resolve_restatement(words, _labels(words), cues)
    if told is None or not told.words:
        return None
    if told.first and told.last:
        found = _of_parts(words, {"first": list(told.first), "last": list(told.last)})
    elif told.last:
        found = _of_parts(words, {"last": list(told.last)})
    else:
        found = _split(words, told.words, focus)
    if found is None:
        return None
    return replace(found, confidence=0.95 if told.agreed else 0.8 if told.spelled else 0.85)


# --- labels --------------------------------------------------------------------------------------------------------


def _labelled(words: NameWords) -> _Name | None:
    """`first name Mario, last name Rossi`, in either order; labels may follow their names."""
    labels = _labels(words)
    if not labels:
        return None
    found: dict[str, list[Word]] = {}
    for place, (role, _, end) in enumerate(labels):
        limit = words.index_from(labels[place + 1][1]) if place + 1 < len(labels) else len(words.words)
        first, _ = words.after_links(words.index_from(end), limit)
        name = words.name_from(first, strong=True, last=role == "last", stop=limit)
        if name:
            found.setdefault(role, name)
    if len(found) < len(labels):
        found = _before_labels(words, labels) or found
    return _of_parts(words, found)


def _labels(words: NameWords) -> list[tuple[str, int, int]]:
    """Role and offsets of the labels; what announces a whole name (`nome e cognome`) is none."""
    whole = [match.span() for match in words.phrases.strong.finditer(words.folded.text)]
    both = [(start, end) for start, end in whole if _names_both(words, start, end)]
    labels = [
        (match.lastgroup or "first", match.start(), match.end())
        for match in words.phrases.labels.finditer(words.folded.text)
        if not any(start <= match.start() < end for start, end in both)
    ]
    generic = words.lexicon.generic
    roles = {role for role, _, _ in labels}
    if len(roles) < 2:
        labels = [label for label in labels if words.folded.text[label[1] : label[2]] not in generic]
    return labels


def _names_both(words: NameWords, start: int, end: int) -> bool:
    """Whether an announcement names both parts (`nome e cognome`)."""
    roles = {match.lastgroup for match in words.phrases.labels.finditer(words.folded.text[start:end])}
    return len(roles) > 1


def _before_labels(words: NameWords, labels: Sequence[tuple[str, int, int]]) -> dict[str, list[Word]]:
    """The names before their labels: `Rossi di cognome`; empty where words stand after the last label."""
    if words.after_links(words.index_from(labels[-1][2]))[0] < len(words.words):
        return {}
    found: dict[str, list[Word]] = {}
    place = 0
    for role, start, end in labels:
        limit = words.index_from(start)
        first, _ = words.after_links(place, limit)
        name = words.name_from(first, strong=True, last=role == "last", stop=limit)
        if name:
            found.setdefault(role, name)
        place = words.index_from(end)
    return found


def _of_parts(words: NameWords, found: dict[str, list[Word]]) -> _Name | None:
    if not found:
        return None
    start = min(word.start for name in found.values() for word in name)
    end = max(word.end for name in found.values() for word in name)
    first, last = (_written(words, found[role]) if role in found else None for role in ("first", "last"))
    return _Name(first, last, 0.95 if len(found) > 1 else 0.9, start, end)


def _written(words: NameWords, name: Sequence[Word]) -> str:
    return written(name, words.lexicon, words.language, mixed=words.mixed)


# --- announced -----------------------------------------------------------------------------------------------------


def _announced(words: NameWords, focus: str | None) -> _Name | None:
    """The name after `my name is`, before `is my name`, or after the weaker `I am`."""
    text = words.folded.text
    for match in reversed(list(words.phrases.strong.finditer(text))[-MAX_CUES:]):
        found = _after(words, match.end(), focus, strong=True)
        if found is not None:
            return found
    for match in words.phrases.following.finditer(text):
        found = _until(words, match.start(), focus)
        if found is not None:
            return found
    for match in reversed(list(words.phrases.weak.finditer(text))[-MAX_CUES:]):
        if _joins_surnames(words, match.start(), match.end()):
            continue
        found = _after(words, match.end(), focus, strong=False)
        if found is not None:
            return found
    return None


def _joins_surnames(words: NameWords, start: int, end: int) -> bool:
    """Whether what may be `is` stands between two names: Portuguese `Souza e Silva`, not `o nome é`."""
    place = words.index_from(start)
    if not 0 < place < len(words.words) - 1 or words.words[place].text not in {"e", "y"} or not words.mixed:
        return False
    before, after = words.words[place - 1], words.words[place + 1]
    return before.is_capital and after.is_capital and end <= after.start


def _after(words: NameWords, offset: int, focus: str | None, *, strong: bool) -> _Name | None:
    place, titled = words.after_links(words.index_from(offset))
    name = words.name_from(place, strong=strong, last=titled or focus == "last")
    if not name:
        return None
    following = place + len(name)
    reversed_name = _after_comma(words, name, following)
    if reversed_name is not None:
        return reversed_name
    found = _split(words, name, focus, titled=titled)
    known = words.is_known(name[0]) or (len(name) > 1 and words.is_foreign(name[0]))
    if strong or titled:
        return replace(found, confidence=0.95 if known else 0.85)
    if known:
        return replace(found, confidence=0.85)
    return _weakly(words, name, found, place, focus)


def _weakly(words: NameWords, name: Sequence[Word], found: _Name, place: int, focus: str | None) -> _Name | None:
    """An unknown name after `I am`, which announces anything: only where it ends the phrase and looks like a name."""
    following = place + len(name)
    ends = following == len(words.words) or words.words[following].is_break or words.words[following].has_comma
    if not ends or (place and words.words[place - 1].folded in shared_words().indefinite):
        return None
    capital = name[0].is_capital and words.mixed
    if len(name) > 1:
        return replace(found, confidence=0.65 if words.mixed else 0.5)
    # German writes every noun with a capital.
    sure = capital and (not pack(words.language).people.names.noun_capitals or focus is not None)
    return replace(found, confidence=0.5) if sure else None


def _until(words: NameWords, offset: int, focus: str | None) -> _Name | None:
    """The name that ends where `is my name` begins, when nothing but small words stands before it."""
    limit = words.index_from(offset)
    if not limit or words.words[limit - 1].end > offset:
        return None
    place, titled = words.after_links(0, limit)
    name = words.name_from(place, strong=False, last=titled or focus == "last", stop=limit)
    if not name or place + len(name) != limit:
        return None
    found = _split(words, name, focus, titled=titled)
    return replace(found, confidence=0.9 if words.is_known(name[0]) else 0.75)


def _after_comma(words: NameWords, name: Sequence[Word], place: int) -> _Name | None:
    """`Rossi, Mario`: a surname, a comma, and a first name."""
    if place >= len(words.words) or not words.words[place].has_comma or words.words[place].is_break:
        return None
    first = words.name_from(place, strong=False)
    while len(first) > 1 and words.is_particle(first[-1]):
        first = first[:-1]
    particles = _trailing_particles(words, place + len(first)) if first else []
    likely = first and not words.is_first(name[0]) and (words.is_first(first[0]) or words.is_surname(name[0]))
    if not first or not (likely or particles):
        return None
    found = _of_parts(words, {"first": first, "last": [*particles, *name]})
    if found is None or not particles:
        return found
    return replace(found, last=" ".join([*(word.text for word in particles), _written(words, name)]))


def _trailing_particles(words: NameWords, place: int) -> list[Word]:
    """The particles that end an answer: `Vries, Klaas de`."""
    rest = list(words.words[place:])
    return rest if rest and all(words.is_particle(word) and not word.is_break for word in rest) else []


# --- alone ---------------------------------------------------------------------------------------------------------


def _bare(words: NameWords, focus: str | None) -> _Name | None:
    """A name that is the whole answer, small words aside."""
    place, titled = words.after_links(0)
    if place and _is_ambiguous(words, words.words[place - 1]) and place == len(words.words):
        place -= 1
    name = words.name_from(place, strong=False, last=titled or focus == "last")
    if not name:
        return None
    end = place + len(name)
    reversed_name = _after_comma(words, name, end)
    if reversed_name is not None:
        return reversed_name
    if not _may_stand_alone(words, name, place, focus, titled=titled):
        return None
    rest, _ = words.after_links(end)
    if rest < len(words.words) or _has_digits(words):
        # What follows a first name and a surname may be anything: `Mario Rossi di Milano`.
        sure = len(name) > 1 and words.is_known(name[0]) and name[0].folded not in words.lexicon.stopwords
        return replace(_split(words, name, focus, titled=titled), confidence=0.7) if sure else None
    found = _split(words, name, focus, titled=titled)
    return replace(found, confidence=_bare_confidence(words, name, focus))


def _may_stand_alone(words: NameWords, name: Sequence[Word], place: int, focus: str | None, *, titled: bool) -> bool:
    """Whether words that nothing announced may be a name; one word is taken for one only where that was asked or it looks so."""
    if any(word.folded in shared_words().indefinite for word in words.words[max(0, place - 1) : place]):
        return False
    if len(name) > 1 or focus in {"first", "last"} or titled:
        return True
    if name[0].folded in words.lexicon.stopwords:
        return False
    known = words.is_known(name[0]) or words.is_foreign(name[0])
    return known or place == 0 or (name[0].is_capital and words.mixed and not words.words[0].is_capital)


def _is_ambiguous(words: NameWords, word: Word) -> bool:
    """A first name that is also a word of everyday speech (`Will`, `Domenica`)."""
    return words.is_known(word) and word.is_capital


def _has_digits(words: NameWords) -> bool:
    return any(character.isdigit() for character in words.folded.text)


def _bare_confidence(words: NameWords, name: Sequence[Word], focus: str | None) -> float:
    if name[0].folded in words.lexicon.stopwords and not (name[0].is_capital and words.mixed):
        return 0.6
    if any(words.is_known(word) for word in name):
        return 0.85 if words.is_known(name[0]) else 0.8
    if any(words.is_first(word) for word in name):
        return 0.8
    if len(name) == 1:
        return 0.6 if focus else 0.5
    return 0.6 if len(name) < 4 else 0.45


def _in_prose(words: NameWords) -> _Name | None:
    """A common first name and a surname, both with capitals, in a longer answer."""
    for place in range(len(words.words) - 1):
        word, following = words.words[place], words.words[place + 1]
        if not (words.mixed and word.is_capital and following.is_capital and words.is_known(word)):
            continue
        name = words.name_from(place, strong=False)
        if len(name) > 1 and name[1].folded not in words.lexicon.stopwords:
            return replace(_split(words, name, None), confidence=0.7)
    return None


# --- first and last ------------------------------------------------------------------------------------------------


def _split(words: NameWords, name: Sequence[Word], focus: str | None, *, titled: bool = False) -> _Name:
    """First and last name of the words of one."""
    cut = _cut(words, name, focus, titled=titled)
    first, last = name[:cut], name[cut:]
    if _is_reversed(words, name, cut):
        first, last = name[-1:], name[:-1]
    start, end = min(word.start for word in name), max(word.end for word in name)
    return _Name(_written(words, first) if first else None, _written(words, last) if last else None, 0.0, start, end)


def _is_reversed(words: NameWords, name: Sequence[Word], cut: int) -> bool:
    """`Rossi Mario`: only the last word is a first name."""
    if len(name) < 2 or cut == 0 or any(words.is_particle(word) for word in name):
        return False
    if any(words.is_first(word) for word in name[:-1]) or words.is_surname(name[-1]):
        return False
    if not words.lexicon.surnames:
        return words.is_known(name[-1])
    # Where surnames are listed, one must come first; of names that are both the spoken order counts: `Curtis Scott`.
    return words.is_first(name[-1]) and words.is_surname(name[0])


def _cut(words: NameWords, name: Sequence[Word], focus: str | None, *, titled: bool) -> int:
    """How many of the words are first names."""
    joined = next((place for place, word in enumerate(name) if place > 1 and word.text in {"y", "e"}), 0)
    if joined:
        return _surname_before(words, name, joined)
    if name[0].folded == "van" and len(name) > 2 and words.is_first(name[1]):
        return len(name) - 1  # a first name of its own
    known = _known_first(words, name)
    if len(name) == 1 or (focus == "last" and not known) or (focus == "first" and known == len(name)):
        return _cut_single(words, name, focus, titled=titled)
    if known == len(name):
        # All may be first names: the last one is the surname unless only a first name was asked.
        return known - 1
    particle = next((place for place, word in enumerate(name) if place and words.is_particle(word)), None)
    if known:
        return max(known, _middle(words, name, particle))
    if words.is_particle(name[0]) or (focus == "last" and not known):
        return 0
    if particle is not None:
        return particle
    return _unknown_first(words, name)


def _surname_before(words: NameWords, name: Sequence[Word], joined: int) -> int:
    """Where the surname before `y` begins, with its particles: `José` | `da Costa e Silva`."""
    place = joined - 1
    while place > 1 and words.is_particle(name[place - 1]):
        place -= 1
    return place


def _cut_single(words: NameWords, name: Sequence[Word], focus: str | None, *, titled: bool) -> int:
    """One unit: a first name if it is a common one, otherwise the part that was asked, otherwise a surname."""
    if focus in {"first", "last"}:
        return len(name) if focus == "first" else 0
    is_first = words.is_known(name[0]) or (words.is_first(name[0]) and not titled)
    return len(name) if is_first else 0


def _known_first(words: NameWords, name: Sequence[Word]) -> int:
    """How many words at the beginning are common first names, `del Carmen` after one counted too."""
    count = 0
    while count < len(name):
        step = next((len(second) for second in words.lexicon.second if _is_second(name, count, second)), 0)
        if not step:
            likely = words.is_first(name[count]) if count == 0 else words.is_known(name[count])
            step = 1 if likely else 0
        if not step:
            break
        count += step
    return count


def _is_second(name: Sequence[Word], place: int, second: tuple[str, ...]) -> bool:
    """Whether the words after a first name belong to it: a surname must follow them."""
    after = place + len(second)
    return place > 0 and after < len(name) and tuple(word.folded for word in name[place:after]) == second


def _middle(words: NameWords, name: Sequence[Word], particle: int | None) -> int:
    """English and German middle names and initials stand before the last word; others have two surnames."""
    if particle is not None:
        return particle if pack(words.language).people.names.middle_names else 0
    initials = next((place for place in range(len(name) - 1, 0, -1) if len(name[place - 1].folded) == 1), 0)
    if pack(words.language).people.names.middle_names:
        return len(name) - (2 if _lone(name) else 1)
    return initials


def _lone(name: Sequence[Word]) -> bool:
    """`Conor O Brien`: a lone letter that belongs to the surname."""
    return len(name) > 2 and name[-2].folded in {"o", "d"} and not name[-2].is_capital


def _unknown_first(words: NameWords, name: Sequence[Word]) -> int:
    """Where no first name is known: the first word, or all but the last; two of four in Spanish and Portuguese."""
    if _lone(name):
        return len(name) - 2
    if pack(words.language).people.names.two_surnames:
        return 2 if len(name) > 3 else 1
    return len(name) - 1
