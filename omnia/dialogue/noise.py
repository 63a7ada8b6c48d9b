"""A caller who does not speak like a book: the sentences of a template's tests, with what people and recognisers of speech add.

The words are this module's own, and not those that the recognisers know to pass over: what is measured must not be what it is
measured with. Everything is drawn from a seed, so that a score can be had again.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from omnia.dialogue.compile import CompileError, compile_program
from omnia.dialogue.conversation import Alternative, Utterance, advance, begin
from omnia.dialogue.extraction.characters.spelling import spelled_word
from omnia.dialogue.extraction.text.tokens import fold_word
from omnia.dialogue.simulate import matches, test_time
from omnia.dialogue.template import DocumentError, Test, parse_template

MAX_SENTENCES = 40
"""Sentences of a language that are said with noise."""

CONFIDENCES = (0.5, 0.45, 0.4)
"""What a recogniser of speech tells of its transcriptions, the best first."""

Kind = Literal["hesitation", "filler", "false_start", "correction", "code_switching", "courtesy", "transcription", "mishearing"]


@dataclass(frozen=True, slots=True)
class Manner:
    """How people of a language speak when they do not read it off."""

    hesitations: tuple[str, ...]
    fillers: tuple[str, ...]
    corrections: tuple[str, ...]
    """What stands between a wrong answer and the right one."""
    courtesies: tuple[str, ...]
    borrowed: tuple[str, ...]
    """Words of other languages that its speakers put around an answer."""
    misheard: Mapping[str, str]
    """A word, and the one of like sound that a recogniser of speech writes for it."""


MANNERS: Mapping[str, Manner] = {
    "en": Manner(
        ("uh", "um well", "let me think", "hang on", "okay so", "right then"), ("uh", "um", "er", "you know"),
        ("no", "no sorry", "sorry I mean", "no wait", "or rather"), ("please", "thank you", "thanks", "if that's all right"),
        ("ciao", "okay", "merci", "gracias"),
        {
            "one": "won", "two": "to", "four": "for", "eight": "ate", "ten": "then", "may": "my", "march": "marsh",
            "third": "bird", "at": "add", "dot": "dog", "is": "ease", "the": "a", "name": "main", "code": "cold", "b": "be",
            "c": "see", "number": "lumber", "my": "may", "of": "off",
        },
    ),
    "it": Manner(
        ("ehm", "allora", "mah", "mi faccia pensare", "un attimo", "dunque"), ("ehm", "eh", "cioè", "diciamo"),
        ("no", "no scusi", "anzi", "volevo dire", "no aspetti"), ("grazie", "per favore", "per cortesia", "prego"),
        ("okay", "sorry", "please", "merci"),
        {
            "uno": "un o", "due": "duo", "tre": "tra", "sei": "sai", "sette": "setta", "otto": "hotto", "dieci": "dice",
            "maggio": "maggior", "punto": "pinto", "chiocciola": "chi occiola", "codice": "codici", "è": "e", "il": "i",
            "mio": "mia", "numero": "numeri",
        },
    ),
    "es": Manner(
        ("eh", "pues", "a ver", "déjeme pensar", "un momento", "bueno"), ("eh", "em", "o sea", "digamos"),
        ("no", "no perdón", "perdone quiero decir", "no espere", "mejor dicho"), ("por favor", "gracias", "muchas gracias"),
        ("okay", "sorry", "please", "ciao"),
        {
            "uno": "humo", "dos": "dosis", "tres": "tras", "seis": "seise", "siete": "siente", "ocho": "hocho", "diez": "días",
            "mayo": "ensayo", "punto": "junto", "arroba": "a roba", "es": "ves", "el": "él", "mi": "mí", "código": "codo",
            "número": "números", "de": "dé",
        },
    ),
    "fr": Manner(
        ("euh", "alors", "bah", "attendez", "voyons", "bon"), ("euh", "hein", "disons", "voilà"),
        ("non", "non pardon", "enfin je veux dire", "non attendez", "ou plutôt"), ("s'il vous plaît", "merci", "merci bien"),
        ("okay", "sorry", "please", "ciao"),
        {
            "un": "hein", "deux": "de", "trois": "droit", "six": "si", "sept": "cet", "huit": "oui", "dix": "dit",
            "cent": "sans", "mai": "mais", "point": "poing", "arobase": "à robe", "c'est": "ses", "est": "et", "mon": "mont",
            "le": "leur", "code": "corde", "numéro": "numéros",
        },
    ),
    "de": Manner(
        ("äh", "also", "ähm ja", "Moment mal", "lassen Sie mich überlegen", "na gut"), ("äh", "ähm", "halt", "sozusagen"),
        ("nein", "nein Entschuldigung", "ich meine", "nein Moment", "beziehungsweise"), ("bitte", "danke", "vielen Dank"),
        ("okay", "sorry", "please", "ciao"),
        {
            "eins": "ein", "zwei": "zweig", "drei": "dreh", "vier": "wir", "fünf": "fünft", "sechs": "sechse", "acht": "nacht",
            "zehn": "zehen", "mai": "mein", "punkt": "bunt", "ist": "isst", "der": "er", "meine": "deine", "nummer": "nummern",
            "am": "an", "das": "dass",
        },
    ),
    "pt": Manner(
        ("hum", "ora bem", "deixe-me pensar", "espere um momento", "então", "pois"), ("hum", "eh", "digamos", "portanto"),
        ("não", "não desculpe", "quero dizer", "não espere", "aliás"), ("por favor", "obrigado", "obrigada", "se faz favor"),
        ("okay", "sorry", "please", "ciao"),
        {
            "um": "hum", "dois": "pois", "três": "traz", "seis": "sei", "sete": "sétimo", "oito": "oitavo", "dez": "des",
            "maio": "maior", "ponto": "conto", "arroba": "a roupa", "é": "e", "o": "ou", "meu": "mau", "código": "códigos",
            "número": "números", "de": "dê",
        },
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of one noisy sentence: `found` is the value, `wrong` whether another than the right one was taken."""

    locale: str
    kind: Kind
    text: str
    expected: Any
    found: Any

    @property
    def right(self) -> bool:
        """Whether the value was understood."""
        if self.kind == "transcription":
            # What the recogniser of speech left away cannot be understood: accents and capitals of names.
            return matches(_plain(self.expected), _plain(self.found))
        return matches(self.expected, self.found)

    @property
    def wrong(self) -> bool:
        """Whether another value was taken, which is worse than none."""
        return not self.right and any(value is not None for value in self.found.values())


