"""My projects, and a new one."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, gettext_lazy
from django.views.decorators.http import require_POST

from omnia.bundles.errors import BundleError
from omnia.documents.wording import LANGUAGES, text_in
from tenants import selectors, sync
from tenants.access import role_of
from tenants.actions.bundle_export import export_project
from tenants.actions.erasing import ErasureError
from tenants.actions.erasing_later import keep_project, plan_erasure
from tenants.actions.inviting import open_invitations
from tenants.actions.provisioning import LOCALES, ProvisioningError, create_project, plan_project, resume_provisioning
from tenants.control.models import ProjectStatus, Role
from tenants.studio.access import ProjectRequest, actor_of, project_page
from tenants.studio.views.settings import shown_settings

MAX_PASSPHRASE = 200


class ProjectForm(forms.Form):
    """What a new project is."""

    name = forms.CharField(max_length=80, error_messages={"required": gettext_lazy("Give the project a name.")})
    industries = forms.MultipleChoiceField(required=False)
    locales = forms.MultipleChoiceField(
        choices=[(code, LANGUAGES[code]) for code in LOCALES],
        error_messages={"required": gettext_lazy("Choose at least one language.")},
    )
    default_locale = forms.ChoiceField(choices=[(code, LANGUAGES[code]) for code in LOCALES])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        labels = sorted((text_in(label, language, key), key) for key, label in sync.industry_labels().items())
        self.fields["industries"].choices = [(key, label) for label, key in labels]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """The fall-back must be one of the languages."""
        cleaned = super().clean() or {}
        if cleaned.get("locales") and cleaned.get("default_locale") not in cleaned["locales"]:
            self.add_error("default_locale", gettext("Choose one of the languages above."))
        return cleaned


@login_required
def project_list(request: HttpRequest) -> HttpResponse:
    """The person's projects as cards."""
    labels, language = sync.industry_labels(), get_language() or "en"
    projects = selectors.projects_of(request.user)  # type: ignore[arg-type]
    cards = [
        {
            "pk": project.pk,
            "name": project.name,
            "status": project.hold if project.hold and project.status == ProjectStatus.ACTIVE else project.status,
            "locales": project.locales,
            "industry_labels": [text_in(labels.get(key, {}), language, key) for key in project.industries],
            "erase_at": project.erase_at if project.status == ProjectStatus.ERASING else None,
            "can_keep": role_of(request.user, project) == Role.OWNER,  # type: ignore[arg-type]
            "role_label": Role(role_of(request.user, project)).label,  # type: ignore[arg-type]
        }
        for project in projects
    ]
    context = {"projects": cards, "invited": len(open_invitations(request.user))}  # type: ignore[arg-type]
    return render(request, "studio/projects.html", context)


@login_required
def project_new(request: HttpRequest) -> HttpResponse:
    """Create a project, or show what would be copied."""
    first = {"locales": ["en", "it"], "default_locale": get_language() or "en"}
    form = ProjectForm(request.POST) if request.method == "POST" else ProjectForm(initial=first)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            if request.POST.get("step") == "create":
                project = create_project(actor_of(request), owner=request.user, **chosen)  # type: ignore[arg-type]
                messages.success(request, gettext("“%(name)s” is ready.") % {"name": project.name})
                return redirect("studio:home", project.pk)
            context["plan"] = _shown_plan(chosen)
        except ProvisioningError as error:
            context["failure"] = str(error)
    context |= {
        "industries": form.fields["industries"].choices,  # type: ignore[attr-defined]
        "locales": form.fields["locales"].choices,  # type: ignore[attr-defined]
        "chosen_industries": form["industries"].value() or [],
        "chosen_locales": form["locales"].value() or [],
    }
    # htmx swaps only answers with status 200; the form itself says what is wrong.
    return render(request, "studio/project_new.html", context)


def _shown_plan(chosen: dict[str, Any]) -> dict[str, Any]:
    plan, language = plan_project(chosen["industries"], chosen["locales"]), get_language() or "en"

    def titles(rows: Iterable[sync.Original]) -> list[str]:
        return sorted((text_in(row.body["label"], language, row.key) for row in rows), key=str.casefold)

    return {
        "count": len(plan.templates),
        "universal": titles(row for row in plan.templates if row.body.get("scope") != "industry"),
        "industry": titles(row for row in plan.templates if row.body.get("scope") == "industry"),
        "flows": titles(plan.flows),
    }


@require_POST
@project_page("manage_project")
def project_resume(request: ProjectRequest) -> HttpResponse:
    """Finish a project whose setting up broke."""
    resume_provisioning(actor_of(request), request.project)
    messages.success(request, gettext("The project is ready now."))
    return redirect("studio:home", request.project.pk)


@require_POST
@project_page("manage_project")
def project_export(request: ProjectRequest) -> HttpResponseBase:
    """The project's bundle, with conversations if a passphrase is given; nothing of it stays here."""
    passphrase = request.POST.get("passphrase", "")[:MAX_PASSPHRASE]
    with TemporaryDirectory(prefix="omnia-") as folder:
        path = Path(folder, "bundle")
        try:
            export_project(actor_of(request), request.project, path, conversations=bool(passphrase), passphrase=passphrase)
        except BundleError as error:
            return render(request, "studio/settings.html", {**shown_settings(request), "export_refusal": str(error)})
        # Open, it can be read after its name is gone.
        content = path.open("rb")
    return FileResponse(content, as_attachment=True, filename=f"{request.project.pk}.bundle", content_type="application/zip")


@require_POST
@project_page("manage_project")
def project_erase(request: ProjectRequest) -> HttpResponse:
    """Close the project and have it erased after some days, if the person has written its id."""
    if request.POST.get("confirm", "").strip() != request.project.pk:
        return render(request, "studio/settings.html", {**shown_settings(request), "not_confirmed": True})
    erase_at = plan_erasure(actor_of(request), request.project)
    said = gettext("“%(name)s” is closed and will be erased on %(date)s. Until then you can keep it, here.")
    messages.success(request, said % {"name": request.project.name, "date": date_format(localtime(erase_at), "DATE_FORMAT")})
    return redirect("studio:projects")


@require_POST
@project_page("manage_project", in_grace=True)
def project_keep(request: ProjectRequest) -> HttpResponse:
    """Open a project again that was to be erased."""
    try:
        keep_project(actor_of(request), request.project)
        messages.success(request, gettext("“%(name)s” is open again, as it was.") % {"name": request.project.name})
    except ErasureError as error:
        messages.error(request, str(error))
    return redirect("studio:projects")
