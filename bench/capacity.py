"""How large an installation has to be: a model of what was measured, and a simulation of the queues in it.

`python -m bench capacity` prints what thousands of projects and up to a million conversations at once need, what is used up
first, and what a lost region does. Docs: docs/capacity.md.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heapreplace
from math import ceil
from statistics import mean
from typing import Any

from tenants.project.collections import DECLARED

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Costs:
    """What things cost; measured here unless it is said otherwise (docs/capacity.md has each figure's source)."""

    turn_seconds: float = 1 / 4119
    """Of a process: one turn, its store and its record."""
    read_seconds: float = 1 / 75_000
    process_bytes: float = 165 * MEGABYTE
    project_bytes: float = 0.11 * MEGABYTE
    """What a process keeps of a project besides the cache."""
    cache_bytes: float = 0.4 * MEGABYTE
    """Cache that a project needs which is talked to."""
    session_bytes: float = 6_000
    """A running conversation in Redis; assumed, sealed and encoded."""
    record_bytes: float = 5_000
    """A finished conversation in its project's database; assumed."""
    project_files: int = sum(2 + len(declared.indexes) for declared in DECLARED)
    cluster_files: int = 100_000
    cluster_writes: float = 3_000
    """Records that a replica set takes a second, several in a transaction; assumed, no replica set was here."""
    redis_seconds: float = 1 / 80_000
    """Of a shard: one trip of a turn; assumed, from a tool's figures for a script of this kind."""
    redis_bytes: float = 16 * 1024 * MEGABYTE
    """Memory of a shard; chosen."""


@dataclass(frozen=True, slots=True)
class Load:
    """What is asked of an installation."""

    projects: int
    conversations: int
    """At once."""
    think_seconds: float = 8.0
    """From an answer to the next turn."""
    turns: int = 8
    """Of a conversation."""
    reads: float = 0.5
    """Of documents, for each turn."""
    talking: float = 0.3
    """Share of the projects that are talked to within an hour."""

    @property
    def turn_rate(self) -> float:
        """Turns a second."""
        return self.conversations / self.think_seconds


@dataclass(frozen=True, slots=True)
class Needs:
    """What an installation needs, each for itself."""

    processes: int
    process_megabytes: int
    redis_shards_for_trips: int
    redis_shards_for_memory: int
    clusters_for_files: int
    clusters_for_writes: int
    stored_gigabytes_a_day: int


def needs(load: Load, costs: Costs = Costs(), *, busy: float = 0.6, regions: int = 1) -> Needs:  # frozen
    """What a load needs, with each part as busy as `busy`; with several regions, when one of them is lost."""
    spare = regions / (regions - 1) if regions > 1 else 1.0
    work = load.turn_rate * (costs.turn_seconds + load.reads * costs.read_seconds)
    records = load.turn_rate / load.turns
    held = costs.process_bytes + load.projects * costs.project_bytes + load.projects * load.talking * costs.cache_bytes
    return Needs(
        processes=ceil(work * spare / busy),
        process_megabytes=ceil(held / MEGABYTE),
        redis_shards_for_trips=ceil(load.turn_rate * costs.redis_seconds * spare / busy),
        redis_shards_for_memory=ceil(load.conversations * costs.session_bytes * spare / costs.redis_bytes / busy),
        clusters_for_files=ceil(load.projects * costs.project_files / costs.cluster_files),
        clusters_for_writes=ceil(records * spare / costs.cluster_writes / busy),
        stored_gigabytes_a_day=ceil(records * 86_400 * costs.record_bytes / 1e9),
    )


def first_used_up(load: Load, present: Needs, costs: Costs = Costs()) -> str:  # frozen
    """What has no room first when everything of a load grows in step, beside what is there."""
    wanted = needs(load, costs, busy=1.0)
    shares = {
        "processes": wanted.processes / present.processes,
        "Redis, trips": wanted.redis_shards_for_trips / _shards(present),
        "Redis, memory": wanted.redis_shards_for_memory / _shards(present),
        "clusters, files": wanted.clusters_for_files / _clusters(present),
        "clusters, writes": wanted.clusters_for_writes / _clusters(present),
    }
    return max(shares, key=lambda name: shares[name])


def _shards(present: Needs) -> int:
    return max(present.redis_shards_for_trips, present.redis_shards_for_memory)


def _clusters(present: Needs) -> int:
    return max(present.clusters_for_files, present.clusters_for_writes)


def answer_seconds(rates: Sequence[tuple[float, float]], processes: int, service: float, *, seed: int = 1) -> list[list[float]]:
    """Simulate turns that arrive by chance, each at a process by chance, and wait until it is free.

    Args:
        rates: turns a second and for how many seconds, one phase after the other.
        processes: how many there are; a turn holds one for a time of its own, on average `service` seconds.
        service: seconds.
        seed: of the chance.

    Returns the seconds from arriving to answered, by phase.
    """
    chance, free, now = random.Random(seed), [0.0] * processes, 0.0
    found: list[list[float]] = []
    for rate, seconds in rates:
        told: list[float] = []
        until = now + seconds
        while (now := now + chance.expovariate(rate)) < until:
            at = chance.randrange(processes)
            free[at] = max(now, free[at]) + chance.expovariate(1 / service)
            told.append(free[at] - now)
        now = until
        found.append(told)
    return found


def saturated(clients: int, requests: int, service: float, *, seed: int = 1) -> tuple[float, list[float]]:
    """Simulate clients that ask one process again as soon as they have an answer; requests a second, and seconds of each."""
    chance, asked, told, free = random.Random(seed), [0.0] * clients, [], 0.0
    heapify(asked)
    for _each in range(requests):
        began = asked[0]
        free = max(free, began) + chance.expovariate(1 / service)
        told.append(free - began)
        heapreplace(asked, free)
    return requests / free, told


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of them is."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def measure() -> dict[str, Any]:
    """The model for growing installations, the queues at several degrees of business, and a region that is lost."""
    costs = Costs()
    rate, seconds = saturated(32, 40_000, costs.turn_seconds)
    loads = [Load(1_000, 10_000), Load(10_000, 100_000), Load(100_000, 1_000_000)]
    table = []
    for load in loads:
        found = needs(load, costs, regions=3)
        grown = replace(load, projects=2 * load.projects, conversations=2 * load.conversations)
        row = {name: getattr(found, name) for name in found.__slots__}
        table.append(
            {"projects": load.projects, "conversations": load.conversations, **row, "first": first_used_up(grown, found)}
        )
    return {
        "saturated": {"requests a second": rate, "99th percentile ms": 1000 * percentile(seconds, 0.99)},
        "three regions": table,
        "queues": {f"{busy:.0%}": _queue(busy, costs) for busy in (0.3, 0.6, 0.8, 0.9)},
        "a region of three is lost": {f"{busy:.0%}": _lost_region(busy, costs) for busy in (0.4, 0.6, 0.7)},
    }


def _queue(busy: float, costs: Costs, processes: int = 40) -> dict[str, float]:
    [told] = answer_seconds([(busy * processes / costs.turn_seconds, 3.0)], processes, costs.turn_seconds)
    return {"mean ms": 1000 * mean(told), "99th percentile ms": 1000 * percentile(told, 0.99)}


def _lost_region(busy: float, costs: Costs, processes: int = 20) -> dict[str, float]:
    """What a region of three sees when another is lost and half of its turns come here, four seconds before and after."""
    rate = busy * processes / costs.turn_seconds
    before, after = answer_seconds([(rate, 4.0), (1.5 * rate, 4.0)], processes, costs.turn_seconds)
    return {"before, 99th percentile ms": 1000 * percentile(before, 0.99), "after": 1000 * percentile(after, 0.99)}
