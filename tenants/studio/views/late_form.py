"""The page with what was sent after the session had ended: to be sent now, or thrown away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tenants.studio import late_forms


@login_required
def late_form(request: HttpRequest) -> HttpResponse:
    """Show what waits to be sent; by POST throw it away."""
    if request.method == "POST":
        late_forms.forget(request)
        messages.success(request, _("What had not been saved is thrown away."))
        return redirect("studio:projects")
    held = late_forms.kept(request)
    if held is None:
        return redirect("studio:projects")
    texts = [(name, value) for name, value in held.fields if value.strip()]
    return render(request, "studio/late_form.html", {"path": held.path, "fields": held.fields, "texts": texts})
