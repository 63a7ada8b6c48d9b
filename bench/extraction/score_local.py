"""Score the recognisers on a file of cases without a server, as the runtime's `parse` would answer: set by language.

The cases, and how a value is compared with them, are those of the yardstick that scores a running runtime. Times are of the
processor, so that other work on the machine does not count. Run as `python -m bench.extraction.score_local cases.jsonl`.
"""

from __future__ import annotations

import argparse
import gc
import json
import re
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from omnia.dialogue.extraction.warming import warm_up
from omnia.dialogue.parsing import parse_text

KEYS = {"date": "iso", "date_of_birth": "iso", "time": "iso", "amount": "amount", "phone": "e164"}
NOW = datetime(2026, 11, 23, 10, 0)  # noqa: DTZ001 - recognisers take the caller's naive local time
SHORTEST_ENDING = 6
"""Digits at the end of a telephone number that are enough to compare it by."""


@dataclass
class Row:
    """What was scored of one set in one language."""

    right: int = 0
    wrong: int = 0
    seconds: list[float] = field(default_factory=list)

    def text(self) -> str:
        """The row as it is printed."""
        times = sorted(self.seconds)
        slowest = times[min(len(times) - 1, int(len(times) * 0.99))]
        share = 100 * self.right / len(times)
        return (
            f"{self.right:5d}/{len(times):<5d} {share:5.1f} %  wrong {self.wrong:4d}  "
            f"median {1000 * statistics.median(times):6.2f} ms  p99 {1000 * slowest:6.2f} ms"
        )


def normal(kind: str, value: Any) -> str | None:
    """The normal form of a value as the cases write it; None if it has none."""
    if isinstance(value, dict):
        name = " ".join(value[key] for key in ("first", "last") if value.get(key))
        value = name if kind == "full_name" else value.get(KEYS.get(kind, "value"))
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    return _written(kind, str(value))


def _written(kind: str, text: str) -> str:
    match kind:
        case "number" | "amount":
            return format(float(text), ".6f").rstrip("0").rstrip(".")
        case "phone":
            return re.sub(r"\D", "", text)
        case "email" | "full_name":
            return text.lower()
        case "time":
            return text[:5]
        case "date" | "date_of_birth":
            return text[:10]
    return re.sub(r"[\s.\-/]", "", text).upper()


def is_right(case: dict[str, Any], found: list[str]) -> bool:
    """Whether the best reading is one that the case accepts (none, where it accepts none)."""
    if not case["accept"] or not found:
        return not case["accept"] and not found
    best = found[0]
    if case["kind"] != "phone":
        return best in case["accept"]
    return any(best in {want, "1" + want} or (len(want) >= SHORTEST_ENDING and best.endswith(want)) for want in case["accept"])


def read(case: dict[str, Any]) -> list[str]:
    """The readings of a case, best first, in normal form."""
    answer = parse_text(
        case["kind"],
        case["text"],
        locale=case["locale"],
        now=datetime.fromisoformat(case["reference"]) if "reference" in case else NOW,
        region=case.get("region"),
        alternatives=case.get("alternatives", ()),
    )
    return [form for match in answer.matches if (form := normal(case["kind"], match["value"]))]


def cases(args: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """The cases that the command line asks for."""
    for line in args.file.open(encoding="utf8"):
        case = json.loads(line)
        wanted = case["set"].startswith(args.prefix) and case["locale"].startswith(args.locale)
        if wanted and args.kind in {"", case["kind"]}:
            yield case


def main() -> None:
    """Read every case, print misses if asked, and then the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--kind", default="")
    parser.add_argument("--locale", default="")
    parser.add_argument("--set", default="", dest="prefix")
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    table: dict[tuple[str, str], Row] = defaultdict(Row)
    chosen = list(cases(args))
    warm_up()
    gc.collect()
    gc.freeze()
    for case in chosen:
        started = time.process_time()
        found = read(case)
        row = table[case["set"], case["locale"][:2]]
        row.seconds.append(time.process_time() - started)
        good = is_right(case, found)
        row.right += good
        row.wrong += bool(found) and not good
        if args.misses and not good:
            print("miss", case["set"], case["locale"], repr(case["text"][:160]), "want", case["accept"], "found", found[:3])
    for (name, language), row in sorted(table.items()):
        print(f"{name:26s} {language}  {row.text()}")
    if not table:
        sys.exit("No case of the file matched.")
    total = sum(len(row.seconds) for row in table.values())
    print(f"total {sum(row.right for row in table.values())}/{total}")


if __name__ == "__main__":
    main()
