"""Noting that a person read what callers said: it changes nothing, and is written down all the same."""

from datetime import UTC, datetime, timedelta

from omnia.infra.audit import Actor
from tenants.access import authorise
from tenants.actions import trail
from tenants.audit_chains import chain_of
from tenants.control.models import Project

CONVERSATION_READ, AUDIT_EXPORTED, CONVERSATIONS_REPLAYED = "conversation.read", "audit.exported", "conversations.replayed"
PERSON_SEARCHED, PERSON_EXPORTED = "person.searched", "person.exported"
ONE_READING = timedelta(minutes=10)
"""Looking at a conversation again within this time is the same reading: pages are gone back to, and stepped through."""


def note_conversation_read(actor: Actor, project: Project, session: str) -> None:
    """Note that somebody opened a conversation's transcript; raises like `authorise`."""
    authorise(actor, project, "view_conversations")
    since = (datetime.now(UTC) - ONE_READING).isoformat(timespec="milliseconds")
    subject = f"conversation:{session}"
    same = {"object": subject, "action": CONVERSATION_READ, "actor.id": actor.id, "at": {"$gte": since}}
    if chain_of(project.ref).log.find_one(same, {"_id": 1}) is None:
        trail.note(project.ref, actor, action=CONVERSATION_READ, subject=subject)


def note_audit_exported(actor: Actor, project: Project, *, entries: int) -> None:
    """Note that somebody took the audit log away as a file; raises like `authorise`."""
    authorise(actor, project, "manage_project")
    trail.note(project.ref, actor, action=AUDIT_EXPORTED, subject=project.pk, entries=entries)
