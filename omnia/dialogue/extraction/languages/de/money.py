"""German: currencies."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.money import Money

CURRENCIES = {
    "euro|euros|mause|kroten|tacken|ocken": "EUR", "dollar|us dollar|us dollars|dollars|amerikanische dollar|amerikanischen dollar": "USD", "kanadische dollar|kanadischer dollar|kanadischen dollar": "CAD", "australische dollar|australischer dollar|australischen dollar": "AUD", "hongkong dollar": "HKD", "pfund|britische pfund|pfund sterling|britisches pfund|britischen pfund": "GBP", "yen|japanische yen": "JPY",
    "yuan|renminbi": "CNY", "franken|schweizer franken|schweizerfranken|stutz|fr|sfr": "CHF", "franzosische francs|francs|franc": "FRF", "rupie|rupien|indische rupien|indische rupie": "INR", "peso|pesos|mexikanische pesos": "MXN", "real|reais|brasilianische real": "BRL", "rubel|russische rubel": "RUB", "lira|lire|turkische lira": "TRY", "won|sudkoreanische won": "KRW",
    "krone|kronen|schwedische kronen": "SEK", "norwegische kronen": "NOK", "danische kronen": "DKK", "tschechische kronen": "CZK", "zloty": "PLN", "forint": "HUF", "finnmark|finnische mark": "FIM", "mark|deutsche mark|d mark": "DEM", "schilling|schillinge": "ATS", "riel|kambodschanische riel": "KHR", "baht": "THB", "dirham": "AED", "bitcoin|bitcoins": "XBT", "peseten|pesetas": "ESP", "lei|leu": "RON", "lewa": "BGN", "gulden": "NLG",
}  # fmt: skip

CENTS = {
    "cent|cents": "",
    "eurocent|euro cent": "EUR",
    "rappen": "CHF",
    "pfennig|pfennige": "DEM",
    "penny|pence|pennies": "GBP",
    "groschen": "ATS",
    "kopeken": "RUB",
}  # fmt: skip

MONEY = Money(
    currencies=CURRENCIES,
    cents=CENTS,
    hundredths_joiners=frozenset({""}),
)
