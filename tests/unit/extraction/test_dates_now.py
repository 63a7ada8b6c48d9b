"""Words for now: a date when they are the whole answer, none when they stand among other words."""

from datetime import datetime

import pytest

from omnia.dialogue.extraction.time.dates import recognise_date
from omnia.dialogue.extraction.values import Context

NOW = datetime.fromisoformat("2026-11-23T10:00")

ALONE = [
    ("en", "right now"),
    ("en", "now, please"),
    ("it", "adesso"),
    ("it", "ehm subito grazie"),
    ("es", "ahora mismo"),
    ("es", "ya, por favor"),
    ("fr", "maintenant"),
    ("fr", "tout de suite, merci"),
    ("de", "jetzt"),
    ("de", "sofort bitte"),
    ("pt", "agora"),
    ("pt", "agora mesmo se faz favor"),
]

AMONG_OTHERS = [
    ("en", "right now I couldn't say"),
    ("en", "I don't know at the moment"),
    ("it", "guardi, adesso proprio non saprei"),
    ("it", "per adesso no"),
    ("it", "in questo momento non me lo ricordo"),
    ("es", "ahora mismo no lo sé"),
    ("es", "ya le digo que no me acuerdo"),
    ("fr", "là maintenant je ne sais pas"),
    ("de", "das weiß ich jetzt nicht"),
    ("de", "ich bin gerade unterwegs"),
    ("pt", "olhe, agora não saberia dizer"),
    ("pt", "já não me lembro"),
]

WITH_A_DATE = [
    ("it", "ora bene, domani", "2026-11-24"),
    ("it", "adesso non so, facciamo il 12 dicembre", "2026-12-12"),
    ("en", "right now I think it's tomorrow", "2026-11-24"),
    ("en", "two weeks from now", "2026-12-07"),
    ("en", "three days after today", "2026-11-26"),
    ("en", "three days after now", "2026-11-26"),
    ("it", "fra tre giorni da adesso", "2026-11-26"),
    ("es", "en tres días a partir de ahora", "2026-11-26"),
]


@pytest.mark.parametrize(("locale", "text"), ALONE)
def test_now_alone_is_today(locale, text):
    assert recognise_date(text, Context(locale, NOW)).matches[0].value["iso"] == "2026-11-23"


@pytest.mark.parametrize(("locale", "text"), AMONG_OTHERS)
def test_now_among_other_words_is_no_date(locale, text):
    assert recognise_date(text, Context(locale, NOW)).matches == ()


@pytest.mark.parametrize(("locale", "text", "iso"), WITH_A_DATE)
def test_now_does_not_hide_the_date_that_is_said(locale, text, iso):
    assert [match.value["iso"] for match in recognise_date(text, Context(locale, NOW)).matches] == [iso]


@pytest.mark.parametrize(
    ("locale", "text"), [("it", "oggi non saprei, direi"), ("en", "I think it was today"), ("es", "hoy mismo creo")]
)
def test_today_is_a_date_among_other_words(locale, text):
    assert recognise_date(text, Context(locale, NOW)).matches[0].value["iso"] == "2026-11-23"
