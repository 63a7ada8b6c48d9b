"""All texts of the draft: searched, and replaced with a preview, in one unit of work that is undone as one."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from omnia.dialogue.edits import EditError, Set
from omnia.dialogue.merge import Rule, is_factorys
from omnia.documents.comparing import ShownChange
from omnia.documents.places import in_words
from omnia.documents.texts import Text, Wanted, search
from omnia.documents.wording import text_in
from omnia.workbench.numbers import whole_number
from tenants import selectors
from tenants.access import Forbidden
from tenants.actions.editing import EditingError, StaleVersion
from tenants.actions.locked import rules_in
from tenants.actions.replacing import Reworded, Rewording, replace_texts, take_back_texts
from tenants.release_contents import KINDS
from tenants.selectors import Document
from tenants.studio.access import ProjectRequest, actor_of, project_page
from tenants.studio.context import may, project_frame
from tenants.studio.places import SectionUrls

MAX_SHOWN = 300
"""Places that a page lists; who finds more looks for something narrower."""

MAX_WORDS = 200
REPLACED = "texts.replaced"
"""What a session knows its last replacement by, by project."""


@dataclass(frozen=True, slots=True)
class Found:
    """A text that fits, in its document."""

    document: Document
    key: str
    version: int
    body: dict[str, Any]
    text: Text

    @property
    def name(self) -> str:
        """What a form knows the place by."""
        return f"{self.document}:{self.key}:{self.text.address}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person looks for, and what they write instead; None as long as they only look."""

    wanted: Wanted
    by: str | None

    @classmethod
    def of(cls, data: QueryDict) -> "Asked":
        """What a form says."""
        words = data.get("q", "")[:MAX_WORDS]
        words = words if words.strip() else ""
        wanted = Wanted(words, data.get("locale", ""), same_case="case" in data, whole_words="whole" in data)
        return cls(wanted, data.get("by", "")[:MAX_WORDS] if "preview" in data else None)


@project_page()
def texts_page(request: ProjectRequest) -> HttpResponse:
    """Every text that holds some words; a POST replaces them in the places that are ticked, or takes that back."""
    asked = Asked.of(request.POST if request.method == "POST" else request.GET)
    if request.method != "POST":
        return _page(request, asked)
    if not may(request, "edit_texts"):
        raise Forbidden("edit_texts")
    if "undo" in request.POST:
        return _taken_back(request)
    return _replaced(request, asked)


def _page(request: ProjectRequest, asked: Asked, *, status: int = 200) -> HttpResponse:
    asked = asked if may(request, "edit_texts") else replace(asked, by=None)
    found = list(_search(request, asked.wanted)) if asked.wanted.words else []
    context = {
        **project_frame(request, "texts"),
        "asked": asked,
        "documents": _documents(request, found[:MAX_SHOWN], asked),
        "count": len(found),
        "more": max(0, len(found) - MAX_SHOWN),
        "editable": may(request, "edit_texts"),
        "replaced": request.session.get(REPLACED, {}).get(request.project.pk),
    }
    return render(request, "studio/texts.html", context, status=status)


def _search(request: ProjectRequest, wanted: Wanted) -> Iterator[Found]:
    project = request.project
    for document in KINDS:
        heads = selectors.draft_heads(project, document)
        bodies = selectors.bodies_under(project, {key: head.hash for key, head in heads.items()})
        for key, body in bodies.items():
            yield from (Found(document, key, heads[key].version, body, text) for text in search(body, wanted))


def _documents(request: ProjectRequest, found: Sequence[Found], asked: Asked) -> list[dict[str, Any]]:
    """What was found, by document."""
    shown: dict[tuple[str, str], dict[str, Any]] = {}
    urls: dict[tuple[str, str], SectionUrls] = {}
    rules: dict[tuple[str, str], list[Rule]] = {}
    for row in found:
        if (row.document, row.key) not in urls:
            urls[row.document, row.key] = SectionUrls(request.project.pk, row.document, row.key, row.body)
            rules[row.document, row.key] = rules_in(request.project, row.document, row.key, row.body)
        title = text_in(row.body.get("label", {}), get_language() or "en", row.key)
        about = {"document": row.document, "key": row.key, "title": title, "version": row.version, "places": []}
        place = _place(row, asked, urls[row.document, row.key])
        place["is_locked"] = is_factorys(row.text.address, rules[row.document, row.key])
        shown.setdefault((row.document, row.key), about)["places"].append(place)
    return list(shown.values())


