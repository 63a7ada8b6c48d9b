"""Take an account's second factor off, app and passkeys, for a person who has neither device nor recovery codes any more."""

from typing import Any

from django.core.management.base import CommandParser

from tenants.actions.second_factor import SecondFactorError, remove_every_factor
from tenants.commands import ProjectCommand, find_user


class Command(ProjectCommand):
    """Takes it off and signs the account out everywhere; members of staff are led to adding another at their next sign-in."""

    help = "Take the second factor off an account whose person lost it; make sure first that it is them who asks."
    refusals = (SecondFactorError,)

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Whose it is."""
        parser.add_argument("--email", required=True, help="e-mail address of the account")

    def run(self, **options: Any) -> Any:
        """Take it off."""
        user = find_user(options["email"])
        remove_every_factor(self.actor, user)
        return {"email": user.email}

    def say(self, result: Any) -> None:
        """What is so now."""
        self.stdout.write(f"{result['email']} has no second factor any more, and is signed out everywhere.")
