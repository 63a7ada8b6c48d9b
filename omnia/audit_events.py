"""Every event of the audit logs, declared once: the sentence that people read, the facts that come with it, what it makes stale.

An event's name is `entity.action`, in the past tense of its effect. What is added to a log and not declared here fails the suite;
docs/reference/events.md describes each.
"""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Stale = Literal["heads", "keys"]
"""What processes remember of a project: where its channels point, its API keys."""


class Event(NamedTuple):
    """What is declared of an event; `%(subject)s` in the sentence is what it was done to."""

    sentence: Promise
    facts: frozenset[str] = frozenset()
    """The names of ids and numbers that come with it; never a text, a value of a conversation or a secret."""
    makes_stale: tuple[Stale, ...] = ()
    is_reading: bool = False
    """Whether it tells what somebody read, and not what was changed."""


def _event(sentence: Promise, facts: str = "", *makes_stale: Stale, is_reading: bool = False) -> Event:
    return Event(sentence, frozenset(facts.split()), makes_stale, is_reading)


EVENTS: Final[Mapping[str, Event]] = {
    # Of a project, in its own log.
    "project.created": _event(_("The project was created"), "industries cluster"),
    "project.upgraded": _event(_("The project was brought into the shape of a newer version"), "before after"),
    "project.restored": _event(_("The project was restored from a backup"), "moment log restoring source"),
    "project.closed": _event(_("The project was closed, to be erased"), "erase_at"),
    "project.kept": _event(_("The project was opened again and not erased")),
    "project.suspended": _event(_("The project was suspended"), "before", "keys"),
    "project.archived": _event(_("The project was archived"), "before", "keys"),
    "project.reopened": _event(_("The project was opened again"), "before", "keys"),
    "project.erased": _event(_("The project %(subject)s was erased"), "clusters documents redis_keys data_keys"),
    "project.exported": _event(_("The project was written into a bundle"), "documents conversations people"),
    "project.imported": _event(_("The project was taken in from a bundle"), "source made_at signed_by"),
    "project.import_undone": _event(_("What an import had left was removed")),
    "project.move_begun": _event(_("The project began to move to another cluster"), "target"),
    "project.moved": _event(_("The project moved to another cluster"), "source target documents"),
    "project.move_confirmed": _event(_("The copy that a move had left was dropped"), "source target"),
    "project.move_undone": _event(_("A move to another cluster was given up"), "source target"),
    "document.saved": _event(_("“%(subject)s” was saved"), "version hash"),
    "document.created": _event(_("“%(subject)s” was added"), "version hash"),
    "document.copied": _event(_("“%(subject)s” was read to be copied into another project"), "version", is_reading=True),
    "document.deleted": _event(_("“%(subject)s” was deleted"), "version"),
    "document.restored": _event(_("“%(subject)s” was brought back"), "version"),
    "documents.imported": _event(_("Documents were taken in from files"), "added changed deleted"),
    "update.taken": _event(_("An update of “%(subject)s” was taken"), "taken offered version conflicts"),
    "update.declined": _event(_("A version of the factory was declined for “%(subject)s”"), "offered"),
    "update.pinned": _event(_("“%(subject)s” stays at a version of the factory"), "version"),
    "update.wanted": _event(_("“%(subject)s” is offered updates again")),
    "update.added": _event(_("“%(subject)s” was copied from the factory"), "offered"),
    "sharing.agreed": _event(_("It was agreed that the factory counts what is changed")),
    "sharing.withdrawn": _event(_("The factory counts no longer what is changed")),
    "suggestion.made": _event(_("A change of “%(subject)s” was suggested to the factory"), "suggestion base places"),
    "suggestion.withdrawn": _event(_("A suggestion for “%(subject)s” was withdrawn"), "suggestion project"),
    "suggestion.taken": _event(_("The factory took a suggestion for “%(subject)s”"), "suggestion project revision"),
    "suggestion.declined": _event(_("The factory declined a suggestion for “%(subject)s”"), "suggestion project"),
    "release.published": _event(_("Release %(subject)s was published"), "channel sequence missing_texts", "heads"),
    "release.rolled_back": _event(_("Release %(subject)s was made live again"), "channel before sequence", "heads"),
    "channel.moved": _event(_("The channel %(subject)s was moved"), "release before sequence plan planned_by", "heads"),
    "channel.scheduled": _event(_("A move of the channel %(subject)s was planned"), "release at plan"),
    "channel.schedule_cancelled": _event(_("A plan for the channel %(subject)s was cancelled"), "release plan"),
    "channel.schedule_failed": _event(_("A plan for the channel %(subject)s could not be done"), "release plan planned_by"),
    "canary.started": _event(_("Release %(subject)s became the canary"), "weight baseline sequence", "heads"),
    "canary.weight_changed": _event(_("The weight of the canary, release %(subject)s, was changed"), "before weight", "heads"),
    "canary.steps_planned": _event(_("The steps of the canary, release %(subject)s, were planned"), "steps"),
    "canary.rule_changed": _event(_("What stops the canary, release %(subject)s, was changed")),
    "canary.promoted": _event(_("The canary, release %(subject)s, became live"), "before weight sequence", "heads"),
    "canary.aborted": _event(_("The canary of release %(subject)s ended"), "weight reason", "heads"),
    "conversation.read": _event(_("A conversation was read"), is_reading=True),
    "audit.exported": _event(_("The audit log was taken away as a file"), "entries", is_reading=True),
    "conversations.replayed": _event(_("Conversations were replayed on the draft"), "days conversations", is_reading=True),
    "conversations.replay_stopped": _event(_("A replay of conversations was stopped"), "held conversations"),
    "retention.changed": _event(
        _("How long conversations are kept was changed"), "conversations words conversations_before words_before"
    ),
    "quota.changed": _event(
        _("What the project may use in a month was changed"),
        "conversations turns reads egress storage refuses_reads "
        "conversations_before turns_before reads_before egress_before storage_before",
    ),
    "quota.warned": _event(_("The owners were told by mail how far the month's quota is used"), "level month mails"),
    "person.searched": _event(_("A caller was looked for in the conversations"), "by mark", is_reading=True),
    "person.exported": _event(
        _("What is known of a caller was given out"), "by mark conversations words running", is_reading=True
    ),
    "person.erased": _event(_("What is known of a caller was erased"), "by mark conversations words running places"),
    "records.sealed": _event(_("Earlier records of conversations were sealed"), "records"),
    "api_key.issued": _event(_("An API key was issued"), "scopes channels", "keys"),
    "api_key.replaced": _event(_("An API key was issued in place of another"), "by ends_at", "keys"),
    "api_key.revoked": _event(_("An API key was revoked"), "", "keys"),
    "data_keys.rewrapped": _event(_("The project's data keys were wrapped by another key"), "keys"),
    "data_key.renewed": _event(_("The project got a new data key")),
    "member.added": _event(_("A person joined"), "role invitation"),
    "member.role_changed": _event(_("A person's role was changed"), "role before"),
    "member.removed": _event(_("A person was removed")),
    "invitation.made": _event(_("A person was invited"), "role"),
    "invitation.resent": _event(_("An invitation was sent again")),
    "invitation.withdrawn": _event(_("An invitation was withdrawn")),
    "invitation.declined": _event(_("An invitation was declined")),
    # Of the platform.
    "platform.restored": _event(_("%(subject)s was restored from a backup"), "moment log restoring"),
    "backup.made": _event(_("A backup was made"), "moment databases"),
    "backup.tried": _event(_("A backup was tried"), "moment databases equal"),
    "audit.checked": _event(_("All audit logs were checked"), "entries ok"),
    "canary.stopped": _event(_("A canary of the project %(subject)s stopped itself"), "release baseline"),
    "cluster.registered": _event(_("The cluster %(subject)s was seen for the first time")),
    "cluster.changed": _event(
        _("The cluster %(subject)s was changed"), "region region_before accepts_projects accepts_projects_before"
    ),
    "support.opened": _event(_("The platform's staff began a support session"), "support minutes level reason"),
    "support.ended": _event(_("A support session was ended"), "support"),
    "support.allowed": _event(_("What support sessions may do was changed"), "level before"),
    "user.password_changed": _event(_("A person changed their password")),
    "user.password_reset": _event(_("A person set a password anew")),
    "user.second_factor_added": _event(_("An account asks for a second factor")),
    "user.second_factor_removed": _event(_("An account asks for no second factor any more")),
    "user.passkey_added": _event(_("A passkey was added to an account"), "passkey"),
    "user.passkey_removed": _event(_("A passkey was taken off an account"), "passkey"),
    "user.recovery_codes_replaced": _event(_("Recovery codes were made anew")),
    "user.recovery_code_used": _event(_("A recovery code was used")),
    "user.signed_out_everywhere": _event(_("A person was signed out everywhere")),
    "second_factors.rewrapped": _event(_("Second factors were wrapped by another key"), "keys"),
    "user.created": _event(_("An account was made"), "staff"),
    "user.changed": _event(
        _("An account was changed"), "fields is_active is_active_before is_staff is_staff_before groups groups_before"
    ),
    # Of the catalogue.
    "suggestion.received": _event(_("A project suggested a change of “%(subject)s”"), "suggestion project base places"),
    "catalogue.draft_created": _event(_("“%(subject)s” was added to the catalogue"), "hash"),
    "catalogue.draft_saved": _event(_("The draft of “%(subject)s” was saved"), "hash revision"),
    "catalogue.save_restored": _event(_("An earlier save of “%(subject)s” became the draft again"), "number revision"),
    "catalogue.version_published": _event(_("A version of “%(subject)s” was published"), "version hash class alone"),
    "catalogue.files_taken": _event(_("Catalogue files were taken in as drafts"), "created changed kept"),
    "catalogue.review_asked": _event(_("A review of the draft of “%(subject)s” was asked for"), "hash revision class"),
    "catalogue.review_approved": _event(_("The draft of “%(subject)s” was approved"), "hash revision alone"),
    "catalogue.review_returned": _event(_("The draft of “%(subject)s” was sent back"), "hash revision"),
    "catalogue.version_restored": _event(_("An earlier version of “%(subject)s” became the draft again"), "version"),
    "catalogue.document_deprecated": _event(_("“%(subject)s” was withdrawn from the catalogue"), "successor"),
    "catalogue.industry_set": _event(_("The industry %(subject)s was added or renamed")),
    "rollout.started": _event(_("A version of “%(subject)s” goes out in waves"), "version share named steps"),
    "rollout.widened": _event(_("The wave of “%(subject)s” grew"), "version before share named"),
    "rollout.steps_planned": _event(_("The steps of the wave of “%(subject)s” were planned"), "version steps every_hours"),
    "rollout.paused": _event(_("The wave of “%(subject)s” was paused"), "version share"),
    "rollout.resumed": _event(_("The wave of “%(subject)s” was resumed"), "version share"),
    "rollout.finished": _event(_("A version of “%(subject)s” is offered to all projects"), "version before"),
    "rollout.withdrawn": _event(_("A version of “%(subject)s” was taken back"), "version published"),
    "blast_radius.started": _event(_("A blast radius of “%(subject)s” was begun"), "hash version run"),
    "blast_radius.cancelled": _event(_("A blast radius of “%(subject)s” was stopped"), "done total run"),
    "blast_radius.resumed": _event(_("A blast radius of “%(subject)s” goes on"), "done total run"),
    "blast_radius.finished": _event(_("A blast radius of “%(subject)s” is done"), "run projects clean conflicting failing"),
}
