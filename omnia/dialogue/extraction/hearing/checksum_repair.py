"""One character put right: the code that a person meant where its check fails and one confusable character explains it.

Every character of the code is exchanged for each one that is taken for it, one at a time. What comes out counts only if it is
the only one that passes the check, among all that could have been meant: a check of one digit passes one wrong code in ten, and
then several pass and none is proposed. What is proposed has to be confirmed by the person.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Literal

from omnia.dialogue.extraction.characters.codes import candidates, forms_by_country
from omnia.dialogue.extraction.characters.forms import FORMS, Form
from omnia.dialogue.extraction.characters.spelling import Run, spelled_runs
from omnia.dialogue.extraction.hearing.disfluencies import read_with_repairs
from omnia.dialogue.extraction.languages import own_pack, pack
from omnia.dialogue.extraction.languages.shared.confusions import BY_EYE
from omnia.dialogue.extraction.values import Context, Match, Reading, Recogniser

Broken = tuple[Form, str, Run]
"""A form, characters that have it, and the words that they were said in."""

REPAIRED = 0.4
"""Confidence of a code that was put right."""

MAX_TRIED = 300
"""Codes whose check is computed; where more could be meant, none is proposed."""

MAX_STRETCHES = 6
"""Stretches of a text that are tried to be put right; where more have the form, none is."""

MAX_RUNS, MAX_WINDOWS = 10, 100
"""Runs of characters, and places in each, that are looked at: an answer with a code in it has few."""

Sense = Literal["ear", "eye", "either"]
"""How a code was taken down: heard, read, or nobody knows."""


def propose(kind: str, text: str, context: Context, sense: Sense) -> Match | None:
    """The code that was meant where the one given fails its check; None where none or several could be.

    Args:
        kind: The kind of code.
        text: What was said or written, which holds no code whose check is right.
        context: What the recogniser of the kind was told.
        sense: Whether characters that sound alike are exchanged, or those that look alike.
    """
    if kind not in FORMS:
        return None
    matches = read_with_repairs(kind, _proposer(kind, sense), lambda _kind, parts: parts, text, context).matches
    return matches[0] if matches else None


@lru_cache(maxsize=256)
def _proposer(kind: str, sense: Sense) -> Recogniser:
    def read(text: str, context: Context) -> Reading:
        for forms in forms_by_country(FORMS[kind], context):
            broken = list(islice(broken_codes(forms, text, context.language), MAX_STRETCHES + 1))
            if broken:
                return _only_one(kind, broken, text, context.language, sense)
        return Reading()

    return read


def _only_one(kind: str, broken: list[Broken], text: str, language: str, sense: Sense) -> Reading:
    """The one code that a single exchange makes right; nothing where there are several."""
    found: dict[str, Match] = {}
    variants = _variants(broken, language, sense)
    for form, value, piece in islice(variants, MAX_TRIED):
        if form.holds and form.holds(value):
            start, end = piece.span
            found[value] = Match(kind, value, text[start:end], (start, end), REPAIRED)
    is_counted = len(broken) <= MAX_STRETCHES and next(variants, None) is None
    return Reading(tuple(found.values())) if len(found) == 1 and is_counted else Reading()


def broken_codes(forms: tuple[Form, ...], text: str, language: str) -> Iterator[Broken]:
    """The stretches that have the form of a code with a check, none of which passes it; not the pieces of longer ones."""
    for form in forms:
        if form.holds is None:
            continue
        for run in spelled_runs(text, language)[:MAX_RUNS]:
            reached = 0
            for value, piece, _ in islice(candidates(form, run), MAX_WINDOWS):
                if piece.span[1] > reached and _stands_alone(piece, text):
                    reached = piece.span[1]
                    yield form, value, piece


def _stands_alone(piece: Run, text: str) -> bool:
    """Whether no letter or digit is glued to a stretch: `4O12` holds no code that begins with its 1."""
    start, end = piece.span
    return not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum()


def _variants(broken: list[Broken], language: str, sense: Sense) -> Iterator[Broken]:
    """The codes with one character exchanged, or one of the numbers that they were said in, as far as they keep the form."""
    others = confusable(language, sense)
    for form, value, piece in broken:
        changed = [
            value[:place] + other + value[place + 1 :]
            for place, character in enumerate(value)
            for other in others.get(character, "")
        ]
        if sense != "eye" and value == piece.characters:
            changed += _other_tens(value, piece, language)
        yield from ((form, other, piece) for other in dict.fromkeys(changed) if form.pattern.fullmatch(other))


def _other_tens(value: str, piece: Run, language: str) -> Iterator[str]:
    """A code with one of the numbers that it was said in exchanged: `fifty` for `fifteen`."""
    own = own_pack(language)
    pairs = dict(own.hearing.confusions.tens if own is not None else ())
    pairs |= {tens: teens for teens, tens in pairs.items()}
    place = 0
    for part in piece.pieces:
        end = place + len(part.characters)
        if part.characters in pairs:
            yield value[:place] + pairs[part.characters] + value[end:]
        place = end


@lru_cache(maxsize=32)
def confusable(language: str, sense: Sense) -> dict[str, str]:
    """What each character may be taken for."""
    by_ear = pack(language).hearing.confusions.by_ear if sense != "eye" else ()
    by_eye = BY_EYE if sense != "ear" else ()
    found: dict[str, dict[str, None]] = {}
    for group in (*by_ear, *by_eye):
        for character in group:
            found.setdefault(character, {}).update(dict.fromkeys(other for other in group if other != character))
    return {character: "".join(others) for character, others in found.items()}
