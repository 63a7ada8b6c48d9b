"""The users that Redis is to have, as lines of its ACL file: what each kind of process may touch, and with which commands."""

import hashlib

from omnia.infra import bus
from omnia.settings.env import environment

COMMANDS = "+@all -@admin -@dangerous"
"""What the product sends; what stops, reads out or empties a server is not among it."""


def lines(passwords: dict[str, str]) -> list[str]:
    """The lines of an ACL file (`aclfile`), one a user.

    Args:
        passwords: the users' passwords; in the lines stand their hashes alone.
    """
    portal = f"~{environment().OMNIA_DATABASE_PREFIX}:portal:*"
    rights = {
        # All that a runtime keeps belongs to a project, in braces; what is the portal's it cannot read, and not list either.
        "omnia_runtime": f"~omnia:{{* resetchannels &{bus.CHANNEL} {COMMANDS} -publish -scan -randomkey -dbsize",
        # Erasing a project removes what the runtime keeps of it.
        "omnia_portal": f"{portal} ~omnia:{{* resetchannels &{bus.CHANNEL} {COMMANDS}",
    }
    rights["omnia_jobs"] = rights["omnia_portal"]
    return ["user default off resetkeys resetchannels -@all", *(_line(name, rights[name], passwords[name]) for name in rights)]


def names() -> tuple[str, ...]:
    """The users' names."""
    return ("omnia_runtime", "omnia_portal", "omnia_jobs")


def _line(name: str, rights: str, password: str) -> str:
    return f"user {name} on #{hashlib.sha256(password.encode()).hexdigest()} {rights}"
