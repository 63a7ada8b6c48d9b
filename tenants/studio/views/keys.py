"""API keys: issue, list, replace, revoke."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from tenants import selectors
from tenants.actions.keys import SCOPES, KeyRefused, issue_key, replace_key, revoke_key
from tenants.project.channels import CANARY, LIVE, MAX_CHANNELS, is_name
from tenants.studio.access import ProjectRequest, actor_of, project_page
from tenants.studio.context import may, project_frame
from tenants.studio.shown_once import put_aside, take_out


class KeyForm(forms.Form):
    """What a key is for."""

    name = forms.CharField(
        max_length=80, error_messages={"required": gettext_lazy("Give the key a name, so that people know what uses it.")}
    )
    expires_at = forms.DateField(required=False)
    scopes = forms.MultipleChoiceField(
        choices=[(scope, scope) for scope in SCOPES], error_messages={"required": gettext_lazy("Choose at least one scope.")}
    )

    channels = forms.CharField(required=False, max_length=400)

    def clean_channels(self) -> list[str]:
        """The names, which commas or spaces part."""
        names: list[str] = self.cleaned_data["channels"].replace(",", " ").split()
        if any(name not in (LIVE, CANARY) and not is_name(name) for name in names) or len(names) > MAX_CHANNELS:
            raise forms.ValidationError(gettext("Write names of channels with commas between them: canary, staging"))
        return names

    def clean_expires_at(self) -> datetime | None:
        """The key ends at the start of that day, UTC, and not in the past."""
        day = self.cleaned_data["expires_at"]
        if day is None:
            return None
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
        if moment <= datetime.now(UTC):
            raise forms.ValidationError(gettext("This day is past. Choose a later one, or leave the field empty."))
        return moment


class ReplaceForm(forms.Form):
    """For how many days both keys are good."""

    days = forms.TypedChoiceField(choices=[(each, each) for each in (1, 7, 30)], coerce=int)


@project_page()
def keys_page(request: ProjectRequest) -> HttpResponse:
    """The keys; a POST issues one, which the page that it leads to shows once."""
    manages = may(request, "manage_keys")
    form = KeyForm(request.POST) if request.method == "POST" else KeyForm()
    slot = _slot(request)
    if request.method == "POST" and form.is_valid():
        # The action itself refuses whoever may not; the page would not show them the form.
        put_aside(request, slot, issue_key(actor_of(request), request.project, **form.cleaned_data).key)
        return redirect("studio:keys", request.project.pk)
    extra: dict[str, Any] = {}
    issued = take_out(request, slot) if request.method == "GET" else ""
    if issued:
        extra = {"issued": issued, "example": _example(request, issued)}
    context = {
        **project_frame(request, "keys"),
        "keys": selectors.keys(request.project),
        "can_manage": manages,
        "form": form,
        **extra,
    }
    return render(request, "studio/keys.html", context)


def _slot(request: ProjectRequest) -> str:
    """Where a fresh key waits for the page that shows it."""
    return f"key:{request.project.pk}"


def _example(request: ProjectRequest, key: str) -> str:
    templates = [row.key for row in selectors.drafts(request.project, "template")]
    subject = "date" if "date" in templates or not templates else templates[0]
    body = f'{{"template": "{subject}", "locale": "{request.project.default_locale}", "channel": "chat"}}'
    lines = (
        f"curl -s {request.build_absolute_uri('/api/v1/sessions')} \\",
        f"  -H 'Authorization: Bearer {key}' \\",
        "  -H 'Content-Type: application/json' \\",
        f"  -d '{body}'",
    )
    return "\n".join(lines)


@require_POST
@project_page("manage_keys")
def replace_view(request: ProjectRequest, key_id: str) -> HttpResponse:
    """Issue a key in place of another; the page that this leads to shows it once."""
    form = ReplaceForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Choose for how long the earlier key stays good."))
        return redirect("studio:keys", request.project.pk)
    overlap = timedelta(days=form.cleaned_data["days"])
    try:
        issued = replace_key(actor_of(request), request.project, key_id=key_id, overlap=overlap)
    except KeyRefused as error:
        messages.error(request, str(error))
    else:
        put_aside(request, _slot(request), issued.key)
    return redirect("studio:keys", request.project.pk)


@require_POST
@project_page("manage_keys")
def revoke_view(request: ProjectRequest, key_id: str) -> HttpResponse:
    """Revoke a key."""
    try:
        revoke_key(actor_of(request), request.project, key_id=key_id)
    except KeyRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("The key is revoked."))
    return redirect("studio:keys", request.project.pk)
