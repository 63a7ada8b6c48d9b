"""Write docs/reference/licences.md: the licence of every dependency, read from the installed packages."""

import json
import subprocess  # the tool is a command of our own locked environment
import sys
from pathlib import Path

HEADER = """# Licences of the dependencies

Written by `make licences` from the packages' own metadata. OMNIA itself carries no licence yet: that choice is the owner's.

SecantusDB (GPL-2.0) is an optional extra. It runs as its own process, started by a script that stands outside the product's
packages, and no module of the product imports it; without it, point `OMNIA_MONGODB_URI` at a MongoDB server.

| package | version | licence | used for |
|---|---|---|---|
"""

ELSEWHERE = {"async-timeout": "| async-timeout | 5.0.1 | Apache-2.0 | running (Python before 3.11.3) |"}
"""What is locked for other Pythons than the one that runs here."""

PARTS = {"running": "base", "embedded server": "embedded", "traces": "otel"}
"""What a dependency is used for, and the lock file that names it; whatever none names is for development."""


def names(path: str) -> set[str]:
    """The package names that a lock file pins, lower case."""
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return {line.split("==")[0].strip().lower() for line in lines if "==" in line and not line.startswith((" ", "#"))}


def main() -> None:
    """Collect and write the table."""
    command = [str(Path(sys.executable).with_name("pip-licenses")), "--format=json", "--from=mixed", "--with-system"]
    rows = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603
    uses = {use: names(f"requirements/{part}.txt") for use, part in PARTS.items()}
    lines = list(ELSEWHERE.values())
    for row in sorted(rows, key=lambda entry: entry["Name"].lower()):
        name = row["Name"].lower().replace("_", "-")
        if name in {"pip", "setuptools", "uv", "wheel"}:
            continue
        use = next((use for use, wanted in uses.items() if name in wanted), "development")
        lines.append(f"| {row['Name']} | {row['Version']} | {row['License'].splitlines()[0]} | {use} |")
    Path("docs/reference/licences.md").write_text(HEADER + "\n".join(sorted(lines, key=str.lower)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
