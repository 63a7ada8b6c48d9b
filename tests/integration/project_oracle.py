"""What a project must be after any history, said plainly: dictionaries and rules of a line, without the product's own code.

A template is told by what is in a few of its places (`PLACES`), so that a merge is one comparison for each of them.
"""

import copy
from dataclasses import dataclass, field
from typing import Any

from tests.specimens import BOOKING, DATE

Texts = dict[str, str]
Body = dict[str, Any]

RUN = ("date", "day")
"""Templates that the flow runs; the third is nobody's."""

KEYS = (*RUN, "spare")
PLACES = {
    "start": "/nodes/@n1/steps/start/@s-e1/actions/@s-a1/text/en",
    "no_match": "/nodes/@n1/steps/no_match/@m-e1/actions/@m-a1/text/en",
    "label": "/label/en",
    "test": "/tests/@t1/expect/date/iso",
}
"""Name of a place to its address."""

RIGHT = "1980-05-12"
"""What the template's own test must expect; with anything else it fails."""

FLOW: Body = copy.deepcopy(BOOKING)
FLOW["nodes"][0]["rows"][2]["template"] = RUN[1]


def body_of(key: str, texts: Texts) -> Body:
    """The template that says these texts."""
    body = copy.deepcopy(DATE) | {"key": key}
    steps = body["nodes"][0]["steps"]
    for step in ("start", "no_match"):
        steps[step][0]["actions"][0]["text"]["en"] = texts[step]
    body["label"]["en"] = texts["label"]
    body["tests"][0]["expect"]["date"]["iso"] = texts["test"]
    return body


FIRST: Texts = {"start": "Which date, please?", "no_match": "Again?", "label": "Date", "test": RIGHT}


@dataclass
class Copy:
    """A template in a project: all its versions, and what it took of the factory."""

    versions: list[Texts] = field(default_factory=lambda: [FIRST])
    writers: dict[str, str] = field(default_factory=dict)
    """By place: who wrote what is there, where it is not as the factory has it."""
    base: Texts = field(default_factory=lambda: FIRST)
    taken: int = 1
    declined: int | None = None
    pinned: int | None = None
    deleted: bool = False

    @property
    def texts(self) -> Texts:
        return self.versions[-1]

    def save(self, texts: Texts, by: str) -> None:
        """A save that changes nothing is no version."""
        if texts != self.texts:
            self._write(texts, by)

    def _write(self, texts: Texts, by: str) -> None:
        for place in PLACES:
            if texts[place] != self.texts[place]:
                self.writers[place] = by
            if texts[place] == self.base[place]:
                self.writers.pop(place, None)
        self.versions.append(texts)

    def offered(self, published: int) -> int:
        """The factory's version that is offered, 0 if none."""
        version = published if self.pinned is None else min(published, self.pinned)
        return version if not self.deleted and version > max(self.taken, self.declined or 0) else 0

    def conflicts(self, theirs: Texts) -> set[str]:
        """Places that both changed, and differently."""
        mine, base = self.texts, self.base
        return {place for place in PLACES if len({base[place], mine[place], theirs[place]}) == 3}

    def merged(self, theirs: Texts, decided: Texts) -> Texts:
        """What only they changed is theirs, all else mine, but for what was decided."""
        found = {place: theirs[place] if self.texts[place] == self.base[place] else self.texts[place] for place in PLACES}
        return found | decided

    def take(self, theirs: Texts, number: int, merged: Texts, by: str) -> None:
        self.base, self.taken = theirs, number
        self._write(merged, by)


@dataclass
class Live:
    """Where new conversations go."""

    release: int | None = None
    sequence: int = 0
    canary: int | None = None
    weight: int = 0
    steps: list[int] = field(default_factory=list)

    def serve(self, release: int) -> None:
        self.release, self.canary, self.weight, self.steps = release, None, 0, []
        self.sequence += 1

    def weigh(self, weight: int, steps: list[int]) -> None:
        self.weight, self.steps = weight, steps
        self.sequence += 1

    def start(self, release: int, weight: int, steps: list[int]) -> None:
        self.canary = release
        self.weigh(weight, steps)

    def abort(self) -> None:
        self.canary = None
        self.weigh(0, [])


@dataclass
class Oracle:
    """The factory, a project, and its releases."""

    factory: dict[str, list[Texts]] = field(default_factory=lambda: {key: [FIRST] for key in KEYS})
    copies: dict[str, Copy] = field(default_factory=lambda: {key: Copy() for key in KEYS})
    releases: list[dict[str, Texts]] = field(default_factory=list)
    live: Live = field(default_factory=Live)
    staging: Live = field(default_factory=Live)

    def drafts(self) -> dict[str, Texts]:
        return {key: held.texts for key, held in self.copies.items() if not held.deleted}

    def is_publishable(self) -> bool:
        return all(texts["test"] == RIGHT for texts in self.drafts().values())

    def offered(self, key: str) -> int:
        return self.copies[key].offered(len(self.factory[key]))

    def has(self, release: int) -> bool:
        return 1 <= release <= len(self.releases)
