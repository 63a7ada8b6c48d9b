"""A document taken in as JSON: read, shown beside the draft, and saved as the draft's next version like any other save."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from omnia.dialogue.canonical import content_hash, normalised
from omnia.dialogue.change_class import ChangeClass, classify
from omnia.dialogue.lint import Finding
from omnia.documents import source_text
from omnia.documents.archives import MAX_DOCUMENT
from omnia.documents.comparing import Comparison, compare
from omnia.documents.versions import Head, StaleVersionError
from omnia.documents.wording import text_in
from omnia.workbench.desk import Desk, Remark
from omnia.workbench.drafting import MAX_MESSAGE, tell
from omnia.workbench.fields import Body
from omnia.workbench.numbers import whole_number
from omnia.workbench.remarks import gathered, remarks_of
from omnia.workbench.showing import Conflict
from omnia.workbench.unsaved import LastChange

MOST_REMARKS = 50
"""Problems that are listed; who sees as many mends those first."""


class ImportRefusedError(Exception):
    """What was sent is not the document of this page, or cannot be read; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking a document in would do to the draft."""

    hash: str
    """What was seen: another text is not taken in unseen."""
    comparison: Comparison
    change_class: ChangeClass
    remarks: Sequence[Remark]
    """Problems that the draft does not have now."""
    breaks: Sequence[Remark]
    """Problems that other documents would have."""
    may: bool
    """Whether the person's role reaches as far."""


@dataclass(slots=True)
class Shown:
    """The page: what was sent, and what is said of it."""

    text: str = ""
    note: str = ""
    problem: str = ""
    remarks: Sequence[Remark] = ()
    """Why a document that was read cannot be saved, place by place."""
    preview: Preview | None = None
    conflict: Conflict | None = None
    status: int = 200


def page(request: HttpRequest, desk: Desk, template: str) -> HttpResponse:
    """Ask for a document as JSON, show what it would change, or save it; refuses who may save nothing."""
    if not desk.may_save:
        desk.refuse()
    if request.method != "POST":
        return _rendered(request, desk, template, Shown())
    shown = Shown(request.POST.get("text", "").replace("\r\n", "\n"), request.POST.get("message", "").strip()[:MAX_MESSAGE])
    try:
        shown.text = _text_of_file(request) or shown.text
        body = _document(desk, shown.text)
    except (ImportRefusedError, source_text.UnreadableError) as error:
        shown.problem, shown.status = str(error), 422
        return _rendered(request, desk, template, shown)
    outcome = _answer(request, desk, body, shown)
    return outcome if isinstance(outcome, HttpResponse) else _rendered(request, desk, template, outcome)


def _text_of_file(request: HttpRequest) -> str:
    """What the chosen file says, which goes before what was pasted; empty if none was chosen."""
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile):
        return ""
    if (sent.size or 0) > MAX_DOCUMENT:
        raise ImportRefusedError(_("The file is over %(kib)s KiB.") % {"kib": MAX_DOCUMENT // 1024})
    try:
        content: bytes = sent.read()
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        sentence = _("The file is not UTF-8 text. Choose the file that “Download” on the source page gave.")
        raise ImportRefusedError(sentence) from error


def _document(desk: Desk, text: str) -> Body:
    """The document that a text holds, if it is the one of this page."""
    if not text.strip():
        raise ImportRefusedError(_("Paste the document, or choose its file."))
    body: Body = normalised(source_text.read(text))
    kind, key = _kind(body), body.get("key")
    if kind != desk.document:
        told = {
            "flow": _("This is a flow, and the page is of a template. Open the flow, and import it there."),
            "template": _("This is a template, and the page is of a flow. Open the template, and import it there."),
        }
        raise ImportRefusedError(told.get(kind, _("This is neither a template nor a flow: it has no nodes.")))
    if key != desk.key:
        sentence = _(
            "This is the document of “%(key)s”, and the page is of “%(own)s”. Import it on the page of “%(key)s”. To make it the "
            "content of “%(own)s”, write “key”: “%(own)s” in it."
        )
        raise ImportRefusedError(sentence % {"key": str(key)[:80], "own": desk.key})
    return body


def _kind(body: Body) -> Literal["template", "flow", ""]:
    """What a document is: flows alone say where they start."""
    if "start" in body:
        return "flow"
    return "template" if "nodes" in body else ""


def _answer(request: HttpRequest, desk: Desk, body: Body, shown: Shown) -> HttpResponse | Shown:
    """Save what was seen before; show what was not."""
    findings = desk.check(body)
    if any(found.severity == "error" and found.code == "shape" for found in findings):
        shown.problem, shown.status = _("It is JSON, and not a document that can be saved:"), 422
        shown.remarks = remarks_of(body, findings)[:MOST_REMARKS]
        return shown
    if locked := desk.locked(body):
        shown.problem, shown.status = _("It changes what the catalogue alone decides on. Leave these places as they are:"), 422
        shown.remarks = remarks_of(body, locked)[:MOST_REMARKS]
        return shown
    if "import" not in request.POST or request.POST.get("seen", "") != content_hash(body):
        shown.preview = _preview(desk, desk.draft, body, findings)
        return shown
    return _saved(request, desk, body, shown)


def _saved(request: HttpRequest, desk: Desk, body: Body, shown: Shown) -> HttpResponse | Shown:
    told, base_version = _("It was imported from JSON."), whole_number(request.POST.get("base_version", ""))
    try:
        saved = desk.versions.save(body, base_version=base_version, note=shown.note or _("Imported from JSON"))
    except StaleVersionError:
        return _overtaken(desk, body, base_version, shown)
    except desk.refusal as error:
        shown.problem, shown.status = str(error), 422
        shown.remarks = remarks_of(body, getattr(error, "findings", ()))[:MOST_REMARKS]
        return shown
    if saved.number != base_version:
        desk.memory.note_change(LastChange(told, base_version, saved.number))
        desk.memory.keep_trail(desk.memory.trail(base_version).saved(base_version, saved.number))
    tell(request, saved, base_version)
    return redirect(desk.url)


def _overtaken(desk: Desk, body: Body, base_version: int, shown: Shown) -> Shown:
    """Somebody saved since the difference was shown: it is shown anew, against what they saved, with what they changed."""
    head = desk.versions.head()
    try:
        theirs = compare(desk.version(base_version), head.body).changes
    except LookupError as error:
        raise Http404(str(error)) from error
    desk.draft = head
    shown.conflict, shown.status = Conflict(head.author, head.version, theirs), 409
    shown.preview = _preview(desk, head, body, desk.check(body))
    return shown


def _preview(desk: Desk, head: Head, body: Body, findings: Iterable[Finding]) -> Preview:
    known = {(found.path, found.code, found.message) for found in desk.findings(head.body)}
    fresh = [found for found in findings if (found.path, found.code, found.message) not in known]
    comparison, remarks = compare(head.body, body), remarks_of(body, fresh)[:MOST_REMARKS]
    breaks = gathered(desk.breaks(body))[:MOST_REMARKS]
    return Preview(content_hash(body), comparison, classify(head.body, body), remarks, breaks, desk.may_write(body))


def _rendered(request: HttpRequest, desk: Desk, template: str, shown: Shown) -> HttpResponse:
    context: dict[str, Any] = {
        **desk.frame(),
        "title": text_in(desk.draft.body.get("label", {}), get_language() or "en", desk.key),
        "shown": shown,
        "base_version": desk.draft.version,
        "next_version": desk.draft.version + 1,
        "kib": MAX_DOCUMENT // 1024,
    }
    return render(request, template, context, status=shown.status)
