"""Try every template of the catalogue files: their tests, the generated conversations, and a noisy caller."""

from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec
from django.core.management.base import CommandError, CommandParser

from factory import catalogue_files
from factory.catalogue_format import Body, CatalogueFileError
from omnia.commands import OmniaCommand
from omnia.dialogue.scores import Score, score_template

LOCALES = ("en", "it", "es", "fr", "de", "pt")


class Command(OmniaCommand):
    """Tells how well each template does in each language; fails when any of them could not be published."""

    help = "Try every template of the catalogue files, with its tests, generated conversations and a noisy caller."
    refusals = (CatalogueFileError,)

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Where the files are, and which of them to try in which languages."""
        parser.add_argument("templates", nargs="*", help="keys of the templates to try; all if left out")
        parser.add_argument("--folder", type=Path, default=catalogue_files.CATALOGUE, help="folder of the catalogue files")
        parser.add_argument("--locale", action="append", choices=LOCALES, help="language to try; all if left out")

    def run(self, **options: Any) -> Any:
        """Score template by template and language by language."""
        bodies = self._wanted(catalogue_files.read(options["folder"]).templates, options["templates"])
        pairs = [(key, body, locale) for key, body in bodies.items() for locale in options["locale"] or LOCALES]
        scores = [(key, score_template(body, locales=[locale])[0]) for key, body, locale in self.progress(pairs, "Trying")]
        self.failures = sum(len(score.failures) for _key, score in scores)
        return [_row(key, score) for key, score in scores]

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer, in either form, and then fail if anything does."""
        self.failures = 0
        super().handle(*args, **options)
        if self.failures:
            raise CommandError(f"{self.failures} things do not go as they must: a template with any is not fit to be published.")

    def _wanted(self, templates: dict[str, Body], keys: list[str]) -> dict[str, Body]:
        unknown = [key for key in keys if key not in templates]
        if unknown:
            raise CommandError(f"The catalogue has no template “{unknown[0]}”.")
        return {key: body for key, body in templates.items() if not keys or key in keys}

    def say(self, result: Any) -> None:
        """A line a template with its score in each language, the totals, and then what does not go as it must."""
        locales = list(dict.fromkeys(row["locale"] for row in result))
        width = max((len(row["template"]) for row in result), default=8)
        self.stdout.write(f"{'':{width}}  " + "  ".join(f"{locale:>5}" for locale in locales))
        for key, rows in groupby(result, key=lambda row: row["template"]):
            self.stdout.write(f"{key:{width}}  " + "  ".join(f"{row['percent']:>3} {_mark(row)}" for row in rows))
        self.stdout.write("")
        for part in ("tests", "scenarios", "noisy"):
            good, every = (sum(row[part][place] for row in result) for place in ("good", "all"))
            self.stdout.write(f"{_TITLES[part]:{width}}  {good:,} of {every:,} ({good / max(every, 1):.1%})")
        failing = [(row, failure) for row in result for failure in row["failures"]]
        for row, failure in failing:
            self.stderr.write(f"{row['template']} {failure['id']}: {failure['message']}")
        if not failing:
            self.stdout.write(self.style.SUCCESS("Everything goes as it must."))


_TITLES = {"tests": "Tests", "scenarios": "Conversations", "noisy": "Noisy callers"}


def _mark(row: dict[str, Any]) -> str:
    return "✓" if row["green"] else "✗"


def _row(key: str, score: Score) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(score)
    return {"template": key, **told, "percent": score.percent, "green": score.is_green}
