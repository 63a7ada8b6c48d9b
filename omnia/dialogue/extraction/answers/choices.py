"""One option of a closed list, by its label or a synonym, tolerant of a slip of spelling."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from omnia.dialogue.extraction.answers.multi_choices import Choosing, choosing
from omnia.dialogue.extraction.answers.options import MIN_FUZZY, NEAR, answer_span, entries_of, names_of
from omnia.dialogue.extraction.text.phrases import phrase_pattern, words_of
from omnia.dialogue.extraction.values import Context, Match, Reading


def recognise_choice(text: str, context: Context) -> Reading:
    """The options named, in the order named.

    `options["entries"]` lists `{value, label: {locale: text}, synonyms: {locale: [text]}}`; `options["fuzzy"]` allows slips.
    Where one name lies within another (`post` in `post office`) the longer one counts. What is denied does not (`not by post`);
    without a name the place of an option does (`the second one`).
    """
    names = names_of(entries_of(context.options.get("entries")), context)
    if not names:
        return Reading()
    words = words_of(text)
    answer = choosing(text, context, names)
    found = [(match.start(), names[match.group()]) for match in phrase_pattern("|".join(names)).finditer(words)]
    if found:
        values = dict.fromkeys(value for _, value in sorted(found, key=lambda item: item[0]) if value not in answer.refused)
        return Reading(tuple(Match("choice", value, text.strip(), answer_span(text), 0.97) for value in values))
    misspelt = _misspelt(text, words, names) if context.options.get("fuzzy", True) else Reading()
    if misspelt.matches:
        return misspelt if misspelt.matches[0].value not in answer.refused else Reading()
    return _placed(text, answer)


def _placed(text: str, answer: Choosing) -> Reading:
    """The one option that is told by its place."""
    if not answer.named or len(answer.wanted - answer.refused) != 1:
        return Reading()
    (value,) = answer.wanted - answer.refused
    return Reading((Match("choice", value, text.strip(), answer_span(text), 0.9),))


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
