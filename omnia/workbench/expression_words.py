"""What can be wrong with an expression, and what its names and functions are, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from omnia.dialogue.expressions import ExpressionError

SENTENCES = frozenset((
    gettext_noop("The expression is empty."),
    gettext_noop("The expression has %(length)s characters; %(most)s are allowed."),
    gettext_noop("The expression nests more than %(most)s brackets."),
    gettext_noop("The expression is not valid CEL: the character “%(character)s” at place %(place)s means nothing."),
    gettext_noop("The expression is not valid CEL: it ends too early."),
    gettext_noop("The expression is not valid CEL: “%(word)s” at place %(place)s is not expected."),
    gettext_noop("The expression is not valid CEL: the first argument of “%(macro)s” is the name of an item."),
    gettext_noop("The expression is not valid CEL: “%(word)s” is a reserved word."),
    gettext_noop("The expression is not valid CEL: “has” takes one field, as in has(data.name)."),
    gettext_noop("The expression is not valid CEL: the number %(number)s is out of range."),
    gettext_noop("The expression is not valid CEL: a text holds \\%(character)s; write \\\\ for a backslash."),
    gettext_noop("The expression is not valid CEL: a text holds %(code)s, which is no character."),
    gettext_noop("The expression is not valid CEL: bytes hold %(code)s, which is a character."),
    gettext_noop("The expression calls “%(function)s”, which does not exist."),
    gettext_noop("The expression calls “%(function)s” wrongly. Write %(written)s, each a datum, a part of one or a text."),
    gettext_noop("The expression calls “%(function)s” wrongly. Write %(written)s."),
    gettext_noop("The expression names “%(name)s”, which does not exist. It may use: %(roots)s."),
    gettext_noop("The pattern of “matches” has to be written in the expression, between quotation marks."),
    gettext_noop(
        "The work of “%(part)s” has no bound: for each item it does work that grows with the data again. "
        "Look at the item alone there, or at fewer data."
    ),
    gettext_noop(
        "“%(part)s” takes about %(steps)s steps of work where a list has %(items)s items; %(most)s are allowed. "
        "Look at fewer data, or make it simpler."
    ),
    gettext_noop("The pattern has %(length)s characters; %(most)s are allowed."),
    gettext_noop("The pattern holds half a character (a lone surrogate). Write it anew."),
    gettext_noop("The pattern unfolds to %(size)s instructions; %(most)s are allowed. Repeat less inside of repetitions."),
    gettext_noop("The pattern is not valid RE2: the bracket [ of “%(part)s” is not closed."),
    gettext_noop("The pattern is not valid RE2: a bracket ( of “%(part)s” is not closed."),
    gettext_noop("The pattern is not valid RE2: “%(part)s” closes a bracket ) that is not open."),
    gettext_noop("The pattern is not valid RE2: “%(part)s” is no set of characters."),
    gettext_noop("The pattern is not valid RE2: “%(part)s” is no range of characters."),
    gettext_noop("The pattern is not valid RE2: it ends in a backslash."),
    gettext_noop("The pattern is not valid RE2: “%(part)s” has nothing before it to repeat."),
    gettext_noop(
        "The pattern is not valid RE2: “%(part)s” repeats too often, or has its numbers the wrong way round."
    ),
    gettext_noop("The pattern is not valid RE2: “%(part)s” repeats what is repeated already."),
    gettext_noop("The pattern is not valid RE2: it has no “%(part)s”."),
    gettext_noop("The pattern is not valid RE2: “%(part)s” is no name of a group, as in (?P<name>…)."),
    gettext_noop("The pattern is not valid RE2: %(reason)s."),
))  # fmt: skip
"""Every sentence that an expression is refused with."""


def in_words(problem: ExpressionError) -> str:
    """What is wrong, in the reader's language where it has the sentence."""
    return _(problem.sentence) % problem.told if problem.sentence in SENTENCES else str(problem)


ROOTS = {
    "value": gettext_lazy("the value that is checked"),
    "parts": gettext_lazy("the parts of the value, by name"),
    "data": gettext_lazy("what is known already, by name"),
    "variables": gettext_lazy("variables of the conversation"),
    "channel": gettext_lazy("voice or chat"),
    "locale": gettext_lazy("language of the conversation"),
    "region": gettext_lazy("country of the conversation"),
    "today": gettext_lazy("today’s date"),
    "attempts": gettext_lazy("times that it was not understood"),
    "answer": gettext_lazy("what the host answered"),
}

FUNCTIONS = {
    "age": gettext_lazy("whole years from a date to today"),
    "iban_country": gettext_lazy("country of an IBAN"),
    "codice_fiscale_has_name": gettext_lazy("whether an Italian tax code belongs to a name"),
    "codice_fiscale_has_birth": gettext_lazy("whether an Italian tax code belongs to a date of birth"),
    "codice_fiscale_has_sex": gettext_lazy("whether an Italian tax code belongs to a sex (M or F)"),
    "postal_code_fits": gettext_lazy("whether a postal code belongs to a place"),
    "size": gettext_lazy("number of characters or items"),
    "int": gettext_lazy("as a whole number"),
    "uint": gettext_lazy("as a whole number without a sign"),
    "double": gettext_lazy("as a number with decimals"),
    "string": gettext_lazy("as a text"),
    "bool": gettext_lazy("“true” or “false” as a truth value"),
    "bytes": gettext_lazy("a text as bytes"),
    "type": gettext_lazy("the type of a value"),
    "dyn": gettext_lazy("a value of any type"),
    "duration": gettext_lazy("a length of time"),
    "timestamp": gettext_lazy("a moment, with day and hour"),
    "min": gettext_lazy("the smallest of some"),
    "max": gettext_lazy("the largest of some"),
    "abs": gettext_lazy("a number without its sign"),
    "has": gettext_lazy("whether a field is there"),
}

METHODS = {
    "contains": gettext_lazy("whether a text holds another"),
    "startsWith": gettext_lazy("whether a text begins so"),
    "endsWith": gettext_lazy("whether a text ends so"),
    "matches": gettext_lazy("whether a text fits a pattern (RE2)"),
    "size": gettext_lazy("number of characters or items"),
    "all": gettext_lazy("whether something holds for each item"),
    "exists": gettext_lazy("whether something holds for an item"),
    "exists_one": gettext_lazy("whether something holds for exactly one item"),
    "map": gettext_lazy("each item made into something else"),
    "filter": gettext_lazy("the items for which something holds"),
    "getFullYear": gettext_lazy("year of a moment"),
    "getMonth": gettext_lazy("month of a moment, from 0"),
    "getDate": gettext_lazy("day of the month, from 1"),
    "getDayOfMonth": gettext_lazy("day of the month, from 0"),
    "getDayOfWeek": gettext_lazy("day of the week, Sunday is 0"),
    "getDayOfYear": gettext_lazy("day of the year, from 0"),
    "getHours": gettext_lazy("hours of a moment or a length of time"),
    "getMinutes": gettext_lazy("minutes of a moment or a length of time"),
    "getSeconds": gettext_lazy("seconds of a moment or a length of time"),
    "getMilliseconds": gettext_lazy("milliseconds of a moment or a length of time"),
}

MACROS = {
    "has": "has(data.name)",
    "all": "all(item, condition)",
    "exists": "exists(item, condition)",
    "exists_one": "exists_one(item, condition)",
    "map": "map(item, value)",
    "filter": "filter(item, condition)",
}
"""How those are written that are no functions: what they are given is not worked out beforehand."""
