"""The samples of what is only exhaustive: none is lost, and a run can be repeated."""

import sampling

GRID = [(template, locale) for template in range(30) for locale in "abcdef"]


def test_samples_of_as_many_runs_as_there_are_parts_hold_each_case_once(monkeypatch):
    monkeypatch.delenv(sampling.EXHAUSTIVE, raising=False)
    seen = []
    for number in range(100, 107):
        monkeypatch.setenv(sampling.SAMPLE, str(number))
        seen += sampling.sampled(GRID, 7)
    assert sorted(seen) == GRID


def test_sample_of_a_grid_holds_every_column(monkeypatch):
    monkeypatch.delenv(sampling.EXHAUSTIVE, raising=False)
    monkeypatch.setenv(sampling.SAMPLE, "1")
    assert {locale for _template, locale in sampling.sampled(GRID, 6)} == set("abcdef")


def test_sample_is_the_same_for_the_same_number(monkeypatch):
    monkeypatch.delenv(sampling.EXHAUSTIVE, raising=False)
    monkeypatch.setenv(sampling.SAMPLE, "5")
    assert sampling.sampled(GRID, 9) == sampling.sampled(GRID, 9)


def test_exhaustive_run_takes_every_case_and_all_examples(monkeypatch):
    monkeypatch.setenv(sampling.EXHAUSTIVE, "1")
    assert (sampling.sampled(GRID, 9), sampling.examples(200)) == (GRID, 200)


def test_sampled_run_says_how_to_repeat_it(monkeypatch):
    monkeypatch.delenv(sampling.EXHAUSTIVE, raising=False)
    monkeypatch.setenv(sampling.SAMPLE, "12")
    assert "OMNIA_TEST_SAMPLE=12" in sampling.header()


def test_what_is_taken_in_turn_meets_each_part_of_what_is_drawn_meanwhile(monkeypatch):
    monkeypatch.delenv(sampling.EXHAUSTIVE, raising=False)
    met = set()
    for number in range(4):
        monkeypatch.setenv(sampling.SAMPLE, str(number))
        (width,) = sampling.taken_in_turn(("wide", "narrow"), 2)
        met |= {(width, case) for case in sampling.sampled(GRID, 2)}
    assert met == {(width, case) for width in ("wide", "narrow") for case in GRID}


def test_all_is_taken_where_everything_runs(monkeypatch):
    monkeypatch.setenv(sampling.EXHAUSTIVE, "1")
    assert sampling.taken_in_turn(("wide", "narrow"), 2) == ("wide", "narrow")
