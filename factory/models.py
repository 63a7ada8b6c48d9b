"""The catalogue: industries, templates and starter flows with their immutable versions and one published pointer each."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from omnia.documents.wording import text_of


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


class ReviewState(models.TextChoices):
    """How far a second person is with a draft."""

    ASKED = "asked", _("In review")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Sent back")


class CatalogueDocument(models.Model):
    """The head of a template or flow: its draft, and which version projects get.

    `published` is 0 until the first version is published. A deprecated document is not copied into new projects; copies
    made before go on living.

    The unique index that comes with the key is partial (text only), so that no search by the key can use it: hence another one.
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
    written = models.JSONField(null=True)
    """Who wrote what differs from the published version, see `factory.provenance`; None: saved before that was noted."""
    review_state = models.CharField(max_length=16, choices=ReviewState.choices, blank=True, default="")
    review_hash = models.CharField(max_length=64, blank=True, default="")
    """The content that the review is of: any other draft is not in review."""
    review = models.JSONField(null=True)
    """Who asked and decided, see `factory.reviews.Review`; None: nobody asked since the last version."""
    checked = models.JSONField(null=True)
    """What was found when the draft was last tried, see `factory.checking.Checked`; None: it was not tried yet."""

    objects: ClassVar["models.Manager[Self]"] = models.Manager()

    class Meta:
        """Names for people, and order."""

        abstract = True

    def __str__(self) -> str:
        return text_of(self.label, self.key)

    @property
    def status(self) -> DocumentStatus:
        """How the draft stands to what projects get."""
        if self.deprecated:
            return DocumentStatus.DEPRECATED
        if not self.published:
            return DocumentStatus.NEW
        return DocumentStatus.PUBLISHED if self.draft_hash == self.published_hash else DocumentStatus.AHEAD

    @property
    def in_review(self) -> ReviewState | None:
        """How far the review of this very draft is; None if none was asked for."""
        is_this = bool(self.review_state) and self.review_hash == self.draft_hash
        return ReviewState(self.review_state) if is_this else None


class Template(CatalogueDocument):
    """A DataDialogueTemplate of the catalogue."""

    kind = models.CharField(_("kind"), max_length=40, blank=True)

    class Meta:
        """Names for people, and order."""

        verbose_name = _("template")
        verbose_name_plural = _("templates")
        ordering = ("key",)
        indexes = (models.Index(fields=("key",), name="template_by_key"),)


class Flow(CatalogueDocument):
    """A starter flow of the catalogue."""

    class Meta:
        """Names for people, and order."""

        verbose_name = _("starter flow")
        verbose_name_plural = _("starter flows")
        ordering = ("key",)
        indexes = (models.Index(fields=("key",), name="flow_by_key"),)


class CatalogueVersion(models.Model):
    """A published version of a document; never changed once written."""

    id = models.CharField(primary_key=True, max_length=120)
    document = models.CharField(max_length=16)
    key = models.CharField(max_length=80)
    number = models.IntegerField()
    hash = models.CharField(max_length=64)
    body = models.TextField()
    note = models.CharField(max_length=300, blank=True)
    change_class = models.CharField(max_length=16, blank=True, default="")
    """How much it asks of who takes it, see `omnia.dialogue.change_class`; empty for versions from before this was kept."""
    approved_by = models.CharField(max_length=200, blank=True, default="")
    """The second person, if there was one."""
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


class CatalogueFile(models.Model):
    """The file that a document was last taken in from, as it was written: with its remarks, and in its order."""

    id = models.CharField(primary_key=True, max_length=120)
    """Its name in the folder of catalogue files, such as `templates/date.yaml`."""
    hash = models.CharField(max_length=64)
    """Of the content that it stands for: of no other draft it is the file."""
    text = models.TextField()

    def __str__(self) -> str:
        return str(self.id)


class CatalogueImport(models.Model):
    """Catalogue files that somebody uploaded, to be looked at before they are taken in."""

    id = models.CharField(primary_key=True, max_length=40)
    by = models.CharField(max_length=40)
    """Id of the person: nobody else sees it."""
    name = models.CharField(max_length=200)
    at = models.DateTimeField(db_index=True)
    files = models.TextField()
    """Text of each file, by name, as JSON."""

    objects: ClassVar["models.Manager[Self]"] = models.Manager()

    def __str__(self) -> str:
        return str(self.name)


