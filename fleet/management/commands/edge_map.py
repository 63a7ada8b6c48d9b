"""A map for the edge: which region serves the callers of a key."""

import re
from typing import Any

from django.core.management.base import CommandError, CommandParser

from tenants.actions.clusters import register_clusters
from tenants.commands import ProjectCommand

ODD = re.compile(r"[^a-z0-9]+")


class Command(ProjectCommand):
    """Prints a line for each cluster: how its projects' keys begin, and the backend of its region."""

    help = "Print a map for haproxy: how the keys of each cluster's projects begin, and the backend of the cluster's region."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """How backends are called."""
        parser.add_argument("--prefix", default="runtime_", help="what the names of backends begin with; the region follows")

    def run(self, **options: Any) -> Any:
        """Look where each cluster is."""
        rows = register_clusters(self.actor)
        nowhere = [row.key for row in rows if not row.region.strip()]
        if nowhere:
            raise CommandError(f"Of “{nowhere[0]}” no region is known. Write it in the staff admin under Platform › Clusters.")
        return {
            "map": [
                {"key": f"omk_{row.key}_", "region": row.region, "backend": options["prefix"] + _name(row.region)} for row in rows
            ]
        }

    def say(self, result: Any) -> None:
        """The map, as haproxy reads it."""
        for row in result["map"]:
            self.stdout.write(f"{row['key']} {row['backend']}")


def _name(region: str) -> str:
    """A region as a part of a name: small letters, digits, hyphens."""
    return ODD.sub("-", region.lower()).strip("-")
