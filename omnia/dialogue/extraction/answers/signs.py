"""The signs of yes and no that an utterance begins with, in their order, and whether they contradict each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.text.phrases import phrase_pattern, words_of
from omnia.dialogue.extraction.text.tokens import Token, prepare

MAX_PHRASE = 8
"""Words of the longest phrase that is looked for."""

DOUBLED = 2
"""A bare no said so many times is an emphatic no, or a polite one in front of a yes."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A phrase of yes (true) or no (false), and the token after it.

    `is_bare`: a no that denies nothing after it; `is_denied`: a yes that is denied; `is_apart`: something was said before it.
    """

    polarity: bool
    phrase: str
    end: int
    is_bare: bool = False
    is_denied: bool = False
    is_apart: bool = False


@lru_cache(maxsize=512)
def is_contradictory(text: str, language: str) -> bool:
    """Whether an answer says yes and no at once (`yes no`, `no wait yes`), or no twice before a yes (`no no, go ahead`)."""
    signs = signs_of(text, language)
    counted = [sign for sign in signs if not sign.is_denied]
    if len({sign.polarity for sign in counted}) > 1:
        return not _is_soft_denial(counted)
    if not counted or counted[0].polarity or _times_denied(counted) < DOUBLED:
        return False
    _, tokens = prepare(text)
    return _agrees_later(tokens, signs[-1].end, language)


def _is_soft_denial(signs: list[Sign]) -> bool:
    """Whether agreement only leads to a denial: `okay, that's not right`."""
    first = next(place for place, sign in enumerate(signs) if not sign.polarity)
    return first > 0 and not any(sign.polarity or sign.is_bare or sign.is_apart for sign in signs[first:])


def _times_denied(signs: list[Sign]) -> int:
    """How often a bare no is said; `no no` is two."""
    return sum(max(sign.phrase.count(" ") + 1, DOUBLED if sign.phrase == "nono" else 1) for sign in signs if sign.is_bare)


def _agrees_later(tokens: tuple[Token, ...], place: int, language: str) -> bool:
    """Whether a yes that nothing denies stands further on."""
    while place < len(tokens):
        found = step(tokens, place, language)
        if found is None:
            place += 1
            continue
        polarity, after = found
        if polarity and phrase_of(tokens, place, after) not in pack(language).answers.yes_no.yes_alone:
            return True
        # What a no denies is no yes.
        place = after + 1 if not polarity else after
    return False


def signs_of(text: str, language: str) -> list[Sign]:
    """The signs at the beginning of an answer, past what is said between them; the first other word ends them."""
    _, tokens = prepare(text)
    found: list[Sign] = []
    place = after = skip_marks(tokens, 0)
    while place < len(tokens):
        sign = _sign_at(tokens, place, found[-1] if found else None, place > after, language)
        if sign is None:
            between = phrase_length(tokens, place, pack(language).answers.reactions.between)
            if not between:
                break
            place = skip_marks(tokens, place + between)
            continue
        if found and _is_broken_start(found[-1], sign, place):
            found.pop()
        found.append(sign)
        place = after = skip_marks(tokens, sign.end)
    return found


def _is_broken_start(before: Sign, sign: Sign, place: int) -> bool:
    """Whether a yes is only the beginning of the no after it, said twice: `absolutely absolutely not`."""
    return before.polarity and not sign.polarity and before.end == place and sign.phrase.startswith(before.phrase)


def _sign_at(tokens: tuple[Token, ...], place: int, before: Sign | None, is_apart: bool, language: str) -> Sign | None:
    taken = step(tokens, place, language)
    if taken is None:
        return None
    polarity, after = taken
    phrase = phrase_of(tokens, place, after)
    if polarity and _begins_something(tokens, after, phrase, language):
        return None
    is_denied = polarity and before is not None and before.end == place and _denies(before, phrase, language)
    is_bare = not polarity and phrase in _phrases(pack(language).answers.reactions.bare_no)
    return Sign(polarity, phrase, after, is_bare, is_denied, is_apart)


def _begins_something(tokens: tuple[Token, ...], after: int, phrase: str, language: str) -> bool:
    """Whether a yes that is one only alone has other words after it: `it is` the 13th."""
    after = skip_marks(tokens, after)
    return phrase in pack(language).answers.yes_no.yes_alone and after < len(tokens) and step(tokens, after, language) is None


def _denies(before: Sign, phrase: str, language: str) -> bool:
    """Whether a no directly before a yes denies it: `not` `correct`, Spanish `no` `correcto`."""
    if before.polarity:
        return False
    return not before.is_bare or (" " not in before.phrase and phrase in _phrases(pack(language).answers.reactions.deniable))


@lru_cache(maxsize=32)
def _phrases(phrases: str) -> frozenset[str]:
    return frozenset(phrases.split("|"))


@lru_cache(maxsize=16)
def courtesies(language: str) -> frozenset[str]:
    """Words of politeness and hesitation of a language."""
    return frozenset(word for phrase in pack(language).answers.yes_no.polite.split("|") for word in phrase.split())


def is_half_said(tokens: tuple[Token, ...], place: int, after: int, language: str) -> bool:
    """Whether a yes that is one only alone begins something else: `quero mudar a data`."""
    if after >= len(tokens) or not tokens[after].is_word or tokens[after].text in courtesies(language):
        return False
    return phrase_of(tokens, place, after) in pack(language).answers.yes_no.yes_alone and step(tokens, after, language) is None


def step(tokens: tuple[Token, ...], place: int, language: str) -> tuple[bool, int] | None:
    """The longest phrase of yes or no that begins at a token, and the token after it."""
    said = pack(language).answers.yes_no
    lengths = [(phrase_length(tokens, place, phrases), polarity) for phrases, polarity in ((said.no, False), (said.yes, True))]
    length, polarity = max(lengths)
    return (polarity, place + length) if length else None


def phrase_of(tokens: tuple[Token, ...], place: int, after: int) -> str:
    """The words between two tokens."""
    return " ".join(token.text for token in tokens[place:after])


def phrase_length(tokens: tuple[Token, ...], place: int, phrases: str) -> int:
    """How many tokens the longest phrase takes; marks between its words do not count as words."""
    words = " " + phrase_of(tokens, place, place + MAX_PHRASE) + " "
    match = phrase_pattern(phrases).match(words, 1)
    return match.group().count(" ") + 1 if match else 0


def skip_marks(tokens: tuple[Token, ...], place: int) -> int:
    """The first word or number from a token on."""
    while place < len(tokens) and not tokens[place].is_word and not tokens[place].is_digits:
        place += 1
    return place


def asks_back(text: str, language: str) -> bool:
    """Whether an answer is itself a question, so that it agrees to nothing: `correct?`; but not `why not?`."""
    if not text.rstrip(" \"'»”.)").endswith("?"):
        return False
    return phrase_pattern(pack(language).answers.reactions.assenting_questions).search(words_of(text)) is None
