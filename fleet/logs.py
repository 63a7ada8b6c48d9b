"""The platform's own audit logs: of people, projects and clusters, and of the catalogue. Auditors read them."""

from typing import Literal

from factory.actions import Staff
from factory.trail import catalogue_chain
from omnia.infra import audit
from omnia.infra.audit import Chain
from tenants.audit_chains import platform_chain

AUDITORS = "auditor"
EXPORTED = "audit.exported"
Log = Literal["platform", "catalogue"]


def chain_of(log: Log) -> Chain:
    """The chain of one of the logs."""
    return platform_chain() if log == "platform" else catalogue_chain()


def note_exported(staff: Staff, log: Log, *, entries: int) -> None:
    """Note in a log that somebody took entries of it away as a file; raises `NotAllowed`."""
    staff.require(AUDITORS)
    audit.append(chain_of(log), actor=staff.actor, action=EXPORTED, subject=log, details={"entries": entries})
