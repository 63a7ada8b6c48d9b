"""What was just spoken, heard again through the line: told apart from answers that repeat words of the question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import msgspec
from rapidfuzz import fuzz

from omnia.dialogue.extraction.text.tokens import Folded, Token, prepare

SENTENCE_ENDS = frozenset(".?!:;…")
ALIKE, SHORTEST_ALIKE = 80, 3
"""Percent from which on two words are the same word heard twice, and letters that they must have."""

MATCHES_A_MISS = 3
"""Words that must agree for each one misheard, dropped or put in."""

MOST, ENOUGH = 0.8, 0.6
"""Share of a question that is the question; and where its end is heard too."""

LONG_RUN, TAIL = 3, 4
"""Words in a row that are no chance: anywhere in a read-back, and at the end of a question."""

MAX_WORDS = 80


class Word(msgspec.Struct, frozen=True):
    """A word, or a whole run of digits and letters; `start` and `end` are offsets into the folded text."""

    text: str
    start: int
    end: int
    is_code: bool = False


class _Run(msgspec.Struct, frozen=True):
    """Words of an utterance, from its first on, that are words of the prompt in a row."""

    heard: int
    start: int
    end: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Prompt:
    """What was spoken: its words, and its sentences by their first word, the word after their last, and whether they ask."""

    words: tuple[Word, ...]
    sentences: tuple[tuple[int, int, bool], ...]
    places: Mapping[str, Sequence[int]] = field(compare=False, default_factory=dict)
    """Where words begin with a letter or digit, and, under an empty text, where codes stand."""

    def covered(self, run: _Run) -> list[tuple[int, int, bool]]:
        """The sentences that a run holds whole."""
        return [each for each in self.sentences if run.start <= each[0] and each[1] <= run.end]


@lru_cache(maxsize=512)
def read_prompt(text: str) -> Prompt:
    """Cut what was spoken into words and sentences; kept, since the same questions are put again and again."""
    _, tokens = prepare(text)
    words: list[Word] = []
    sentences: list[tuple[int, int, bool]] = []
    first = 0
    pending: list[Token] = []
    for token in tokens:
        if token.text not in SENTENCE_ENDS:
            pending.append(token)
            continue
        words += _words(pending)
        pending = []
        if len(words) > first:
            sentences.append((first, len(words), token.text == "?"))
            first = len(words)
    words += _words(pending)
    if len(words) > first:
        sentences.append((first, len(words), False))
    kept = tuple(words[:MAX_WORDS])
    return Prompt(kept, tuple(each for each in sentences if each[1] <= MAX_WORDS), _places(kept))


@lru_cache(maxsize=512)
def read_prompts(first: str, then: str) -> Prompt:
    """Two texts that were spoken one after the other."""
    before, after = read_prompt(first), read_prompt(then)
    shift = len(before.words)
    moved = tuple((start + shift, end + shift, asks) for start, end, asks in after.sentences)
    return Prompt(before.words + after.words, before.sentences + moved, _joined_places(before.places, after.places, shift))


def _joined_places(
    first: Mapping[str, Sequence[int]], then: Mapping[str, Sequence[int]], shift: int
) -> Mapping[str, Sequence[int]]:
    """The places of two texts' words, those of the second moved: the first may be long, and mostly it was known before."""
    found = dict(first)
    for letter, places in then.items():
        found[letter] = [*found.get(letter, ()), *(place + shift for place in places)]
    return found


