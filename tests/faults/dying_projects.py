"""What `dying.py` can be killed in that is about a project as a whole: erasing it, taking one in, moving it."""

from pathlib import Path
from typing import Any


def erase(_arguments: dict[str, Any]) -> None:
    """Erase what is due."""
    from tenants.actions import erasing
    from tenants.actions.erasing_later import erase_due

    erasing.QUIET_SECONDS = 0.3
    erase_due()


def take_in(arguments: dict[str, Any]) -> None:
    """Import a bundle."""
    from omnia.infra.audit import Actor
    from tenants.actions.bundle_import import import_project
    from tenants.control.models import User

    owner = User.objects.get(email=arguments["owner"])
    operator = Actor("command", "import_project", "import_project")
    import_project(operator, Path(arguments["file"]), name="Moved", owner=owner, passphrase=arguments["passphrase"])


def relocate(arguments: dict[str, Any]) -> None:
    """Move a project to the second cluster."""
    from django.conf import settings

    from omnia.infra.audit import Actor
    from tenants.actions import relocating
    from tenants.control.models import Project

    settings.OMNIA_CLUSTERS = {**settings.OMNIA_CLUSTERS, "second": arguments["second"]}
    relocating.QUIET_SECONDS = 0.05
    project = Project.objects.get(pk=arguments["project"])
    relocating.relocate(Actor("command", "move_project", "move_project"), project, "second")


ACTIONS = {"erase": erase, "import": take_in, "move": relocate}
