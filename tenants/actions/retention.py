"""How long a project keeps what was said to it: set by its owners, and applied to what stands where it becomes shorter."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from omnia.infra.audit import Actor
from omnia.mongo import transactions
from omnia.mongo.clusters import Document, database
from tenants.access import authorise
from tenants.actions import trail
from tenants.control.models import Project
from tenants.project import collections, records, rollups
from tenants.project.retention import FEWEST_DAYS, FIELDS, MOST_DAYS, Retention, retention_of

DAY_MS = 86_400_000


class RetentionError(ValueError):
    """Figures that cannot be; the sentence says why."""


class Doomed(NamedTuple):
    """What becomes of records that stand if the figures are shorter."""

    conversations: int
    """How many are older than that, and are deleted within minutes."""
    words: int
    shortened: int
    """How many conversations and words stay, and for less long than was noted with them."""


def read(project: Project) -> Retention:
    """The figures that hold in a project."""
    return retention_of(database(project.ref)[collections.SETTINGS].find_one({"_id": "project"}, FIELDS))


def checked(conversations: int, words: int) -> Retention:
    """Figures that may be; raises `RetentionError`."""
    if not all(FEWEST_DAYS <= days <= MOST_DAYS for days in (conversations, words)):
        raise RetentionError(f"Keep conversations and words for {FEWEST_DAYS} to {MOST_DAYS} days.")
    if words > conversations:
        raise RetentionError("Words that did not help are parts of conversations, so they cannot stay longer than these do.")
    return Retention(conversations, words)


def doomed(project: Project, figures: Retention) -> Doomed:
    """What figures would do to the records that stand."""
    held, now = database(project.ref), datetime.now(UTC)
    gone, longer = [], 0
    for name, moment, days, kinds in _kinds(figures):
        gone.append(held[name].count_documents({**kinds, moment: {"$lte": now - timedelta(days=days)}}))
        longer += held[name].count_documents({**kinds, **_longer(moment, days)})
    return Doomed(gone[0], gone[1], longer - sum(gone) if longer >= sum(gone) else 0)


def set_retention(actor: Actor, project: Project, *, conversations: int, words: int) -> Retention:
    """Keep conversations and words for so many days from now on; of what stands nothing is kept longer than that.

    What was to be deleted earlier than the new figures say is deleted then: whoever was promised a time keeps it. May be called
    again with the same figures, which finishes what broke off.

    Raises:
        RetentionError: figures that cannot be.
        Forbidden, Absent: the actor may not do this.
    """
    authorise(actor, project, "manage_project")
    figures, before = checked(conversations, words), read(project)
    if figures != before:
        transactions.together(project.ref, lambda: _set(actor, project, figures, before))
    _shorten(project, figures)
    return figures


def _set(actor: Actor, project: Project, figures: Retention, before: Retention) -> None:
    """Write the figures and the entry that says so."""
    fresh = {"retention_days": figures.conversations, "words_days": figures.words}
    database(project.ref)[collections.SETTINGS].update_one({"_id": "project"}, {"$set": fresh}, upsert=True)
    details = {"conversations": figures.conversations, "words": figures.words}
    earlier = {"conversations_before": before.conversations, "words_before": before.words}
    trail.note(project.ref, actor, action="retention.changed", subject=project.pk, **details, **earlier)


def _shorten(project: Project, figures: Retention) -> None:
    """Have no record that stands stay longer than the figures say; the database deletes each when its time is over."""
    for name, moment, days, kinds in _kinds(figures):
        until = {"$add": [f"${moment}", days * DAY_MS]}
        database(project.ref)[name].update_many({**kinds, **_longer(moment, days)}, [{"$set": {"expires_at": until}}])


def _kinds(figures: Retention) -> tuple[tuple[str, str, int, Mapping[str, Any]], ...]:
    """Collection, the field that days are counted from, how many, and which records; without those that were erased."""
    standing = {records.ERASED: {"$exists": False}}
    return (
        (collections.CONVERSATIONS, "finished_at", figures.conversations, standing),
        (collections.INSIGHT, "at", figures.words, {"kind": rollups.MISS, **standing}),
    )


def _longer(moment: str, days: int) -> Document:
    """Which records stay longer than so many days."""
    until = {"$add": [f"${moment}", days * DAY_MS]}
    return {moment: {"$type": "date"}, "expires_at": {"$type": "date"}, "$expr": {"$gt": ["$expires_at", until]}}
