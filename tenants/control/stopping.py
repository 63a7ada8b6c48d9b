"""What would stop in a project that staff suspend or archive, by name, for the page that asks whether it is meant."""

from collections.abc import Iterator

import pymongo
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pymongo.errors import PyMongoError

from omnia.mongo.clusters import UnknownCluster
from tenants import project_figures, selectors
from tenants.actions import channels
from tenants.control.models import Hold, Project

LOOK_SECONDS = 1.0
"""Seconds until a cluster that does not answer is done without."""

MAX_NAMED = 5


def what_stops(project: Project, hold: Hold) -> list[str]:
    """Sentences on what goes on in the project now, and what becomes of it."""
    found = [*_people(project, hold)]
    try:
        with pymongo.timeout(LOOK_SECONDS):
            return [*found, *_at_work(project, hold)]
    except (PyMongoError, UnknownCluster):
        return [*found, _("Its database does not answer, so what its callers use is not named here.")]


def _people(project: Project, hold: Hold) -> Iterator[str]:
    count = len(selectors.members(project))
    if hold == Hold.SUSPENDED:
        told = ngettext("%(count)d person is let in no more.", "%(count)d people are let in no more.", count)
    else:
        told = ngettext("%(count)d person reads, and changes nothing.", "%(count)d people read, and change nothing.", count)
    yield told % {"count": count}


def _at_work(project: Project, hold: Hold) -> Iterator[str]:
    names = [key.name for key in selectors.keys(project) if key.state == "active"]
    if names:
        yield _keys(names, hold)
    live = selectors.head(project)
    if live is not None:
        yield _conversations(project, live.release, hold)
    running = channels.running_canary(project)
    if running is not None:
        told = {"release": running.release, "weight": running.weight}
        yield _("The canary, release %(release)s with %(weight)s %% of the new conversations, waits with its steps.") % told


def _keys(names: list[str], hold: Hold) -> str:
    listed = ", ".join(f"“{name}”" for name in names[:MAX_NAMED]) + (" …" if len(names) > MAX_NAMED else "")
    if hold == Hold.SUSPENDED:
        told = ngettext("%(count)d API key is refused: %(names)s.", "%(count)d API keys are refused: %(names)s.", len(names))
    else:
        told = ngettext(
            "%(count)d API key begins no conversation any more: %(names)s.",
            "%(count)d API keys begin no conversation any more: %(names)s.",
            len(names),
        )
    return told % {"count": len(names), "names": listed}


def _conversations(project: Project, release: int, hold: Hold) -> str:
    figures = project_figures.of([project]).get(project.pk)
    told = {"release": release, "count": figures.conversations if figures else 0}
    if hold == Hold.SUSPENDED:
        end = _("Release %(release)s is live, with %(count)s conversations in the last 30 days; running ones are refused.")
    else:
        end = _("Release %(release)s is live, with %(count)s conversations in the last 30 days; running ones go on to their end.")
    return end % told
