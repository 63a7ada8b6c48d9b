"""English: letters, digits and signs as they are said."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.characters import Characters, EmailWords, PhoneWords, SpellingWords, UrlWords

PHONES = PhoneWords(
    regions=("GB", "ZA", "AU", "NZ", "IE"),
    extensions=frozenset({"x", "ext", "extension"}),
    leads=frozenset({"at", "call", "calls", "called", "on"}),
    plus="plus",
    marks="dash hyphen dot point slash space then and uh um er erm number area code parenthesis bracket open close",
    cues="phone telephone mobile cell cellphone landline number call tel reach line office home fax whatsapp contact text",
    others="account acct card visa mastercard iban ssn policy invoice order contract code zip zipcode postal postcode tax id case ticket serial reference licence license plate passport pin customer bank discover express formula claim social security tracking booking flight meter reading isbn vin imei routing reservation confirmation",
    own="area code|country code|dialling code|dialing code",
    fillers="my the a is it it's its s it will be would yes yeah ok okay sure well so um uh er hmm please thanks thank you hello hi of course on at me can you i am i'm here you're can have do here goes our",
)  # fmt: skip

EMAILS = EmailWords(
    contracted_ends=frozenset({"s", "m", "re", "ve", "ll", "d"}),
    at_is_a_word=True,
    named_letters=True,
    signs={
        "dot": ".", "point": ".", "period": ".", "full stop": ".", "dash": "-", "hyphen": "-", "minus": "-", "minus sign": "-", "plus": "+",
        "plus sign": "+", "underbar": "_", "under bar": "_", "low line": "_",
    },
    remarks="all lowercase|all lower case|lowercase|lower case|in lowercase|all one word|one word|no spaces|without spaces|all together|capital|uppercase|letter|number|the letter|the number|and then|then|at the beginning|at the start|at the end|in the middle|at the front",
    before="is it it's its i'm s be my our your the a an email e-mail mail address write writes to me contact use used send reach under on as or and have try that's that this for yes yeah yep ok okay sure well so um uh er erm hmm "
    "please hello hi of course right actually no not sorry would think by via can could you we i he she his her name",
    hints="with a|with an|without the|without an|without a|without|with no|no|with two|with double|with a double|with one|with the",
    writes="write writing send sending contact mail",
    nouns="email mail address",
)  # fmt: skip

URLS = UrlWords(
    signs={
        "/": "forward slash|stroke|slash sign",
        "//": "double slash|double forward slash|two slashes|slashes",
        "www": "double u double u double u|double you double you double you|triple double u|triple double you|dub dub dub|three w's|three w s",
        "https": "h t t p s|aitch tee tee pee ess|aitch t t p s|h t t p secure",
        "http": "h t t p|aitch tee tee pee|aitch t t p",
        "?": "question mark",
        "=": "equals|equal sign|equals sign",
        "~": "tilde",
    },
    before="website site websites page webpage web link url visit go going look see check find us here online internet homepage called into "
    "out type open then official from you'll company's shop's with it",
)  # fmt: skip

SPELLING = SpellingWords(
    open_sounds=frozenset({"for", "fore", "to", "too"}),
    n_sound="and",
    spelled_sounds=frozenset({"are", "ate", "axe", "ay", "be", "eh", "es", "ewe", "eye", "fife", "for", "fore", "free", "gee", "jay", "nein", "niner", "oh", "owe", "pea", "pee", "queue", "sea", "see", "sicks", "tea", "to", "too", "tree", "why", "won", "yew", "you"}),
    beginning_sounds=frozenset({"are", "axe", "ay", "be", "es", "ewe", "eye", "gee", "jay", "pea", "pee", "queue", "sea", "tea", "why", "yew"}),
    ending_sounds=frozenset({"age", "all", "am", "an", "and", "as", "each", "eh", "end", "he", "hell", "hey", "him", "if", "ill", "in", "off", "see", "them", "you"}),
    crossed={"O": "0", "0": "O", "A": "8", "H": "8", "N": "9", "E": "3", "Q": "2", "I": "1", "8": "AH", "9": "N", "3": "E", "2": "QU", "1": "I", "6": "X", "5": "S"},
    apostrophes=frozenset({"apostrophe"}),
    short_words=frozenset({"is", "so", "go", "my", "we", "or", "to", "on", "at", "in", "of", "it's", "me", "he", "be", "by", "as", "an", "am", "do", "if", "no", "up", "us", "uh", "um", "eh", "oh", "ah", "ok"}),
    letter_zeros=True,
    letter_eights=frozenset({"8", "eight"}),
    british_postcodes=True,
    alphabets=("able baker dog easy fox george how item jig king love nan peter queen roger sugar tare uncle",),
    names={"aitch": "h", "ee": "e", "haitch": "h", "jay": "j", "kay": "k", "cue": "q", "ess": "s", "zee": "z", "zed": "z", "double u": "w", "double you": "w",
           "em": "m", "en": "n", "ex": "x", "tee": "t", "dee": "d", "bee": "b", "cee": "c", "gee": "g", "vee": "v", "pee": "p", "eff": "f",
           "el": "l", "ell": "l", "ar": "r", "wye": "y"},
    like=frozenset(("as in", "for", "like", "as")),
    remarks="with|without",
    times={"double": 2, "triple": 3, "treble": 3, "quadruple": 4},
    counted=frozenset(("times",)),
    plurals={"zeros": "0", "zeroes": "0", "ohs": "0", "ones": "1", "twos": "2", "threes": "3", "fours": "4", "fives": "5", "sixes": "6", "sevens": "7",
           "eights": "8", "nines": "9"},
    multiplied_articles=frozenset(("the",)),
    zeros=frozenset(("oh", "nought", "naught", "zip", "nil")),
    digits={"niner": "9"},
    skipped=frozenset(["dash", "hyphen", "space", "then", "and", "uh", "um", "er", "erm", "slash", "dot", "capital", "uppercase", "upper", "lower", "case", "lowercase", "small", "letter", "letters", "number", "numbers", "digit", "digits", "next", "underscore", "period", "comma", "stroke", "forward", "followed", "by"]),
    skipped_phrases=frozenset(("and then", "followed by")),
    sounds={"are": "r", "you": "u", "why": "y", "see": "c", "sea": "c", "be": "b", "tea": "t", "pea": "p", "pee": "p", "eye": "i", "queue": "q",
           "and": "n", "an": "n", "end": "n", "in": "n", "axe": "x", "gee": "g", "jay": "j", "okay": "k", "hey": "a", "ay": "a", "eh": "a",
           "as": "s", "es": "s", "yes": "s", "if": "f", "off": "f", "hell": "l", "all": "l", "ill": "l", "am": "m", "him": "m", "them": "m",
           "he": "e", "the": "d", "de": "d", "we": "v", "age": "h", "each": "h", "h.": "h", "yew": "u", "ewe": "u", "oh": "o", "owe": "o",
           "o'": "o", "for": "4", "fore": "4", "to": "2", "too": "2", "won": "1", "ate": "8", "sex": "6", "sicks": "6", "tree": "3", "free": "3",
           "fife": "5", "niner": "9", "nein": "9"},
    copula="is",
)  # fmt: skip

CHARACTERS = Characters(
    phones=PHONES,
    emails=EMAILS,
    urls=URLS,
    spelling=SPELLING,
)
