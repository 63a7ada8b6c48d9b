"""The pages that stand beside those of each document of the catalogue."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from factory.admin import extensions
from factory.admin.extensions import AddedPage
from factory.admin.rights import may_read
from factory.models import Suggestion
from fleet.admin import attention, blast_radius, changes, waves
from fleet.admin.suggestions import SuggestionAdmin


def register() -> None:
    """Add them to the admin."""
    extensions.add_page(AddedPage("blast-radius", "blast_radius", blast_radius.blast_radius_page, may_read, _("Blast radius")))
    extensions.add_page(AddedPage("blast-radius/progress", "blast_radius_progress", blast_radius.progress_part, may_read, ""))
    extensions.add_page(AddedPage("rollout", "rollout", waves.rollout_page, may_read, _("Rollout")))
    extensions.add_page(AddedPage("changes", "changes", changes.changes_page, may_read, _("What projects change")))
    extensions.set_publishing(waves.WavePublishing())
    extensions.add_attention("platform", attention.attention)
    admin.site.register(Suggestion, SuggestionAdmin)
