"""The model of capacity: its queues are those of theory, and what it asks for grows as it must."""

from statistics import mean

import pytest

from bench.capacity import Costs, Load, answer_seconds, first_used_up, needs, percentile, saturated

SERVICE = 0.001


@pytest.mark.parametrize("busy", [0.3, 0.6])
def test_a_queue_waits_as_long_as_theory_says(busy):
    [told] = answer_seconds([(busy * 20 / SERVICE, 4.0)], 20, SERVICE)
    assert mean(told) == pytest.approx(SERVICE / (1 - busy), rel=0.1)


def test_clients_that_ask_at_once_keep_a_process_busy_and_wait_for_each_other():
    rate, told = saturated(32, 20_000, SERVICE)
    assert rate == pytest.approx(1 / SERVICE, rel=0.05)
    assert mean(told) == pytest.approx(32 * SERVICE, rel=0.05)


def test_more_turns_than_time_make_a_queue_that_only_grows():
    calm, flooded = answer_seconds([(0.5 / SERVICE, 2.0), (1.5 / SERVICE, 2.0)], 1, SERVICE)
    assert percentile(flooded, 0.99) > 10 * percentile(calm, 0.99)


def test_conversations_ask_for_processes_and_projects_for_clusters():
    small, talkative, many = (needs(load) for load in (Load(100, 1_000), Load(100, 1_000_000), Load(100_000, 1_000)))
    assert talkative.processes > 50 * small.processes
    assert talkative.clusters_for_files == small.clusters_for_files == 1
    assert many.clusters_for_files > 30
    assert many.processes == small.processes
    assert first_used_up(Load(200_000, 1_000), many) == "clusters, files"


def test_regions_are_given_room_for_one_that_is_lost():
    one, three = needs(Load(1_000, 1_000_000)), needs(Load(1_000, 1_000_000), regions=3)
    assert three.processes == pytest.approx(1.5 * one.processes, rel=0.05)


def test_what_a_process_keeps_grows_with_the_projects_that_it_serves():
    costs = Costs()
    assert needs(Load(1_000, 1), costs).process_megabytes > costs.process_bytes / 2**20 + 200
