"""Replace the secret that an installation on the embedded database made for itself."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from omnia.infra.private_files import earlier_secrets, forget_earlier_secrets, replace_secret
from omnia.mongo import embedded
from omnia.settings import ENVIRONMENT
from tenants.commands import ProjectCommand
from tenants.key_status import whole_status

FILE = "secret_key"


class Command(ProjectCommand):
    """Makes a new secret and keeps the earlier one beside it; or lets go of the earlier ones, once nothing needs them."""

    help = "Replace the secret in the data folder of an installation on the embedded database; the earlier one is still accepted."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which of the two."""
        parser.add_argument(
            "--drop-earlier", action="store_true", help="let go of the earlier secrets; refused while something stands under them"
        )

    def run(self, **options: Any) -> Any:
        """Do it; what runs on the folder knows of a new secret when it starts again."""
        if ENVIRONMENT.OMNIA_SECRET_KEY:
            raise CommandError("The secret is configured: docs/how_to/rotate_keys.md says how processes change to another.")
        path = Path(settings.DATA_DIR) / FILE
        if options["drop_earlier"]:
            return self._dropped(path)
        if embedded.running_process(embedded.folder_in(Path(settings.DATA_DIR))) is not None:
            raise CommandError("The product is running with the secret of now. Stop it first, and start it again afterwards.")
        replace_secret(path)
        return {"replaced": True, "earlier": len(earlier_secrets(path))}

    def _dropped(self, path: Path) -> dict[str, Any]:
        number, left = len(earlier_secrets(path)), whole_status().left() if earlier_secrets(path) else []
        if left:
            raise CommandError(f"Nothing was dropped. {' '.join(left)}")
        forget_earlier_secrets(path)
        return {"replaced": False, "dropped": number}

    def say(self, result: Any) -> None:
        """What is next."""
        if not result["replaced"]:
            self.stdout.write(f"{result['dropped']} earlier secrets are gone.")
            return
        self.stdout.write("A new secret is in the data folder. Start the product, call `manage.py rotate_keys`, and later")
        self.stdout.write("`manage.py replace_secret --drop-earlier`, which says what still stands under the earlier one.")