def hear_noise(body: Any, *, locales: Sequence[str], default_locale: str = "en", seed: int = 1) -> list[Heard]:
    """Say the complete sentences of a template's tests with every kind of noise.

    A template that cannot run is heard nothing of: its own tests tell why.
    """
    try:
        template = parse_template(body)
        programs = {
            locale: compile_program(template=body, templates={}, locale=locale, default_locale=default_locale)
            for locale in locales
        }
    except (DocumentError, CompileError):
        return []
    heard = []
    for locale, program in programs.items():
        tests = [test for test in template.tests if test.locale == locale and _is_sentence(test)][:MAX_SENTENCES]
        for test, kind, texts in _noisy(tests, locale, random.Random(f"{seed}:{template.key}:{locale}")):  # noqa: S311  # repeatable
            now = test_time(test.reference_time)
            state, _ = begin(program, channel=test.channel, variables={}, now=now)
            alternatives = tuple(map(Alternative, texts, CONFIDENCES))
            _, answer = advance(program, state, Utterance(texts[0], alternatives), now=now)
            found = {name: answer.values.get(name, {}).get("value") for name in test.expect}
            heard.append(Heard(locale, kind, texts[0], test.expect, found))
    return heard


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return fold_word(value)
    return {key: _plain(item) for key, item in value.items()} if isinstance(value, Mapping) else value


