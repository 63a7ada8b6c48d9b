"""What projects suggest: the list, and each beside the draft as it is now, to take or to decline."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin

from factory import suggestions
from factory.actions import CatalogueError, Kind, StaleDraft, check
from factory.admin.page import document_url
from factory.admin.posting import revision_of
from factory.admin.rights import may_edit, refusal, staff_of
from factory.models import Suggestion
from factory.suggestions import Merge, StaleSuggestion
from fleet import suggestions as deciding
from omnia.documents.comparing import compare
from omnia.documents.conflicts import decisions_from, shown_conflicts
from omnia.documents.places import in_words
from omnia.documents.wording import text_of
from omnia.finding_words import in_readers_language

MOST_PROBLEMS = 20


def waiting(request: HttpRequest) -> str:
    """How many suggestions wait, for the menu; nothing where there are none, or the person may not decide on them."""
    count = suggestions.open_count() if may_edit(request) else 0
    return str(count) if count else ""


class SuggestionAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    """For editors alone: a suggestion holds texts of a project. Nobody adds, changes or deletes one here."""

    actions = None
    show_facets = admin.ShowFacets.NEVER
    list_display = ("what", "project_name", "person", "at", "state_text")
    list_display_links = ("what",)
    list_filter = ("state",)
    search_fields = ("key", "project_name", "person")
    ordering = ("-at",)
    list_per_page = 50
    list_before_template = "admin/fleet/suggestions_waiting.html"

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Shown to editors."""
        return may_edit(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002  # Django's signature
        """For editors."""
        return may_edit(request)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002  # Django's signature
        """For nobody: projects suggest."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002  # Django's signature
        """For nobody: it is taken or declined."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002  # Django's signature
        """For nobody: it goes with its project."""
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        """Without the documents, which are long and which no list shows."""
        return super().get_queryset(request).defer("body")

    @admin.display(description=gettext_lazy("document"), ordering="key")
    def what(self, row: Suggestion) -> str:
        """The document, and what the project says of it."""
        return render_to_string("admin/fleet/suggestion_name.html", {"suggestion": row})

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_text(self, row: Suggestion) -> str:
        """Whether it waits, and what became of it."""
        return render_to_string("admin/fleet/suggestion_state.html", {"suggestion": row})

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list, which says how many wait; who may not decide is told whom to ask."""
        if not may_edit(request):
            raise PermissionDenied(refusal(may_edit))
        context = {**(extra_context or {}), "waiting_count": suggestions.open_count()}
        answer: HttpResponse = super().changelist_view(request, context)
        return answer

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",  # noqa: ARG002  # Django's signature
        extra_context: Any = None,  # noqa: ARG002  # Django's signature
    ) -> HttpResponse:
        """One suggestion merged into the draft; a POST takes or declines it."""
        if not may_edit(request):
            raise PermissionDenied(refusal(may_edit))
        row = Suggestion.objects.filter(pk=object_id).first()
        if row is None:
            raise Http404("There is no such suggestion.")
        if request.method == "POST":
            return _decide(self, request, row)
        return _page(self, request, row)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:  # noqa: ARG002
        """The page of the suggestion, which says what became of it; Django's own history holds nothing of the actions."""
        return HttpResponseRedirect(reverse("admin:factory_suggestion_change", args=[object_id]))


def _decide(site: SuggestionAdmin, request: HttpRequest, row: Suggestion) -> HttpResponse:
    act = {"take": _take, "decline": _decline}.get(request.POST.get("act", ""))
    if act is None:
        return _page(site, request, row)
    try:
        address = act(request, row)
    except LookupError as error:
        raise Http404(str(error)) from error
    except (StaleSuggestion, StaleDraft) as error:
        row.refresh_from_db()
        said = _("Someone saved the draft while you were reading. What would become of it now is shown below.")
        return _page(site, request, row, trouble=said if isinstance(error, StaleDraft) else str(error), status=409)
    except CatalogueError as error:
        row.refresh_from_db()
        return _page(site, request, row, trouble=str(error), status=422)
    return HttpResponseRedirect(address)


def _take(request: HttpRequest, row: Suggestion) -> str:
    posted = request.POST
    deciding.take(
        staff_of(request),
        row.pk,
        seen=revision_of(posted.get("seen", "")),
        base_revision=revision_of(posted.get("revision", "")),
        decisions=decisions_from(posted),
    )
    messages.success(request, _("The suggestion is in your draft. Projects get it when the draft is published."))
    return document_url(row.document, row.key, "change")


def _decline(request: HttpRequest, row: Suggestion) -> str:
    posted = request.POST
    deciding.decline(staff_of(request), row.pk, seen=revision_of(posted.get("seen", "")), reason=posted.get("reason", ""))
    messages.success(request, _("The suggestion is declined. The project reads your reason."))
    return reverse("admin:factory_suggestion_changelist")


def _page(site: SuggestionAdmin, request: HttpRequest, row: Suggestion, *, trouble: str = "", status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        **site.admin_site.each_context(request),
        "opts": Suggestion._meta,
        "title": _("Suggestion for “%(key)s”") % {"key": row.key},
        "suggestion": row,
        "reason": request.POST.get("reason", ""),
        "max_reason": suggestions.MOST_REASON,
        "draft_url": document_url(row.document, row.key, "change"),
        "list_url": reverse("admin:factory_suggestion_changelist"),
        "trouble": trouble,
    }
    try:
        context |= _merged(request, row)
    except CatalogueError as error:
        context["trouble"] = trouble or str(error)
    # The admin's tags find out from the request which site they are on.
    request.current_app = site.admin_site.name
    return TemplateResponse(request, "admin/fleet/suggestion.html", context, status=status)


def _merged(request: HttpRequest, row: Suggestion) -> dict[str, Any]:
    undecided = suggestions.merge(row)
    merged = suggestions.merge(row, decisions_from(request.POST))
    return {
        "merge": merged,
        "title": _("Suggestion for “%(key)s”") % {"key": text_of(merged.draft.get("label"), row.key)},
        "suggested": compare(merged.base, merged.suggested),
        "comparison": compare(merged.draft, merged.merged),
        "conflicts": shown_conflicts(undecided.conflicts, request.POST, undecided.draft, undecided.suggested, undecided.base),
        "take_theirs": _("Take the project's"),
        "problems": _problems(row, merged) if row.is_open else [],
    }


def _problems(row: Suggestion, merged: Merge) -> list[dict[str, str]]:
    """What lint would say of the draft that it does not say of it now."""
    kind: Kind = "flow" if row.document == "flow" else "template"
    known = {(each.path, each.code) for each in check(kind, merged.draft)}
    found = [each for each in check(kind, merged.merged) if each.severity == "error" and (each.path, each.code) not in known]
    return [
        {"place": in_words(merged.merged, each.path) or _("The document"), "message": each.message}
        for each in in_readers_language(found[:MOST_PROBLEMS])
    ]
