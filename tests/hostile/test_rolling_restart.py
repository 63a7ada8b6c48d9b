"""Two processes behind a load balancer are restarted one after the other under load, and no request fails.

Each round of restarts is also a step of replacing the product's secret, under which API keys and conversations stand.
"""

import itertools
import json
import signal
import time
from collections.abc import Iterator

import patience
from balancing import Callers, Role, is_up
from process_tree import copy_of, environment
from sampling import is_exhaustive
from served import manage
from waiting import eventually

from omnia.mongo import embedded

ROUNDS = 10 if is_exhaustive() else 1


def secrets_in_turn(first: str) -> Iterator[dict[str, str]]:
    """What processes are told of the secrets, one step after the other: the next one made known, put in use, the last dropped."""
    today = first
    for number in itertools.count(1):
        following = f"secret-number-{number}-" + "s" * 40
        yield {"OMNIA_SECRET_KEY": today, "OMNIA_SECRET_KEY_FALLBACKS": following}
        yield {"OMNIA_SECRET_KEY": following, "OMNIA_SECRET_KEY_FALLBACKS": today}
        yield {"OMNIA_SECRET_KEY": following}
        today = following


def rotate(told: dict[str, str], uri: str) -> dict[str, object]:
    """Wrap the data keys anew, as an operator does."""
    done: dict[str, object] = json.loads(
        manage(environment(**{**told, "OMNIA_ROLE": "all", "OMNIA_MONGODB_URI": uri}), "rotate_keys", "--json")
    )
    return done


def test_rolling_restarts_that_replace_the_secret_under_load_fail_no_request(
    balancer, prepared_folder, tmp_path, record_testsuite_property
):
    data = copy_of(prepared_folder, tmp_path / "var")
    server = embedded.start(embedded.folder_in(data), durable=False)
    always = {
        "OMNIA_ROLE": "runtime", "OMNIA_CLUSTERS": f"default={server.uri}", "OMNIA_DRAIN_SECONDS": "12",
        "OMNIA_LIMIT_PER_KEY": "0", "OMNIA_LIMIT_PER_PROJECT": "0",
    }  # fmt: skip
    steps = secrets_in_turn((data / "secret_key").read_text())
    told = patience.in_processes(always | next(steps))
    numbers = itertools.count()

    def start(name: str) -> Role:
        role = Role(tmp_path / f"{name}-{next(numbers)}", balancer[name], told)
        assert eventually(lambda: is_up(balancer["stats"], name)), role.printed
        return role

    roles: dict[str, Role] = {}
    key = next(value for name, value in json.loads((data / "demo.json").read_text()).items() if name.startswith("key:"))
    try:
        roles = {name: start(name) for name in ("one", "two")}
        began = time.monotonic()
        with Callers(balancer["front"], key) as callers:
            for _round in range(ROUNDS):
                told = patience.in_processes(always | next(steps))
                for name in ("one", "two"):
                    roles[name].process.send_signal(signal.SIGTERM)
                    assert roles[name].process.wait(180) == 0
                    roles[name] = start(name)
                assert rotate(told, server.uri)["failed"] == []
        figures = f"{ROUNDS} rolling restarts in {time.monotonic() - began:.0f} s: {dict(callers.statuses)}"
        record_testsuite_property("rolling_restarts", figures)
    finally:
        for role in roles.values():
            role.end()
        server.stop()
    assert callers.failed == []
    assert callers.statuses["POST 201"] > 10 * ROUNDS
