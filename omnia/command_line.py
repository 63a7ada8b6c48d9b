"""What `manage.py` runs: every command, Django's own included, with one sentence where something is wrong."""

import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, CommandParser, ManagementUtility
from django.core.management.base import BaseCommand
from django.db.utils import Error as DatabaseError
from pymongo.errors import ConnectionFailure, OperationFailure, PyMongoError
from redis.exceptions import RedisError

INTERRUPTED = 130
UNAUTHORISED = frozenset({13, 18})
"""MongoDB's codes for rights that are missing and for a wrong user or password."""


class CommandLine(ManagementUtility):
    """Django's, whose commands raise what is wrong with their arguments and their work instead of printing it themselves."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        """The command of this name; it ends the process with a sentence if there is none."""
        command = super().fetch_command(subcommand)
        create_parser = command.create_parser

        def raising_parser(*args: Any, **kwargs: Any) -> CommandParser:
            parser = create_parser(*args, **kwargs)
            # Called from a program, a parser raises its error, and a command told to show the traceback its own.
            parser.called_from_command_line = False
            parser.set_defaults(traceback=True)
            return parser

        command.create_parser = raising_parser  # type: ignore[method-assign]
        return command


def run(arguments: Sequence[str]) -> None:
    """Run the command that the arguments name; ends the process with its exit status unless all went well.

    A process without configured servers uses the data folder's embedded server, started for the command's time if it must be.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "omnia.settings")
    if any(_is_no_text(argument) for argument in arguments):
        _fail("An argument is not a text in UTF-8.", 2)
    from omnia.mongo.embedded_access import ACCESS

    try:
        with ACCESS.for_own_time():
            CommandLine(list(arguments)).execute()
    except KeyboardInterrupt:
        _fail("\nStopped.", INTERRUPTED)
    except Exception as error:
        if "--traceback" in arguments:
            raise
        sentence = sentence_of(error)
        if sentence is None:
            raise
        _fail(sentence, getattr(error, "returncode", 1))


def _is_no_text(argument: str) -> bool:
    try:
        argument.encode()
    except UnicodeEncodeError:
        return True
    return False


def _fail(sentence: str, status: int) -> NoReturn:
    print(sentence, file=sys.stderr)  # noqa: T201  # logging is for what happens in the product
    raise SystemExit(status)


def sentence_of(error: Exception) -> str | None:
    """What went wrong outside of the product, for a person; None for an error of the product's own."""
    from omnia.mongo.clusters import UnknownCluster
    from omnia.mongo.embedded import EmbeddedServerError

    match error:
        case CommandError() | EmbeddedServerError() | UnknownCluster() | ImproperlyConfigured():
            return str(error).removeprefix("Error: ")
        case PyMongoError():
            return _of_database(error)
        case DatabaseError():
            cause = error.__cause__
            return _of_database(cause) if isinstance(cause, PyMongoError) else f"The database refuses: {_first(str(error))}."
        case RedisError():
            return f"Redis does not answer as it should: {_first(str(error))}. Look at OMNIA_REDIS_URL."
        case OSError(filename=str() as name):
            return f"{name} cannot be used: {error.strerror}."
    return None


def _of_database(error: PyMongoError) -> str:
    if isinstance(error, OperationFailure) and error.code in UNAUTHORISED:
        return f"The database server does not let this user in, or not do this: {_first(str(error))}."
    if isinstance(error, ConnectionFailure):
        return (
            f"The database server does not answer: {_first(str(error))}. Nothing more was done. Start it, or correct "
            "OMNIA_MONGODB_URI or OMNIA_CLUSTERS."
        )
    return f"The database refuses: {_first(str(error))}."


def _first(text: str) -> str:
    """The part of a library's message that people can use: without time-outs, topology and the full document."""
    for end in (" (configured timeouts", ", Timeout:", ", full error:", "\n"):
        text = text.partition(end)[0]
    return text.rstrip(" .")
