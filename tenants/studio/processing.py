"""The record of processing that a project's owners see: what is stored of whom, where, and how long, in plain words.

The figures are the project's own; which collections there are comes from their declarations. One that no row here tells of is
shown as it is declared.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from omnia.mongo.declared import DeclaredCollection
from tenants.control.collections import DECLARED as CONTROL
from tenants.project.collections import DECLARED as PROJECT
from tenants.project.retention import Retention

Said = Callable[[Retention], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that is stored, and the collections that it is stored in."""

    title: str | Promise
    what: str | Promise
    whose: str | Promise
    how_long: Said
    collections: tuple[str, ...]
    is_sealed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A kind with the figures of a project."""

    title: str
    what: str
    whose: str
    how_long: str
    where: str
    is_sealed: bool
    is_backed_up: bool


def _days(count: int) -> str:
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def _minutes(count: int) -> str:
    return ngettext("%(count)s minute", "%(count)s minutes", count) % {"count": count}


def _always(_figures: Retention) -> str:
    return _("until the project is erased")


def _running(_figures: Retention) -> str:
    minutes = _minutes(max(1, settings.OMNIA_SESSION_TTL // 60))
    return _("%(time)s after the last word; that there was one, a day longer") % {"time": minutes}


def _counted(_figures: Retention) -> str:
    return _("hours 100 days, days 800 days")


def _belonging(_figures: Retention) -> str:
    return _("until the person leaves the project")


KINDS = (
    Kind(
        gettext_lazy("Finished conversations"),
        gettext_lazy(
            "What was said and understood, your own id of the caller, language, times and outcome. What a "
            "template marks as private is hidden before it is stored."
        ),
        gettext_lazy("callers"),
        lambda figures: _days(figures.conversations),
        ("conversations",),
        is_sealed=True,
    ),
    Kind(
        gettext_lazy("Running conversations"),
        gettext_lazy("The conversation so far, also what is private, and answers that are given again if a request is repeated."),
        gettext_lazy("callers"),
        _running,
        ("sessions",),
        is_sealed=True,
    ),
    Kind(
        gettext_lazy("Words that did not help, and counts"),
        gettext_lazy(
            "What callers said that was not understood, by the question; and numbers by hour and day, which tell of nobody."
        ),
        gettext_lazy("callers"),
        lambda figures: _("words %(time)s; numbers: %(counts)s") % {"time": _days(figures.words), "counts": _counted(figures)},
        ("insight",),
        is_sealed=True,
    ),
    Kind(
        gettext_lazy("Your content"),
        gettext_lazy(
            "Templates, flows, their versions, releases and channels, with who wrote what. Tests and notes "
            "hold what your people typed into them."
        ),
        gettext_lazy("members"),
        _always,
        ("bodies", "templates", "flows", "versions", "releases", "channels"),
    ),
    Kind(
        gettext_lazy("Usage"),
        gettext_lazy("How many conversations, turns and reads there were, how much was sent and is stored, and the quota."),
        gettext_lazy("nobody"),
        lambda _figures: _("days 800 days, the quota until the project is erased"),
        ("usage", "project_usage", "project_figures"),
    ),
    Kind(
        gettext_lazy("Audit log"),
        gettext_lazy("Who did what and when, and who read which conversation. No word of a caller."),
        gettext_lazy("members"),
        _always,
        ("audit",),
    ),
    Kind(
        gettext_lazy("Members and invitations"),
        gettext_lazy("Who belongs to the project with which role; the e-mail address of whoever is invited."),
        gettext_lazy("members"),
        _belonging,
        ("tenants_membership", "guardian_userobjectpermission", "guardian_groupobjectpermission", "tenants_invitation"),
    ),
    Kind(
        gettext_lazy("Keys and settings"),
        gettext_lazy(
            "API keys as keyed hashes, the wrapped keys that open what is sealed, languages, these figures, "
            "and the search for a person, sealed and for an hour."
        ),
        gettext_lazy("members"),
        _always,
        ("api_keys", "keys", "settings"),
    ),
    Kind(
        gettext_lazy("Notes of the platform"),
        gettext_lazy(
            "Which jobs wait for the project, and, if you agreed, which places of the templates it changed, in numbers."
        ),
        gettext_lazy("nobody"),
        _always,
        ("agenda", "blast_radius_projects", "shared_changes", "sharing", "update_queue", "intents", "imports", "moves"),
    ),
    Kind(
        gettext_lazy("Support sessions"),
        gettext_lazy("When the platform's staff looked into the project, who, and for which reason."),
        gettext_lazy("staff"),
        _always,
        ("tenants_supportsession",),
    ),
)


def rows_of(figures: Retention) -> list[Row]:
    """What is stored of a project, with its own figures."""
    declared = {each.name: each for each in (*PROJECT, *(each for each in CONTROL if each.project))}
    own = {each.name for each in PROJECT}
    told = [
        Row(
            str(kind.title),
            str(kind.what),
            str(kind.whose),
            kind.how_long(figures),
            _where(kind, own),
            kind.is_sealed,
            any(declared[name].is_backed_up for name in kind.collections if name in declared),
        )
        for kind in KINDS
    ]
    known = {name for kind in KINDS for name in kind.collections}
    return told + [_as_declared(each, own) for name, each in declared.items() if name not in known]


def _as_declared(each: DeclaredCollection, own: set[str]) -> Row:
    """A collection that no kind tells of."""
    what = "; ".join(dict.fromkeys(field.personal for field in each.personal))
    where = _("the project's own database") if each.name in own else _("the platform's database")
    return Row(each.purpose, what, "", each.retention, where, is_sealed=False, is_backed_up=each.is_backed_up)


def _where(kind: Kind, own: set[str]) -> str:
    if "sessions" in kind.collections:
        return _("Redis, else the project's own database")
    return _("the project's own database") if set(kind.collections) <= own else _("the platform's database")
