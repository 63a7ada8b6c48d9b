"""What differs in a draft from the published version, and what speaks against publishing it."""

from typing import Any

import orjson

from factory import selectors
from factory.actions import check, failing_tests
from factory.admin.editing import summary
from factory.admin.findings import place
from factory.admin.page import Page
from factory.admin.sheet import sheet
from factory.models import DocumentStatus
from omnia.documents import failing
from omnia.documents.comparing import compare
from omnia.finding_words import in_readers_language


def against(page: Page) -> dict[str, Any]:
    """What `admin/factory/against.html` shows; `ready` if nothing speaks against it."""
    row = page.head
    shown = summary(place(sheet(page.document, row.draft), row.draft, in_readers_language(check(page.document, row.draft))))
    published = selectors.version(page.document, row.key, row.published)
    failures = [] if shown["errors"] else failing_tests(page.document, row.draft)
    return {
        "published": published,
        "comparison": compare(orjson.loads(published.body), row.draft) if published else None,
        "failing": failing.in_words(row.draft, failures),
        "test_count": len(row.draft.get("tests", ())),
        "ready": row.status != DocumentStatus.PUBLISHED and not shown["errors"] and not failures,
        **shown,
    }
