"""Which moments of a backup are kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from omnia.backups.vault import time_of


@dataclass(frozen=True, slots=True)
class Rule:
    """The newest of each of the last days and weeks that have any; the newest of all is always kept."""

    days: int
    weeks: int = 0

    def kept(self, moments: Iterable[str]) -> set[str]:
        """Those of the moments that are kept."""
        newest_first = sorted(moments, reverse=True)
        found = set(newest_first[:1])
        found |= _newest_of_each(newest_first, "%Y-%m-%d", self.days)
        return found | _newest_of_each(newest_first, "%G-%V", self.weeks)


def _newest_of_each(newest_first: Sequence[str], form: str, count: int) -> set[str]:
    """The newest moment of each of the last periods, told apart by their form in UTC."""
    found: dict[str, str] = {}
    for moment in newest_first:
        found.setdefault(_period(time_of(moment), form), moment)
    return set(list(found.values())[:count])


def _period(time: datetime, form: str) -> str:
    return time.strftime(form)
