"""Text at the door: every text is brought into one form once, with a map back to what was typed.

Accents join their letters, characters that nobody sees go, digits of every script become those of ASCII, and what a recogniser of
speech writes where nobody said a word (`[inaudible]`, `(music)`, sentences that it invents over silence) is blanked. What emoji
mean depends on what is asked: `blank_emoji` takes them away where they mean nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.text.tokens import MAX_CHARACTERS, prepare

_PLAIN = re.compile(r"[\x00-\x7f\xa1-\xac\xae-\xb1\xb4-\xb8\xba-\u02ff‘’“”„–—…€]*")
"""Characters of which each stands for itself."""

_TAG = re.compile(
    r"<[^\W\d]+(?:[ -][^\W\d]+){0,3}/?>|\[[^\W\d]+(?:[ -][^\W\d]+){0,3}\]|\([^()\n]{2,40}\)|\*[^*\n]{2,40}\*|[♩-♯]+"
)
_CLUSTER = re.compile(
    r"(?P<keycap>[0-9#*]\ufe0f?\u20e3)"
    r"|(?P<accented>[^\W\d_][\u0300-\u036f]+|[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?)"
    r"|(?P<power>(?<=[0-9])[²³¹])"
    r"|(?P<emoji>[\U0001f3f4][\U000e0020-\U000e007f]+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_EMOJI = re.compile(
    r"(?P<flag>[\U0001f1e6-\U0001f1ff]{2})|\U0001f3f4(?P<part>[\U000e0020-\U000e007e]+)\U000e007f"
    r"|[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\u2300-\u23ff]"
)
_FULL_WIDTH = range(0xFF01, 0xFF5F)


@dataclass(frozen=True, slots=True)
class DoorText:
    """A text in its one form; `starts` and `ends` are its characters' offsets in what was typed, None where they are the same."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets of a stretch in the text as typed."""
        if self.starts is None or self.ends is None or start >= end:
            return start, end
        return self.starts[start], self.ends[min(end, len(self.ends)) - 1]


@lru_cache(maxsize=512)
def at_the_door(text: str) -> DoorText:
    """A text in its one form; the first `MAX_CHARACTERS` of it, where anything has to change."""
    blanked = _without_inventions(_without_tags(text))
    if _PLAIN.fullmatch(blanked):
        return DoorText(blanked)
    characters: list[tuple[str, int, int]] = []
    for match in _CLUSTER.finditer(blanked[:MAX_CHARACTERS]):
        kept = _of_cluster(match)
        characters += ((each, *match.span()) for each in kept)
    whole = "".join(character for character, _, _ in characters)
    return DoorText(whole, tuple(start for _, start, _ in characters), tuple(end for _, _, end in characters))


def _of_cluster(match: re.Match[str]) -> str:
    """What is kept of what a reader sees as one character."""
    piece = match.group()
    name = match.lastgroup
    if name == "keycap":
        return piece[0]
    if name == "accented":
        # An accent that no letter is written with stands for nothing.
        return unicodedata.normalize("NFC", piece)[:1]
    if name == "power":
        return " "
    return piece if name == "emoji" else _of_character(piece)


@lru_cache(maxsize=4096)
def _of_character(character: str) -> str:
    if character.isascii():
        return character
    category = unicodedata.category(character)
    if category == "Cf" or "\ufe00" <= character <= "\ufe0f" or "\u0300" <= character <= "\u036f":
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if ord(character) in _FULL_WIDTH:
        return chr(ord(character) - 0xFEE0)
    return " " if category in {"Zs", "Zl", "Zp"} else character


def blank_emoji(text: str, *, flags_are_codes: bool = False) -> str:
    """A text without its emoji, as long as before; flags may stand for the codes of their countries instead."""
    if text.isascii():
        return text
    replace: Callable[[re.Match[str]], str] = _flag if flags_are_codes else _blank
    return _EMOJI.sub(replace, text)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _flag(match: re.Match[str]) -> str:
    if match["flag"]:
        return "".join(chr(ord(letter) - 0x1F1E6 + ord("A")) for letter in match["flag"])
    if match["part"]:
        # A part of a country flies its own flag: 🏴 followed by the letters of `gbsct`.
        return "".join(chr(ord(letter) - 0xE0000) for letter in match["part"])[:2].upper().ljust(len(match.group()))
    return _blank(match)


def _without_tags(text: str) -> str:
    """A text whose tags of a recogniser of speech are blanked, character for character."""
    if "[" not in text and "(" not in text and "<" not in text and "*" not in text and "♪" not in text:
        return text
    return _TAG.sub(lambda match: _blank(match) if _is_tag(match.group()) else match.group(), text)


def _is_tag(bracketed: str) -> bool:
    """Whether brackets hold a tag: any words in angular ones, in others words of sounds."""
    if bracketed[0] in "<[♩♪♫♬♭♮♯":
        return True
    words = {token.text for token in prepare(bracketed)[1] if token.is_word}
    return not words.isdisjoint(shared_words().transcriber_tags)


PREFIX = 3
"""Letters of what is invented that are looked at first: few texts begin so."""


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return frozenset(invention[:PREFIX] for invention in shared_words().inventions)


def _without_inventions(text: str) -> str:
    """Nothing, of a text that is only what a recogniser of speech invents."""
    if text.lstrip(' ¡¿"♪-')[:PREFIX].lower() not in _beginnings():
        return text
    words = " ".join(re.sub(r"[.,!¡¿?…\"♪]", " ", prepare(text[:120])[0].text).split())
    return " " * len(text) if words in shared_words().inventions else text
