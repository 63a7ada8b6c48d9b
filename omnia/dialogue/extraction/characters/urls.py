"""Recogniser of web addresses, typed or spoken.

The value is the whole address in the normal form of RFC 3986, 6.2: scheme and host in small letters, no default port, no empty
path. A scheme that was not said is https, as browsers take it, so that a value can always be opened; the path keeps its letters
as they were typed. Its domain must end in one that exists, by IANA's list. What belongs to an e-mail address is no web address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from omnia.dialogue.extraction.characters.email_items import Item, ItemReader
from omnia.dialogue.extraction.characters.spoken_domains import is_dot, name_start, spoken_domain
from omnia.dialogue.extraction.languages.compiled.emails import email_lexicon
from omnia.dialogue.extraction.languages.compiled.urls import url_lexicon
from omnia.dialogue.extraction.languages.shared.emails import ENDINGS
from omnia.dialogue.extraction.languages.shared.top_level_domains import TOP_LEVEL_DOMAINS
from omnia.dialogue.extraction.text.tokens import MAX_CHARACTERS
from omnia.dialogue.extraction.values import Context, Match, Reading, Violation

MESSAGE = "That does not look like a complete web address."

MAX_ADDRESSES = 8
MAX_PATH = 40
"""Items of a spoken path that are read."""

_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_TYPED = re.compile(
    rf"(?<![\w@.-])(?:(?P<scheme>https?)://\s?)?(?P<host>(?:{_LABEL}\.){{1,8}}(?P<top>[a-z]{{2,24}}|xn--[a-z0-9-]{{2,59}}))"
    r"(?P<port>:\d{1,5})?(?P<path>[/?#][^\s<>\"“”«»]{0,800})?(?![\w@-]|\.[\w@])",
    re.IGNORECASE,
)
_OWN_PORTS = {"http": ":80", "https": ":443"}
_SCHEMES = frozenset(_OWN_PORTS)
_CLOSING = ".,;:!?…'’)]*"


def recognise_url(text: str, context: Context) -> Reading:
    """Web addresses in the order said; a `format` violation for what is announced as one and has no domain that exists."""
    text = text[:MAX_CHARACTERS]
    reader = ItemReader(text, context.language, url_lexicon(context.language))
    items = _with_dots(reader.items())
    typed = _typed(text)
    if not any(item.kind == "sign" and not item.typed for item in items):
        return Reading(typed)
    spoken = _spoken(text, reader, items)
    said = [match for match in spoken.matches if not _lies_in(match, typed)]
    written = [match for match in typed if not _lies_in(match, said)]
    matches = sorted((*said, *written), key=lambda match: match.span)
    return Reading(tuple(matches), () if matches else spoken.violations)


def _lies_in(match: Match, others: Iterable[Match]) -> bool:
    """Whether a match is part of another: of an address typed in full a sign's name may be a word, as in `/slash-guide`."""
    return any(other.span[0] <= match.span[0] and match.span[1] <= other.span[1] for other in others)


def _normal(scheme: str, host: str, port: str, path: str) -> str:
    """An address in its normal form."""
    scheme = scheme.lower() or "https"
    return f"{scheme}://{host.lower()}{'' if port == _OWN_PORTS[scheme] else port}{'' if path == '/' else path}"


# --- typed ---------------------------------------------------------------------------------------------------------


def _typed(text: str) -> tuple[Match, ...]:
    """Addresses written as such."""
    matches: list[Match] = []
    for found in _TYPED.finditer(text):
        if len(matches) == MAX_ADDRESSES:
            break
        if not _exists(found["top"]) or not (found["scheme"] or _is_meant(found)):
            continue
        path = found["path"] or ""
        kept = _without_closing(path)
        end = found.end() - len(path) + len(kept)
        value = _normal(found["scheme"] or "", found["host"], found["port"] or "", kept)
        matches.append(Match("url", value, text[found.start() : end], (found.start(), end), 0.97))
    return tuple(matches)


def _exists(top: str) -> bool:
    return top.lower() in TOP_LEVEL_DOMAINS or top.lower().startswith("xn--")


def _is_meant(found: re.Match[str]) -> bool:
    """Whether a name with dots is an address: not `10.am` and not a sentence that begins right after another (`sure.No`)."""
    labels = found["host"].split(".")
    if labels[0].lower() == "www" or found["path"]:
        return True
    sentence = len(found["top"]) == 2 and found["top"].istitle()
    return not sentence and not all(label.isdigit() and len(label) < 3 for label in labels[:-1])


def _without_closing(path: str) -> str:
    """A path without the marks that end the sentence; a bracket that was opened in it stays."""
    while path and path[-1] in _CLOSING and not (path[-1] == ")" and path.count("(") == path.count(")")):
        path = path[:-1]
    return path


