"""English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from omnia.dialogue.extraction.lexicons.schema import Lexicon, NumberLexicon

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth"
)
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "ninty": 90,
}
_TOGETHER = {ten + unit: n + digit for ten, n in _TENS.items() for digit, unit in enumerate(_UNITS.split()[1:10], 1)}

NUMBERS = NumberLexicon(
    cardinals={word: n for n, word in enumerate(_UNITS.split())}
    | _TENS
    | _TOGETHER
    | {"nought": 0, "naught": 0, "nil": 0, "nineth": 9},
    scales={
        "thousand": 10**3,
        "thousands": 10**3,
        "lakh": 10**5,
        "lakhs": 10**5,
        "million": 10**6,
        "millions": 10**6,
        "mil": 10**6,
        "mln": 10**6,
        "crore": 10**7,
        "crores": 10**7,
        "billion": 10**9,
        "billions": 10**9,
        "bn": 10**9,
        "trillion": 10**12,
        "trillions": 10**12,
        "quadrillion": 10**15,
        "quintillion": 10**18,
        "sextillion": 10**21,
    },
    hundreds=frozenset({"hundred", "hundreds"}),
    joiners=frozenset({"and"}),
    join_after=100,
    ordinals={word: n + 1 for n, word in enumerate(_ORDINALS.split())}
    | {
        "thirtieth": 30,
        "fortieth": 40,
        "fiftieth": 50,
        "sixtieth": 60,
        "seventieth": 70,
        "eightieth": 80,
        "ninetieth": 90,
        "hundredth": 100,
        "thousandth": 10**3,
        "millionth": 10**6,
        "billionth": 10**9,
        "trillionth": 10**12,
        "twelveth": 12,
    },
    ordinal_endings=(("s", ("",)),),
    digit_endings=frozenset({"st", "nd", "rd", "th"}),
    points=frozenset({"point"}),
    minus=frozenset({"minus", "negative"}),
    articles=frozenset({"a", "an"}),
    halves=frozenset({"half"}),
    denominators={"half": 2, "halves": 2, "quarter": 4, "quarters": 4},
    fraction_joiners=frozenset({"and"}),
    over=("over", "out of", "in", "divided by"),
    below_zero=("below zero", "degrees below zero", "degrees below"),
    roughly=("plus or", "plus"),
    zeros=frozenset({"oh", "o"}),
    leading_point=True,
    pairs=frozenset({"couple"}),
    none=frozenset({"none", "nobody", "no one", "none at all", "not one"}),
    vague=frozenset({"few", "several", "some", "many"}),
    loose=frozenset({"dozens", "hundreds", "thousands", "millions", "billions", "trillions"}),
    fused={"fiver": 5, "tenner": 10},
    dozens={"dozen": 12, "dozens": 12, "dz": 12, "doz": 12, "gross": 144, "score": 20},
    suffixes={"k": 10**3, "m": 10**6, "mil": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "t": 10**12, "g": 10**9},
    decimal=".",
    grouping=",",
    percent=("%", "percent", "per cent", "percentage", "pct"),
    permille=("‰", "per mille", "per mil", "per thousand", "permille"),
)

WORDS: dict[str, Mapping[str, Any] | str] = {
    "quarterend": "quarter end",
    "uquarter": "quarter",
    "threequarters": "three quarters",
    "hourish": {"oneish": 1, "twoish": 2, "threeish": 3, "fourish": 4, "fiveish": 5, "sixish": 6, "sevenish": 7, "eightish": 8, "nineish": 9, "tenish": 10, "elevenish": 11, "twelvish|twelveish": 12},
    "dash": "dash|hyphen",
    "slash": "slash|stroke|forward slash|oblique",
    "beforelast": "before last",
    "lendemain": {"the eve of|eve of": -1},
    "weekbare": "today|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday",
    "ends": "end of|the end of|last day of|end of the|the end of the", "monthend": "month end|eom", "yearend": "year end|eoy", "weekon": "on|from", "weekafter": "week|fortnight",
    "month": {
        "january|jan": 1, "february|feb|febuary": 2, "march|mar": 3, "april|apr": 4, "may": 5, "june|jun": 6, "july|jul": 7,
        "august|aug": 8, "september|sept|sep": 9, "october|oct": 10, "november|nov": 11, "december|dec": 12,
    },
    "weekday": {
        "monday|mon|mondays": 0, "tuesday|tue|tues|tuesdays": 1, "wednesday|wed|weds|wednesdays|wensday": 2,
        "thursday|thu|thur|thurs|thursdays": 3, "friday|fri|fridays": 4, "saturday|sat|saturdays": 5, "sunday|sun|sundays": 6,
    },
    "rel": {
        "today|now|right now|tonight|this morning|this afternoon|this evening|at this moment|todays|at the moment|immediately|just now|otd|this day|the same day|for the day|the whole day": 0,
        "tomorrow|tmrw|tomorow|tommorow|tmr|tomorrows|the next day|the following day": 1,
        "yesterday|yesterdays|last night|the previous day": -1,
        "day after tomorrow|the day after tomorrow|overmorrow": 2,
        "day before yesterday|the day before yesterday": -2,
    },
    "uday": "day|days", "uweek": "week|weeks|wk|wks", "uworkday": "working day|working days|business day|business days|workday|workdays|weekday|weekdays",
    "ufortnight": "fortnight|fortnights|fortnight s time", "umonth": "month|months", "uyear": "year|years|yr|yrs",
    "the": "the|on|it is|it s|its|at|by|for|this coming|date", "of": "of|in|from|s|of the|in the|from the|during", "inside": "in|within|after|in about|in around",
    "article": {"a|an|one": 1, "a couple of|couple of|a couple|a pair of": 2, "a few|few|several": 3},
    "next": "next|following|the following|the next|next week s", "coming": "coming|upcoming|this coming|the coming", "last": "last|previous|past|the previous|the last|the past|last week s",
    "final": "last|final|the last", "this": "this|current|the current|the|this week s",
    "afternext": "after next", "ago": "ago|back|earlier|before now|in the past|previously", "later": "from now|hence|later|from today|time|from this moment|s time|after today",
    "after": "after|from|following|past|later than", "before": "before|prior to|ahead of|earlier than|preceding",
    "closest": "closest|nearest|the closest|the nearest", "to": "to",
    "ides": "ides of|the ides of",

    "at": "exactly|precisely|sharp at|just after|just before|roughly|at|around|about|by|@|circa|approximately|for|till|until|from|before|after|since|it s|it is|past|its|is",
    "oclock": "o clock|oclock|o clok|h|hours|hour|hrs|h s", "half": "half|a half", "quarter": "quarter|a quarter", "past": "past|after",
    "till": "to|before|of|till|til", "and": "and", "uhour": "hour|hours|hr|hrs|h", "umin": "minute|minutes|min|mins", "usec": "second|seconds|sec|secs",
    "am": "am|a m|in the am|a", "pm": "pm|p m|in the pm|p", "noon": "noon|midday|mid day|noonish|12 noon|twelve noon|lunchtime|high noon", "midnight": "midnight|mid night|midnite",
    "morning": "in the morning|this morning|morning|in morning|early morning|mornings", "afternoon": "in the afternoon|this afternoon|afternoon|in afternoon|afternoons",
    "evening": "in the evening|this evening|evening|in evening|tonight|evenings", "night": "at night|in the night|night|tonight|last night",
    "ish": "ish", "oh": {"oh|o|ou|owe": 0}, "halfpast": "half past|half after",
    "filler": "uh|um|er|erm|hmm|uhm|ah|well|like|please|i mean|you know|good morning|good afternoon|good evening|around|about|approximately|sometime",
}  # fmt: skip

HOLIDAYS = {
    "christmas|xmas|christmas day|xmas day|christmas holiday": "12-25", "christmas eve|xmas eve": "12-24", "boxing day|saint stephen s day|st stephen s day": "12-26",
    "new year s eve|new years eve|nye|hogmanay": "12-31", "new year s day|new years day|new year|new years|new year s": "01-01", "epiphany|three kings day|twelfth night": "01-06",
    "valentine s day|valentines day|valentine day|valentine s|saint valentine s day|st valentine s day": "02-14", "st patrick s day|saint patrick s day|st patricks day|saint patricks day|st paddy s day|st patrick day": "03-17",
    "april fools|april fools day|april fool s day|all fools day": "04-01", "earth day": "04-22", "st george s day|saint george s day": "04-23", "cinco de mayo": "05-05", "may day|international workers day|workers day": "05-01",
    "independence day|fourth of july holiday": "07-04", "juneteenth": "06-19", "halloween|hallowe en|all hallows eve|haloween": "10-31", "all saints day|all saints": "11-01", "all souls day|all souls": "11-02",
    "guy fawkes night|guy fawkes day|guy fawkes|bonfire night": "11-05", "veterans day|armistice day|remembrance day": "11-11", "groundhog day": "02-02", "canada day": "07-01", "australia day": "01-26", "anzac day": "04-25",
    "bastille day": "07-14", "st andrew s day|saint andrew s day": "11-30", "st david s day|saint david s day": "03-01", "burns night|burns day": "01-25", "international women s day|women s day|womens day": "03-08", "assumption|assumption day": "08-15",
    "pi day": "03-14", "star wars day": "05-04", "kwanzaa": "12-26", "flag day": "06-14", "world aids day": "12-01", "immaculate conception": "12-08", "st nicholas day|saint nicholas day": "12-06", "midsummer|midsummer day|st john s day": "06-24",
    "thanksgiving|thanksgiving day|turkey day": "nth 11 3 4", "black friday": "nth 11 3 4 +1", "cyber monday": "nth 11 3 4 +4", "labor day|labour day": "nth 9 0 1", "memorial day|decoration day": "nth 5 0 -1", "mother s day|mothers day|mother day": "nth 5 6 2",
    "father s day|fathers day|father day": "nth 6 6 3", "martin luther king day|martin luther king s day|mlk day|martin luther king jr day": "nth 1 0 3", "presidents day|president s day|washington s birthday": "nth 2 0 3", "columbus day|indigenous peoples day": "nth 10 0 2",
    "super bowl sunday|super bowl": "nth 2 6 2", "grandparents day": "nth 9 0 1 +6", "spring bank holiday": "nth 5 0 -1", "summer bank holiday|august bank holiday": "nth 8 0 -1", "early may bank holiday": "nth 5 0 1",
    "easter|easter sunday|easter day": "easter 0", "easter monday": "easter 1", "good friday": "easter -2", "holy thursday|maundy thursday": "easter -3", "palm sunday": "easter -7", "holy saturday|easter saturday|easter eve": "easter -1",
    "ash wednesday": "easter -46", "shrove tuesday|mardi gras|pancake day|pancake tuesday|fat tuesday": "easter -47", "ascension|ascension day|ascension thursday": "easter 39", "pentecost|whitsun|whit sunday|whitsunday": "easter 49",
    "whit monday|pentecost monday": "easter 50", "trinity sunday": "easter 56", "corpus christi": "easter 60", "orthodox easter|greek easter": "orthodox 0", "orthodox christmas": "01-07",
    "eid al fitr|eid ul fitr|eid": "islamic 10 1", "eid al adha|eid ul adha|bakrid": "islamic 12 10", "ramadan|start of ramadan|beginning of ramadan": "islamic 9 1", "islamic new year|hijri new year": "islamic 1 1", "ashura": "islamic 1 10", "mawlid": "islamic 3 12",
    "chinese new year|lunar new year|chinese spring festival|spring festival": "lunar 0", "chinese new year s eve|chinese new years eve": "lunar -1", "passover|pesach": "hebrew 7 15", "rosh hashanah|rosh hashana|jewish new year": "hebrew 1 1", "yom kippur": "hebrew 1 10",
    "hanukkah|chanukah|hanukah": "hebrew 3 25", "sukkot": "hebrew 1 15", "shavuot": "hebrew 9 6", "first day of spring|spring equinox": "03-20", "first day of summer|summer solstice": "06-21", "first day of autumn|first day of fall|autumn equinox": "09-22", "first day of winter|winter solstice": "12-21",
    "first sunday of advent|advent sunday": "advent 0",
}  # fmt: skip

CURRENCIES = {
    "dollar|dollars|buck|bucks|dollar bill|greenback|greenbacks|dollars us|us dollar|us dollars|u s dollars|united states dollar|united states dollars|american dollars|american dollar": "USD", "canadian dollar|canadian dollars": "CAD", "australian dollar|australian dollars": "AUD", "hong kong dollar|hong kong dollars": "HKD",
    "singapore dollar|singapore dollars": "SGD", "new zealand dollar|new zealand dollars": "NZD", "taiwan dollar|taiwan dollars": "TWD", "euro|euros": "EUR", "pound|pounds|pound sterling|pounds sterling|sterling|british pound|british pounds|quid|nicker": "GBP",
    "yen|japanese yen": "JPY", "yuan|renminbi|chinese yuan|kuai": "CNY", "franc|francs|swiss franc|swiss francs": "CHF", "french franc|french francs": "FRF", "rupee|rupees|rs|indian rupee|indian rupees": "INR", "pakistani rupee|pakistani rupees": "PKR",
    "peso|pesos|mexican peso|mexican pesos": "MXN", "argentine peso|argentine pesos": "ARS", "real|reais|reals|brazilian real|brazilian reais": "BRL", "ruble|rubles|rouble|roubles|russian ruble|russian rubles": "RUB", "lira|liras|lire|turkish lira|turkish liras": "TRY",
    "won|korean won|south korean won": "KRW", "krona|kronor|swedish krona|swedish kronor": "SEK", "krone|kroner|norwegian krone|norwegian kroner": "NOK", "danish krone|danish kroner": "DKK", "zloty|zlotys|polish zloty": "PLN", "forint|forints": "HUF",
    "finnish markka|markka|finnish markkaa": "FIM", "deutsche mark|deutschmarks|deutsche marks|german marks|mark|marks": "DEM", "riyal|riyals|saudi riyal|saudi riyals": "SAR", "dirham|dirhams": "AED", "shekel|shekels": "ILS", "rand|rands|south african rand": "ZAR",
    "bitcoin|bitcoins|btc": "XBT", "riel|cambodian riel": "KHR", "baht|thai baht": "THB", "ringgit": "MYR", "rupiah": "IDR", "dong": "VND", "leu|lei": "RON", "lev|leva": "BGN", "koruna|czech koruna|czech crowns": "CZK", "lari": "GEL", "kip": "LAK",
    "peseta|pesetas": "ESP", "escudo|escudos": "PTE", "guilder|guilders": "NLG", "naira": "NGN", "cedi|cedis": "GHS", "colon|colones": "CRC", "hryvnia|hryvnias": "UAH", "grand": "- 1000", "dinar|dinars": "KWD",
}  # fmt: skip

CENTS = {
    "cent|cents|us cent|us cents": "",
    "penny|pennies|pence|p": "GBP",
    "centime|centimes": "",
    "euro cent|euro cents|eurocent|eurocents": "EUR",
    "kopek|kopeks|kopecks": "RUB",
    "paise|paisa": "INR",
    "mao|jiao": "CNY 10",
    "dime|dimes": "USD 10",
    "point|points": "",
}

LEXICON = Lexicon(
    language="en", numbers=NUMBERS, words=WORDS, holidays=HOLIDAYS, currencies=CURRENCIES, cents=CENTS,
    ranges=frozenset({"to", "or", "up to", "till"}), range_starts=frozenset({"between"}), next_weekday_is_next_week=True,
)  # fmt: skip
