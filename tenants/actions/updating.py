"""Taking what the factory offers: the merge lands as a new version of the draft, and the copy's origin moves with it."""

from collections.abc import Mapping

from django.utils import timezone

from omnia.dialogue.lint import Finding
from omnia.dialogue.merge import Decision
from omnia.documents.versions import Saved
from omnia.infra.audit import Actor
from tenants.access import authorise
from tenants.actions import trail
from tenants.actions.editing import EditingError, save_document
from tenants.control.models import Project
from tenants.project.versions import put_body
from tenants.updates import Offer, Preview, preview


class UpdateRefused(EditingError):  # noqa: N818
    """The merged document has errors or fails its own tests; nothing was written. `findings` lists them with their places."""

    def __init__(self, offer: Offer, findings: tuple[Finding, ...]) -> None:
        first = next(finding for finding in findings if finding.severity == "error")
        what = f"Version {offer.offered} of “{offer.key}” cannot be taken as it would be merged"
        super().__init__(f"{what}: {first.message} ({first.path})")
        self.findings = findings


def take_update(
    actor: Actor,
    project: Project,
    offer: Offer,
    *,
    decisions: Mapping[str, Decision] | None = None,
    base_version: int | None = None,
) -> tuple[Preview, Saved]:
    """Merge an offer into a copy's draft as a new version, and note the offered version as the one taken.

    Of a conflict that is not decided the copy's side stays. Undo is restoring the version before.

    Args:
        actor: who takes it; needs `edit_templates`.
        project: whose copy it is.
        offer: what the factory offers.
        decisions: what becomes of conflicts, by address.
        base_version: the version of the draft that the person has seen merged; a later one is not merged unseen.

    Raises:
        Forbidden, Absent: the actor may not.
        NoUpdate: the copy or the offer has gone.
        UpdateRefused: the merged document is not sound.
        StaleVersion: somebody saved the draft meanwhile.
    """
    authorise(actor, project, "edit_templates")
    merged = preview(project, offer, decisions)
    if not merged.is_sound:
        raise UpdateRefused(offer, merged.findings)
    # The base of the next merge: kept before anything names it.
    digest = put_body(project.ref, merged.theirs)
    origin = {"version": offer.offered, "hash": digest, "pulled_at": timezone.now()}
    saved = save_document(
        actor,
        project,
        offer.document,
        offer.key,
        merged.body,
        base_version=merged.base_version if base_version is None else base_version,
        message=f"Version {offer.offered} of the factory, merged",
        origin=origin,
    )
    trail.note(
        project.ref,
        actor,
        action="update.taken",
        subject=f"{offer.document}:{offer.key}",
        taken=offer.taken,
        offered=offer.offered,
        version=saved.number,
        conflicts=len(merged.conflicts),
    )
    return merged, saved
