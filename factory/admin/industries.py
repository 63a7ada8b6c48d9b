"""The list of industries, which editors name in every language."""

import json
from collections import Counter
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminTextInputWidget

from factory.actions import StaleDraft, set_industry
from factory.admin.rights import may_edit, may_read, refusal, staff_of
from factory.admin.wording import in_order
from factory.models import Flow, Industry, Template
from omnia.dialogue.canonical import content_hash
from omnia.dialogue.lint_report import KEY
from omnia.documents.wording import LANGUAGES, text_of

LABEL_PREFIX = "label_"
Names = dict[str, str]


def _name(locale: str) -> forms.CharField:
    """A field for the name in a language; English is what everything falls back to."""
    widget = UnfoldAdminTextInputWidget(attrs={"lang": locale})
    return forms.CharField(label=LANGUAGES[locale], max_length=100, required=locale == "en", widget=widget)


class IndustryForm(forms.ModelForm):  # type: ignore[type-arg]  # the class takes no parameter when the product runs
    """A key and a name in each language."""

    label_en = _name("en")
    label_it = _name("it")
    label_es = _name("es")
    label_fr = _name("fr")
    label_de = _name("de")
    label_pt = _name("pt")
    seen = forms.JSONField(required=False, widget=forms.HiddenInput)
    """The names that were there when the form was shown."""

    class Meta:
        """The key alone; the names have fields of their own."""

        model = Industry
        fields = ("key",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for locale in LANGUAGES:
            if LABEL_PREFIX + locale in self.fields:
                self.fields[LABEL_PREFIX + locale].initial = self.instance.label.get(locale, "")
        if "seen" in self.fields:
            self.fields["seen"].initial = self.instance.label
        if "key" in self.fields:
            self.fields["key"].help_text = _("Small letters, digits and _. Templates and projects refer to it; it never changes.")

    def clean_key(self) -> str:
        """A key is referred to by templates and projects, and is this industry's alone."""
        key = str(self.cleaned_data["key"])
        if not KEY.fullmatch(key):
            raise forms.ValidationError(_("Begin with a small letter, then small letters, digits and _."))
        return key

    def clean_seen(self) -> Names:
        """The names by locale; those that there are, if the browser did not say."""
        seen = self.cleaned_data["seen"]
        return {str(locale): str(name) for locale, name in seen.items()} if isinstance(seen, dict) else self.instance.label

    def clean(self) -> dict[str, Any]:
        """Names that only somebody else changed meanwhile stay; where both changed one, the person is told."""
        found, held = dict(super().clean() or self.cleaned_data), self.instance.label
        seen = found.get("seen", held)
        theirs = [locale for locale in LANGUAGES if held.get(locale, "") != seen.get(locale, "")]
        for locale in theirs:
            field, name = LABEL_PREFIX + locale, held.get(locale, "")
            if self._shown(locale) == seen.get(locale, ""):
                found[field] = name
            elif self._shown(locale) != name:
                told = _("Somebody else changed this meanwhile: it is now “%(name)s”. Save again to have yours in its place.")
                self.add_error(field, told % {"name": name})
        if theirs:
            self._show_again(found, held)
        return found

    def _shown(self, locale: str) -> str:
        return str(self.cleaned_data.get(LABEL_PREFIX + locale, "")).strip()

    def _show_again(self, found: Names, held: Names) -> None:
        """Have the form, if it is shown once more, be about the names that there are now."""
        names = {field: found[field] for locale in LANGUAGES if (field := LABEL_PREFIX + locale) in found}
        self.data = {**self.data, **names, "seen": json.dumps(held)}

    def names(self) -> Names:
        """The names as they are stored; a language that this form does not show keeps its name."""
        shown = {locale: self._shown(locale) for locale in LANGUAGES}
        return {locale: name for locale, name in {**self.instance.label, **shown}.items() if name}


class IndustryAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    """Everyone in a staff group reads; editors add and rename; nobody deletes, since templates and projects refer to them."""

    form = IndustryForm
    actions = None
    list_display = ("name", "key", "languages", "template_count", "flow_count")
    list_display_links = ("name",)
    search_fields = ("key",)
    ordering = ("key",)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("key", "seen")}),
        (gettext_lazy("Name"), {"fields": tuple(LABEL_PREFIX + locale for locale in LANGUAGES)}),
    )
    warn_unsaved_form = True

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
        """For nobody."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list; who may not read it is told whom to ask."""
        if not may_read(request):
            raise PermissionDenied(refusal(may_read))
        answer: HttpResponse = super().changelist_view(request, extra_context)
        return answer

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The rows of a page, each with its counts, which are one read a kind."""
        shown = super().get_changelist_instance(request)
        shown.result_list = list(shown.result_list)
        counts = {model: Counter(model.objects.values_list("industry", flat=True)) for model in (Template, Flow)}
        for row in shown.result_list:
            row.counts = {model: found[row.key] for model, found in counts.items()}
        return shown

    def get_readonly_fields(self, request: HttpRequest, obj: Industry | None = None) -> tuple[str, ...]:  # noqa: ARG002
        """The key of an industry that exists."""
        return ("key",) if obj else ()

    def get_fieldsets(self, request: HttpRequest, obj: Industry | None = None) -> Any:
        """Who may only read sees the names in one line."""
        if self.has_change_permission(request, obj):
            return super().get_fieldsets(request, obj)
        return ((None, {"fields": ("key", "all_names")}),)

    def save_model(self, request: HttpRequest, obj: Industry, form: Any, change: bool) -> None:
        """Through the named action, which notes it in the catalogue's audit log."""
        seen = content_hash(obj.label) if change else ""
        obj.label = form.names()
        set_industry(staff_of(request), obj.key, obj.label, seen=seen)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """The form; once more, with what is there now, if somebody else saved in the very moment."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except StaleDraft:
            return super().changeform_view(request, object_id, form_url, extra_context)

    @admin.display(description=gettext_lazy("name"), ordering="key")
    def name(self, row: Industry) -> str:
        """Its name in the reader's language."""
        return text_of(row.label, row.key)

    @admin.display(description=gettext_lazy("name"))
    def all_names(self, row: Industry) -> str:
        """Its name in every language."""
        return ", ".join(f"{row.label[locale]} ({locale})" for locale in in_order(row.label)) or "—"

    @admin.display(description=gettext_lazy("languages"))
    def languages(self, row: Industry) -> str:
        """The languages that it has a name in."""
        return " ".join(in_order(row.label)) or "—"

    @admin.display(description=gettext_lazy("templates"))
    def template_count(self, row: Any) -> int:
        """How many templates its projects get besides the universal ones."""
        return int(row.counts[Template])

    @admin.display(description=gettext_lazy("starter flows"))
    def flow_count(self, row: Any) -> int:
        """How many starter flows its projects get."""
        return int(row.counts[Flow])
