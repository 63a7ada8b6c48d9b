"""Users with no more rights than they need, at MongoDB and Redis."""

import re
from argparse import ArgumentTypeError
from typing import Any

import orjson
from django.core.management.base import CommandParser

from fleet.access_rights import mongodb, redis_users
from omnia.infra.crypto import new_secret
from tenants.commands import ProjectCommand
from tenants.control.models import Project, ProjectStatus


class Command(ProjectCommand):
    """Prints the roles and users of every configured MongoDB server, sets them up, or prints an ACL file for Redis."""

    help = "Make MongoDB users that reach no more than runtime, portal, jobs and backups need; or print an ACL file for Redis."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """What is done, and in which form."""
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--print", action="store_true", help="print the commands that would set them up, without passwords")
        what.add_argument(
            "--apply", action="store_true",
            help="set them up, by the configured addresses, whose user must be allowed to; new passwords are printed once",
        )  # fmt: skip
        what.add_argument("--redis", action="store_true", help="print an ACL file, and the passwords whose hashes stand in it")
        parser.add_argument(
            "--by-project", action="store_true",
            help="a role and a user for each project besides; the runtime then reaches those that were there at the last call",
        )  # fmt: skip
        parser.add_argument(
            "--suffix", type=_suffix, help="part of the new users' names, to replace passwords while everything runs"
        )

    def run(self, **options: Any) -> Any:
        """Render, or set up."""
        self.form = "redis" if options["redis"] else "apply" if options["apply"] else "print"
        if self.form == "redis":
            passwords = {name: new_secret() for name in redis_users.names()}
            return {"acl": redis_users.lines(passwords), "passwords": passwords}
        refs = [project.ref for project in Project.objects.exclude(status=ProjectStatus.ERASED).order_by("pk")]
        found = [
            (number, server, mongodb.roles(server, by_project=options["by_project"]))
            for number, server in enumerate(mongodb.servers(refs), start=1)
        ]
        if self.form == "print":
            return [
                {"server": number, **_about(server), "commands": mongodb.commands(made, _users(made, options))}
                for number, server, made in found
            ]
        return [
            {
                "server": number,
                **_about(server),
                "roles": [role.name for role in made],
                "passwords": mongodb.apply(server, made, _users(made, options)),
            }
            for number, server, made in found
        ]

    def say(self, result: Any) -> None:
        """Lines to be pasted, or what was set up."""
        if self.form == "redis":
            self.stdout.write("\n".join(result["acl"]))
            self._say_passwords(result["passwords"])
            return
        for row in result:
            self.stdout.write(f"// server {row['server']}: {', '.join(row['holds'])}")
            if self.form == "print":
                for command in row["commands"]:
                    self.stdout.write(f'db.getSiblingDB("admin").runCommand({orjson.dumps(command).decode()})')
            else:
                self.stdout.write(f"{len(row['roles'])} roles are as they are to be.")
                self._say_passwords(row["passwords"])

    def _say_passwords(self, passwords: dict[str, str]) -> None:
        for name, password in passwords.items():
            self.stderr.write(f"{name} {password}")


def _users(made: list[mongodb.Role], options: dict[str, Any]) -> list[str]:
    return mongodb.users_of(made, suffix=options["suffix"] or "")


def _about(server: mongodb.Server) -> dict[str, Any]:
    """What is on a server; its address holds a password and is not told."""
    projects = ["projects"] if server.projects is not None else []
    return {"holds": [*server.platform, *projects]}


def _suffix(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]{1,20}", text):
        raise ArgumentTypeError(f"“{text[:20]}” is not a suffix; take up to 20 small letters and digits")
    return text
