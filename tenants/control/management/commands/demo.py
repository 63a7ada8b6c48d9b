"""Set up what a newcomer tries the product with."""

import io
import os
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser

from omnia.infra.crypto import new_secret
from omnia.infra.private_files import open_private
from omnia.serve.data_folder import served_port
from tenants import selectors
from tenants.actions.accounts import create_account
from tenants.actions.keys import issue_key
from tenants.actions.provisioning import create_project, resume_provisioning
from tenants.actions.releasing import publish
from tenants.commands import ProjectCommand
from tenants.control.models import Project, ProjectStatus, User

STAFF_EMAIL = "staff@omnia.example"
CUSTOMER_EMAIL = "anna@acme.example"
PROJECT_NAME = "Acme Energia"
LOCALES = ("en", "it")


class Command(ProjectCommand):
    """Staff user, customer user, a project with a published release, and an API key; running it again changes nothing.

    An account that is there already, whoever made it, keeps its password; it is told only if this command made the account.
    """

    help = "Make demo users, a demo project with a published release, and an API key; prints them."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Whether to bring the databases into shape first."""
        parser.add_argument("--migrate", action="store_true", help="migrate the control and factory databases first")

    def run(self, **options: Any) -> Any:
        """Make what is missing. The passwords and the key are kept in the data folder, readable by its owner alone."""
        if options["migrate"]:
            for alias in ("default", "factory"):
                call_command("migrate", database=alias, skip_checks=True, verbosity=0)
        call_command("load_catalogue", json=True, stdout=io.StringIO())
        staff = self._user(STAFF_EMAIL, "Sara Staff", is_staff=True)
        customer = self._user(CUSTOMER_EMAIL, "Anna Rossi", is_staff=False)
        project = self._project(User.objects.get(email=CUSTOMER_EMAIL))
        return {
            "url": settings.OMNIA_PUBLIC_URL or f"http://127.0.0.1:{served_port(settings.DATA_DIR) or settings.OMNIA_PORT}",
            "staff": staff,
            "customer": customer,
            "project": project.pk,
            "api_key": self._key(project),
        }

    def _user(self, email: str, name: str, *, is_staff: bool) -> dict[str, str | None]:
        kept = _kept().get(email)
        user = User.objects.filter(email=email).first()
        if user is not None:
            return {"email": email, "password": kept if kept and user.check_password(kept) else None}
        password = kept or new_secret(16)
        # Kept first: an account whose password nobody knows would be of no use.
        _keep(**{email: password})
        create_account(self.actor, email=email, name=name, password=password, is_staff=is_staff)
        return {"email": email, "password": password}

    def _project(self, owner: User) -> Project:
        project = Project.objects.filter(name=PROJECT_NAME, created_by=str(owner.pk)).exclude(status=ProjectStatus.ERASED).first()
        if project is None:
            industries = ("utilities", "insurance")
            project = create_project(self.actor, name=PROJECT_NAME, industries=industries, locales=LOCALES, owner=owner)
        elif project.status != ProjectStatus.ACTIVE:
            project = resume_provisioning(self.actor, project)
        if selectors.head(project) is None:
            publish(self.actor, project, note="First release")
        return project

    def _key(self, project: Project) -> str:
        kept = _kept().get(f"key:{project.pk}")
        if kept:
            return kept
        key = issue_key(self.actor, project, name="Demo", scopes=("read", "converse")).key
        _keep(**{f"key:{project.pk}": key})
        return key

    def say(self, result: Any) -> None:
        """Where to go, and how to get in."""
        for title, path, user in (("Studio     ", "/", result["customer"]), ("Staff admin", "/admin/", result["staff"])):
            password = user["password"] or "(the account was there before; its password was not changed)"
            self.stdout.write(f"{title}  {result['url']}{path}  {user['email']}  {password}")
        self.stdout.write(f"Project      {result['project']}")
        self.stdout.write(f"API key      {result['api_key']}")


def _path() -> Path:
    return Path(settings.DATA_DIR) / "demo.json"


def _kept() -> dict[str, str]:
    return orjson.loads(_path().read_bytes()) if _path().exists() else {}


def _keep(**facts: str) -> None:
    path, merged = _path(), {**_kept(), **facts}
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(open_private(draft, os.O_WRONLY | os.O_TRUNC), "wb") as file:
        file.write(orjson.dumps(merged, option=orjson.OPT_INDENT_2))
    draft.replace(path)
