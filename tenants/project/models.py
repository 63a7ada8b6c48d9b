"""The documents of a project's database that people see, as Django models pinned to their project."""

from typing import Any

from django.db import models

from omnia.mongo.models import ProjectModel
from tenants.project import collections


class DraftDocument(ProjectModel):
    """The head of a template or flow: which version the draft is at, and where the copy came from.

    `origin` is null for a local document, else `{factory_key, version, hash, copied_at, pulled_at}`.
    """

    key = models.CharField(primary_key=True, max_length=80, db_column="_id")
    label = models.JSONField(default=dict)
    scope = models.CharField(max_length=16, default="universal")
    industry = models.CharField(max_length=40, blank=True)
    version = models.IntegerField(default=1)
    hash = models.CharField(max_length=64)
    origin = models.JSONField(null=True)
    updated_at = models.DateTimeField()
    updated_by = models.CharField(max_length=200)
    deleted = models.BooleanField(default=False)

    class Meta(ProjectModel.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.key)


class Template(DraftDocument):
    """A project's own copy of a template, or one of its own."""

    kind = models.CharField(max_length=40, blank=True)

    class Meta(DraftDocument.Meta):
        abstract = False
        db_table = collections.TEMPLATES
        ordering = ("key",)


class Flow(DraftDocument):
    """A project's flow."""

    class Meta(DraftDocument.Meta):
        abstract = False
        db_table = collections.FLOWS
        ordering = ("key",)


class Version(ProjectModel):
    """One save of a template or flow; never changed once written."""

    id = models.CharField(primary_key=True, max_length=120, db_column="_id")
    document = models.CharField(max_length=16)
    key = models.CharField(max_length=80)
    number = models.IntegerField()
    hash = models.CharField(max_length=64)
    author = models.CharField(max_length=200)
    at = models.DateTimeField()
    message = models.CharField(max_length=200, blank=True)
    restored_from = models.IntegerField(null=True)

    class Meta(ProjectModel.Meta):
        db_table = collections.VERSIONS
        ordering = ("-number",)

    def __str__(self) -> str:
        return str(self.id)


class Release(ProjectModel):
    """An immutable snapshot: which body each template and flow has."""

    number = models.IntegerField(primary_key=True, db_column="_id")
    manifest = models.JSONField()
    locales = models.JSONField()
    default_locale = models.CharField(max_length=16)
    region = models.CharField(max_length=2, blank=True)
    note = models.CharField(max_length=300, blank=True)
    author = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta(ProjectModel.Meta):
        db_table = collections.RELEASES
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"release {self.number}"

    @property
    def templates(self) -> dict[str, Any]:
        """Template key to `{hash, label, kind}`."""
        return dict(self.manifest["templates"])

    @property
    def flows(self) -> dict[str, Any]:
        """Flow key to `{hash, label}`."""
        return dict(self.manifest["flows"])
