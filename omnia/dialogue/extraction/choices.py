"""One option of a closed list, by its label or a synonym, tolerant of a slip of spelling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz, process

from omnia.dialogue.extraction.base import Context, Match, Reading
from omnia.dialogue.extraction.phrases import phrase_pattern, words_of
from omnia.dialogue.extraction.text import prepare

NEAR = 86
"""Likeness, of 100, at which a misspelt word counts as an option; below it unlike words begin to pass."""

MIN_FUZZY = 5
"""Letters of a word that may be misspelt; shorter ones are one letter from another word."""


def recognise_choice(text: str, context: Context) -> Reading:
    """The options named, in the order named.

    `options["entries"]` lists `{value, label: {locale: text}, synonyms: {locale: [text]}}`; `options["fuzzy"]` allows slips.
    Where one name lies within another (`post` in `post office`) the longer one counts.
    """
    names = names_of(entries_of(context.options.get("entries")), context)
    if not names:
        return Reading()
    words = words_of(text)
    found = [(match.start(), names[match.group()]) for match in phrase_pattern("|".join(names)).finditer(words)]
    if found:
        values = dict.fromkeys(value for _, value in sorted(found, key=lambda item: item[0]))
        return Reading(tuple(Match("choice", value, text.strip(), answer_span(text), 0.97) for value in values))
    return _misspelt(text, words, names) if context.options.get("fuzzy", True) else Reading()


def _misspelt(text: str, words: str, names: Mapping[str, str]) -> Reading:
    long_names = [name for name in names if len(name) >= MIN_FUZZY]
    best: tuple[float, str] | None = None
    for word in words.split()[:30]:
        if len(word) < MIN_FUZZY:
            continue
        hit = process.extractOne(word, long_names, scorer=fuzz.ratio, score_cutoff=NEAR)
        if hit and (best is None or hit[1] > best[0]):
            best = (hit[1], hit[0])
    if best is None:
        return Reading()
    return Reading((Match("choice", names[best[1]], text.strip(), answer_span(text), round(best[0] / 100 * 0.9, 2)),))


def answer_span(text: str) -> tuple[int, int]:
    """From the first word to the last: an answer that chooses is used up by it."""
    _, tokens = prepare(text)
    return (tokens[0].start, tokens[-1].end) if tokens else (0, len(text))


def entries_of(option: Any) -> list[Mapping[str, Any]]:
    """The options given; what has not their form does not count."""
    given = option if isinstance(option, list | tuple) else ()
    return [entry for entry in given if isinstance(entry, Mapping) and "value" in entry]


def names_of(entries: Sequence[Mapping[str, Any]], context: Context) -> dict[str, str]:
    """Folded names to values, in the locale, its language, and the value itself."""
    names: dict[str, str] = {}
    for entry in entries:
        value = str(entry["value"])
        for phrase in _said(entry, value, context):
            folded = words_of(phrase).strip()
            if folded:
                names.setdefault(folded, value)
    return names


def _said(entry: Mapping[str, Any], value: str, context: Context) -> Iterator[str]:
    """The ways to say an option."""
    yield value
    locales = dict.fromkeys((context.locale, context.language))
    labels, synonyms = _object(entry.get("label")), _object(entry.get("synonyms"))
    yield from (labels[name] for name in locales if isinstance(labels.get(name), str))
    for name in locales:
        given = synonyms.get(name)
        yield from (phrase for phrase in given if isinstance(phrase, str)) if isinstance(given, list | tuple) else ()


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
