"""The problems that refusals of the actions stand for."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse

from omnia.dialogue.lint import Finding
from omnia.infra.problems import Problem, answer_exception
from omnia.infra.telemetry import log, note_outage
from omnia.mongo import outages
from omnia.mongo.transactions import TransactionsMissing
from runtime_api.auth import Refused
from tenants import sync, upstream
from tenants.access import Absent, Forbidden, Held
from tenants.actions.editing import DocumentMissing, EditingError, InvalidDocument, StaleVersion
from tenants.actions.importing import DraftsMoved, ImportRefused
from tenants.actions.moving import ChannelMoved, ReleaseError
from tenants.actions.person import PersonError
from tenants.actions.release_check import ReleaseFinding
from tenants.actions.releasing import MissingTexts, NotPublishable, UnseenDrafts
from tenants.actions.suggesting import DraftMoved
from tenants.actions.updating import UpdateRefused
from tenants.document_files import FilesRefused
from tenants.persons.matching import ValueRefusedError
from tenants.persons.running_talks import StoreAwayError
from tenants.selectors import Missing
from tenants.updates import NoUpdate

AGAIN = {"Retry-After": "3"}
MOST_PLACES = 200
"""Places of a problem that are listed; nobody reads more."""

PLAIN: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    ((Forbidden,), "forbidden"),
    ((DocumentMissing, Missing, NoUpdate, upstream.NoOriginal), "not-found"),
    ((StaleVersion, UnseenDrafts, DraftsMoved, ChannelMoved, DraftMoved), "precondition-failed"),
    ((TransactionsMissing, StoreAwayError), "unavailable"),
    ((EditingError, sync.SuggestionRefused, ValueRefusedError), "unprocessable"),
    ((ReleaseError, sync.StaleSuggestion, PersonError), "conflict"),
)
"""What a refusal that names no places is called; the first that fits."""

logger = log(__name__)


def answer_refusal(request: HttpRequest, error: Exception) -> HttpResponse:
    """The answer to an exception below the API."""
    if outages.is_outage(error):
        note_outage(logger, "management", "management.failed_without_database", error=type(error).__name__)
        return answer_exception(Problem("unavailable", "The database does not answer just now.", headers=AGAIN), request)
    return answer_exception(_problem(error) or error, request)


def _problem(error: Exception) -> Problem | None:
    """The problem that a refusal stands for; None for what is a problem already, or was not foreseen."""
    if isinstance(error, Held):
        return Problem(f"project-{error.hold}", str(error))
    if isinstance(error, Absent):
        return Refused("unknown")
    name = next((name for kinds, name in PLAIN if isinstance(error, kinds)), None)
    return _with_places(error) or (Problem(name, str(error.args[0])) if name is not None else None)


def _with_places(error: Exception) -> Problem | None:
    """The problem that a refusal with places stands for."""
    sentence = str(error)
    match error:
        case FilesRefused():
            rows = [{"pointer": f"/{name}", "detail": said} for name, said in error.places]
            return Problem("invalid-archive", sentence, errors=rows)
        case ImportRefused():
            return Problem("invalid-document", sentence, errors=places_in(error.findings))
        case InvalidDocument() | UpdateRefused():
            return Problem("invalid-document", sentence, errors=places(error.findings))
        case NotPublishable():
            return Problem("not-publishable", sentence, errors=places_in(row for row in error.findings if row.blocks))
        case MissingTexts():
            said = sentence.replace("--allow-missing-texts", "allow_missing_texts")
            return Problem("missing-texts", said, errors=places_in(row for row in error.findings if row.lacks_text))
    return None


def places(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """Where a document has errors."""
    wrong = [finding for finding in findings if finding.severity == "error"]
    return [{"pointer": finding.path, "detail": finding.message} for finding in wrong[:MOST_PLACES]]


def places_in(rows: Iterable[ReleaseFinding]) -> list[dict[str, str]]:
    """Where several documents have what is found; the place begins with the document's own."""
    listed = list(rows)[:MOST_PLACES]
    return [{"pointer": f"/{row.document}s/{row.key}{row.finding.path}", "detail": row.finding.message} for row in listed]
