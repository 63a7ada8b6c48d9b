"""Trying drafts that projects do not get yet, one after the other, so that the first page knows of problems without waiting.

A portal process does it beside its pages. What was found lies on the head, with what it was found of: it is out of date by itself
when the draft, or a template that a flow runs, is saved.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec
from django.db.models import F

from factory.actions import Kind, check, failing_tests
from factory.drafts import MODELS
from factory.models import CatalogueDocument, Template
from omnia.dialogue.canonical import content_hash
from omnia.dialogue.references import acquired_templates
from omnia.infra import background
from omnia.infra.telemetry import log, note_outage
from omnia.mongo import outages
from omnia.structs import build

SECONDS = 5.0
"""Seconds between two looks for drafts that are not tried yet."""

MISSING = frozenset({"text_missing", "text_falls_back", "name_falls_back"})
"""What lint calls a text that a language lacks, whether or not another language is spoken in its place."""

KINDS: tuple[Kind, ...] = ("template", "flow")
logger = log(__name__)


class Checked(msgspec.Struct, frozen=True):
    """What was found of a draft."""

    of: str
    """What was tried: the draft's hash, with those of the templates that a flow runs."""
    errors: int
    failing: int
    """Its own tests that do not pass; they are not run while there are errors."""
    missing: dict[str, int]
    """How many texts each of its languages lacks, by locale."""


build(Checked)


def read(row: CatalogueDocument) -> Checked | None:
    """What was found last; None if it was never tried."""
    return msgspec.convert(row.checked, Checked) if row.checked is not None else None


def check_next() -> bool:
    """Try one draft that is not tried as it is; False if there is none."""
    for document in KINDS:
        for row, of in _waiting(document):
            # Only for the draft that was tried: a save meanwhile waits for its turn.
            same = MODELS[document].objects.filter(key=row.key, draft_hash=row.draft_hash)
            same.update(checked=msgspec.to_builtins(_tried(document, row.draft, of)))
            return True
    return False


def _waiting(document: Kind) -> Iterator[tuple[CatalogueDocument, str]]:
    """The drafts that projects do not get yet and that are not tried as they are, with what would be tried."""
    ahead = MODELS[document].objects.filter(deprecated=False).exclude(draft_hash=F("published_hash"))
    hashes = dict(Template.objects.values_list("key", "draft_hash")) if document == "flow" else {}
    for row in ahead.order_by("updated_at"):
        of = row.draft_hash
        if document == "flow":
            of = content_hash([of, *(hashes.get(key, "") for key in sorted(acquired_templates(row.draft)))])
        held = read(row)
        if held is None or held.of != of:
            yield row, of


def _tried(document: Kind, body: dict[str, Any], of: str) -> Checked:
    findings = check(document, body)
    missing = Counter(finding.locale for finding in findings if finding.code in MISSING)
    errors = sum(finding.severity == "error" for finding in findings)
    failing = len(failing_tests(document, body)) if not errors else 0
    return Checked(of, errors, failing, dict(missing))


def ensure_started() -> None:
    """Begin to try drafts, in a thread of this process, if it does not yet."""
    _thread.ensure_started()


def stop() -> None:
    """Try no more, in this process."""
    _thread.stop()


def _work(thread: background.BackgroundThread) -> None:
    while not thread.is_stopping:
        is_more = False
        try:
            is_more = check_next()
        except Exception as error:
            if not outages.is_outage(error):
                logger.exception("work.failed", work="checking")
            note_outage(logger, "checking", "work.waits", work="checking", error=type(error).__name__)
        thread.sleep(0.2 if is_more else SECONDS)


_thread = background.BackgroundThread("omnia-checking", _work)
