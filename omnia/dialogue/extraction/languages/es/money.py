"""Spanish: currencies."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.money import Money

CURRENCIES = {
    "euro|euros|pavo|pavos": "EUR", "dolar|dolares|dolares americanos|dolares estadounidenses|dolar estadounidense|dolares de estados unidos": "USD", "dolares canadienses|dolar canadiense": "CAD", "dolares australianos|dolar australiano": "AUD", "dolares de hong kong": "HKD", "dolares de singapur": "SGD",
    "libra|libras|libras esterlinas|libra esterlina": "GBP", "yen|yenes|yenes japoneses": "JPY", "yuan|yuanes|renminbi": "CNY", "franco|francos|francos suizos|franco suizo": "CHF", "francos franceses": "FRF", "rupia|rupias": "INR", "peso|pesos|pesos mexicanos|peso mexicano": "MXN",
    "pesos argentinos|peso argentino": "ARS", "pesos chilenos|peso chileno": "CLP", "pesos colombianos|peso colombiano": "COP", "real|reales|reales brasilenos": "BRL", "rublo|rublos": "RUB", "lira|liras|liras turcas": "TRY", "won|wones": "KRW", "corona|coronas|coronas suecas": "SEK", "coronas noruegas": "NOK", "coronas danesas": "DKK",
    "zloty|zlotys": "PLN", "forinto|forintos": "HUF", "marco finlandes|marcos finlandeses|markkas": "FIM", "marco|marcos|marcos alemanes": "DEM", "peseta|pesetas": "ESP", "sol|soles|nuevos soles": "PEN", "bolivar|bolivares": "VES", "boliviano|bolivianos": "BOB", "guarani|guaranies": "PYG", "quetzal|quetzales": "GTQ",
    "colon|colones": "CRC", "lempira|lempiras": "HNL", "cordoba|cordobas": "NIO", "balboa|balboas": "PAB", "bitcoin|bitcoins": "XBT", "dirham|dirhams|dirhames": "MAD", "escudo|escudos": "PTE",
}  # fmt: skip

CENTS = {
    "centimo|centimos|centavo|centavos|cent|cents": "",
    "centimos de euro|centimo de euro": "EUR",
    "centavos de dolar|centavo de dolar": "USD",
    "penique|peniques|pence|penies": "GBP",
    "chon": "KRW",
    "kopeks|copecs": "RUB",
}  # fmt: skip

MONEY = Money(
    currencies=CURRENCIES,
    cents=CENTS,
    hundredths_joiners=frozenset({"con"}),
)
