"""The staff admin of people and projects: accounts are made here, everything else is to read."""
# ruff: noqa: ARG002  # Django decides on the signatures of these methods.

from typing import Any, ClassVar

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.forms import UserCreationForm
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from omnia.infra.audit import Actor
from tenants.actions import trail
from tenants.actions.clusters import OPERATORS, change_cluster
from tenants.control.models import Cluster, Membership, Project, ProjectStatus, User

READERS = frozenset({OPERATORS, "auditor"})

# Its page would offer rights that nothing reads: what staff may do hangs on the names of the groups.
admin.site.unregister(Group)


def _groups(request: HttpRequest) -> frozenset[str]:
    user = request.user
    if not isinstance(user, User) or not (user.is_active and user.is_staff):
        return frozenset()
    return READERS if user.is_superuser else frozenset(user.groups.values_list("name", flat=True))


class ReadOnly(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    """Operators and auditors may look; nothing is added, changed or deleted unless a subclass says so."""

    actions = None
    # Counting beside each filter is a query for each of its options.
    show_facets = admin.ShowFacets.NEVER
    compressed_fields = True

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Shown to operators and auditors."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """For operators and auditors."""
        return bool(_groups(request) & READERS)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """For nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """For nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """For nobody: audit logs and versions refer to people and projects."""
        return False


class NewUserForm(UserCreationForm):  # type: ignore[misc]  # unfold carries no types
    """An account for someone who has none."""

    # There is no way to sign in but with a password, so an account without one would be useless.
    usable_password = None

    class Meta:
        """Who it is; the form adds the password."""

        model = User
        fields = ("email", "name")


class UserForm(ModelForm):  # type: ignore[type-arg]  # generic for the type checker alone
    """Who somebody is to the platform."""

    def clean_is_staff(self) -> bool:
        """Nobody is of the platform's staff and of a customer's project."""
        wanted = bool(self.cleaned_data["is_staff"])
        if wanted and Membership.objects.filter(user=self.instance).exists():
            raise ValidationError(_("This person belongs to projects. Make another account for their work as staff."))
        return wanted


@admin.register(User)
class UserAdmin(ReadOnly):
    """Accounts: operators make them, superusers decide who is staff and in which group."""

    list_display = ("email", "name", "is_staff", "is_active", "date_joined")
    list_filter = ("is_staff", "is_active")
    search_fields = ("email", "name")
    ordering = ("email",)
    add_fieldsets = ((None, {"fields": ("email", "name", "password1", "password2")}),)
    fields = ("email", "name", "is_active", "is_staff", "groups", "memberships_text", "date_joined", "last_login")
    readonly_fields = ("email", "memberships_text", "date_joined", "last_login")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """For operators."""
        return OPERATORS in _groups(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """For superusers, since being staff is what it decides on."""
        return isinstance(request.user, User) and request.user.is_active and request.user.is_superuser

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """A new account's address can be typed; an existing one's is what people sign in with and stays."""
        return () if obj is None else super().get_readonly_fields(request, obj)

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any) -> Any:
        """The form for a new account, or for who is staff."""
        return super().get_form(request, obj, change, **{**kwargs, "form": UserForm if obj else NewUserForm})

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The groups as boxes to tick."""
        if db_field.name == "groups":
            return db_field.formfield(widget=UnfoldAdminCheckboxSelectMultipleWidget(), required=False)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Save, and note it in the platform's audit log."""
        super().save_model(request, obj, form, change)
        actor = Actor("user", str(request.user.pk), str(request.user))
        details = {"fields": sorted(form.changed_data)} if change else {}
        trail.note_platform(actor, action="user.changed" if change else "user.created", subject=str(obj.pk), **details)

    @admin.display(description=_("projects"))
    def memberships_text(self, user: User) -> str:
        """The projects that the person belongs to, with the role in each."""
        rows = Membership.objects.filter(user=user).select_related("project")
        return ", ".join(f"{row.project.name} ({row.get_role_display()})" for row in rows) or "—"


@admin.register(Cluster)
class ClusterAdmin(ReadOnly):
    """Where projects' databases lie. Clusters come from the settings; operators say which take new projects."""

    list_display = ("key", "region", "accepts_projects", "is_configured", "project_count", "added_at")
    ordering = ("key",)
    fields = ("key", "region", "accepts_projects", "is_configured", "project_count", "added_at")
    readonly_fields = ("key", "is_configured", "project_count", "added_at")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """For operators."""
        return OPERATORS in _groups(request)

    def save_model(self, request: HttpRequest, obj: Cluster, form: Any, change: bool) -> None:
        """Through the named action, which notes it in the platform's audit log."""
        actor = Actor("user", str(request.user.pk), str(request.user))
        change_cluster(actor, obj, region=obj.region, accepts_projects=obj.accepts_projects)

    @admin.display(description=_("configured"), boolean=True)
    def is_configured(self, cluster: Cluster) -> bool:
        """Whether this process has an address for it."""
        return cluster.key in settings.OMNIA_CLUSTERS

    @admin.display(description=_("projects"))
    def project_count(self, cluster: Cluster) -> int:
        """How many projects lie on it."""
        return Project.objects.filter(cluster=cluster.key).exclude(status=ProjectStatus.ERASED).count()


STATUS_COLOURS = {
    ProjectStatus.ACTIVE.label: "success",
    ProjectStatus.PROVISIONING.label: "info",
    ProjectStatus.FAILED.label: "danger",
    ProjectStatus.ERASED.label: "warning",
}


@admin.register(Project)
class ProjectAdmin(ReadOnly):
    """Projects, to read: what is in them is their people's business and changed in the studio."""

    list_display = ("name", "id", "state", "cluster", "industry_names", "languages", "created_at")
    list_filter = ("status", "cluster")
    search_fields = ("name", "id")
    ordering = ("name",)
    fields: ClassVar[tuple[str, ...]] = (
        "id",
        "name",
        "state",
        "status_detail",
        "cluster",
        "industry_names",
        "languages",
        "default_locale",
        "region",
        "created_at",
        "people",
    )

    @display(description=_("state"), label=STATUS_COLOURS)  # type: ignore[untyped-decorator]
    def state(self, project: Project) -> Any:
        """How far its database is."""
        return project.get_status_display()

    @admin.display(description=_("industries"))
    def industry_names(self, project: Project) -> str:
        """The keys of its industries."""
        return ", ".join(project.industries) or "—"

    @admin.display(description=_("languages"))
    def languages(self, project: Project) -> str:
        """The languages that its people speak."""
        return ", ".join(project.locales)

    @admin.display(description=_("people"))
    def people(self, project: Project) -> str:
        """Who belongs to it."""
        rows = Membership.objects.filter(project=project).select_related("user")
        return ", ".join(f"{row.user.email} ({row.get_role_display()})" for row in rows) or "—"