# --- spoken --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Path:
    """What follows a host, the index after its last item, and whether words in it were joined."""

    text: str
    after: int
    joined: bool = False


def _spoken(text: str, reader: ItemReader, items: Sequence[Item]) -> Reading:
    """Addresses said in words; near misses only where there are none."""
    matches: list[Match] = []
    violations: list[Violation] = []
    place = 0
    while place < len(items) and len(matches) + len(violations) < MAX_ADDRESSES:
        if not is_dot(items, place):
            place += 1
            continue
        start = _start(reader, items, place)
        host = spoken_domain(items, start) if start < place else None
        if host is None or _is_email(reader, items, start):
            place = max(place + 1, host.after if host else 0)
            continue
        first, scheme = _scheme(items, start)
        path = _path(reader, items, host.after)
        sure = bool(scheme) or items[start].text == "www" or path.after > host.after
        begin, end = reader.folded.span(items[first].start, items[path.after - 1].end)
        if not _exists(host.text.rpartition(".")[2]):
            if sure:
                violations.append(Violation("url", "format", text[begin:end], (begin, end), MESSAGE))
        elif sure or _stands_alone(reader, items, host.after, host.text):
            value = _normal(scheme, host.text, "", path.text)
            confidence = _confidence(items[start:place], host.text, path, sure=sure)
            matches.append(Match("url", value, text[begin:end], (begin, end), confidence))
        # A host may end before the dot that it was looked for from.
        place = max(place + 1, path.after)
    return Reading(tuple(matches), () if matches else tuple(violations))


def _with_dots(items: Sequence[Item]) -> list[Item]:
    """The items with a dot after each `www` where it was left out."""
    found: list[Item] = []
    for place, item in enumerate(items):
        found.append(item)
        if item.text == "www" and place + 1 < len(items) and items[place + 1].is_part:
            found.append(Item("sign", ".", item.end, item.end))
    return found


def _start(reader: ItemReader, items: Sequence[Item], dot: int) -> int:
    """The index of the first item of the host whose first dot this is; the dot's own where there is none."""
    if dot and items[dot - 1].text == "www":
        return dot - 1
    first = name_start(reader, items, dot)
    if first + 1 < dot and items[first].said in reader.lexicon.before and items[first + 1].kind == "word":
        first += 1  # `a example`: a letter that is a word too
    signs = [place for place in range(first, dot) if items[place].text in {"/", "//", ":"} or items[place].text in _SCHEMES]
    return signs[-1] + 1 if signs else first


def _is_email(reader: ItemReader, items: Sequence[Item], start: int) -> bool:
    """Whether an at sign with a name before it stands right before a host."""
    at = start - 1
    return at > 0 and items[at].kind == "at" and items[start].text != "www" and name_start(reader, items, at) < at


def _scheme(items: Sequence[Item], start: int) -> tuple[int, str]:
    """The scheme that stands before a host, and the index where it begins."""
    place = start - 1
    while place >= 0 and items[place].text in {"/", "//", ":"}:
        place -= 1
    if place >= 0 and items[place].text in _SCHEMES:
        return place, items[place].text
    return start, ""


def _path(reader: ItemReader, items: Sequence[Item], start: int) -> _Path:
    """The path that begins at an item: from a slash on, words of a segment said apart written together."""
    if start >= len(items) or items[start].text not in {"/", "?"}:
        return _Path("", start)
    ends = email_lexicon(reader.language).before
    text, joined, place = "", False, start
    while place < len(items) and place - start < MAX_PATH:
        item = items[place]
        beside = item.kind == "word" and items[place - 1].kind == "word"
        if item.kind == "remark":
            place += 1
            continue
        if not (item.joins or item.is_part) or (beside and item.said in ends):
            break
        text, joined, place = text + item.text, joined or beside, place + 1
    while place > start and (items[place - 1].kind == "remark" or items[place - 1].text in {".", "-", ":"}):
        place -= 1
    return _Path(text.rstrip(".-:"), place, joined)


def _stands_alone(reader: ItemReader, items: Sequence[Item], after: int, host: str) -> bool:
    """Whether a bare host is one: `otro punto de vista` and `the point is` hold words that are countries' domains too."""
    if len(host.rpartition(".")[2]) > 2 or after >= len(items):
        return True
    return not items[after].is_part or items[after].said in reader.lexicon.before


def _confidence(name: Sequence[Item], host: str, path: _Path, *, sure: bool) -> float:
    """Less sure where several words were joined, where nothing announces an address, and where its ending is rare."""
    words = sum(1 for item in name if item.kind == "word")
    confidence = 0.92 if sure else 0.8
    if host.rpartition(".")[2] not in ENDINGS:
        confidence -= 0.15
    return round(confidence - (0.15 if path.joined or words > 1 else 0.0), 2)
