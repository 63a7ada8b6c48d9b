"""What was spoken before an answer, cut into words once for each text."""

from hypothesis import given, settings
from hypothesis import strategies as st
from sampling import examples

from omnia.dialogue.extraction.hearing.echoes import read_prompt, read_prompts

TEXTS = st.sampled_from(
    ("", "Take your time, I'll wait. Go on.", "Is it 12 May 1980?", "I heard A B 1 2 3. Is that right?", "1 2", "What day?")
)


@settings(max_examples=examples(100), deadline=None)
@given(first=TEXTS, then=TEXTS)
def test_two_texts_are_the_words_of_both_at_their_places(first, then):
    prompt = read_prompts(first, then)
    assert prompt.words == read_prompt(first).words + read_prompt(then).words
    places = {}
    for place, word in enumerate(prompt.words):
        for key in (word.text[0], "") if word.is_code else (word.text[0],):
            places.setdefault(key, []).append(place)
    assert {letter: list(found) for letter, found in prompt.places.items()} == places
