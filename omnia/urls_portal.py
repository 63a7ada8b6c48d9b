"""Addresses of the portal: the studio, the staff admin, and small things both need."""

from typing import Never

from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest
from django.urls import include, path

from omnia import staff_pages
from tenants.studio.views.account import staff_door, staff_password

staff_pages.load()


def no_page(_request: HttpRequest, place: str) -> Never:
    """Answer 404 for the admin's way from an object to its page on the site: none of our models has one."""
    raise Http404(place)


handler500 = "omnia.portal_outage.server_error"

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    # The admin's own form would be a second way in, with no page of its own for who must wait.
    path("admin/login/", staff_door),
    path("admin/password_change/", admin.site.admin_view(staff_password)),
    path("admin/r/<path:place>", no_page),
    path("admin/log/", include("fleet.admin.logs")),
    path("admin/usage/", include("fleet.admin.usage")),
    path("admin/", admin.site.urls),
    path("", include("tenants.studio.urls")),
]

if settings.OMNIA_ROLE == "all":
    urlpatterns += [path("", include("omnia.urls_runtime"))]
