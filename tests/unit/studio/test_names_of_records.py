"""What the admin calls its records is in the reader's language: in its menus, titles and breadcrumbs."""

from importlib import import_module

from django.contrib import admin
from django.utils.translation import override

SAME_IN_BOTH = {"Cluster"}


def names(language: str) -> dict[str, set[str]]:
    import_module("omnia.urls_portal")
    with override(language):
        named = [model._meta for model in admin.site._registry]
        return {about.object_name: {str(about.verbose_name), str(about.verbose_name_plural)} for about in named}


def test_every_kind_of_record_in_the_admin_has_an_italian_name():
    english, italian = names("en"), names("it")
    assert {"Project", "User", "Template"} <= english.keys()
    assert {name for name in english if english[name] & italian[name]} <= SAME_IN_BOTH
