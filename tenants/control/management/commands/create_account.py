"""Make an account for somebody who is not staff: the owner of a first project, on configured servers."""

from typing import Any, ClassVar

from django.core.management.base import CommandParser

from omnia.infra.crypto import new_secret
from tenants.actions.accounts import AccountError, create_account
from tenants.commands import ProjectCommand


class Command(ProjectCommand):
    """Makes an account; the password is made here, printed once, and never stored in clear."""

    help = "Make an account for somebody who is not staff, and print the password once."
    refusals = (AccountError,)
    is_staff: ClassVar[bool] = False
    address: ClassVar[str] = "the portal"
    """Where the person signs in, as it is printed."""

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Who it is."""
        parser.add_argument("--email", required=True, help="e-mail address to sign in with")
        parser.add_argument("--name", default="", help="the person's name")

    def run(self, **options: Any) -> Any:
        """Make the account."""
        password = new_secret(16)
        user = create_account(self.actor, email=options["email"], name=options["name"], password=password, is_staff=self.is_staff)
        return {"email": user.email, "password": password}

    def say(self, result: Any) -> None:
        """How to get in."""
        self.stdout.write(f"{result['email']} signs in at {self.address} with the password {result['password']}")
        self.stdout.write("It is not shown again.")
