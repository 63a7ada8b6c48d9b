"""The staff admin of people and projects: accounts are made here, everything else is to read."""
# ruff: noqa: ARG002  # Django decides on the signatures of these methods.

from typing import Any, ClassVar

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.utils import quote, unquote
from django.contrib.auth.models import Group
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.forms import UserCreationForm
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from omnia.infra.audit import Actor
from tenants import project_figures
from tenants.actions.accounts import change_account, create_account
from tenants.actions.clusters import change_cluster
from tenants.actions.supporting import MINUTES, SupportError, open_support
from tenants.control import admin_projects
from tenants.control.models import Cluster, Hold, Membership, Project, ProjectStatus, User
from tenants.support import OPERATORS, running, session_of

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
    list_per_page = 50
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
        """Through the named actions, which note it in the platform's audit log."""
        actor, told = Actor("user", str(request.user.pk), str(request.user)), form.cleaned_data
        if not change:
            obj.pk = create_account(actor, email=told["email"], name=told["name"], password=told["password1"]).pk
            return
        groups = [group.name for group in told["groups"]]
        change_account(actor, obj, name=told["name"], is_active=told["is_active"], is_staff=told["is_staff"], groups=groups)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Nothing more: the action has put the account into its groups."""

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


ALLOWED_MINUTES = frozenset(map(str, MINUTES))
STATUS_COLOURS = {
    ProjectStatus.ACTIVE.label: "success",
    ProjectStatus.PROVISIONING.label: "info",
    ProjectStatus.FAILED.label: "danger",
    ProjectStatus.MOVING.label: "info",
    ProjectStatus.ERASING.label: "warning",
    ProjectStatus.ERASED.label: "warning",
    Hold.SUSPENDED.label: "danger",
    Hold.ARCHIVED.label: "warning",
}


@admin.register(Project)
class ProjectAdmin(ReadOnly):
    """Projects, to read: what is in them is their people's business and changed in the studio."""

    list_display = ("name", "state", "cluster", "copies", "last_release", "traffic", "size", "languages", "created_at")
    list_filter = ("status", "hold", "cluster")
    search_fields = ("name", "id")
    ordering = ("name",)
    list_before_template = "admin/tenants/projects_tools.html"
    change_form_before_template = "admin/tenants/project_tools.html"
    fields: ClassVar[tuple[str, ...]] = (
        "id",
        "name",
        "state",
        "status_detail",
        "hold_reason",
        "cluster",
        "industry_names",
        "languages",
        "default_locale",
        "region",
        "created_at",
        "people",
        "support",
    )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list, with the way to take a project in for who may."""
        may_operate = OPERATORS in _groups(request)
        answer: HttpResponse = super().changelist_view(request, {**(extra_context or {}), "may_operate": may_operate})
        return answer

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The rows of a page, each with its figures."""
        shown = super().get_changelist_instance(request)
        shown.result_list = list(shown.result_list)
        figures = project_figures.of(shown.result_list)
        for project in shown.result_list:
            project.figures = figures.get(project.pk)
        return shown

    def hold_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What is stopped in a project; operators suspend, archive and open it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return admin_projects.hold_page(self, request, object_id, may_operate=OPERATORS in _groups(request))

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Take a project in; for operators."""
        if OPERATORS not in _groups(request):
            raise PermissionDenied
        return admin_projects.import_page(self, request)

    def move_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Where a project is; operators move it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return admin_projects.move_page(self, request, object_id, may_operate=OPERATORS in _groups(request))

    def move_progress_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """How far a move is."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return admin_projects.progress_part(request, object_id)

    @display(description=_("state"), label=STATUS_COLOURS)  # type: ignore[untyped-decorator]
    def state(self, project: Project) -> Any:
        """How far its database is, or what is stopped in it."""
        is_held = project.hold and project.status == ProjectStatus.ACTIVE
        return project.get_hold_display() if is_held else project.get_status_display()

    @admin.display(description=_("copies"))
    def copies(self, project: Any) -> Any:
        """How many templates and flows it has."""
        return project.figures.copies if project.figures else "—"

    @admin.display(description=_("last release"))
    def last_release(self, project: Any) -> Any:
        """Its number, and when."""
        known = project.figures
        return f"{known.release}, {date_format(known.released_at)}" if known and known.release else "—"

    @admin.display(description=_("conversations in 30 days"))
    def traffic(self, project: Any) -> Any:
        """How many ended."""
        return intcomma(project.figures.conversations) if project.figures else "—"

    @admin.display(description=_("size"))
    def size(self, project: Any) -> Any:
        """What it takes on disk."""
        known = project.figures
        return filesizeformat(known.size) if known and known.size is not None else "—"

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

    @admin.display(description=_("support"))
    def support(self, project: Project) -> str:
        """Who looks at it now, and the way to looking at it oneself."""
        names = [str(row.user) for row in running(project).select_related("user")]
        address = reverse("admin:tenants_project_support", args=[quote(project.pk)])
        return format_html('{} <a href="{}">{}</a>', ", ".join(names), address, _("Support session…"))

    def get_urls(self) -> list[URLPattern]:
        """The pages on a project as a whole, before the admin's own addresses, which take anything for an id."""
        wrap = self.admin_site.admin_view
        own = [
            path("<path:object_id>/support/", wrap(self.support_view), name="tenants_project_support"),
            path("import/", wrap(self.import_view), name="tenants_project_import"),
            path("<str:object_id>/hold/", wrap(self.hold_view), name="tenants_project_hold"),
            path("<str:object_id>/move/", wrap(self.move_view), name="tenants_project_move"),
            path("<str:object_id>/move/progress/", wrap(self.move_progress_view), name="tenants_project_move_progress"),
        ]
        return [*own, *super().get_urls()]

    def support_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Begin a support session; operators alone, also by the action itself."""
        if OPERATORS not in _groups(request):
            raise PermissionDenied
        project = Project.objects.filter(pk=unquote(object_id)).exclude(status=ProjectStatus.ERASED).first()
        if project is None:
            raise Http404
        failure = ""
        if request.method == "POST":
            minutes = request.POST.get("minutes", "")
            asked = {"reason": request.POST.get("reason", ""), "minutes": int(minutes) if minutes in ALLOWED_MINUTES else 0}
            try:
                open_support(actor_in_support(request), project, **asked)  # type: ignore[arg-type]
            except SupportError as error:
                failure = str(error)
            else:
                return redirect("studio:home", project.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Support session"),
            "project": project,
            "session": session_of(request.user, project),  # type: ignore[arg-type]
            "minutes": MINUTES,
            "reason": request.POST.get("reason", ""),
            "failure": failure,
        }
        return TemplateResponse(request, "admin/tenants/support.html", context, status=422 if failure else 200)


def actor_in_support(request: HttpRequest) -> Actor:
    """A member of staff, as a project's audit log knows them."""
    return Actor("user", str(request.user.pk), f"{request.user} (support)")
