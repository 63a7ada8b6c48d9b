"""Italian: currencies."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.money import Money

CURRENCIES = {
    "euro|euri|eurini|eurino": "EUR", "dollaro|dollari|dollaro americano|dollari americani|dollari statunitensi|dollaro usa|dollari usa|verdoni": "USD", "dollari canadesi|dollaro canadese": "CAD", "dollari australiani|dollaro australiano": "AUD", "dollari di hong kong|dollaro di hong kong": "HKD",
    "sterlina|sterline|sterline inglesi|sterlina inglese|sterline britanniche": "GBP", "yen|yen giapponesi": "JPY", "yuan|renminbi": "CNY", "franco|franchi|franchi svizzeri|franco svizzero": "CHF", "franchi francesi": "FRF", "rupia|rupie|rupie indiane": "INR",
    "peso|pesos|pesos messicani|pesi messicani": "MXN", "pesos argentini": "ARS", "real|reais|real brasiliani": "BRL", "rublo|rubli|rubli russi": "RUB", "lira|lire|lire italiane": "ITL", "lire turche|lira turca": "TRY", "won": "KRW", "corona|corone|corone svedesi": "SEK",
    "corone norvegesi": "NOK", "corone danesi": "DKK", "corone ceche": "CZK", "zloty": "PLN", "fiorini|fiorino": "HUF", "markka|marchi finlandesi|marchi finlandese|marchi finnici": "FIM", "marco|marchi|marchi tedeschi": "DEM", "riyal": "SAR", "dirham": "AED", "peseta|pesete": "ESP",
    "bitcoin": "XBT", "leu|lei": "RON", "scudi|escudo": "PTE", "dinari|dinaro": "KWD", "rand": "ZAR",
}  # fmt: skip

CENTS = {
    "cent|centesimo|centesimi|cents": "",
    "centesimi di euro|centesimo di euro|eurocent": "EUR",
    "penny|pence|penny inglesi": "GBP",
    "centesimi di dollaro": "USD",
    "copechi": "RUB",
}  # fmt: skip

MONEY = Money(
    currencies=CURRENCIES,
    cents=CENTS,
    hundredths_joiners=frozenset({"e"}),
)
