"""Run the measurements named on the command line, or all: `python -m bench [reads] [turns] …`."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import cold, engine, neighbour, outage, pace, projects, publishing, reads, soak, stampede, tenants, threads, turns

BENCHES: dict[str, Callable[..., dict[str, Any]]] = {
    "engine": engine.measure,
    "projects": projects.measure,
    "reads": reads.measure,
    "threads": threads.measure,
    "turns": turns.measure,
    "tenants": tenants.measure,
    "publishing": publishing.measure,
    "stampede": stampede.measure,
    "neighbour": neighbour.measure,
    "pace": pace.measure,
    "cold": cold.measure,
    "outage": outage.measure,
    "soak": soak.measure,
}
SIZED = {"tenants": "projects", "outage": "minutes", "soak": "minutes"}
"""What can be measured at another size, and the option that names the size."""


def main() -> None:
    """Measure, print a table, and write everything as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *BENCHES], help="what to measure; all if left out")
    parser.add_argument("--projects", type=int, help="how many projects tenants has at most")
    parser.add_argument("--minutes", type=float, help="how long outage and soak take")
    parser.add_argument("--json", type=Path, default=Path("var/bench.json"), help="file for the figures")
    options = parser.parse_args()
    figures = {}
    for name in options.names or BENCHES:
        figures[name] = BENCHES[name](**_size(name, options))
        print(f"\n{name}")
        for label, value in figures[name].items():
            print(f"  {label:<44} {value}")
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")
    print(f"\nWritten to {options.json}")


def _size(name: str, options: argparse.Namespace) -> dict[str, Any]:
    option = SIZED.get(name)
    value = getattr(options, option) if option else None
    return {option: value} if option and value is not None else {}


if __name__ == "__main__":
    main()
