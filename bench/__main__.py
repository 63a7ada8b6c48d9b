"""Run the measurements named on the command line, or all: `python -m bench [engine] [projects] [reads] [turns]`."""

import argparse
import json
from pathlib import Path

from bench import engine, projects, reads, turns

BENCHES = {"engine": engine.measure, "projects": projects.measure, "reads": reads.measure, "turns": turns.measure}


def main() -> None:
    """Measure, print a table, and write everything as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *BENCHES], help="what to measure; all if left out")
    parser.add_argument("--json", type=Path, default=Path("var/bench.json"), help="file for the figures")
    options = parser.parse_args()
    figures = {}
    for name in options.names or BENCHES:
        figures[name] = BENCHES[name]()
        print(f"\n{name}")
        for label, value in figures[name].items():
            print(f"  {label:<44} {value}")
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")
    print(f"\nWritten to {options.json}")


if __name__ == "__main__":
    main()
