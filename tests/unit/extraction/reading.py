"""What the tests of the recognisers read in."""

from datetime import datetime

from omnia.dialogue.extraction.values import Context

NOW = datetime(2026, 1, 15, 10, 0)  # noqa: DTZ001  # the person's local time


def context(language: str, **options: object) -> Context:
    """A caller who speaks this language."""
    return Context(language, NOW, None, None, options)


def table(text: str) -> dict[str, str]:
    """What is said and what is meant, one pair a line: `half an hour = PT30M`."""
    pairs = (line.rpartition(" = ") for line in text.strip().splitlines())
    return {said.strip(): meant.strip() for said, _, meant in pairs}
