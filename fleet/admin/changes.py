"""What projects that agreed changed in their copies of a document, in percent."""

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext as _

from factory import selectors
from factory.admin.page import Page
from factory.admin.rights import may_edit, may_publish
from omnia.documents.places import at_address
from tenants import sharing


def changes_page(page: Page) -> HttpResponse:
    """The places, the one that most projects changed first; nothing where too few projects agreed."""
    row, found = page.head, sharing.shared(page.document, page.head.key)
    published = selectors.version(page.document, row.key, row.published)
    bodies = [*([orjson.loads(published.body)] if published is not None else []), row.draft]
    places = [{"name": at_address(place.address, *bodies), "place": place} for place in found.places]
    return page.render(
        "../fleet/changes",
        "changes",
        title=_("What projects change in “%(name)s”") % {"name": row},
        found=found,
        changed=places,
        fewest=sharing.FEWEST,
        run_url=page.url("blast_radius"),
        may_run=may_edit(page.request) or may_publish(page.request),
    )
