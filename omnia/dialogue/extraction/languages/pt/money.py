"""Portuguese of Portugal and Brazil: currencies."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.money import Money

CURRENCIES = {
    "euro|euros|paus|pilas": "EUR", "real|reais|reais brasileiros": "BRL", "dolar|dolares|dolares americanos|dolar americano|dolares dos estados unidos": "USD", "dolares canadenses|dolares canadianos": "CAD", "dolares australianos|dolar australiano|dolares australianos": "AUD", "dolares de hong kong": "HKD", "libra|libras|libras esterlinas|libra esterlina": "GBP", "iene|ienes|yen|yenes|yens": "JPY",
    "yuan|yuans|yuanes|renminbi": "CNY", "franco|francos|francos suicos|franco suico": "CHF", "francos franceses": "FRF", "rupia|rupias": "INR", "peso|pesos|pesos mexicanos": "MXN", "pesos argentinos": "ARS", "rublo|rublos": "RUB", "lira|liras|liras turcas": "TRY", "won|wons": "KRW", "coroa|coroas|coroas suecas": "SEK", "coroas norueguesas": "NOK", "coroas dinamarquesas": "DKK", "zloty|zlotys": "PLN",
    "marcos finlandeses|marco finlandes": "FIM", "marco|marcos|marcos alemaes": "DEM", "peseta|pesetas": "ESP", "escudo|escudos": "PTE", "conto|contos": "PTE", "metical|meticais": "MZN", "kwanza|kwanzas": "AOA", "bitcoin|bitcoins": "XBT", "dirham|dirhams": "AED", "cruzeiro|cruzeiros": "BRC",
}  # fmt: skip

CENTS = {
    "cent|cents|centavo|centavos|centimo|centimos": "",
    "centimos de euro|centimo de euro": "EUR",
    "centavos de dolar": "USD",
    "penny|pence|penies|peni": "GBP",
    "centavos de real": "BRL",
}  # fmt: skip

MONEY = Money(
    currencies=CURRENCIES,
    cents=CENTS,
    hundredths_joiners=frozenset({"e"}),
)
