"""What all commands share: --json, progress for people, one sentence on stderr when something is wrong."""

import sys
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import orjson
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

Item = TypeVar("Item")


class OmniaCommand(BaseCommand):
    """A command whose `run` returns what it did as plain data; `say` tells it to people.

    Exit status 0 means success and nothing else does. Errors of the classes in `refusals` become one sentence on stderr.
    """

    refusals: tuple[type[Exception], ...] = ()
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Every command can answer in JSON."""
        parser.add_argument("--json", action="store_true", help="answer in JSON, for scripts")
        self.add_own_arguments(parser)

    def add_own_arguments(self, parser: CommandParser) -> None:
        """The command's own arguments."""

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run, then answer in the asked form."""
        self.as_json = bool(options.pop("json"))
        try:
            result = self.run(**options)
        except self.refusals as error:
            raise CommandError(str(error)) from error
        if self.as_json:
            self.stdout.write(orjson.dumps(result, option=orjson.OPT_INDENT_2).decode())
        else:
            self.say(result)

    def run(self, **options: Any) -> Any:
        """Do the work and return plain data."""
        raise NotImplementedError(type(self).__name__)

    def say(self, result: Any) -> None:
        """Tell people what was done."""
        raise NotImplementedError(type(self).__name__)

    def progress(self, items: Iterable[Item], title: str) -> Iterator[Item]:
        """Go through `items` with a progress bar, if a person is looking."""
        yield from tqdm(items, desc=title, disable=not self.is_watched, leave=False)

    @property
    def is_watched(self) -> bool:
        """Whether a person is looking, who wants to see how far it is."""
        return not self.as_json and sys.stderr.isatty()
