"""Users, projects and memberships."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from omnia.infra.crypto import new_id
from omnia.mongo.context import ProjectRef
from tenants.control.fields import NormalEmailField

SESSION_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
"""Django's own: with an empty stamp a session is good for what it was good for before there were stamps."""


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
    session_stamp = models.CharField(max_length=40, blank=True, default="", editable=False)
    """Part of what a session is good for, beside the password: a new one ends all sessions of the account."""

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.name or self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session is compared with at each request; Django calls it, also with the secrets of before."""
        made = salted_hmac(SESSION_SALT, self.password + self.session_stamp, secret=secret, algorithm="sha256")
        return made.hexdigest()

    def get_short_name(self) -> str:
        """The name for greetings and menus."""
        return self.name or self.email.partition("@")[0]


class SecondFactor(models.Model):
    """What an account's codes are made from, wrapped by the key ring. There is a row once the person has proved that it works."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="second_factor", primary_key=True)
    ring_key = models.CharField(max_length=100)
    wrapped = models.CharField(max_length=600)
    """In hexadecimal digits; bound to the account."""
    last_step = models.BigIntegerField(default=0)
    """The newest half-minute whose code was used: each code counts once."""
    added_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"second factor of {self.user_id}"


class RecoveryCode(models.Model):
    """A code that stands in for the second factor, once: it is deleted when it is used."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    """A hash of account and code; the code has 120 bits, so nobody finds it by trying."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "digest"), name="recovery_code_once"),)

    def __str__(self) -> str:
        return f"recovery code of {self.user_id}"


class Passkey(models.Model):
    """A key pair on a device of the person's; it shows that it is them, in place of a code."""

    key = models.CharField(max_length=64, primary_key=True)
    """A hash of the credential's id: a device has one passkey for one account here."""
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="passkeys")
    credential = models.TextField()
    """Kind of device, credential's id and public key, as the device made them, in hexadecimal digits."""
    uses = models.BigIntegerField(default=0)
    """How often it was used, as the device counts; some count nothing."""
    name = models.CharField(max_length=60)
    """What the person calls the device."""
    added_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"passkey of {self.user_id}"


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
    MOVING = "moving", _("being moved")
    ERASING = "erasing", _("to be erased")
    ERASED = "erased", _("erased")


class Hold(models.TextChoices):
    """What the platform's staff closed of a project that is otherwise ready."""

    SUSPENDED = "suspended", _("suspended")
    ARCHIVED = "archived", _("archived")


class SupportLevel(models.TextChoices):
    """What a support session may do in a project, by its owner's word."""

    LOOK = "look", _("look, but at no conversation")
    CONVERSATIONS = "conversations", _("look, and read conversations")
    EDIT = "edit", _("look, read conversations, and change drafts")


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
    support_level = models.CharField(max_length=16, choices=SupportLevel.choices, default=SupportLevel.LOOK, editable=False)
    """What the platform's staff may do here in a support session."""
    erase_at = models.DateTimeField(null=True, blank=True, db_index=True, editable=False)
    """When it is erased, or what is left of it; None for never."""
    hold = models.CharField(_("stopped"), max_length=16, choices=Hold.choices, blank=True, default="", editable=False)
    """Suspended: neither its people nor its keys get in; archived: it is read and not changed. See `tenants.actions.holding`."""
    hold_reason = models.CharField(max_length=300, blank=True, default="", editable=False)
    """For its people to read."""

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
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


class SupportSession(models.Model):
    """A time in which an operator of the platform sees a project, and why; kept when it has ended."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="support_sessions")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="support_sessions")
    reason = models.CharField(max_length=300)
    opened_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    """When somebody ended it before it was over."""
    ended_by = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return f"{self.user_id} in {self.project_id}: {self.reason}"

    @property
    def is_running(self) -> bool:
        """Whether it has neither been ended nor is over."""
        return self.ended_at is None and self.expires_at > timezone.now()
