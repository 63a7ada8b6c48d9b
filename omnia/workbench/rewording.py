"""All texts of many drafts: searched, and replaced with a preview, and undone as one; whose drafts they are, a shelf knows."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, NoReturn

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from omnia.dialogue.edits import EditError, Set
from omnia.dialogue.merge import Rule, is_factorys
from omnia.documents.comparing import ShownChange
from omnia.documents.places import in_words
from omnia.documents.texts import Reworded, Rewording, Text, Wanted, search
from omnia.documents.versions import StaleVersionError
from omnia.documents.wording import text_in
from omnia.workbench.fields import Body
from omnia.workbench.numbers import whole_number
from omnia.workbench.opening import Document

MAX_SHOWN = 300
"""Places that a page lists; who finds more looks for something narrower."""

MAX_WORDS = 200
REPLACED = "texts.replaced"
"""What a session knows its last replacement by, by shelf."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One document that is searched."""

    document: Document
    key: str
    version: int
    body: Body


@dataclass(frozen=True, slots=True)
class Found:
    """A text that fits, in its document."""

    draft: Draft
    text: Text

    @property
    def name(self) -> str:
        """What a form knows the place by."""
        return f"{self.draft.document}:{self.draft.key}:{self.text.address}"


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


class Shelf(ABC):
    """The drafts whose texts a person looks through."""

    refusals: tuple[type[Exception], ...]
    """What a replacement is refused with, besides that somebody saved meanwhile."""

    def __init__(self, request: HttpRequest, name: str, url: str, locales: Sequence[str]) -> None:
        """Open the page.

        Args:
            request: of the person.
            name: what the session knows the shelf by.
            url: the page's address.
            locales: the languages that can be looked through.
        """
        self.request, self.name, self.url, self.locales = request, name, url, locales

    @property
    @abstractmethod
    def may_edit(self) -> bool:
        """Whether the person may replace."""

    @abstractmethod
    def refuse(self) -> NoReturn:
        """Tell a person who may replace nothing."""

    @abstractmethod
    def drafts(self) -> Iterator[Draft]:
        """The documents that are searched."""

    @abstractmethod
    def address_in(self, draft: Draft) -> Callable[[str], str]:
        """What tells the address of a place of a document from its pointer."""

    @abstractmethod
    def rules(self, draft: Draft) -> list[Rule]:
        """Who decides where in a document; nothing for who decides on everything."""

    @abstractmethod
    def replace(self, wanted: Sequence[Rewording], note: str) -> list[Reworded]:
        """Change the texts; raises `StaleVersionError` and what `refusals` names."""

    @abstractmethod
    def take_back(self, changed: Sequence[Reworded], note: str) -> None:
        """Bring the documents back as they were before; raises as `replace`."""

    @abstractmethod
    def render(self, context: dict[str, Any], status: int) -> HttpResponse:
        """The page in its side's frame."""


def page(shelf: Shelf) -> HttpResponse:
    """Every text that holds some words; a POST replaces them in the places that are ticked, or takes that back."""
    request = shelf.request
    asked = Asked.of(request.POST if request.method == "POST" else request.GET)
    if request.method != "POST":
        return _page(shelf, asked)
    if not shelf.may_edit:
        shelf.refuse()
    return _taken_back(shelf) if "undo" in request.POST else _replaced(shelf, asked)


def _page(shelf: Shelf, asked: Asked, *, status: int = 200) -> HttpResponse:
    asked = asked if shelf.may_edit else replace(asked, by=None)
    found = list(_search(shelf, asked.wanted)) if asked.wanted.words else []
    context = {
        "asked": asked,
        "documents": _documents(shelf, found[:MAX_SHOWN], asked),
        "count": len(found),
        "more": max(0, len(found) - MAX_SHOWN),
        "editable": shelf.may_edit,
        "locales": shelf.locales,
        "replaced": shelf.request.session.get(REPLACED, {}).get(shelf.name),
    }
    return shelf.render(context, status)


def _search(shelf: Shelf, wanted: Wanted) -> Iterator[Found]:
    for draft in shelf.drafts():
        yield from (Found(draft, text) for text in search(draft.body, wanted))


def _documents(shelf: Shelf, found: Sequence[Found], asked: Asked) -> list[dict[str, Any]]:
    """What was found, by document."""
    by_document: dict[tuple[str, str], list[Found]] = {}
    for row in found:
        by_document.setdefault((row.draft.document, row.draft.key), []).append(row)
    return [_document(shelf, rows, asked) for rows in by_document.values()]


