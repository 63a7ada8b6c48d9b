"""The catalogue: industries, templates and starter flows with their immutable versions and one published pointer each."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Industry(models.Model):
    """A sector whose projects get templates of their own."""

    key = models.SlugField(primary_key=True, max_length=40)
    label = models.JSONField(_("label"), default=dict, help_text=_("Locale to text."))

    class Meta:
        """Names for people, and order."""

        verbose_name = _("industry")
        verbose_name_plural = _("industries")
        ordering = ("key",)

    def __str__(self) -> str:
        return str(self.label.get("en") or self.key)


class DocumentStatus(models.TextChoices):
    """How a document's draft stands to what projects get."""

    NEW = "new", _("Never published")
    AHEAD = "ahead", _("Draft ahead")
    PUBLISHED = "published", _("Published")
    DEPRECATED = "deprecated", _("Deprecated")


class CatalogueDocument(models.Model):
    """The head of a template or flow: its draft, and which version projects get.

    `published` is 0 until the first version is published. A deprecated document is not copied into new projects; copies
    made before go on living.
    """

    key = models.SlugField(_("key"), primary_key=True, max_length=80)
    label = models.JSONField(_("label"), default=dict)
    scope = models.CharField(_("scope"), max_length=16, default="universal")
    industry = models.CharField(_("industry"), max_length=40, blank=True)
    icon = models.CharField(_("icon"), max_length=40, blank=True, default="")
    locales = models.JSONField(_("languages"), default=list)
    words = models.TextField(blank=True, default="")
    """Its key, names, synonyms and tags, a line each, for the search."""
    draft = models.JSONField(_("draft"))
    draft_hash = models.CharField(max_length=64)
    revision = models.IntegerField(default=1)
    """The number of the save that made the draft, see `DraftVersion`."""
    latest = models.IntegerField(_("latest version"), default=0)
    published = models.IntegerField(_("published version"), default=0)
    published_hash = models.CharField(max_length=64, blank=True, default="")
    deprecated = models.BooleanField(_("deprecated"), default=False)
    successor = models.CharField(_("successor"), max_length=80, blank=True, default="")
    """Key of the document that takes its place, for projects that have copies of a deprecated one."""
    updated_at = models.DateTimeField(_("last change"), default=timezone.now)
    updated_by = models.CharField(_("changed by"), max_length=200, blank=True)

    objects: ClassVar["models.Manager[Self]"] = models.Manager()

    class Meta:
        """Names for people, and order."""

        abstract = True

    def __str__(self) -> str:
        return str(self.label.get("en") or self.key)

    @property
    def status(self) -> DocumentStatus:
        """How the draft stands to what projects get."""
        if self.deprecated:
            return DocumentStatus.DEPRECATED
        if not self.published:
            return DocumentStatus.NEW
        return DocumentStatus.PUBLISHED if self.draft_hash == self.published_hash else DocumentStatus.AHEAD


class Template(CatalogueDocument):
    """A DataDialogueTemplate of the catalogue."""

    kind = models.CharField(_("kind"), max_length=40, blank=True)

    class Meta:
        """Names for people, and order."""

        verbose_name = _("template")
        verbose_name_plural = _("templates")
        ordering = ("key",)


class Flow(CatalogueDocument):
    """A starter flow of the catalogue."""

    class Meta:
        """Names for people, and order."""

        verbose_name = _("starter flow")
        verbose_name_plural = _("starter flows")
        ordering = ("key",)


class CatalogueVersion(models.Model):
    """A published version of a document; never changed once written."""

    id = models.CharField(primary_key=True, max_length=120)
    document = models.CharField(max_length=16)
    key = models.CharField(max_length=80)
    number = models.IntegerField()
    hash = models.CharField(max_length=64)
    body = models.TextField()
    note = models.CharField(max_length=300, blank=True)
    author = models.CharField(max_length=200)
    at = models.DateTimeField()
    restored_from = models.IntegerField(null=True)

    class Meta:
        """Names for people, and order."""

        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ("-number",)
        indexes = (models.Index(fields=("document", "key", "-number"), name="version_by_document"),)

    def __str__(self) -> str:
        return str(self.id)


class DraftVersion(models.Model):
    """One save of a document's draft; never changed once written."""

    id = models.CharField(primary_key=True, max_length=120)
    document = models.CharField(max_length=16)
    key = models.CharField(max_length=80)
    number = models.IntegerField()
    hash = models.CharField(max_length=64)
    body = models.TextField()
    note = models.CharField(max_length=300, blank=True)
    author = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    restored_from = models.IntegerField(null=True)

    class Meta:
        """Names for people, and order."""

        verbose_name = _("save of a draft")
        verbose_name_plural = _("saves of drafts")
        ordering = ("-number",)
        indexes = (models.Index(fields=("document", "key", "-number"), name="draft_by_document"),)

    def __str__(self) -> str:
        return str(self.id)

    @staticmethod
    def name_of(document: str, key: str, number: int) -> str:
        """The id of a save: its number is part of it, so two saves cannot both become the n-th."""
        return f"{document}:{key}:{number}"
