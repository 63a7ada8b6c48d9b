"""English: days, clocks and lengths of time."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from omnia.dialogue.extraction.languages.schema.time import (
    Ages,
    Calendar,
    DurationLexicon,
    ExpiryWords,
    RangeLexicon,
    Time,
    ZoneWords,
)

WORDS: dict[str, Mapping[str, Any] | str] = {
    "quarter_end": "quarter end",
    "unit_quarter": "quarter",
    "three_quarters": "three quarters",
    "rough_hour": {"oneish": 1, "twoish": 2, "threeish": 3, "fourish": 4, "fiveish": 5, "sixish": 6, "sevenish": 7, "eightish": 8, "nineish": 9, "tenish": 10, "elevenish": 11, "twelvish|twelveish": 12},
    "dash": "dash|hyphen",
    "slash": "slash|stroke|forward slash|oblique",
    "before_last": "before last",
    "adjacent_day": {"the eve of|eve of": -1},
    "week_base": "today|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday",
    "ends": "end of|the end of|last day of|end of the|the end of the", "month_end": "month end|eom", "year_end": "year end|eoy", "week_preposition": "on|from", "week_suffix": "week|fortnight",
    "month": {
        "january|jan": 1, "february|feb|febuary": 2, "march|mar": 3, "april|apr": 4, "may": 5, "june|jun": 6, "july|jul": 7,
        "august|aug": 8, "september|sept|sep": 9, "october|oct": 10, "november|nov": 11, "december|dec": 12,
    },
    "weekday": {
        "monday|mon|mondays": 0, "tuesday|tue|tues|tuesdays": 1, "wednesday|wed|weds|wednesdays|wensday": 2,
        "thursday|thu|thur|thurs|thursdays": 3, "friday|fri|fridays": 4, "saturday|sat|saturdays": 5, "sunday|sun|sundays": 6,
    },
    "relative_day": {
        "today|now|right now|tonight|this morning|this afternoon|this evening|at this moment|todays|at the moment|immediately|just now|otd|this day|the same day|for the day|the whole day": 0,
        "tomorrow|tmrw|tomo|tmw|2moro|tomorow|tommorow|tmr|tomorrows|the next day|the following day": 1,
        "yesterday|yesterdays|last night|the previous day": -1,
        "day after tomorrow|the day after tomorrow|overmorrow": 2,
        "day before yesterday|the day before yesterday": -2,
    },
    "unit_day": "day|days", "unit_week": "week|weeks|wk|wks", "unit_workday": "working day|working days|business day|business days|workday|workdays|weekday|weekdays",
    "unit_fortnight": "fortnight|fortnights|fortnight s time", "unit_month": "month|months", "unit_year": "year|years|yr|yrs",
    "the": "the|on|it is|it s|its|at|by|for|this coming|date", "of": "of|in|from|s|of the|in the|from the|during", "inside": "in|within|after|in about|in around",
    "article": {"a|an|one": 1, "a couple of|couple of|a couple|a pair of": 2, "a few|few|several": 3},
    "next": "next|following|the following|the next|next week s", "coming": "coming|upcoming|this coming|the coming", "last": "last|previous|past|the previous|the last|the past|last week s",
    "final": "last|final|the last", "this": "this|current|the current|the|this week s",
    "after_next": "after next", "ago": "ago|back|earlier|before now|in the past|previously", "later": "from now|hence|later|from today|time|from this moment|s time|after today",
    "after": "after|from|following|past|later than", "before": "before|prior to|ahead of|earlier than|preceding",
    "closest": "closest|nearest|the closest|the nearest", "to": "to",
    "ides": "ides of|the ides of",

    "at": "exactly|precisely|sharp at|just after|just before|roughly|at|around|about|by|@|circa|approximately|for|till|until|from|before|after|since|it s|it is|past|its|is",
    "oclock": "o clock|oclock|o clok|h|hours|hour|hrs|h s", "half": "half|a half", "quarter": "quarter|a quarter", "past": "past|passed|after",
    "till": "to|before|of|till|til", "and": "and", "unit_hour": "hour|hours|hr|hrs|h", "unit_minute": "minute|minutes|min|mins", "unit_second": "second|seconds|sec|secs",
    "am": "am|a m|in the am|a", "pm": "pm|p m|in the pm|p", "noon": "noon|midday|mid day|noonish|12 noon|twelve noon|lunchtime|high noon", "midnight": "midnight|mid night|midnite",
    "morning": "in the morning|this morning|morning|in morning|early morning|mornings", "afternoon": "in the afternoon|this afternoon|afternoon|in afternoon|afternoons",
    "evening": "in the evening|this evening|evening|in evening|tonight|evenings", "night": "at night|in the night|night|tonight|last night",
    "roughly": "ish", "oh": {"oh|o|ou|owe": 0}, "half_past": "half past|half passed|half after",
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

CONTEXT_WORDS = {
    "every": "every|each",
    "label": "version|number|numbers|room|page|channel|chapter|line|code|order|size|gate|platform|apartment|flat|floor|extension|dial|pin|postcode|article|section|score|ip|seat|row|bay|desk|unit|suite|apt",
    "street": "street|road|avenue|square",
    "called": "my name is|surname is|last name is|first name is|i am called",
    "counted": "euro|euros|dollar|dollars|pound|pounds|pence|cent|cents|bucks|quid|percent|per cent|kilo|kilos|kilometers|kilometres|km|kg|miles|metres|meters|feet|people|persons|guests|adults|children|kids|tickets|nights|rooms|pieces|times|time|points|floor|floors|option|one|ones|name|place|half|step|choice|row|class|grade|thing|opinion|hand|question|call|attempt|try|person|party|all|aid|language|visit|child|home|house|job|item",
    "up_to": "to|till|until|through",
    "plural": "these|those",
    "between": "between",
    "lasting": "hours|hour|hrs|hr",
    "negation": "not",
    "verb": "may",
    "modal": "i|you|he|she|we|they|it|be|have|who|continue|ask",
}  # fmt: skip

CALENDAR = Calendar(
    look_alikes=frozenset({"julie", "macro", "mates", "mares", "quarts"}),
    half="past",
    order_by_country=True,
    words=WORDS,
    holidays=HOLIDAYS,
    context_words=CONTEXT_WORDS,
    ranges=frozenset({"to", "or", "up to", "till"}),
    range_starts=frozenset({"between"}),
    next_weekday_is_next_week=True,
)  # fmt: skip

AGES = Ages(
    "i m|im|i am|he is|she is|she s|he s|aged|age|my age is|i m almost|i m nearly|i am almost|i am nearly|about|just over|they are|we are",
    "years old|year old|years of age|yrs old|y o|years young",
    "i turned|i just turned|turned|just turned|she turned|he turned|i turn|turning",
)  # fmt: skip

DURATIONS = DurationLexicon(
    units={
        "night|nights": ("night", 1),
        "second|seconds|sec|secs": ("second", 1), "minute|minutes|min|mins": ("minute", 1), "hour|hours|hr|hrs|h": ("hour", 1),
        "day|days": ("day", 1), "week|weeks|wk|wks": ("week", 1), "fortnight|fortnights": ("week", 2),
        "month|months": ("month", 1), "year|years|yr|yrs": ("year", 1), "decade|decades": ("year", 10),
    },
    quantities={"a|an|another|all|the whole|the entire": Fraction(1), "a couple of|couple of|a couple|a pair of": Fraction(2)},
    glue="of|of an|of a|an|a|full|whole|more|or so|calendar|straight|good|single", joiners="and|plus|with|and another",
    clock="at|by",
)  # fmt: skip

RANGES = RangeLexicon(
    since="from|from the|starting|starting on|starting from|beginning|beginning on|as of|since|commencing",
    to="to|till|til|until|through|thru|up to|and until|and ending|ending|ending on|all the way to|through to",
    until="until|till|til|up to|no later than|through|ending|ending on|to|all the way to",
    between="between|anywhere between|sometime between", both="and",
    lasting="for|lasting|for about|for around", upcoming="next|coming|following|upcoming", gone="last|past|previous",
    weekend="weekend|week end", halves={"first half|1st half": 1, "second half|2nd half|latter half": 2},
    same="the same day|same day|that day|that same day",
    middle="mid|middle of|the middle of",
    vague="early|late|beginning of|the beginning of|start of|the start of|end of|the end of|around",
    whole="whole|entire|all|all of|the whole of|throughout|during|the month of|month of|the year|in|full month of",
)  # fmt: skip

EXPIRIES = ExpiryWords(
    cues="expir|valid|exp|good through|good until",
    slashes="forward slash|slash|stroke|oblique",
)  # fmt: skip

ZONES = ZoneWords(
    asked=("{} time",),
    own={
        "pst|p s t": -480, "pdt": -420, "mst|mdt": -420, "cst": -360, "cdt": -300, "est|e s t": -300, "edt": -240, "bst|british summer time": 60,
        "eastern time|eastern|us eastern|eastern standard time": "America/New_York", "central time|us central": "America/Chicago", "mountain time": "America/Denver",
        "pacific time|pacific|us pacific": "America/Los_Angeles", "uk time|british time": "Europe/London", "central european time": 60,
    },
)  # fmt: skip

TIME = Time(
    calendar=CALENDAR,
    ages=AGES,
    durations=DURATIONS,
    ranges=RANGES,
    expiries=EXPIRIES,
    zones=ZONES,
)
