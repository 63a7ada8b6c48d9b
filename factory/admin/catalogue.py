"""The lists of templates and starter flows, and the addresses of the pages around each document."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.admin import ModelAdmin

from factory.actions import Kind
from factory.admin import building, editing, extensions, files, reviewing, simulating, starting, texts, trying, versions
from factory.admin.icons import symbol
from factory.admin.lists import STATUS_VARIANTS, IndustryFilter, LanguageFilter, ReviewFilter, Rows, ScopeFilter, StatusFilter
from factory.admin.page import Page, View
from factory.admin.rights import Right, may_edit, may_publish, may_read, refusal
from factory.admin.wording import in_order, industry_name, kind_name
from factory.models import CatalogueDocument
from factory.selectors import industries


class CatalogueAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    """What templates and flows have in common: everyone in a staff group reads, editors edit, publishers publish."""

    document: ClassVar[Kind]
    actions = None
    # Counting beside each filter reads the whole catalogue once for each of its options: 22 seconds a page.
    show_facets = admin.ShowFacets.NEVER
    list_filter = (StatusFilter, ReviewFilter, ScopeFilter, IndustryFilter, LanguageFilter)
    search_fields = ("key", "words")
    search_help_text = _("Name, key, synonym or tag, in any language")
    ordering = ("key",)
    list_per_page = 50
    show_full_result_count = True

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Shown to everyone in a staff group."""
        return may_read(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002  # Django's signature
        """For everyone in a staff group."""
        return may_read(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """For editors."""
        return may_edit(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002  # Django's signature
        """For editors."""
        return may_edit(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002  # Django's signature
        """For nobody: projects' copies name the document as their origin. It is deprecated instead."""
        return False

    def get_queryset(self, request: HttpRequest) -> Rows:
        """Without what is long and what no list shows."""
        rows: Rows = super().get_queryset(request)
        return rows.defer("draft", "words", "written", "review", "checked")

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The rows of a page, with the industries' names, which are read once."""
        shown = super().get_changelist_instance(request)
        shown.result_list = list(shown.result_list)
        known = industries()
        for row in shown.result_list:
            row.industry_name = industry_name(row.industry, known)
        return shown

    @admin.display(description=_("name"), ordering="key")
    def name(self, row: CatalogueDocument) -> str:
        """Icon, name and key."""
        return render_to_string("admin/factory/list_name.html", {"row": row, "symbol": symbol(row.icon)})

    @admin.display(description=_("scope"), ordering="scope")
    def scope_text(self, row: Any) -> str:
        """Universal, or the industry."""
        return str(_("Universal")) if row.scope == "universal" else str(row.industry_name)

    @admin.display(description=_("languages"))
    def languages(self, row: CatalogueDocument) -> str:
        """The languages that it speaks."""
        return " ".join(in_order(row.locales)) or "—"

    @admin.display(description=_("status"))
    def status_text(self, row: CatalogueDocument) -> str:
        """How the draft stands to what projects get."""
        variant, icon = STATUS_VARIANTS[row.status]
        return render_to_string("admin/factory/status.html", {"row": row, "variant": variant, "icon": icon})

    @admin.display(description=_("last change"), ordering="updated_at")
    def updated(self, row: CatalogueDocument) -> str:
        """When, and by whom."""
        return render_to_string("admin/factory/list_updated.html", {"row": row})

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list; who may not read it is told whom to ask."""
        if not may_read(request):
            raise PermissionDenied(refusal(may_read))
        answer: HttpResponse = super().changelist_view(request, extra_context)
        return answer

    def get_urls(self) -> list[URLPattern]:
        """The pages around a document, before Django's own."""
        name = f"factory_{self.document}"
        pages: Sequence[tuple[str, str, View, Right]] = (
            ("build", "build", building.build_page, may_read),
            ("document", "json", editing.json_page, may_read),
            ("tests", "tests", trying.tests_page, may_read),
            ("undo", "undo", editing.undo_page, may_edit),
            ("review", "review", reviewing.review_page, may_read),
            ("publish", "publish", versions.publish_page, may_publish),
            ("deprecate", "deprecate", versions.deprecate_page, may_publish),
            ("restore/<int:number>", "restore", versions.restore_page, may_edit),
            ("restore-save/<int:number>", "restore_save", versions.restore_save_page, may_edit),
            *((each.where, each.name, each.view, each.right) for each in extensions.added_pages),
        )
        posted: Sequence[tuple[str, str, View, Right]] = (
            ("simulator", "simulator_start", simulating.start_page, may_read),
            ("simulator/turn", "simulator_turn", simulating.turn_page, may_read),
            ("simulator/keep", "simulator_keep", simulating.keep_page, may_edit),
        )
        views = [(where, called, self.admin_site.admin_view(self._view(view, right))) for where, called, view, right in pages]
        views += [
            (where, called, require_POST(self.admin_site.admin_view(self._view(view, right))))
            for where, called, view, right in posted
        ]
        own = [path(f"<slug:object_id>/{where}/", view, name=f"{name}_{called}") for where, called, view in views]
        urls: list[URLPattern] = super().get_urls()
        return own + urls

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:  # noqa: ARG002
        """From nothing, or as a copy of another document."""
        if not may_edit(request):
            raise PermissionDenied(refusal(may_edit))
        return starting.add_page(Page(self.admin_site, self.document, self.model, request, None))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",  # noqa: ARG002  # Django's signature
        extra_context: Any = None,  # noqa: ARG002  # Django's signature
    ) -> HttpResponse:
        """The draft as a sheet of fields and texts."""
        return self._view(editing.sheet_page, may_read)(request, object_id=object_id)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:  # noqa: ARG002
        """The published versions, and the saves of the draft."""
        return self._view(versions.history_page, may_read)(request, object_id=object_id)

    def _view(self, view: View, right: Right) -> Callable[..., HttpResponse]:
        """A page of one document as a view: refused without the right, back to the list if there is no such document."""

        @wraps(view)
        def answer(request: HttpRequest, object_id: str, **arguments: Any) -> HttpResponse:
            if not right(request):
                raise PermissionDenied(refusal(right))
            row = self._row(object_id)
            if row is None:
                found: HttpResponse = self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
                return found
            return view(Page(self.admin_site, self.document, self.model, request, row), **arguments)

        return answer

    def _row(self, object_id: str) -> CatalogueDocument | None:
        """The document of an address, whose key is quoted (`meter_5Freading`) in lists and typed as it is by people."""
        for key in dict.fromkeys((unquote(object_id), object_id)):
            row: CatalogueDocument | None = self.model.objects.filter(key=key).first()
            if row is not None:
                return row
        return None


class TemplateAdmin(CatalogueAdmin):
    """The catalogue's templates."""

    document = "template"
    list_display = ("name", "kind_text", "scope_text", "languages", "status_text", "updated")

    @admin.display(description=_("kind"), ordering="kind")
    def kind_text(self, row: Any) -> str:
        """What it acquires."""
        return kind_name(row.kind)

    def get_urls(self) -> list[URLPattern]:
        """The pages around a template, those of the catalogue as files, and the one of all texts."""
        return [*files.addresses(self.admin_site), *texts.addresses(self.admin_site), *super().get_urls()]


class FlowAdmin(CatalogueAdmin):
    """The catalogue's starter flows."""

    document = "flow"
    list_display = ("name", "scope_text", "languages", "status_text", "updated")
