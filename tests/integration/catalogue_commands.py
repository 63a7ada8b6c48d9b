"""What the tests of the catalogue's files share: calling its commands, and reading what they tell."""

import json
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

DATE_FILE = "templates/date.yaml"


def commanded(name: str, *arguments: Any, **options: Any) -> Any:
    """What a command answers as JSON."""
    answer = StringIO()
    call_command(name, *arguments, json=True, stdout=answer, **options)
    return json.loads(answer.getvalue())


def outcomes(rows: list[dict[str, Any]]) -> dict[str, str]:
    """What becomes of each document of which anything becomes."""
    return {row["key"]: row["outcome"] for row in rows if row["outcome"] != "unchanged"}


def folder_of(path: Path, files: Mapping[str, bytes]) -> Path:
    """The folder, with these files in it."""
    for name, text in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(text)
    return path
