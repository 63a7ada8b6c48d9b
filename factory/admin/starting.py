"""Adding a document: the least that has the shape, or a copy of another."""

import copy
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from factory.actions import CatalogueError, Kind, create_draft
from factory.admin.page import Page, document_url
from factory.admin.wording import kind_name
from factory.models import CatalogueDocument
from omnia.dialogue import beginnings
from omnia.dialogue.extraction.registry import kinds
from omnia.dialogue.lint_report import KEY


class AddForm(forms.Form):
    """What a new document is called, and what it begins as."""

    label = forms.CharField(label=gettext_lazy("Name in English"), max_length=200, widget=UnfoldAdminTextInputWidget())
    key = forms.CharField(
        label=gettext_lazy("Key"),
        max_length=64,
        help_text=gettext_lazy(
            "Small letters, digits and _, such as meter_reading. It names the document in projects and never changes."
        ),
        widget=UnfoldAdminTextInputWidget(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    source = forms.ChoiceField(label=gettext_lazy("Begin with"), required=False, widget=UnfoldAdminSelectWidget())
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of datum"),
        required=False,
        help_text=gettext_lazy("For an empty template: which recogniser listens, and what type its value has."),
        widget=UnfoldAdminSelectWidget(),
    )

    def __init__(self, document: Kind, model: type[CatalogueDocument], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document, self.model = document, model
        empty = _("An empty template, to be written") if document == "template" else _("An empty flow, to be written")
        rows = sorted(model.objects.defer("draft"), key=lambda row: str(row).casefold())
        copies = [(row.key, _("A copy of “%(name)s” (%(key)s)") % {"name": row, "key": row.key}) for row in rows]
        self._choose("source", [("", empty), *copies])
        if document == "template":
            self._choose("kind", [(kind, kind_name(kind)) for kind in kinds()])
            self.fields["kind"].initial = "free_text"
        else:
            del self.fields["kind"]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_key(self) -> str:
        """A key is used in values and expressions, and is the document's alone."""
        key = str(self.cleaned_data["key"]).strip()
        if not KEY.fullmatch(key):
            raise forms.ValidationError(_("Begin with a small letter, then small letters, digits and _."))
        if self.model.objects.filter(key=key).exists():
            raise forms.ValidationError(_("The catalogue has a document with this key. Choose another one."))
        return key

    def body(self) -> dict[str, Any]:
        """The document that the form describes."""
        asked = self.cleaned_data
        key, name = asked["key"], asked["label"]
        if asked.get("source"):
            return _copied(self.model.objects.get(key=asked["source"]).draft, key, name)
        if self.document == "flow":
            return beginnings.flow(key, {"en": name}, {"en": name})
        return beginnings.template(asked.get("kind") or "free_text", key, {"en": name}, ["en"])


def _copied(source: dict[str, Any], key: str, name: str) -> dict[str, Any]:
    """A copy under another key and English name; the rest, tests included, is the source's."""
    body = copy.deepcopy(source)
    return {**body, "key": key, "label": {**body.get("label", {}), "en": name}}


def add_page(page: Page) -> HttpResponse:
    """Ask for name, key and beginning; a valid answer makes the draft and opens it."""
    request = page.request
    initial = {"source": request.GET.get("source", "")}
    form = AddForm(page.document, page.model, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            row = create_draft(page.staff, page.document, form.body())
        except CatalogueError as error:
            form.add_error(None, str(error))
        else:
            told = _("“%(name)s” is in the catalogue as a draft. Projects get it when it is published.") % {"name": row}
            messages.success(request, told)
            return HttpResponseRedirect(document_url(page.document, row.pk, "change"))
    title = _("Add a template") if page.document == "template" else _("Add a starter flow")
    return page.render("add", "", title=title, form=form, status=422 if form.errors else 200)