def _place(row: Found, asked: Asked, urls: SectionUrls) -> dict[str, Any]:
    return {
        "name": row.name,
        "label": in_words(row.body, row.text.pointer) or _("The document"),
        "locale": row.text.locale,
        "url": urls.at(row.text.pointer),
        "pieces": _pieces(row.text.shown, asked.wanted),
        "change": None
        if asked.by is None
        else ShownChange("", row.text.shown, _written(asked.wanted.replaced(row.text, asked.by))),
    }


def _written(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "\n".join(value)


def _pieces(text: str, wanted: Wanted) -> list[tuple[str, bool]]:
    """A text in pieces: what fits, and what is around it."""
    pieces, end = [], 0
    for found in wanted.found_in(text):
        pieces += [(text[end : found.start()], False), (found.group(), True)]
        end = found.end()
    return [piece for piece in [*pieces, (text[end:], False)] if piece[0]]


def _replaced(request: ProjectRequest, asked: Asked) -> HttpResponse:
    ticked = set(request.POST.getlist("place"))
    by = request.POST.get("by", "")[:MAX_WORDS]
    asked = Asked(asked.wanted, by)
    chosen = [row for row in _search(request, asked.wanted) if row.name in ticked] if asked.wanted.words else []
    note = _("“%(words)s” replaced by “%(by)s”") % {"words": asked.wanted.words, "by": by}
    try:
        changed = replace_texts(actor_of(request), request.project, _rewordings(request, chosen, asked, by), note=note)
    except StaleVersion:
        messages.error(request, _("Somebody saved one of these documents meanwhile, so nothing was replaced. Look again."))
        return _page(request, asked, status=409)
    except (EditingError, EditError) as error:
        messages.error(request, str(error))
        return _page(request, asked, status=422)
    _remember(request, changed, note)
    sentence = ngettext(
        "Replaced in %(places)s place of %(documents)s.", "Replaced in %(places)s places of %(documents)s.", len(chosen)
    )
    documents = ngettext("%(count)s document", "%(count)s documents", len(changed)) % {"count": len(changed)}
    messages.success(request, sentence % {"places": len(chosen), "documents": documents})
    return redirect(f"{reverse('studio:texts', args=[request.project.pk])}?{_query(by, asked.wanted)}")


def _query(words: str, wanted: Wanted) -> str:
    """The address's query that looks for other words in the same way."""
    query = QueryDict(mutable=True)
    query.update({"q": words, "locale": wanted.locale})
    for name, is_on in (("case", wanted.same_case), ("whole", wanted.whole_words)):
        if is_on:
            query[name] = "on"
    return query.urlencode()


def _rewordings(request: ProjectRequest, chosen: Sequence[Found], asked: Asked, by: str) -> list[Rewording]:
    """The edits of each document, with the version that the person saw."""
    edits: dict[tuple[Document, str], list[Set]] = {}
    for row in chosen:
        edits.setdefault((row.document, row.key), []).append(Set(row.text.address, asked.wanted.replaced(row.text, by)))
    return [
        Rewording(document, key, whole_number(request.POST.get(f"version:{document}:{key}", "")), made)
        for (document, key), made in edits.items()
    ]


def _remember(request: ProjectRequest, changed: Sequence[Reworded], note: str) -> None:
    """Keep what was done with the session, so that it can be undone."""
    held = {project: row for project, row in request.session.get(REPLACED, {}).items() if project != request.project.pk}
    if changed:
        held[request.project.pk] = {"note": note, "changed": [asdict(row) for row in changed]}
    request.session[REPLACED] = held


def _taken_back(request: ProjectRequest) -> HttpResponse:
    held = request.session.get(REPLACED, {}).get(request.project.pk)
    if held:
        note = _("Undone: %(note)s") % {"note": held["note"]}
        try:
            changed = [Reworded(**row) for row in held["changed"]]
            take_back_texts(actor_of(request), request.project, changed, note=note)
        except StaleVersion:
            messages.error(
                request, _("Somebody saved one of these documents since, so nothing was undone. Its history brings it back.")
            )
        except EditingError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, note)
            _remember(request, [], "")
    return redirect("studio:texts", request.project.pk)