class RolloutState(models.TextChoices):
    """How far a version that is given out in waves is."""

    RUNNING = "running", _("running")
    PAUSED = "paused", _("paused")
    DONE = "done", _("with everybody")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Rollout(models.Model):
    """How a published version is given out: to a part of the projects first, then to all. One without it is out to all."""

    id = models.CharField(primary_key=True, max_length=120)
    """That of the version."""
    document = models.CharField(max_length=16)
    key = models.CharField(max_length=80)
    number = models.IntegerField()
    before = models.IntegerField()
    """The version that was published before: what those outside of the wave still see, if it is theirs."""
    state = models.CharField(max_length=16, choices=RolloutState.choices, default=RolloutState.RUNNING)
    share = models.IntegerField(default=0)
    """Percent of the projects."""
    named = models.JSONField(default=list)
    """Ids of projects that are in the wave whatever the share."""
    steps = models.JSONField(default=list)
    """Shares that follow by themselves, in percent; 100 is everybody."""
    every_hours = models.IntegerField(default=0)
    """From one of them to the next."""
    next_at = models.DateTimeField(null=True, default=None)
    """When the first of them is due; none while it is paused."""
    salt = models.CharField(max_length=40)
    revision = models.IntegerField(default=1)
    """Rises with every change, so that of two at once one is refused."""
    started_by = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects: ClassVar["models.Manager[Self]"] = models.Manager()

    class Meta:
        """Names for people, and order."""

        verbose_name = _("rollout")
        verbose_name_plural = _("rollouts")
        ordering = ("-started_at",)
        indexes = (models.Index(fields=("document", "state"), name="rollout_by_document"),)

    def __str__(self) -> str:
        return str(self.id)


class SuggestionState(models.TextChoices):
    """What became of a change that a project suggested."""

    OPEN = "open", _("open")
    TAKING = "taking", _("being taken")
    TAKEN = "taken", _("taken")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn by the project")


class Suggestion(models.Model):
    """A change that a project offers to the catalogue: what the base version becomes with it, whatever the project does since."""

    id = models.CharField(primary_key=True, max_length=40)
    seat = models.CharField(max_length=80, unique=True)
    """While it is open, one of the project's few seats, so that a project never has more open ones; afterwards its id."""
    document = models.CharField(max_length=16)
    key = models.CharField(_("document"), max_length=80)
    copy_key = models.CharField(max_length=80)
    """What the project calls its copy."""
    base_version = models.IntegerField()
    """The published version that `body` is a change of."""
    body = models.TextField()
    """That version with the suggested places, as canonical JSON; nothing else of the project's."""
    hash = models.CharField(max_length=64)
    place_count = models.IntegerField()
    note = models.TextField(_("note"), blank=True)
    project = models.CharField(max_length=40)
    project_name = models.CharField(_("project"), max_length=200)
    person = models.CharField(_("suggested by"), max_length=200)
    at = models.DateTimeField(_("when"))
    state = models.CharField(_("state"), max_length=16, choices=SuggestionState.choices, default=SuggestionState.OPEN)
    revision = models.IntegerField(default=1)
    """Rises with every change, so that of two at once one is refused."""
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    """Why it was declined."""
    taken_as = models.IntegerField(default=0)
    """The save of the draft that holds it."""

    objects: ClassVar["models.Manager[Self]"] = models.Manager()

    class Meta:
        """Names for people, and order."""

        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ("-at",)
        indexes = (
            models.Index(fields=("project", "document", "copy_key", "-at"), name="suggestion_by_copy"),
            models.Index(fields=("state", "-at"), name="suggestion_by_state"),
        )

    def __str__(self) -> str:
        return f"{self.key}, {self.project_name}"

    @property
    def is_open(self) -> bool:
        """Whether staff have still to decide."""
        return self.state in (SuggestionState.OPEN, SuggestionState.TAKING)
