"""Score the recognisers on a file of cases without a server: set by language, and misses on demand."""

import argparse
import importlib
import json
import re
import statistics
import sys
import time
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

from omnia.dialogue.extraction.base import Context, Recogniser

RECOGNISERS = {
    "number": ("numbers", "recognise_number"),
    "date": ("dates", "recognise_date"),
    "time": ("times", "recognise_time"),
    "amount": ("amounts", "recognise_amount"),
}
KEYS = {"date": "iso", "date_of_birth": "iso", "time": "iso", "amount": "amount", "phone": "e164"}
NOW = datetime(2026, 11, 23, 10, 0)  # noqa: DTZ001 - recognisers take the caller's naive local time


def normal(kind: str, value: Any) -> str | None:
    """The normal form of a value as the cases write it."""
    if isinstance(value, dict):
        value = value.get(KEYS.get(kind, "value"))
    if value is None:
        return None
    text = str(value)
    if kind in {"number", "amount"}:
        return format(float(text), ".6f").rstrip("0").rstrip(".")
    if kind == "time":
        return text[:5]
    if kind in {"date", "date_of_birth"}:
        return text[:10]
    return re.sub(r"[\s.\-/]", "", text).upper()


def recogniser(kind: str) -> Recogniser | None:
    """The recogniser of a kind; None for kinds that are not scored here."""
    if kind not in RECOGNISERS:
        return None
    module, name = RECOGNISERS[kind]
    return getattr(importlib.import_module(f"omnia.dialogue.extraction.{module}"), name)  # type: ignore[no-any-return]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--kind", default="")
    parser.add_argument("--locale", default="")
    parser.add_argument("--set", default="", dest="prefix")
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    table: dict[tuple[str, str], dict[str, Any]] = defaultdict(lambda: {"right": 0, "wrong": 0, "all": 0, "times": []})
    for line in args.file.open(encoding="utf8"):
        case = json.loads(line)
        call = recogniser(case["kind"]) if args.kind in {"", case["kind"]} else None
        if call is None or not case["locale"].startswith(args.locale) or not case["set"].startswith(args.prefix):
            continue
        reference = datetime.fromisoformat(case["reference"]) if "reference" in case else NOW
        context = Context(locale=case["locale"], reference=reference, region=case.get("region"))
        call(case["text"] + " ", context)
        started = time.perf_counter()
        reading = call(case["text"], context)
        spent = time.perf_counter() - started
        found = [form for match in reading.matches if (form := normal(case["kind"], match.value))]
        good = (found[:1] and found[0] in case["accept"]) if case["accept"] else not found
        row = table[case["set"], case["locale"][:2]]
        row["all"] += 1
        row["right"] += bool(good)
        row["wrong"] += bool(found) and not good
        row["times"].append(spent)
        if args.misses and not good:
            print("miss", case["set"], case["locale"], repr(case["text"][:160]), "want", case["accept"], "found", found[:3])
    for (name, language), row in sorted(table.items()):
        times = sorted(row["times"])
        share = 100 * row["right"] / row["all"]
        median, slowest = statistics.median(times), times[min(len(times) - 1, int(len(times) * 0.99))]
        print(f"{name:22s} {language} {row['right']:4d}/{row['all']:<4d} {share:5.1f} %  wrong {row['wrong']:3d}", end="  ")
        print(f"median {1000 * median:.2f} ms  p99 {1000 * slowest:.2f} ms")
    if not table:
        sys.exit("No case of the file matched.")


if __name__ == "__main__":
    main()
