"""Templates and flows that come and go: made of nothing or of another, and taken out of the draft."""

import copy
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from omnia.dialogue import beginnings
from omnia.dialogue.references import acquired_templates
from omnia.documents.wording import text_of
from omnia.workbench.numbers import whole_number
from omnia.workbench.recognition import kind_choices
from tenants import selectors
from tenants.actions.editing import EditingError, create_document, delete_document
from tenants.control.models import Project
from tenants.selectors import Document
from tenants.studio.access import ProjectRequest, actor_of, project_page
from tenants.studio.context import document_frame, project_frame

Body = dict[str, Any]


class MakeForm(forms.Form):
    """What a new document is called, and what it begins as."""

    name = forms.CharField(max_length=120, error_messages={"required": gettext_lazy("Write its name.")})
    source = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(required=False)

    def __init__(self, project: Project, document: Document, data: Any = None, source: str = "") -> None:
        super().__init__(data, initial={"source": source})
        self.project, self.document = project, document
        rows = [(row.key, text_of(row.label, row.key)) for row in selectors.drafts(project, document)]
        self.taken = {key for key, _name in rows}
        self.choices = {"source": sorted(rows, key=lambda row: row[1].casefold()), "kind": kind_choices()}
        for name, choices in self.choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    def body(self) -> Body:
        """The document that the form describes, under a key of its own."""
        asked, locales = self.cleaned_data, self.project.locales
        name = asked["name"].strip()
        key, label = beginnings.free_key(name, self.taken), {self.project.default_locale: name}
        if asked["source"]:
            source = copy.deepcopy(selectors.draft(self.project, self.document, asked["source"]).body)
            return {**source, "key": key, "label": label}
        if self.document == "flow":
            return beginnings.flow(key, label, {locale: START.get(locale, START["en"]) for locale in locales})
        return beginnings.template(asked["kind"] or "free_text", key, label, locales)


START = {"en": "Start", "it": "Inizio", "es": "Inicio", "fr": "Début", "de": "Anfang", "pt": "Início"}
"""What the first node of a new flow is called."""


@project_page("edit_templates")
def make_page(request: ProjectRequest, document: str) -> HttpResponse:
    """Ask for name and beginning of a new template or flow; a valid answer makes it and opens it."""
    kind = kind_of_address(document)
    form = MakeForm(request.project, kind, request.POST or None, request.GET.get("source", ""))
    if request.method == "POST" and form.is_valid():
        try:
            made = create_document(actor_of(request), request.project, kind, form.body())
        except (EditingError, selectors.Missing) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("It is made. Nothing is live until you publish."))
            return redirect(f"studio:{kind}", request.project.pk, made.key)
    context = {**project_frame(request, f"{kind}s"), "form": form, "document_kind": kind}
    return render(request, "studio/make.html", context, status=422 if form.errors else 200)


def kind_of_address(document: str) -> Document:
    """The kind that an address names; anything else is no page."""
    if document == "template":
        return "template"
    if document == "flow":
        return "flow"
    raise Http404(f"There are no {document}s.")


@project_page("edit_templates")
def remove_template(request: ProjectRequest, key: str) -> HttpResponse:
    """Ask whether a template is to go, naming the flows that run it; a POST takes it out of the draft."""
    return _remove(request, "template", key)


@project_page("edit_templates")
def remove_flow(request: ProjectRequest, key: str) -> HttpResponse:
    """Ask whether a flow is to go; a POST takes it out of the draft."""
    return _remove(request, "flow", key)


def _remove(request: ProjectRequest, document: Document, key: str) -> HttpResponse:
    project = request.project
    try:
        held = selectors.draft(project, document, key)
    except selectors.Missing as error:
        raise Http404(str(error)) from error
    title = text_of(held.body.get("label"), key)
    if request.method == "POST":
        seen = whole_number(request.POST.get("base_version", ""), held.version)
        try:
            delete_document(actor_of(request), project, document, key, base_version=seen)
        except EditingError as error:
            messages.error(request, str(error))
            return redirect(f"studio:{document}-remove", project.pk, key)
        told = _("“%(title)s” is no longer in the draft. Its history brings it back; what is live stays as it is.")
        messages.success(request, told % {"title": title})
        return redirect(f"studio:{document}s", project.pk)
    context = {
        **document_frame(request, document, key),
        "document": held,
        "title": title,
        "users": _users(project, document, key),
    }
    return render(request, "studio/remove.html", context)


def _users(project: Project, document: Document, key: str) -> list[tuple[str, str]]:
    """The flows that run a template, by key, with their names."""
    if document == "flow":
        return []
    flows = selectors.draft_bodies(project, "flow")
    return [(name, text_of(flow.get("label"), name)) for name, flow in flows.items() if key in acquired_templates(flow)]
