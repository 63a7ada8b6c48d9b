"""Whether a command line that a manifest or a page tells can be read by the command that it names."""

from collections.abc import Sequence

from django.core.management import get_commands, load_command_class


def check(arguments: Sequence[str], where: str) -> None:
    """Fail unless the first word is a command of the product's, and it takes the others."""
    name, *rest = arguments
    assert name in get_commands(), f"{where}: there is no command {name}"
    app = get_commands()[name]
    command = load_command_class(app, name) if isinstance(app, str) else app
    parser = command.create_parser("manage.py", name)
    parser.called_from_command_line = False
    parser.parse_args(rest)
