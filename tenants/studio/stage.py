"""Whom a project's simulator speaks for: its drafts, and the sides of its updates."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from omnia.dialogue.compile import CompileError, Program
from omnia.dialogue.extraction.regions import region_for
from omnia.dialogue.template import DocumentError
from omnia.workbench import simulating
from omnia.workbench.scripts import ONE_PREFIX
from omnia.workbench.simulating import CannotSpeakError, Kept, NotKeptError, Speaker
from tenants import selectors, updates
from tenants.actions.editing import EditingError, StaleVersion
from tenants.actions.learning import NotATestError, keep_simulated
from tenants.studio.access import ProjectRequest, actor_of
from tenants.studio.context import may
from tenants.studio.replay_words import no_test_words
from tenants.studio.speaking import NoOffer, program_of


class ProjectStage(simulating.Stage):
    """The documents of a project."""

    def __init__(self, request: ProjectRequest) -> None:
        super().__init__(request, request.project.locales, str(request.project.pk))
        self._request, self._project = request, request.project

    def addresses(self) -> dict[str, str]:
        """The addresses of the simulator's actions in the project."""
        return simulator_addresses(str(self._project.pk))

    def program(self, speaker: Speaker) -> tuple[Program, str]:
        """The draft, or the side of its update that was chosen."""
        try:
            return program_of(self._project, speaker.subject, speaker.key, speaker.locale, speaker.side, speaker.choices)
        except selectors.Missing as error:
            raise CannotSpeakError(_("There is no such dialogue in this project any more.")) from error
        except (NoOffer, updates.NoUpdate) as error:
            raise CannotSpeakError(_("This update is not offered any more. Reload the page to see what is.")) from error
        except (CompileError, DocumentError) as error:
            raise CannotSpeakError(_("This cannot speak yet: %(reason)s") % {"reason": error}) from error

    def region(self, locale: str) -> str | None:
        """The country that phone numbers and the like are read for in a language."""
        return region_for(locale, self._project.default_locale, self._project.region) or None

    def may_keep(self, speaker: Speaker) -> bool:  # noqa: ARG002  # one right for all documents of a project
        """Whether the person may change the project's templates."""
        return may(self._request, "edit_templates")

    def keep(self, speaker: Speaker, test: dict[str, Any]) -> Kept:
        """Keep a test in the project's draft."""
        document: selectors.Document = "flow" if speaker.subject == "flow" else "template"
        try:
            saved = keep_simulated(actor_of(self._request), self._project, document, speaker.key, test)
        except NotATestError as error:
            raise NotKeptError(no_test_words(error.why)) from error
        except StaleVersion as error:
            raise NotKeptError(_("Somebody saved this document meanwhile, so nothing was kept. Try again.")) from error
        except EditingError as error:
            raise NotKeptError(str(error)) from error
        place = reverse(f"studio:{document}", args=[self._project.pk, speaker.key])
        return Kept(saved.number, saved.hash, f"{place}?{urlencode({'section': ONE_PREFIX + test['id']})}")


def simulator_addresses(project: str) -> dict[str, str]:
    """The addresses of the simulator's actions in a project."""
    return {action: reverse(f"studio:simulator-{action}", args=[project]) for action in ("start", "turn", "keep")}