def _is_sentence(test: Test) -> bool:
    return test.category == "complete" and bool(test.utterance) and bool(test.expect) and None not in test.expect.values()


def _noisy(tests: Sequence[Test], locale: str, draw: random.Random) -> Iterator[tuple[Test, Kind, tuple[str, ...]]]:
    """Each test with its noise, as the transcriptions of it, the best first."""
    manner = MANNERS.get(locale[:2])
    if manner is None:
        return
    for test in tests:
        said = test.utterance or ""
        for kind, spoil in _WAYS.items():
            if kind == "false_start" and spelled_word(said.split(" ", maxsplit=1)[0], locale[:2]):
                continue  # a number or letter said twice would be another answer
            if (text := spoil(said, manner, draw)) != said:
                # Of a word that was misheard only further transcriptions can tell.
                yield test, kind, (text, said, _transcribed(said, manner, draw)) if kind == "mishearing" else (text,)
        others = [other.utterance for other in tests if other.utterance and not matches(test.expect, other.expect)]
        if others:
            corrected = f"{draw.choice(others)}, {draw.choice(manner.corrections)}, {said}"
            yield _corrected(test), "correction", (corrected,)


def _corrected(test: Test) -> Test:
    """What must come of a correction: the later answer; of a yes beside a no nothing, for that is asked about."""
    asked_about = all(isinstance(value, bool) for value in test.expect.values())
    return msgspec.structs.replace(test, expect=dict.fromkeys(test.expect)) if asked_about else test


def _hesitating(said: str, manner: Manner, draw: random.Random) -> str:
    return f"{draw.choice(manner.hesitations)} {said}"


def _filled(said: str, manner: Manner, draw: random.Random) -> str:
    """A sound of thinking between two words; nothing in a sentence of one."""
    words = said.split(" ")
    place = draw.randrange(1, len(words)) if len(words) > 1 else 0
    return " ".join([*words[:place], draw.choice(manner.fillers), *words[place:]]) if place else said


def _false_start(said: str, manner: Manner, draw: random.Random) -> str:  # noqa: ARG001  # one signature for all
    """The first word is said, broken off and said again."""
    first = said.split(" ", maxsplit=1)[0]
    return f"{first} {said}" if len(first) > 3 and first.isalpha() and " " in said else said


def _borrowing(said: str, manner: Manner, draw: random.Random) -> str:
    word = draw.choice(manner.borrowed)
    return f"{word} {said}" if draw.random() < 0.5 else f"{said} {word}"


def _polite(said: str, manner: Manner, draw: random.Random) -> str:
    return f"{said} {draw.choice(manner.courtesies)}"


def _transcribed(said: str, manner: Manner, draw: random.Random) -> str:  # noqa: ARG001
    """As a plain recogniser of speech writes it: no capitals, no marks between words, no accents."""
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", said.lower()) if not unicodedata.combining(mark))
    words = (word.strip(",;:!?¡¿").removesuffix(".") for word in plain.split())
    return " ".join(word for word in words if word)


def _misheard(said: str, manner: Manner, draw: random.Random) -> str:
    """One word written as another of like sound; as it is where none of the words has one."""
    words = said.split(" ")
    places = [place for place, word in enumerate(words) if word.lower() in manner.misheard]
    if not places:
        return said
    place = draw.choice(places)
    return " ".join([*words[:place], manner.misheard[words[place].lower()], *words[place + 1 :]])


_WAYS: Mapping[Kind, Callable[[str, Manner, random.Random], str]] = {
    "hesitation": _hesitating,
    "filler": _filled,
    "false_start": _false_start,
    "code_switching": _borrowing,
    "courtesy": _polite,
    "transcription": _transcribed,
    "mishearing": _misheard,
}
