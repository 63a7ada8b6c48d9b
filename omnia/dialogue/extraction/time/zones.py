"""A time said for a zone, in the person's own: `4 pm CET`, `alle 16 ora di Londra`, `9 Uhr UTC+2`.

It is converted only where the person's own offset from UTC is known (`Context.offset`). Without it a time in a zone of the
language's own country stays as said, and one in any other zone is not read: it would be a wrong hour. Only single letters that
a transcription wrote (`seven a m e s t`) are too doubtful to give up a time for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.text.grammar import Scan
from omnia.dialogue.extraction.time.exclusions import roles_at
from omnia.dialogue.extraction.values import Context

FARTHEST = 14
"""Hours that a zone may lie from UTC."""

_AHEAD = frozenset({"+", "plus", "mas", "piu", "mais"})
_BEHIND = frozenset({"-", "minus", "meno", "menos", "moins"})


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone that was named, and the index after its words."""

    name: int | str
    last: int
    is_shifted: bool = False
    is_spelled: bool = False

    def minutes(self, day: date) -> int | None:
        """Minutes ahead of UTC on a day; None for a zone that the machine does not know."""
        return self.name if isinstance(self.name, int) else _minutes(self.name, day)


def zone_after(scan: Scan, last: int) -> Zone | None:
    """The zone named right after a time; `UTC+2` and `GMT-3:30` count on."""
    place = last
    if "zone" not in roles_at(scan, place) and roles_at(scan, place) & {"of", "the", "at", "comma", "inside"}:
        place += 1
    if "zone" not in roles_at(scan, place):
        return None
    name = scan.elements[place].value("zone")
    shift, end = _shift(scan, place + 1) if name == 0 else (0, place + 1)
    words = scan.folded.text[scan.elements[place].start : scan.elements[place].end].split()
    return Zone(name + shift if shift else name, end, bool(shift), len(words) > 1 and all(len(word) == 1 for word in words))


def _shift(scan: Scan, place: int) -> tuple[int, int]:
    """Minutes written after `UTC`, and the index after them."""
    sign = scan.elements[place].text if place < len(scan.elements) else ""
    number = scan.elements[place + 1] if place + 1 < len(scan.elements) else None
    if sign not in _AHEAD | _BEHIND or number is None or not 0 < (number.value("num") or 0) <= FARTHEST:
        return 0, place
    minutes, end = 60 * number.value("num"), place + 2
    if "colon" in roles_at(scan, end) and end + 1 < len(scan.elements) and scan.elements[end + 1].digits == 2:
        minutes, end = minutes + min(59, scan.elements[end + 1].value("num")), end + 2
    return minutes if sign in _AHEAD else -minutes, end


def stays_as_said(zone: Zone, context: Context) -> bool:
    """Whether a time is taken as it was said, for the caller's own offset is not known."""
    home = not zone.is_shifted and zone.name in pack(context.language).time.zones.home
    return context.offset is None and (home or zone.is_spelled)


def in_own_time(hour: int, minute: int, zone: Zone, context: Context) -> tuple[int, int] | None:
    """An hour and minute of a zone as the person's clock shows them; None where either offset is not known."""
    theirs = zone.minutes(context.reference.date())
    if theirs is None or context.offset is None:
        return None
    own = context.offset // timedelta(minutes=1)
    return divmod((hour * 60 + minute - theirs + own) % 1440, 60)


@lru_cache(maxsize=512)
def _minutes(name: str, day: date) -> int | None:
    try:
        offset = datetime.combine(day, time(12), ZoneInfo(name)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    return None if offset is None else offset // timedelta(minutes=1)
