"""Names of companies: what announces them is cut off, legal forms are written as usual (`esse erre elle` is `S.r.l.`).

A name is found after what announces one (`my company is called`), before what follows one (`heißt die Firma`), or alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.languages.compiled.names import name_lexicon
from omnia.dialogue.extraction.languages.shared.companies import DOMAINS
from omnia.dialogue.extraction.people.company_forms import LegalForm, legal_form
from omnia.dialogue.extraction.text.phrases import known, phrase_pattern
from omnia.dialogue.extraction.text.tokens import MAX_CHARACTERS, Folded, Token, fold_word, prepare
from omnia.dialogue.extraction.values import Context, Match, Reading

MAX_TOKENS = 200
MAX_NAME = 12
"""Words that a name may have, its legal form included."""

MAX_BARE = 6
"""Words of an answer that is taken for a name although nothing tells that it is one."""

MAX_CUES = 6
SIMILAR = 0.55
"""How alike a name and its spelling must be for the one to correct the other."""

LEGAL, ANNOUNCED, WEAKLY, ALONE = 0.95, 0.9, 0.75, 0.6
"""How sure a name is: with a legal form, after what announces one, after what may, and with nothing beside it."""

MAX_ACRONYM = 5
_SIGNED = re.compile(r"(?<![^\W_])[A-Z]{1,3}[&+][A-Z]{1,3}(?![^\W_])|^\s*\d{1,3}[A-Z]{1,2}(?=\s*[.!]?\s*$)")
"""A name of capitals and a sign, or of a number and capitals alone: `AT&T`, `3M`."""
_VOWELS = frozenset("aeiouy")
_STOPS = frozenset(";!?:")


@dataclass(frozen=True, slots=True)
class _Company:
    """The words of a name without its legal form, the form as written, the owners after it, and the offset of the end."""

    words: tuple[Token, ...]
    form: str
    owners: tuple[Token, ...]
    end: int


class _Speech:
    """One utterance: its words, and marks by the words that they stand before."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = known(language)
        self.folded: Folded
        self.folded, tokens = prepare(text)
        tokens = tokens[:MAX_TOKENS]
        self.words = tuple(token for token in tokens if token.is_word or token.is_digits or token.text == "&")
        self.mixed = any(character.isupper() for character in text) and not text.isupper()
        self._joined = f" {' '.join(word.text for word in self.words)} "
        self._places = {}
        offset = 1
        for place, word in enumerate(self.words):
            self._places[offset] = place
            offset += len(word.text) + 1

    def phrases(self, phrases: str) -> Iterator[tuple[int, int]]:
        """First word and word after each phrase that is said."""
        for match in phrase_pattern(phrases).finditer(self._joined):
            first = self._places[match.start()]
            yield first, first + match.group().count(" ") + 1

    def given(self, word: Token) -> str:
        """A word as it was given."""
        start, end = self.folded.span(word.start, word.end)
        return unicodedata.normalize("NFC", self.text[start:end])

    def is_capital(self, word: Token) -> bool:
        """Whether a word was written with a capital, which tells something in text that has small letters too."""
        return self.mixed and self.given(word)[:1].isupper()

    def marks_before(self, place: int) -> str:
        """What stands between a word and the one before it."""
        return self.folded.text[self.words[place - 1].end : self.words[place].start] if place else ""


def recognise_company_name(text: str, context: Context) -> Reading:
    """The name of a company, as it is written."""
    speech = _Speech(text[:MAX_CHARACTERS], context.language)
    if signed := _SIGNED.search(speech.text):
        return Reading((Match("company_name", signed.group(), signed.group(), signed.span(), ANNOUNCED),))
    for company, confidence in _candidates(speech):
        start, end = speech.folded.span(company.words[0].start, company.end)
        value = _written(speech, company)
        if value:
            return Reading((Match("company_name", value, speech.text[start:end], (start, end), confidence),))
    return Reading()


def _candidates(speech: _Speech) -> Iterator[tuple[_Company, float]]:
    """The names that there may be, the surest first."""
    language = speech.language
    for _, after in list(speech.phrases(pack(language).people.companies.naming))[-MAX_CUES:][::-1]:
        company = _company(speech, after, len(speech.words))
        if company is not None and _may_be_name(speech, company):
            yield company, LEGAL if company.form else ANNOUNCED
    for first, _ in list(speech.phrases(pack(language).people.companies.after))[:MAX_CUES]:
        company = _company(speech, _after_leads(speech, 0, first), first)
        if company is not None and _may_be_name(speech, company):
            yield company, ANNOUNCED
    end = len(speech.words)
    inside = (
        [first for first, _ in speech.phrases(pack(language).people.companies.inside)]
        if pack(language).people.companies.inside
        else []
    )
    for after in (
        inside
        or [_after_leads(speech, after, end) for _, after in speech.phrases(pack(language).people.companies.weak)][:MAX_CUES]
    ):
        company = _company(speech, after, end)
        if company is not None and (_is_formed(speech, company) or after in inside or _looks_like_name(speech, company)):
            yield company, ANNOUNCED if company.form else WEAKLY
    company = _company(speech, _after_leads(speech, 0, end), end)
    if company is not None and (_is_formed(speech, company) or _stands_alone(speech, company)):
        yield company, ANNOUNCED if company.form else ALONE


