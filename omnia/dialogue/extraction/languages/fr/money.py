"""French: currencies."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.money import Money

CURRENCIES = {
    "euro|euros|balles|boules": "EUR", "dollar|dollars|dollars americains|dollar americain|dollars us|dollar us": "USD", "dollars canadiens|dollar canadien": "CAD", "dollars australiens|dollar australien": "AUD", "dollars de hong kong": "HKD", "livre|livres|livres sterling|livre sterling|livres anglaises": "GBP", "yen|yens|yens japonais": "JPY",
    "yuan|yuans|renminbi": "CNY", "franc suisse|francs suisses|franc|francs": "CHF", "francs francais|franc francais": "FRF", "franc belge|francs belges": "BEF", "roupie|roupies|roupies indiennes|roupie indienne": "INR", "peso|pesos|pesos mexicains": "MXN", "real|reais|reals|reals bresiliens": "BRL", "rouble|roubles": "RUB", "lire|lires|livres turques|livre turque": "TRY",
    "won|wons": "KRW", "couronne|couronnes|couronnes suedoises": "SEK", "couronnes norvegiennes": "NOK", "couronnes danoises": "DKK", "zloty|zlotys": "PLN", "forint|forints": "HUF", "marks finlandais|mark finlandais|markkas finlandais|markka|marques finlandaises|marques finnoises|marcs finlandais": "FIM", "mark|marks|marks allemands|deutsche marks": "DEM", "peseta|pesetas": "ESP",
    "dirham|dirhams": "MAD", "dinar|dinars|dinars algeriens": "DZD", "dinars tunisiens": "TND", "bitcoin|bitcoins": "XBT", "franc cfa|francs cfa": "XOF", "shekel|shekels": "ILS", "rand|rands": "ZAR", "escudos": "PTE", "florin|florins": "NLG",
}  # fmt: skip

CENTS = {
    "cent|cents|centime|centimes": "",
    "centimes d euro|centime d euro": "EUR",
    "penny|pence|pennies": "GBP",
    "kopeck|kopecks": "RUB",
}  # fmt: skip

MONEY = Money(
    articles=frozenset({"d"}),
    currencies=CURRENCIES,
    cents=CENTS,
)
