"""Every template of the seed catalogue is fit to be published: its tests, the generated conversations, the noisy callers."""

import pytest
from sampling import sampled

from factory import catalogue_files
from omnia.dialogue.scores import score_template

CATALOGUE = catalogue_files.read().templates
LOCALES = ("en", "it", "es", "fr", "de", "pt")

ALL_IN_SCRIPTS = ("free_text", "personal_data")
"""Templates whose complete tests are conversations, of which there are no noisy sentences: a verbatim text, a group of data."""


@pytest.mark.parametrize("key", sampled(CATALOGUE, 4))
def test_template_does_well_enough_in_every_language_to_be_published(key):
    scores = score_template(CATALOGUE[key], locales=LOCALES)
    assert [score.locale for score in scores if score.tests.all and score.scenarios.all] == list(LOCALES)
    assert [bool(score.noisy.all) for score in scores] == [key not in ALL_IN_SCRIPTS] * len(LOCALES)
    assert [f"{failure.id}: {failure.message}" for score in scores for failure in score.failures] == []