def _after_leads(speech: _Speech, place: int, limit: int) -> int:
    """The word after greetings and small words that lead to a name."""
    leads = [span for span in speech.phrases(pack(speech.language).people.companies.leads) if span[1] <= limit]
    while place < limit:
        after = next((end for first, end in leads if first == place), place)
        last = after - 1
        if after == place or (last and speech.is_capital(speech.words[last]) and after < limit):
            return place
        place = after
    return place


def _company(speech: _Speech, first: int, limit: int) -> _Company | None:
    """The name that begins at a word, up to a mark, to words of something else, or to the end of its legal form."""
    end = _end(speech, first, min(limit, first + MAX_NAME))
    words = speech.words[first:end]
    if not words:
        return None
    form = _form(speech, words)
    named = form.first
    while named > 1 and not form.written and words[named - 1].text in pack(speech.language).people.companies.small:
        named -= 1
    if not form.written:
        return _Company(words[:named], "", (), words[named - 1].end)
    owners = (
        words[form.after :]
        if form.after < len(words) and words[form.after].text == pack(speech.language).people.companies.owned
        else ()
    )
    return _Company(words[:named], form.written, owners, (owners or words[: form.after])[-1].end)


def _form(speech: _Speech, words: Sequence[Token]) -> LegalForm:
    return legal_form(words, speech.language, [speech.given(word) for word in words])


def _end(speech: _Speech, first: int, limit: int) -> int:
    """The word at which a name that begins at `first` has ended."""
    others = min(
        (begin for begin, _ in speech.phrases(pack(speech.language).people.companies.ends) if begin > first), default=limit
    )
    for place in range(first + 1, min(limit, others)):
        marks = speech.marks_before(place)
        if _STOPS.intersection(marks) or (". " in marks and not _is_short(speech.words[place - 1])):
            return place
        if "," in marks and not _goes_on(speech, place):
            return place
    return min(limit, others)


def _is_short(word: Token) -> bool:
    """Whether a dot after a word is one of an abbreviation."""
    return len(word.text) <= 3 or word.text in {"corp", "bros", "soc", "coop", "ltda"}


def _goes_on(speech: _Speech, place: int) -> bool:
    """Whether a name goes on after a comma: with its legal form, or with another name (`Smith, Jones and Partners`)."""
    if _form(speech, speech.words[place - 1 : place + MAX_NAME]).first == 1:
        return True
    word = speech.words[place]
    return speech.is_capital(word) and word.text not in name_lexicon(speech.language).stopwords


# --- which words may be a name -------------------------------------------------------------------------------------


@lru_cache(maxsize=16)
def _speech_words(language: str) -> frozenset[str]:
    """Words of everyday speech that a name hardly holds; small ones that names do hold are none."""
    return (
        name_lexicon(language)
        .stopwords.union(pack(language).people.companies.nouns.split())
        .difference(pack(language).people.companies.small, "cdefghjklmnpqrstuvwxz")
    )


def _says_something(speech: _Speech, company: _Company) -> bool:
    """Whether a word of everyday speech is among the words, and capitals do not tell that it belongs to a name."""
    everyday = _speech_words(speech.language)
    return any(word.text in everyday and not speech.is_capital(word) for word in _telling(speech, company.words))


def _telling(speech: _Speech, words: Sequence[Token]) -> list[Token]:
    """The words of a name without letters said one by one and without the end of a web address (`booking dot com`)."""
    if len(words) > 2 and words[-2].text == pack(speech.language).people.companies.dots and words[-1].text in DOMAINS:
        words = words[:-2]
    lone = [place for place, word in enumerate(words) if len(word.text) == 1]
    spelled = {place for place in lone if place + 1 in lone or place - 1 in lone}
    return [word for place, word in enumerate(words) if place not in spelled]


def _may_be_name(speech: _Speech, company: _Company) -> bool:
    """After what announces a name nearly anything may be one."""
    first = company.words[0]
    content = [word for word in company.words if word.text not in pack(speech.language).people.companies.small]
    everyday = _speech_words(speech.language)
    if not content or (all(word.text in everyday for word in content) and not speech.is_capital(first)):
        return False
    return bool(company.form) or first.text not in everyday or speech.is_capital(first)


def _is_formed(speech: _Speech, company: _Company) -> bool:
    """Whether a legal form ends something that may be a name: `a limited company` has none."""
    return bool(company.form) and any(word.text not in pack(speech.language).people.companies.small for word in company.words)


def _looks_like_name(speech: _Speech, company: _Company) -> bool:
    """After words that may announce anything: capitals, or several words of which none is everyday speech."""
    first = company.words[0]
    if first.text in pack(speech.language).people.companies.small and not speech.is_capital(first):
        return False
    if _says_something(speech, company):
        return False
    # German writes every noun with a capital.
    ends = company.end >= speech.words[-1].end
    return len(company.words) > 1 or (speech.is_capital(first) and (not pack(speech.language).people.names.noun_capitals or ends))


