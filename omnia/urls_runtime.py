"""Addresses of the runtime: the JSON API and its reference. Errors are problems, Django's own included."""

from django.urls import path

from runtime_api import reference
from runtime_api.api import api

handler400 = "omnia.infra.problems.bad_request"
handler403 = "omnia.infra.problems.permission_denied"
handler404 = "omnia.infra.problems.not_found"
handler500 = "omnia.infra.problems.server_error"

urlpatterns = [
    path("api/v1/openapi.json", reference.openapi),
    path("api/v1/docs", reference.page),
    path("api/v1/docs/reference.css", reference.style),
    path("api/v1/", api.urls),
]
