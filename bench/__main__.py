"""Run the measurements named on the command line, or all: `python -m bench [reads] [turns] …`."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import (
    audit,
    backups,
    blast_radius,
    capacity,
    cold,
    conditions,
    counting,
    editor,
    engine,
    funnel,
    hostile,
    imports,
    metering,
    neighbour,
    newest,
    outage,
    pace,
    projects,
    publishing,
    reads,
    scaling,
    slow_cluster,
    soak,
    stampede,
    tenants,
    threads,
    tracing,
    turn_parts,
    turns,
    updates,
    writes,
)
from bench.extraction import table
from bench.servers import BenchError

BENCHES: dict[str, Callable[..., dict[str, Any]]] = {
    "engine": engine.measure,
    "conditions": conditions.measure,
    "extraction": table.measure,
    "projects": projects.measure,
    "updates": updates.measure,
    "blast_radius": blast_radius.measure,
    "reads": reads.measure,
    "threads": threads.measure,
    "turns": turns.measure,
    "turn_parts": turn_parts.measure,
    "counting": counting.measure,
    "metering": metering.measure,
    "tracing": tracing.measure,
    "tenants": tenants.measure,
    "publishing": publishing.measure,
    "editor": editor.measure,
    "funnel": funnel.measure,
    "stampede": stampede.measure,
    "neighbour": neighbour.measure,
    "slow_cluster": slow_cluster.measure,
    "hostile": hostile.measure,
    "imports": imports.measure,
    "audit": audit.measure,
    "backups": backups.measure,
    "pace": pace.measure,
    "cold": cold.measure,
    "capacity": capacity.measure,
    "outage": outage.measure,
    "soak": soak.measure,
    "scaling": scaling.measure,
    "writes": writes.measure,
    "newest": newest.measure,
}
OPTIONS = {
    "extraction": ("cases", "only", "locale", "misses"),
    "tenants": ("projects",),
    "audit": ("entries",),
    "backups": ("projects",),
    "outage": ("minutes",),
    "soak": ("minutes",),
}
"""What can be measured otherwise than by default, and the options that say how."""


def main() -> None:
    """Measure, print a table, and write everything as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *BENCHES], help="what to measure; all if left out")
    parser.add_argument("--projects", type=int, help="how many projects tenants has at most, and backups has")
    parser.add_argument("--entries", type=int, help="how many entries the log has that audit checks")
    parser.add_argument("--minutes", type=float, help="how long outage and soak take")
    parser.add_argument("--cases", type=Path, help="file of cases for extraction, one JSON object a line")
    parser.add_argument("--only", help="the beginning of the sets' names for extraction")
    parser.add_argument("--locale", help="the beginning of the locales for extraction")
    parser.add_argument("--misses", type=int, help="how many misses of each set and language extraction tells")
    parser.add_argument("--json", type=Path, default=Path("var/bench.json"), help="file for the figures")
    options = parser.parse_args()
    figures = {}
    for name in options.names or BENCHES:
        try:
            figures[name] = BENCHES[name](**_told(name, options))
        except BenchError as error:
            parser.exit(1, f"{name}: {error}\n")
        print(f"\n{name}")
        for label, value in figures[name].items():
            print(f"  {label:<44} {value}")
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")
    print(f"\nWritten to {options.json}")


def _told(name: str, options: argparse.Namespace) -> dict[str, Any]:
    """The options of a measurement that were given."""
    given = {option: getattr(options, option) for option in OPTIONS.get(name, ())}
    return {option: value for option, value in given.items() if value is not None}


if __name__ == "__main__":
    main()
