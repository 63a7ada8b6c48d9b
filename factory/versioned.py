"""A draft of the catalogue in the hands of a member of staff, as `omnia.documents.versions` has it."""

from collections.abc import Sequence
from dataclasses import dataclass

from factory import drafts
from factory.actions import Kind, Staff, check, restore_save, save_draft
from factory.models import CatalogueDocument
from omnia.documents.versions import Body, Head, Saved, Version


@dataclass(frozen=True, slots=True)
class CatalogueDraft:
    """A template or flow of the catalogue."""

    staff: Staff
    document: Kind
    key: str

    def head(self) -> Head:
        """The draft; raises `LookupError` if the document has gone."""
        row = drafts.MODELS[self.document].objects.filter(key=self.key).first()
        if row is None:
            raise LookupError(f"The catalogue has no {self.document} “{self.key}”.")
        return Head(row.revision, row.draft_hash, row.draft, row.updated_by)

    def body(self, number: int) -> Body:
        """What the draft said after a save; raises `LookupError`."""
        head = self.head()
        return head.body if number == head.version else drafts.body(self.document, self.key, number)

    def history(self) -> Sequence[Version]:
        """The saves, newest first."""
        return drafts.history(self.document, self.key)

    def save(self, body: Body, *, base_version: int, note: str = "", is_named: bool = False) -> Saved:
        """Write the next save; raises `CatalogueError`, as `StaleDraft` if someone else saved meanwhile."""
        row = save_draft(self.staff, self.document, self.key, body, base_revision=base_version, note=note, is_named=is_named)
        return self._saved(row)

    def restore(self, number: int, *, base_version: int) -> Saved:
        """Bring back what the draft said after a save."""
        return self._saved(restore_save(self.staff, self.document, self.key, number, base_revision=base_version))

    def _saved(self, row: CatalogueDocument) -> Saved:
        return Saved(self.document, self.key, row.revision, row.draft_hash, tuple(check(self.document, row.draft)))
