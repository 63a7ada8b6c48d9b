"""Users, projects and memberships."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from omnia.infra.crypto import new_id
from omnia.mongo.context import ProjectRef
from tenants.control.fields import NormalEmailField


class UserManager(BaseUserManager["User"]):
    """Makes users; e-mail addresses are kept in one normal form, since people type them in many."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new user with a hashed password."""
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new member of the platform's staff with every right."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with this e-mail address."""
        return self.get(email=username or "")


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in: staff of the platform, or someone of a customer."""

    # A UUID, because django-allauth and signed links need a key that prints; ObjectIds fail there.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = NormalEmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    is_staff = models.BooleanField(_("platform staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        """The name for greetings and menus."""
        return self.name or self.email.partition("@")[0]


class Cluster(models.Model):
    """A place for projects' databases. Its address is in the environment (`OMNIA_CLUSTERS`), never here."""

    key = models.CharField(_("key"), primary_key=True, max_length=40, editable=False)
    region = models.CharField(_("region"), max_length=60, blank=True, help_text=_("Where its data lies, for people to read."))
    accepts_projects = models.BooleanField(
        _("takes new projects"),
        default=True,
        help_text=_("Off: the projects on it go on as before, and no new one is placed here."),
    )
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")

    def __str__(self) -> str:
        return self.key


class ProjectStatus(models.TextChoices):
    """How far a project's database is."""

    PROVISIONING = "provisioning", _("being set up")
    ACTIVE = "active", _("ready")
    FAILED = "failed", _("needs attention")
    ERASED = "erased", _("erased")


class Project(models.Model):
    """One customer's tenant. Its data lives in a database named after the immutable random id."""

    id = models.CharField(primary_key=True, max_length=24, editable=False)
    name = models.CharField(_("name"), max_length=80)
    cluster = models.CharField(_("cluster"), max_length=40, default="default")
    status = models.CharField(max_length=16, choices=ProjectStatus.choices, default=ProjectStatus.PROVISIONING)
    status_detail = models.CharField(max_length=500, blank=True)
    industries = models.JSONField(default=list)
    locales = models.JSONField(default=list)
    default_locale = models.CharField(max_length=16, default="en")
    region = models.CharField(max_length=2, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.CharField(max_length=80, blank=True)

    class Meta:
        permissions = (
            ("edit_texts", "Edit texts"),
            ("edit_templates", "Edit templates and flows"),
            ("publish", "Publish and roll back"),
            ("manage_keys", "Manage API keys"),
            ("manage_people", "Manage people"),
            ("view_conversations", "View conversations"),
            ("manage_project", "Manage the project"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> ProjectRef:
        """What the database layer needs to reach this project."""
        return ProjectRef(id=self.pk, cluster=self.cluster)


class Role(models.TextChoices):
    """What a person may do in a project."""

    OWNER = "owner", _("owner")
    DESIGNER = "designer", _("designer")
    TRANSLATOR = "translator", _("translator")
    PUBLISHER = "publisher", _("publisher")
    ANALYST = "analyst", _("analyst")
    VIEWER = "viewer", _("viewer")


class Membership(models.Model):
    """A person's role in a project; the rights themselves are guardian object permissions that follow the role."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role.choices)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "project"), name="one_role_a_person"),)

    def __str__(self) -> str:
        return f"{self.user} in {self.project}: {self.role}"


class Invitation(models.Model):
    """An open invitation: the person with this address may take the role. It is deleted when it is answered or withdrawn."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="invitations")
    email = NormalEmailField(_("e-mail"))
    role = models.CharField(max_length=16, choices=Role.choices)
    secret = models.CharField(max_length=40)
    """Part of the link; a new one makes earlier links void."""
    invited_by = models.CharField(max_length=254, blank=True)
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_by = models.CharField(max_length=40, blank=True)
    """Who has taken it; between that and its deletion the membership is written."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("project", "email"), name="one_invitation_an_address"),)

    def __str__(self) -> str:
        return f"{self.email} to {self.project_id}: {self.role}"

    @property
    def is_expired(self) -> bool:
        """Whether it is too late to accept it."""
        return self.expires_at <= timezone.now()
