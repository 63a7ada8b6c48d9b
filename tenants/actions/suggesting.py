"""Suggesting a change of a copy to the factory, and taking that back while nobody has decided on it."""

from collections.abc import Collection
from contextlib import AbstractContextManager

from omnia.infra import units
from omnia.infra.audit import Actor
from omnia.infra.crypto import new_id
from omnia.infra.units import Entry, Intent, Unit
from tenants import sync, upstream
from tenants.access import Absent, authorise
from tenants.actions.editing import EditingError, check
from tenants.audit_chains import books_of
from tenants.control.models import Project, ProjectStatus
from tenants.sync import Change, Suggestion
from tenants.updates import Body, Document
from tenants.upstream import Changed


class DraftMoved(EditingError):  # noqa: N818
    """The draft is another one than the person has seen; nothing was sent."""

    def __init__(self) -> None:
        super().__init__("Somebody saved the draft meanwhile. Look at the places again, then suggest them.")


class NothingChosen(EditingError):  # noqa: N818
    """None of the places that were chosen differs from the factory's version."""

    def __init__(self) -> None:
        super().__init__("Choose at least one of the places that you changed.")


class NotWhole(EditingError):  # noqa: N818
    """The chosen places make no document without the others; the sentence says where it breaks."""


def suggest_change(
    actor: Actor, project: Project, document: Document, key: str, *, places: Collection[str], version: int, note: str = ""
) -> Suggestion:
    """Send places of a copy's draft to the factory's staff, with the names of the project and of the person, and nothing else.

    Args:
        actor: who suggests; needs `edit_templates`.
        project: whose copy it is.
        document: its kind.
        key: what the project calls it.
        places: addresses of the places that leave the project.
        version: the version of the draft that the person has seen; a later one does not leave unseen.
        note: what the staff should know.

    Raises:
        Forbidden, Absent: the actor may not.
        NoOriginal: it is no copy, or its original is gone.
        DraftMoved: somebody saved the draft meanwhile.
        NothingChosen, NotWhole: the places do not do.
        SuggestionRefused: the factory does not receive it; the sentence says why.
    """
    authorise(actor, project, "edit_templates")
    held = upstream.changed(project, document, key)
    if held.version != version:
        raise DraftMoved
    chosen, body = chosen_places(project, held, places)
    change = Change(document, held.factory_key, key, held.base_version, body, len(chosen), note)
    identifier = new_id()
    facts = {"suggestion": identifier, "base": held.base_version, "places": len(chosen)}
    told = Entry("suggestion.made", f"{document}:{key}", facts)
    with _unit(actor, project, told) as unit:
        kept = sync.suggest(actor, project.pk, project.name, change, identifier)
        if not Project.objects.filter(pk=project.pk).exclude(status=ProjectStatus.ERASED).exists():
            # It was erased while this was on its way.
            sync.forget_suggestions(project.pk)
            raise Absent
        unit.stamp(told)
    return kept


def _unit(actor: Actor, project: Project, told: Entry) -> AbstractContextManager[Unit]:
    """A unit of work whose change is in the factory, which tells whether it was made."""
    books, key = books_of(project.ref), told.facts["suggestion"]
    return units.begun(books, actor, told.action, None, key, told=[told], probe=told.action)


@units.probes("suggestion.made")
def _is_made(intent: Intent) -> bool:
    return sync.is_suggested(intent.project, intent.key)


@units.probes("suggestion.withdrawn")
def _is_withdrawn(intent: Intent) -> bool:
    return sync.is_withdrawn(intent.project, intent.key)


def chosen_places(project: Project, held: Changed, places: Collection[str]) -> tuple[frozenset[str], Body]:
    """The places of a copy that were chosen, and the document that leaves the project with them.

    Raises `NothingChosen`, and `NotWhole` if they make no document without the others.
    """
    chosen = frozenset(place.address for place in held.places) & frozenset(places)
    if not chosen:
        raise NothingChosen
    body = held.with_only(chosen)
    _refuse_broken(project, held.document, body)
    return chosen, body


def _refuse_broken(project: Project, document: Document, body: Body) -> None:
    broken = [each for each in check(project, document, body) if each.severity == "error" and each.code == "shape"]
    if broken:
        raise NotWhole(f"These places do not make a whole without the others you changed: {broken[0].message} ({broken[0].path})")


def withdraw_suggestion(actor: Actor, project: Project, suggestion_id: str) -> Suggestion:
    """Take a suggestion back that staff have not decided on.

    Raises:
        Forbidden, Absent: the actor may not.
        LookupError: the project has made no such suggestion.
        StaleSuggestion: it is decided.
    """
    authorise(actor, project, "edit_templates")
    row = sync.suggestion(project.pk, suggestion_id)
    if row is None:
        raise LookupError("There is no such suggestion.")
    told = Entry("suggestion.withdrawn", f"{row.document}:{row.copy_key}", {"suggestion": row.pk})
    with _unit(actor, project, told) as unit:
        withdrawn = sync.withdraw_suggestion(actor, project.pk, suggestion_id)
        unit.stamp(told)
    return withdrawn
