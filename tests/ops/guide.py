"""The commands of a page, in its order, as somebody would type them: of every block that begins with a prompt."""

import re
from pathlib import Path

BLOCK = re.compile(r"^```console\n(.*?)^```", flags=re.MULTILINE | re.DOTALL)
HEREDOC = re.compile(r"<<(\w+)")


def commands(page: Path) -> list[str]:
    """Each command with the lines that belong to it; what a command prints is left out."""
    return [command for block in BLOCK.findall(page.read_text(encoding="utf-8")) for command in _typed(block.splitlines())]


def _typed(lines: list[str]) -> list[str]:
    typed: list[str] = []
    ends: str | None = None
    goes_on = False
    for line in lines:
        if ends is not None or goes_on:
            typed[-1] += f"\n{line}"
            goes_on = ends is None and line.endswith("\\")
            ends = None if line == ends else ends
        elif line.startswith("$ "):
            typed.append(line.removeprefix("$ "))
            opened = HEREDOC.search(line)
            ends = opened.group(1) if opened else None
            goes_on = line.endswith("\\")
    return typed
