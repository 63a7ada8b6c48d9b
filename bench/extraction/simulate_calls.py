# ruff: noqa: E501, SIM905, PERF401
"""Calls about names, British postcodes and dates of birth as a recogniser of speech writes them, and what is understood of them.

Every call holds a true value, a way in which people say it on the telephone, and the best transcriptions: small letters without
marks, each of them a path through the words that the recogniser takes for possible. All is made up and depends on the seed only.

    python -m bench.extraction.simulate_calls --calls 400 --misses
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.extraction.call_words import (
    ALPHABETS,
    CONFUSED,
    DIGIT_WORDS,
    DIGITS_CONFUSED,
    DISTRICTS,
    INWARD,
    LETTER_WORDS,
    PEOPLE,
    RESPELLED,
    SHARES,
)
from bench.extraction.lines import ORDINARY, REAL, Line
from omnia.dialogue.events import Alternative, Utterance
from omnia.dialogue.parsing import parse_text

NOW = datetime(2026, 11, 23, 10, 0)  # noqa: DTZ001 - the caller's naive local time
ATTEMPTS = 3
"""How often a caller says a value."""

PATHS = 80
"""Paths through the words that are drawn for one list of transcriptions."""

MONTHS = "january february march april may june july august september october november december".split()
UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
ORDINALS = (
    "_ first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
    "eighteenth nineteenth twentieth"
).split()
BEFORE = ("", "", "", "it's ", "uh ", "um it's ", "yes it's ", "yeah ", "okay it's ", "sure it's ")
AFTER = ("", "", "", "", " please", " thank you", " thanks")
FILLERS = ("uh", "um", "er")
NAME_SAYINGS = (
    "{f} {l}", "{f} {l}", "{f} {l}", "my name is {f} {l}", "my name's {f} {l}", "i'm {f} {l}", "this is {f} {l}", "the name is {f} {l}",
    "my full name is {f} {l}", "my name is {l} {f} {l}", "{f} {l} {L}", "{f} {l} {L}", "{f} {l} that's {L}", "{f} {l} spelled {L}",
    "{f} {l} that's spelt {L}", "{F} {L}", "{f} {F} {l} {L}", "{F} {f} {L} {l}", "first name {f} last name {l}", "first name is {f} surname is {l}",
    "first name {f} {F} surname {l} {L}", "{f} uh {l}", "{f} {l} {f} {l}", "{f} and the surname is {l}", "{f} that's {F} {l} that's {L}",
    "name is {f} {l} {l} is spelled {L}", "{f} spelled {F} and {l} spelled {L}",
)  # fmt: skip
CODE_SAYINGS = ("", "", "", "my postcode is ", "the postcode is ", "postcode ", "postcode is ", "my post code is ")
BIRTH_SAYINGS = (
    "",
    "",
    "",
    "my date of birth is ",
    "i was born on ",
    "date of birth ",
    "born on ",
    "my birthday is ",
    "it's the ",
)


@dataclass(frozen=True, slots=True)
class Call:
    """A value and the transcriptions of one attempt to say it, best first."""

    kind: str
    value: str
    said: str
    texts: tuple[str, ...]
    group: int


# --- what is said: words apart by blanks, `/x` a letter, `#7` a digit or number, `~smith` a name ---------------------------


def _spelled(rng: random.Random, word: str) -> str:
    """The letters of a word, pairs at times as `double l`, at times with words for them."""
    double, style = rng.random() < 0.5, rng.random()
    alphabet = rng.choice(ALPHABETS)
    found, place = [], 0
    letters = [character for character in word if character.isalpha()]
    while place < len(letters):
        letter = letters[place]
        if double and letters[place : place + 2] == [letter, letter]:
            found.append(f"double /{letter}")
            place += 2
            continue
        illustrated = style < 0.08 or (style < 0.2 and rng.random() < 0.2)
        found.append(f"/{letter} for {alphabet[letter]}" if illustrated else f"/{letter}")
        place += 1
    return " ".join(found)


def name_call(rng: random.Random, _line: Line) -> tuple[str, Callable[[], str]]:
    """A person, and a way to say who it is."""
    origin = rng.choices(list(SHARES), list(SHARES.values()))[0]
    firsts, lasts = PEOPLE[origin]
    first, last = rng.choice(firsts.split()), rng.choice(lasts.split())

    def say() -> str:
        words = {"f": f"~{first}", "l": f"~{last}", "F": _spelled(rng, first), "L": _spelled(rng, last)}
        return rng.choice(BEFORE) + rng.choice(NAME_SAYINGS).format(**words) + rng.choice(AFTER)

    return f"{first} {last}", say


def code_call(rng: random.Random, line: Line) -> tuple[str, Callable[[], str]]:
    """A postcode, and a way to say it."""
    code = line.district(rng, rng.choice(DISTRICTS)) + str(rng.randint(0, 9)) + rng.choice(INWARD) + rng.choice(INWARD)

    def say() -> str:
        return rng.choice(BEFORE) + rng.choice(CODE_SAYINGS) + _code_said(rng, code) + rng.choice(AFTER)

    return code, say


def _code_said(rng: random.Random, code: str) -> str:
    style, alphabet = rng.random(), rng.choice(ALPHABETS)
    words, place = [], 0
    while place < len(code):
        character, following = code[place], code[place + 1 : place + 2]
        if character.isdigit() and following.isdigit() and place + 2 < len(code) - 2 and rng.random() < 0.6:
            words.append(f"#{character}{following}")
            place += 2
            continue
        if character == following and character.isalpha() and rng.random() < 0.4:
            words.append(f"double /{character.lower()}")
            place += 2
            continue
        words.append(_character_said(rng, character.lower(), style, alphabet))
        place += 1
    return " ".join(words)


def _character_said(rng: random.Random, character: str, style: float, alphabet: dict[str, str]) -> str:
    if character.isdigit():
        return f"#{character}"
    if style < 0.1:
        return alphabet[character]
    if style < 0.3 and rng.random() < 0.5:
        return f"/{character} for {alphabet[character]}"
    return f"/{character}"


def birth_call(rng: random.Random, _line: Line) -> tuple[str, Callable[[], str]]:
    """A day of birth, and a way to say it."""
    day = date(1920, 1, 1) + timedelta(days=rng.randrange(91 * 365))

    def say() -> str:
        return rng.choice(BEFORE) + rng.choice(BIRTH_SAYINGS) + _day_said(rng, day) + rng.choice(AFTER)

    return day.isoformat(), say


def _day_said(rng: random.Random, day: date) -> str:
    ordinal, month = _ordinal(day.day), MONTHS[day.month - 1]
    year = _year_said(rng, day.year)
    short = _digits(f"{day.year % 100:02d}") if day.year % 100 < 10 else f"#{day.year % 100}"
    forms = (
        f"the {ordinal} of {month} {year}", f"{ordinal} of {month} {year}", f"{ordinal} {month} {year}", f"{month} the {ordinal} {year}",
        f"#{day.day} {month} {year}", f"{month} {ordinal} {year}", f"the {ordinal} of the {_ordinal(day.month)} {year}",
        f"{ordinal} of the {_ordinal(day.month)} {short}", f"#{day.day} #{day.month} {year}", f"#{day.day} #{day.month} {short}",
        f"{_padded(day.day)} {_padded(day.month)} {year}", f"{_digits(f'{day.day:02d}{day.month:02d}{day.year}')}",
        f"{_digits(f'{day.day:02d}{day.month:02d}{day.year % 100:02d}')}", f"the {ordinal} of {month} {rng.choice(FILLERS)} {year}",
        f"{ordinal} of {month} {short}", f"#{day.day} of the #{day.month} {year}",
    )  # fmt: skip
    return rng.choice(forms)


def _ordinal(number: int) -> str:
    if number <= 20:
        return ORDINALS[number]
    ten, unit = divmod(number, 10)
    return f"{TENS[ten]} {ORDINALS[unit]}" if unit else "thirtieth"


def _digits(digits: str) -> str:
    return " ".join(f"#{digit}" for digit in digits)


def _padded(number: int) -> str:
    return _digits(f"{number:02d}") if number < 10 else f"#{number}"


def _year_said(rng: random.Random, year: int) -> str:
    century, rest = divmod(year, 100)
    if century == 20:
        tail = f" and #{rest}" if rest else ""
        forms = [f"two thousand{tail}"] if rest < 1 else [f"two thousand{tail}", f"two thousand #{rest}", f"#{year}"]
        return rng.choice(forms + ([f"twenty #{rest}"] if rest > 9 else []))
    if rest == 0:
        return "nineteen hundred"
    tail = f"o #{rest}" if rest < 10 else f"#{rest}"
    return rng.choice((f"nineteen {tail}", f"nineteen {tail}", f"nineteen hundred and #{rest}", f"#{year}"))


# --- what the recogniser hears -----------------------------------------------------------------------------------------


def transcriptions(rng: random.Random, said: str, noise: float) -> tuple[str, ...]:
    """The best paths through the words that were possible, best first, each once."""
    lattice = [_possible(rng, word, noise) for word in said.split()]
    paths: dict[str, float] = {}
    for _ in range(PATHS):
        score, words = 0.0, []
        for choices in lattice:
            word, weight = rng.choices(choices, [weight for _, weight in choices])[0]
            words.append(word)
            score += weight
        text = _glued(rng, words)
        paths[text] = max(paths.get(text, 0.0), score)
    ranked = sorted(paths, key=lambda text: -paths[text])
    return tuple(text for text in ranked if text)[: rng.randint(5, 10)]


def _possible(rng: random.Random, word: str, noise: float) -> list[tuple[str, float]]:
    """What one word may be taken for, with weights; the true one is one of them, not always the heaviest."""
    mark, rest = word[:1], word[1:]
    if mark == "/":
        return _letter_heard(rng, rest, noise)
    if mark == "#":
        return _number_heard(rng, rest, noise)
    if mark == "~":
        return _name_heard(rng, rest, noise)
    if word in {"the", "it's", "of", "uh", "um", "er", "is", "a"}:
        return [(word, 1.0), ("", noise * rng.random() * 0.8)]
    return [(word, 1.0)]


def _letter_heard(rng: random.Random, letter: str, noise: float) -> list[tuple[str, float]]:
    same = LETTER_WORDS[letter].split()
    if letter == "w":
        same = ["w", "double you"]
    heard = [(f"/{letter}", 1.0), *((word, noise * rng.random() * 0.7 / place) for place, word in enumerate(same[1:], 1))]
    for other in CONFUSED[letter].split():
        heard.append((f"#{other}" if other.isdigit() else f"/{other}", noise * rng.random() ** 2))
    return heard


def _number_heard(rng: random.Random, digits: str, noise: float) -> list[tuple[str, float]]:
    heard = [(f"#{digits}", 1.0)]
    if len(digits) == 1:
        same = DIGIT_WORDS[digits].split()[2:]
        heard += [(word, noise * rng.random() * 0.5) for word in same]
    for other in DIGITS_CONFUSED.get(digits, "").split():
        heard.append((f"#{other}" if other.isdigit() else f"/{other}", noise * rng.random() ** 3))
    if len(digits) == 2 and digits[0] == "1" and digits > "12":
        heard.append((f"#{digits[1]}0", noise * rng.random() ** 2))  # thirteen and thirty
    return heard


def _name_heard(rng: random.Random, name: str, noise: float) -> list[tuple[str, float]]:
    written = [name]
    if name.startswith("o'"):
        written = [name, "o " + name[2:], "o" + name[2:]]
    heard = [(word, 1.0 / place) for place, word in enumerate(written, 1)]
    for _ in range(4):
        other = name.replace("o'", "o") + " "
        for _ in range(rng.randint(1, 2)):
            fitting = [(sound, way) for sound, way in RESPELLED if sound in other]
            sound, way = rng.choice(fitting) if fitting else ("", "")
            other = other.replace(sound, way, 1)
        heard.append((other.strip(), noise * rng.random()))
    return heard


def _glued(rng: random.Random, words: Sequence[str]) -> str:
    """The words of a path as they are written: numbers in words or digits, letters and digits apart or together."""
    in_digits, together = rng.random() < 0.4, rng.random() < 0.35
    found: list[str] = []
    tied = False
    for word in words:
        mark = word[:1]
        text = word[1:] if mark == "/" else _number_text(word[1:], in_digits=in_digits) if mark == "#" else word
        glue = together and mark in {"/", "#"} and (mark == "/" or in_digits)
        if glue and tied and rng.random() < 0.85:
            found[-1] += text
        elif text:
            found.append(text)
        tied = glue
    return " ".join(" ".join(found).split())


def _number_text(digits: str, *, in_digits: bool) -> str:
    if in_digits:
        return digits
    number = int(digits)
    if digits == "0":
        return "o"
    if number < 20:
        return UNITS[number]
    if number < 100:
        return TENS[number // 10] + (f" {UNITS[number % 10]}" if number % 10 else "")
    return digits


CALLERS = {"full_name": name_call, "postal_code": code_call, "date_of_birth": birth_call}


def calls(seed: int, count: int, kinds: Sequence[str] = tuple(CALLERS), line: Line = ORDINARY) -> Iterator[Call]:
    """As many callers of each kind, each with three attempts."""
    for kind in kinds:
        caller = CALLERS[kind]
        rng = random.Random(f"{seed} {kind}")
        for group in range(count):
            value, say = caller(rng, line)
            for _ in range(ATTEMPTS):
                said = say()
                noise = rng.choice(line.noises)
                plain = said.translate(str.maketrans("", "", "/#~"))
                heard = transcriptions(rng, said, noise)
                yield Call(kind, value, plain, tuple(dict.fromkeys(line.written(rng, text) for text in heard)), group)


# --- what is understood ------------------------------------------------------------------------------------------------


def understood(kind: str, texts: Sequence[str]) -> str:
    """The best match of all the transcriptions as the yardstick compares it; empty where there is none."""
    return told(Call(kind, "", "", tuple(texts), 0))[0]


def told(call: Call, before: Sequence[Call] = ()) -> tuple[str, float]:
    """What is understood of a call, heard with those before it, and the confidence that it is told with."""
    earlier = [Utterance(each.texts[0], tuple(map(Alternative, each.texts[1:]))) for each in before]
    answer = parse_text(
        call.kind, call.texts[0], locale="en-GB", now=NOW, region="GB", alternatives=call.texts[1:], earlier=earlier
    )
    if not answer.matches:
        return "", 0.0
    value: Any = answer.matches[0]["value"]
    if call.kind == "full_name":
        value = " ".join(part for part in (value["first"], value["last"]) if part).lower()
    elif call.kind == "date_of_birth":
        value = value["iso"] or ""
    return value, answer.matches[0]["confidence"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--calls", type=int, default=300, help="callers of each kind")
    parser.add_argument("--kind", choices=sorted(CALLERS))
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--hard", action="store_true", help="a line as real calls were heard (`lines.REAL`)")
    parser.add_argument("--joined", action="store_true", help="hear each attempt with those before it")
    parser.add_argument("--write", type=Path, help="write the calls as cases of the yardstick instead")
    args = parser.parse_args()
    kinds = [args.kind] if args.kind else tuple(CALLERS)
    made = list(calls(args.seed, args.calls, kinds, REAL if args.hard else ORDINARY))
    if args.write:
        args.write.write_text("".join(json.dumps(_case(call)) + "\n" for call in made), encoding="utf8")
        return
    table: dict[str, dict[str, Any]] = defaultdict(lambda: {"right": 0, "wrong": 0, "all": 0, "times": [], "groups": {}})
    for place, call in enumerate(made):
        before = [each for each in made[max(0, place - ATTEMPTS) : place] if each.group == call.group and args.joined]
        row, started = table[call.kind], time.perf_counter()
        found, _ = told(call, before)
        row["times"].append((time.perf_counter() - started) / len(call.texts))
        good = found == call.value
        row["all"] += 1
        row["right"] += good
        row["wrong"] += bool(found) and not good
        row["groups"][call.group] = row["groups"].get(call.group, False) or good
        if args.misses and not good:
            print("miss", repr(call.said), "want", call.value, "found", found, call.texts)
    for kind, row in table.items():
        share, of_calls = 100 * row["right"] / row["all"], 100 * statistics.mean(row["groups"].values())
        slowest = sorted(row["times"])[int(len(row["times"]) * 0.99)]
        print(
            f"{kind:14s} {row['right']:4d}/{row['all']:<4d} {share:5.1f} %  wrong {row['wrong']:4d}  {of_calls:5.1f} % of calls",
            end="  ",
        )
        print(f"a text: median {1000 * statistics.median(row['times']):.2f} ms  p99 {1000 * slowest:.2f} ms")


def _case(call: Call) -> dict[str, Any]:
    return {
        "set": f"simulated {call.kind}", "kind": call.kind, "locale": "en-GB", "region": "GB", "text": call.texts[0],
        "alternatives": list(call.texts[1:]), "accept": [call.value], "group": call.group,
    }  # fmt: skip


if __name__ == "__main__":
    main()
