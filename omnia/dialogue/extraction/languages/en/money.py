"""English: currencies."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.money import Money

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
}  # fmt: skip

MONEY = Money(
    articles=frozenset({"a", "an"}),
    words_like_codes=frozenset({"all", "try", "cop", "ron", "top", "pen", "php", "mad", "sek"}),
    unsaid_hundred=True,
    currencies=CURRENCIES,
    cents=CENTS,
)
