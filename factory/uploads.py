"""Catalogue files that somebody uploaded: they wait, for that person alone, until they are taken in or a day is over."""

from datetime import timedelta

import orjson
from django.utils import timezone

from factory.actions import EDITORS, Staff
from factory.catalogue_files import LAYOUT, catalogue_of
from factory.models import CatalogueImport
from omnia.documents.archives import Files, files_in_archive
from omnia.infra.crypto import new_id

KEPT = timedelta(days=1)
MAX_UPLOAD = 2_000_000
"""Bytes of an archive."""
MAX_NAME = 120


def keep(staff: Staff, name: str, content: bytes) -> CatalogueImport:
    """Keep the files of an archive to be looked at; those that waited too long go.

    Raises `NotAllowed`, and `FilesRefused` or `CatalogueFileError` for what cannot be read.
    """
    staff.require(EDITORS)
    files = files_in_archive(content, LAYOUT)
    catalogue_of(files)
    texts = {file: text.decode("utf-8") for file, text in files.items()}
    now = timezone.now()
    CatalogueImport.objects.filter(at__lt=now - KEPT).delete()
    row = CatalogueImport(id=new_id(), by=staff.actor.id, name=name[:MAX_NAME], at=now, files=orjson.dumps(texts).decode())
    row.save(force_insert=True)
    return row


def kept(staff: Staff, upload: str) -> CatalogueImport | None:
    """What a person uploaded; None if it is another's, taken in, or too old."""
    young = CatalogueImport.objects.filter(at__gte=timezone.now() - KEPT)
    return young.filter(id=upload, by=staff.actor.id).first()


def files_of(row: CatalogueImport) -> Files:
    """The files, by name."""
    texts: dict[str, str] = orjson.loads(row.files)
    return {name: text.encode() for name, text in texts.items()}


def forget(row: CatalogueImport) -> None:
    """What was uploaded is taken in, or not wanted."""
    CatalogueImport.objects.filter(id=row.id).delete()
