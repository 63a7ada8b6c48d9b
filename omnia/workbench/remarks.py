"""What lint says of a document that is not open in the editor: in the reader's language, each place in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from omnia.dialogue.lint import Finding
from omnia.documents.places import in_words
from omnia.finding_words import in_readers_language
from omnia.workbench.desk import Remark
from omnia.workbench.fields import Body


def remarks_of(body: Body, findings: Iterable[Finding]) -> list[Remark]:
    """Findings of a body, the grave ones first, one remark for all places of which the same is said."""
    ordered = sorted(in_readers_language(findings), key=lambda found: found.severity != "error")
    return gathered(Remark(found.severity, found.message, in_words(body, found.path) or _("The document")) for found in ordered)


def gathered(remarks: Iterable[Remark]) -> list[Remark]:
    """One remark for all places of which the same is said."""
    places: dict[tuple[str, str], list[str]] = {}
    for remark in remarks:
        places.setdefault((remark.severity, remark.message), []).append(remark.place)
    return [Remark(severity, message, "; ".join(named)) for (severity, message), named in places.items()]
