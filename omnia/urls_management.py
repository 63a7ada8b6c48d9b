"""Addresses of the management API; errors are problems, Django's own included."""

from django.urls import path

from management_api.api import api
from management_api.reference import openapi

handler400 = "omnia.infra.problems.bad_request"
handler403 = "omnia.infra.problems.permission_denied"
handler404 = "omnia.infra.problems.not_found"
handler500 = "omnia.infra.problems.server_error"

urlpatterns = [
    path("api/manage/v1/openapi.json", openapi),
    path("api/manage/v1/", api.urls),
]