def _document(shelf: Shelf, found: Sequence[Found], asked: Asked) -> dict[str, Any]:
    draft = found[0].draft
    address, rules = shelf.address_in(draft), shelf.rules(draft) if asked.by is not None else []
    return {
        "document": draft.document,
        "key": draft.key,
        "title": text_in(draft.body.get("label", {}), get_language() or "en", draft.key),
        "version": draft.version,
        "places": [_place(row, asked, address, rules) for row in found],
    }


def _place(row: Found, asked: Asked, address: Callable[[str], str], rules: Sequence[Rule]) -> dict[str, Any]:
    return {
        "name": row.name,
        "label": in_words(row.draft.body, row.text.pointer) or _("The document"),
        "locale": row.text.locale,
        "url": address(row.text.pointer),
        "pieces": _pieces(row.text.shown, asked.wanted),
        "is_locked": is_factorys(row.text.address, rules),
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


def _replaced(shelf: Shelf, asked: Asked) -> HttpResponse:
    request = shelf.request
    ticked = set(request.POST.getlist("place"))
    by = request.POST.get("by", "")[:MAX_WORDS]
    asked = Asked(asked.wanted, by)
    chosen = [row for row in _search(shelf, asked.wanted) if row.name in ticked] if asked.wanted.words else []
    refusals: tuple[type[Exception], ...] = (*shelf.refusals, EditError)
    note = _("“%(words)s” replaced by “%(by)s”") % {"words": asked.wanted.words, "by": by}
    try:
        changed = shelf.replace(_rewordings(request, chosen, asked, by), note)
    except StaleVersionError:
        messages.error(request, _("Somebody saved one of these documents meanwhile, so nothing was replaced. Look again."))
        return _page(shelf, asked, status=409)
    except refusals as error:
        messages.error(request, str(error))
        return _page(shelf, asked, status=422)
    _remember(shelf, changed, note)
    sentence = ngettext(
        "Replaced in %(places)s place of %(documents)s.", "Replaced in %(places)s places of %(documents)s.", len(chosen)
    )
    documents = ngettext("%(count)s document", "%(count)s documents", len(changed)) % {"count": len(changed)}
    messages.success(request, sentence % {"places": len(chosen), "documents": documents})
    return redirect(f"{shelf.url}?{_query(by, asked.wanted)}")


def _query(words: str, wanted: Wanted) -> str:
    """The address's query that looks for other words in the same way."""
    query = QueryDict(mutable=True)
    query.update({"q": words, "locale": wanted.locale})
    for name, is_on in (("case", wanted.same_case), ("whole", wanted.whole_words)):
        if is_on:
            query[name] = "on"
    return query.urlencode()


def _rewordings(request: HttpRequest, chosen: Sequence[Found], asked: Asked, by: str) -> list[Rewording]:
    """The edits of each document, with the version that the person saw."""
    edits: dict[tuple[Document, str], list[Set]] = {}
    for row in chosen:
        edit = Set(row.text.address, asked.wanted.replaced(row.text, by))
        edits.setdefault((row.draft.document, row.draft.key), []).append(edit)
    return [
        Rewording(document, key, whole_number(request.POST.get(f"version:{document}:{key}", "")), made)
        for (document, key), made in edits.items()
    ]


def _remember(shelf: Shelf, changed: Sequence[Reworded], note: str) -> None:
    """Keep what was done with the session, so that it can be undone."""
    session = shelf.request.session
    held = {name: row for name, row in session.get(REPLACED, {}).items() if name != shelf.name}
    if changed:
        held[shelf.name] = {"note": note, "changed": [asdict(row) for row in changed]}
    session[REPLACED] = held


def _taken_back(shelf: Shelf) -> HttpResponse:
    request = shelf.request
    held = request.session.get(REPLACED, {}).get(shelf.name)
    if held:
        note = _("Undone: %(note)s") % {"note": held["note"]}
        try:
            shelf.take_back([Reworded(**row) for row in held["changed"]], note)
        except StaleVersionError:
            messages.error(
                request, _("Somebody saved one of these documents since, so nothing was undone. Its history brings it back.")
            )
        except shelf.refusals as error:
            messages.error(request, str(error))
        else:
            messages.success(request, note)
            _remember(shelf, [], "")
    return redirect(shelf.url)
