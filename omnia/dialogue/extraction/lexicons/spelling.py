"""Letters as they are said: their names, the words that stand for them, and the words around them.

`NATO` is ICAO's alphabet; the others are the ones people learn at school or on the telephone: Italian cities, the German
DIN 5009 in both its old and its city form, the French, Spanish and Portuguese postal alphabets.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

NATO = (
    "alfa|alpha bravo charlie delta echo foxtrot golf hotel india juliet|juliett kilo lima mike november oscar papa "
    "quebec romeo sierra tango uniform victor whiskey|whisky x-ray|xray yankee zulu"
)

WORDS: Mapping[str, tuple[str, ...]] = {
    "en": ("able baker dog easy fox george how item jig king love nan peter queen roger sugar tare uncle",),
    "it": (
        "ancona bologna como domodossola empoli firenze genova hotel imola jolly kursaal livorno milano napoli otranto "
        "padova quarto roma savona torino udine venezia washington xeres york zara",
        "bari catania domodossola enna forli imperia jersey pisa palermo pescara quadro quebec ravenna rimini salerno siena "
        "taranto trieste trento varese verona vicenza viterbo xilofono yacht zurigo asti arezzo ascoli",
    ),
    "es": (
        "antonio barcelona carmen dolores enrique francia gerona|girona historia ines jose kilo lorenzo madrid navarra oviedo "
        "paris querido ramon sabado tarragona ulises valencia washington xiquena yegua zaragoza",
        "burgos caceres domingo espana granada huelva italia jaen lugo malaga ourense palencia queso sevilla toledo zamora",
    ),
    "fr": (
        "anatole berthe celestin desire eugene francois gaston henri irma joseph kleber louis marcel nicolas oscar pierre quintal "
        "raoul suzanne therese ursule victor william xavier yvonne zoe",
        "berth camille denise emile georges isidore jean lucien marie noemie paul simone yves zelie",
    ),
    "de": (
        "anton berta casar|caesar|cesar dora emil friedrich gustav heinrich ida julius kaufmann|konrad ludwig martha nordpol otto paula "
        "quelle richard samuel|siegfried theodor ulrich viktor wilhelm xanthippe|xaver ypsilon zacharias|zeppelin",
        "aachen berlin chemnitz dusseldorf essen frankfurt goslar hamburg ingelheim jena koln leipzig munchen nurnberg offenbach "
        "potsdam quickborn rostock salzwedel tubingen unna volklingen wuppertal xanten zwickau",
    ),
    "pt": (
        "aveiro braga coimbra dafundo evora faro guarda horta italia jose kilograma lisboa maria nazare ovar porto queluz rossio "
        "setubal tavira unidade vidago waldemar xavier york zulmira",
        "amor bola casa dado elefante faca gato homem igreja kilo lua macaco navio ovo pato queijo rato sapo tatu uva vaca xadrez zebra",
    ),
}  # fmt: skip

NAMES: Mapping[str, Mapping[str, str]] = {
    "en": {"aitch": "h", "haitch": "h", "jay": "j", "kay": "k", "cue": "q", "ess": "s", "zee": "z", "zed": "z", "double u": "w", "double you": "w",
           "em": "m", "en": "n", "ex": "x", "tee": "t", "dee": "d", "bee": "b", "cee": "c", "gee": "g", "vee": "v", "pee": "p", "eff": "f",
           "el": "l", "ell": "l", "ar": "r", "wye": "y"},
    "it": {"bi": "b", "ci": "c", "di": "d", "effe": "f", "gi": "g", "acca": "h", "i lunga": "j", "cappa": "k", "kappa": "k", "elle": "l", "emme": "m",
           "enne": "n", "pi": "p", "cu": "q", "qu": "q", "erre": "r", "esse": "s", "ti": "t", "vi": "v", "vu": "v", "doppia vu": "w",
           "doppia v": "w", "ics": "x", "ipsilon": "y", "i greca": "y", "zeta": "z", "be": "b", "ce": "c", "de": "d", "pe": "p", "te": "t"},
    "es": {"be": "b", "be larga": "b", "ce": "c", "de": "d", "efe": "f", "ge": "g", "hache": "h", "jota": "j", "ka": "k", "ele": "l", "eme": "m",
           "ene": "n", "pe": "p", "cu": "q", "erre": "r", "ere": "r", "ese": "s", "te": "t", "uve": "v", "ve": "v", "be corta": "v",
           "uve doble": "w", "doble uve": "w", "doble ve": "w", "equis": "x", "ye": "y", "i griega": "y", "zeta": "z", "ceta": "z"},
    "fr": {"be": "b", "ce": "c", "de": "d", "effe": "f", "ge": "g", "ache": "h", "ji": "j", "ka": "k", "elle": "l", "emme": "m", "enne": "n",
           "pe": "p", "ku": "q", "cul": "q", "erre": "r", "esse": "s", "te": "t", "ve": "v", "double ve": "w", "double v": "w", "ixe": "x",
           "i grec": "y", "zede": "z"},
    "de": {"be": "b", "ce": "c", "de": "d", "ef": "f", "ge": "g", "ha": "h", "jot": "j", "ka": "k", "el": "l", "em": "m", "en": "n", "pe": "p",
           "ku": "q", "kuh": "q", "es": "s", "te": "t", "vau": "v", "fau": "v", "we": "w", "ix": "x", "zett": "z", "zet": "z"},
    "pt": {"be": "b", "ce": "c", "de": "d", "efe": "f", "ge": "g", "gue": "g", "aga": "h", "jota": "j", "ca": "k", "capa": "k", "ele": "l",
           "eme": "m", "ene": "n", "pe": "p", "que": "q", "erre": "r", "esse": "s", "te": "t", "ve": "v", "dablio": "w", "dabliu": "w", "duplo ve": "w",
           "duplo v": "w", "xis": "x", "ipsilon": "y", "ze": "z"},
}  # fmt: skip

LIKE: Mapping[str, frozenset[str]] = {
    "en": frozenset(("as in", "for", "like", "as")),
    "it": frozenset(("come", "di")),
    "es": frozenset(("de", "como", "como en")),
    "fr": frozenset(("comme", "de", "comme dans")),
    "de": frozenset(("wie", "wie in", "fur")),
    "pt": frozenset(("de", "como", "como em")),
}
"""What may stand between a letter and a word that begins with it: `C as in Charlie`."""

REMARKS: Mapping[str, str] = {
    "en": "with|without", "it": "con|senza", "es": "con|sin", "fr": "avec|sans", "de": "mit|ohne", "pt": "com|sem",
}  # fmt: skip
"""What begins a remark on how a name is written: `Anne with an e`."""

TIMES: Mapping[str, Mapping[str, int]] = {
    "en": {"double": 2, "triple": 3, "treble": 3, "quadruple": 4},
    "it": {"doppio": 2, "doppia": 2, "triplo": 3, "tripla": 3, "quadruplo": 4, "quadrupla": 4},
    "es": {"doble": 2, "triple": 3, "cuadruple": 4},
    "fr": {"double": 2, "triple": 3},
    "de": {"doppelt": 2, "doppel": 2, "zweimal": 2, "dreifach": 3, "dreimal": 3, "vierfach": 4, "viermal": 4, "funfmal": 5},
    "pt": {"duplo": 2, "dupla": 2, "triplo": 3, "tripla": 3},
}

COUNTED: Mapping[str, frozenset[str]] = {
    "en": frozenset(("times",)),
    "it": frozenset(("volte",)),
    "es": frozenset(("veces",)),
    "fr": frozenset(("fois",)),
    "de": frozenset(("mal",)),
    "pt": frozenset(("vezes",)),
}
"""Between a number and the character that stands so many times: `tre volte sette`."""

PLURALS: Mapping[str, Mapping[str, str]] = {
    "en": {"zeros": "0", "zeroes": "0", "ohs": "0", "ones": "1", "twos": "2", "threes": "3", "fours": "4", "fives": "5", "sixes": "6", "sevens": "7",
           "eights": "8", "nines": "9"},
    "it": {"zeri": "0"},
    "es": {"ceros": "0", "unos": "1", "doses": "2", "treses": "3", "cuatros": "4", "cincos": "5", "seises": "6", "sietes": "7", "ochos": "8", "nueves": "9"},
    "fr": {"zeros": "0"},
    "de": {"nullen": "0", "einsen": "1", "zweien": "2", "dreien": "3", "vieren": "4", "funfen": "5", "sechsen": "6", "siebenen": "7", "achten": "8",
           "neunen": "9"},
    "pt": {"zeros": "0", "uns": "1", "cincos": "5", "setes": "7", "oitos": "8", "noves": "9"},
}  # fmt: skip
"""Digits of which a number tells how many: `three zeros`."""

MULTIPLIED_ARTICLES: Mapping[str, frozenset[str]] = {
    "en": frozenset(("the",)),
    "it": frozenset(("il", "lo", "la")),
    "es": frozenset(("el", "la")),
    "fr": frozenset(("le", "la")),
    "de": frozenset(("die", "der")),
    "pt": frozenset(("o",)),
}
"""May stand before a character that is said to stand several times: `zweimal die Fünf`."""

ZEROS: Mapping[str, frozenset[str]] = {
    "en": frozenset(("oh", "nought", "naught", "zip", "nil")),
    "it": frozenset(),
    "es": frozenset(),
    "fr": frozenset(),
    "de": frozenset(),
    "pt": frozenset(),
}

DIGITS: Mapping[str, Mapping[str, str]] = {
    "de": {"zwo": "2"},
    "pt": {"meia": "6"},
    "en": {"niner": "9"},
}
"""Words used for digits on the telephone only."""

SKIPPED: Mapping[str, frozenset[str]] = {
    "en": frozenset(["dash", "hyphen", "space", "then", "and", "uh", "um", "er", "erm", "slash", "dot", "capital", "uppercase", "upper", "lower", "case", "lowercase", "small", "letter", "letters", "number", "numbers", "digit", "digits", "next", "underscore", "period", "comma", "stroke", "forward", "followed", "by"]),
    "it": frozenset(["trattino", "spazio", "poi", "ehm", "eh", "uhm", "barra", "punto", "maiuscola", "maiuscolo", "minuscola", "minuscolo", "grande", "piccola", "piccolo", "lettera", "lettere", "numero", "numeri", "cifra", "cifre", "seguito", "seguita", "virgola", "sbarra", "lineetta", "meno"]),
    "es": frozenset(["guion", "espacio", "luego", "despues", "eh", "em", "y", "barra", "punto", "mayuscula", "mayusculo", "minuscula", "minusculo", "grande", "letra", "letras", "numero", "numeros", "cifra", "digito", "seguido", "coma", "barra", "raya", "bajo"]),
    "fr": frozenset(["tiret", "espace", "puis", "ensuite", "euh", "et", "slash", "point", "majuscule", "minuscule", "lettre", "lettres", "numero", "chiffre", "chiffres", "barre", "oblique", "suivi", "virgule", "moins", "slash"]),
    "de": frozenset(["bindestrich", "strich", "minus", "leerzeichen", "dann", "und", "ah", "ahm", "punkt", "schragstrich", "gross", "gros", "grosses", "groses", "groser", "grosser", "klein", "kleines", "kleiner", "buchstabe", "nummer", "ziffer", "zahl", "gefolgt", "komma", "slash", "gedankenstrich", "strich", "unterstrich", "noch"]),
    "pt": frozenset(["traco", "hifen", "espaco", "depois", "eh", "hum", "barra", "ponto", "maiuscula", "maiusculo", "minuscula", "minusculo", "grande", "letra", "letras", "numero", "algarismo", "algarismos", "seguido", "virgula", "menos", "slash"]),
}  # fmt: skip
"""Words inside a spelled code that stand for nothing in it."""

LINKS: Mapping[str, frozenset[str]] = {
    "en": frozenset(("and then", "followed by")),
    "it": frozenset(("e poi", "e dopo", "seguito da", "seguita da")),
    "es": frozenset(("y luego", "y despues", "seguido de")),
    "fr": frozenset(("et puis", "et ensuite", "trait d union", "suivi de")),
    "de": frozenset(("und dann", "gefolgt von")),
    "pt": frozenset(("e depois", "e a seguir", "seguido de")),
}
"""Phrases inside a spelled code of which a word would be a letter alone."""

SOUNDS: Mapping[str, Mapping[str, str]] = {
    "en": {"are": "r", "you": "u", "why": "y", "see": "c", "sea": "c", "be": "b", "tea": "t", "pea": "p", "pee": "p", "eye": "i", "queue": "q",
           "and": "n", "an": "n", "end": "n", "in": "n", "axe": "x", "gee": "g", "jay": "j", "okay": "k", "hey": "a", "ay": "a", "eh": "a",
           "as": "s", "es": "s", "yes": "s", "if": "f", "off": "f", "hell": "l", "all": "l", "ill": "l", "am": "m", "him": "m", "them": "m",
           "he": "e", "the": "d", "de": "d", "we": "v", "age": "h", "each": "h", "h.": "h", "yew": "u", "ewe": "u", "oh": "o", "owe": "o",
           "o'": "o", "for": "4", "fore": "4", "to": "2", "too": "2", "won": "1", "ate": "8", "sex": "6", "sicks": "6", "tree": "3", "free": "3",
           "fife": "5", "niner": "9", "nein": "9"},
}  # fmt: skip
"""Words as which a recogniser of speech writes single letters and digits: they count only where a code of a strict form comes out."""

CROSSED: Mapping[str, str] = {
    "O": "0", "0": "O", "A": "8", "H": "8", "N": "9", "E": "3", "Q": "2", "I": "1", "8": "AH", "9": "N", "3": "E", "2": "QU", "1": "I", "6": "X", "5": "S",
}  # fmt: skip
"""English letters and digits that sound or look alike: one may stand for the other where the form of a code tells which it is."""

SOUND_ALIKE: tuple[frozenset[str], ...] = tuple(map(frozenset, ("bcdegptvz", "ahjk", "fsx", "mn", "iy", "quw")))
"""Letters whose names share their vowel, so that a telephone line confuses them."""

BEGINNING_SOUNDS: frozenset[str] = frozenset(
    ["are", "why", "sea", "be", "tea", "pea", "pee", "eye", "queue", "axe", "gee", "jay", "es", "yew", "ewe", "ay"]
)
"""Of these sounds, those that people do not put before an answer."""

COPULAS: Mapping[str, str] = {"en": "is", "it": "è", "es": "es", "fr": "est", "de": "ist", "pt": "é"}
"""The word between `my code` and the code, which is no letter of it."""

COMMON_WORDS = frozenset(
    [
        "is",
        "so",
        "go",
        "my",
        "we",
        "or",
        "to",
        "on",
        "at",
        "in",
        "of",
        "it's",
        "me",
        "he",
        "be",
        "by",
        "as",
        "an",
        "am",
        "do",
        "if",
        "no",
        "up",
        "us",
        "uh",
        "um",
        "eh",
        "oh",
        "ah",
        "ok",
        "si",
        "ja",
        "ma",
        "se",
        "su",
        "da",
        "al",
        "il",
        "lo",
        "la",
        "le",
        "un",
        "ed",
        "ho",
        "ha",
        "mi",
        "ti",
        "ci",
        "vi",
        "ne",
        "mo",
        "es",
        "el",
        "en",
        "su",
        "ya",
        "yo",
        "te",
        "os",
        "un",
        "au",
        "du",
        "ou",
        "je",
        "tu",
        "ce",
        "sa",
        "et",
        "ai",
        "as",
        "le",
        "la",
        "er",
        "es",
        "wo",
        "um",
        "zu",
        "so",
        "im",
        "am",
        "an",
        "ob",
        "du",
        "eu",
        "os",
        "as",
        "ao",
        "na",
        "no",
        "em",
        "um",
        "se",
        "ou",
    ]
)
"""Words of two letters that are never part of a code; country codes such as `it` and `de` are left out."""


@dataclass(frozen=True, slots=True)
class SpellingLexicon:
    """One language's ways to say a letter; all words folded."""

    phrases: Mapping[tuple[str, ...], str]
    examples: frozenset[str]
    """Words of the spelling alphabets; of two words the first."""
    like: frozenset[tuple[str, ...]]
    times: Mapping[str, int]
    skipped: frozenset[str]
    counted: frozenset[str]
    plurals: Mapping[str, str]
    links: frozenset[tuple[str, ...]]
    articles: frozenset[str]


@lru_cache(maxsize=16)
def spelling_lexicon(language: str) -> SpellingLexicon:
    """The lexicon of a language; English where the language is not served."""
    known = language if language in NAMES else "en"
    phrases = {tuple(phrase.split()): letter for phrase, letter in NAMES[known].items()}
    groups = [group for alphabet in (NATO, *WORDS[known]) for group in alphabet.split()]
    examples = [tuple(word.split("-")) for group in groups for word in group.split("|")]
    for words in examples:
        phrases.setdefault(words, words[0][0])
    phrases.update({(word,): digit for word, digit in DIGITS.get(known, {}).items()})
    phrases.update({(word,): "0" for word in ZEROS[known]})
    like = frozenset(tuple(phrase.split()) for phrase in LIKE[known])
    links = frozenset(tuple(phrase.split()) for phrase in LINKS[known])
    return SpellingLexicon(
        phrases,
        frozenset(words[0] for words in examples if words[0] not in NAMES[known]),
        like,
        TIMES[known],
        SKIPPED[known],
        COUNTED[known],
        PLURALS[known],
        links,
        MULTIPLIED_ARTICLES[known],
    )