def _places(words: Sequence[Word]) -> Mapping[str, Sequence[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        found[word.text[0]].append(place)
        if word.is_code:
            found[""].append(place)
    return dict(found)


def _words(tokens: Sequence[Token]) -> list[Word]:
    """The words of a text; digits and single letters in a row are one, however they are grouped."""
    spoken = [token for token in tokens if token.is_word or token.is_digits]
    found: list[Word] = []
    for place, token in enumerate(spoken):
        after = spoken[place + 1] if place + 1 < len(spoken) else None
        is_code = _is_code(token, after)
        if is_code and found and found[-1].is_code:
            found[-1] = Word(found[-1].text + token.text, found[-1].start, token.end, True)
        else:
            found.append(Word(token.text, token.start, token.end, is_code))
    return found


@lru_cache(maxsize=512)
def _heard(text: str) -> tuple[Folded, tuple[Word, ...]]:
    """The words of an utterance, kept: at a read-back they are compared with its beginning and with its end."""
    folded, tokens = prepare(text)
    return folded, tuple(_words(tokens)[:MAX_WORDS])


def _is_code(token: Token, after: Token | None) -> bool:
    """Digits, letters written with them, and single letters that no word follows: `è` is a word in `1 2 è corretto`."""
    if token.is_digits or (after is not None and after.is_digits and not after.gap):
        return True
    return len(token.text) == 1 and (not token.gap or after is None or after.is_digits or len(after.text) == 1)


def without_echo(text: str, prompt: Prompt, *, confirming: bool) -> str:
    """The words of an utterance after those that are what was just spoken; all of them where it begins otherwise.

    Args:
        text: What was heard.
        prompt: What was spoken before.
        confirming: Whether that was a value read back. Then each sentence counts by itself; of a question only the whole of it
            or most of it, for an answer may well be one of its words.
    """
    folded, words = _heard(text)
    if not words:
        return text
    is_echo = _is_readback if confirming else _is_question
    runs = [run for run in _runs(words, prompt) if is_echo(text, prompt, run, run.heard == len(words))]
    longest = max((run.heard for run in runs), default=0)
    if longest == len(words):
        return ""
    return text[folded.span(words[longest].start, words[longest].end)[0] :] if longest else text


def ends_with_question(text: str, prompt: Prompt) -> str | None:
    """The words before the question that was just put, where an utterance ends with it; None where it does not."""
    folded, words = _heard(text)
    for start, end, asks in prompt.sentences:
        size = end - start
        if asks and 2 <= size < len(words) and all(map(_alike, words[-size:], prompt.words[start:end])):
            return text[: folded.span(words[-size].start, words[-size].end)[0]]
    return None


def is_mostly_spoken(text: str, prompt: Prompt) -> bool:
    """Whether most of the letters and digits of a text stand in words that were spoken, however they are grouped."""
    spoken = {word.text for word in prompt.words} | {"".join(word.text for word in prompt.words)}
    words = _words(prepare(text)[1])
    found = sum(len(word.text) for word in words if any(word.text in each for each in spoken))
    return found >= ENOUGH * sum(len(word.text) for word in words)


def _runs(words: Sequence[Word], prompt: Prompt) -> Iterator[_Run]:
    first = words[0]
    # A word that is heard wrong keeps its first letter here: that spares most comparisons.
    starts = {place for place in prompt.places.get(first.text[0], ()) if _alike(first, prompt.words[place])}
    if first.is_code:
        starts |= {place for place in prompt.places.get("", ()) if _is_end_of_code(first, prompt.words[place])}
    for start in sorted(starts):
        yield from _aligned(words, prompt.words, start)


def _aligned(words: Sequence[Word], spoken: Sequence[Word], start: int) -> Iterator[_Run]:
    """The runs from a word of the prompt on, one for each sentence's worth; a few words may be misheard, dropped or put in."""
    here, there, matched, missed, exact = 0, start, 0, 0, True
    while here < len(words) and there < len(spoken):
        if _alike(words[here], spoken[there]) or (here == 0 and _is_end_of_code(words[0], spoken[there])):
            exact = exact and words[here].text == spoken[there].text
            matched += 1
        elif missed + 1 > matched // MATCHES_A_MISS:
            return
        else:
            missed, exact = missed + 1, False
            if here + 1 < len(words) and _alike(words[here + 1], spoken[there]):
                here += 1
            elif there + 1 < len(spoken) and _alike(words[here], spoken[there + 1]):
                there += 1
            else:
                here, there = here + 1, there + 1
                continue
        here, there = here + 1, there + 1
        yield _Run(here, start, there, exact)


def _is_end_of_code(heard: Word, spoken: Word) -> bool:
    """Whether only the end of a code was heard again; alone it may be digits that go on."""
    return heard.is_code and spoken.is_code and spoken.text.endswith(heard.text)


def _alike(one: Word, other: Word) -> bool:
    if one.text == other.text:
        return True
    if one.is_code or other.is_code or min(len(one.text), len(other.text)) < SHORTEST_ALIKE:
        return False
    return fuzz.ratio(one.text, other.text) >= ALIKE


def _is_readback(text: str, prompt: Prompt, run: _Run, whole: bool) -> bool:
    covered = prompt.covered(run)
    asked = any(asks and (end - start > 1 or run.heard > 1 or "?" in text) for start, end, asks in covered)
    if not whole:
        return asked and run.end in {end for _, end, _ in covered}
    if asked:
        return True
    # Where the question is not among the words, one that differs may be a correction.
    if not run.exact or (all(asks for _, _, asks in covered) and run.heard == 1):
        return False
    at_end = run.end == len(prompt.words)
    is_code = any(word.is_code and len(word.text) > LONG_RUN for word in prompt.words[run.start : run.end])
    return bool(covered) or is_code or run.heard >= LONG_RUN or (at_end and run.heard > 1)


def _is_question(_text: str, prompt: Prompt, run: _Run, whole: bool) -> bool:
    touched = [each for each in prompt.sentences if each[0] < run.end and run.start < each[1]]
    if not any(asks for _, _, asks in touched) or run.heard < LONG_RUN:
        return False
    share = (run.end - run.start) / sum(end - start for start, end, _ in touched)
    at_end = run.end in {end for _, end, _ in touched}
    enough = share >= MOST or (at_end and run.heard >= TAIL and share >= ENOUGH)
    return enough and (whole or at_end)
