"""The product gives up what takes long, some of it after half a second; in the tests it is let take its time.

How busy the machine is that runs them says nothing. Tests of such a bound ask for the fixture `bounds`, and have the product's
own ones hold from a moment on.
"""

import importlib
import importlib.abc
import importlib.machinery
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

LONG = 60.0
"""Seconds; in place of the product's own."""

MONGODB = (
    "omnia.mongo.circuit_breaker:guarded_read.seconds",
    "omnia.mongo.circuit_breaker:WRITE_SECONDS",
    "omnia.mongo.data_keys:SECONDS",
    "omnia.mongo.outages:ASK_SECONDS",
    "runtime_api.auth:REHASH_SECONDS",
    "runtime_api.conversations.archive:SECONDS",
    "runtime_api.conversations.mongo_store:SECONDS",
    "runtime_api.metering.folding:WRITE_SECONDS",
)
REDIS = ("omnia.infra.redis:TIMEOUT", "omnia.infra.redis:WAIT")
PAGES = (
    "fleet.usage:LOOK_SECONDS",
    "management_api.persons:LOOK_SECONDS",
    "management_api.replays:JOB_SECONDS",
    "management_api.updates:JOB_SECONDS",
    "omnia.infra.hashing:WAIT_SECONDS",
    "tenants.actions.person:go_on.seconds",
    "tenants.actions.replay_job:go_on.seconds",
    "tenants.actions.update_job:go_on.seconds",
    "tenants.project_figures:LOOK_SECONDS",
    "tenants.project_figures:SECONDS",
)
"""How long a page works on something that the next page goes on with; a runtime alone has none of it."""

WARM_UP = "omnia.dialogue.warm_up"
"""What loads grammars in advance, which takes a process seconds; a product that tests start loads what it is asked for."""

_own: dict[str, float] = {}
"""The product's, by the name that they have above."""


class Bounds:
    """The bounds that hold just now, of which the product's own and long ones can be chosen."""

    def own(self, names: tuple[str, ...] = MONGODB + REDIS) -> None:
        """Give up as soon as the product does."""
        self._choose({name: _own[name] for name in names})

    def give_up_after(self, seconds: float, names: tuple[str, ...]) -> None:
        """Give up after some seconds."""
        self._choose(dict.fromkeys(names, seconds))

    def long(self) -> None:
        """Take time again."""
        self._choose(dict.fromkeys(_own, LONG))

    def _choose(self, chosen: dict[str, float]) -> None:
        for name, seconds in chosen.items():
            holder, key = _held(name)
            holder[key] = seconds
        _connect_anew()


def take_time(names: tuple[str, ...] = MONGODB + REDIS + PAGES) -> Bounds:
    """Have this process give nothing up before a minute is over."""
    for name in names:
        holder, key = _held(name)
        _own.setdefault(name, holder[key])
    made = Bounds()
    made.long()
    return made


def while_taking_time(made: Bounds) -> Iterator[Bounds]:
    """Let a test choose; afterwards the long ones hold."""
    yield made
    made.long()


def in_processes(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment in which processes of the product take their time as well, and load nothing in advance."""
    return _led_by("busy_machine", environment)


def _led_by(name: str, environment: Mapping[str, str]) -> dict[str, str]:
    """An environment whose Python processes run what a folder beside this file has for them first."""
    folder = str(Path(__file__).with_name(name))
    return {**environment, "PYTHONPATH": os.pathsep.join(filter(None, (folder, environment.get("PYTHONPATH"))))}


def starting_cold(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment in which processes of the product load nothing in advance, and else are as they are."""
    return _led_by("cold_start", environment)


def take_time_as_modules_come() -> None:
    """Have each module of the product take its time as soon as it is imported; nothing is imported for that."""
    sys.meta_path.insert(0, _Coming(_take_long, {name.partition(":")[0] for name in MONGODB + REDIS + PAGES}))


def start_cold_as_modules_come() -> None:
    """Have this process load nothing in advance."""
    sys.meta_path.insert(0, _Coming(_load_nothing, {WARM_UP}))


def _take_long(module: ModuleType) -> None:
    for name in MONGODB + REDIS + PAGES:
        if name.partition(":")[0] == module.__name__:
            holder, key = _held_in(module, name)
            holder[key] = LONG


def _load_nothing(module: ModuleType) -> None:
    module.warm_up_dialogue = lambda: None  # type: ignore[attr-defined]


class _Coming(importlib.abc.MetaPathFinder):
    """Finds modules where they are found anyway, and changes them once they were run."""

    def __init__(self, change: Callable[[ModuleType], None], modules: set[str]) -> None:
        self._change, self._modules = change, modules

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Where a module is; None for those that stay as they are."""
        found = importlib.machinery.PathFinder.find_spec(fullname, path) if fullname in self._modules else None
        if found is None or found.loader is None:
            return None
        run = found.loader.exec_module

        def run_and_change(module: ModuleType) -> None:
            run(module)
            self._change(module)

        found.loader.exec_module = run_and_change  # type: ignore[method-assign]
        return found


def _held(name: str) -> tuple[dict[str, Any], str]:
    return _held_in(importlib.import_module(name.partition(":")[0]), name)


def _held_in(module: ModuleType, name: str) -> tuple[dict[str, Any], str]:
    """Where a bound stands: among a module's names, or a function's arguments with a default."""
    key = name.partition(":")[2]
    function, _dot, argument = key.rpartition(".")
    return (getattr(module, function).__kwdefaults__, argument) if function else (vars(module), key)


def _connect_anew() -> None:
    """A connection to Redis keeps the bound with which it was made."""
    from omnia.infra import redis

    redis._client = None