def _stands_alone(speech: _Speech, company: _Company) -> bool:
    """Whether the whole answer may be a name: few words, and none of everyday speech."""
    first = company.words[0]
    if (
        first.text in pack(speech.language).people.companies.small
        and first.text not in shared_words().company_articles
        and not speech.is_capital(first)
    ):
        return False
    whole = company.end >= speech.words[-1].end or bool(_spelling(speech, company))
    return whole and len(company.words) <= MAX_BARE and not _says_something(speech, company) and _has_letters(company)


def _has_letters(company: _Company) -> bool:
    return sum(len(word.text) for word in company.words if word.is_word) > 1


# --- how a name is written -----------------------------------------------------------------------------------------


def _spelling(speech: _Speech, company: _Company) -> str:
    """The letters that spell the name after it: `Acme, A C M E`; empty where none do."""
    letters = [word.text for word in speech.words if word.start >= company.end]
    while letters and len(letters[0]) > 1:
        letters.pop(0)
    text = "".join(letters)
    if len(letters) < 3 or len(text) != len(letters) or not text.isalpha():
        return ""
    said = "".join(word.text for word in company.words)
    return text if SequenceMatcher(None, text, said).ratio() >= SIMILAR else ""


def _written(speech: _Speech, company: _Company) -> str:
    spelled = _spelling(speech, company)
    if spelled and spelled != "".join(word.text for word in company.words):
        name = spelled.capitalize()
    else:
        name = _with_marks(speech, " ".join(_pieces(speech, company.words)))
    return " ".join(filter(None, (name, company.form, _owners(speech, company.owners))))


def _owners(speech: _Speech, words: Sequence[Token]) -> str:
    """The owners after the legal form: `di Mario Rossi & C.` in Italy."""
    form = _form(speech, words)
    named = " ".join(_pieces(speech, words[1 : form.first]))
    return f"{words[0].text} {named} {form.written}".strip() if words else ""


def _pieces(speech: _Speech, words: Sequence[Token]) -> Iterator[str]:
    """The words as they are written: letters said one by one together; hyphens, apostrophes and commas as they were."""
    keep = any(speech.is_capital(word) for word in words)
    place = 0
    while place < len(words):
        run = place
        while run < len(words) and len(words[run].text) == 1 and words[run].is_word:
            run += 1
        if run - place > 1:
            yield "".join(word.text for word in words[place:run]).upper()
            place = run
            continue
        last = place
        while last + 1 < len(words) and not words[last + 1].gap and "&" not in (words[last].text, words[last + 1].text):
            last += 1
        comma = "," if last + 1 < len(words) and "," in speech.folded.text[words[last].end : words[last + 1].start] else ""
        yield _capitals(speech, words[place], words[last], first=place == 0, keep=keep) + comma
        place = last + 1


def _capitals(speech: _Speech, first_word: Token, last_word: Token, *, first: bool, keep: bool) -> str:
    """One written word with the capitals that it has (`keep`), or those that it should have."""
    start, end = speech.folded.span(first_word.start, last_word.end)
    dot = "." if end - start == 1 and speech.text[end : end + 1] == "." else ""
    text = unicodedata.normalize("NFC", speech.text[start:end]).replace("’", "'") + dot
    if keep and (not text.islower() or not first):
        return text
    if text.lower() in pack(speech.language).people.companies.small and not first:
        return text.lower()
    if _is_acronym(speech, text):
        return text.upper()
    pieces = re.split(r"(['-])", text.lower())
    for place in range(0, len(pieces), 2):
        if not (place and pieces[place - 1] == "'" and len(pieces[place - 2]) > 1):
            pieces[place] = re.sub(r"^(mc)?(\w)", lambda found: (found[1] or "").capitalize() + found[2].upper(), pieces[place])
    return "".join(pieces)


def _is_acronym(speech: _Speech, text: str) -> bool:
    """Few capitals, or letters without a vowel: `KPMG`, `bmw`."""
    if not text.isalpha() or len(text) > MAX_ACRONYM:
        return False
    alone = len(speech.words) == 1
    capitals = text.isupper() and (alone or len(text) < MAX_ACRONYM - 1)
    return capitals or not (_VOWELS.intersection(fold_word(text)) or text.lower() in name_lexicon(speech.language).honorifics)


def _with_marks(speech: _Speech, name: str) -> str:
    """Marks that are said in words: `ampersand`, `dot com`."""
    language = speech.language
    name = re.sub(rf"(?i)\b(?:{pack(language).people.companies.ampersands})\b", "&", name)
    domain = re.search(rf"(?i) {pack(language).people.companies.dots} ([a-z]{{2,3}})$", name)
    if domain is not None and domain[1].lower() in DOMAINS:
        name = f"{name[: domain.start()]}.{domain[1].lower()}"
    return name
