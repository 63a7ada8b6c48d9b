"""A document's own tests: nothing is saved by running them."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from factory.actions import check, drafts_of_templates, run_tests, scores
from factory.admin.page import Page
from factory.admin.wording import in_order
from omnia.documents import failing
from omnia.documents.wording import language_name
from omnia.finding_words import in_readers_language


def tests_page(page: Page) -> HttpResponse:
    """Run the tests that the document carries and show how each went."""
    problem = _problem(page)
    results = [] if problem else run_tests(page.document, page.head.draft)
    languages = []
    for locale in in_order({result.locale for result in results if result.locale}):
        own = [result for result in results if result.locale == locale]
        languages.append({"name": language_name(locale), "total": len(own), "passed": sum(result.passed for result in own)})
    scored = scores(page.head.draft) if page.document == "template" and results else []
    order = in_order({score.locale for score in scored})
    scored.sort(key=lambda score: order.index(score.locale))
    failures = [failure for score in scored for failure in score.failures] or [each for each in results if not each.passed]
    return page.render(
        "tests",
        "tests",
        title=_("Tests of “%(name)s”") % {"name": page.head},
        languages=languages,
        scores=[(language_name(score.locale), score) for score in scored],
        failing=failing.in_words(
            page.head.draft, failures, drafts_of_templates(page.head.draft) if page.document == "flow" else {}
        ),
        total=len(results),
        problem=problem,
    )


def _problem(page: Page) -> str:
    """What keeps the draft from being run: only a document without errors can be, but for texts that are still missing."""
    findings = in_readers_language(check(page.document, page.head.draft))
    return next((found.message for found in findings if found.severity == "error" and found.code != "text_missing"), "")
