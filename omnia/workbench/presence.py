"""Who has a document open: kept in the cache for a moment, shown by name to whoever has it open, too."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render

from omnia.workbench.desk import Desk

SECONDS = 40
"""For which a tab counts as open after it was heard of; an open tab is heard of every fifteen."""

MOST = 50
"""Tabs of one document that are remembered; more are not counted."""

MAX_NAME, MAX_KEY = 80, 200


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody who has the document open."""

    name: str
    section: str
    """What they have open, by its name for people."""
    is_beside: bool
    """Whether it is the same section."""
    is_self: bool
    """Whether it is another tab of the same person."""


def shown(desk: Desk) -> HttpResponse:
    """Note the tab that asks, or that it was left, and show who else is here and what the newest version is."""
    tab, section = desk.request.GET["here"][:MAX_KEY], desk.request.GET.get("section", "")[:MAX_KEY]
    others = _others(desk, tab, section)
    # An open tab keeps nobody signed in.
    desk.request.asked_by_itself = True  # type: ignore[attr-defined]
    context = {"here": others, "version": desk.draft.version, "in_place": True}
    return render(desk.request, "workbench/here.html", context)


def _others(desk: Desk, tab: str, section: str) -> Sequence[Here]:
    now, person = time.time(), str(desk.request.user.pk)
    key = f"editing:{desk.place}"
    held: dict[str, Any] = cache.get(key) or {}
    others = {name: row for name, row in held.items() if name != tab and now - row["at"] < SECONDS}
    if "left" in desk.request.GET:
        cache.set(key, others, SECONDS)
    elif desk.may_save and len(others) < MOST:
        own = {"person": person, "name": str(desk.request.user)[:MAX_NAME], "section": section, "at": now}
        cache.set(key, {**others, tab: own}, SECONDS)
    # Several tabs of one person with one section open are told once.
    return list(dict.fromkeys(_here(desk, row, section, person) for row in others.values()))


def _here(desk: Desk, row: dict[str, Any], section: str, person: str) -> Here:
    title = desk.forms.section(desk.draft.body, row["section"], {}).title
    return Here(row["name"], title, row["section"] == section, row["person"] == person)
