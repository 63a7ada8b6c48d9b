"""How often values are right that are told with a confidence: `python -m bench.extraction.calibration --cases FILE`.

Two sorts of material, on neither of which a confidence was fitted: the outside cases (single texts), and simulated calls of a
seed and a line of their own, attempt by attempt, each heard with those before it. `--plot FILE` draws what was measured.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

from bench.extraction.cases import is_right, normal, read_cases
from bench.extraction.lines import REAL
from bench.extraction.simulate_calls import Call, calls, told
from bench.extraction.table import FILE
from omnia.dialogue.parsing import parse_text

SEED = 90_210
"""Of the callers; no other script or test uses it."""

BOUNDS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
LEAST = 10
"""Values that a point of the plot must stand for."""

SURE = 0.9

Judged = tuple[float, bool]
"""The confidence that a value was told with, and whether it was right."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Values told with about the same confidence."""

    told: float
    right: float
    count: int


def of_cases(file: Path) -> Iterator[Judged]:
    """The outside cases for which a value was found."""
    for case in read_cases(file):
        answer = parse_text(case.kind, case.text, locale=case.locale, now=case.reference, region=case.region)
        found = [form for match in answer.matches if (form := normal(case.kind, match["value"]))]
        if found:
            yield answer.matches[0]["confidence"], is_right(case, found)


def of_calls(count: int) -> Iterator[Judged]:
    """The attempts of simulated callers, each heard with those before it."""
    for _, attempts in groupby(calls(SEED, count, line=REAL), key=lambda call: (call.kind, call.group)):
        before: list[Call] = []
        for call in attempts:
            value, confidence = told(call, before)
            before.append(call)
            if value:
                yield confidence, value == call.value


def binned(judged: Iterable[Judged]) -> list[Bin]:
    """The mean confidence and the share that was right, by confidence."""
    found = []
    every = sorted(judged)
    for low, high in pairwise(BOUNDS):
        own = [each for each in every if low <= each[0] < high]
        if own:
            found.append(Bin(sum(each[0] for each in own) / len(own), sum(each[1] for each in own) / len(own), len(own)))
    return found


def surely_right(judged: Sequence[Judged]) -> tuple[int, int]:
    """How many of the values told with `SURE` or more were right, and how many there are."""
    sure = [right for confidence, right in judged if confidence >= SURE]
    return sum(sure), len(sure)


# --- the plot ---------------------------------------------------------------------------------------------------------

SIDE, MARGIN = 320, 48
COLOURS = ("#1d4ed8", "#b45309")


def plot(series: dict[str, list[Bin]]) -> str:
    """An SVG: told against right; on the diagonal both are the same."""
    drawn = [line for place, (name, bins) in enumerate(series.items()) for line in _series(name, bins, place)]
    ticks = [line for place in range(0, 11, 2) for line in _tick(place / 10)]
    size = SIDE + 2 * MARGIN
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" font-family="system-ui, sans-serif" font-size="12"',
        '  role="img" aria-labelledby="title text">',
        '  <title id="title">How often values are right, by the confidence that they are told with</title>',
        f'  <desc id="text">{_described(series)}</desc>',
        f'  <rect width="{size}" height="{size}" fill="#ffffff"/>',
        f'  <path d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}" fill="none" stroke="#334155"/>',
        f'  <path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" fill="none" stroke="#94a3b8" stroke-dasharray="5 5"/>',
        *ticks,
        f'  <text x="{_x(0.5)}" y="{size - 8}" text-anchor="middle" fill="#334155">confidence told</text>',
        f'  <text x="14" y="{_y(0.5)}" transform="rotate(-90 14 {_y(0.5)})" text-anchor="middle" fill="#334155">right</text>',
        *drawn,
        "</svg>",
        "",
    ])  # fmt: skip


def _described(series: dict[str, list[Bin]]) -> str:
    told = (
        f"{name}: " + ", ".join(f"{each.told:.2f} told, {each.right:.2f} right" for each in bins) for name, bins in series.items()
    )
    return ". ".join(told) + "."


def _series(name: str, bins: Sequence[Bin], place: int) -> Iterator[str]:
    colour = COLOURS[place]
    points = [each for each in bins if each.count >= LEAST]
    path = "L".join(f"{_x(each.told)} {_y(each.right)}" for each in points)
    yield f'  <path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
    for each in points:
        yield f'  <circle cx="{_x(each.told)}" cy="{_y(each.right)}" r="4" fill="{colour}"/>'
    yield f'  <text x="{_x(0.6)}" y="{_y(0.14) + 18 * place}" fill="{colour}">{name}</text>'


def _tick(value: float) -> Iterator[str]:
    yield f'  <text x="{_x(value)}" y="{_y(0) + 18}" text-anchor="middle" fill="#334155">{value:.1f}</text>'
    yield f'  <text x="{_x(0) - 8}" y="{_y(value) + 4}" text-anchor="end" fill="#334155">{value:.1f}</text>'


def _x(value: float) -> float:
    return round(MARGIN + value * SIDE, 1)


def _y(value: float) -> float:
    return round(MARGIN + (1 - value) * SIDE, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, default=FILE)
    parser.add_argument("--calls", type=int, default=200, help="callers of each kind")
    parser.add_argument("--plot", type=Path, help="where to write the plot")
    args = parser.parse_args()
    judged = {"simulated calls": list(of_calls(args.calls)), "outside cases": list(of_cases(args.cases))}
    series = {name: binned(each) for name, each in judged.items()}
    for name, bins in series.items():
        right, count = surely_right(judged[name])
        print(f"{name}: of {count} values told with {SURE} or more {100 * right / max(count, 1):.1f} % are right")
        for each in bins:
            print(f"  told {each.told:.2f}  right {each.right:.2f}  of {each.count}")
    if args.plot:
        args.plot.write_text(plot(series), encoding="utf-8")


if __name__ == "__main__":
    main()
