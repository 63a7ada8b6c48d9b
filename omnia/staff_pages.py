"""The modules of the staff admin's pages: imported with the addresses, and not by commands, which have no pages."""

from functools import cache

from django.contrib import admin


@cache
def load() -> None:
    """Register the pages of all apps; a second time changes nothing."""
    admin.autodiscover()
    from fleet.admin import pages  # they stand on what the apps have registered

    pages.register()
